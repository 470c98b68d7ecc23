"""people.xlsx and venues.xlsx in place of CSV files."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from sprintplan.errors import InputError
from sprintplan.workspace import read_workspace
from sprintplan.workspace.template import write_template


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_template(tmp_path / "year")
    return tmp_path / "year"


def as_workbook(path: Path, *, first: str = "", blank: int = 0) -> Path:
    """The CSV file as a workbook, its numbers and dates as such; `first` is a sheet before the table's."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if first:
        sheet.title = first
        sheet.append(["Notes for whoever edits this"])
        sheet = book.create_sheet("Table")
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    for number, row in enumerate(rows):
        sheet.append([_typed(cell) for cell in row])
        if number < blank:
            sheet.append([])
    path.unlink()
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def _typed(cell: str) -> object:
    if len(cell) == 10 and cell[4] == cell[7] == "-":
        return date.fromisoformat(cell)
    return float(cell) if cell.replace(".", "", 1).isdigit() else cell or None


def test_workbooks_say_what_the_csv_files_say(folder: Path) -> None:
    """People, amounts, dates and columns of one's own are the same; the hash of the inputs is another."""
    before = read_workspace(folder)
    as_workbook(folder / "people.csv", first="Read me")
    as_workbook(folder / "venues.csv")
    after = read_workspace(folder)
    assert (after.people, after.venues) == (before.people, before.venues)
    assert after.inputs_sha256 != before.inputs_sha256


def test_problems_are_told_by_the_row_of_the_workbook(folder: Path) -> None:
    """The header is row 1, then comes a blank row: the second person, with a home that nobody knows, is in row 4."""
    people = folder / "people.csv"
    people.write_text("id,name,home\nana,Ana,LIS\nbo,Bo,Atlantis\n", encoding="utf-8")
    as_workbook(people, blank=1)
    with pytest.raises(InputError) as caught:
        read_workspace(folder)
    assert "people.xlsx:4: home" in str(caught.value)
    assert "people.csv:" not in str(caught.value)


def test_a_workbook_beside_its_csv_file_is_one_too_many(folder: Path) -> None:
    kept = folder / "kept.csv"
    shutil.copy(folder / "venues.csv", kept)
    as_workbook(folder / "venues.csv")
    kept.rename(folder / "venues.csv")
    with pytest.raises(InputError, match=r"venues\.csv: venues\.xlsx is there too\. Keep one of the two files"):
        read_workspace(folder)


def test_what_is_no_workbook_is_told(folder: Path) -> None:
    (folder / "people.csv").rename(folder / "people.xlsx")
    with pytest.raises(InputError, match=r"people\.xlsx: it cannot be read as a workbook"):
        read_workspace(folder)
