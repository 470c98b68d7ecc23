"""People, venues, events, policies, scenarios and quotes for tests, with defaults that let only fares count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

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
from sprintplan.world.airports import airports
from sprintplan.world.cities import find_city
from tests.build.clocks import number

MONDAY = date(2027, 4, 5)
EVERY_EVENT = ("*",)


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
