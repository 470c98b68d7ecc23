"""A list as CSV for spreadsheets: nothing in it can be taken for a formula."""

import csv
import re
from datetime import datetime
from decimal import Decimal
from io import StringIO

from sprintplan.reports.lists.table import Cell, Table

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that make spreadsheets take a text for a formula. Source: OWASP, CSV Injection,
https://owasp.org/www-community/attacks/CSV_Injection"""
_FORMULA = re.compile(r"(^|[;\t])(?=\s*[=+@＝＋－＠-])|^(?=[\t\r\n])")
"""Where one could begin: at the start, blanks or not, and behind what other languages' spreadsheets part cells at."""


def csv_text(table: Table, *, excel: bool = False) -> str:
    """A `table` as comma-separated text: a header, lines that end in CR LF, local times without their offset.

    A text that begins like a formula gets an apostrophe in front, and so does a part behind `;` or a tab, where some
    spreadsheets begin a cell; numbers, amounts and dates are ours and stay as they are.

    Parameters
    ----------
    excel : whether it is for Excel where numbers have a decimal comma: semicolons between cells, heads as people read
        them
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n", delimiter=";" if excel else ",")
    writer.writerow([harmless(name) for name in (table.heads if excel else table.names)])
    writer.writerows([_written(cell, "," if excel else ".") for cell in row] for row in table.cells)
    return text.getvalue()


def harmless(text: str) -> str:
    """The text with an apostrophe in front of whatever a spreadsheet could take for a formula."""
    return _FORMULA.sub(r"\1'", text)


def _written(cell: Cell, point: str) -> str:
    """A cell as text, decimals behind the `point`."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case str():
            return harmless(cell)
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case Decimal():
            return f"{cell:f}".replace(".", point)
        case float():
            return str(cell).replace(".", point)
        case _:
            return str(cell)
