"""Limits on how many travellers use one thing: a flight, an offer with few seats, a night at a venue.

Each has a key for each thing that runs out, and enters the model key by key, where a choice breaks it.
"""

from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.bookings import Booking
from sprintplan.offers.table import NO_LIMIT, Int64, Mask
from sprintplan.solver.constraints.in_force import BlockLimit
from sprintplan.solver.constraints.limit import CountLimit, PlacesLimit, ShareLimit, TableLimit
from sprintplan.solver.constraints.rows import SLIGHT, Rows
from sprintplan.solver.constraints.shuttles import Shuttles
from sprintplan.solver.instance.block import NOTHING, ColumnCounts
from sprintplan.solver.instance.groups import KEY_ROLE, NO_TEAM, team_share
from sprintplan.units import day_number


class CapacityLimit(BlockLimit):
    """A capacity limit: at most `caps(key)` travellers on each resource: a flight, an offer with few seats, a night."""

    @cached_property
    @abstractmethod
    def keys(self) -> Int64:
        """(k, m) keys of up to k resources of which a traveller on each column uses one, NOTHING as padding."""

    @abstractmethod
    def caps(self, keys: Int64) -> Int64:
        """(k,) how many travellers each of the `keys`, (k,), has room for."""

    def broken(self, chosen: ColumnCounts) -> frozenset[int]:
        """Keys that more travellers use than there is."""
        known, heads = self._heads(chosen)
        return frozenset(known[heads > self.caps(known) + SLIGHT].tolist())

    def full(self, chosen: ColumnCounts) -> frozenset[int]:
        """Keys of which the choice `chosen` leaves nothing."""
        known, heads = self._heads(chosen)
        return frozenset(known[heads >= self.caps(known) - SLIGHT].tolist())

    def _heads(self, chosen: ColumnCounts) -> tuple[Int64, NDArray[np.float64]]:
        """(k,) the keys that a choice uses, and how many travellers use each."""
        keys = self.keys.take(chosen.column, axis=1)
        used = np.flatnonzero(keys != NOTHING)
        mine = keys.take(used)
        order = mine.argsort()
        mine, each = mine.take(order), np.broadcast_to(chosen.count, keys.shape).take(used.take(order))
        first = np.flatnonzero(np.append(True, mine[1:] != mine[:-1])[: len(mine)])
        heads = np.add.reduceat(each, first) if len(first) else each
        return mine.take(first), heads.astype(np.float64)

    def broken_alone(self, chosen: ColumnCounts) -> Mask:
        """(candidates,) at which of them some key is used by more of its own travellers than there is."""
        key, candidate, heads = self.heads_alone(chosen)
        over = np.zeros(len(self.block), np.bool_)
        over[candidate[heads > self.caps_alone(key, candidate) + SLIGHT]] = True
        return over

    def heads_alone(self, chosen: ColumnCounts) -> tuple[Int64, Int64, NDArray[np.float64]]:
        """(k,) key, candidate, and how many of the travellers of that candidate use that key in the choice `chosen`,
        wherever anybody does."""
        keys, many = self.keys.take(chosen.column, axis=1), len(self.block)
        used = np.flatnonzero(keys != NOTHING)
        if not len(used):
            return used, used, np.zeros(0)
        owner = np.broadcast_to(self.block.candidate.take(chosen.column), keys.shape).take(used)
        mine = keys.take(used) * many + owner
        order = mine.argsort()
        mine, heads = mine.take(order), np.broadcast_to(chosen.count, keys.shape).take(used.take(order))
        first = np.flatnonzero(np.append(True, mine[1:] != mine[:-1]))
        key, candidate = np.divmod(mine.take(first), many)
        return key, candidate, np.asarray(np.add.reduceat(heads, first), np.float64)

    def caps_alone(self, keys: Int64, candidate: Int64) -> Int64:
        """(k,) how many travellers each of the `keys`, (k,), has room for at a `candidate`, (k,), that is alone."""
        return self.caps(keys)

    def possible(self, columns: Int64) -> frozenset[int]:
        """Keys that more people could use than there is, where everybody takes one of these columns."""
        keys = self.keys.take(columns, axis=1)
        slot, at = np.nonzero(keys != NOTHING)
        size = len(self.block.count)
        known, number = np.unique(keys[slot, at], return_inverse=True)
        pair = np.unique(number * size + self.block.columns.group[columns[at]])
        heads = np.bincount(pair // size, self.block.count[pair % size], len(known))
        return frozenset(known[heads > self.caps(known)].tolist())

    def add_rows(self, rows: Rows) -> None:
        """Add one row to `rows` for each active key."""
        if not self.active:
            return
        active = np.array(sorted(self.active), np.int64)
        at = np.minimum(np.searchsorted(active, self.keys), len(active) - 1)
        slot, column = np.nonzero(active[at] == self.keys)
        rows.add_many(self.caps(active), at[slot, column], column, 1)


class _OfFlights(CapacityLimit, TableLimit):
    """A limit of `[policy]` on every flight; looser, a candidate whose cheapest choice kept it still keeps it."""

    @classmethod
    def on(cls, shuttles: Shuttles) -> Iterator[Self]:
        """Once, where the policy states it."""
        if cls.is_stated(shuttles.block.scenario):
            yield cls(shuttles.block)


class _TravellersOfFlights(_OfFlights, CountLimit):
    """A stated number of travellers on every flight."""

    def caps(self, keys: Int64) -> Int64:
        """The same on every flight, but never less than are booked on it."""
        stated: int = self.stated(self.block.scenario)
        return np.asarray(np.maximum(stated, self.block.booked_on(keys, self.counts)))

    def counts(self, booking: Booking) -> bool:
        """Whether the limit counts who holds a booking."""
        return True


class FlightLimit(_TravellersOfFlights):
    """`policy.max_travellers_per_flight`."""

    key = "policy.max_travellers_per_flight"
    member = "max_travellers_per_flight"
    complaint = "Too few travellers may share a flight"

    @cached_property
    def keys(self) -> Int64:
        """(s, m) flights."""
        return self.block.flights


class KeyLimit(_TravellersOfFlights):
    """`policy.max_key_travellers_per_flight`."""

    key = "policy.max_key_travellers_per_flight"
    member = "max_key_travellers_per_flight"
    complaint = "Too few key travellers may share a flight"

    def counts(self, booking: Booking) -> bool:
        """Key travellers alone."""
        return booking.person in self._key_people

    @cached_property
    def _key_people(self) -> frozenset[str]:
        return frozenset(person.id for person in self.block.scenario.people if KEY_ROLE in person.roles)

    @cached_property
    def keys(self) -> Int64:
        """(s, m) flights of key travellers."""
        key = self.block.group_column("key").astype(np.bool_)[self.block.columns.group]
        return np.where(key, self.block.flights, NOTHING)


class TeamLimit(_OfFlights, ShareLimit):
    """`policy.max_team_share_per_flight`: of the travellers to that event of every team that it binds."""

    key = "policy.max_team_share_per_flight"
    member = "max_team_share_per_flight"
    complaint = "Too few travellers of a team may share a flight"

    @cached_property
    def _teams(self) -> int:
        return max(1, *(len(candidate.groups.teams) for candidate in self.block.candidates))

    @cached_property
    def keys(self) -> Int64:
        """Flights, by candidate and team."""
        team = self.block.group_column("team")[self.block.columns.group]
        crew = self.block.candidate * self._teams + team
        flights = self.block.flights
        known = (flights != NOTHING) & (team != NO_TEAM)
        return np.where(known, flights * len(self._most) + crew, NOTHING)

    @cached_property
    def _most(self) -> Int64:
        """(candidates x teams,) the share of those who fly."""
        size = np.zeros(len(self.block.candidates) * self._teams, np.int64)
        for number, candidate in enumerate(self.block.candidates):
            team, count = candidate.groups.team[candidate.flying], candidate.groups.count[candidate.flying]
            np.add.at(size, number * self._teams + team[team != NO_TEAM], count[team != NO_TEAM])
        return team_share(self.block.scenario.policy, size)

    def caps(self, keys: Int64) -> Int64:
        """By candidate and team, but never less than are booked."""
        most, crew = self._most[keys % len(self._most)], keys % len(self._most)
        if not self.block.scenario.history.bookings:
            return np.asarray(most)
        booked = np.zeros(len(keys), np.int64)
        for number in np.unique(crew).tolist():
            mine = crew == number
            booked[mine] = self.block.booked_on(keys[mine] // len(self._most), self._crew(number))
        return np.maximum(most, booked)

    def _crew(self, number: int) -> Callable[[Booking], bool]:
        """Whether somebody with a booking is of a team, for the candidate's event."""
        candidate = self.block.candidates[number // self._teams]
        teams, event = candidate.groups.teams, candidate.choices.event.id
        name = teams[number % self._teams] if number % self._teams < len(teams) else ""
        mine = {person.id for person in self.block.scenario.people if name and person.team == name}
        return lambda booking: booking.event == event and booking.person in mine


class SeatLimit(CapacityLimit):
    """Seats that offers state; no rule of the workspace, so that nothing loosens it."""

    @classmethod
    def on(cls, shuttles: Shuttles) -> Iterator[Self]:
        """Once, where any offer states seats."""
        if any(np.any(candidate.table.seats < NO_LIMIT) for candidate in shuttles.block.candidates):
            yield cls(shuttles.block)

    @cached_property
    def keys(self) -> Int64:
        """Offers that state seats."""
        return self.block.seats[0]

    @cached_property
    def _most(self) -> tuple[Int64, Int64]:
        keys, most = self.block.seats
        few = np.flatnonzero(keys != NOTHING)
        known, first = np.unique(keys.take(few), return_index=True)
        return known, most.take(few.take(first))

    def caps(self, keys: Int64) -> Int64:
        """What each offer states."""
        known, most = self._most
        return np.asarray(most[np.minimum(np.searchsorted(known, keys), len(known) - 1)])


class RoomLimit(CapacityLimit, PlacesLimit):
    """`venues.rooms` on each night, beyond the nights that everybody needs anyway."""

    key = "venues.rooms"
    member = "rooms"
    complaint = "The venues have too few rooms"
    _NIGHTS = 1 << 20
    """More than there are days since 1970: a key is the number of the venue times this, and the day of the night."""

    @classmethod
    def on(cls, shuttles: Shuttles) -> Iterator[Self]:
        """Once, where any venue of the block states rooms."""
        if any(candidate.choices.venue.rooms is not None for candidate in shuttles.block.candidates):
            yield cls(shuttles.block)

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
        classes = candidate.groups.traveller[columns.group]
        begin = day_number(candidate.choices.event.starts[candidate.start])
        eve = begin + (candidate.choices.classes.first - 2)[classes]
        last = begin + (candidate.choices.classes.last - 1)[classes]
        early, late = columns.early, columns.late
        nights = [np.where(early > n, eve - 1 - n, NOTHING) for n in range(int(early.max(initial=0)))]
        nights += [np.where(late > n, last + n, NOTHING) for n in range(int(late.max(initial=0)))]
        if venue.rooms is None or not nights:
            return np.full((1, len(columns)), NOTHING, np.int64)
        place = self.block.venue_number(candidate) * self._NIGHTS
        return np.stack([np.where(night == NOTHING, NOTHING, place + night) for night in nights])

    @cached_property
    def _beds(self) -> list[dict[int, int]]:
        """By candidate the people who sleep at its venue on a night whatever journeys they take."""
        by_candidate = []
        for candidate in self.block.candidates:
            place = self.block.venue_number(candidate) * self._NIGHTS
            eve = day_number(candidate.choices.event.starts[candidate.start]) - 1
            nights = enumerate(candidate.choices.attending.beds[candidate.start].tolist())
            by_candidate.append({place + eve + n: beds for n, beds in nights})
        return by_candidate

    @cached_property
    def _all_beds(self) -> dict[int, int]:
        """People who sleep at a venue on a night whatever journeys they take, of all candidates."""
        by_night = Counter[int]()
        for beds in self._beds:
            by_night.update(beds)
        return dict(by_night)

    def caps(self, keys: Int64) -> Int64:
        """Rooms that are left."""
        return np.array([self._left(key, self._all_beds) for key in keys.tolist()], np.int64)

    def caps_alone(self, keys: Int64, candidate: Int64) -> Int64:
        """Rooms that are left of a candidate's own."""
        asked = zip(keys.tolist(), candidate.tolist(), strict=True)
        return np.array([self._left(key, self._beds[number]) for key, number in asked], np.int64)

    def _left(self, key: int, beds: dict[int, int]) -> int:
        return (self.block.scenario.venues[key // self._NIGHTS].rooms or 0) - beds.get(key, 0)

    def holds(self) -> bool:
        """Whether the nights that everybody needs anyway find rooms, where events share a venue."""
        return self._find_rooms(self._all_beds)

    def holds_alone(self) -> Mask:
        """(candidates,) whether they do at each, if it were the only one of the block."""
        return np.array([self._find_rooms(beds) for beds in self._beds], np.bool_)

    def _find_rooms(self, beds: dict[int, int]) -> bool:
        venues = self.block.scenario.venues
        return all(venues[key // self._NIGHTS].rooms is None or self._left(key, beds) >= 0 for key in beds)


CAPACITY_LIMITS: tuple[type[CapacityLimit], ...] = (FlightLimit, KeyLimit, TeamLimit, SeatLimit, RoomLimit)
"""Every limit that counts heads, in the order of their rows."""
