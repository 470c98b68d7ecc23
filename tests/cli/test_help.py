"""`help`: the papers that are shipped, and the help of commands."""

from importlib.resources import files

import click
import pytest
from click.testing import CliRunner, Result

from sprintplan import cli

PAPERS = sorted(path.name.removesuffix(".md") for path in (files("sprintplan") / "docs").iterdir())


def run(*words: str) -> Result:
    return CliRunner().invoke(cli.commands, ["help", *words], prog_name="sprintplan")


def test_without_a_topic_the_topics_are_listed_with_their_titles() -> None:
    """One line each, the reference and the contract among them."""
    lines = run().stdout.splitlines()
    assert lines[0] == "Topics"
    assert [line.split()[0] for line in lines[1 : len(PAPERS) + 1]] == PAPERS
    assert {"reference", "contract", "adding"} <= set(PAPERS)
    assert any("Reference: every key and every column" in line for line in lines)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_is_printed_as_it_is(paper: str) -> None:
    assert run(paper).stdout == (files("sprintplan") / "docs" / f"{paper}.md").read_text(encoding="utf-8")


def test_a_paper_is_paged_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    paged: list[str] = []
    monkeypatch.setattr(click, "echo_via_pager", paged.append)
    run("glossary")
    assert paged == []
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    run("glossary")
    assert len(paged) == 1


def test_the_help_of_a_command_is_a_topic_too() -> None:
    assert run("plan").stdout == CliRunner().invoke(cli.commands, ["plan", "--help"], prog_name="sprintplan").stdout


def test_an_unknown_topic_proposes_one_that_is_known() -> None:
    result = run("refrence")
    assert result.exit_code == 2
    assert result.stderr == 'there is no topic "refrence". Did you mean "reference"?\n'


@pytest.mark.parametrize(
    ("word", "remedy"),
    [("shw", 'Did you mean "show"?'), ("exprot", 'Did you mean "export"?'), ("zz", "Known: actuals,")],
)
def test_a_command_that_there_is_not_is_answered_with_the_one_like_it(word: str, remedy: str) -> None:
    result = CliRunner().invoke(cli.commands, [word])
    assert result.exit_code == 2
    assert f'There is no command "{word}". {remedy}' in result.stderr
