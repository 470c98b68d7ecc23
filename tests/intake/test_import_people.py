"""`sprintplan import people`: eight layouts, no row lost, every guess said, a file that planning accepts."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sprintplan.cli import commands
from tests.intake.importing import ROOT, YEAR, imported, people_of, run, written
from tests.intake.layouts import LAYOUTS, Table


def all_imported(folder: Path) -> dict[str, Any]:
    """What the command says of every layout."""
    for name in LAYOUTS:
        (folder / name).mkdir()
    return {name: imported(folder / name, *LAYOUTS[name]) for name in LAYOUTS}


def homes(facts: Any) -> dict[str, str]:
    return {row["name"]: row["home"] for row in facts["people"]}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_becomes_people_that_check_accepts(layout: str, ending: str, tmp_path: Path) -> None:
    """As many people as rows below the headings, those without a home apart; `check` finds no fault in the others."""
    table, mapped = LAYOUTS[layout]
    facts = imported(tmp_path, table, mapped, f"staff.{ending}")
    rows = [row for row in table if sum(map(bool, row)) > 1][1:]
    assert len(facts["people"]) + len(facts["unplaced"]) == len(rows)
    assert not facts["not_read"] or layout == "gitlab"
    workspace = tmp_path / "year"
    shutil.copytree(ROOT / "sprintplan" / "workspace" / "template", workspace)
    (tmp_path / "people.csv").replace(workspace / "people.csv")
    (workspace / "sprint.toml").write_text(YEAR)
    checked = CliRunner().invoke(commands, ["check", str(workspace)])
    assert checked.exit_code == 0, checked.output


def test_homes_and_managers_are_understood(tmp_path: Path) -> None:
    """Names the wrong way round, numbers in brackets, e-mails and slugs; cities with state, in German and Japanese."""
    imports = all_imported(tmp_path)
    assert homes(imports["bamboohr"]) == {
        "Ines Duarte": "Lisbon, PT",
        "Bob Stone": "New York City, US",
        "Chiara Rossi": "Milan, IT",
    }
    assert homes(imports["humi"]) == {"Priya Nair": "Toronto, CA", "Tom Clark": "Richmond, CA"}
    assert homes(imports["japanese sheet"]) == {"佐藤 花子": "Tokyo, JP", "鈴木 一郎": "Osaka, JP"}
    assert homes(imports["sourcegraph"])["Dan Cole"] == "Portland, OR, US"
    managers = {name: [row["manager"] for row in facts["people"]] for name, facts in imports.items()}
    assert managers["bamboohr"] == ["", "1001", "1001"]
    assert managers["workday"] == ["", "E-77"]
    assert managers["personio"] == ["", "31", "31"]
    assert managers["gitlab"] == ["", "sam-w"]
    assert managers["japanese sheet"] == ["", "0007"]


def test_what_is_guessed_or_unknown_is_said(tmp_path: Path) -> None:
    """A town that the table lacks, a place that is none, a status that says that a person has left."""
    imports = all_imported(tmp_path)
    [eve] = [row for row in imports["sourcegraph"]["people"] if row["name"] == "Eve Hart"]
    assert eve["guesses"][0].startswith('home: "Mill Valley" is not known in California, United States')
    assert [row["name"] for row in imports["german sheet"]["unplaced"]] == ["Kai Vogel"]
    assert (tmp_path / "german sheet" / "people.unplaced.csv").read_text(encoding="utf-8-sig").count("Kai Vogel") == 1
    [gone] = [row for row in imports["personio"]["people"] if row["name"] == "Max Alt"]
    assert gone["events"] == "-"
    assert 'the status is "ausgeschieden"' in gone["guesses"][-1]
    assert [row["joins"] for row in imports["humi"]["people"]] == ["2019-03-04", "2020-12-31"]


def test_an_existing_file_is_not_replaced_without_force(tmp_path: Path) -> None:
    """Status 2 and the file as it was; with --force it is replaced."""
    staff = written(tmp_path, "staff.csv", LAYOUTS["bamboohr"][0])
    out = tmp_path / "people.csv"
    out.write_text("mine")
    assert run(staff, "-o", out).exit_code == 2
    assert out.read_text() == "mine"
    assert run(staff, "-o", out, "--force").exit_code == 0
    assert "Ines Duarte" in out.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"just a text\nwithout columns\n", "no row names a person"),
        (b"\x00\x01\x02", "is not a text file"),
        (b"Name;Colour\nAna;red\n", "no row names a person"),
    ],
    ids=["no table", "bytes", "one heading"],
)
def test_a_file_that_is_no_staff_list_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    """Status 2, one message, no output."""
    (tmp_path / "staff.csv").write_bytes(content)
    done = run(tmp_path / "staff.csv", "-o", tmp_path / "people.csv")
    assert done.exit_code == 2
    assert reason in done.stderr
    assert not (tmp_path / "people.csv").exists()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("people.xlsx", "rows of people.csv make a .csv file, and no .xlsx. Name it"),
        ("people.json", "rows of people.csv make a .csv file, and no .json. Name it"),
        ("year/people.csv", "people.xlsx is there, and a workspace keeps one of the two"),
        ("year/offers/people.csv", "lies in offers/ of the workspace"),
        ("year/venues.csv", "is a file of the workspace"),
    ],
)
def test_a_place_that_is_not_for_people_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    """Where a reader would be misled, and where the workspace would not be read any more."""
    (tmp_path / "year" / "offers").mkdir(parents=True)
    for each in ("sprint.toml", "people.xlsx"):
        (tmp_path / "year" / each).touch()
    done = run(written(tmp_path, "staff.csv", LAYOUTS["humi"][0]), "-o", tmp_path / name)
    assert done.exit_code == 2
    assert reason in done.stderr
    assert not (tmp_path / name).exists()


def test_a_list_of_nobody_is_told(tmp_path: Path) -> None:
    """Headings alone: the line, and no empty people.csv that `check` would stumble over."""
    (tmp_path / "staff.csv").write_text("Staff of today\nName;Location\n", encoding="utf-8")
    done = run(tmp_path / "staff.csv", "-o", tmp_path / "people.csv")
    assert done.exit_code == 2
    assert "staff.csv:2: nobody is listed below these headings" in done.stderr
    assert not (tmp_path / "people.csv").exists()


def test_a_heading_that_the_list_has_not_is_told(tmp_path: Path) -> None:
    """A slip of the pen would leave the column out."""
    (tmp_path / "staff.csv").write_text("Name;Location;Squad\nAna;Lisbon, PT;Core\n", encoding="utf-8")
    done = run(tmp_path / "staff.csv", "--map", "Squat=team", "-o", tmp_path / "people.csv")
    assert done.exit_code == 2
    assert '--map "Squat"' in done.stderr
    assert 'has no such heading. Did you mean "Squad"?' in done.stderr


def test_the_next_step_is_that_of_the_folder(tmp_path: Path) -> None:
    """Into a workspace: it can be checked at once."""
    (tmp_path / "staff.csv").write_text("Name;Location\nAna;Lisbon, PT\n", encoding="utf-8")
    (tmp_path / "sprint.toml").touch()
    done = run(tmp_path / "staff.csv", "-o", tmp_path / "people.csv")
    assert f"run `sprintplan check {tmp_path}`." in " ".join(done.stdout.split())


def test_a_list_with_an_odd_name_is_told_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "two\nlines.csv").write_text("just a text", encoding="utf-8")
    done = run(tmp_path / "two\nlines.csv", "-o", tmp_path / "people.csv")
    assert done.exit_code == 2
    assert "two\\nlines.csv: no row names a person" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_mapping_to_an_unknown_column_names_the_known_ones(tmp_path: Path) -> None:
    """`--map Base=plaice` lists place among the columns there are."""
    done = run(
        written(tmp_path, "staff.csv", LAYOUTS["humi"][0]), "--map", "Base=plaice", "-o", tmp_path / "people.csv"
    )
    assert done.exit_code == 2
    assert "place" in done.stderr


@pytest.mark.parametrize("encoding", ["utf-32", "utf-16", "cp1252", "cp932"])
def test_encodings_that_spreadsheets_write_are_read(encoding: str, tmp_path: Path) -> None:
    """Excel's Unicode text, Western European and Japanese CSV; a guess is said."""
    name, city = ("佐藤", "東京") if encoding == "cp932" else ("Jürgen", "München")
    heads = "氏名,勤務地" if encoding == "cp932" else "Name,Standort"
    (tmp_path / "staff.csv").write_bytes(f"{heads}\n{name},{city}\n".encode(encoding))
    done = run(tmp_path / "staff.csv", "-o", tmp_path / "people.csv", "--format", "json")
    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    assert facts["people"][0]["name"] == name
    assert bool(facts["remarks"]) == encoding.startswith("cp")


@pytest.mark.parametrize("name", ["staff.csv", "year/venues.csv", "year/offers/people.csv"])
def test_neither_the_staff_list_nor_another_file_of_a_workspace_is_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Not even with --force, which is for an older people.csv."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "year" / "offers").mkdir(parents=True)
    for each in ("year/sprint.toml", "year/venues.csv", "year/people.csv", "staff.csv"):
        (tmp_path / each).write_text("Name,Location\nAna,Lisbon\n", encoding="utf-8")
    result = CliRunner().invoke(commands, ["import", "people", "staff.csv", "-o", name, "--force"])
    assert result.exit_code == 2
    assert name in result.stderr
    assert {path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file()} == {
        "Name,Location\nAna,Lisbon\n"
    }
    assert CliRunner().invoke(commands, ["import", "people", "staff.csv", "-o", "year/people.csv"]).exit_code == 2
    force = ["import", "people", "staff.csv", "-o", "year/people.csv", "--force"]
    assert CliRunner().invoke(commands, force).exit_code == 0


def test_headings_of_several_names_are_read_and_an_airport_is_the_home(tmp_path: Path) -> None:
    """ "Office / City" is a place, "Nearest airport" more precise than it, "Work e-mail" an address."""
    table = [
        ("Name", "Work e-mail", "Office / City", "Nearest airport"),
        ("Ana", "ana@acme.example", "Portland OR", ""),
        ("Bo", "bo@acme.example", "Bengaluru, India", ""),
        ("Cy", "cy@acme.example", "Montreal, QC", ""),
        ("Di", "di@acme.example", "Lisbon, Portugal", "Porto (OPO)"),
    ]
    facts = imported(tmp_path, table, {})
    assert facts["not_read"] == []
    assert homes(facts) == {"Ana": "Portland, OR, US", "Bo": "Bengaluru, IN", "Cy": "Montréal, CA", "Di": "OPO"}
    assert next(row["email"] for row in facts["people"]) == "ana@acme.example"


def test_an_email_cell_gives_the_address_in_it(tmp_path: Path) -> None:
    """Mail programs copy it with the name; two addresses, or none, are left out with a remark."""
    table = [
        ("Name", "Email", "Location"),
        ("Ana", "Ana Sá <ana@acme.example>", "Lisbon, Portugal"),
        ("Bo", "bo@acme.example, bo@home.example", "Lisbon, Portugal"),
        ("Cy", "n/a", "Lisbon, Portugal"),
    ]
    rows = imported(tmp_path, table, {})["people"]
    assert [row.get("email", "") for row in rows] == ["ana@acme.example", "", ""]
    assert [row["guesses"] for row in rows] == [
        [],
        ['email: "bo@acme.example, bo@home.example" is not an e-mail address, so it was left out'],
        ['email: "n/a" is not an e-mail address, so it was left out'],
    ]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([("Total", "2", ""), ("Subtotal Core", "", "Core")], [3, 4]),
        ([("Summe: 2", "", ""), ("Gesamtzahl", "2", "")], [3, 4]),
        ([("合計", "2名", ""), ("", "", "Core")], [3, 4]),
        ([("Total Ana", "Porto, PT", "Core"), ("Sum Ting", "", "Core"), ("Total", "Lisbon, PT", "")], []),
    ],
    ids=str,
)
def test_rows_of_totals_are_told_and_are_in_no_file(
    tmp_path: Path, rows: list[tuple[str, ...]], lines: list[int]
) -> None:
    """Neither as a person without a home, nor with a number for an id; whoever has a home is a person."""
    table = [("Name", "Location", "Team"), ("Ana", "Lisbon, PT", "Core"), *rows]
    facts = imported(tmp_path, table, {})
    assert facts["no_people"] == lines
    assert len(facts["people"]) + len(facts["unplaced"]) == 1 + len(rows) - len(lines)
    assert (tmp_path / "people.unplaced.csv").exists() == (not lines)
    text = run(tmp_path / "staff.csv", "-o", tmp_path / "people.csv", "--force").stdout
    left_out = f"Left out, as totals, closing lines or without anything of a person: row 3 ({rows[0][0]})"
    assert (left_out in text.replace("\n  ", " ")) == bool(lines)


def test_japanese_managers_are_found_with_a_space_in_their_name_or_without(tmp_path: Path) -> None:
    """Lists write both; and a passport of Japan is one whatever it is called."""
    table = (
        ("氏名", "勤務地", "上司", "国籍"),
        ("田中 太郎", "東京", "", "日本国"),
        ("佐藤 花", "大阪", "田中太郎", "日本人"),
    )
    rows = imported(tmp_path, table, {})["people"]
    assert [row["manager"] for row in rows] == ["", rows[0]["id"]]
    assert [row["citizenship"] for row in rows] == ["JP", "JP"]


GERMAN = (
    ("Name", "Vorname", "E-Mail", "Vorgesetzter", "Standort", "Land", "Nationality"),
    ("Groß", "Jürgen", "j@a.example", "", "Berlin", "Deutschland", "Deutsche"),
    ("Sá", "Ana", "a@a.example", "Groß, Jürgen", "Lissabon", "Portugal", "Portugiesisch"),
    ("Ahmadi", "Shirin", "a@a.example", "Jürgen Groß", "Teheran", "Iran", "Iranian"),
    ("Koval", "Olha", "o@a.example", "Sá, Ana", "Kyiv", "Ukraine", "Ukrainian"),
)


def test_names_beside_first_names_are_family_names(tmp_path: Path) -> None:
    """In "Name, Vorname" managers are found by both; where names hold the first ones they are whole names."""
    facts = imported(tmp_path, GERMAN, {})
    assert [row["name"] for row in facts["people"]] == ["Jürgen Groß", "Ana Sá", "Shirin Ahmadi"]
    assert facts["headings"]["last"] == "Name"
    assert [row["manager"] for row in facts["people"]] == ["", "j@a.example", "j@a.example"]
    assert [row["citizenship"] for row in facts["people"]] == ["DE", "PT", "IR"]
    (tmp_path / "people.csv").unlink()
    (tmp_path / "people.unplaced.csv").unlink()
    whole = (("Name", "Preferred first name", "Location"), ("Robert Stone", "Bob", "Oslo"), ("Ana Sá", "Ana", "Porto"))
    assert [row["name"] for row in imported(tmp_path, whole, {})["people"]] == ["Robert Stone", "Ana Sá"]


def test_an_address_that_two_rows_share_is_said(tmp_path: Path) -> None:
    """The second one's id is another one, and the row says so."""
    [shirin] = [row for row in imported(tmp_path, GERMAN, {})["people"] if row["name"] == "Shirin Ahmadi"]
    assert shirin["id"] == "a@a.example-2"
    assert "id: a@a.example is the address of another row, too, so the id became a@a.example-2" in shirin["guesses"]


def test_a_city_that_no_flights_leave_from_is_no_home_yet(tmp_path: Path) -> None:
    """The row is put aside with the airports nearest to it, as people.csv could not be planned with."""
    [olha] = imported(tmp_path, GERMAN, {})["unplaced"]
    assert olha["guesses"][0].startswith("home: no airport with flights lies within 120 km of Kyiv; write the airport")
    assert "RMO (Chișinău, MD, 4" in olha["guesses"][0]


def test_a_column_of_the_company_s_own_is_carried(tmp_path: Path) -> None:
    """Where a heading is told to mean a word that starts with x_; any other unknown word is refused."""
    table = [["Name", "Location", "Cost Center"], ["Ana", "Lisbon, PT", "CC-1"], ["Bo", "Riga, LV", ""]]
    imported(tmp_path, table, {"Cost Center": "x_cost_centre"})
    assert [row["x_cost_centre"] for row in people_of(tmp_path / "people.csv")] == ["CC-1", ""]
    refused = run(tmp_path / "staff.csv", "-o", tmp_path / "other.csv", "--map", "Cost Center=cost_centre")
    assert refused.exit_code == 2
    assert "a column of your own that starts with x_" in " ".join(refused.output.split())


def test_what_the_kitchen_and_the_door_need_to_know_is_read(tmp_path: Path) -> None:
    """Numbers as some systems abbreviate them, diets and needs: they stand in people.csv, under its own columns."""
    head = ("Emp. No.", "Name", "Location", "Dietary requirements", "Accessibility needs", "Benefits")
    facts = imported(tmp_path, [head, ("K-7", "Ana Sá", "Lisbon, PT", "vegan", "step-free", "car")], {})
    assert [(row["id"], row["diet"], row["access"]) for row in facts["people"]] == [("K-7", "vegan", "step-free")]
    assert facts["not_read"] == ["Benefits"]


@pytest.mark.parametrize(
    ("words", "home", "state"),
    [
        ("Remote - Georgia", "Tbilisi, GE", "; write Atlanta, US for the state of that name in United States"),
        ("Georgia, US", "Atlanta, US", ""),
        ("Remote - Spain", "Madrid, ES", ""),
    ],
)
def test_a_country_that_is_a_state_elsewhere_says_how_to_write_the_state(
    tmp_path: Path, words: str, home: str, state: str
) -> None:
    facts = imported(tmp_path, [("Name", "Location"), ("Ana Sá", words)], {})
    [ana] = facts["people"]
    assert ana["home"] == home
    assert ana["guesses"][0].partition("so its largest city was taken")[2] == state


def test_the_command_that_reads_more_is_told_as_it_has_to_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the file that is there now, as that of a workspace is after `new`, and with what replaces it."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "staff.csv", [("Name", "Location", "Benefits"), ("Ana Sá", "Lisbon, PT", "car")])
    told = " ".join(run("staff.csv", "-o", "own.csv").stdout.split())
    assert 'sprintplan import people FILE -o own.csv --force --map "Benefits=COLUMN"' in told
    assert run("staff.csv", "-o", "own.csv", "--force", "--map", "Benefits=x_benefits").exit_code == 0
    assert people_of(tmp_path / "own.csv")[0]["x_benefits"] == "car"


def test_whoever_has_notes_learns_who_reads_them(tmp_path: Path) -> None:
    """A column of one's own goes into plan and lists; needs of access do not."""
    (tmp_path / "staff.csv").write_text("Name,Location,Remarks\nAda Obi,Lagos NG,wheelchair\n", encoding="utf-8")
    text = " ".join(run(tmp_path / "staff.csv", "-o", tmp_path / "people.csv").stdout.split())
    assert "Not read: Remarks" in text
    assert "Plan and lists show what stands under x_: notes on health or food belong under access and diet" in text


def test_headings_that_are_questions_and_open_plurals_are_known(tmp_path: Path) -> None:
    """As forms ask them, below a title and a row of merged heads."""
    table: Table = [
        ("STAFF 2027", "", "", ""),
        ("Person", "", "", "Organisation"),
        ("Full name", "Where do you live?", "Passport(s)", "Team(s)"),
        ("Ada Obi", "Lagos, Nigeria", "Nigerian", "Water"),
        ("Bo Lind", "Oslo, Norway", "NO", "Health"),
    ]
    facts = imported(tmp_path, table, {}, "staff.csv")
    assert facts["not_read"] == []
    assert [(one["home"], one["citizenship"]) for one in facts["people"]] == [("Lagos, NG", "NG"), ("Oslo, NO", "NO")]
