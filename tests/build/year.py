"""People, venues, events, policies, scenarios and offers for tests, with defaults that let only fares count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np

from sprintplan.domain.events import Event, Session
from sprintplan.domain.ground import GroundEnd, GroundRow
from sprintplan.domain.journey_rules import CabinRule
from sprintplan.domain.limits import Limits
from sprintplan.domain.model import CABIN_BY_WORD, Cabin, DateRange
from sprintplan.domain.objective import Objective
from sprintplan.domain.people import Home, Person, Selector
from sprintplan.domain.policy import Policy
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.intake.places import written
from sprintplan.offers.booked import WithBookings
from sprintplan.offers.conditions import NO_TERMS, Terms
from sprintplan.offers.ground.source import GroundJourneys, WithGround
from sprintplan.offers.source import OfferSource
from sprintplan.offers.table import HALF, NO_LIMIT, Ints, OfferTable
from sprintplan.units import converted_minor, minor_units
from sprintplan.world.airports import airports
from sprintplan.world.cities import find_city
from sprintplan.world.zones import local_from_utc, utc_from_local

MONDAY = date(2027, 4, 5)
EPOCH = datetime(1970, 1, 1)
EVERY_EVENT = ("*",)
LONG_SEGMENT_MIN = 180


def selectors(text: str) -> tuple[Selector, ...]:
    """Selectors from words that a blank parts: "team:core role:key", "all"."""
    return tuple(_selector(*word.partition(":")) for word in text.split())


def _selector(kind: str, _: str, value: str) -> Selector:
    return Selector.model_validate({"kind": kind, "value": value})


def ranges(text: str) -> tuple[DateRange, ...]:
    """Date ranges as files write them: "2027-05-01..2027-05-09|2027-06-01"."""
    days = []
    for part in filter(None, text.split("|")):
        first, _, last = part.partition("..")
        days.append(DateRange(first=date.fromisoformat(first), last=date.fromisoformat(last or first)))
    return tuple(days)


@cache
def home(text: str, radius_km: int = 120) -> Home:
    """A home as people.csv writes it, airport codes or `City, CC`."""
    if "," not in text:
        codes = tuple(text.split("|"))
        return Home(text=text, airports=codes, country=airports().countries[number(codes[0])], coded=True)
    name, country = (part.strip() for part in text.rsplit(",", 1))
    city = find_city(name, country)
    assert city is not None, text
    near = airports().near(city.latitude, city.longitude, radius_km)
    place = {"latitude": city.latitude, "longitude": city.longitude}
    return Home(text=text, airports=near, country=country, coded=False, **place)


def person(id: str = "ana", home_text: str = "LHR", **fields: Any) -> Person:
    """Somebody from London who is asked to come to every event; `cabin` may be a word, `unavailable` a text."""
    fields = {"name": id.title(), "events": EVERY_EVENT, "home": home(home_text), **fields}
    if isinstance(fields.get("unavailable"), str):
        fields["unavailable"] = ranges(fields["unavailable"])
    if isinstance(fields.get("cabin"), str):
        fields["cabin"] = CABIN_BY_WORD[fields["cabin"]]
    return Person(id=id, **fields)


def venue(id: str = "lisbon", codes: str = "LIS", **fields: Any) -> Venue:
    """A venue in the country of its first airport that costs nothing; `available` may be a text."""
    codes_here = tuple(codes.split("|"))
    first = number(codes_here[0])
    table = airports()
    fields = {"name": id.title(), "city": table.cities[first], "country": table.countries[first], **fields}
    if isinstance(fields.get("available"), str):
        fields["available"] = ranges(fields["available"])
    return Venue(id=id, airports=codes_here, **fields)


def event(id: str = "spring", starts: Iterable[date] = (MONDAY,), days: int = 5, **fields: Any) -> Event:
    """A week from Monday to Friday that everybody attends, at every venue."""
    everyone = Session(id="everyone", days=(1, days), who=selectors("all"))
    fields = {"name": id.title(), "sessions": (everyone,), "venues": (), **fields}
    return Event(id=id, starts=tuple(starts), **fields)


def session(id: str, first: int, last: int, who: str = "all") -> Session:
    """A session from one day to another, counted from 1."""
    return Session(id=id, days=(first, last), who=selectors(who))


def policy(**fields: Any) -> Policy:
    """The contract's defaults; selectors may be texts."""
    for key in ("must_attend", "no_weekend_travel"):
        if isinstance(fields.get(key), str):
            fields[key] = selectors(fields[key])
    return Policy(**fields)


def cabin_rule(
    over_hours: str, cabin: str, who: str = "all", or_rest_nights: int | None = None, **terms: Any
) -> CabinRule:
    """One [[policy.cabin]]; `terms` are members such as `measure` and `scope`."""
    return CabinRule(
        **terms,
        over_hours=Decimal(over_hours),
        cabin=CABIN_BY_WORD[cabin],
        who=selectors(who),
        or_rest_nights=or_rest_nights,
    )


def objective(
    travel_hour: int = 0,
    tonne_co2e: int = 0,
    night_per_diem: int | Literal["public"] = 0,
    remote: int = 500_000,
    connection: int = 0,
    **more: Any,
) -> Objective:
    """Weights in minor units: nothing but cash counts, and 5000.00 for who stays away; `more` are further members."""
    return Objective(
        travel_hour_minor=travel_hour,
        tonne_co2e_minor=tonne_co2e,
        night_per_diem_minor=night_per_diem,
        remote_minor=remote,
        connection_minor=connection,
        **more,
    )


def scenario(
    people: Iterable[Person] = (),
    venues: Iterable[Venue] = (),
    events: Iterable[Event] = (),
    **fields: Any,
) -> Scenario:
    """A year: Ana, Lisbon and the spring week where nothing else is given. People are asked to come to every event."""
    places, week = tuple(venues) or (venue(),), tuple(events) or (event(),)
    ids, everywhere = tuple(one.id for one in week), tuple(place.id for place in places)
    everybody = [
        one.model_copy(update={"events": ids}) if one.events == EVERY_EVENT else one
        for one in tuple(people) or (person(),)
    ]
    resolved = [one if one.venues else one.model_copy(update={"venues": everywhere}) for one in week]
    defaults: dict[str, Any] = {
        "folder": Path("workspace"),
        "company": "Acme",
        "currency": "EUR",
        "policy": Policy(),
        "limits": Limits(),
        "objective": objective(),
        "source": "files",
    }
    return Scenario(people=tuple(everybody), venues=places, events=tuple(resolved), **{**defaults, **fields})


@dataclass(frozen=True)
class Hop:
    """One flight of a quote; times on the wall clocks of its airports."""

    origin: str
    destination: str
    departs: datetime
    arrives: datetime
    flight: str
    operator: str
    cabin: Cabin


@dataclass(frozen=True)
class Quote:
    """One row of offers.csv: a journey on sale, or with `bundle` half of a both-ways offer."""

    origin: str
    destination: str
    departs: datetime
    arrives: datetime
    flights: tuple[str, ...]
    via: tuple[str, ...]
    via_times: tuple[tuple[datetime, datetime], ...]
    operated_by: tuple[str, ...]
    cabins: tuple[Cabin, ...]
    fare: Decimal
    currency: str
    seats: int | None
    co2e_g: int
    bundle: str
    changeable: bool | None = None
    refundable: bool | None = None
    checked_bags: int | None = None
    fare_brand: str = ""

    def hops(self) -> tuple[Hop, ...]:
        """The flights, one after the other."""
        count = len(self.flights)
        stops = (self.origin, *self.via, self.destination)
        leave = (self.departs, *(departs for _, departs in self.via_times))
        land = (*(arrives for arrives, _ in self.via_times), self.arrives)
        operators = self.operated_by or ("",) * count
        cabins = self.cabins if len(self.cabins) == count else self.cabins * count
        columns = (stops[:-1], stops[1:], leave, land, self.flights, operators, cabins)
        return tuple(Hop(*values) for values in zip(*columns, strict=True))


def quote(
    origin: str,
    destination: str,
    departs: str,
    arrives: str,
    fare: Decimal | int | str = 100,
    *,
    flights: str = "TP1",
    via: str = "",
    via_times: str = "",
    operated_by: str = "",
    cabin: str = "economy",
    currency: str = "",
    seats: int | None = None,
    co2e_g: int = 0,
    bundle: str = "",
    **conditions: Any,
) -> Quote:
    """A quote, its cells as offers.csv writes them: `via_times="2027-04-04T11:00/2027-04-04T12:30"`."""
    waits = [wait.split("/") for wait in filter(None, via_times.split("|"))]
    return Quote(
        origin=origin,
        destination=destination,
        departs=datetime.fromisoformat(departs),
        arrives=datetime.fromisoformat(arrives),
        flights=tuple(flights.split("|")),
        via=tuple(filter(None, via.split("|"))),
        via_times=tuple((datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in waits),
        operated_by=tuple(filter(None, operated_by.split("|"))),
        cabins=tuple(CABIN_BY_WORD[word] for word in cabin.split("|")),
        fare=Decimal(fare),
        currency=currency,
        seats=seats,
        co2e_g=co2e_g,
        bundle=bundle,
        **conditions,
    )


def number(code: str) -> int:
    """An airport's number."""
    row = airports().number(code)
    assert row is not None, code
    return row


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

    def told(name: str) -> Ints:
        by_slice = [[getattr(one, name) for one in both] for both in rows]
        return np.array([0 if 0 in some else -1 if None in some else min(some) for some in by_slice], np.int64)

    brands = ["|".join(dict.fromkeys(one.fare_brand for one in both if one.fare_brand)) for both in rows]
    words = tuple(dict.fromkeys(filter(None, brands)))
    nothing = np.full(len(rows), -1, np.int64)
    terms = Terms(
        ids=np.zeros(len(rows), "S1"),
        **dict.fromkeys(("fetched_at", "expires_at", "owner", "fare_basis"), nothing),
        fare_brand=np.array([words.index(brand) if brand else -1 for brand in brands], np.int64),
        **{name: told(name) for name in ("checked_bags", "changeable", "refundable")},
        words=words,
    )
    return offers, terms


def wall_minutes(time: datetime) -> int:
    """Wall-clock minutes since 1970."""
    return (time - EPOCH) // timedelta(minutes=1)


def utc_minutes(code: str, time: datetime) -> int:
    """The instant at which an airport's clock shows that time, in minutes since 1970."""
    return int(utc_from_local(airports().zone[number(code)], wall_minutes(time)))


def wall_clock(code: str, utc_min: int) -> datetime:
    """What the airport's clock shows at an instant."""
    return EPOCH + timedelta(minutes=int(local_from_utc(airports().zone[number(code)], utc_min)))


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


def ground_row(
    origin: str, destination: str, mode: str = "train", minutes: int = 120, fare: int | None = 0, **fields: Any
) -> GroundRow:
    """A row of ground.csv in euros: `id:ana` or a home, and a venue's id or a place written like a home."""
    ends = {"origin": _ground_end(origin), "destination": _ground_end(destination)}
    terms = {"line": 2, "mode": mode, "minutes": minutes, "fare_minor": fare, "currency": "EUR", "co2e_g": 0}
    return GroundRow(**{**terms, **ends, **fields})


def _ground_end(text: str) -> GroundEnd:
    if text.startswith("id:"):
        return GroundEnd(person=text[3:])
    if text.islower():
        return GroundEnd(venue=text)
    place, city = home(text), text.rsplit(", ", 1)
    known_city = find_city(*city) if len(city) == 2 else None
    return GroundEnd(place=place.changed(place=written(known_city)) if known_city else place)
