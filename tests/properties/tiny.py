"""Random tiny workspaces: a few people, venues and journeys, so tight that their limits bind."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np

from sprintplan.domain.events import Event, Session
from sprintplan.domain.model import Cabin, DateRange
from sprintplan.domain.people import Home, Person, Selector
from sprintplan.domain.policy import CabinRule, Limits, Objective, Policy, VisaRule
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import NO_LIMIT, OfferTable
from sprintplan.world.airports import airports
from sprintplan.world.zones import utc_from_local

TODAY = date(2027, 3, 20)
EVERYBODY = (Selector(kind="all"),)
HOMES = {"LHR": "GB", "JFK": "US", "CDG": "FR", "BER": "DE"}
VENUES = {"LIS": "PT", "RIX": "LV", "BER": "DE"}
HUBS = ("FRA", "MAD")


@dataclass(frozen=True)
class Quote:
    """One journey on sale: stops, local departure of each leg, minutes of each leg, and its terms."""

    stops: tuple[str, ...]
    departs: tuple[datetime, ...]
    minutes: tuple[int, ...]
    cabin: Cabin
    fare: int
    seats: int
    grams: int
    carrier: int
    bundle: int = -1


class Market:
    """An offer source over quotes; a venue's table holds the rows that touch its airports, pairs whole."""

    name = "tiny"
    warnings: tuple[str, ...] = ()

    def __init__(self, quotes: list[Quote]) -> None:
        self.quotes = quotes

    def to_and_from(self, venue: Venue) -> OfferTable:
        """The venue's part of the quotes, in order."""
        mine = [
            (number, quote)
            for number, quote in enumerate(self.quotes)
            if quote.stops[0] in venue.airports or quote.stops[-1] in venue.airports
        ]
        return table(mine)


def table(quotes: list[tuple[int, Quote]]) -> OfferTable:
    """Columns of numbered quotes, the number as the line."""
    count, slots = len(quotes), 3
    columns = {name: np.full((slots, count), -1, np.int32) for name in SEGMENTS}
    for at, (_, quote) in enumerate(quotes):
        for slot, (departs, minutes) in enumerate(zip(quote.departs, quote.minutes, strict=True)):
            _fill(columns, slot, at, quote, departs, minutes)
    rows = {quote.bundle: [] for _, quote in quotes if quote.bundle >= 0}  # type: dict[int, list[int]]
    for at, (_, quote) in enumerate(quotes):
        if quote.bundle >= 0:
            rows[quote.bundle].append(at)
    partner, first = np.full(count, -1, np.int32), np.ones(count, np.bool_)
    for one, other in rows.values():
        partner[one], partner[other], first[other] = other, one, False
    cabin = np.array([quote.cabin for _, quote in quotes], np.int8)
    return OfferTable(
        source="tiny",
        segments=np.array([len(quote.departs) for _, quote in quotes], np.int8),
        cabin=cabin,
        fare_minor=np.array([quote.fare for _, quote in quotes], np.int64),
        original_minor=np.array([quote.fare for _, quote in quotes], np.int64),
        currency=np.zeros(count, np.int16),
        seats=np.array([quote.seats for _, quote in quotes], np.int32),
        co2e_g=np.array([quote.grams for _, quote in quotes], np.int64),
        partner=partner,
        first_leg=first,
        file=np.zeros(count, np.int16),
        line=np.array([number for number, _ in quotes], np.int32),
        seg_number=np.full((slots, count), -1, np.int32),
        currencies=("EUR",),
        files=("tiny.csv",),
        carriers=("XX", "YY"),
        **columns,  # type: ignore[arg-type]
    )


SEGMENTS = (
    *("seg_origin", "seg_destination", "seg_departs_utc", "seg_arrives_utc", "seg_departs_local", "seg_arrives_local"),
    *("seg_carrier", "seg_operator", "seg_cabin"),
)


def _fill(columns: dict[str, np.ndarray], slot: int, at: int, quote: Quote, departs: datetime, minutes: int) -> None:
    from sprintplan.world.zones import local_from_utc

    start, end = (airports().number(code) or 0 for code in quote.stops[slot : slot + 2])
    local = int((departs - datetime(1970, 1, 1)).total_seconds()) // 60
    utc = int(utc_from_local(airports().zone[start], local))
    values = {
        "seg_origin": start,
        "seg_destination": end,
        "seg_departs_utc": utc,
        "seg_arrives_utc": utc + minutes,
        "seg_departs_local": local,
        "seg_arrives_local": int(local_from_utc(airports().zone[end], utc + minutes)),
        "seg_carrier": quote.carrier,
        "seg_cabin": int(quote.cabin),
    }
    for name, value in values.items():
        columns[name][slot, at] = value


def tiny(seed: int) -> tuple[Scenario, Market]:
    """A workspace and its market, the same for the same seed."""
    dice = random.Random(seed)
    venues = tuple(_venue(dice, code) for code in dice.sample(sorted(VENUES), dice.choice((2, 3))))
    firsts = [date(2027, 5, 3), date(2027, 9, 6)][: dice.choice((1, 2, 2))]
    events = tuple(_event(dice, number, first, venues) for number, first in enumerate(firsts))
    people = tuple(_person(dice, number, events, venues) for number in range(dice.randint(2, 6)))
    scenario = Scenario(
        folder=Path(),
        company="Tiny",
        currency="EUR",
        events=events,
        people=people,
        venues=venues,
        policy=_policy(dice),
        limits=_limits(dice),
        objective=Objective(
            travel_hour_minor=2000, tonne_co2e_minor=10000, night_per_diem_minor=6000, remote_minor=90000
        ),
        source="files",
        visas={("IN", "PT"): "visa required", ("IN", "LV"): "no admission"} if dice.random() < 0.4 else None,
    )
    return scenario, Market(_quotes(dice, scenario))


def _venue(dice: random.Random, code: str) -> Venue:
    return Venue(
        id=code.lower(),
        name=code,
        city=code,
        country=VENUES[code],
        region=dice.choice(("A", "B")),
        airports=(code,),
        capacity=dice.choice((None, None, None, 5)),
        hire_minor=dice.randint(0, 40000),
        day_rate_minor=dice.randint(0, 3000),
        room_rate_minor=dice.randint(5000, 15000),
        transfer_minutes=dice.choice((0, 30, 60)),
        transfer_cost_minor=dice.randint(0, 3000),
        last_used=dice.choice((None, None, date(2026, 9, 1))),
    )


def _event(dice: random.Random, number: int, first: date, venues: tuple[Venue, ...]) -> Event:
    leads = Session(id="leads", first=1, last=2, who=(Selector(kind="role", value="lead"),))
    return Event(
        id=f"e{number}",
        name=f"E{number}",
        starts=tuple(first + timedelta(days=7 * n) for n in range(dice.choice((1, 2)))),
        sessions=(leads, Session(id="all", first=dice.choice((1, 2, 3)), last=3, who=EVERYBODY)),
        venues=tuple(venue.id for venue in venues),
    )


def _person(dice: random.Random, number: int, events: tuple[Event, ...], venues: tuple[Venue, ...]) -> Person:
    code = dice.choice(sorted(HOMES))
    odd = dice.random()
    home = Home(text=code, airports=(code,), country=HOMES[code], coded=True)
    ids = tuple(event.id for event in events)
    return Person(
        id=f"p{number}",
        name=f"P{number}",
        home=home,
        team=dice.choice(("", "red", "blue")),
        roles=tuple(role for role in ("lead", "key") if dice.random() < 0.4),
        events=ids,
        own_travel=ids if odd < 0.08 else (),
        local_to=(venues[0].id,) if 0.08 < odd < 0.14 else (),
        unavailable=(DateRange(first=date(2027, 5, 1), last=date(2027, 5, 2)),) if 0.14 < odd < 0.25 else (),
        cabin=Cabin.BUSINESS if 0.25 < odd < 0.32 else None,
        cannot_enter=(dice.choice(("DE", "PT", "ES")),) if 0.32 < odd < 0.42 else (),
        citizenship=("IN",) if dice.random() < 0.3 else (),
    )


def _policy(dice: random.Random) -> Policy:
    rules = (
        CabinRule(over_min=200, over_hours=Decimal("3.3"), cabin=Cabin.PREMIUM_ECONOMY),
        CabinRule(over_min=420, over_hours=Decimal(7), cabin=Cabin.BUSINESS, or_rest_nights=dice.choice((1, 2, 3))),
    )
    return Policy(
        max_early_nights=dice.choice((0, 1, 2)),
        max_late_nights=dice.choice((0, 1)),
        unreachable=dice.choice(("remote", "remote", "remote", "forbid")),
        must_attend=dice.choice(((), (), (Selector(kind="role", value="key"),))),
        no_weekend_travel=dice.choice(((), (), (Selector(kind="home", value="FR"),))),
        avoid_airlines=dice.choice(((), ("YY",))),
        max_travellers_per_flight=dice.choice((None, 1, 2)),
        max_key_travellers_per_flight=dice.choice((None, 1)),
        max_team_share_per_flight=dice.choice((None, Decimal("0.5"))),
        cabin_rules=dice.choice(((), rules, rules[:1])),
        visa={"visa required": VisaRule(lead_days=dice.choice((10, 60)), fee_minor=8000)},
    )


def _limits(dice: random.Random) -> Limits:
    return Limits(
        journey_min=dice.choice((None, None, 600)),
        weeks_between_events=dice.choice((None, 12)),
        different=dice.choice((None, "venue", "country", "region")),
        months_between_uses=dice.choice((None, 9)),
    )


def _quotes(dice: random.Random, scenario: Scenario) -> list[Quote]:
    """Journeys around every start, few enough that flights and seats run out."""
    quotes: list[Quote] = []
    homes = sorted({code for person in scenario.people for code in person.home.airports})
    for event in scenario.events:
        for start in event.starts:
            for venue in scenario.venues:
                for home in homes:
                    if home not in venue.airports:
                        _market_of(dice, quotes, home, venue.airports[0], start, event.days)
    return quotes


def _market_of(dice: random.Random, quotes: list[Quote], home: str, end: str, start: date, days: int) -> None:
    for _ in range(dice.randint(1, 3)):
        quotes.append(_quote(dice, home, end, start - timedelta(days=dice.choice((0, 1, 1, 2, 3)))))
        quotes.append(_quote(dice, end, home, start + timedelta(days=days - dice.choice((0, 0, 1, 1, 2)))))
    if dice.random() < 0.5:
        out = _quote(dice, home, end, start - timedelta(days=dice.choice((1, 2))), len(quotes))
        quotes += [
            out,
            _quote(dice, end, home, start + timedelta(days=days - dice.choice((0, 1))), len(quotes), out.seats),
        ]


def _quote(dice: random.Random, start: str, end: str, day: date, bundle: int = -1, seats: int | None = None) -> Quote:
    long = "JFK" in (start, end)
    leaves = datetime(day.year, day.month, day.day, dice.choice((6, 9, 12, 19)))
    stops: tuple[str, ...] = (start, end)
    legs: tuple[int, ...] = (dice.choice((420, 480)) if long else dice.choice((150, 240)),)
    departs: tuple[datetime, ...] = (leaves,)
    if dice.random() < 0.4:
        stops = (start, dice.choice(HUBS), end)
        legs = (420, 150) if start == "JFK" else (150, 450 if long else 150)
        clock_change = 6 if start == "JFK" else 0
        wait = dice.choice((50, 60, 120, 400))
        departs = (leaves, leaves + timedelta(hours=clock_change, minutes=legs[0] + wait))
    return Quote(
        stops=stops,
        departs=departs,
        minutes=tuple(legs),
        cabin=dice.choice((Cabin.ECONOMY, Cabin.ECONOMY, Cabin.PREMIUM_ECONOMY, Cabin.BUSINESS)),
        fare=dice.randint(2000, 60000),
        seats=seats if seats is not None else dice.choice((NO_LIMIT, 1, 2)),
        grams=dice.randint(50_000, 900_000),
        carrier=dice.choice((0, 0, 0, 1)),
        bundle=bundle,
    )
