"""Journeys on the ground as one person has them: which rows of ground.csv are theirs, and when each runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from sprintplan.domain.ground import GroundEnd, GroundRow
from sprintplan.domain.model import Cabin
from sprintplan.world.airports import airports
from tests.oracle.journeys import MINUTE, Journey, Offer, half_up, instant, wall_at

if TYPE_CHECKING:
    from tests.oracle.visit import Visit

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Emits:
    """What a journey emits, as a quote tells it."""

    co2e_g: int


@dataclass(frozen=True, eq=False)
class GroundJourney(Journey):
    """One journey on the ground; `begins`, `ends` are in UTC, `out` whether it leads to the venue."""

    row: GroundRow
    begins: datetime
    ends: datetime
    clocks: tuple[str, str]
    out: bool

    @cached_property
    def instants(self) -> tuple[tuple[datetime, datetime], ...]:
        return ((self.begins, self.ends),)

    @cached_property
    def departs(self) -> datetime:
        return wall_at(self.clocks[0], self.begins)

    @cached_property
    def lands(self) -> datetime:
        return wall_at(self.clocks[1], self.ends)

    @cached_property
    def cabin(self) -> Cabin:
        return Cabin.FIRST

    @cached_property
    def waits(self) -> tuple[()]:
        return ()

    @cached_property
    def flights(self) -> tuple[()]:
        return ()

    @cached_property
    def carriers(self) -> frozenset[str]:
        return frozenset()


def ground_offers(visit: "Visit") -> Iterator[Offer]:
    """Everything on the ground that the person may need: every evening of arrival, and the first way home."""
    for number, row in enumerate(visit.scenario.ground):
        there = _is_home(visit, row.origin) and _is_venue(visit, row.destination)
        home = _is_home(visit, row.destination) and _is_venue(visit, row.origin)
        if there or (home and row.both_ways):
            for early in range(visit.scenario.policy.most_early_nights + 1):
                yield _offer(
                    visit, row, -1000 * (number + 1) - early, _out(visit, row, visit.eve - early * DAY), out=True
                )
        if home or (there and row.both_ways):
            yield _offer(visit, row, -1000 * (number + 1) - 999, _back(visit, row), out=False)


def _offer(visit: "Visit", row: GroundRow, number: int, begins: datetime, *, out: bool) -> Offer:
    fare, grams = row.fare_minor, row.co2e_g
    assert fare is not None
    assert grams is not None
    ends = (visit.person.home.airports[0], visit.venue.airports[0])
    clocks = ends if out else ends[::-1]
    stated = visit.scenario.stated_rates.get(row.currency)
    minor = fare if stated is None else half_up(Fraction(fare) / Fraction(stated.rate))
    journey = GroundJourney(
        number=number,
        quote=Emits(grams),  # type: ignore[arg-type]
        fare_minor=minor,
        row=row,
        begins=begins,
        ends=begins + row.minutes * MINUTE,
        clocks=clocks,
        out=out,
    )
    return Offer(journey, None, None)


def _out(visit: "Visit", row: GroundRow, evening: date) -> datetime:
    """The latest start, minute by minute, that arrives in time for an evening and lies in the span."""
    due = datetime.combine(evening, datetime.min.time()) + visit.event.arrive_by_min * MINUTE
    begins = instant(visit.venue.airports[0], due) - row.minutes * MINUTE
    while not _runs(row, wall_at(visit.person.home.airports[0], begins)):
        begins -= MINUTE
    return begins


def _back(visit: "Visit", row: GroundRow) -> datetime:
    """The earliest start, minute by minute, after the last day that lies in the span."""
    ready = datetime.combine(visit.last_day, datetime.min.time()) + visit.event.depart_after_min * MINUTE
    begins = instant(visit.venue.airports[0], ready)
    while not _runs(row, wall_at(visit.venue.airports[0], begins)):
        begins += MINUTE
    return begins


def _runs(row: GroundRow, wall: datetime) -> bool:
    minute = wall.hour * 60 + wall.minute
    if row.from_min <= row.until_min:
        return row.from_min <= minute <= row.until_min
    return minute >= row.from_min or minute <= row.until_min


def _is_home(visit: "Visit", end: GroundEnd) -> bool:
    if end.person is not None:
        return end.person == visit.person.id
    home = visit.person.home
    return end.place is not None and _named(end, home.airports, _served(home.airports[0]) if home.coded else home.text)


def _served(code: str) -> str:
    """The city of an airport, as homes write one."""
    number = airports().number(code)
    assert number is not None
    return f"{airports().cities[number]}, {airports().countries[number]}"


def _is_venue(visit: "Visit", end: GroundEnd) -> bool:
    if end.venue is not None:
        return end.venue == visit.venue.id
    venue = visit.venue
    return end.place is not None and _named(end, venue.airports, f"{venue.city}, {venue.country}")


def _named(end: GroundEnd, codes: tuple[str, ...], city: str) -> bool:
    """Rows of random years name airport codes, or the very city that a home or a venue is written with."""
    assert end.place is not None
    if end.place.coded:
        return bool(set(end.place.airports) & set(codes))
    return end.place.text == city
