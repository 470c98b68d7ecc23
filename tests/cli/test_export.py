"""`sprintplan export`, as a travel desk types it."""

import csv
import json
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from sprintplan import cli
from sprintplan.app.export import KINDS, LISTS
from sprintplan.reports.lists import kinds
from tests.reports.lists.desk import desk_plan
from tests.reports.plans import event, plan, to_json, trip, without_events


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.commands, ["export", *map(str, arguments)])


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan on disk, in the folder that we are in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.json").write_text(to_json(desk_plan()), encoding="utf-8")
    return Path("plan.json")


def test_every_kind_that_the_command_names_is_there() -> None:
    assert tuple(kinds.LISTS) == LISTS
    assert [*KINDS] == [*LISTS, "calendar"]


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_written_here_as_csv_unless_told_otherwise(path: Path, kind: str) -> None:
    """Named after its kind, with the mark by which spreadsheets know UTF-8; the command says what it wrote."""
    result = run(path, "--kind", kind)
    assert result.exit_code == 0, result.output
    content = Path(f"{kind}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfevent,")
    rows = [*csv.reader(content.decode("utf-8-sig").splitlines())]
    assert result.stdout == f"{kind}.csv: {len(rows) - 1} rows\n"


def test_the_files_ending_or_the_option_tells_the_format(path: Path) -> None:
    """The option wins; an ending that is none of ours means CSV."""
    assert run(path, "--kind", "manifest", "-o", "a.xlsx").stdout == "a.xlsx: 8 rows of manifest, 5 rows of hours\n"
    assert load_workbook("a.xlsx").sheetnames == ["manifest", "hours"]
    run(path, "--kind", "manifest", "-o", "a.json")
    assert len(json.loads(Path("a.json").read_text(encoding="utf-8"))["manifest"]) == 8
    run(path, "--kind", "manifest", "-o", "b.json", "--format", "csv")
    run(path, "--kind", "manifest", "-o", "a.txt")
    assert Path("a.txt").read_bytes() == Path("b.json").read_bytes()


def test_in_a_folder_the_list_is_named_after_its_kind(path: Path) -> None:
    Path("desk").mkdir()
    assert (
        run(path, "--kind", "trips", "-o", "desk", "--format", "xlsx").stdout == f"{Path('desk/trips.xlsx')}: 9 rows\n"
    )
    assert Path("desk/trips.xlsx").is_file()


def test_a_list_goes_into_a_pipe(path: Path) -> None:
    """Without the mark, which would stick to the first header."""
    assert run(path, "--kind", "trips", "-o", "-").stdout_bytes.startswith(b"event,person,name")
    told = json.loads(run(path, "--kind", "trips", "-o", "-", "--format", "json").stdout)
    assert told["trips"][0]["departs"] == "2027-05-09T10:00+03:00"
    book = load_workbook(BytesIO(run(path, "--kind", "trips", "-o", "-", "--format", "xlsx").stdout_bytes))
    assert book.sheetnames == ["trips"]
    assert [each.name for each in Path().iterdir()] == ["plan.json"]


def test_a_plan_without_events_has_nothing_to_export(path: Path) -> None:
    """Status 3 and no file."""
    path.write_text(to_json(without_events("infeasible", "capacity 5")), encoding="utf-8")
    result = run(path, "--kind", "manifest")
    assert result.exit_code == 3
    assert "no plan is possible" in result.stderr
    assert not Path("manifest.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["plan.json"], "Missing option '--kind'"),
        (["plan.json", "--kind", "manifesto"], "'manifesto' is not one of"),
        (["plan.json", "--kind", "trips", "--format", "ods"], "'ods' is not one of"),
        (["none.json", "--kind", "trips"], "none.json: the plan cannot be read"),
        (["plan.json", "--kind", "trips", "-o", "no/such/trips.csv"], "there is no folder"),
    ],
    ids=lambda word: word[-1] if isinstance(word, list) else "",
)
def test_wrong_usage_is_answered_with_what_is_wrong(path: Path, arguments: list[str], answer: str) -> None:
    """Status 2, and nothing is written."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert answer in result.stderr
    assert [each.name for each in Path().iterdir()] == [path.name]


def test_calendars_fill_a_folder(path: Path) -> None:
    """Named `calendar` unless told otherwise; four people come, of two teams."""
    result = run(path, "--kind", "calendar")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "calendar: 4 calendars of people, 2 of teams\n"
    assert sorted(file.name for file in Path("calendar").rglob("people/*.ics")) == [
        "ana.ics",
        "bo.ics",
        "cy.ics",
        "di.ics",
    ]
    assert run(path, "--kind", "calendar", "-o", "here").stdout.startswith("here: 4 calendars")


def test_calendars_of_who_no_longer_comes_cancel_and_are_pointed_out(path: Path) -> None:
    """Cy and team Core no longer come; a file that is not ours stays as it is, and unmentioned."""
    run(path, "--kind", "calendar")
    Path("calendar/people/mine.ics").write_text("BEGIN:VCALENDAR\r\nPRODID:mine\r\nEND:VCALENDAR\r\n", encoding="utf-8")
    Path("calendar/people/odd.ics").write_bytes(b"\xff\x00")
    before = Path("calendar/people/mine.ics").read_bytes()
    Path("plan.json").write_text(to_json(plan(event(trip("ana", team="Sales")))), encoding="utf-8")
    result = run(path, "--kind", "calendar")
    assert result.stdout.splitlines()[0] == "calendar: 1 calendar of a person, 1 of a team"
    assert f"{Path('calendar/people/cy.ics')}: cancels what an earlier plan had" in result.stdout
    assert "STATUS:CANCELLED" in Path("calendar/people/cy.ics").read_text(encoding="utf-8")
    assert Path("calendar/people/mine.ics").read_bytes() == before
    assert not {"mine", "odd"} & set(result.stdout.split())


@pytest.mark.parametrize("more", [["-o", "-"], ["--format", "csv"], ["-o", "plan.json"]], ids=" ".join)
def test_calendars_want_a_folder_and_no_format(path: Path, more: list[str]) -> None:
    result = run(path, "--kind", "calendar", *more)
    assert result.exit_code == 2
    assert "folder" in result.stderr
    assert not Path("calendar").exists()
