"""Words of commands that people copy from a message into a shell."""

import re
import shlex
from pathlib import Path

import pytest

from sprintplan.files import typed

WORDS = (
    *("plan.json", "Zürich/漢字.json", "our year/plan 1.json", "it's", 'a "b"', "$HOME", "a`b`", "a;b"),
    *("a&b", "!!", "#1", "a\\b"),
)


@pytest.mark.parametrize("word", WORDS)
def test_a_path_is_typed_as_a_shell_takes_it_for_one_word(word: str) -> None:
    """In quotes where it has to be; a path does not begin like an option."""
    assert shlex.split(typed(word)) == [word]
    assert (typed(word) == word) == bool(re.fullmatch(r"[\w./]+", word))
    assert shlex.split(typed(Path(f"-{word}"))) == [f"./-{word}"]
