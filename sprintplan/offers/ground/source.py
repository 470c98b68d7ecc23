"""Journeys on the ground beside a source's flights: a row for each evening, or last day, that somebody may need."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.events import Presence, presence
from sprintplan.domain.ground import MODES
from sprintplan.domain.model import Cabin
from sprintplan.domain.people import Person
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.ground.journeys import GroundJourney, ground_journeys, may_be_linked
from sprintplan.offers.ground.place import place_of_home
from sprintplan.offers.source import OfferSource, least_offers
from sprintplan.offers.table import UNKNOWN, Ints, Mask, OfferTable
from sprintplan.offers.table_join import joined
from sprintplan.units import MINUTES_PER_DAY, day_number, money_text
from sprintplan.world.airports import airports
from sprintplan.world.emissions import EMBEDDED
from sprintplan.world.zones import local_from_utc, utc_from_local

if TYPE_CHECKING:
    from sprintplan.offers.estimate.products import Shop

FILE = "ground.csv"
STATED = "stated in ground.csv"
CO2E_SOURCES = (EMBEDDED, STATED)
KEPT_TABLES = 3
"""The last venues asked for are asked for again, when a plan is written and verified."""
Days = NDArray[np.int64]


class Trips(NamedTuple):
    """Rows of one journey and direction: (k,) minutes since 1970 in UTC, and the minute that they were timed for."""

    journey: GroundJourney
    place: int
    home: int
    outbound: bool
    timed_for: int
    departs_utc: Days


class GroundJourneys:
    """Journeys on the ground of a scenario, by venue; what was made for the last venues is kept."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._made: dict[str, OfferTable] = {}
        self._demand: Demand | None = None

    def __getstate__(self) -> dict[str, object]:
        """What another process needs to make the same: no tables, which it makes itself."""
        return {**self.__dict__, "_made": {}, "_demand": None}

    def to_and_from(self, venue: Venue) -> OfferTable:
        """Every ground journey to and from a venue, by place, journey, direction and day."""
        if venue.id not in self._made:
            self._demand = self._demand or Demand(self._scenario)
            self._made[venue.id] = ground_rows(self._demand, venue)
            for oldest in [*self._made][:-KEPT_TABLES]:
                del self._made[oldest]
        return self._made[venue.id]


class WithGround:
    """A source's offers with journeys on the ground behind them."""

    def __init__(self, inner: OfferSource, ground: GroundJourneys) -> None:
        self.name, self.warnings = inner.name, inner.warnings
        self._inner, self._ground = inner, ground
        self._sold: dict[str, OfferTable] = {}

    def __getstate__(self) -> dict[str, object]:
        """What another process needs to sell the same: no tables, which it makes itself."""
        return {**self.__dict__, "_sold": {}}

    def shop(self, venue: Venue) -> "Shop | None":
        """What makes the flights of a `venue`, as `shop_of` has it."""
        from sprintplan.offers.estimate.shops import shop_of

        return shop_of(self._inner, venue)

    def to_and_from(self, venue: Venue) -> OfferTable:
        """The inner source's rows of a `venue`, then those on the ground by place, journey, direction and day."""
        if venue.id not in self._sold:
            by_air, ground = self._inner.to_and_from(venue), self._ground.to_and_from(venue)
            self._sold[venue.id] = joined([by_air, ground]) if len(ground) else by_air
            for oldest in [*self._sold][:-KEPT_TABLES]:
                del self._sold[oldest]
        return self._sold[venue.id]

    def least(self, venue: Venue, scenario: Scenario) -> OfferTable | None:
        """The least of the inner source for a `venue` under the rules of a `scenario`, and all journeys on the ground;
        None where the inner source takes all of its own."""
        by_air, ground = least_offers(self._inner, venue, scenario), self._ground.to_and_from(venue)
        return joined([by_air, ground]) if by_air is not None and len(ground) else by_air


def ground_rows(demand: "Demand", venue: Venue) -> OfferTable:
    """Every ground journey to and from a `venue` on the days that somebody of its place may need, by the `demand`."""
    trips: list[Trips] = []
    zone = int(airports().zone[airports().numbers(venue.airports)[0]])
    needs_of = demand.at(venue)
    near = may_be_linked(demand.scenario, [demand.homes[place] for place in needs_of], venue)
    for place, needs in compress(needs_of.items(), near):
        person = demand.people[place]
        home = airports().numbers(person.home.airports or person.home.left_out)[0]
        for journey in ground_journeys(demand.scenario, person, venue):
            for outbound, timed_for, days in needs:
                if journey.out if outbound else journey.back:
                    zones = (int(airports().zone[home]), zone)
                    leaves = departures(journey, days * MINUTES_PER_DAY + timed_for, zones, outbound=outbound)
                    trips.append(Trips(journey, place, home, outbound, timed_for, leaves))
    return _table(trips, airports().numbers(venue.airports)[0])


Need = tuple[bool, int, Days]
"""A direction, the minute of the day that journeys are timed for, and the day numbers that somebody may need."""


class Demand:
    """Who comes from where to which event, as far as ground journeys differ by it.

    Attributes
    ----------
    people : one of the people of each place, by its number
    homes : where each place is
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.people: dict[int, Person] = {}
        asked: dict[int, dict[tuple[str, Presence], None]] = {}
        for event in scenario.events:
            for person in scenario.people:
                if (present := presence(event, person)) is not None:
                    place = scenario.place_by_id[person.id]
                    self.people.setdefault(place, person)
                    asked.setdefault(place, {})[event.id, present] = None
        self.homes = {place: place_of_home(person.home) for place, person in self.people.items()}
        self._coming = {place: tuple(calls) for place, calls in sorted(asked.items())}
        self._at = cache(self._at_events)

    def at(self, venue: Venue) -> Mapping[int, Sequence[Need]]:
        """By place the evenings of arrival, and the last days, that any of its people may need at a `venue`."""
        return self._at(frozenset(event.id for event in self.scenario.events if venue.id in event.venues))

    def _at_events(self, here: frozenset[str]) -> Mapping[int, Sequence[Need]]:
        """The same at any venue of these events."""
        needs = cache(self._needs)
        asked = {
            place: needs(tuple(call for call in calls if call[0] in here)) for place, calls in self._coming.items()
        }
        return {place: mine for place, mine in asked.items() if mine}

    def _needs(self, calls: tuple[tuple[str, Presence], ...]) -> list[Need]:
        """What people need who are called to these events on these days."""
        mine: dict[tuple[bool, int], set[int]] = {}
        for called, present in calls:
            event = self.scenario.event_by_id[called]
            eves = {day_number(present.eve(day)) for day in event.starts}
            mine.setdefault((True, event.arrive_by_min), set()).update(self._evenings(eves))
            last_days = {day_number(present.last_day(day)) for day in event.starts}
            mine.setdefault((False, event.depart_after_min), set()).update(last_days)
        return [(out, at, np.array(sorted(days), np.int64)) for (out, at), days in mine.items()]

    def _evenings(self, eves: Iterable[int]) -> set[int]:
        """Day numbers of the eves, and of those so many evenings earlier as anybody may come."""
        early = range(self.scenario.most_early_nights + 1)
        return {eve - nights for eve in eves for nights in early}


def departures(journey: GroundJourney, due_local: Days, zones: tuple[int, int], *, outbound: bool) -> Days:
    """(k,) minutes since 1970 in UTC at which a journey starts that is due at given times of the venue's clock.

    Way out: the latest start within the journey's span from which it arrives by then. Way home: the earliest start
    within the span from then on.

    Parameters
    ----------
    journey : the journey
    due_local : (k,) minutes since 1970 on the wall clock of the venue
    zones : number of the time zone at home, and at the venue
    outbound : whether it goes outbound
    """
    due = utc_from_local(zones[1], due_local).astype(np.int64)
    start = due - journey.minutes if outbound else due
    here = zones[0] if outbound else zones[1]
    local = local_from_utc(here, start).astype(np.int64)
    moved = local + _shift(local % MINUTES_PER_DAY, journey.from_min, journey.until_min, back=outbound)
    return np.where(moved == local, start, utc_from_local(here, moved)).astype(np.int64)


def are_estimates(table: OfferTable) -> Mask:
    """(n,) which rows of the `table` are estimated: on the ground unless ground.csv states them, by air where the
    source estimates."""
    return np.where(table.on_ground, table.file == UNKNOWN, table.source == "estimate")


def is_estimate(table: OfferTable, row: int) -> bool:
    """Whether the journey of a `row` of the `table` is estimated: on the ground unless ground.csv states it, by air
    where the source estimates."""
    return bool(table.file[row] == UNKNOWN) if table.on_ground[row] else table.source == "estimate"


def ground_id(table: OfferTable, row: int) -> str:
    """The id by which plans name the estimated journey on the ground of a `row` of the `table`: mode, direction, start,
    minutes and fare."""
    leaves = np.datetime64(int(table.departs_local[row]), "m")
    way = "out" if table.first_leg[row] else "home"
    fare = money_text(int(table.original_minor[row]), table.currencies[table.currency[row]])
    return f"{MODES[table.mode[row]]} {way} {leaves} {table.duration_min[row]} min {fare}"


def _shift(minute: Days, first: int, last: int, *, back: bool) -> Days:
    """Minutes to the nearest moment of the span before (`back`) or after a minute of the day; 0 within the span.

    A span that ends before it begins passes midnight.
    """
    inside = (minute >= first) & (minute <= last) if first <= last else (minute >= first) | (minute <= last)
    wait = -((minute - last) % MINUTES_PER_DAY) if back else (first - minute) % MINUTES_PER_DAY
    return np.where(inside, 0, wait)


def _table(trips: list[Trips], end: int) -> OfferTable:
    """All rows as columns; `end` is the number of the venue's first airport."""
    sizes = [len(one.departs_utc) for one in trips]

    def each(values: Iterable[int], kind: type[np.signedinteger[Any]]) -> Ints:
        return np.repeat(np.array(list(values), kind), sizes)

    currencies = tuple(dict.fromkeys(one.journey.currency for one in trips))
    outbound = each((one.outbound for one in trips), np.int8) > 0
    departs = np.concatenate([np.zeros(0, np.int64), *(one.departs_utc for one in trips)])
    arrives = departs + each((one.journey.minutes for one in trips), np.int64)
    stated = each((one.journey.line for one in trips), np.int32)
    return OfferTable(
        source="files",
        segments=np.broadcast_to(np.int8(1), len(departs)),
        cabin=np.broadcast_to(np.int8(Cabin.FIRST), len(departs)),
        fare_minor=each((one.journey.fare_minor for one in trips), np.int64),
        original_minor=each((one.journey.original_minor for one in trips), np.int64),
        currency=each((currencies.index(one.journey.currency) for one in trips), np.int16),
        co2e_g=each((one.journey.co2e_g for one in trips), np.int64),
        first_leg=outbound,
        file=np.where(stated < 0, UNKNOWN, 0).astype(np.int16),
        line=stated,
        currencies=currencies,
        files=(FILE,),
        co2e_from=each((one.journey.stated_co2e for one in trips), np.int8),
        co2e_sources=CO2E_SOURCES,
        mode=each((one.journey.mode for one in trips), np.int8),
        place=each((one.place for one in trips), np.int32),
        timed_for=each((one.timed_for for one in trips), np.int16),
        **_segment_columns(each((one.home for one in trips), np.int16), end, outbound, departs, arrives),
    )


def _segment_columns(home: Ints, end: int, outbound: Mask, departs: Days, arrives: Days) -> dict[str, Any]:
    """By name, (1, n) the columns of the one segment of each journey, from and to the first airports of both ends."""
    venue = np.full(len(home), end, np.int16)
    origin, destination = np.where(outbound, home, venue), np.where(outbound, venue, home)

    def clock(airport: Ints, utc: Days) -> Ints:
        return local_from_utc(airports().zone[airport], utc).astype(np.int32)[None]

    return {
        "seg_origin": origin[None],
        "seg_destination": destination[None],
        "seg_departs_utc": departs.astype(np.int32)[None],
        "seg_arrives_utc": arrives.astype(np.int32)[None],
        "seg_departs_local": clock(origin, departs),
        "seg_arrives_local": clock(destination, arrives),
        "seg_cabin": np.zeros((1, len(home)), np.int8),
    }
