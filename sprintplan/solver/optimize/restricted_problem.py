"""The restricted problem: the groups that the active limits touch, and of their columns those not dominated."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.table import Int64
from sprintplan.solver.constraints.rows import Floors, Rows
from sprintplan.solver.instance.block import Block, ColumnCounts
from sprintplan.solver.instance.candidate import Columns, Way
from sprintplan.solver.optimize.dominance import undominated
from sprintplan.solver.optimize.linear_model import NO_CLASS, NO_FLOOR, LinearModel
from sprintplan.solver.optimize.symmetry import Symmetry

FAR = np.iinfo(np.int64).max // 16
"""Dearer than any trip."""


@dataclass(frozen=True)
class LeastCosts:
    """The least reduced cost of each class's ways, (classes,) each, FAR where there is none."""

    out: Int64
    back: Int64
    both: Int64

    @property
    def trip(self) -> Int64:
        """(classes,) of a whole trip."""
        return np.asarray(np.minimum(np.minimum(self.out + self.back, self.both), FAR), np.int64)


class RestrictedProblem:
    """The contested columns of a block, under the rows of its active limits.

    Dominated columns are dropped: same group and way, no cheaper and no smaller in any limited sum than one that uses
    no capacity. Groups without a touched column are fixed at their cheapest trip. Symmetric groups are aggregated into
    classes; the columns of the problem are those of each class's representative.

    Attributes
    ----------
    outside : what the groups take that are fixed, in columns of the block
    every : (e,) columns of the block that the other groups may take
    column : (columns of the problem,) which columns of the block they are
    row, at, amount : (terms,) how much of a row each column of the problem uses, `at` its number among these
    """

    def __init__(self, block: Block, rows: Rows) -> None:
        self.block, self.rows = block, rows
        row, column, amount = rows.terms()
        touched, scarce = np.zeros((2, len(block.columns)), np.bool_)
        touched[column] = True
        scarce[column[~np.isin(row, list(rows.sums))]] = True
        kept = undominated(block.cells(), ~scarce, list(rows.measures.values()))
        contested = block.touched_groups(kept & touched)
        self.every: Int64 = np.flatnonzero(kept & contested[block.columns.group])
        self.outside = cheapest_trips(block, block.flying[~contested[block.flying]])
        self._symmetry = self._classes(block.flying[contested[block.flying]], (row, column, amount))
        self.column: Int64 = self.every[self._symmetry.representatives]
        self.row, self.at, self.amount = _within(self.column, len(block.columns), (row, column, amount))

    def _classes(self, group: Int64, terms: tuple[Int64, Int64, Int64]) -> Symmetry:
        columns, uses = self.columns, _within(self.every, len(self.columns), terms)
        owner = np.searchsorted(group, columns.group[self.every])
        costs = np.stack([columns.cost[self.every], self.block.change[self.every]], axis=1)
        return Symmetry(owner, columns.way[self.every], costs, uses, self.block.count[group])

    @property
    def columns(self) -> Columns:
        """All columns of the block."""
        return self.block.columns

    @cached_property
    def cost(self) -> Int64:
        """(columns of the problem,) objective."""
        return self.columns.cost[self.column]

    @cached_property
    def change(self) -> Int64:
        """(columns of the problem,) how much each changes what was published, as `Block.change` counts it."""
        return self.block.change[self.column]

    @cached_property
    def owner(self) -> Int64:
        """(columns of the problem,) number of the class of groups that each is for."""
        return self._symmetry.number[self._symmetry.owner[self._symmetry.representatives]]

    @cached_property
    def way(self) -> Int64:
        """(columns of the problem,) number of `Way`."""
        return self.columns.way[self.column]

    @cached_property
    def heads(self) -> Int64:
        """(classes,) how many people each has."""
        return self._symmetry.count

    @cached_property
    def outside_minor(self) -> int:
        """The objective outside the problem."""
        return self.block.objective(self.outside)

    @cached_property
    def dearest(self) -> int:
        """No choice of the whole block costs more than this, so that a bound above it proves that there is none."""
        most = np.zeros((len(Way), len(self.heads)), np.int64)
        np.maximum.at(most, (self.way, self.owner), self.cost)
        trips = np.maximum(most[Way.OUT] + most[Way.BACK], most[Way.BOTH])
        bought = sum(supply.cost * supply.most for supply in self.rows.supplies)
        return self.outside_minor + int(trips @ self.heads) + bought

    def model(self, kept: Int64 | None = None, floors: Floors | None = None) -> LinearModel:
        """The problem as a linear model: some of its columns, then what is supplied.

        Parameters
        ----------
        kept : (k,) the columns of the problem that are in the model; all where it is None
        floors : (rows,) how much of each row is used at least, None where nothing is known
        """
        kept = np.arange(len(self.column)) if kept is None else kept
        supplies, limits = self.rows.supplies, len(self.rows.caps)
        place = np.full(len(self.column), -1, np.int64)
        place[kept] = np.arange(len(kept))
        inside = place[self.at] >= 0
        more = [(row, len(kept) + at, amount) for at, supply in enumerate(supplies) for row, amount in supply.terms]
        row, column, amount = np.array(more, np.int64).reshape(-1, 3).T
        nobody = np.full(len(supplies), NO_CLASS)
        out, back = (
            np.append(np.where(self.way[kept] == other, NO_CLASS, self.owner[kept]), nobody)
            for other in (Way.BACK, Way.OUT)
        )
        return LinearModel(
            row=np.append(self.row[inside], row),
            column=np.append(place[self.at[inside]], column),
            amount=np.append(self.amount[inside], amount),
            low=np.array([NO_FLOOR if low is None else low for low in floors or [None] * limits], np.int64),
            high=self.rows.cap,
            out=out,
            back=back,
            heads=self.heads,
            cost=np.append(self.cost[kept], np.array([supply.cost for supply in supplies], np.int64)),
            most=np.append(self.heads[self.owner[kept]], np.array([supply.most for supply in supplies], np.int64)),
        )

    def cheapest(self, cost: Int64) -> LeastCosts:
        """The least cost of each class's ways under some cost of the columns."""
        least = np.full((len(Way), len(self.heads)), FAR, np.int64)
        np.minimum.at(least, (self.way, self.owner), cost)
        return LeastCosts(*least)

    def used(self, count: Int64) -> Int64:
        """(rows,) what a choice uses that takes `count`, (columns,), of each column."""
        use = np.zeros(len(self.rows.caps), np.int64)
        np.add.at(use, self.row, self.amount * count[self.at])
        return use

    @property
    def representative_of(self) -> Int64:
        """(every,) number of the problem's column that counts for each."""
        return self._symmetry.representative_of

    def column_counts(self, count: Int64) -> ColumnCounts:
        """The whole block's choice where the problem takes `count`, (columns,), of each of its columns."""
        return self._with_outside(self._symmetry.disaggregated(count))

    def spread(self, count: NDArray[np.float64]) -> ColumnCounts:
        """The same of a fractional `count`, (columns,), which symmetric groups share by their size."""
        return self._with_outside(self._symmetry.shared(count))

    def _with_outside(self, count: Int64 | NDArray[np.float64]) -> ColumnCounts:
        """The block's choice that takes so many of each of `every`."""
        chosen = np.flatnonzero(count)
        column = np.append(self.outside.column, self.every[chosen])
        heads = np.append(self.outside.count, count[chosen])
        order = np.argsort(column, kind="stable")
        return ColumnCounts(column[order], np.asarray(heads[order]))


def _within(columns: Int64, size: int, terms: tuple[Int64, Int64, Int64]) -> tuple[Int64, Int64, Int64]:
    """Row, place among these columns of a block of some size, and amount of the terms that are theirs."""
    row, column, amount = terms
    place = np.full(size, -1, np.int64)
    place[columns] = np.arange(len(columns))
    inside = place[column] >= 0
    return row[inside], place[column[inside]], amount[inside]


def cheapest_trips(block: Block, groups: Int64) -> ColumnCounts:
    """The cheapest trips of some `groups`, (g,), of a `block` where nothing is scarce.

    Of equals the trips that change least, then one-way journeys.
    """
    cell = block.cells()
    padded = np.append(block.columns.cost, FAR)
    wanted = groups[:, None] * len(Way) + np.arange(len(Way))
    order = np.argsort(cell, kind="stable")
    first = np.searchsorted(cell[order], wanted)
    there = np.append(cell[order], -1)[first] == wanted
    column = np.where(there, np.append(order, 0)[first], len(cell))
    cost = padded[column]
    change = np.append(block.change, 0)[column]
    cost_alone, change_alone = (table[:, Way.OUT] + table[:, Way.BACK] for table in (cost, change))
    cost_both, change_both = cost[:, Way.BOTH], change[:, Way.BOTH]
    alone = (cost_alone < cost_both) | ((cost_alone == cost_both) & (change_alone <= change_both))
    picked = np.concatenate([column[alone, Way.OUT], column[alone, Way.BACK], column[~alone, Way.BOTH]])
    heads = np.concatenate([block.count[groups[alone]], block.count[groups[alone]], block.count[groups[~alone]]])
    return ColumnCounts(picked, heads)
