"""Names and citizenships as HR systems write them."""

from pathlib import Path

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
