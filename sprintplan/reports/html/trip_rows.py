"""The table of trips: one row a trip, what needs attention first; and who travels longest."""

from collections.abc import Sequence
from dataclasses import dataclass

from sprintplan.domain.plan import EventPlan, JourneyRecord, Plan, Trip
from sprintplan.reports.attention import in_order
from sprintplan.reports.html.concerns import remarks
from sprintplan.reports.words import clock

MOST_LONGEST = 10
STATUS = {"remote": "stays away", "local": "at home there", "own_travel": "by own means", "travels": "no journey"}


@dataclass(frozen=True)
class Way:
    """One journey as a row tells it."""

    route: str
    leaves: str
    arrives: str
    leaves_at: str
    minutes: int
    cabin: str


@dataclass(frozen=True)
class Row:
    """A trip of an event, the event by its position in the plan; `rank` orders by attention."""

    rank: int
    trip: Trip
    event: EventPlan
    number: int
    out: Way | None
    home: Way | None
    minutes: int
    remarks: tuple[str, ...]

    @property
    def status(self) -> str:
        """How the person comes, where they have no journey."""
        return STATUS[self.trip.status]


@dataclass(frozen=True)
class Long:
    """One of the longest trips; `length` of 1000 beside the longest."""

    row: Row
    length: float


def trip_rows(plan: Plan) -> tuple[Row, ...]:
    """Every trip of the plan: events in their order, in each who stays away and what needs a look first."""
    told = [(trip, event, number) for number, event in enumerate(plan.events) for trip in in_order(event.trips)]
    return tuple(_row(rank, *each) for rank, each in enumerate(told))


def longest(rows: Sequence[Row]) -> tuple[Long, ...]:
    """The trips with most hours in journeys, the longest first."""
    found = sorted((row for row in rows if row.minutes), key=lambda row: (-row.minutes, row.rank))[:MOST_LONGEST]
    return tuple(Long(row, round(1000 * row.minutes / found[0].minutes, 1)) for row in found)


def _row(rank: int, trip: Trip, event: EventPlan, number: int) -> Row:
    out, home = _way(trip.outbound), _way(trip.inbound)
    minutes = sum(way.minutes for way in (out, home) if way)
    return Row(rank, trip, event, number, out, home, minutes, tuple(remarks(trip)))


def _way(journey: JourneyRecord | None) -> Way | None:
    if journey is None:
        return None
    route = " – ".join([journey.origin, *(segment.destination for segment in journey.segments)])
    same_day = journey.departs_at[:10] == journey.arrives_at[:10]
    leaves = _unbroken(clock(journey.departs_at))
    arrives = journey.arrives_at[11:16] if same_day else _unbroken(clock(journey.arrives_at))
    cabin = journey.cabin.replace("_", " ")
    return Way(route, leaves, arrives, journey.departs_at, journey.duration_minutes, cabin)


def _unbroken(text: str) -> str:
    """The text on one line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")
