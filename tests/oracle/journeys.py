"""Quotes as journeys: instants, durations, cabins, flights and fares in the company's money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache, cached_property
from math import floor
from zoneinfo import ZoneInfo

from sprintplan.domain.model import Cabin
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.units import currency_decimals
from sprintplan.world.airports import airports
from sprintplan.world.zones import zone_names
from tests.build.year import Quote

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
Flight = tuple[str, str, datetime, str]


@cache
def zone_of(code: str) -> ZoneInfo:
    """The time zone of an airport."""
    number = airports().number(code)
    assert number is not None, code
    return ZoneInfo(zone_names()[airports().zone[number]])


def country_of(code: str) -> str:
    """The country of an airport."""
    number = airports().number(code)
    assert number is not None, code
    return airports().countries[number]


def instant(code: str, wall: datetime) -> datetime:
    """The instant (UTC) at which the airport's clock shows that time."""
    return wall.replace(tzinfo=zone_of(code)).astimezone(UTC)


def wall_at(code: str, when: datetime) -> datetime:
    """What the airport's clock shows at an instant."""
    return when.astimezone(zone_of(code)).replace(tzinfo=None)


def half_up(value: Fraction) -> int:
    """The nearest whole number, halves upwards."""
    return floor(value + Fraction(1, 2))


@dataclass(frozen=True)
class Wait:
    """A stop at a connecting airport, on its clock."""

    airport: str
    arrives: datetime
    departs: datetime
    minutes: int

    @property
    def touches_two_at_night(self) -> bool:
        """Whether 02:00 of some day lies in the wait, ends included."""
        two = datetime.combine(self.arrives.date(), datetime.min.time()) + timedelta(hours=2)
        return any(self.arrives <= two + timedelta(days=n) <= self.departs for n in range(4))


@dataclass(frozen=True, eq=False)
class Journey:
    """One quote: `number` is its place in the list of quotes, `fare_minor` is in the company's minor units."""

    number: int
    quote: Quote
    fare_minor: int

    @cached_property
    def instants(self) -> tuple[tuple[datetime, datetime], ...]:
        """Departure and arrival of every flight in UTC."""
        hops = self.quote.hops()
        return tuple((instant(hop.origin, hop.departs), instant(hop.destination, hop.arrives)) for hop in hops)

    @cached_property
    def departs(self) -> datetime:
        """The first departure on the wall clock of its airport."""
        return wall_at(self.quote.origin, self.instants[0][0])

    @cached_property
    def lands(self) -> datetime:
        """The last arrival on the wall clock of its airport."""
        return wall_at(self.quote.destination, self.instants[-1][1])

    @cached_property
    def minutes(self) -> int:
        """From first departure to last arrival."""
        return (self.instants[-1][1] - self.instants[0][0]) // MINUTE

    @cached_property
    def cabin(self) -> Cabin:
        """The lowest cabin among flights of over 3 h, or among all where none is that long."""
        hops = self.quote.hops()
        long = [hop.cabin for hop, (up, down) in zip(hops, self.instants, strict=True) if down - up > 180 * MINUTE]
        return min(long or [hop.cabin for hop in hops])

    @cached_property
    def waits(self) -> tuple[Wait, ...]:
        """The stops between flights."""
        waits = []
        for place, (_, landed), (up, _) in zip(self.quote.via, self.instants, self.instants[1:], strict=False):
            waits.append(Wait(place, wall_at(place, landed), wall_at(place, up), (up - landed) // MINUTE))
        return tuple(waits)

    @cached_property
    def flights(self) -> tuple[Flight, ...]:
        """What makes a flight one flight: airports, instant, operating carrier (else the marketing one)."""
        hops = zip(self.quote.hops(), self.instants, strict=True)
        return tuple((hop.origin, hop.destination, up, hop.operator or hop.flight[:2]) for hop, (up, _) in hops)

    @cached_property
    def carriers(self) -> frozenset[str]:
        """Everybody who sells or flies a part of it."""
        return frozenset(hop.flight[:2] for hop in self.quote.hops()) | frozenset(self.quote.operated_by)

    @property
    def travel_days(self) -> tuple[date, date]:
        """First and last of the local dates from departure to landing."""
        ends = (self.departs.date(), self.lands.date())
        return min(ends), max(ends)


@dataclass(frozen=True, eq=False)
class Offer:
    """What is bought as a whole: one journey, or with `back` a way out and the way home of it."""

    journey: Journey
    back: Journey | None
    seats: int | None

    @property
    def number(self) -> int:
        """The place of its (first) quote."""
        return self.journey.number


@dataclass(frozen=True)
class Shop:
    """Every offer of the workspace."""

    offers: tuple[Offer, ...]

    def at(self, venue: Venue) -> tuple[Offer, ...]:
        """Offers to or from a venue; a both-ways offer goes to it first, and back from it."""
        ends = set(venue.airports)

        def serves(offer: Offer) -> bool:
            one = offer.journey.quote
            if offer.back is None:
                return one.origin in ends or one.destination in ends
            return one.destination in ends and offer.back.quote.origin in ends

        return tuple(filter(serves, self.offers))


def shop(scenario: Scenario, quotes: Sequence[Quote]) -> Shop:
    """The quotes as offers, in the order of the quotes."""
    journeys = [Journey(n, quote, _fare_minor(scenario, quote)) for n, quote in enumerate(quotes)]
    offers = [Offer(one, None, one.quote.seats) for one in journeys if not one.quote.bundle]
    bundles: dict[str, list[Journey]] = {}
    for one in journeys:
        if one.quote.bundle:
            bundles.setdefault(one.quote.bundle, []).append(one)
    for rows in bundles.values():
        out, back = sorted(rows, key=lambda one: one.instants[0][0])
        seats = [one.quote.seats for one in rows if one.quote.seats is not None]
        offers.append(Offer(out, back, min(seats, default=None)))
    return Shop(tuple(sorted(offers, key=lambda offer: offer.number)))


def _fare_minor(scenario: Scenario, quote: Quote) -> int:
    unit = 10 ** currency_decimals(scenario.currency)
    if quote.currency in ("", scenario.currency):
        return half_up(Fraction(quote.fare) * unit)
    return half_up(Fraction(quote.fare) * unit / Fraction(scenario.stated_rates[quote.currency].rate))
