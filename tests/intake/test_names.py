"""Names, places and days under the headings that HR systems write."""

from pathlib import Path

import pytest

from tests.intake.importing import imported
from tests.intake.layouts import Table


def test_titles_numbers_and_states_are_no_part_of_a_name(tmp_path: Path) -> None:
    """As Workday writes them into the worker's name: they would stand on tickets, doors and calendars."""
    names = {
        "Sanne Núñez, PhD": "Sanne Núñez",
        "Doe, Jane, Ph.D.": "Jane Doe",
        "Smith, John, Jr.": "John Smith Jr.",
        "RAHMAN, MD": "MD RAHMAN",
        "Ana García (0106)": "Ana García",
        "Ben Okoro (On Leave)": "Ben Okoro",
        "Éva Nagy [C]": "Éva Nagy",
        "Ren (Renée) Sá": "Ren (Renée) Sá",
        "Kai Lund (Terminated)": "Kai Lund",
    }
    rows = [[f"{number:04}", name, "Lisbon, Portugal", ""] for number, name in enumerate(names, 102)]
    rows[0][3] = "Kai Lund (Terminated)"
    rows[1][3] = "Sanne Núñez"
    table = [["Employee ID", "Worker", "Location", "Manager"], *rows]
    facts = imported(tmp_path, table, {})
    assert [row["name"] for row in facts["people"]] == [*names.values()]
    assert [row["manager"] for row in facts["people"]][:2] == ["0110", "0102"]
    assert facts["people"][-1]["events"] == "-"
    said = [guess for row in facts["people"] for guess in row["guesses"]]
    assert 'name: "PhD" is no part of it, so it was left out' in said


def test_a_citizenship_is_read_out_of_its_brackets(tmp_path: Path) -> None:
    """A right of residence is no passport."""
    table = [
        ["Name", "Location", "Citizenship Status"],
        ["Ana Sá", "Lisbon, Portugal", "Citizen (Poland)"],
        ["Ben Okoro", "Lisbon, Portugal", "Permanent Resident (Canada)"],
    ]
    assert [row["citizenship"] for row in imported(tmp_path, table, {})["people"]] == ["PL", ""]


def test_headings_that_stand_in_for_another_are_told(tmp_path: Path) -> None:
    table = [["Worker", "Preferred Name", "Location"], ["Robert Sá", "Bob", "Lisbon, Portugal"]]
    table += [["", "Eva", "Lisbon, Portugal"]]
    facts = imported(tmp_path, table, {})
    assert facts["headings"]["name"] == "Worker, else Preferred Name"
    assert [row["name"] for row in facts["people"]] == ["Robert Sá", "Eva"]


def test_a_name_or_a_place_under_one_heading_of_its_parts_is_read(tmp_path: Path) -> None:
    """As in "Last name, First name" of BambooHR, and where "Location" says "Remote" beside "City, Country"."""
    table = [
        ["Employee #", "Last Name, First Name", "Location", "City, Country", "Work Country"],
        ["1", "Åberg, Göran", "HQ", "Malmö, Sweden", "SE"],
        ["2", "Lee, Sam", "Remote", "Manchester, NH", "US"],
        ["3", "Smith, Alex", "Galway", "", "IE"],
    ]
    facts = imported(tmp_path, table, {})
    read = [(row["name"], row["home"]) for row in facts["people"]]
    assert read == [("Göran Åberg", "Malmö, SE"), ("Sam Lee", "Manchester, NH, US"), ("Alex Smith", "Galway, IE")]
    mapped = imported(tmp_path, table[:1] + table[3:], {"Location": "place"}, output="mapped.csv")
    assert mapped["headings"]["place"] == "Location, else City, Country"


@pytest.mark.parametrize("heading", ["Name, Vorname", "First / Last name", "Surname, Name"])
def test_a_heading_of_two_names_is_one_of_names(tmp_path: Path, heading: str) -> None:
    table = [[heading, "Ort"], ["Groß, Jürgen", "München"]]
    assert [row["name"] for row in imported(tmp_path, table, {})["people"]] == ["Jürgen Groß"]


def test_days_that_a_spreadsheet_counts_are_read_and_told(tmp_path: Path) -> None:
    """A column that has lost its format: 1 January 2020 is 43 831."""
    table = [["Name", "City", "Country", "Hire Date"], ["Ana Sá", "Lisbon", "PT", "43831"], ["Bo", "Riga", "LV", "438"]]
    ana, bo = imported(tmp_path, table, {})["people"]
    assert (ana["joins"], bo["joins"]) == ("2020-01-01", "")
    assert ana["guesses"] == ['joins: "43831" was read as 2020-01-01, as spreadsheets count days']
    assert bo["guesses"] == ['joins: "438" is not a date, so it was left out']


@pytest.mark.parametrize("words", ["Bay Area", "SF Bay Area", "Remote - Silicon Valley, CA"])
def test_the_bay_area_is_no_village_in_ohio(tmp_path: Path, words: str) -> None:
    (row,) = imported(tmp_path, [["Name", "Location", "Country"], ["Ana", words, "US"]], {})["people"]
    assert row["home"] == "San Francisco, US"
    assert "is taken for San Francisco" in row["guesses"][0]


ADP = [
    [
        "Payroll Name",
        "Associate ID",
        "Position Status",
        "Reports To Name",
        "Location Description",
        "Primary Address: City",
        "Primary Address: State / Territory Code",
        "Primary Address: Country Code",
    ],
    ["Smith, John A", "QX1", "Active", "", "HQ", "Denver", "CO", "US"],
    ["O'Hara, Kate", "QX2", "Leave", "Smith, John A", "Remote", "Boise", "ID", "US"],
]
DEEL = [
    ["Worker ID", "Worker name", "Worker country", "Direct manager", "Contract start date", "Contract status"],
    ["1", "Ana Sá", "Portugal", "", "2021-01-04", "In progress"],
    ["2", "Bo Lund", "Sweden", "Ana Sá", "2021-01-04", "Ended"],
]
GOOGLE = [
    [
        "First Name [Required]",
        "Last Name [Required]",
        "Email Address [Required]",
        "Status [READ ONLY]",
        "Manager Email",
        "City (Work)",
        "Country (Work)",
    ],
    ["Ana", "Sá", "ana@x.example", "Active", "", "Porto", "Portugal"],
    ["Bo", "Lund", "bo@x.example", "Suspended", "ana@x.example", "Lund", "Sweden"],
]
ENTRA = [
    ["userPrincipalName", "displayName", "accountEnabled", "usageLocation", "city", "country", "manager"],
    ["ana@x.example", "Ana Sá", "TRUE", "PT", "Porto", "", ""],
    ["bo@x.example", "Bo Lund", "FALSE", "SE", "Lund", "Sweden", "ana@x.example"],
]


@pytest.mark.parametrize(
    ("table", "read"),
    [
        (ADP, [("John A Smith", "Denver, US", "", ""), ("Kate O'Hara", "Boise, US", "QX1", "")]),
        (DEEL, [("Ana Sá", "Lisbon, PT", "", ""), ("Bo Lund", "Stockholm, SE", "1", "-")]),
        (GOOGLE, [("Ana Sá", "Porto, PT", "", ""), ("Bo Lund", "Lund, SE", "ana@x.example", "-")]),
        (ENTRA, [("Ana Sá", "Porto, PT", "", ""), ("Bo Lund", "Lund, SE", "ana@x.example", "-")]),
    ],
    ids=["ADP", "Deel", "Google", "Entra"],
)
def test_lists_of_more_systems_are_read(tmp_path: Path, table: Table, read: list[tuple[str, ...]]) -> None:
    """Name, home, manager, and - for whoever has left."""
    people = imported(tmp_path, table, {})["people"]
    assert [tuple(row[name] for name in ("name", "home", "manager", "events")) for row in people] == read


def test_what_stands_below_a_heading_of_somebody_else_is_not_read(tmp_path: Path) -> None:
    table = [["Name", "City", "Emergency Contact: Phone", "Location (previous)"], ["Ana", "Porto", "+351 1", "Riga"]]
    facts = imported(tmp_path, table, {})
    assert facts["not_read"] == table[0][2:]
    assert "phone" not in facts["headings"]


def test_a_location_that_is_the_country_again_is_told_as_one(tmp_path: Path) -> None:
    table = [["Name", "Location", "Country"], ["Bo", "Remote Sweden", "Sweden"], ["Li", "Singapore", "SG"]]
    bo, li = imported(tmp_path, table, {})["people"]
    assert bo["guesses"] == ["home: only Sweden is given, so its largest city was taken"]
    assert (li["home"], li["guesses"]) == ("Singapore, SG", [])
