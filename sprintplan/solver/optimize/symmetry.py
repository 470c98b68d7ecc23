"""Symmetric groups, whose columns cost and use the same: aggregated into one class, and its choice disaggregated."""

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sprintplan.columns import counted
from sprintplan.offers.table import Int64
from sprintplan.solver.instance.candidate import Way


class Symmetry:
    """The classes of symmetric groups, among groups that have columns.

    Parameters
    ----------
    owner, way : (n,) of the columns, in the same order for symmetric groups
    costs : (n, k) what else tells columns apart: their cost, and how much they change
    uses : (row, column, amount) of what the columns use of the active rows
    heads : (groups,) how many people each has

    Attributes
    ----------
    number : (groups,) the class of each
    """

    def __init__(self, owner: Int64, way: Int64, costs: Int64, uses: tuple[Int64, Int64, Int64], heads: Int64) -> None:
        self.owner, self.way, self.heads = owner, way, heads
        self._by_group = np.argsort(owner, kind="stable")
        self._begin = np.searchsorted(owner[self._by_group], np.arange(len(heads) + 1))
        known: dict[bytes, int] = {}
        marks = self._marks(costs, *uses)
        self.number = np.array([known.setdefault(mark, len(known)) for mark in marks], np.int64)

    def _marks(self, costs: Int64, row: Int64, column: Int64, amount: Int64) -> Iterator[bytes]:
        """Of each group, everything that its columns cost and use."""
        place = self._place[column]
        order = np.lexsort((row, place))
        first = np.searchsorted(place[order], np.arange(len(self.owner) + 1))
        columns = np.column_stack([self.way[self._by_group], costs[self._by_group], np.diff(first)])
        uses = np.stack([row[order], amount[order]], axis=1)
        ends = zip(self._begin.tolist(), first[self._begin].tolist(), strict=True)
        for (begin, begin_use), (end, end_use) in pairwise(ends):
            yield columns[begin:end].tobytes() + uses[begin_use:end_use].tobytes()

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
        """(classes,) the group that represents each."""
        return np.unique(self.number, return_index=True)[1]

    @cached_property
    def representatives(self) -> Int64:
        """The columns of the groups that represent their class."""
        return np.flatnonzero(np.isin(self.owner, self.first))

    @cached_property
    def count(self) -> Int64:
        """(classes,) how many people each has."""
        return np.bincount(self.number, self.heads, len(self.first)).astype(np.int64)

    @cached_property
    def representative_of(self) -> Int64:
        """(n,) number in `representatives` of the column that represents each."""
        number = np.empty(len(self.owner), np.int64)
        number[self.representatives] = np.arange(len(self.representatives))
        first = self._begin[self.first[self.number[self.owner]]]
        return np.asarray(number[self._by_group[first + self._rank]])

    def shared(self, count: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n,) a fractional `count` of the representatives' columns, shared by the groups of a class by their size."""
        part = self.heads / self.count[self.number]
        return np.asarray(count[self.representative_of] * part[self.owner])

    def disaggregated(self, count: Int64) -> Int64:
        """(n,) an integer `count` of the representatives' columns, dealt out: each column goes to all groups in
        turn."""
        total = np.zeros(len(self.owner), np.int64)
        for way in (Way.OUT, Way.BACK):
            each = self._each(count, way)
            column = self._by_group[self._begin[self._seated] + self._rank[each]]
            np.add.at(total, column[(self.way[each] == way) | (way == Way.OUT)], 1)
        return total

    def _each(self, count: Int64, way: Way) -> Int64:
        """(people,) the representatives' column that brings each out or home, class by class; both ways come first."""
        going = (self.way[self.representatives] == way) | (self.way[self.representatives] == Way.BOTH)
        column, heads = self.representatives[going], count[going]
        order = np.lexsort((column, self.way[column] != Way.BOTH, self.number[self.owner[column]]))
        return np.repeat(column[order], heads[order])

    @cached_property
    def _seated(self) -> Int64:
        """(people,) the group of each, class by class, where the groups of a class take turns by their size."""
        group, turn = counted(self.heads)
        return group[np.lexsort((group, (turn + 0.5) / self.heads[group], self.number[group]))]
