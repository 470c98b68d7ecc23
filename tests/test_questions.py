"""The walk-through of questions: every command of it is run, on the example, and says what the paper says of it."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from sprintplan.cli import commands

ROOT = Path(__file__).parent.parent
PAPER = (ROOT / "sprintplan" / "docs" / "questions.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^```\nsprintplan (.+)\n```$", PAPER, re.MULTILINE)
ANSWERS = [
    (re.findall(r"^```text\n(.+?)^```$", part, re.MULTILINE | re.DOTALL), re.findall(r"\d{1,3}(?: \d{3})+", part))
    for part in re.split(r"^```\nsprintplan .+\n```$", PAPER, flags=re.MULTILINE)[1:]
]
"""What the paper shows of what each command prints, and the amounts that it names up to the next command."""
SAYS = (
    "Warsaw in April, Istanbul in October",
    "Prague, the next best place, scores 37 841 EUR more",
    "lose: ",
    "limits.months_between_uses: 19 is few enough",
    "in Lisbon",
    "-5 972 -6 803",
    "without policy.cabin",
    "Jun, Istanbul",
    "with the people of hires.csv",
    "least cash",
    "Warsaw is the best place in 60 of 100 likely markets",
    "59 395 911 6 710 100 %",
    "October 2027",
    "! Ellie Marsh (ellie): outbound: entitled to premium economy",
    "Riley Sanderson (riley",
    "journeys are on sale in the travel window",
    "Below Inês Carvalho: 58 people",
    "rooms.xlsx: 116 rows of rooming",
    "pick_up",
    "bookings.xlsx: ",
    "calendars: ",
    "is self-contained",
    "No problem found",
    "The plan holds.",
    "Ten hires in India",
)
"""Words of what each command prints, in the order of the paper."""


def test_twenty_questions_have_an_answer() -> None:
    """Each heading but the last, which is of several at once, is a question with a command right below it."""
    questions = re.findall(r"^## (.+\?)\n```\nsprintplan ", PAPER, re.MULTILINE)
    assert len(questions) >= 20
    assert len(questions) == PAPER.count("\n## ") - 1


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example, the files of the paper, and the plan that its first command makes."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "data" / "example", folder / "data" / "example")
    for name, kind in (("hires.csv", "csv"), ("what-if.toml", "toml")):
        (match,) = re.findall(rf"^```{kind}\n(.+?)^```$", PAPER, re.MULTILINE | re.DOTALL)
        (folder / name).write_text(match, encoding="utf-8")
    return folder


def test_every_command_of_the_walk_through_answers(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of the paper, each with status 0, on one process."""
    monkeypatch.chdir(desk)
    for command, words, (shown, amounts) in zip(COMMANDS, SAYS, ANSWERS, strict=True):
        alone = ["--workers", "1"] if command.startswith(("plan", "compare")) else []
        done = CliRunner().invoke(commands, [*shlex.split(command), *alone])
        assert done.exit_code == 0, f"{command}: {done.output}"
        assert words in " ".join(done.stdout.split()), command
        assert [block for block in shown if block not in done.stdout] == [], command
        assert [one for one in amounts if one not in done.stdout] == [], command
