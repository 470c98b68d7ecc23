"""Shared limits as rows of a linear model: what each column uses of what there is, and what more can be bought."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sprintplan.offers.table import Int64

Floors = Sequence[int | None]
"""(rows,) how much of each is used at least, None where nothing is known."""


@dataclass
class Supply:
    """More of something for money or at the cost of something else: a shuttle run, a long trip.

    `terms` are (row, amount): a negative amount makes room in that row.
    """

    cost: int
    most: int
    cash: int = 0
    candidate: int = 0
    terms: list[tuple[int, int]] = field(default_factory=list)


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
        """One row; returns its number."""
        return self.add_many([cap], np.zeros(len(column), np.int64), column, amount)

    def add_sum(self, cap: int, measure: str, amount: Int64) -> int:
        """One row of a named measure, whose amounts (m,) are 0 where a column does not count; returns its number."""
        counted = np.flatnonzero(amount)
        number = self.add(cap, counted, amount[counted])
        self.sums.add(number)
        self.measures[measure] = np.where(amount != 0, amount, self.measures.get(measure, 0))
        return number

    def add_many(self, caps: list[int] | Int64, row: Int64, column: Int64, amount: Int64 | int) -> int:
        """Rows numbered from the returned number on; `row` counts from 0 among them."""
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
