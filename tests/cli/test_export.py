"""`sprintplan export`, as a travel desk types it."""

import csv
import json
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from sprintplan import cli
from sprintplan.reports.lists.kinds import LISTS
from sprintplan.reports.lists.people_words import WHY_EMPTY, head_of
from sprintplan.reports.lists.recognised import TO_FILL
from sprintplan.workspace.fitted_template import for_people
from sprintplan.workspace.template import write_template
from tests.build.plan_records import event_record, plan_record, to_json, trip_record, without_events
from tests.reports.lists.desk import desk_plan


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.commands, ["export", *map(str, arguments)])


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan on disk, in the folder that we are in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.json").write_text(to_json(desk_plan()), encoding="utf-8")
    return Path("plan.json")


def test_an_empty_list_says_where_its_rows_come_from(path: Path) -> None:
    """In the terminal and below the heads of the workbook."""
    result = run(path, "--kind", "allowances", "-o", "a.xlsx")
    why = "trips have allowances where sprint.toml has [policy.booking]"
    assert result.stdout == f"a.xlsx: 0 rows: {why}\n"
    assert load_workbook("a.xlsx")["allowances"]["A5"].value == f"No rows: {why}"


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_written_here_as_csv_unless_told_otherwise(path: Path, kind: str) -> None:
    """Named after its kind, with the mark by which spreadsheets know UTF-8; the command says what it wrote."""
    result = run(path, "--kind", kind)
    assert result.exit_code == 0, result.output
    content = Path(f"{kind}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfevent,")
    rows = [*csv.reader(content.decode("utf-8-sig").splitlines())]
    why = f": {WHY_EMPTY[kind]}" if kind in WHY_EMPTY and not rows[1:] else ""
    assert result.stdout == f"{kind}.csv: {len(rows) - 1} rows{why}\n"


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
    facts = json.loads(run(path, "--kind", "trips", "-o", "-", "--format", "json").stdout)
    assert facts["trips"][0]["departs"] == "2027-05-09T10:00+03:00"
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
        ([".", "--kind", "trips"], ".: this is a folder. Name the plan in it: plan.json, say"),
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
    Path("plan.json").write_text(to_json(plan_record(event_record(trip_record("ana", team="Sales")))), encoding="utf-8")
    result = run(path, "--kind", "calendar")
    assert result.stdout.splitlines()[0] == "calendar: 1 calendar of a person, 1 of a team"
    assert f"{Path('calendar/people/cy.ics')}: cancels what an earlier plan had" in result.stdout
    assert "STATUS:CANCELLED" in Path("calendar/people/cy.ics").read_text(encoding="utf-8")
    assert Path("calendar/people/mine.ics").read_bytes() == before
    assert not {"mine", "odd"} & set(result.stdout.split())


@pytest.mark.parametrize(
    "more", [["-o", "-"], ["--format", "csv"], ["-o", "plan.json"], ["-o", "all.ics"]], ids=" ".join
)
def test_calendars_want_a_folder_and_no_format(path: Path, more: list[str]) -> None:
    result = run(path, "--kind", "calendar", *more)
    assert result.exit_code == 2
    assert "folder" in result.stderr
    assert [each.name for each in Path().iterdir()] == ["plan.json"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_list_is_written_over_a_list_of_any_kind_and_format(path: Path, form: str) -> None:
    """Also over one that a spreadsheet has saved with semicolons, without the mark, and over an empty file."""
    saved = Path("saved.csv")
    for kind in LISTS:
        run(path, "--kind", kind, "--format", form, "-o", "out.txt")
        assert run(path, "--kind", "rooming", "-o", "out.txt").exit_code == 0, kind
        run(path, "--kind", kind)
        saved.write_bytes(Path(f"{kind}.csv").read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b",", b";"))
        assert run(path, "--kind", "trips", "-o", saved).exit_code == 0, kind
    Path("empty.csv").touch()
    assert run(path, "--kind", "trips", "-o", "empty.csv").exit_code == 0


@pytest.mark.parametrize("kind", ["bookings", "rooming"])
def test_a_workbook_that_somebody_saved_is_written_over_with_force_alone(path: Path, kind: str) -> None:
    """As a desk or a hotel fills it in, and their work is in no other file."""
    run(path, "--kind", kind, "-o", "a.xlsx")
    assert run(path, "--kind", kind, "-o", "a.xlsx").exit_code == 0, "as it was written"
    book = load_workbook("a.xlsx")
    book.worksheets[0]["K5"] = "QX7Z2P"
    book.save("a.xlsx")
    before = Path("a.xlsx").read_bytes()
    result = run(path, "--kind", kind, "-o", "a.xlsx")
    assert (result.exit_code, Path("a.xlsx").read_bytes()) == (2, before)
    assert result.stderr.startswith("a.xlsx was saved by another program since it was written, and may hold what")
    assert run(path, "--kind", kind, "-o", "a.xlsx", "--force").exit_code == 0


@pytest.mark.parametrize("excel", [[], ["--excel"]], ids=["commas", "excel"])
@pytest.mark.parametrize("name", TO_FILL)
def test_bookings_in_csv_that_are_filled_in_are_written_over_with_force_alone(
    path: Path, name: str, excel: list[str]
) -> None:
    run(path, "--kind", "bookings", "-o", "b.csv", *excel)
    head, first, *rest = csv.reader(Path("b.csv").read_text("utf-8-sig").splitlines(), delimiter=";" if excel else ",")
    number = head.index(head_of(name) if excel else name)
    with Path("b.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([head, [*first[:number], "x", *first[number + 1 :]], *rest])
    assert run(path, "--kind", "bookings", "-o", "b.csv").exit_code == 2
    assert run(path, "--kind", "bookings", "-o", "b.csv", "--force").exit_code == 0


@pytest.mark.parametrize("content", [b"mine\n", b"event,notes\n", b"PK\x03\x04 no archive", b"\x00"], ids=str)
def test_another_file_is_written_over_with_force_alone(path: Path, content: bytes) -> None:
    Path("budget.xlsx").write_bytes(content)
    result = run(path, "--kind", "trips", "-o", "budget.xlsx")
    assert result.exit_code == 2
    assert "budget.xlsx is there already, and is not a list of sprintplan" in result.stderr
    assert Path("budget.xlsx").read_bytes() == content
    assert run(path, "--kind", "trips", "-o", "budget.xlsx", "--force").exit_code == 0


def test_a_workbook_of_somebody_else_is_none_of_ours(path: Path) -> None:
    """Whatever its title."""
    Workbook().save("budget.xlsx")
    assert run(path, "--kind", "trips", "-o", "budget.xlsx").exit_code == 2


@pytest.mark.parametrize("more", [["--kind", "trips"], ["--kind", "bookings", "--format", "json"]], ids=" ".join)
def test_a_list_does_not_take_the_place_of_its_plan(path: Path, more: list[str]) -> None:
    """A slip of completion: `-o plan.json`."""
    before = path.read_bytes()
    assert run(path, *more, "-o", path).exit_code == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "more",
    [
        ["--kind", "trips", "-o", "year/offers/trips.csv"],
        ["--kind", "trips", "-o", "year/people.csv"],
        ["--kind", "trips", "-o", "year/offers"],
        ["--kind", "calendar", "-o", "year/cache"],
        ["--kind", "calendar", "-o", "year/offers/new"],
    ],
    ids=" ".join,
)
def test_nothing_is_written_among_the_files_of_a_workspace(path: Path, more: list[str]) -> None:
    """Where it would be read as quotes, say."""
    for name in ("offers", "cache"):
        Path("year", name).mkdir(parents=True)
    for name in ("sprint.toml", "people.csv"):
        Path("year", name).write_text("mine", encoding="utf-8")
    for force in ([], ["--force"]):
        result = run(path, *more, *force)
        assert result.exit_code == 2
        assert "of the workspace" in result.stderr
    assert sorted(path.name for path in Path("year").rglob("*")) == ["cache", "offers", "people.csv", "sprint.toml"]
    assert Path("year/people.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "right"),
    [
        (["-o", "a.xls"], "a.xlsx"),
        (["-o", "a.ods"], "a.xlsx"),
        (["-o", "a.XLSM"], "a.xlsx"),
        (["-o", "a.numbers"], "a.xlsx"),
        (["-o", "a.ods", "--format", "csv"], "a.csv"),
        (["-o", "a.xlsx", "--format", "csv"], "a.csv"),
        (["-o", "a.xlsx", "--format", "json"], "a.json"),
        (["-o", "a.xls", "--format", "xlsx"], "a.xlsx"),
        (["-o", "a.tsv"], "a.csv"),
        (["-o", "a.csv.gz"], "a.csv"),
        (["-o", "a.pdf", "--format", "json"], "a.json"),
        (["-o", "a.csv", "--format", "xlsx"], "a.xlsx"),
        (["-o", "a.json", "--format", "xlsx"], "a.xlsx"),
    ],
    ids=lambda case: " ".join(case) if isinstance(case, list) else "",
)
def test_an_ending_that_says_something_else_than_is_written_is_refused(
    path: Path, arguments: list[str], right: str
) -> None:
    """Excel opens no CSV that is called .xls or .xlsx without a warning, LibreOffice none that is called .ods."""
    result = run(path, "--kind", "trips", *arguments)
    assert result.exit_code == 2
    assert f"Name it {right}\n" in result.stderr
    assert [each.name for each in Path().iterdir()] == ["plan.json"]


def test_a_calendar_of_somebody_else_is_written_over_with_force_alone(path: Path) -> None:
    """Ana's own calendar lies where hers would go: none is written. A damaged one of ours is replaced."""
    mine = "BEGIN:VCALENDAR\r\nPRODID:mine\r\nEND:VCALENDAR\r\n"
    Path("calendar/people").mkdir(parents=True)
    Path("calendar/people/ana.ics").write_text(mine, encoding="utf-8")
    result = run(path, "--kind", "calendar")
    assert result.exit_code == 2
    assert "ana.ics is there already, and is not a calendar of sprintplan" in result.stderr
    assert [each.name for each in Path("calendar").rglob("*")] == ["people", "ana.ics"]
    assert run(path, "--kind", "calendar", "--force").exit_code == 0
    damaged = Path("calendar/people/ana.ics").read_bytes()[:300]
    Path("calendar/people/ana.ics").write_bytes(damaged)
    assert run(path, "--kind", "calendar").exit_code == 0
    assert Path("calendar/people/ana.ics").read_bytes() != damaged


def test_attendees_are_looked_up_in_the_workspace_of_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder lies beside the plan, as `sprintplan plan our-year` leaves it; elsewhere it has to be named."""
    write_template(tmp_path / "year", {"people.csv": "id,name,home,diet\nana,Ana,LIS,vegan\n"})
    settings = for_people((tmp_path / "year" / "sprint.toml").read_text(encoding="utf-8"), lambda kind, value: False)
    (tmp_path / "year" / "sprint.toml").write_text(settings, encoding="utf-8")
    plan = plan_record(event_record(trip_record("ana"))).changed(workspace="year")
    (tmp_path / "plan.json").write_text(to_json(plan), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = run("--kind", "attendees", "-o", "-")
    assert done.exit_code == 0, done.output
    assert "vegan" in done.stdout
