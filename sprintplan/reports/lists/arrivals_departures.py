"""Every traveller's arrival at and departure from an event."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sprintplan.domain.journey_record import JourneyRecord, SegmentRecord
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.trip import Trip
from sprintplan.reports.lists.people import OfPerson, trips_of

Direction = Literal["arrival", "departure"]
LATE = 24
"""Sorts what has no hour behind the day's hours."""


@dataclass(frozen=True)
class Passage(OfPerson):
    """Somebody reaches an event, or leaves it; without a journey by own travel, on a date alone."""

    direction: Direction
    day: date
    at: datetime | None
    journey: JourneyRecord | None
    flight: SegmentRecord | None

    @property
    def airport(self) -> str:
        """The venue's airport; empty by own travel and on the ground."""
        if self.flight is None:
            return ""
        return (self.flight.destination if self.direction == "arrival" else self.flight.origin) or ""

    @property
    def hour(self) -> int | None:
        """The clock hour at the airport."""
        return None if self.at is None else self.at.hour

    @property
    def group(self) -> tuple[date, int, str, str]:
        """What people who can share a ride have in common: date, hour, airport, direction."""
        return self.day, LATE if self.hour is None else self.hour, self.airport, self.direction


def passages(plan: Plan) -> list[Passage]:
    """Arrivals and departures of a `plan` by event, date, hour, airport and direction, then by time and name; local
    times.

    People at home there and people who cannot attend neither arrive nor leave.
    """
    order = {event.event: number for number, event in enumerate(plan.events)}
    rows = [passage for mine in trips_of(plan) for passage in _passages(mine.event, mine.trip)]
    return sorted(rows, key=lambda one: (order[one.event.event], one.group, str(one.at), one.trip.name))


def _passages(event: EventPlan, trip: Trip) -> Iterator[Passage]:
    if trip.outbound:
        yield _flown(event, trip, "arrival", trip.outbound)
    if trip.inbound:
        yield _flown(event, trip, "departure", trip.inbound)
    if trip.status == "own_travel":
        yield from _by_own_means(event, trip)


def _flown(event: EventPlan, trip: Trip, direction: Direction, journey: JourneyRecord) -> Passage:
    arrives = direction == "arrival"
    at = datetime.fromisoformat(journey.arrives_at if arrives else journey.departs_at)
    flight = journey.segments[-1 if arrives else 0] if journey.segments else None
    return Passage(event, trip, direction, at.date(), at, journey, flight)


def _by_own_means(event: EventPlan, trip: Trip) -> Iterator[Passage]:
    if comes := trip.check_in or trip.first_day:
        yield Passage(event, trip, "arrival", comes, None, None, None)
    if leaves := trip.check_out or trip.last_day:
        yield Passage(event, trip, "departure", leaves, None, None, None)
