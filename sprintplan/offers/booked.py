"""Bookings beside a source's offers: a row a booked journey, for its holder alone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from sprintplan.domain.bookings import BookedFlight, BookedJourney, Booking
from sprintplan.domain.ground import MODES
from sprintplan.domain.model import Cabin
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.journeys import embedded_grams, journey_cabin
from sprintplan.offers.source import OfferSource
from sprintplan.offers.table import NO_LIMIT, UNKNOWN, Ints, Mask, OfferTable
from sprintplan.offers.table_join import joined
from sprintplan.units import wall_minutes
from sprintplan.world.airports import airports
from sprintplan.world.emissions import EMBEDDED
from sprintplan.world.zones import utc_from_local

SOURCE = "booking"
"""What plans call the source of a journey that is booked."""
KEPT_TABLES = 2
"""How many venues' tables are kept: those of a year of two events."""
Leg = tuple[int, BookedJourney, bool]
"""Number of the booking, one of its journeys, and whether that is the outbound journey."""


class WithBookings:
    """A source's offers with what people have booked behind them."""

    def __init__(self, inner: OfferSource, scenario: Scenario) -> None:
        self.name, self.warnings = inner.name, inner.warnings
        self._inner, self._scenario = inner, scenario
        self._joined: dict[str, tuple[OfferTable, OfferTable]] = {}

    def __getstate__(self) -> dict[str, object]:
        """What another process needs: no tables, which it makes itself."""
        return {**self.__dict__, "_joined": {}}

    def to_and_from(self, venue: Venue) -> OfferTable:
        """The inner source's rows, then the live bookings to and from the venue, in their order."""
        sold = self._inner.to_and_from(venue)
        known, table = self._joined.get(venue.id, (None, sold))
        if known is not sold:
            legs = _legs(self._scenario.history.bookings, venue)
            table = joined([sold, booked_table(self._scenario, legs)]) if legs else sold
            self._joined[venue.id] = sold, table
            for oldest in [*self._joined][:-KEPT_TABLES]:
                del self._joined[oldest]
        return table


def _legs(bookings: Sequence[Booking], venue: Venue) -> list[Leg]:
    """Journeys of live bookings that lead to the venue or back; those of both ways only together."""
    every: list[Leg] = []
    for number, one in enumerate(bookings):
        legs = legs_of(number, one)
        ends = {journey.destination if outbound else journey.origin for _, journey, outbound in legs}
        if one.is_live and legs and ends <= {*venue.airports}:
            every += legs
    return every


def legs_of(number: int, booking: Booking) -> list[Leg]:
    """The journeys of a `booking`, whose `number` they carry; of both ways both, the outbound journey first."""
    ways = ((booking.outbound, True), (booking.inbound, False))
    journeys = [(number, journey, outbound) for journey, outbound in ways if journey is not None]
    return journeys if booking.direction != "both" or len(journeys) == len(ways) else []


def booked_table(scenario: Scenario, legs: Sequence[Leg]) -> OfferTable:
    """A row for each of the `legs` of bookings of a `scenario`; fare and loss of both ways stand outbound."""
    bookings = scenario.history.bookings
    flights = [_flights(journey) for _, journey, _ in legs]
    carriers = carriers_of_all(bookings)
    numbers = _words([hop.number for mine in flights for hop in mine])
    columns = _segment_columns(flights, carriers, numbers)
    there, seg_cabin = _there(flights), columns["seg_cabin"].astype(np.int64)
    minutes = columns["seg_arrives_utc"] - columns["seg_departs_utc"]
    return OfferTable(
        source=SOURCE,
        segments=np.array([len(mine) for mine in flights], np.int8),
        mode=np.array([MODES.index(journey.mode) for _, journey, _ in legs], np.int8),
        place=np.array([_place(scenario, leg) for leg in legs], np.int32),
        cabin=journey_cabin(there, minutes, seg_cabin).astype(np.int8),
        seats=np.full(len(legs), NO_LIMIT, np.int32),
        partner=_partners(legs),
        first_leg=np.array([_is_first_leg(bookings[leg[0]], leg) for leg in legs], np.bool_),
        file=np.full(len(legs), UNKNOWN, np.int16),
        line=np.arange(len(legs), dtype=np.int32),
        carriers=carriers,
        flight_numbers=numbers,
        booking=np.array([number for number, _, _ in legs], np.int32),
        **columns,
        **_money_columns(legs, bookings, scenario.currency),
        **_co2e_columns(legs, there, columns),
    )


def _segment_columns(
    flights: Sequence[Sequence[BookedFlight]], carriers: Sequence[str], numbers: Sequence[str]
) -> dict[str, Any]:
    """By name, (slots, legs) the columns of segments."""
    slots = max(map(len, flights), default=1)

    def column(value: Callable[[BookedFlight], int], kind: type[np.signedinteger[Any]]) -> Ints:
        return np.array(
            [[value(mine[slot]) if slot < len(mine) else UNKNOWN for mine in flights] for slot in range(slots)], kind
        ).reshape(slots, len(flights))

    there = _there(flights)
    origin = column(lambda hop: _airport(hop.origin), np.int16)
    destination = column(lambda hop: _airport(hop.destination), np.int16)
    leaves = column(lambda hop: wall_minutes(hop.departs), np.int32)
    lands = column(lambda hop: wall_minutes(hop.arrives), np.int32)
    return {
        "seg_origin": origin,
        "seg_destination": destination,
        "seg_departs_utc": _utc(origin.astype(np.int64), leaves, there),
        "seg_arrives_utc": _utc(destination.astype(np.int64), lands, there),
        "seg_departs_local": leaves,
        "seg_arrives_local": lands,
        "seg_carrier": column(lambda hop: _number(carriers, hop.carrier), np.int16),
        "seg_operator": column(lambda hop: _number(carriers, hop.operator), np.int16),
        "seg_number": column(lambda hop: _number(numbers, hop.number), np.int32),
        "seg_cabin": column(lambda hop: int(hop.cabin or Cabin.ECONOMY), np.int8),
    }


def _there(flights: Sequence[Sequence[BookedFlight]]) -> Mask:
    """(slots, legs) which segments there are."""
    slots = max(map(len, flights), default=1)
    return np.array([[slot < len(mine) for mine in flights] for slot in range(slots)], np.bool_)


def _money_columns(legs: Sequence[Leg], bookings: Sequence[Booking], currency: str) -> dict[str, Any]:
    """By name, (legs,) the columns of amounts, and the currencies that they are in."""
    first, mine = _is_first(legs), [bookings[number] for number, _, _ in legs]
    currencies = _words([one.original_currency for one in mine]) or (currency,)
    return {
        "fare_minor": np.where(first, [one.fare_minor for one in mine], 0).astype(np.int64),
        "original_minor": np.where(first, [one.original_minor for one in mine], 0).astype(np.int64),
        "lost_minor": np.where(first, [one.lost_minor for one in mine], 0).astype(np.int64),
        "currency": np.array([currencies.index(one.original_currency) for one in mine], np.int16),
        "currencies": currencies,
    }


def _co2e_columns(legs: Sequence[Leg], there: Mask, columns: Mapping[str, Ints]) -> dict[str, Any]:
    """By name, (legs,) grams as the journeys state them, else by the embedded factors, and their sources."""
    sources = _words([EMBEDDED, *(journey.co2e_source for _, journey, _ in legs)])
    stated = np.array([UNKNOWN if one.co2e_g is None else one.co2e_g for _, one, _ in legs], np.int64)
    origin, destination, cabin = (
        columns[f"seg_{name}"].astype(np.int64) for name in ("origin", "destination", "cabin")
    )
    return {
        "co2e_g": np.where(stated < 0, embedded_grams(there, origin, destination, cabin), stated),
        "co2e_from": np.array([sources.index(journey.co2e_source or EMBEDDED) for _, journey, _ in legs], np.int8),
        "co2e_sources": sources,
    }


def carriers_of_all(bookings: Sequence[Booking]) -> tuple[str, ...]:
    """Every airline of all `bookings`, so that one has the same number beside the offers of every venue."""
    journeys = [journey for one in bookings for journey in (one.outbound, one.inbound) if journey]
    return _words([word for journey in journeys for hop in journey.flights for word in (hop.carrier, hop.operator)])


def all_legs(scenario: Scenario) -> list[Leg]:
    """The journeys of every live booking of a `scenario`, whatever venue they lead to."""
    return [leg for number, one in enumerate(scenario.history.bookings) if one.is_live for leg in legs_of(number, one)]


def _place(scenario: Scenario, leg: Leg) -> int:
    """The number of the place that a leg on the ground leads from or to: its holder's, if the home is there still."""
    number, journey, outbound = leg
    person = scenario.person_by_id.get(scenario.history.bookings[number].person)
    if journey.mode == "air" or person is None:
        return UNKNOWN
    home = journey.origin if outbound else journey.destination
    return scenario.place_by_id[person.id] if home == (person.home.airports or person.home.left_out)[0] else UNKNOWN


def _is_first_leg(booking: Booking, leg: Leg) -> bool:
    """As offers tell it: by air all but the return of both ways, on the ground the ways out."""
    _, journey, outbound = leg
    return outbound or (journey.mode == "air" and booking.direction != "both")


def _is_first(legs: Sequence[Leg]) -> Mask:
    """(n,) whether a leg is the first of its booking."""
    numbers = np.array([number for number, _, _ in legs], np.int64)
    return np.asarray(np.append(True, numbers[1:] != numbers[:-1])[: len(legs)], np.bool_)


def _partners(legs: Sequence[Leg]) -> Ints:
    """(n,) the row of the other leg of the same booking, UNKNOWN where there is none."""
    first = _is_first(legs)
    pair = np.append(~first[1:], False)[: len(legs)]
    row = np.arange(len(legs))
    return np.where(pair, row + 1, np.where(~first, row - 1, UNKNOWN)).astype(np.int32)


def _flights(journey: BookedJourney) -> tuple[BookedFlight, ...]:
    """The flights of a journey, each with its cabin."""
    return tuple(one if one.cabin is not None else one.changed(cabin=journey.cabin) for one in journey.flights)


def _words(words: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


def _number(words: Sequence[str], word: str | None) -> int:
    return words.index(word) if word else UNKNOWN


def _airport(code: str) -> int:
    number = airports().number(code)
    return UNKNOWN if number is None else number


def _utc(airport: Ints, local: Ints, there: Mask) -> Ints:
    """(s, n) instants of wall clocks at some airports, UNKNOWN where no flight is `there`."""
    return np.where(there, utc_from_local(airports().zone[airport], local), UNKNOWN).astype(np.int32)
