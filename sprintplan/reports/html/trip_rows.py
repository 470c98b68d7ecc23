"""The table of trips: one row a trip, what needs attention first; and who travels longest."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.trip import Trip
from sprintplan.reports.formatting import clock
from sprintplan.reports.html.concerns import remarks
from sprintplan.reports.html.filters import unbroken
from sprintplan.reports.notice_order import in_order
from sprintplan.reports.text.trips import flight_code
from sprintplan.world.airports import airports
from sprintplan.world.cities import country_name

MOST_LONGEST = 10
MOST_TRIPS = 4_000
"""Trips that a page has in its table, so that a browser opens it at once whatever the company."""
STATUS = {"remote": "cannot attend", "local": "lives nearby", "own_travel": "own travel", "travels": "no journey"}


@dataclass(frozen=True)
class WayRow:
    """One journey as a row tells it; `flights` is empty where the source knows no numbers."""

    route: str
    flights: str
    leaves: str
    arrives: str
    arrives_on: str
    leaves_at: str
    minutes: int
    cabin: str


@dataclass(frozen=True)
class Row:
    """A trip of an event, the event by its position in the plan; `rank` orders by attention, `words` are found by a
    search and stand nowhere: cities, countries and names of the airports on the way."""

    rank: int
    trip: Trip
    event: EventPlan
    number: int
    out: WayRow | None
    home: WayRow | None
    minutes: int
    remarks: tuple[str, ...]
    words: str

    @property
    def status(self) -> str:
        """How the person comes, where they have no journey."""
        return STATUS[self.trip.status]


@dataclass(frozen=True)
class PartRow:
    """A trip as a part of its traveller's bar; `number` is the event's position in the plan."""

    row: Row
    begin: float
    length: float


@dataclass(frozen=True)
class Long:
    """One of those who travel longest in the year, with their trips; 1000 is as long as the longest."""

    trip: Trip
    minutes: int
    parts: tuple[PartRow, ...]


def trip_rows(plan: Plan) -> tuple[Row, ...]:
    """Trips of the `plan`: events in their order, in each who cannot attend and what needs a look first; of a plan with
    more than `MOST_TRIPS` the first of each event, in equal parts."""
    most = MOST_TRIPS // max(1, len(plan.events)) if is_cut(plan) else MOST_TRIPS
    rows = [(trip, event, number) for number, event in enumerate(plan.events) for trip in in_order(event.trips)[:most]]
    return tuple(_row(rank, *each) for rank, each in enumerate(rows))


def is_cut(plan: Plan) -> bool:
    """Whether a page of the `plan` has not room for every trip, so that those go into a file beside it."""
    return sum(len(event.trips) for event in plan.events) > MOST_TRIPS


def longest(plan: Plan) -> tuple[Long, ...]:
    """The people of a `plan` with most hours in journeys over all events, the longest first."""
    minutes: Counter[str] = Counter()
    for event in plan.events:
        for who, trip in event.trips.pairs():
            minutes[who.person] += sum(way.duration_minutes for way in (trip.outbound, trip.inbound) if way)
    # Counter.most_common keeps the order of the plan among those who travel equally long.
    people = [person for person, spent in minutes.most_common(MOST_LONGEST) if spent]
    own: dict[str, list[Row]] = {person: [] for person in people}
    for number, event in enumerate(plan.events):
        for trip in event.trips.where(lambda one: one.person in own):
            row = _row(0, trip, event, number)
            own[trip.person] += [row] if row.minutes else []
    return tuple(_long(rows, _minutes(own[people[0]])) for rows in own.values())


def _minutes(rows: Sequence[Row]) -> int:
    return sum(row.minutes for row in rows)


def _long(rows: Sequence[Row], most: int) -> Long:
    begins = accumulate((row.minutes for row in rows), initial=0)
    parts = tuple(
        PartRow(row, round(1000 * at / most, 1), round(1000 * row.minutes / most, 1))
        for row, at in zip(rows, begins, strict=False)
    )
    return Long(rows[0].trip, _minutes(rows), parts)


def _row(rank: int, trip: Trip, event: EventPlan, number: int) -> Row:
    out, home = _way(trip.outbound), _way(trip.inbound)
    minutes = sum(way.minutes for way in (out, home) if way)
    return Row(rank, trip, event, number, out, home, minutes, tuple(remarks(trip)), _words(trip, event))


def _words(trip: Trip, event: EventPlan) -> str:
    """Where a trip leads, by other words than its codes."""
    ways = [way for way in (trip.outbound, trip.inbound) if way]
    codes = dict.fromkeys(code for way in ways for code in (way.start, *(segment.end for segment in way.segments)))
    places = [event.city, event.venue_name, country_name(event.country) or ""]
    places += [word for code in codes for word in _airport_words(code)]
    return " ".join(dict.fromkeys(filter(None, places)))


@cache
def _airport_words(code: str) -> tuple[str, ...]:
    """City, name and country of an airport; none of a place on the ground, which is named as it is."""
    table = airports()
    number = table.number(code)
    if number is None:
        return ()
    return table.cities[number], table.names[number], country_name(table.countries[number]) or ""


def _way(journey: JourneyRecord | None) -> WayRow | None:
    if journey is None:
        return None
    route = " – ".join([journey.start, *(segment.end for segment in journey.segments)])
    same_day = journey.departs_at[:10] == journey.arrives_at[:10]
    leaves = unbroken(clock(journey.departs_at))
    arrives = journey.arrives_at[11:16] if same_day else unbroken(clock(journey.arrives_at))
    cabin = (journey.cabin or journey.mode).replace("_", " ")
    flights = " ".join(filter(None, map(flight_code, journey.segments)))
    return WayRow(
        route,
        flights,
        leaves,
        arrives,
        unbroken(clock(journey.arrives_at)),
        journey.departs_at,
        journey.duration_minutes,
        cabin,
    )
