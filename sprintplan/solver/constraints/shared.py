"""Every limit that ties travellers together, one small class each: which of it a choice breaks, and its rows.

Limits that count heads (flights, seats, rooms) have a key for each thing that runs out, and enter the model key by key,
where a choice breaks them; limits on sums have one row.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import cached_property

import numpy as np

from sprintplan.offers.table import NO_LIMIT, Int64
from sprintplan.solver.constraints.rows import Rows
from sprintplan.solver.constraints.shuttles import Shuttles
from sprintplan.solver.instance.block import NOTHING, Block, Taken
from sprintplan.solver.instance.groups import NO_TEAM, team_share
from sprintplan.units import day_number

SLIGHT = 1e-6
# Linear optima are not exact: what they break by less is kept.


class Limit(ABC):
    """One limit in force on a block; `active` are the keys of it that the model has rows for."""

    name: str

    def __init__(self, block: Block) -> None:
        self.block = block
        self.active: frozenset[int] = frozenset()

    @abstractmethod
    def broken(self, taken: Taken) -> frozenset[int]:
        """Keys that the choice breaks."""

    @abstractmethod
    def add_rows(self, rows: Rows) -> None:
        """Add a row for each active key."""


class Heads(Limit):
    """A limit on how many travellers use each of some things at once."""

    @cached_property
    @abstractmethod
    def keys(self) -> Int64:
        """(k, m) what each column uses one of, NOTHING where a slot is empty."""

    @abstractmethod
    def caps(self, keys: Int64) -> Int64:
        """How much there is of each key."""

    def broken(self, taken: Taken) -> frozenset[int]:
        """Keys that more travellers use than there is."""
        keys = self.keys[:, taken.column]
        used = keys != NOTHING
        known, number = np.unique(keys[used], return_inverse=True)
        heads = np.bincount(number, np.broadcast_to(taken.count, keys.shape)[used], len(known))
        return frozenset(known[heads > self.caps(known) + SLIGHT].tolist())

    def possible(self, columns: Int64) -> frozenset[int]:
        """Keys that more people could use than there is, where everybody takes one of these columns."""
        keys = self.keys[:, columns]
        slot, at = np.nonzero(keys != NOTHING)
        size = len(self.block.count)
        known, number = np.unique(keys[slot, at], return_inverse=True)
        pair = np.unique(number * size + self.block.columns.group[columns[at]])
        heads = np.bincount(pair // size, self.block.count[pair % size], len(known))
        return frozenset(known[heads > self.caps(known)].tolist())

    def add_rows(self, rows: Rows) -> None:
        """One row for each active key."""
        if not self.active:
            return
        active = np.array(sorted(self.active), np.int64)
        at = np.minimum(np.searchsorted(active, self.keys), len(active) - 1)
        slot, column = np.nonzero(active[at] == self.keys)
        rows.add_many(self.caps(active), at[slot, column], column, 1)


class FlightLimit(Heads):
    """`policy.max_travellers_per_flight`."""

    name = "policy.max_travellers_per_flight"

    @cached_property
    def keys(self) -> Int64:
        """Flights."""
        return self.block.flights

    def caps(self, keys: Int64) -> Int64:
        """The same on every flight."""
        return np.full(len(keys), self.block.scenario.policy.max_travellers_per_flight or 0, np.int64)


class KeyLimit(Heads):
    """`policy.max_key_travellers_per_flight`."""

    name = "policy.max_key_travellers_per_flight"

    @cached_property
    def keys(self) -> Int64:
        """Flights of key travellers."""
        key = self.block.roster_column("key").astype(np.bool_)[self.block.columns.group]
        return np.where(key, self.block.flights, NOTHING)

    def caps(self, keys: Int64) -> Int64:
        """The same on every flight."""
        return np.full(len(keys), self.block.scenario.policy.max_key_travellers_per_flight or 0, np.int64)


class TeamLimit(Heads):
    """`policy.max_team_share_per_flight`: of the travellers to that event of every team that it binds."""

    name = "policy.max_team_share_per_flight"

    @cached_property
    def _teams(self) -> int:
        return max(1, *(len(candidate.roster.teams) for candidate in self.block.candidates))

    @cached_property
    def keys(self) -> Int64:
        """Flights, by candidate and team."""
        team = self.block.roster_column("team")[self.block.columns.group]
        crew = self.block.candidate * self._teams + team
        flights = self.block.flights
        known = (flights != NOTHING) & (team != NO_TEAM)
        return np.where(known, flights * len(self._most) + crew, NOTHING)

    @cached_property
    def _most(self) -> Int64:
        """(candidates x teams,) the share of those who fly."""
        size = np.zeros(len(self.block.candidates) * self._teams, np.int64)
        for number, candidate in enumerate(self.block.candidates):
            team, count = candidate.roster.team[candidate.flying], candidate.roster.count[candidate.flying]
            np.add.at(size, number * self._teams + team[team != NO_TEAM], count[team != NO_TEAM])
        return team_share(self.block.scenario.policy, size)

    def caps(self, keys: Int64) -> Int64:
        """By candidate and team."""
        return np.asarray(self._most[keys % len(self._most)])


class SeatLimit(Heads):
    """Seats of the offers."""

    name = "seats of the offers"

    @cached_property
    def keys(self) -> Int64:
        """Offers that state seats."""
        return self.block.seats[0]

    @cached_property
    def _most(self) -> tuple[Int64, Int64]:
        keys, most = self.block.seats
        known, first = np.unique(keys, return_index=True)
        return known, most.ravel()[first]

    def caps(self, keys: Int64) -> Int64:
        """What each offer states."""
        known, most = self._most
        return np.asarray(most[np.minimum(np.searchsorted(known, keys), len(known) - 1)])


class RoomLimit(Heads):
    """`venues.rooms` on each night, beyond the nights that everybody needs anyway."""

    name = "venues.rooms"
    _NIGHTS = 1 << 20

    @cached_property
    def keys(self) -> Int64:
        """Nights beyond the needed ones, by venue."""
        parts = [self._nights(number) for number in range(len(self.block.candidates))]
        deepest = max(len(part) for part in parts)
        padded = [np.pad(p, ((0, deepest - len(p)), (0, 0)), constant_values=NOTHING) for p in parts]
        return np.concatenate(padded, axis=1)

    def _nights(self, number: int) -> Int64:
        candidate = self.block.candidates[number]
        venue, columns = candidate.choices.venue, candidate.columns
        kinds = candidate.roster.kind[columns.group]
        begin = day_number(candidate.choices.event.starts[candidate.start])
        eve = begin + (candidate.choices.kinds.first - 2)[kinds]
        last = begin + (candidate.choices.kinds.last - 1)[kinds]
        early = _extra(candidate.choices.outbound.entries.extra_nights, columns.out)
        late = _extra(candidate.choices.inbound.entries.extra_nights, columns.back)
        nights = [np.where(early > n, eve - 1 - n, NOTHING) for n in range(int(early.max(initial=0)))]
        nights += [np.where(late > n, last + n, NOTHING) for n in range(int(late.max(initial=0)))]
        if venue.rooms is None or not nights:
            return np.full((1, len(columns)), NOTHING, np.int64)
        place = self.block.scenario.venues.index(venue) * self._NIGHTS
        return np.stack([np.where(night == NOTHING, NOTHING, place + night) for night in nights])

    @cached_property
    def _beds(self) -> dict[int, int]:
        """People who sleep at a venue on a night whatever journeys they take."""
        found: dict[int, int] = {}
        for candidate in self.block.candidates:
            place = self.block.scenario.venues.index(candidate.choices.venue) * self._NIGHTS
            eve = day_number(candidate.choices.event.starts[candidate.start]) - 1
            for n, beds in enumerate(candidate.choices.standing.beds[candidate.start].tolist()):
                found[place + eve + n] = found.get(place + eve + n, 0) + beds
        return found

    def caps(self, keys: Int64) -> Int64:
        """Rooms that are left."""
        rooms = [venue.rooms for venue in self.block.scenario.venues]
        left = [(rooms[key // self._NIGHTS] or 0) - self._beds.get(key, 0) for key in keys.tolist()]
        return np.array(left, np.int64)

    def holds(self) -> bool:
        """Whether the nights that everybody needs anyway find rooms, where events share a venue."""
        keys = np.array(sorted(self._beds), np.int64)
        limited = np.array([self.block.scenario.venues[k // self._NIGHTS].rooms is not None for k in keys.tolist()])
        return not len(keys) or not np.any((self.caps(keys) < 0) & limited)


def _extra(nights: Int64, entry: Int64) -> Int64:
    return np.where(entry >= 0, nights[entry], 0) if len(nights) else np.zeros(len(entry), np.int64)


class Sum(Limit):
    """A limit on a sum of some measure of the journeys: one key, 0."""

    name = ""
    measure: str

    def __init__(self, block: Block, cap: int) -> None:
        super().__init__(block)
        self.cap = cap

    @cached_property
    @abstractmethod
    def amounts(self) -> Int64:
        """(m,) what each column adds."""

    def shuttles(self, taken: Taken) -> int:
        """What the shuttles of a choice add."""
        return 0

    def broken(self, taken: Taken) -> frozenset[int]:
        """Key 0 where the sum is too large."""
        total = self.amounts[taken.column] @ taken.count + self.shuttles(taken)
        return frozenset({0} if total > self.cap + SLIGHT else ())

    def add_rows(self, rows: Rows) -> None:
        """One row where the limit is active."""
        if self.active:
            number = rows.add_sum(self.cap, self.measure, self.amounts)
            for supply in rows.supplies:
                if supply.cash and self.pays(supply.candidate):
                    supply.terms.append((number, supply.cash))

    def pays(self, candidate: int) -> bool:
        """Whether shuttle runs of a candidate count."""
        return False


class Budget(Sum):
    """`limits.budget`, or the `budget` of one event: cash of these candidates."""

    measure = "cash"

    def __init__(self, shuttles: Shuttles, budget: int, candidates: tuple[int, ...], name: str) -> None:
        super().__init__(shuttles.block, budget - int(shuttles.block.fixed_cash[list(candidates)].sum()))
        self.runs, self.name, self.candidates = shuttles, name, candidates

    @cached_property
    def amounts(self) -> Int64:
        """Cash of these candidates' columns."""
        return np.where(np.isin(self.block.candidate, self.candidates), self.block.columns.cash, 0)

    def shuttles(self, taken: Taken) -> int:
        """Runs are paid in cash."""
        return self.runs.cash(taken, self.candidates)

    def pays(self, candidate: int) -> bool:
        """Whether the candidate's cash counts."""
        return candidate in self.candidates


class Co2eCap(Sum):
    """`limits.co2e_tonnes`."""

    name = "limits.co2e_tonnes"
    measure = "grams"

    @cached_property
    def amounts(self) -> Int64:
        """Grams."""
        return self.block.columns.grams


def limits_of(shuttles: Shuttles) -> list[Limit]:
    """The limits that are in force on a block, but for those of persons; always in the same order."""
    return list(_limits(shuttles))


def _limits(shuttles: Shuttles) -> Iterator[Limit]:
    block = shuttles.block
    policy, limits = block.scenario.policy, block.scenario.limits
    if policy.max_travellers_per_flight is not None:
        yield FlightLimit(block)
    if policy.max_key_travellers_per_flight is not None:
        yield KeyLimit(block)
    if policy.max_team_share_per_flight is not None:
        yield TeamLimit(block)
    if any(np.any(candidate.table.seats < NO_LIMIT) for candidate in block.candidates):
        yield SeatLimit(block)
    if any(candidate.choices.venue.rooms is not None for candidate in block.candidates):
        yield RoomLimit(block)
    for number, candidate in enumerate(block.candidates):
        if candidate.choices.event.budget_minor is not None:
            yield Budget(shuttles, candidate.choices.event.budget_minor, (number,), "event.budget")
    if limits.budget_minor is not None:
        left = limits.budget_minor - block.spent.cash
        yield Budget(shuttles, left, tuple(range(len(block.candidates))), "limits.budget")
    if limits.co2e_g is not None:
        yield Co2eCap(block, limits.co2e_g - block.spent.grams)
