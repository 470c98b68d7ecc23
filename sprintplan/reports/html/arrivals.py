"""Arrivals and departures by hour, in local time of the venue's airport: what the shuttle planner needs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.plan import EventPlan
from sprintplan.domain.totals import ShuttleRun

BAR_WIDTH, BAR_GAP, BAR_HEIGHT = 13, 2, 64
"""Units of the drawing of a day: 24 hours beside each other."""


@dataclass(frozen=True)
class Hour:
    """Travellers of one airport in one clock hour, with the shuttle runs that they take, if there are any."""

    airport: str
    hour: int
    travellers: int
    runs: int | None
    cost: str | None


@dataclass(frozen=True)
class Column:
    """The bar of one clock hour."""

    x: float
    y: float
    height: float
    hour: int
    travellers: int


@dataclass(frozen=True)
class Day:
    """One day: its hours by airport, and the bars of all airports together."""

    date: date
    travellers: int
    hours: tuple[Hour, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Movement:
    """All days of one direction."""

    title: str
    days: tuple[Day, ...]
    shuttles: bool


def movements(event: EventPlan) -> tuple[Movement, ...]:
    """Arrivals and departures of an event; a direction that nobody flies is left out."""
    arrivals = Counter(_landing(trip.outbound) for trip in event.trips if trip.outbound and trip.outbound.by_air)
    departures = Counter(_take_off(trip.inbound) for trip in event.trips if trip.inbound and trip.inbound.by_air)
    columns = (("Arrivals", "arrival", arrivals), ("Departures", "departure", departures))
    return tuple(_movement(title, which, counted, event.shuttles) for title, which, counted in columns if counted)


Moment = tuple[date, int, str]


def _landing(way: JourneyRecord) -> Moment:
    return _moment(way.arrives_at, way.end)


def _take_off(way: JourneyRecord) -> Moment:
    return _moment(way.departs_at, way.start)


def _moment(instant: str, airport: str) -> Moment:
    local = datetime.fromisoformat(instant)
    return local.date(), local.hour, airport


def _movement(title: str, which: str, counted: Counter[Moment], shuttles: Iterable[ShuttleRun]) -> Movement:
    runs = {(run.date, run.hour, run.airport): run for run in shuttles if run.direction == which}
    by_hour: Counter[tuple[date, int]] = Counter()
    for (when, hour, _), number in counted.items():
        by_hour[when, hour] += number
    most = max(by_hour.values())
    days = (_day(when, counted, by_hour, most, runs) for when in sorted({when for when, _, _ in counted}))
    return Movement(title, tuple(days), bool(runs))


def _day(
    when: date,
    counted: Counter[Moment],
    by_hour: Counter[tuple[date, int]],
    most: int,
    runs: dict[Moment, ShuttleRun],
) -> Day:
    hours = tuple(_hour(moment, counted[moment], runs.get(moment)) for moment in sorted(counted) if moment[0] == when)
    return Day(when, sum(each.travellers for each in hours), hours, tuple(_columns(when, by_hour, most)))


def _hour(moment: Moment, travellers: int, run: ShuttleRun | None) -> Hour:
    _, hour, airport = moment
    return Hour(airport, hour, travellers, run.runs if run else None, run.cost if run else None)


def _columns(when: date, by_hour: Counter[tuple[date, int]], most: int) -> Iterator[Column]:
    for hour in range(24):
        number = by_hour[when, hour]
        if number:
            height = round(max(2.0, BAR_HEIGHT * number / most), 1)
            x = hour * (BAR_WIDTH + BAR_GAP)
            yield Column(x, round(BAR_HEIGHT - height, 1), height, hour, number)
