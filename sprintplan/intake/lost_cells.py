"""Cells of a workbook that have a meaning and no value: errors, formulas that nobody reckoned, cells under a merge."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from sprintplan.numerals import column_letters

CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
VALUE = re.compile(rb"<v>([^<]*)</v>")
"""A value, which may be an empty text; `<v/>` is none."""
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class LostCell:
    """A cell that is read as empty.

    Attributes
    ----------
    row : its row, counted from 1
    what : what is wrong with it, with its name: "M10 holds the error #REF!"
    remedy : what to do
    """

    row: int
    what: str
    remedy: str


def lost_cells(book: bytes, sheet: str) -> Iterator[LostCell]:
    """Cells of a sheet of an XLSX workbook that hold an error, or a formula without its value; none of another kind of
    workbook.

    Parameters
    ----------
    book : the file
    sheet : the name of the sheet
    """
    text = _sheet_text(book, sheet)
    if b't="e"' not in text and b"<f" not in text:
        return
    for attributes, content in CELL.findall(text):
        is_error, place = b't="e"' in attributes, PLACE.search(attributes)
        if place is None or not (is_error or b"<f" in content):
            continue
        name, row, value = (place[1] + place[2]).decode(), int(place[2]), VALUE.search(content)
        if is_error:
            error = value[1].decode(errors="replace") if value else "of its formula"
            yield LostCell(row, f"{name} holds the error {error}", "Mend the formula, or write the value")
        elif value is None:
            how = "Open the file in the spreadsheet and save it, or write the value"
            yield LostCell(row, f"{name} holds a formula without its value", how)


def merged_away(ranges: Iterable[Range]) -> Iterator[LostCell]:
    """Cells that a merge with rows above them left without a value.

    Parameters
    ----------
    ranges : the merged cells, each by row and column of the first and the last, counted from 0
    """
    for (top, left), (bottom, _) in ranges:
        first = f"{column_letters(left)}{top + 1}"
        for row in range(top + 2, bottom + 2):
            what = f"{column_letters(left)}{row} is merged with {first}, which alone has the value"
            yield LostCell(row, what, "Undo the merge and fill in every cell")


def _sheet_text(book: bytes, sheet: str) -> bytes:
    """The XML of a sheet; empty where the workbook is of another kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(book)) as parts:
            sheets = ElementTree.fromstring(parts.read("xl/workbook.xml"))
            number = next(one.get(RELATION) for one in sheets.iter() if one.get("name") == sheet and one.get(RELATION))
            links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
            target = next(one.get("Target", "") for one in links if one.get("Id") == number)
            return parts.read(target.removeprefix("/") if target.startswith("/") else f"xl/{target}")
    except (KeyError, StopIteration, ElementTree.ParseError, zipfile.BadZipFile, NotImplementedError, OSError):
        return b""
