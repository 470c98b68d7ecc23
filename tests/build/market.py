"""Quotes as the table and the source of offers that sell them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np

from sprintplan.domain.model import Cabin
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.booked import WithBookings
from sprintplan.offers.conditions import NO_TERMS, Terms
from sprintplan.offers.ground.source import GroundJourneys, WithGround
from sprintplan.offers.source import OfferSource
from sprintplan.offers.table import HALF, NO_LIMIT, Ints, OfferTable
from sprintplan.units import converted_minor, minor_units
from tests.build.clocks import number, utc_minutes, wall_clock, wall_minutes
from tests.build.year import Hop, Quote

LONG_SEGMENT_MIN = 180


def quotes_table(
    quotes: Sequence[Quote], currency: str = "EUR", rates: Mapping[str, Decimal] | None = None
) -> OfferTable:
    """The quotes as the file source would give them, row by row: line n + 2 of offers.csv is quote n."""
    rows = [quote.hops() for quote in quotes]
    slots = max((len(hops) for hops in rows), default=1)
    codes = [quote.currency or currency for quote in quotes]
    currencies = tuple(sorted(set(codes)))
    rate = {currency: Decimal(1), **(rates or {})}
    carriers = sorted({hop.flight[:2] for hops in rows for hop in hops} | {h.operator for r in rows for h in r} - {""})
    numbers = sorted({hop.flight[2:] for hops in rows for hop in hops})
    partner, first_leg = _bundles(quotes)
    seats = _seats(quotes, partner)
    money = list(zip(quotes, codes, strict=True))

    def segment(value: Any, kind: type[np.signedinteger[Any]]) -> Ints:
        return np.array([[value(hops[n]) if n < len(hops) else -1 for hops in rows] for n in range(slots)], kind)

    leave, land = _instants(rows, slots)
    offers, terms = _conditions(quotes, partner, first_leg)
    return OfferTable(
        source="files",
        segments=np.array([len(hops) for hops in rows], np.int8),
        cabin=np.array([journey_cabin(quote) for quote in quotes], np.int8),
        fare_minor=np.array([converted_minor(q.fare, rate[code], currency) for q, code in money], np.int64),
        original_minor=np.array([minor_units(q.fare, code) for q, code in money], np.int64),
        currency=np.array([currencies.index(code) for code in codes], np.int16),
        seats=np.array(seats, np.int32),
        co2e_g=np.array([quote.co2e_g for quote in quotes], np.int64),
        partner=np.array(partner, np.int32),
        first_leg=np.array(first_leg, np.bool_),
        file=np.zeros(len(quotes), np.int16),
        line=np.arange(2, len(quotes) + 2, dtype=np.int32),
        seg_origin=segment(lambda hop: number(hop.origin), np.int16),
        seg_destination=segment(lambda hop: number(hop.destination), np.int16),
        seg_departs_utc=leave[0],
        seg_arrives_utc=land[0],
        seg_departs_local=leave[1],
        seg_arrives_local=land[1],
        seg_carrier=segment(lambda hop: carriers.index(hop.flight[:2]), np.int16),
        seg_operator=segment(lambda hop: carriers.index(hop.operator) if hop.operator else -1, np.int16),
        seg_number=segment(lambda hop: numbers.index(hop.flight[2:]), np.int32),
        seg_cabin=segment(lambda hop: int(hop.cabin), np.int8),
        currencies=currencies,
        files=("offers.csv",),
        carriers=tuple(carriers),
        flight_numbers=tuple(numbers),
        offer=np.array(offers, np.int32),
        terms=terms,
    )


def _conditions(quotes: Sequence[Quote], partner: Sequence[int], first_leg: Sequence[bool]) -> tuple[list[int], Terms]:
    """Each row's offer, and what is said of the offers: what one of two rows refuses or leaves open is so for both."""
    if all(
        (one.changeable, one.refundable, one.checked_bags, one.fare_brand) == (None, None, None, "") for one in quotes
    ):
        return [-1] * len(quotes), NO_TERMS
    leads = [row for row in range(len(quotes)) if first_leg[row] or partner[row] < 0]
    number = {row: at for at, row in enumerate(leads)}
    offers = [number[row] if row in number else number[partner[row]] for row in range(len(quotes))]
    rows = [[quotes[row], *([quotes[partner[row]]] if partner[row] >= 0 else [])] for row in leads]

    def least(name: str) -> Ints:
        by_slice = [[getattr(one, name) for one in both] for both in rows]
        return np.array([0 if 0 in some else -1 if None in some else min(some) for some in by_slice], np.int64)

    brands = ["|".join(dict.fromkeys(one.fare_brand for one in both if one.fare_brand)) for both in rows]
    words = tuple(dict.fromkeys(filter(None, brands)))
    nothing = np.full(len(rows), -1, np.int64)
    terms = Terms(
        ids=np.zeros(len(rows), "S1"),
        **dict.fromkeys(("fetched_at", "expires_at", "owner", "fare_basis"), nothing),
        fare_brand=np.array([words.index(brand) if brand else -1 for brand in brands], np.int64),
        **{name: least(name) for name in ("checked_bags", "changeable", "refundable")},
        words=words,
    )
    return offers, terms


def journey_cabin(quote: Quote) -> Cabin:
    """The lowest cabin among the flights of over 3 h, or among all where none is that long."""
    hops = quote.hops()
    long = [hop for hop in hops if _flown(hop) > LONG_SEGMENT_MIN]
    return min(hop.cabin for hop in long or hops)


def _flown(hop: Hop) -> int:
    return utc_minutes(hop.destination, hop.arrives) - utc_minutes(hop.origin, hop.departs)


def _instants(rows: Sequence[tuple[Hop, ...]], slots: int) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """Departures and arrivals, each in UTC and as the clocks show them then; -1 behind the last flight."""
    both = []
    for end, when in (("origin", "departs"), ("destination", "arrives")):
        utc = np.full((slots, len(rows)), -1, np.int32)
        shown = utc.copy()
        for row, hops in enumerate(rows):
            for slot, hop in enumerate(hops):
                utc[slot, row] = utc_minutes(getattr(hop, end), getattr(hop, when))
                shown[slot, row] = wall_minutes(wall_clock(getattr(hop, end), int(utc[slot, row])))
        both.append((utc, shown))
    return both[0], both[1]


def _bundles(quotes: Sequence[Quote]) -> tuple[list[int], list[bool]]:
    partner, first_leg = [-1] * len(quotes), [True] * len(quotes)
    words: dict[str, list[int]] = {}
    for row, quote in enumerate(quotes):
        if quote.bundle:
            words.setdefault(quote.bundle, []).append(row)
    for rows in words.values():
        out, back = sorted(rows, key=lambda row: utc_minutes(quotes[row].origin, quotes[row].departs))
        partner[out], partner[back], first_leg[back] = back, out, False
    return partner, first_leg


def _seats(quotes: Sequence[Quote], partner: Sequence[int]) -> list[int]:
    own = [NO_LIMIT if quote.seats is None else quote.seats for quote in quotes]
    return [min(own[row], own[partner[row]]) if partner[row] >= 0 else own[row] for row in range(len(own))]


class Market:
    """A source that sells the rows of one table between homes and venues."""

    name = "files"
    warnings: tuple[str, ...] = ()

    def __init__(self, offers: OfferTable, homes: Iterable[str]) -> None:
        self.table = offers
        self.homes = [number(code) for code in sorted(set(homes))]

    def to_and_from(self, venue: Venue) -> OfferTable:
        """Rows from a home to the venue's airports or back; of both-ways offers that are not there and back, halves."""
        ends, partner = [number(code) for code in venue.airports], self.table.partner
        there = np.isin(self.table.origin, self.homes) & np.isin(self.table.destination, ends)
        back = np.isin(self.table.origin, ends) & np.isin(self.table.destination, self.homes)
        whole = np.where(self.table.first_leg, there & back[partner], back & there[partner])
        rows: Ints = np.flatnonzero(there | back)
        taken, split = self.table.take(rows), (partner >= 0) & ~whole
        return replace(taken, partner=np.where(split[rows], HALF, taken.partner))


def market(quotes: Sequence[Quote], year: Scenario) -> OfferSource:
    """A source with these quotes, converted by the scenario's rates, its journeys on the ground, and what is booked."""
    rates = {code: rate.rate for code, rate in year.stated_rates.items()}
    homes = (code for one in year.people for code in one.home.airports)
    flights = Market(quotes_table(quotes, year.currency, rates), homes)
    source: OfferSource = WithGround(flights, GroundJourneys(year)) if year.has_ground else flights
    return WithBookings(source, year) if year.history.bookings else source
