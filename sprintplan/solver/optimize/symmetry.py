"""Groups whose columns cost and use the same, counted as one class; and what a class takes dealt out to its groups."""

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sprintplan.columns import counted
from sprintplan.offers.table import Int64
from sprintplan.solver.instance.candidate import Way


class Alike:
    """The classes of some groups that have columns.

    owner, way, cost : (n,) of the columns, in the same order for groups that are alike
    uses : (row, column, amount) of what the columns use of the active rows
    heads : (groups,) how many people each has
    """

    def __init__(self, owner: Int64, way: Int64, cost: Int64, uses: tuple[Int64, Int64, Int64], heads: Int64) -> None:
        self.owner, self.way, self.heads = owner, way, heads
        self._by_group = np.argsort(owner, kind="stable")
        self._begin = np.searchsorted(owner[self._by_group], np.arange(len(heads) + 1))
        known: dict[bytes, int] = {}
        marks = self._marks(cost, *uses)
        self.number = np.array([known.setdefault(mark, len(known)) for mark in marks], np.int64)
        # (groups,) the class of each

    def _marks(self, cost: Int64, row: Int64, column: Int64, amount: Int64) -> Iterator[bytes]:
        """Of each group, everything that its columns cost and use."""
        place = self._place[column]
        order = np.lexsort((row, place))
        first = np.searchsorted(place[order], np.arange(len(self.owner) + 1))
        costs = np.stack([self.way[self._by_group], cost[self._by_group], np.diff(first)], axis=1)
        uses = np.stack([row[order], amount[order]], axis=1)
        ends = zip(self._begin.tolist(), first[self._begin].tolist(), strict=True)
        for (begin, begin_use), (end, end_use) in pairwise(ends):
            yield costs[begin:end].tobytes() + uses[begin_use:end_use].tobytes()

    @cached_property
    def _place(self) -> Int64:
        """(n,) where each column is, group by group."""
        place = np.empty(len(self.owner), np.int64)
        place[self._by_group] = np.arange(len(place))
        return place

    @cached_property
    def _rank(self) -> Int64:
        """(n,) number of each column within its group."""
        return np.asarray(self._place - self._begin[self.owner])

    @cached_property
    def first(self) -> Int64:
        """(classes,) the group that stands for each."""
        return np.unique(self.number, return_index=True)[1]

    @cached_property
    def standing(self) -> Int64:
        """Columns of the groups that stand for their class."""
        return np.flatnonzero(np.isin(self.owner, self.first))

    @cached_property
    def count(self) -> Int64:
        """(classes,) how many people each has."""
        return np.bincount(self.number, self.heads, len(self.first)).astype(np.int64)

    @cached_property
    def stand_in(self) -> Int64:
        """(n,) number in `standing` of the column that counts for each."""
        number = np.empty(len(self.owner), np.int64)
        number[self.standing] = np.arange(len(self.standing))
        first = self._begin[self.first[self.number[self.owner]]]
        return np.asarray(number[self._by_group[first + self._rank]])

    def shared(self, count: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n,) of a choice of the standing columns, each group's part of it by its size."""
        part = self.heads / self.count[self.number]
        return np.asarray(count[self.stand_in] * part[self.owner])

    def dealt(self, count: Int64) -> Int64:
        """(n,) of a whole choice of the standing columns, whole again: every column goes to all groups alike."""
        total = np.zeros(len(self.owner), np.int64)
        for way in (Way.OUT, Way.BACK):
            each = self._each(count, way)
            column = self._by_group[self._begin[self._seated] + self._rank[each]]
            np.add.at(total, column[(self.way[each] == way) | (way == Way.OUT)], 1)
        return total

    def _each(self, count: Int64, way: Way) -> Int64:
        """(people,) the standing column that brings each out or home, class by class; both ways come first."""
        going = (self.way[self.standing] == way) | (self.way[self.standing] == Way.BOTH)
        column, heads = self.standing[going], count[going]
        order = np.lexsort((column, self.way[column] != Way.BOTH, self.number[self.owner[column]]))
        return np.repeat(column[order], heads[order])

    @cached_property
    def _seated(self) -> Int64:
        """(people,) the group of each, class by class, where the groups of a class take turns by their size."""
        group, turn = counted(self.heads)
        return group[np.lexsort((group, (turn + 0.5) / self.heads[group], self.number[group]))]
