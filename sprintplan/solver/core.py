"""The part of a block that its active limits touch: few groups, and of each only the columns that may be needed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.table import Int64, Mask
from sprintplan.solver.block import Block, Taken
from sprintplan.solver.candidate import Columns, Way
from sprintplan.solver.rows import Rows

FAR = np.iinfo(np.int64).max // 16
# Dearer than any trip.


@dataclass(frozen=True)
class Cheapest:
    """The least reduced cost of each group's ways, (groups,) each, FAR where there is none."""

    out: Int64
    back: Int64
    both: Int64

    @property
    def trip(self) -> Int64:
        """(groups,) of a whole trip."""
        return np.asarray(np.minimum(np.minimum(self.out + self.back, self.both), FAR), np.int64)


class Core:
    """The contested columns of a block under the rows of its active limits.

    A group's column that costs no less than another of the same way that no row touches is never needed. Groups without
    a touched column left take their cheapest trip, `settled`; the others' columns are `column`.
    """

    def __init__(self, block: Block, rows: Rows) -> None:
        self.block, self.rows = block, rows
        row, column, amount = rows.terms()
        touched = np.zeros(len(block.columns), np.bool_)
        touched[column] = True
        kept = _needed(block, touched)
        contested = block.touched_groups(kept & touched)
        self.column: Int64 = np.flatnonzero(kept & contested[block.columns.group])
        self.settled = cheapest_trips(block, block.flying[~contested[block.flying]])
        self.group: Int64 = block.flying[contested[block.flying]]
        place = np.full(len(block.columns), -1, np.int64)
        place[self.column] = np.arange(len(self.column))
        inside = place[column] >= 0
        self.row, self.at, self.amount = row[inside], place[column[inside]], amount[inside]

    @property
    def columns(self) -> Columns:
        """All columns of the block."""
        return self.block.columns

    @cached_property
    def cost(self) -> Int64:
        """(columns of the core,) objective."""
        return self.columns.cost[self.column]

    @cached_property
    def owner(self) -> Int64:
        """(columns of the core,) number in `group`."""
        return np.searchsorted(self.group, self.columns.group[self.column])

    @cached_property
    def way(self) -> Int64:
        """(columns of the core,) number of `Way`."""
        return self.columns.way[self.column]

    @cached_property
    def heads(self) -> Int64:
        """(groups of the core,) how many people each has."""
        return self.block.count[self.group]

    @cached_property
    def settled_minor(self) -> int:
        """The objective outside the core."""
        return self.block.objective(self.settled)

    @cached_property
    def dearest(self) -> int:
        """No choice of the whole block costs more than this, so that a bound above it proves that there is none."""
        dear = np.zeros((len(Way), len(self.group)), np.int64)
        np.maximum.at(dear, (self.way, self.owner), self.cost)
        trips = np.maximum(dear[Way.OUT] + dear[Way.BACK], dear[Way.BOTH])
        bought = sum(supply.cost * supply.most for supply in self.rows.supplies)
        return self.settled_minor + int(trips @ self.heads) + bought

    def cheapest(self, cost: Int64) -> Cheapest:
        """The least cost of each group's ways under some cost of the columns."""
        found = np.full((len(Way), len(self.group)), FAR, np.int64)
        np.minimum.at(found, (self.way, self.owner), cost)
        return Cheapest(*found)

    def used(self, count: Int64) -> Int64:
        """(rows,) what a choice of so many of each column uses."""
        use = np.zeros(len(self.rows.caps), np.int64)
        np.add.at(use, self.row, self.amount * count[self.at])
        return use

    def taken(self, count: Int64 | NDArray[np.float64]) -> Taken:
        """The whole block's choice where the core takes so many of each of its columns, whole or not."""
        chosen = np.flatnonzero(count)
        column = np.append(self.settled.column, self.column[chosen])
        heads = np.append(self.settled.count, count[chosen])
        order = np.argsort(column, kind="stable")
        return Taken(column[order], np.asarray(heads[order]))


def _needed(block: Block, touched: Mask) -> Mask:
    """(m,) of each group and way, the columns up to the first that no row touches."""
    cell = block.cells()
    if not len(cell):
        return touched
    begins = np.flatnonzero(np.append(True, cell[1:] != cell[:-1]))
    number = np.cumsum(np.append(False, cell[1:] != cell[:-1]))
    at = np.arange(len(cell))
    free = np.minimum.reduceat(np.where(touched, len(cell), at), begins)
    return np.asarray(at <= free[number])


def cheapest_trips(block: Block, groups: Int64) -> Taken:
    """Each group's cheapest trip where nothing is scarce; one-way journeys where both ways cost the same."""
    cell = block.cells()
    padded = np.append(block.columns.cost, FAR)
    wanted = groups[:, None] * len(Way) + np.arange(len(Way))
    order = np.argsort(cell, kind="stable")
    first = np.searchsorted(cell[order], wanted)
    there = np.append(cell[order], -1)[first] == wanted
    column = np.where(there, np.append(order, 0)[first], len(cell))
    cost = padded[column]
    alone = cost[:, Way.OUT] + cost[:, Way.BACK] <= cost[:, Way.BOTH]
    picked = np.concatenate([column[alone, Way.OUT], column[alone, Way.BACK], column[~alone, Way.BOTH]])
    heads = np.concatenate([block.count[groups[alone]], block.count[groups[alone]], block.count[groups[~alone]]])
    return Taken(picked, heads)
