"""A list as typed columns and rows; every format is written from it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from sprintplan.reports.lists.people_words import head_of, title_of

Cell = str | int | float | bool | Decimal | date | datetime | None
Kind = Literal["text", "whole", "number", "money", "date", "month", "instant", "flag"]
Row = TypeVar("Row")
WORDS = frozenset({"cabin", "covers", "direction", "status"})
"""Columns whose cells are words of the plan."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its name for programs, what its cells are, how they come from a row.

    A `month` is a text such as 2027-04. An `instant` is an aware time whose clock is the one to show: local time of the
    place. Money is Decimal with the decimals of its currency. None is an empty cell.

    `wide` : characters that are enough in a workbook, where longer texts go on in the next line; 0 is as many as it
    takes. `head` : for people; "" is made of the name. `total` : whether a workbook adds it up. `fill` : whether it is
    there to be filled in by hand, with one of the `choices` where there are any. `filled_in` : in a raw table, the
    column of the sheet before it whose cell, once filled in, takes the place of its own
    """

    name: str
    kind: Kind
    value: Callable[[Row], Cell]
    wide: int = 0
    head: str = ""
    total: bool = False
    fill: bool = False
    choices: tuple[str, ...] = ()
    filled_in: str = ""

    @property
    def shown(self) -> str:
        """The head that people read."""
        return self.head or head_of(self.name)

    @property
    def words(self) -> bool:
        """Whether its cells are words of the plan, and no names that somebody gave."""
        return self.name in WORDS or self.name.endswith(("_cabin", "_entitled"))


@dataclass(frozen=True)
class Table:
    """A named list; `cells` holds a row for each thing listed, in the order of `columns`.

    `title` is for people, and so is `subtitle`; "" is what a workbook says of every list. `sheets` : what a workbook
    has in place of the table; empty is the table itself. `raw` : whether a workbook has nothing but names and cells, as
    programs want them
    """

    name: str
    columns: tuple[Column[Any], ...]
    cells: tuple[tuple[Cell, ...], ...]
    title: str
    subtitle: str = ""
    sheets: tuple["Table", ...] = ()
    raw: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, for programs."""
        return tuple(column.name for column in self.columns)

    @property
    def heads(self) -> tuple[str, ...]:
        """Heads of the columns, for people."""
        return tuple(column.shown for column in self.columns)


def table(
    name: str,
    columns: Iterable[Column[Row]],
    rows: Iterable[Row],
    *,
    title: str = "",
    subtitle: str = "",
    sheets: Iterable[Table] = (),
) -> Table:
    """The table called `name` with some `columns` of the `rows`.

    Parameters
    ----------
    title : for people; "" is the usual one of that name
    subtitle : likewise; "" is what a workbook says of every list
    sheets : what a workbook has in place of the table
    """
    all_columns = tuple(columns)
    cells = tuple(tuple(column.value(row) for column in all_columns) for row in rows)
    return Table(name, all_columns, cells, title or title_of(name), subtitle, tuple(sheets))
