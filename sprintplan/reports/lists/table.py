"""A list as typed columns and rows; every format is written from it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, Literal, TypeVar

Cell = str | int | float | bool | Decimal | date | datetime | None
Kind = Literal["text", "whole", "number", "money", "date", "instant", "flag"]
Row = TypeVar("Row")

WIDTHS: dict[Kind, int] = {"text": 18, "whole": 8, "number": 10, "money": 12, "date": 11, "instant": 16, "flag": 8}
"""Characters that a column of a workbook shows unless it asks for others."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its name in every format, what its cells are, how they come from a row, and its width in characters.

    An `instant` is an aware time whose clock is the one to show: local time of the place. Money is Decimal with the
    decimals of its currency. None is an empty cell.
    """

    name: str
    kind: Kind
    value: Callable[[Row], Cell]
    wide: int = 0

    @property
    def width(self) -> int:
        """Characters that the column is to show, its header among them."""
        return max(self.wide or WIDTHS[self.kind], len(self.name) + 2)


@dataclass(frozen=True)
class Table:
    """A named list; `cells` holds a row for each thing listed, in the order of `names`."""

    name: str
    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    widths: tuple[int, ...]
    cells: tuple[tuple[Cell, ...], ...]


def table(name: str, columns: Iterable[Column[Row]], rows: Iterable[Row]) -> Table:
    """The table called `name` with some `columns` of the `rows`."""
    all_columns = tuple(columns)
    return Table(
        name=name,
        names=tuple(column.name for column in all_columns),
        kinds=tuple(column.kind for column in all_columns),
        widths=tuple(column.width for column in all_columns),
        cells=tuple(tuple(column.value(row) for column in all_columns) for row in rows),
    )
