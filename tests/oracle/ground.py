"""Journeys on the ground as one person has them: which rows of ground.csv are theirs, and when each runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache, cached_property
from typing import TYPE_CHECKING

from sprintplan.domain.exchange import rate_of
from sprintplan.domain.ground import GroundEnd, GroundRow
from sprintplan.domain.model import Cabin
from sprintplan.offers.ground.fares import MILEAGE
from sprintplan.world.airports import airports
from sprintplan.world.cities import find_city
from sprintplan.world.distance import great_circle_km
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
    ends = (visit.person.home.airports[0], visit.venue.airports[0])
    clocks = ends if out else ends[::-1]
    journey = GroundJourney(
        number=number,
        quote=Emits(_grams(visit, row)),  # type: ignore[arg-type]
        fare_minor=_paid(visit, row),
        row=row,
        begins=begins,
        ends=begins + row.minutes * MINUTE,
        clocks=clocks,
        out=out,
    )
    return Offer(journey, None, None)


def _paid(visit: "Visit", row: GroundRow) -> int:
    """The fare in the company's money; a car is paid at most the cheapest train where the policy says so."""
    terms, own = visit.scenario.policy.ground, _fare(visit, row)
    trains = [one for one in visit.scenario.ground if one.mode == "train" and _serves(visit, one)]
    if row.mode != "car" or not terms.mileage_at_most_fare or not trains:
        return own
    return min(own, *(_fare(visit, one) for one in trains))


def _fare(visit: "Visit", row: GroundRow) -> int:
    if row.fare_minor is None:
        rate = visit.scenario.policy.ground.mileage
        official, currency = MILEAGE[visit.person.home.country]
        amount = Fraction(str(_kilometres(visit))) * Fraction(13, 10) * Fraction(official if rate is None else rate)
        if rate is not None or currency == visit.scenario.currency:
            return half_up(amount * 100)
        found = rate_of(visit.scenario.currency, currency, visit.scenario.stated_rates, visit.scenario.rates_date)
        assert found is not None
        return half_up(Fraction(half_up(amount * 100)) / Fraction(found.rate))
    stated = visit.scenario.stated_rates.get(row.currency)
    return row.fare_minor if stated is None else half_up(Fraction(row.fare_minor) / Fraction(stated.rate))


def _grams(visit: "Visit", row: GroundRow) -> int:
    """What the row states, else grams a kilometre of the way that is so much longer than straight."""
    if row.co2e_g is not None:
        return row.co2e_g
    abroad = visit.person.home.country != visit.venue.country
    a_kilometre, longer = {
        "train": (4.46 if abroad else 35.46, 1.2),
        "coach": (27.76, 1.3),
        "car": (167.25, 1.3),
        "ferry": (18.71, 1.0),
    }[row.mode]
    return half_up(Fraction(a_kilometre * longer * _kilometres(visit)))


def _kilometres(visit: "Visit") -> float:
    """From city to city."""
    home, ends = visit.person.home, []
    for text in (_served(home.airports[0]) if home.coded else home.text, f"{visit.venue.city}, {visit.venue.country}"):
        city = find_city(*text.rsplit(", ", 1))
        assert city is not None
        ends += [city.latitude, city.longitude]
    return float(great_circle_km(*ends))


def _serves(visit: "Visit", row: GroundRow) -> bool:
    there = _is_home(visit, row.origin) and _is_venue(visit, row.destination)
    return there or (_is_home(visit, row.destination) and _is_venue(visit, row.origin))


def _out(visit: "Visit", row: GroundRow, evening: date) -> datetime:
    """The latest start, minute by minute, that arrives in time for an evening and lies in the span."""
    due = datetime.combine(evening, datetime.min.time()) + visit.event.arrive_by_min * MINUTE
    latest = instant(visit.venue.airports[0], due) - row.minutes * MINUTE
    return _first_in_span(row.from_min, row.until_min, visit.person.home.airports[0], latest, -MINUTE)


def _back(visit: "Visit", row: GroundRow) -> datetime:
    """The earliest start, minute by minute, after the last day that lies in the span."""
    ready = datetime.combine(visit.last_day, datetime.min.time()) + visit.event.depart_after_min * MINUTE
    earliest = instant(visit.venue.airports[0], ready)
    return _first_in_span(row.from_min, row.until_min, visit.venue.airports[0], earliest, MINUTE)


@cache
def _first_in_span(from_min: int, until_min: int, code: str, begins: datetime, step: timedelta) -> datetime:
    """The first instant, step by step, at which the airport's clock is in the span."""
    while not _runs(from_min, until_min, wall_at(code, begins)):
        begins += step
    return begins


def _runs(from_min: int, until_min: int, wall: datetime) -> bool:
    minute = wall.hour * 60 + wall.minute
    if from_min <= until_min:
        return from_min <= minute <= until_min
    return minute >= from_min or minute <= until_min


def _is_home(visit: "Visit", end: GroundEnd) -> bool:
    if end.person is not None:
        return end.person in (visit.person.id, visit.person.id.partition("#")[0])
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
