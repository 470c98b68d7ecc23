"""Random tiny years in which rules and limits bind: the same seed gives the same year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from sprintplan.domain.events import Event, Session
from sprintplan.domain.journey_rules import CabinRule, HoursRule, RestRule
from sprintplan.domain.limits import Limits
from sprintplan.domain.model import CABIN_BY_WORD, DateRange
from sprintplan.domain.objective import Rate
from sprintplan.domain.people import Person, selected
from sprintplan.domain.policy import Detour, Policy
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import PublicRates, Venue
from sprintplan.domain.visa_rules import VisaRule
from tests.build import year as builders
from tests.build.year import Quote, selectors
from tests.properties.random_booking import with_booking
from tests.properties.random_doubt import with_doubt
from tests.properties.random_exceptions import with_exceptions
from tests.properties.random_fares import with_conditions, with_fare_terms
from tests.properties.random_ground import with_ground
from tests.properties.random_offers import CABINS, DAY, Sellers
from tests.properties.random_terms import with_terms

HOMES = (
    *("LHR", "EWR|JFK", "CDG", "FRA", "MUC", "BER", "MAD", "DUB", "SIN", "SYD", "London, GB", "Riga, LV"),
    *("Basel, CH", "BTS|VIE"),
)


VENUES = {"lisbon": "LIS", "riga": "RIX", "helsinki": "HEL", "madrid": "MAD", "singapore": "SIN", "newark": "EWR|JFK"}


REGIONS = {"lisbon": "south", "riga": "north", "helsinki": "north", "madrid": "south", "singapore": "", "newark": ""}


PASSPORTS = ("GB", "DE", "IN", "US", "FR")


REQUIREMENTS = ("visa free", "90", "eta", "e-visa", "visa required", "no admission", "visa on arrival")


JOURNEY_RULES = {
    *("arrive_by", "depart_after", "max_early_nights", "max_late_nights", "detour", "journey_hours", "visa"),
    "transit",
    *("connection_minutes", "overnight_connections", "max_connections", "avoid_airlines", "cannot_enter"),
    *("unavailable", "no_weekend_travel", "hours", "rest", "fare_conditions"),
}
"""Rules each of which alone keeps some journey of the years from being taken."""


@dataclass(frozen=True)
class RandomYear:
    """A scenario, what is on sale, and the planning date."""

    scenario: Scenario
    quotes: tuple[Quote, ...]
    today: date


def random_year(seed: int) -> RandomYear:
    """The year of a seed."""
    return YearDice(Random(seed)).year()


class YearDice:
    """Draws a year, part by part."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.calm = random.random() < 0.3  # few rules at once: then shared limits decide, not who may come

    def often(self, chance: float) -> bool:
        """Yes with that chance."""
        return self.random.random() < chance

    def seldom(self, chance: float) -> bool:
        """A rule that keeps people away, left out of calm years."""
        return self.often(chance) and not self.calm

    def one(self, *values: Any) -> Any:
        """One of the values."""
        return self.random.choice(values)

    def year(self) -> RandomYear:
        """A year with all that is on sale."""
        events = self.events()
        venues = self.venues(events)
        people = self.people(events, venues)
        events = [_attended(one, people) for one in events]
        scenario = builders.scenario(
            people,
            venues,
            events,
            policy=self.policy(),
            limits=self.limits(events),
            objective=builders.objective(
                self.one(0, 2000, 1777),
                self.one(0, 10_000, 3333),
                self.one(0, 6000, 0),
                self.one(500_000, 5000, 90_000),
                self.one(1500, 6000) if self.seldom(0.3) else 0,
            ),
            visas=self.visas(venues) if self.often(0.4) else None,
            stated_rates={
                "USD": Rate(currency="USD", rate=Decimal("1.0842"), on=date(2026, 11, 20), source="workspace")
            },
            rates_date=date(2026, 11, 20),
        )
        scenario = with_booking(with_fare_terms(with_ground(scenario)))
        lead = self.one(120, 45, 30, 14, -2)
        quotes = tuple(with_conditions(scenario, self.on_sale(scenario)))
        scenario = with_doubt(with_exceptions(with_terms(scenario)))
        return RandomYear(scenario, quotes, events[0].starts[0] - lead * DAY)

    # ------------------------------------------------------------------ events, venues, people

    def events(self) -> list[Event]:
        first = date(2027, self.one(3, 4, 6, 9), self.random.randint(1, 28))
        events = [self.event("spring", first)]
        if self.often(0.6):
            gap = self.one(12, 30, 90, 180, 3)
            events.append(self.event("autumn", events[0].starts[-1] + gap * DAY))
        return events

    def event(self, id: str, first: date) -> Event:
        starts = sorted({first, *(first + self.random.randint(1, 3) * DAY for _ in range(self.one(0, 0, 1, 1, 2)))})
        days = self.one(1, 2, 3, 5)
        sessions = [Session(id="all", days=(1, days), who=selectors("all"))]
        if self.often(0.3):
            last = days + self.one(1, 2)
            who = self.one("role:lead", "team:red", "grade:director home:GB")
            sessions = [sessions[0], Session(id="more", days=(days, last), who=selectors(who))]
            if self.often(0.3):
                sessions[0] = Session(id="all", days=(1, days), who=selectors("role:lead team:blue"))
        avoid = (starts[-1] + self.random.randint(0, days - 1) * DAY,) if self.seldom(0.2) and len(starts) > 1 else ()
        return builders.event(
            id,
            starts,
            sessions=tuple(sessions),
            arrive_by_min=self.one(1080, 1080, 1439, 1320, 900),
            depart_after_min=self.one(960, 960, 900, 720, 300),
            avoid=avoid,
        )

    def venues(self, events: Sequence[Event]) -> list[Venue]:
        ids = self.random.sample(sorted(VENUES), self.one(2, 2, 3))
        return [self.venue(id, events) for id in sorted(ids)]

    def venue(self, id: str, events: Sequence[Event]) -> Venue:
        terms: dict[str, Any] = {"region": REGIONS[id], "transfer_minutes": self.one(0, 30, 60)}
        for name, most in (("hire", 40_000), ("day_rate", 3000), ("room_rate", 9000), ("transfer_cost", 2500)):
            terms[f"{name}_minor"] = self.one(0, self.random.randint(0, most))
        if self.often(0.3):
            rates = tuple(self.random.randint(0, 9000) for _ in range(12))
            terms["public_rate"] = PublicRates(by_month_minor=rates, source="public")
        if self.seldom(0.2):
            terms["capacity"] = self.random.randint(1, 6)
        if self.seldom(0.15):
            first = events[0].starts[0]
            terms["available"] = (
                DateRange(
                    first=first, last=max(first, events[0].last_day(events[0].starts[-1]) - self.one(0, 1) * DAY)
                ),
                DateRange(first=first + 10 * DAY, last=first + 400 * DAY),
            )
        if self.often(0.3):
            terms["last_used"] = events[0].starts[0] - self.one(5, 20, 28, 31, 60) * DAY
        return builders.venue(id, VENUES[id], **terms)

    def people(self, events: Sequence[Event], venues: Sequence[Venue]) -> list[Person]:
        ends = {code for place in venues for code in place.airports}
        away = [home for home in HOMES if self.often(0.1) or not ends.intersection(home.split("|"))]
        homes = self.random.sample(away, self.one(1, 1, 2, 2, 3))
        return [self.person(f"p{n}", homes, events, venues) for n in range(self.one(2, 3, 4, 5, 6, 6))]

    def person(self, id: str, homes: Sequence[str], events: Sequence[Event], venues: Sequence[Venue]) -> Person:
        terms: dict[str, Any] = {
            "team": self.one(*["red"] * 5, "blue", ""),
            "grade": self.one("", "", "director"),
            "roles": tuple(role for role in ("lead", "key") if self.often(0.5)),
            "citizenship": tuple(self.random.sample(PASSPORTS, self.one(0, 1, 1, 2))),
        }
        ids = [one.id for one in events]
        if id != "p0" and self.seldom(0.15):
            terms["events"] = tuple(self.random.sample(ids, self.random.randint(0, len(ids))))
        if self.often(0.08):
            terms["own_travel"] = tuple(self.random.sample(ids, self.random.randint(1, len(ids))))
        if self.often(0.06):
            terms["local_to"] = (self.one(*venues).id,)
        if self.seldom(0.15):
            day = self.one(*events).starts[0] + self.random.randint(-4, 8) * DAY
            terms["unavailable"] = (DateRange(first=day, last=day + self.one(0, 0, 2) * DAY),)
        if self.often(0.08):
            terms["cabin"] = CABIN_BY_WORD[self.one(*CABINS[1:])]
        if self.seldom(0.1):
            terms["cannot_enter"] = (self.one("DE", "FR", "AT", self.one(*venues).country),)
        if self.often(0.1):
            terms["may_enter"] = (self.one(*venues).country,)
        return builders.person(id, self.one(*homes), **terms)

    def on_sale(self, scenario: Scenario) -> list[Quote]:
        """Quotes for all candidates and homes."""
        return Sellers(self, scenario).quotes()

    # ------------------------------------------------------------------ policy

    def policy(self) -> Policy:
        ratio, extra = self.one(("1.5", 240), ("1.5", 240), ("1.1", 30), ("1.333", 90))
        return builders.policy(
            max_connections=self.one(2, 2, 1, 0) if self.seldom(0.5) else 2,
            connection_minutes=(self.one(60, 60, 45, 90), self.one(360, 360, 120, 600)),
            overnight_connections=self.often(0.3),
            detour=Detour(ratio=Decimal(ratio), extra_min=extra),
            max_early_nights=self.one(2, 2, 2, 1, 0, 3),
            max_late_nights=self.one(1, 1, 1, 0, 2),
            check_in_minutes=self.one(120, 60, 0),
            locals_stay=self.often(0.3),
            unreachable="forbid" if self.seldom(0.08) else "remote",
            must_attend=self.one("role:key", "id:p0", "team:red") if self.seldom(0.12) else "",
            no_weekend_travel=self.one("all", "team:red", "home:GB home:FR", "id:p1") if self.seldom(0.25) else "",
            avoid_airlines=("CC",) if self.seldom(0.25) else (),
            rest=(self.rest_rule(),) if self.seldom(0.15) else (),
            hours=(self.hours_rule(),) if self.seldom(0.15) else (),
            max_travellers_per_flight=self.one(1, 2, 2, 3) if self.often(0.3) else None,
            max_key_travellers_per_flight=self.one(1, 1, 2) if self.often(0.4) else None,
            max_team_share_per_flight=self.one(Decimal("0.3"), Decimal("0.5")) if self.often(0.35) else None,
            cabin_rules=tuple(self.cabin_rule() for _ in range(self.one(0, 0, 1, 2, 3))),
            visa={
                "visa required": VisaRule(lead_days=self.one(20, 45), fee_minor=8000),
                "e-visa": VisaRule(lead_days=self.one(14, 28, 30), fee_minor=4050),
                "eta": VisaRule(fee_minor=700),
            },
        )

    def rest_rule(self) -> RestRule:
        """A night or two after hours or time zones, or either."""
        over = self.one(None, Decimal(1), Decimal("2.5"), Decimal(6))
        measure = self.one("journey", "flying", "longest_flight")
        zones = self.one(Decimal(1), Decimal(5)) if over is None else self.one(None, None, Decimal(5))
        who = builders.selectors(self.one("all", "team:red", "id:p1"))
        return RestRule(nights=self.one(1, 1, 2), over_hours=over, measure=measure, time_zones=zones, who=who)

    def hours_rule(self) -> HoursRule:
        """Spans of the day, one of them past midnight, and night flights of five hours and more."""
        return HoursRule(
            take_off=self.one(None, (300, 1380), (390, 1320), (480, 60)),
            land=self.one(None, None, (360, 1410), (420, 1260)),
            night_flights_over_min=self.one(None, 300, 420),
            who=builders.selectors(self.one("all", "team:red", "id:p1")),
        )

    def cabin_rule(self) -> CabinRule:
        return builders.cabin_rule(
            self.one("1", "2.5", "6", "9"),
            self.one(*CABINS[1:3], *CABINS[1:]),
            self.one("all", "all", "grade:director", "team:red role:key"),
            self.one(None, None, 1, 2),
            **self.cabin_terms(),
        )

    def cabin_terms(self) -> dict[str, Any]:
        """What the hours measure, and where the rule counts: nothing of it in half of the rules."""
        if self.often(0.5):
            return {}
        measure = self.one("journey", "flying", "flying", "longest_flight")
        return {
            "measure": measure,
            "waits_up_to": self.one(None, 30, 60, 120) if measure == "flying" else None,
            "scope": self.one(None, None, "domestic", "international", "intercontinental"),
            "to": self.one((), (), ("EMEA",), ("PT", "GB"), ("US",)),
            "from_region": self.one((), (), ("GB", "FR"), ("US",)),
        }

    def limits(self, events: Sequence[Event]) -> Limits:
        weeks = (events[-1].starts[-1] - events[0].last_day(events[0].starts[0])).days // 7
        return Limits(
            journey_min=self.one(240, 600, 900, 1500) if self.seldom(0.2) else None,
            weeks_between_events=self.one(1, max(weeks, 1), max(weeks, 1)) if self.often(0.3) else None,
            different=self.one("venue", "country", "region") if self.often(0.5) else None,
            months_between_uses=self.one(1, 1, 3, 12) if self.often(0.35) else None,
        )

    def visas(self, venues: Sequence[Venue]) -> dict[tuple[str, str], str]:
        countries = [*(place.country for place in venues), "FR", "AT"]
        pairs = [(passport, country) for passport in PASSPORTS for country in countries if passport != country]
        return {pair: self.one(*REQUIREMENTS) for pair in dict.fromkeys(pairs) if self.often(0.85)}


def _attended(event: Event, people: Sequence[Person]) -> Event:
    """The event without sessions that nobody attends."""
    coming = [one for one in people if one.events == builders.EVERY_EVENT or event.id in one.events]
    kept = [part for part in event.sessions if any(selected(part.who, one) for one in coming)]
    everybody = Session(id="all", days=(1, 1), who=selectors("all"))
    return event.model_copy(update={"sessions": tuple(kept) or (everybody,), "avoid": _within(event, kept)})


def _within(event: Event, kept: Sequence[Session]) -> tuple[date, ...]:
    last = event.starts[-1] + (max((part.last for part in kept), default=1) - 1) * DAY
    return tuple(day for day in event.avoid if day <= last)
