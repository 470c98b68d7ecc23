"""Workbooks that are read in place of CSV files."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from sprintplan.domain.inputs import WORKBOOKS
from sprintplan.errors import UsageError
from sprintplan.files import is_file
from sprintplan.intake.sheet import Sheet, read_sheet
from sprintplan.workspace.files import read_text
from sprintplan.workspace.report import Report

KEYS = ("id",)
"""Columns by one of which the sheet is known that holds the table."""


def read_table(folder: Path, name: str, report: Report, *, required: bool = True) -> str | None:
    """A file's text, of a workbook in its place the table as CSV; None, and a problem, where it cannot be read.

    Line n of the text is row n of the workbook, by whose name problems mention it.

    Parameters
    ----------
    folder : the workspace
    name : of the file
    report : gets the problem
    required : whether it is one that the file is missing
    """
    workbook = WORKBOOKS.get(name)
    if workbook is None or not is_file(folder / workbook):
        return read_text(folder, name, report, required=required)
    if is_file(folder / name):
        report.breaks(name, 0, f"{workbook} is there too", "Keep one of the two files")
        return None
    report.workbooks[name] = workbook
    return read_workbook(folder / workbook, KEYS, report)


def read_workbook(path: Path, keys: Iterable[str], report: Report) -> str | None:
    """The table of a workbook as CSV; None, and a problem, where it cannot be read.

    Line n of the text is row n of the sheet.

    Parameters
    ----------
    path : the workbook
    keys : columns, in small letters, by one of which the sheet is known that holds the table; else it is the first
    report : gets the problem
    """
    wanted = {*keys}
    if not is_file(path):
        report.breaks(path.name, 0, "this is not a file", "Move it out of the folder, or mend the link")
        return None

    def fits(sheet: Sheet) -> bool:
        return bool(sheet.rows) and not wanted.isdisjoint(cell.lower() for cell in sheet.rows[0][1])

    try:
        sheet = read_sheet(path, None, fits)
    except UsageError:
        report.breaks(path.name, 0, "it cannot be read as a workbook", "Save it again as XLSX, or as CSV UTF-8")
        return None
    if not sheet.rows:
        report.breaks(path.name, 0, "the file is empty", "Write the table into its first sheet")
        return None
    for name in sheet.alike:
        what = f'the sheet "{name}" may hold such rows too, and is not read: "{sheet.name}" is'
        report.warn(path.name, 0, what, "Put all rows into one sheet, or the other one into a file of its own")
    for cell in sheet.lost:
        report.lost.add((path.name, cell.row))
        report.breaks(path.name, cell.row, cell.what, cell.remedy)
    return _as_csv(sheet)


def _as_csv(sheet: Sheet) -> str:
    text, line = io.StringIO(), 1
    writer = csv.writer(text, lineterminator="\n")
    for number, cells in sheet.rows:
        text.write("\n" * (number - line))
        writer.writerow(cells)
        line = number + 1
    return text.getvalue()
