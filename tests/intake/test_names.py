"""Names, places and days under the headings that HR systems write."""

from pathlib import Path

import pytest

from tests.intake.importing import imported


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
