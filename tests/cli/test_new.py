"""`sprintplan new`: a workspace with a company's own people, currency and place to compare with."""

import csv
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from sprintplan.cli import commands
from sprintplan.workspace import read_workspace

STAFF = [
    ("Employee ID", "Full name", "Work email", "Location", "Department", "Reports to"),
    ("E1", "Ada Obi", "ada@acme.example", "Lagos, Nigeria", "Engineering", ""),
    ("E2", "Bo Lind", "bo@acme.example", "Stockholm, Sweden", "Engineering", "Ada Obi"),
    ("E3", "Cy Wang", "cy@acme.example", "Toronto, Ontario, Canada", "Sales", "ada@acme.example"),
    ("E4", "Di Rossi", "di@acme.example", "TBD", "Sales", "Ada Obi"),
]


def run(*words: str) -> Result:
    return CliRunner().invoke(commands, list(words))


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in STAFF:
        sheet.append(row)
    book.save(tmp_path / "staff.xlsx")
    return tmp_path / "staff.xlsx"


def test_a_spreadsheet_of_people_becomes_a_workspace_that_checks(staff: Path, tmp_path: Path) -> None:
    """Three of four are placed, the fourth stands in a file beside them; nothing in sprint.toml selects nobody."""
    folder = tmp_path / "year"
    result = run("new", str(folder), "--people", str(staff), "--currency", "USD", "--baseline", "Lisbon, PT")
    assert result.exit_code == 0, result.output
    assert "Without a known home: 1 person" in result.stdout
    scenario = read_workspace(folder)
    assert [person.id for person in scenario.people] == ["E1", "E2", "E3"]
    assert (scenario.currency, scenario.venues[0].id, scenario.venues[0].airports) == ("USD", "lisbon", ("LIS",))
    assert [venue.name for venue in scenario.venues] == ["Lisbon", "Prague", "Istanbul", "Marrakesh"]
    assert all(venue.public_rate and not venue.hire_minor for venue in scenario.venues)
    assert [event.baseline for event in scenario.events] == ["lisbon", "lisbon"]
    assert [session.id for event in scenario.events for session in event.sessions] == ["everyone", "everyone"]
    assert not [warning for warning in scenario.warnings if "nobody" in warning]
    unplaced = (folder / "people.unplaced.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row["name"] for row in csv.DictReader(unplaced)] == ["Di Rossi"]
    checked = run("check", str(folder))
    assert "people.unplaced.csv: 1 of the imported list had no home that could be placed, and is not in people.csv" in (
        " ".join(checked.output.split())
    )


@pytest.mark.parametrize(("leads", "days"), [("lead", (4, 8)), ("member", (1, 5))])
def test_who_comes_after_no_leads_comes_from_monday_to_friday(
    tmp_path: Path, leads: str, days: tuple[int, int]
) -> None:
    """The shipped days run over a weekend behind those of the leads; the heading of homes is one that nobody knows."""
    staff = tmp_path / "staff.csv"
    rows = ["Name,Seat of work,Role", f'Ana,"Lisbon, PT",{leads}', 'Ben,"London, GB",']
    staff.write_text("\n".join(rows) + "\n", encoding="utf-8")
    words = (
        "new",
        str(tmp_path / "year"),
        "--people",
        str(staff),
        "--map",
        "Seat of work=place",
        "--map",
        "Role=roles",
    )
    result = run(*words)
    assert result.exit_code == 0, result.output
    scenario = read_workspace(tmp_path / "year")
    everyone = [session.days for event in scenario.events for session in event.sessions if session.id == "everyone"]
    assert everyone == [days, days]
    text = (tmp_path / "year" / "sprint.toml").read_text(encoding="utf-8")
    assert text.count("over the weekend") == (2 if leads == "lead" else 0)


def test_rules_of_the_example_that_name_a_country_are_off_for_a_list_of_people(tmp_path: Path) -> None:
    """Nobody said that who lives in Poland may not fly at weekends; of a real policy such a rule stays."""
    staff = tmp_path / "staff.csv"
    staff.write_text('Name,Location\nAna,"Warsaw, Poland"\nBen,"Boston, MA, US"\n', encoding="utf-8")
    assert run("new", str(tmp_path / "year"), "--people", str(staff)).exit_code == 0
    assert read_workspace(tmp_path / "year").policy.no_weekend_travel == ()
    assert '# no_weekend_travel = ["home:PL"]' in (tmp_path / "year" / "sprint.toml").read_text(encoding="utf-8")


def test_days_that_the_example_avoids_are_off_for_a_list_of_people(tmp_path: Path) -> None:
    staff = tmp_path / "staff.csv"
    staff.write_text("Name,Location\nAna,Lisbon\n", encoding="utf-8")
    assert run("new", str(tmp_path / "example")).exit_code == 0
    assert run("new", str(tmp_path / "year"), "--people", str(staff)).exit_code == 0
    days = [[event.avoid for event in read_workspace(tmp_path / name).events] for name in ("example", "year")]
    assert days == [[(date(2027, 5, 9),), ()], [(), ()]]


@pytest.mark.parametrize(
    ("currency", "least", "most"), [("usd", 18, 30), ("SEK", 150, 400), ("JPY", 2_000, 5_000), ("GBP", 14, 20)]
)
def test_amounts_keep_about_their_worth_in_another_currency(
    currency: str, least: int, most: int, tmp_path: Path
) -> None:
    """An hour is worth 20 EUR; two digits of it are kept."""
    assert run("new", str(tmp_path / "year"), "--currency", currency).exit_code == 0
    text = (tmp_path / "year" / "sprint.toml").read_text(encoding="utf-8")
    hour = next(line for line in text.splitlines() if line.startswith("travel_hour"))
    assert least <= int(hour.split("=")[1].split("#")[0].replace("_", "")) <= most
    assert "EUR" not in text
    assert read_workspace(tmp_path / "year").currency == currency.upper()


def test_the_sheet_that_lists_the_people_may_be_named(tmp_path: Path) -> None:
    """Two sheets list people: the first unless the other one is named."""
    path = tmp_path / "staff.xlsx"
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, city in (("2026", "Lagos"), ("2027", "Oslo")):
        sheet = book.create_sheet(name)
        for row in (("Name", "Location"), ("Ada Obi", city)):
            sheet.append(row)
    book.save(path)
    for folder, words, home in (("first", (), "Lagos"), ("named", ("--sheet", "2027"), "Oslo")):
        assert run("new", str(tmp_path / folder), "--people", str(path), *words).exit_code == 0
        assert read_workspace(tmp_path / folder).people[0].home.text.startswith(home)


def test_the_currency_of_a_policy_may_be_said_beside_it(tmp_path: Path) -> None:
    """GitLab's amounts are in dollars, so that another currency is refused by its name."""
    staff = tmp_path / "staff.csv"
    staff.write_text("Name,Location\nAda Obi,Lagos\n", encoding="utf-8")
    own = ("--people", str(staff), "--policy", "gitlab", "--baseline", "Lisbon, PT")
    assert run("new", str(tmp_path / "year"), *own, "--currency", "usd").exit_code == 0
    assert read_workspace(tmp_path / "year").currency == "USD"
    refused = run("new", str(tmp_path / "other"), *own, "--currency", "EUR")
    assert refused.exit_code == 2
    assert refused.stderr.startswith("the amounts of gitlab are in USD. Leave --currency out beside it")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--currency", "XYZ"), "--currency XYZ: no exchange rate of it is shipped"),
        (("--currency", "pounds"), "Give a code of three letters, as EUR, USD or SEK"),
        (("--baseline", "Atlantis, PT"), "Atlantis"),
        (("--baseline", "Honolulu, HI, US"), 'HI, US": no public lodging rate is known there'),
        (("--people", "nobody.csv"), "nobody.csv cannot be read"),
        (("--sheet", "Staff"), "--sheet is one of a staff list. Name the list with --people"),
        (("--map", "Seat=home"), "--map is for the headings of a staff list. Name the list with --people"),
    ],
)
def test_nothing_is_written_where_a_word_is_not_understood(
    words: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    result = run("new", str(tmp_path / "year"), *words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (tmp_path / "year").exists()


def test_where_no_heading_is_known_to_hold_homes_those_that_were_not_read_are_named(tmp_path: Path) -> None:
    """Base holds the homes: the option that says so stands in the message."""
    path = tmp_path / "staff.csv"
    path.write_text("Name,Base,Department\nAda Obi,Lagos,Sales\nBo Lind,Oslo,Sales\n", encoding="utf-8")
    done = run("new", str(tmp_path / "year"), "--people", str(path))
    assert done.exit_code == 2
    assert 'nobody has a known home. Not read: Base. Where one has homes, add --map "Base=place"' in done.stderr
    again = run("new", str(tmp_path / "year"), "--people", str(path), "--map", "Base=place")
    assert again.exit_code == 0, again.output


def test_the_command_that_lists_every_guess_is_one_that_there_is(tmp_path: Path) -> None:
    """30 cities stand without a country; `new` prints 20, and names `import people`, which lists all."""
    cities = "Lagos Oslo Lima Quito Tunis Cairo Kigali Abuja Lusaka Maputo Delhi Mumbai Lahore Karachi Kolkata".split()
    cities += "Berlin Paris Madrid Brussels Amsterdam Vienna Warsaw Prague Budapest Stockholm Tokyo Seoul".split()
    path = tmp_path / "staff.csv"
    rows = [f"Person {number},{city}" for number, city in enumerate(cities)]
    path.write_text("\n".join(["Name,Location", *rows]) + "\n", encoding="utf-8")
    done = run("new", str(tmp_path / "year"), "--people", str(path))
    assert done.exit_code == 0, done.output
    assert "more (`sprintplan import people FILE --format json` lists all)" in " ".join(done.stdout.split())
