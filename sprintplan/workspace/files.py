"""Text and rows of a workspace's files, or located problems that say how to save them."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from sprintplan.domain.columns import OWN_PREFIX, Column
from sprintplan.encoding import NotText, text_of, without_marks
from sprintplan.intake.headings import column_meant
from sprintplan.numerals import column_letters
from sprintplan.problems import did_you_mean, shown
from sprintplan.workspace.report import Report

MOST_BYTES = 64 * 1024 * 1024
"""A workspace file beyond this is not one that a person keeps: 100 000 people take some 15 MB."""
PEOPLE = "people.csv"
START = "`sprintplan new FOLDER` writes a workspace to start from"
OR_REMOVE = "Write it anew, or remove it: a workspace needs none"
"""What to do about one that need not be there."""


def read_text(folder: Path, name: str, report: Report, *, required: bool = True, otherwise: str = START) -> str | None:
    """A file's text without its byte order mark; None, and a problem, where it cannot be read as UTF-8 text.

    Parameters
    ----------
    folder : the workspace
    name : of the file
    report : gets the problem
    required : whether it is one that the file is missing
    otherwise : what to do about a file that is missing or empty
    """
    path, otherwise = folder / name, otherwise if required else OR_REMOVE
    try:
        size = path.stat().st_size
        if size <= MOST_BYTES and path.is_file():
            return _decoded(path.read_bytes(), name, report, otherwise)
        if not path.is_file():
            report.breaks(name, 0, "this is not a file", otherwise)
            return None
    except FileNotFoundError:
        if required or path.is_symlink():
            report.breaks(name, 0, "the file is missing", otherwise)
        return None
    except OSError as error:
        report.breaks(name, 0, f"the file cannot be read: {error.strerror}", "Close it elsewhere, or fix its rights")
        return None
    limit = MOST_BYTES // (1024 * 1024)
    what = f"the file is over {size // (1024 * 1024)} MB, more than the {limit} MB that a workspace's file may have"
    report.breaks(name, 0, what, "Check that it is the right one")
    return None


def _decoded(raw: bytes, name: str, report: Report, otherwise: str) -> str | None:
    if not without_marks(raw).strip():
        report.breaks(name, 0, "the file is empty", otherwise)
        return None
    try:
        return text_of(raw, name)
    except NotText as error:
        report.breaks(name, error.line, error.what, error.remedy)
        return None


@dataclass(frozen=True)
class Header:
    """The columns of a CSV file: `at` where each stands in every row's cells, `titles` the x_ columns as written."""

    file: str
    at: dict[str, int]
    titles: tuple[str, ...]

    def picker(self, columns: tuple[str, ...]) -> Callable[[list[str]], tuple[str, ...]]:
        """What picks the cells of these columns, two or more, out of a row's."""
        return itemgetter(*(self.at[column] for column in columns))


@dataclass(slots=True)
class Row:
    """One row of a CSV file: its first line, and a cell for each column of the header.

    A column that the file lacks, or that ends before this row, is empty.
    """

    header: Header
    line: int
    cells: list[str]

    def __getitem__(self, column: str) -> str:
        return self.cells[self.header.at[column]]

    @property
    def file(self) -> str:
        """The name of the row's file."""
        return self.header.file

    @property
    def extra(self) -> dict[str, str]:
        """The x_ columns as they were written."""
        return {title: self[title.lower()] for title in self.header.titles}


def read_rows(
    name: str, text: str, columns: Mapping[str, Column], report: Report, heads: Mapping[str, str] | None = None
) -> tuple[Header, Iterator[Row]]:
    """Rows of a CSV text; the separator is detected, headers match whatever their case, blank lines are passed over.

    Parameters
    ----------
    name : of the file
    text : its text
    columns : those that it may have
    report : gets the problems
    heads : columns by what they may be called too, in small letters
    """
    rows = numbered_rows(name, text, report)
    line, titles = next(rows, (0, []))
    called = heads or {}
    names = [low if (low := title.lower()) in columns else called.get(low, low) for title in titles]
    _check_header(name, line, names, columns, report)
    everything = [*names, *(column for column in columns if column not in names)]
    own = tuple(title for title in titles if title.lower().startswith(OWN_PREFIX))
    header = Header(name, {column: at for at, column in enumerate(everything)}, own)
    return header, _fitting(header, names, rows, report)


def _fitting(header: Header, names: list[str], rows: Iterator[tuple[int, list[str]]], report: Report) -> Iterator[Row]:
    """Rows without cells beyond the named columns; those that end early are filled up.

    Where the first row lacks a column that must be there, it is what is wrong, and not the rows that do not fit it.
    """
    headless = any(file == header.file for file, _ in report.lacking)
    blank = [""] * (max(header.at.values(), default=0) + 1)
    gaps = [at for at, title in enumerate(names) if not title]
    for line, cells in rows:
        if any(cells[len(names) :]) or (gaps and any(cells[at] for at in gaps if at < len(cells))):
            if headless:
                continue
            report.breaks(header.file, line, *_beyond(header.file, cells, names, report))
        else:
            cells += blank[len(cells) :]
            yield Row(header, line, cells)


def _beyond(file: str, cells: list[str], names: list[str], report: Report) -> tuple[str, str]:
    """What is wrong with a row that has a cell under no header, and what to do; a workbook has no separator."""
    if file in report.workbooks:
        at = next(at for at, cell in enumerate(cells) if cell and not (at < len(names) and names[at]))
        what = f"the cell in column {column_letters(at)} stands under no header"
        return what, "Write one into the first row: x_NAME where the column is your own. Or empty the cell"
    what = f"this row has {len(cells)} cells under {len([title for title in names if title])} headers"
    return what, "Put cells that hold the separator between double quotes"


def numbered_rows(name: str, text: str, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Rows of a CSV text that have anything in them, each with the number of its first line; cells are stripped.

    Parameters
    ----------
    name : of the file
    text : its text
    report : gets the problem of a row that cannot be read
    """
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    while True:
        line = table.line_num + 1
        try:
            cells = list(map(str.strip, next(table)))
        except StopIteration:
            return
        except csv.Error as error:
            remedy = 'Look for a double quote that is not closed; write one within a text as ""'
            report.breaks(name, line, f"the row that starts here cannot be read: {error}", remedy)
            return
        if any(cells):
            yield line, cells


def separator_of(text: str) -> str:
    """The separator that is most frequent in the header of a CSV `text`, outside quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(first.split('"')[::2])
    return max(",;\t", key=bare.count)


def _check_header(name: str, line: int, names: list[str], columns: Mapping[str, Column], report: Report) -> None:
    missing = [title for title, column in columns.items() if column.required and title not in names]
    if name == PEOPLE and len(missing) > 1:
        what = f"the first row has no column {' and no column '.join(map(shown, missing))}"
        remedy = "move it out of the folder and run `sprintplan import people FILE -o people.csv`"
        report.breaks(name, line, what, f"Add them; if this is a staff list, {remedy}")
        report.lacking |= {(name, column) for column in missing}
        return
    for cell in dict.fromkeys(names):
        if cell and cell not in columns and not cell.startswith(OWN_PREFIX):
            meant = column_meant(cell) if name == PEOPLE else None
            remedy = did_you_mean(cell, columns, meanings={cell: meant} if meant else None)
            remedy += ". A column of your own starts with x_"
            report.add(name, line, f"unknown column {shown(cell)}", remedy.replace("?.", "?"))
        if cell and names.count(cell) > 1:
            report.add(name, line, f"the column {shown(cell)} appears twice", "Keep one")
    for column in missing:
        report.breaks(name, line, f'the column "{column}" is missing', "Add it to the first row")
        report.lacking.add((name, column))


def words_of(text: str) -> tuple[str, ...]:
    """The words of `text` that `|` joins, each once."""
    if "|" not in text:
        return (text,) if text else ()
    return tuple(dict.fromkeys(word for part in text.split("|") if (word := part.strip())))
