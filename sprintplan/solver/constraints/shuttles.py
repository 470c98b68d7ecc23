"""Shuttles: travellers of one direction and airport who land (or take off) in one local clock hour share runs."""

from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.table import UNKNOWN, Int64
from sprintplan.solver.constraints.rows import SLIGHT, Rows, Supply
from sprintplan.solver.instance.block import NOTHING, Block, ColumnCounts
from sprintplan.units import MINUTES_PER_HOUR

_HOURS, _AIRPORTS = 1 << 24, 1 << 15
"""More than there are clock hours since 1970, and airports: a slot's key counts hours, then airports, then ways."""


@dataclass(frozen=True)
class Slot:
    """One airport, direction and clock hour (since 1970, local) at a candidate's venue."""

    candidate: int
    outbound: bool
    airport: int
    hour: int


class Shuttles:
    """The shuttles of a block's candidates.

    Attributes
    ----------
    block : the candidates
    cuts : key of a slot and groups of each cut that a linear optimum broke; they stay for all rows that follow
    """

    def __init__(self, block: Block) -> None:
        self.block = block
        self.cuts: dict[tuple[int, tuple[int, ...]], None] = {}
        self._known: list[int] = []  # Keys of the slots that `add_rows` added last; their supplies come in that order.
        self._first_supply = 0

    @cached_property
    def slots(self) -> Int64:
        """(2, m) the slot of each journey of a column, NOTHING where its venue has no shuttles."""
        block = self.block
        rows = block.columns.out_row, block.columns.back_row
        slots = np.full((2, len(block.columns)), NOTHING, np.int64)
        for number, candidate in enumerate(block.candidates):
            if candidate.choices.venue.shuttle_cost_minor is None:
                continue
            table = candidate.table
            ends = ((table.destination, table.arrives_local), (table.origin, table.departs_local))
            for way, (airport, clock) in enumerate(ends):
                at = np.flatnonzero((block.candidate == number) & (rows[way] != UNKNOWN))
                at = at[~table.on_ground[rows[way][at]]]
                row = rows[way][at]
                place = (number * 2 + way) * np.int64(_AIRPORTS) + airport[row]
                slots[way, at] = place * _HOURS + clock[row] // MINUTES_PER_HOUR
        return slots

    def riders(self, chosen: ColumnCounts) -> dict[Slot, int]:
        """Travellers of the choice `chosen` by slot, slots in order; a fractional number is rounded up."""
        keys = self.slots.take(chosen.column, axis=1)
        used = keys != NOTHING
        known, number = np.unique(keys[used], return_inverse=True)
        heads = np.bincount(number, np.broadcast_to(chosen.count, keys.shape)[used], len(known))
        return {_slot(key): ceil(riding - SLIGHT) for key, riding in zip(known.tolist(), heads.tolist(), strict=True)}

    def cash(self, chosen: ColumnCounts, candidates: Container[int]) -> int:
        """What the runs of the choice `chosen` cost at some of the `candidates`, by number, minor units."""
        return sum(cost for number, cost in enumerate(self.cash_by_candidate(chosen)) if number in candidates)

    def cash_by_candidate(self, chosen: ColumnCounts) -> list[int]:
        """What the runs of the choice `chosen` cost at each candidate, minor units."""
        cash = [0] * len(self.block)
        for slot, heads in self.riders(chosen).items():
            cash[slot.candidate] += self.runs(slot, heads) * self._cost(slot)
        return cash

    def runs(self, slot: Slot, heads: int) -> int:
        """How many runs carry `heads` travellers of one `slot`."""
        return -(-heads // self._seats(slot))

    def _cost(self, slot: Slot) -> int:
        return self.block.candidates[slot.candidate].choices.venue.shuttle_cost_minor or 0

    def add_rows(self, rows: Rows) -> None:
        """Add a row to `rows` for each slot: travellers no more than the seats of the runs that are paid."""
        way, column = np.nonzero(self.slots != NOTHING)
        if not len(column):
            return
        known, number = np.unique(self.slots[way, column], return_inverse=True)
        self._known, self._first_supply = known.tolist(), len(rows.supplies)
        first = rows.add_many(np.zeros(len(known), np.int64), number, column, 1)
        for at, slot in enumerate(map(_slot, self._known)):
            most, cost = self.runs(slot, self.block.candidates[slot.candidate].travellers), self._cost(slot)
            terms = [(first + at, -self._seats(slot))]
            rows.supplies.append(Supply(candidate=slot.candidate, most=most, terms=terms, cost=cost, cash=cost))
        for key, groups in self.cuts:
            self._add_cut(rows, key, np.array(groups, np.int64))

    def _seats(self, slot: Slot) -> int:
        return self.block.candidates[slot.candidate].choices.venue.shuttle_seats or 1

    def _add_cut(self, rows: Rows, key: int, groups: Int64) -> None:
        """Of some groups of `heads` in all, whose last run is `rest` full: with a run less, `rest` fewer can come."""
        heads, seats = int(self.block.count[groups].sum()), self._seats(_slot(key))
        runs = -(-heads // seats)
        rest = heads - seats * (runs - 1)
        mine = np.isin(self.block.columns.group, groups)
        column = np.flatnonzero(mine & np.any(self.slots == key, axis=0))
        number = rows.add(heads - rest * runs, column, 1)
        rows.supplies[self._first_supply + self._known.index(key)].terms.append((number, -rest))

    def cut(self, chosen: ColumnCounts, supplied: NDArray[np.float64]) -> bool:
        """Keep every cut that a linear optimum breaks; whether there was any.

        Source: residual capacity inequalities (Magnanti, Mirchandani and Vachani 1993), separated slot by slot.

        Parameters
        ----------
        chosen : the linear optimum, fractional
        supplied : (supplies,) how much it pays of each supply, of runs and of all else
        """
        if not self._known:
            return False
        keys = self.slots.take(chosen.column, axis=1)
        used = keys != NOTHING
        group = np.broadcast_to(self.block.columns.group[chosen.column], keys.shape)[used]
        flow = np.broadcast_to(chosen.count, keys.shape)[used]
        place = np.searchsorted(self._known, keys[used])
        size = len(self.block.count)
        pair, at = np.unique(place * size + group, return_inverse=True)
        share = np.bincount(at, flow, len(pair)) / self.block.count[pair % size]
        paid = supplied[self._first_supply : self._first_supply + len(self._known)]
        broken = [self._broken(n, pair, share, float(runs)) for n, runs in enumerate(paid)]
        new = {cut: None for cut in broken if cut is not None and cut not in self.cuts}
        self.cuts |= new
        return bool(new)

    def _broken(
        self, number: int, pair: Int64, share: NDArray[np.float64], runs: float
    ) -> tuple[int, tuple[int, ...]] | None:
        """The most broken cut of one slot, or None; `share` of each group comes in the slot."""
        part = runs - floor(runs)
        if not SLIGHT < part < 1 - SLIGHT:
            return None
        size, seats = len(self.block.count), self._seats(_slot(self._known[number]))
        first, last = np.searchsorted(pair, [number * size, (number + 1) * size])
        chosen = np.arange(first, last)[share[first:last] > part + SLIGHT]
        groups = pair[chosen] % size
        heads = int(self.block.count[groups].sum())
        whole = -(-heads // seats)
        rest = heads - seats * (whole - 1)
        flow = float(share[chosen] @ self.block.count[groups])
        if not heads or flow <= heads - rest * (whole - runs) + SLIGHT:
            return None
        return self._known[number], tuple(groups.tolist())


def _slot(key: int) -> Slot:
    place, hour = divmod(key, _HOURS)
    way, airport = divmod(place, _AIRPORTS)
    return Slot(way // 2, way % 2 == 0, airport, hour)
