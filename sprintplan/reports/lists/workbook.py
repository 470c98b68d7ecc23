"""Lists as a workbook: a sheet a table, with title, frozen heads, filters, totals, real dates, times and amounts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

from sprintplan.domain.plan import Plan
from sprintplan.errors import UsageError
from sprintplan.numerals import column_letters
from sprintplan.reports.formatting import day, span
from sprintplan.reports.lists.csv_text import RISKY
from sprintplan.reports.lists.people_words import VALUES, WHY_EMPTY
from sprintplan.reports.lists.table import Cell, Column, Table
from sprintplan.reports.place_names import event_names

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MOST_ROWS, MOST_CHARACTERS, LONGEST_NAME = 1_048_570, 32_767, 31
"""Rows of a sheet beside title, heads and total; characters of a cell and of a sheet's name. Source: Microsoft, Excel
specifications and limits."""
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
"""Signs that no sheet's name may have."""
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDEST, NARROWEST, ARROW, INDENT = 48, 6, 2, 2
"""Characters of a column at most and at least, and what the arrow of its filter and the indent of its texts take."""
WIDTHS = {"date": 11, "month": 14, "instant": 16, "money": 11}
"""Characters of cells that are no texts."""
NUMBERS = ("whole", "number", "money")
"""Kinds of cells that stand on the right."""
TO_FILL: dict[str, object] = {"bg_color": "#FFF8DC", "border": 1, "border_color": "#C8C8C8"}
LINE, MOST_LINES = 15, 26
"""Points of a line of text, and lines of a row at most, so that it is no higher than rows may be."""
A4, READABLE = 9, 240
"""The number of the paper, and characters across a landscape page of it that can still be read."""
TITLE_ROWS = 3
"""Above the heads: the title, what the list is of, and a blank row."""
SUM_OF_SHOWN = 109
"""The function of SUBTOTAL that adds up the rows that a filter leaves."""


def workbook(plan: Plan, tables: tuple[Table, ...]) -> bytes:
    """The tables as an .xlsx file, the same byte for byte for the same plan.

    Raises
    ------
    UsageError : a table has more rows than a sheet takes
    """
    from xlsxwriter import Workbook

    sheets = [sheet for table in tables for sheet in table.sheets or (table,)]
    for sheet in sheets:
        if len(sheet.cells) > MOST_ROWS:
            raise UsageError(f"{sheet.name} has {len(sheet.cells)} rows, more than a sheet takes. Write csv or json")
    content = BytesIO()
    with Workbook(content, OPTIONS) as book:
        created = datetime.fromisoformat(plan.created_at).replace(tzinfo=None)
        book.set_properties({"title": f"{plan.company}: {tables[0].name}", "created": created})
        formats, taken = _Formats(book), set[str]()
        names = event_names(plan)
        before: _Sheet | None = None
        for sheet in (_shown(one, names) for one in sheets):
            name = _name(sheet.name, taken)
            before = _Sheet(book.add_worksheet(name), name, formats, before)
            before.fill(sheet, sheet.subtitle or _subtitle(plan))
    return content.getvalue()


def _name(name: str, taken: set[str]) -> str:
    """The name of a sheet, which no other has, whatever the case; noted among those that are taken."""
    name = NOT_IN_NAMES.sub(" ", name)
    short = name[:LONGEST_NAME].strip(" '")
    for number in range(2, len(taken) + 3):
        if short.casefold() not in taken:
            break
        short = f"{name[: LONGEST_NAME - 4]} {number}"
    taken.add(short.casefold())
    return short


def _shown(table: Table, events: Mapping[str, str]) -> Table:
    """The table as people get it: events by name, words as people use them, and no columns that are blank in every row
    and not there to be filled in."""
    if table.raw or not table.cells:
        return table
    kept = [
        number
        for number, column in enumerate(table.columns)
        if column.fill or any(not _is_blank(line[number]) for line in table.cells)
    ]
    columns = tuple(table.columns[number] for number in kept)
    cells = (
        tuple(_shown_cell(column, line[number], events) for column, number in zip(columns, kept, strict=True))
        for line in table.cells
    )
    return replace(table, columns=columns, cells=tuple(cells))


def _shown_cell(column: Column[Any], cell: Cell, events: Mapping[str, str]) -> Cell:
    """A cell as people get it, months as dates, which sort in their order; events have names by their ids."""
    if not isinstance(cell, str):
        return cell
    if column.kind == "month":
        return date.fromisoformat(f"{cell}-01")
    return events.get(cell, cell) if column.name == "event" else VALUES.get(cell, cell) if column.words else cell


def _is_blank(cell: Cell) -> bool:
    """Whether a cell tells nothing where a whole column is like it: nothing, or an amount of nothing."""
    return cell in (None, "") or (isinstance(cell, Decimal) and not cell)


def _subtitle(plan: Plan) -> str:
    """Which year the lists are of: events with places and dates, the plan's day, the currency."""
    events = "; ".join(
        f"{one.name}: {one.city or one.venue_name}, {span(one.first_day, one.last_day)}" for one in plan.events
    )
    made = day(datetime.fromisoformat(plan.created_at).date())
    return f"{plan.company}. {events}. Plan of {made}; amounts in {plan.currency}, local times"


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

    def __init__(self, sheet: Any, name: str, formats: _Formats, before: "_Sheet | None") -> None:
        self._sheet = sheet
        self._name = name
        self._formats = formats
        self._before = before
        self._filled: dict[str, str] = {}
        self._key = ""

    def _filled_in(self, column: str, number: int) -> str:
        """A formula for what is filled in in a column of the row with a number, which may have moved."""
        cell = f"INDEX({self._filled[column]},MATCH({number},{self._key},0))"
        return f'IF({cell}="",NA(),{cell})'

    def fill(self, table: Table, subtitle: str) -> None:
        """Write title, heads, rows and totals, and set the sheet up to be read and printed."""
        top = 0 if table.raw else TITLE_ROWS
        if not table.raw:
            self._sheet.write_string(0, 0, _fitting(table.title), self._formats(bold=True, font_size=14))
            self._sheet.write_string(1, 0, _fitting(subtitle), self._formats(font_color="#444444"))
        looks = [self._looks(column, raw=table.raw) for column in table.columns]
        widths = [_width(table, number) for number in range(len(table.columns))]
        names = table.names if table.raw else table.heads
        for column, name in enumerate(names):
            aligned = {key: value for key, value in looks[column].items() if key in ("align", "indent")}
            header = self._formats(bold=True, bottom=1, text_wrap=not table.raw, bg_color="#E7ECF3", **aligned)
            self._sheet.set_column(column, column, widths[column])
            self._sheet.write_string(top, column, name, header)
        self._set_height(top, names, widths, raw=table.raw)
        self._note_filled(table, top)
        for row, cells in enumerate(table.cells, top + 1):
            self._set_height(row, cells, widths, raw=table.raw)
            for column, cell in enumerate(cells):
                if table.columns[column].filled_in and table.raw and self._before:
                    self._take_over(row, column, table.columns[column].filled_in, cell)
                else:
                    self._write(row, column, cell, looks[column])
        if not table.raw and not table.cells and table.name in WHY_EMPTY:
            self._sheet.write_string(top + 1, 0, f"No rows: {WHY_EMPTY[table.name]}")
        self._add_up(table, top)
        self._set_up(table, top, ceil(sum(widths) / READABLE))

    def _note_filled(self, table: Table, top: int) -> None:
        """Where what is filled in stands, and by which numbers its rows are found; words are chosen from a list."""
        if table.raw or not table.cells:
            return
        first, last = top + 2, top + len(table.cells) + 1
        for number, column in enumerate(table.columns):
            letter = column_letters(number)
            if column.fill:
                self._filled[column.name] = f"'{self._name}'!${letter}${first}:${letter}${last}"
            if column.choices:
                rule = {"validate": "list", "source": list(column.choices)}
                self._sheet.data_validation(first - 1, number, last - 1, number, rule)
        self._key = f"'{self._name}'!$A${first}:$A${last}"

    def _take_over(self, row: int, column: int, filled: str, cell: Cell) -> None:
        """A cell that shows what is filled in in the sheet before, and its own value as long as nothing is."""
        assert self._before
        own = f"{cell:f}" if isinstance(cell, Decimal) else '""'
        formula = f"=IFERROR({self._before._filled_in(filled, row)},{own})"
        look = self._formats(num_format="yyyy-mm-dd") if filled == "booked_on" else None
        self._sheet.write_formula(row, column, formula, look, float(cell) if isinstance(cell, Decimal) else "")

    def _looks(self, column: Column[Any], *, raw: bool) -> dict[str, object]:
        """What all cells of a column share."""
        if raw:
            return {}
        looks: dict[str, object] = {"valign": "top", "align": "right" if column.kind in NUMBERS else "left"}
        if column.kind not in NUMBERS:
            looks["indent"] = 1
        if column.kind == "text":
            looks["text_wrap"] = True
        if column.kind == "month":
            looks["num_format"] = "mmmm yyyy"
        return looks | (TO_FILL if column.fill else {})

    def _set_height(self, row: int, cells: Sequence[Cell], widths: Sequence[int], *, raw: bool) -> None:
        """Make a row as high as its longest text takes, as programs do not when they open the file."""
        texts = ((cell, wide) for cell, wide in zip(cells, widths, strict=True) if isinstance(cell, str))
        lines = max((_lines(text, wide - INDENT) for text, wide in texts), default=1)
        if lines > 1 and not raw:
            self._sheet.set_row(row, LINE * min(lines, MOST_LINES))

    def _add_up(self, table: Table, top: int) -> None:
        """A row below the others with the sums of what is shown."""
        summed = [number for number, column in enumerate(table.columns) if column.total]
        if table.raw or not summed or not table.cells:
            return
        row, first, last = top + len(table.cells) + 1, top + 2, top + len(table.cells) + 1
        for column in range(len(table.columns)):
            looks: dict[str, object] = {"bold": True, "top": 1}
            if column not in summed:
                self._sheet.write_string(row, column, "" if column else "Total", self._formats(**looks))
                continue
            cells = [line[column] for line in table.cells if isinstance(line[column], (int, float, Decimal))]
            looks["align"] = "right"
            if cells and isinstance(cells[0], Decimal):
                looks["num_format"] = _amount(cells[0])
            letter = column_letters(column)
            formula = f"=SUBTOTAL({SUM_OF_SHOWN},{letter}{first}:{letter}{last})"
            value = float(sum(Decimal(str(cell)) for cell in cells))
            self._sheet.write_formula(row, column, formula, self._formats(**looks), value)

    def _set_up(self, table: Table, top: int, pages: int) -> None:
        """Freeze the heads, and print on so many pages across, each of which begins with the columns up to the name."""
        sheet = self._sheet
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, top + len(table.cells), len(table.columns) - 1)
        sheet.repeat_rows(top)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&RPage &P of &N")
        sheet.fit_to_pages(pages, 0)
        if pages > 1:
            sheet.repeat_columns(0, table.names.index("name") if "name" in table.names else 0)

    def _write(self, row: int, column: int, cell: Cell, looks: dict[str, object]) -> None:
        sheet, formats = self._sheet, self._formats
        match cell:
            case None | "":
                if looks.get("bg_color"):
                    sheet.write_blank(row, column, None, formats(**looks))
            case bool():
                sheet.write_boolean(row, column, cell, formats(**looks))
            case str():
                sheet.write_string(row, column, _fitting(cell), formats(quote_prefix=cell.startswith(RISKY), **looks))
            case datetime():
                when = cell.replace(tzinfo=None)
                sheet.write_datetime(row, column, when, formats(num_format="yyyy-mm-dd hh:mm", **looks))
            case date():
                sheet.write_datetime(row, column, cell, formats(**({"num_format": "yyyy-mm-dd"} | looks)))
            case Decimal():
                sheet.write_number(row, column, cell, formats(num_format=_amount(cell), **looks))
            case _:
                sheet.write_number(row, column, cell, formats(**looks))


def _width(table: Table, column: int) -> int:
    """Characters of a column: what its cells and the words of its head take, within bounds."""
    kept = table.columns[column]
    head = (table.names if table.raw else table.heads)[column]
    named = len(head) if table.raw else max(map(len, head.split()), default=0)
    texts = (len(str(line[column])) for line in table.cells if line[column] is not None)
    content = WIDTHS.get(kept.kind) or max(texts, default=0) + 1
    longest = kept.wide if kept.fill else min(content, kept.wide or WIDEST)
    return max(NARROWEST, named + ARROW, longest + (0 if table.raw else INDENT))


def _lines(text: str, wide: int) -> int:
    """Lines that a text takes in a column of so many characters."""
    return sum(ceil(max(1, len(part)) / wide) for part in text.split("\n"))


def _amount(money: Decimal) -> str:
    """A number format with the decimals that the amount has."""
    places = max(0, -int(money.as_tuple().exponent))
    return "#,##0" + ("." + "0" * places if places else "")


def _fitting(text: str) -> str:
    """As much of a text as a cell takes."""
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
