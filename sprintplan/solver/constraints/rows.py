"""Shared limits as rows of a linear model: what each column uses of what there is, and what more can be bought."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sprintplan.offers.table import Int64

Floors = Sequence[int | None]
"""(rows,) how much of each is used at least, None where nothing is known."""
SLIGHT = 1e-6
"""Linear optima are not exact: what breaks a row, or is beside a whole number, by less is taken for exact."""


@dataclass(kw_only=True)
class Supply:
    """More of something for money or at the cost of something else: a shuttle run, a long trip.

    Attributes
    ----------
    candidate : number of the candidate that it is for
    most : how many of it there may be
    terms : (row, amount) of one of it; a negative amount makes room in that row
    cost : minor units of the objective of one
    cash : minor units of it that count for budgets
    """

    candidate: int
    most: int
    terms: list[tuple[int, int]]
    cost: int = 0
    cash: int = 0


class Rows:
    """Rows `sum of amounts <= cap` over a block's columns and the supplies.

    `sums` are the rows that add up a measure of the columns, such as cash; `measures` are those measures, (m,) each, 0
    where no row counts a column. All other rows are of things that run out one by one.
    """

    def __init__(self) -> None:
        self.caps: list[int] = []
        self.supplies: list[Supply] = []
        self.sums: set[int] = set()
        self.measures: dict[str, Int64] = {}
        self._row: list[Int64] = []
        self._column: list[Int64] = []
        self._amount: list[Int64] = []

    def add(self, cap: int, column: Int64, amount: Int64 | int) -> int:
        """Add one row; returns its number.

        Parameters
        ----------
        cap : how much there is
        column : (k,) columns of the block that use it
        amount : (k,) how much each uses, or one number for all
        """
        return self.add_many([cap], np.zeros(len(column), np.int64), column, amount)

    def add_sum(self, cap: int, measure: str, amount: Int64) -> int:
        """Add one row of a named measure; returns its number.

        Parameters
        ----------
        cap : how much there is
        measure : its name
        amount : (m,) how much each column of the block uses, 0 where a column does not count
        """
        counted = np.flatnonzero(amount)
        number = self.add(cap, counted, amount[counted])
        self.sums.add(number)
        self.measures[measure] = np.where(amount != 0, amount, self.measures.get(measure, 0))
        return number

    def add_many(self, caps: list[int] | Int64, row: Int64, column: Int64, amount: Int64 | int) -> int:
        """Add rows, numbered from the returned number on.

        Parameters
        ----------
        caps : (rows,) how much there is of each
        row : (k,) the row of each term, counted from 0 among them
        column : (k,) the column of the block
        amount : (k,) how much it uses, or one number for all
        """
        first = len(self.caps)
        self.caps += [int(cap) for cap in caps]
        self._row.append(row.astype(np.int64) + first)
        self._column.append(column.astype(np.int64))
        self._amount.append(np.broadcast_to(np.asarray(amount, np.int64), len(column)))
        return first

    def terms(self) -> tuple[Int64, Int64, Int64]:
        """(row, column, amount) of every term."""
        nothing = np.zeros(0, np.int64)
        row, column, amount = (np.concatenate([nothing, *parts]) for parts in (self._row, self._column, self._amount))
        return row, column, amount

    @property
    def cap(self) -> Int64:
        """(rows,) how much there is."""
        return np.array(self.caps, np.int64)
