"""Lists as a workbook: a sheet a table, with frozen headers, filters, real dates, times and amounts."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from sprintplan.domain.plan import Plan
from sprintplan.errors import UsageError
from sprintplan.reports.lists.csv_text import RISKY
from sprintplan.reports.lists.table import Cell, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MOST_ROWS, MOST_CHARACTERS = 1_048_575, 32_767
"""Of a sheet under its header, and of a cell. Source: Microsoft, Excel specifications and limits."""
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(plan: Plan, tables: tuple[Table, ...]) -> bytes:
    """The tables as an .xlsx file, the same byte for byte for the same plan.

    Raises
    ------
    UsageError : a table has more rows than a sheet takes
    """
    from xlsxwriter import Workbook

    for table in tables:
        if len(table.cells) > MOST_ROWS:
            raise UsageError(f"{table.name} has {len(table.cells)} rows, more than a sheet takes. Write csv or json")
    content = BytesIO()
    with Workbook(content, OPTIONS) as book:
        created = datetime.fromisoformat(plan.created_at).replace(tzinfo=None)
        book.set_properties({"title": f"{plan.company}: {tables[0].name}", "created": created})
        formats = _Formats(book)
        for table in tables:
            _Sheet(book.add_worksheet(table.name), formats).fill(table)
    return content.getvalue()


class _Formats:
    """How cells look, made when first asked for."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def __call__(self, **style: object) -> Any:
        key = tuple(style.items())
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(style))
        return self._made[key]


class _Sheet:
    """One sheet that a table is written to."""

    def __init__(self, sheet: Any, formats: _Formats) -> None:
        self._sheet = sheet
        self._formats = formats

    def fill(self, table: Table) -> None:
        """Write header and rows, and set the sheet up to be read and printed."""
        header = self._formats(bold=True, bottom=1)
        for column, name in enumerate(table.names):
            self._sheet.set_column(column, column, table.widths[column])
            self._sheet.write_string(0, column, name, header)
        for row, cells in enumerate(table.cells, 1):
            for column, cell in enumerate(cells):
                self._write(row, column, cell)
        self._set_up(table)

    def _set_up(self, table: Table) -> None:
        sheet = self._sheet
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table.cells), len(table.names) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _write(self, row: int, column: int, cell: Cell) -> None:
        sheet, formats = self._sheet, self._formats
        match cell:
            case None | "":
                pass
            case bool():
                sheet.write_boolean(row, column, cell)
            case str():
                sheet.write_string(row, column, _fitting(cell), formats(quote_prefix=cell.startswith(RISKY)))
            case datetime():
                sheet.write_datetime(row, column, cell.replace(tzinfo=None), formats(num_format="yyyy-mm-dd hh:mm"))
            case date():
                sheet.write_datetime(row, column, cell, formats(num_format="yyyy-mm-dd"))
            case Decimal():
                sheet.write_number(row, column, cell, formats(num_format=_amount(cell)))
            case _:
                sheet.write_number(row, column, cell)


def _amount(money: Decimal) -> str:
    """A number format with the decimals that the amount has."""
    places = max(0, -int(money.as_tuple().exponent))
    return "#,##0" + ("." + "0" * places if places else "")


def _fitting(text: str) -> str:
    """As much of a text as a cell takes."""
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
