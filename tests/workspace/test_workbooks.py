"""people.xlsx and venues.xlsx in place of CSV files."""

import csv
import io
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from sprintplan.errors import InputError
from sprintplan.intake.lost_cells import lost_cells, merged_away
from sprintplan.intake.sheet import read_sheet
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


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("#N/A", "holds the error #N/A. Mend the formula, or write the value"),
        (
            "=TODAY()",
            "holds a formula without its value. Open the file in the spreadsheet and save it, or write the value",
        ),
        (None, "is merged with D2, which alone has the value. Undo the merge and fill in every cell"),
    ],
)
def test_cells_that_would_be_read_as_empty_are_told(folder: Path, cell: str | None, expected: str) -> None:
    """A team that a formula does not find, that no spreadsheet has reckoned, or that stands in the cell above."""
    path = as_workbook(folder / "people.csv")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["D3"] = cell
    if cell is None:
        sheet.merge_cells("D2:D3")
    book.save(path)
    with pytest.raises(InputError) as caught:
        read_workspace(folder)
    assert str(caught.value) == f"people.xlsx:3: D3 {expected}"
    staff = read_sheet(path, None, lambda _: True)
    assert staff.remarks == (f"Read as empty: D3 {expected.partition('. ')[0]}",)


def test_a_formula_whose_value_is_an_empty_text_is_an_empty_cell() -> None:
    """As spreadsheets store `=IF(A2="","",A2)`; a workbook of another kind has nothing to look at."""
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as parts:
        of = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        parts.writestr("xl/workbook.xml", f'<workbook {of}><sheet name="Staff" r:id="r1"/></workbook>')
        parts.writestr("xl/_rels/workbook.xml.rels", '<rels><rel Id="r1" Target="/xl/sheet.xml"/></rels>')
        parts.writestr("xl/sheet.xml", '<c r="A2" t="str"><f>B2</f><v></v></c><c r="AB2"><f>B2</f><v /></c><c r="C2"/>')
    assert [cell.what for cell in lost_cells(book.getvalue(), "Staff")] == ["AB2 holds a formula without its value"]
    assert [*lost_cells(book.getvalue(), "Leute")] == [*lost_cells(b"none", "Staff")] == []
    assert [cell.what for cell in merged_away([((0, 27), (1, 27))])] == [
        "AB2 is merged with AB1, which alone has the value"
    ]


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


@pytest.mark.parametrize("cell", ["=A3", "#N/A"])
def test_a_cell_that_reads_as_empty_is_told_once(folder: Path, cell: str) -> None:
    """Where it must not be empty that is not said besides."""
    path = as_workbook(folder / "people.csv")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    [home] = [title for title in sheet[1] if title.value == "home"]
    sheet[f"{home.column_letter}3"] = cell
    book.save(path)
    with pytest.raises(InputError) as caught:
        read_workspace(folder)
    [message] = str(caught.value).splitlines()
    assert message.startswith(f"people.xlsx:3: {home.column_letter}3 holds ")


def test_a_second_sheet_of_people_is_told(folder: Path) -> None:
    """Whoever stands on it is not read."""
    path = as_workbook(folder / "people.csv")
    book = load_workbook(path)
    book.worksheets[0].title = "London"
    for row in [["id", "name", "home"], ["zoe", "Zoe", "LIS"]]:
        (book["Berlin"] if "Berlin" in book.sheetnames else book.create_sheet("Berlin")).append(row)
    book.create_sheet("Notes").append(["To do"])
    book.save(path)
    told = [one for one in read_workspace(folder).warnings if "sheet" in one]
    assert told == [
        'people.xlsx: the sheet "Berlin" may hold such rows too, and is not read: "London" is. '
        "Put all rows into one sheet, or the other one into a file of its own"
    ]


def test_a_cell_under_no_header_is_told_by_its_column(folder: Path) -> None:
    """A workbook has no separators to look for."""
    path = as_workbook(folder / "people.csv")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["AB3"] = "to be asked"
    book.save(path)
    with pytest.raises(InputError) as caught:
        read_workspace(folder)
    assert str(caught.value) == (
        "people.xlsx:3: the cell in column AB stands under no header. Write one into the first row: x_NAME where the "
        "column is your own. Or empty the cell"
    )
