"""`sprintplan import people` on sheets made by hand: titles, merged cells, sections, time zones as places."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner

from sprintplan.cli import commands
from sprintplan.intake.places import place
from tests.intake.importing import people_of, run

GERMAN = (
    ("Acme GmbH – Mitarbeiterliste",),
    ("Stand: 01.11.2026",),
    ("Person", "", "Kontakt", "", "Wohnort", "", ""),
    ("Nachname", "Vorname", "E-Mail", "Tel.", "Ort", "Land", "Abt."),
    ("Meier", "Anna", "anna@a.example", "+49 1", "Freiburg", "DE", "Technik"),
    ("Öz", "Can", "can@a.example", "", "İzmir", "Türkei", "Vertrieb"),
    ("Muster", "Ria", "", "", "", "Schweiz", ""),
    ("Gesamt: 3",),
)
E_MAILS = (
    ("email", "where"),
    ("ana@a.example", "Remote - US (Pacific)"),
    ("bo@a.example", "Remote (Spain)"),
    ("cy@a.example", "CET"),
    ("di@a.example", "US Central"),
    ("ed@a.example", "EMEA"),
)
OFFSITE = (
    ("Team offsite list 2027 (please fill in!)",),
    ("Name", "Role", "Based in", "Passport"),
    ("Platform team",),
    ("Ana Silva", "Lead", "Lisboa / PT", "Portuguese"),
    ("Ben O'Hara", "Engineer", "Cork", "Irish"),
    ("Dee", "Contractor", "tbc", ""),
)
SHEETS = {
    "german": (
        GERMAN,
        {"Anna Meier": "Freiburg, DE", "Can Öz": "İzmir, TR", "Ria Muster": "Zürich, CH"},
        {},
    ),
    "e-mails": (
        E_MAILS,
        {"ana": "Los Angeles, US", "bo": "Madrid, ES", "di": "Chicago, US"},
        {"cy": '"CET" is a time zone', "ed": '"EMEA" is not a known city'},
    ),
    "offsite": (
        OFFSITE,
        {"Ana Silva": "Lisbon, PT", "Ben O'Hara": "Cork, IE"},
        {"Platform team": "is it a heading or a total", "Dee": '"tbc" is not a known city'},
    ),
}


def imported(folder: Path, table: Sequence[Sequence[str]]) -> Any:
    """What the command says of a workbook whose titles lie in merged cells, as JSON."""
    with xlsxwriter.Workbook(folder / "staff.xlsx") as book:
        sheet = book.add_worksheet("2027")
        for number, row in enumerate(table):
            if len(row) == 1:
                sheet.merge_range(number, 0, number, 3, row[0])
            else:
                sheet.write_row(number, 0, row)
    words = ["import", "people", str(folder / "staff.xlsx"), "-o", str(folder / "people.csv"), "--format", "json"]
    done = CliRunner().invoke(commands, words)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", SHEETS)
def test_every_row_is_placed_or_told_why_not(name: str, tmp_path: Path) -> None:
    """Below the headings no row is lost; of those without a home the reason is told."""
    table, homes, reasons = SHEETS[name]
    facts = imported(tmp_path, table)
    assert {row["name"]: row["home"] for row in facts["people"]} == homes
    told = {row["name"]: " ".join(row["guesses"]) for row in facts["unplaced"]}
    assert told.keys() == reasons.keys()
    assert facts["no_people"] == [number for number, row in enumerate(table, 1) if row[0].startswith("Gesamt")]
    assert all(reasons[who] in told[who] for who in reasons)


@pytest.mark.parametrize(
    ("words", "home", "guess"),
    [
        ("Remote - US (Pacific)", "Los Angeles, US", 'only the time zone "Pacific" of United States'),
        ("Remote, USA - East Coast", "New York City, US", 'only the time zone "East Coast"'),
        ("Canada (Mountain time)", "Calgary, CA", 'only the time zone "Mountain time" of Canada'),
        ("Western, Australia", "Perth, AU", 'only the time zone "Western" of Australia'),
        ("Remote - Denver, US (Mountain)", "Denver, US", ""),
        ("Central, Hong Kong", "Hong Kong, HK", "no country is given, so Hong Kong"),
        ("MST", "", '"MST" is a time zone'),
        ("LHR", "LHR", ""),
    ],
)
def test_a_time_zone_stands_for_the_largest_city_that_keeps_it(words: str, home: str, guess: str) -> None:
    """Beside its country, and where no city is named; alone it names no place, though airports have such codes."""
    found = place(words)
    assert found.home == home
    assert found.guess.startswith(guess)
    assert bool(found.guess) == bool(guess)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Name;Ort\nGroß, Jürgen;Bonn, Germany\nSá, Ana;Porto, Portugal\n", ["Jürgen Groß", "Ana Sá"]),
        ("Staff\n\nName\tOrt\nGroß, Jürgen\tBonn, Germany\nTotal: 1\n", ["Jürgen Groß"]),
        ("Name,City,Country,Passport\nAna,Porto,PT,PT;BR\nBo,Riga,LV,LV;EE\n", ["Ana", "Bo"]),
    ],
    ids=["semicolons", "tabs", "commas"],
)
def test_commas_in_cells_do_not_part_them(tmp_path: Path, text: str, names: list[str]) -> None:
    """As spreadsheets of half of Europe save lists: semicolons, and no quotes around a comma."""
    (tmp_path / "staff.csv").write_text(text, encoding="utf-8")
    assert run(tmp_path / "staff.csv", "-o", tmp_path / "people.csv").exit_code == 0
    assert [row["name"] for row in people_of(tmp_path / "people.csv")] == names


def test_a_sign_that_no_file_of_a_workspace_has_is_left_out(tmp_path: Path) -> None:
    """A zero, which UTF-16 hides among those that it is full of."""
    (tmp_path / "staff.csv").write_text("Name,Location\nAna\0 Sá,Porto\0\n", encoding="utf-16")
    assert run(tmp_path / "staff.csv", "-o", tmp_path / "people.csv").exit_code == 0
    assert b"\0" not in (tmp_path / "people.csv").read_bytes()
    assert [row["name"] for row in people_of(tmp_path / "people.csv")] == ["Ana Sá"]
