"""A choice that keeps the limits on heads, made by letting one group after the other take what is left."""

from collections.abc import Sequence

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.solver.constraints.heads import CapacityLimit
from sprintplan.solver.constraints.in_force import BlockLimit
from sprintplan.solver.instance.block import NOTHING, Block, ColumnCounts
from sprintplan.solver.instance.candidate import Way

MOST_RESTARTS = 12
"""So often a group that found nothing left comes first in another attempt."""
PLENTY = np.iinfo(np.int64).max
"""How much there is of what no limit counts."""
NONE_LEFT = -1
"""Stands for the group that finds nothing left where every group finds something."""
TRIPS = ((Way.OUT, Way.BACK), (Way.BOTH,))
"""What makes a trip: a way out and a way home, or both at once."""


def repaired(block: Block, limits: Sequence[BlockLimit], cost: Int64) -> ColumnCounts | None:
    """A choice of low cost that keeps limits on flights, seats and rooms; None where none is found.

    Parameters
    ----------
    block : the candidates
    limits : the limits in force; those on sums are left aside
    cost : (m,) what is to be low, of each column of the block
    """
    stock = _Stock(block, [limit for limit in limits if isinstance(limit, CapacityLimit)])
    columns = _Sorted(block, cost)
    order = sorted(block.flying.tolist(), key=columns.options)
    for _ in range(MOST_RESTARTS):
        stock.refill()
        chosen, failed = _attempt(stock, columns, order)
        if failed == NONE_LEFT:
            column = np.array(sorted(chosen), np.int64)
            return ColumnCounts(column, np.array([chosen[at] for at in column.tolist()], np.int64))
        order = [failed, *(group for group in order if group != failed)]
    return None


class _Stock:
    """What is left of everything that may run out.

    `uses` is (k, m) numbers of what each column uses one of; the last, of which there is plenty, stands for nothing.
    """

    def __init__(self, block: Block, limits: Sequence[CapacityLimit]) -> None:
        every, parts, caps = np.arange(len(block.columns)), list[Int64](), list[Int64]()
        first = 0
        for limit in limits:
            scarce = np.array(sorted(limit.possible(every)), np.int64)
            if len(scarce):
                at = np.minimum(np.searchsorted(scarce, limit.keys), len(scarce) - 1)
                parts.append(np.where((scarce[at] == limit.keys) & (limit.keys != NOTHING), at + first, -1))
                caps.append(limit.caps(scarce))
                first += len(scarce)
        self._caps = np.concatenate([*caps, np.array([PLENTY])])
        self.uses = np.concatenate(parts) if parts else np.full((1, len(every)), -1)
        self.left = self._caps.copy()

    def refill(self) -> None:
        """All there is."""
        self.left = self._caps.copy()

    def of(self, columns: Int64) -> Int64:
        """How many travellers could still take each of these columns."""
        return np.asarray(self.left[self.uses[:, columns]].min(axis=0), np.int64)

    def take(self, column: int, count: int) -> None:
        """So many travellers take a column."""
        used = self.uses[:, column]
        np.subtract.at(self.left, used[used >= 0], count)


class _Sorted:
    """The columns of each group and way, the cheapest first."""

    def __init__(self, block: Block, cost: Int64) -> None:
        cell = block.cells()
        self.cost, self.count = cost, block.count
        self._order = np.lexsort((cost, cell))
        self._first = np.searchsorted(cell[self._order], np.arange(len(block.count) * len(Way) + 1))

    def of(self, group: int, way: Way) -> Int64:
        """The columns."""
        number = group * len(Way) + way
        return self._order[self._first[number] : self._first[number + 1]]

    def options(self, group: int) -> tuple[int, int]:
        """How many columns a group has; those with few choose first."""
        number = group * len(Way)
        return int(self._first[number + len(Way)] - self._first[number]), group


def _attempt(stock: _Stock, columns: _Sorted, order: Sequence[int]) -> tuple[dict[int, int], int]:
    """What everybody takes, group by group, and the group that finds nothing left, NONE_LEFT where there is none."""
    chosen: dict[int, int] = {}
    for group in order:
        left = int(columns.count[group])
        while left:
            trip = _cheapest_left(stock, columns, group)
            if trip is None:
                return chosen, group
            count = min(left, *(int(stock.of(np.array([column]))[0]) for column in trip))
            for column in trip:
                stock.take(column, count)
                chosen[column] = chosen.get(column, 0) + count
            left -= count
    return chosen, NONE_LEFT


def _cheapest_left(stock: _Stock, columns: _Sorted, group: int) -> list[int] | None:
    """The columns of the cheapest trip that is left to a traveller of the group."""
    cheapest = dict[Way, int]()
    for way in Way:
        mine = columns.of(group, way)
        free = np.flatnonzero(stock.of(mine) > 0) if len(mine) else mine
        if len(free):
            cheapest[way] = int(mine[free[0]])
    trips = [[cheapest[way] for way in ways] for ways in TRIPS if all(way in cheapest for way in ways)]
    return min(trips, key=lambda trip: int(columns.cost[trip].sum()), default=None)
