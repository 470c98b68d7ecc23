"""Candidates that are solved together: their groups and columns one below the other, and what a choice of them uses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.bookings import Booking
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.booked import all_legs, booked_table
from sprintplan.offers.table import NO_LIMIT, UNKNOWN, Int64, Mask
from sprintplan.offers.table_join import joined
from sprintplan.solver.instance.candidate import Candidate, Columns, Way, columns_of
from sprintplan.solver.instance.flight_keys import NO_FLIGHT, flight_keys
from sprintplan.solver.instance.used_elsewhere import NOTHING_USED, UsedElsewhere

NOTHING = -1
"""Stands where a column uses no resource."""
FEW_ROWS = 16
"""Rows are looked at as often as they are bought where the table has so many times as many."""
_FILE, _OFFERS = 33, 1 << 32
"""Offers are known by their line, or by their number where the source gives them one; the latter lie beyond all
lines."""


@dataclass(frozen=True)
class ColumnCounts:
    """A choice: positions in a block's columns, and how many travellers take each, whole or not."""

    column: Int64
    count: Int64 | NDArray[np.float64]


class Block:
    """One candidate of some of the year's events each; columns are sorted by candidate, way, group and cost.

    `group` numbers of its columns run over all candidates; `elsewhere` is what others take of the year's limits.
    """

    def __init__(
        self, scenario: Scenario, candidates: Sequence[Candidate], elsewhere: UsedElsewhere = NOTHING_USED
    ) -> None:
        self.scenario, self.candidates, self.elsewhere = scenario, tuple(candidates), elsewhere
        sizes = [len(candidate.groups.count) for candidate in self.candidates]
        self.first_group = np.cumsum([0, *sizes])

    def __len__(self) -> int:
        return len(self.candidates)

    @cached_property
    def columns(self) -> Columns:
        """Everything that anybody may buy."""
        columns, count = self._parts
        return replace(columns, group=columns.group + np.repeat(self.first_group[:-1], count))

    @cached_property
    def candidate(self) -> Int64:
        """(m,) number of each column's candidate."""
        return np.repeat(np.arange(len(self.candidates)), self._parts[1])

    @cached_property
    def _parts(self) -> tuple[Columns, Int64]:
        """The columns of all candidates, one below the other, and (candidates,) how many each has."""
        if len({id(candidate.relaxation) for candidate in self.candidates}) == 1:
            return columns_of(self.candidates)
        parts = [candidate.columns for candidate in self.candidates]
        return Columns.joined(parts), np.array([len(part) for part in parts], np.int64)

    @cached_property
    def _tables(self) -> list[tuple[Candidate, Int64]]:
        """One candidate of each offer table, and the columns that buy of that table."""
        numbers: dict[int, list[int]] = {}
        for number, candidate in enumerate(self.candidates):
            numbers.setdefault(id(candidate.table), []).append(number)
        if len(numbers) == 1:
            return [(self.candidates[0], np.arange(len(self.columns)))]
        mine = [(self.candidates[of[0]], np.isin(self.candidate, of)) for of in numbers.values()]
        return [(candidate, np.flatnonzero(columns)) for candidate, columns in mine]

    @cached_property
    def count(self) -> Int64:
        """(groups,) how many people each group has, those who do not fly included."""
        return np.concatenate([candidate.groups.count for candidate in self.candidates])

    @cached_property
    def flying(self) -> Int64:
        """Groups that fly, by number."""
        return np.concatenate(
            [c.flying + first for c, first in zip(self.candidates, self.first_group[:-1], strict=True)]
        )

    @cached_property
    def event(self) -> Int64:
        """(candidates,) number of each candidate's event in the scenario."""
        events = [event.id for event in self.scenario.events]
        return np.array([events.index(c.choices.event.id) for c in self.candidates], np.int64)

    def venue_number(self, candidate: Candidate) -> int:
        """Number of a `candidate`'s venue in the scenario."""
        return [venue.id for venue in self.scenario.venues].index(candidate.choices.venue.id)

    def group_column(self, name: str) -> Int64:
        """(groups,) the column `name` of `Groups`, over the groups of all candidates."""
        return np.concatenate([getattr(candidate.groups, name) for candidate in self.candidates])

    @cached_property
    def fixed_minor(self) -> int:
        """The objective of everything that no journey decides."""
        return sum(candidate.fixed_minor for candidate in self.candidates)

    @property
    def flights(self) -> Int64:
        """(2 s, m) number of each flight of a column, NOTHING where there is none; one flight has one number."""
        return self._flights[0]

    def booked_on(self, flights: Int64, counts: Callable[[Booking], bool]) -> Int64:
        """(k,) how many bookings that `counts` takes there are on each of some `flights`, whoever travels on them."""
        bookings, booked = self.scenario.history.bookings, np.zeros(len(flights), np.int64)
        if not bookings:
            return booked
        key, number = self._booked
        wanted = self._flights[1][flights]
        first, last = (np.searchsorted(key, wanted, side).tolist() for side in ("left", "right"))
        for at in np.flatnonzero(np.less(first, last)).tolist():
            booked[at] = sum(counts(bookings[one]) for one in number[first[at] : last[at]].tolist())
        return booked

    @cached_property
    def _booked(self) -> tuple[Int64, Int64]:
        """(b,) key of a flight and number of a live booking that is for it, in the order of the keys, each once."""
        nothing = self.candidates[0].table.take(np.zeros(0, np.int64))
        # Joined with a candidate's table the airlines are numbered as there.
        table = joined([nothing, booked_table(self.scenario, all_legs(self.scenario))])
        keys = flight_keys(table, np.arange(len(table)))
        pairs = np.stack([keys.ravel(), np.broadcast_to(table.booking, keys.shape).ravel()])
        key, number = np.unique(pairs, axis=1)
        return key, number

    @cached_property
    def _flights(self) -> tuple[Int64, Int64]:
        """(2 s, m) numbers of the columns' flights, and (flights,) the key of each number."""
        bought = [self._bought_rows(one, mine) for one, mine in self._tables]
        keys = [flight_keys(one.table, rows) for (one, _), (rows, _) in zip(self._tables, bought, strict=True)]
        known, number = np.unique(np.concatenate([key.ravel() for key in keys]), return_inverse=True)
        some_have_none = bool(len(known)) and known[0] == NO_FLIGHT
        number = number - 1 if some_have_none else number
        parts = np.split(number, np.cumsum([key.size for key in keys])[:-1])
        resources = [part.reshape(key.shape) for part, key in zip(parts, keys, strict=True)]
        deepest = max(len(part) for part in resources)
        numbers = np.empty((2 * deepest, len(self.columns)), np.int64)
        for part, (_, at), (_, mine) in zip(resources, bought, self._tables, strict=True):
            numbers[:, mine] = _padded(part, deepest, at)
        return numbers, known[1:] if some_have_none else known

    def _bought_rows(self, one: Candidate, mine: Int64) -> tuple[Int64, Int64]:
        """Rows of one candidate's table that some columns buy, and (2, k) the place of each column's rows among them,
        one beyond the last where it has none."""
        rows = np.stack([self.columns.out_row[mine], self.columns.back_row[mine]])
        if rows.size * FEW_ROWS < len(one.table):
            bought = np.flatnonzero(rows != UNKNOWN)
            place: Int64 = np.full(rows.shape, len(bought), np.int64)
            np.put(place, bought, np.arange(len(bought)))
            return rows.take(bought), place
        used = np.zeros(len(one.table) + 1, np.bool_)
        used[rows] = True
        used[-1] = False
        bought = np.flatnonzero(used)
        place_of = np.full(len(used), len(bought), np.int64)
        place_of[bought] = np.arange(len(bought))
        return bought, place_of.take(rows)

    @cached_property
    def takes_two(self) -> Mask:
        """(m,) columns whose return is an offer of its own: all that buy it alone, and both ways on two offers."""
        takes_two: Mask = np.asarray(self.columns.way == Way.BACK, np.bool_)
        for one, mine in self._tables:
            both = mine[self.columns.way[mine] == Way.BOTH]
            takes_two[both] = one.table.partner[self.columns.out_row[both]] < 0
        return takes_two

    @cached_property
    def seats(self) -> tuple[Int64, Int64]:
        """(2, m) the offer with few seats that each journey of a column takes one of, NOTHING where it has none, and
        (2, m) how many there are; a both-ways offer's seat is taken once, outbound."""
        out = self.columns.out_row
        back = np.where(self.takes_two, self.columns.back_row, UNKNOWN)
        keys, most = np.full((2, len(out)), NOTHING, np.int64), np.full((2, len(out)), NO_LIMIT, np.int64)
        for one, mine in self._tables:
            table, venue = one.table, self.venue_number(one)
            for slot, rows in enumerate((out, back)):
                at = mine[rows[mine] != UNKNOWN]
                at = at[table.seats[rows[at]] < NO_LIMIT]
                row = rows[at]
                file = np.where(table.file[row] == UNKNOWN, -2 - venue, table.file[row]).astype(np.int64)
                offer = np.where(
                    table.offer[row] == UNKNOWN, table.line[row], table.offer[row].astype(np.int64) + _OFFERS
                )
                keys[slot, at] = _seat_key(file, offer)
                most[slot, at] = table.seats[row]
        return keys, most

    @cached_property
    def change(self) -> Int64:
        """(m,) how much a column changes what was published: its itinerary, then the minutes by which its ends move.

        One itinerary counts more than the minutes of everybody together.
        """
        columns = self.columns
        if not columns.changed.any():
            return np.zeros(len(columns), np.int64)
        most = np.zeros((len(Way), len(self.count)), np.int64)
        np.maximum.at(most, (columns.way, columns.group), columns.moved)
        everybody = int(np.maximum(most[Way.OUT] + most[Way.BACK], most[Way.BOTH]) @ self.count)
        return np.asarray(columns.changed * (everybody + 1) + columns.moved, np.int64)

    def cells(self) -> Int64:
        """(m,) number of each column's group and way; equal ones are neighbours."""
        return self.columns.group * len(Way) + self.columns.way

    def touched_groups(self, mask: Mask) -> Mask:
        """(groups,) whether any column of the mask is the group's."""
        touched = np.zeros(len(self.count), np.bool_)
        touched[self.columns.group[mask]] = True
        return touched

    def objective(self, chosen: ColumnCounts) -> int:
        """The objective of the choice `chosen`, minor units, but for its shuttles."""
        return self.fixed_minor + int(self.columns.cost[chosen.column] @ chosen.count)


def _padded(flights: Int64, deepest: int, at: Int64) -> Int64:
    """(2 x deepest, m) flights of the rows that each column buys; `at` is (2, m), one beyond the last for none."""
    wide = np.pad(flights, ((0, deepest - len(flights)), (0, 1)), constant_values=NOTHING)
    return np.asarray(np.concatenate([wide.take(at[0], axis=1), wide.take(at[1], axis=1)]), np.int64)


def _seat_key(file: Int64, offer: Int64) -> Int64:
    """One number an offer: files count from 0, tables without files from -2 downwards."""
    return np.asarray((file + (1 << 20) << _FILE) + offer, np.int64)
