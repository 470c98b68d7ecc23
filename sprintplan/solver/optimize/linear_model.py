"""The restricted problem as one linear model; GLOP, CP-SAT and SCIP are given the same one."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sprintplan.offers.table import Int64

NO_CLASS = -1
"""The class of a column that brings nobody."""

NO_FLOOR = np.iinfo(np.int64).min
"""The lower side of a row that has none."""


@dataclass(frozen=True)
class LinearModel:
    """Minimise `cost` x subject to `low` <= A x <= `high`, to everybody going out and home, and to 0 <= x <= `most`.

    Columns are journeys that one class of travellers may take, then supplies; rows are limits, then each class's
    outbound, then each class's return, which are equal to its heads.

    Attributes
    ----------
    row, column, amount : (terms,) the terms of the limits
    low, high : (limits,) the sides of each limit, `low` NO_FLOOR where there is none
    out, back : (columns,) the class that a column brings out, and home; NO_CLASS where it does not
    heads : (classes,) how many people each class has
    cost : (columns,) minor units of one
    most : (columns,) how many of it there may be
    """

    row: Int64
    column: Int64
    amount: Int64
    low: Int64
    high: Int64
    out: Int64
    back: Int64
    heads: Int64
    cost: Int64
    most: Int64

    @property
    def limits(self) -> int:
        """How many of the rows are limits."""
        return len(self.high)

    @cached_property
    def terms(self) -> tuple[Int64, Int64, Int64]:
        """(row, column, amount) of all rows, limits and ways."""
        out, back = np.flatnonzero(self.out != NO_CLASS), np.flatnonzero(self.back != NO_CLASS)
        first_out, first_back = self.limits, self.limits + len(self.heads)
        return (
            np.concatenate([self.row, first_out + self.out[out], first_back + self.back[back]]),
            np.concatenate([self.column, out, back]),
            np.concatenate([self.amount, np.ones(len(out) + len(back), np.int64)]),
        )
