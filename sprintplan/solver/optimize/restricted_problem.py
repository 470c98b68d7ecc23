"""The part of a block that its active limits touch: few groups, and of each only the columns that may be needed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.table import Int64
from sprintplan.solver.constraints.rows import Floors, Rows
from sprintplan.solver.instance.block import Block, Taken
from sprintplan.solver.instance.candidate import Columns, Way
from sprintplan.solver.optimize.dominance import needed
from sprintplan.solver.optimize.linear_model import NO_FLOOR, NOBODY, LinearModel
from sprintplan.solver.optimize.symmetry import Alike

FAR = np.iinfo(np.int64).max // 16
# Dearer than any trip.


@dataclass(frozen=True)
class Cheapest:
    """The least reduced cost of each class's ways, (classes,) each, FAR where there is none."""

    out: Int64
    back: Int64
    both: Int64

    @property
    def trip(self) -> Int64:
        """(classes,) of a whole trip."""
        return np.asarray(np.minimum(np.minimum(self.out + self.back, self.both), FAR), np.int64)


class Core:
    """The contested columns of a block under the rows of its active limits.

    A group's column is never needed that costs no less, and adds no less to any sum, than another of the same way that
    uses nothing scarce. Groups without a touched column left take their cheapest trip, `settled`; `every` are the
    others' columns. Of groups that are alike only the columns of the first are the core's, `column`, for all of them.
    """

    def __init__(self, block: Block, rows: Rows) -> None:
        self.block, self.rows = block, rows
        row, column, amount = rows.terms()
        touched, scarce = np.zeros((2, len(block.columns)), np.bool_)
        touched[column] = True
        scarce[column[~np.isin(row, list(rows.sums))]] = True
        kept = needed(block.cells(), ~scarce, list(rows.measures.values()))
        contested = block.touched_groups(kept & touched)
        self.every: Int64 = np.flatnonzero(kept & contested[block.columns.group])
        self.settled = cheapest_trips(block, block.flying[~contested[block.flying]])
        self._alike = self._classes(block.flying[contested[block.flying]], (row, column, amount))
        self.column: Int64 = self.every[self._alike.standing]
        self.row, self.at, self.amount = _within(self.column, len(block.columns), (row, column, amount))

    def _classes(self, group: Int64, terms: tuple[Int64, Int64, Int64]) -> Alike:
        columns, uses = self.columns, _within(self.every, len(self.columns), terms)
        owner = np.searchsorted(group, columns.group[self.every])
        return Alike(owner, columns.way[self.every], columns.cost[self.every], uses, self.block.count[group])

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
        """(columns of the core,) number of the class of groups that each is for."""
        return self._alike.number[self._alike.owner[self._alike.standing]]

    @cached_property
    def way(self) -> Int64:
        """(columns of the core,) number of `Way`."""
        return self.columns.way[self.column]

    @cached_property
    def heads(self) -> Int64:
        """(classes,) how many people each has."""
        return self._alike.count

    @cached_property
    def settled_minor(self) -> int:
        """The objective outside the core."""
        return self.block.objective(self.settled)

    @cached_property
    def dearest(self) -> int:
        """No choice of the whole block costs more than this, so that a bound above it proves that there is none."""
        dear = np.zeros((len(Way), len(self.heads)), np.int64)
        np.maximum.at(dear, (self.way, self.owner), self.cost)
        trips = np.maximum(dear[Way.OUT] + dear[Way.BACK], dear[Way.BOTH])
        bought = sum(supply.cost * supply.most for supply in self.rows.supplies)
        return self.settled_minor + int(trips @ self.heads) + bought

    def model(self, kept: Int64 | None = None, floors: Floors | None = None) -> LinearModel:
        """The core as a linear model: some of its columns, then what is supplied.

        Parameters
        ----------
        kept : (k,) the columns of the core that are in the model; all where it is None
        floors : (rows,) how much of each row is used at least, None where nothing is known
        """
        kept = np.arange(len(self.column)) if kept is None else kept
        supplies, limits = self.rows.supplies, len(self.rows.caps)
        place = np.full(len(self.column), -1, np.int64)
        place[kept] = np.arange(len(kept))
        inside = place[self.at] >= 0
        more = [(row, len(kept) + at, amount) for at, supply in enumerate(supplies) for row, amount in supply.terms]
        row, column, amount = np.array(more, np.int64).reshape(-1, 3).T
        nobody = np.full(len(supplies), NOBODY)
        out, back = (
            np.append(np.where(self.way[kept] == other, NOBODY, self.owner[kept]), nobody)
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

    def cheapest(self, cost: Int64) -> Cheapest:
        """The least cost of each class's ways under some cost of the columns."""
        found = np.full((len(Way), len(self.heads)), FAR, np.int64)
        np.minimum.at(found, (self.way, self.owner), cost)
        return Cheapest(*found)

    def used(self, count: Int64) -> Int64:
        """(rows,) what a choice of so many of each column uses."""
        use = np.zeros(len(self.rows.caps), np.int64)
        np.add.at(use, self.row, self.amount * count[self.at])
        return use

    @property
    def stand_in(self) -> Int64:
        """(every,) number of the core's column that counts for each."""
        return self._alike.stand_in

    def taken(self, count: Int64) -> Taken:
        """The whole block's choice where the core takes so many of each of its columns."""
        return self._with_settled(self._alike.dealt(count))

    def spread(self, count: NDArray[np.float64]) -> Taken:
        """The same of a choice that need not be whole, which groups that are alike share by their size."""
        return self._with_settled(self._alike.shared(count))

    def _with_settled(self, count: Int64 | NDArray[np.float64]) -> Taken:
        """The block's choice that takes so many of each of `every`."""
        chosen = np.flatnonzero(count)
        column = np.append(self.settled.column, self.every[chosen])
        heads = np.append(self.settled.count, count[chosen])
        order = np.argsort(column, kind="stable")
        return Taken(column[order], np.asarray(heads[order]))


def _within(columns: Int64, size: int, terms: tuple[Int64, Int64, Int64]) -> tuple[Int64, Int64, Int64]:
    """Row, place among these columns of a block of some size, and amount of the terms that are theirs."""
    row, column, amount = terms
    place = np.full(size, -1, np.int64)
    place[columns] = np.arange(len(columns))
    inside = place[column] >= 0
    return row[inside], place[column[inside]], amount[inside]


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
