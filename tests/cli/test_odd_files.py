"""Files and folders that are not what a command takes them for: one line says which, and what to name."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprintplan.cli import commands
from tests.build.plan_records import team_plan, to_json


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [*map(str, words)])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with the workspace `year`, the plan of a workspace without a name, and `empty`."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "year").exit_code == 0
    (tmp_path / "plan.json").write_text(to_json(team_plan()), encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("log", "nowhere"), "nowhere is no workspace, as it has no sprint.toml"),
        (("log", "empty", "plan.json"), "empty is no workspace, as it has no sprint.toml"),
        (("log", "plan.json"), "plan.json is no workspace, as it has no sprint.toml"),
        (("actuals", "plan.json", "nowhere"), "nowhere: there is no such file"),
        (("actuals", "plan.json", "empty"), "empty holds no bookings: they are in .csv or .xlsx files, and"),
        (("actuals", "plan.json", "year/sprint.toml"), "year/sprint.toml holds no bookings"),
        (("actuals", "plan.json", "plan.json"), "plan.json is a plan. Name what is booked behind it"),
        (("explain", "plan.json", "--folder", "empty"), "--folder empty: this is no workspace"),
        (("scout", "year", "--baseline", "Atlantis"), '--baseline "Atlantis": "Atlantis" is not an airport'),
        (("compare", "year", "--people", "two\nlines.csv"), "two\\nlines.csv:2: the row that starts here cannot be"),
        (("compare", "year", "--scenarios", "two\nlines.csv"), "two\\nlines.csv:1: this is not TOML"),
        (("compare", "year", "--rules", "-o", "empty"), "empty is a folder. Name a file in it\n"),
    ],
    ids=lambda case: " ".join(case) if isinstance(case, tuple) else "",
)
def test_what_is_no_such_thing_is_named_on_one_line(here: Path, words: tuple[str, ...], message: str) -> None:
    (here / "two\nlines.csv").write_text('id,name,home\ngus,"Gus,LIS\n', encoding="utf-8")
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith(message)
    assert len(result.stderr.splitlines()) == 1


def test_a_workspace_without_bookings_has_everything_to_book(here: Path) -> None:
    """The day after the plan was published; an empty folder is no workspace, and is named above."""
    result = run("actuals", "plan.json", "year", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    facts = json.loads(result.stdout)
    assert facts["totals"]["booked"] == 0
    assert facts["totals"]["to_book"] == facts["totals"]["planned"] != "0"


@pytest.mark.parametrize("command", [("plan", "year"), ("replan", "year", "plan.json"), ("compare", "year", "--rules")])
@pytest.mark.parametrize("seconds", ["9223372036854775808", "31622401"])
def test_no_limit_of_time_is_longer_than_a_year(here: Path, command: tuple[str, ...], seconds: str) -> None:
    """366 days are 31 622 400 seconds."""
    result = run(*command, "--time-limit", seconds)
    assert result.exit_code == 2
    assert "is not in the range 0<=x<=31622400" in result.stderr


def test_what_is_no_plan_in_the_log_is_named(here: Path) -> None:
    """A half of a plan, and what has nothing to do with any; other files are nobody's business."""
    assert run("log", "year", "plan.json", "--force").exit_code == 0
    (logged,) = Path("year/plans").glob("*.json")
    Path("year/plans/half.json").write_bytes(logged.read_bytes()[:2000])
    Path("year/plans/notes.txt").write_text("notes", encoding="utf-8")
    Path("year/plans/folder.json").mkdir()
    result = run("log", "year")
    assert result.exit_code == 0
    assert result.stderr == "warning: year/plans/half.json is passed over, as it is not a whole plan\n"
    assert "half" not in result.stdout


def test_a_plan_of_another_workspace_is_entered_by_force_alone(here: Path) -> None:
    """As nothing is ever deleted from the log; a folder may have been renamed and edited, which force says."""
    other = team_plan().changed(workspace="last-year")
    Path("other.json").write_text(to_json(other), encoding="utf-8")
    result = run("log", "year", "other.json")
    assert result.exit_code == 2
    assert result.stderr.startswith("other.json was made from the workspace last-year (")
    assert not Path("year/plans").exists()
    assert run("log", "year", "other.json", "--force").exit_code == 0
    assert len([*Path("year/plans").glob("*.json")]) == 1
    assert run("log", "year", "other.json").exit_code == 0


def test_bookings_of_a_workspace_are_its_bookings_and_orders_alone(here: Path) -> None:
    """Of all its tables bookings.csv is read, and of all answers those in bookings/."""
    Path("year/bookings.csv").write_text("person,direction,status\nnobody,both,booked\n", encoding="utf-8")
    Path("year/bookings").mkdir()
    Path("year/bookings/order.json").write_text("{}", encoding="utf-8")
    Path("year/bookings/notes.txt").write_text("notes", encoding="utf-8")
    result = run("actuals", "plan.json", "year")
    assert result.exit_code == 2
    assert {line.partition(":")[0] for line in result.stderr.splitlines()} == {"bookings.csv", "bookings/order.json"}


def odd(path: Path, kind: str) -> None:
    """Put something at a path that is no file."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "dangling":
            path.symlink_to("nowhere")


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "dangling"])
@pytest.mark.parametrize(
    "name",
    [*"sprint.toml people.csv venues.csv visas.csv ground.csv exceptions.csv".split(), "offers/a.csv", "offers/a.json"],
)
def test_what_is_no_file_of_a_workspace_is_told_and_not_waited_for(here: Path, name: str, kind: str) -> None:
    """One line each, whatever else is there; nothing is read from a pipe or device that never ends."""
    settings = (here / "year" / "sprint.toml").read_text(encoding="utf-8")
    (here / "year" / "sprint.toml").write_text(settings.replace('source = "estimate"', 'source = "files"'), "utf-8")
    odd(here / "year" / name, kind)
    result = run("check", "year", "--today", "2026-11-26")
    assert result.exit_code == 2
    [line] = [line for line in result.stderr.splitlines() if "file" in line and "source is" not in line]
    what = "the file is missing" if kind == "dangling" and "/" not in name else "is not a file"
    assert line.startswith(f"{name}: ")
    assert what in line
    assert ("or remove it" in line) == (name in ("visas.csv", "ground.csv", "exceptions.csv"))


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "dangling"])
@pytest.mark.parametrize("name", ["bookings.csv", "bookings.xlsx", "bookings/order.json"])
def test_bookings_that_are_no_file_are_never_taken_for_none(here: Path, name: str, kind: str) -> None:
    """Else what is paid would be bought again."""
    odd(here / "year" / name, kind)
    for words in (["actuals", "plan.json", "year"], ["replan", "year", "plan.json", "--today", "2026-11-26"]):
        result = run(*words)
        assert result.exit_code == 2
        [line] = result.stderr.splitlines()
        assert f"{name}: " in line
        assert "not a file" in line or "the file is missing" in line


def test_a_column_that_is_missing_is_one_message(here: Path) -> None:
    """Of its cells nothing is said, row by row, nor of what they would have been held against."""
    people = (here / "year" / "people.csv").read_text(encoding="utf-8")
    (here / "year" / "people.csv").write_text(people.replace("id,name", "x_id,name", 1), encoding="utf-8")
    result = run("check", "year", "--today", "2026-11-26")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == ['people.csv:1: the column "id" is missing. Add it to the first row']


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (
            b"PK\x03\x04list",
            "staff.csv: this file is a workbook or archive, not a text file. Save the list as CSV or XLSX",
        ),
        (b"<html><body>Sign in</body></html>", "staff.csv: this file is a web page. Save the list"),
        (b"\xef\xbb\xbf\n", "staff.csv is empty. Save the list"),
        (b"name\0", "staff.csv is not a text file. Save the list"),
    ],
)
def test_a_staff_list_that_is_none_says_what_it_is(here: Path, raw: bytes, words: str) -> None:
    (here / "staff.csv").write_bytes(raw)
    result = run("import", "people", "staff.csv", "-o", "new.csv")
    assert result.exit_code == 2
    assert result.stderr.startswith(words)


def test_quotes_that_the_source_of_the_workspace_does_not_read_are_told(here: Path) -> None:
    """Put into the folder as they came; nothing would say otherwise that estimates count all the same."""
    warning = "offers/ holds 1 file of quotes, which source estimate does not read."
    assert warning not in " ".join(run("check", "year").output.split())
    Path("year/offers").mkdir()
    Path("year/offers/agency.csv").write_text("origin,destination\n", encoding="utf-8")
    assert warning in " ".join(run("check", "year").output.split())
