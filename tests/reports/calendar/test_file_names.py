"""File names that every system takes."""

import pytest

from sprintplan.reports.calendar.file_names import file_names


@pytest.mark.parametrize("word", ["ana", "ana.lima@acme.example", "Core", "Zoë", "研究", "Core Team", "a-b_c.d"])
def test_a_safe_word_is_its_own_name(word: str) -> None:
    assert file_names([word]) == {word: word}


@pytest.mark.parametrize(
    "word",
    [
        *("CON", "con", "nul.x", "COM1", "aux.tar.gz", "lpt9"),
        *("../../etc/passwd", "a/b", "a\\b", "C:ana", "a<b>", "a|b?", "a*", 'a"', "a\nb", "a\x00b"),
        *(".hidden", "..", ".", "", " ", "ana.", "ana ", "-rf", "x" * 300),
    ],
)
def test_an_unsafe_word_gets_a_safe_name(word: str) -> None:
    """No path, device, hidden file or option; at most 90 characters; nothing that Windows strips at the end."""
    name = file_names([word])[word]
    assert name != word
    assert not set(name) & set('/\\:<>|?*"\n\x00')
    assert name[0] not in ".- "
    assert name[-1] not in ". "
    assert name.partition(".")[0].upper() not in {"CON", "NUL", "COM1", "AUX", "LPT9"}
    assert len(name) <= 90


def test_words_that_differ_in_case_or_in_what_is_replaced_do_not_share_a_file() -> None:
    """Nor does a name depend on the order of the words."""
    words = ["Ana", "ana", "a/b", "a_b", "a:b", "Bo"]
    names = file_names(words)
    assert len({name.casefold() for name in names.values()}) == len(words)
    assert names["Bo"] == "Bo"
    assert file_names(reversed(words)) == names
