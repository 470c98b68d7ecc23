"""A made-up company of any size with its quotes: 250 home airports, 10 venues x 3 dates x 2 events, 150 000 rows.

Airports, distances and time zones are real; people, prices and timetables are drawn, the same ones for the same seed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np

from sprintplan.domain.events import Event
from sprintplan.domain.limits import HoursPerYear, Limits, LongHaul
from sprintplan.domain.people import Person
from sprintplan.domain.policy import Policy
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.world.airports import airport_distance_km, airports
from tests.build import year as builders
from tests.build.clocks import number, utc_minutes, wall_clock
from tests.build.year import Quote, selectors

VENUES = ("LIS", "MAD", "ATH", "PRG", "VIE", "RIX", "YUL", "MIA", "BKK", "CPT")
REGIONS = {"YUL": "AMER", "MIA": "AMER", "BKK": "APAC"}
HUBS = ("FRA", "CDG", "AMS", "LHR", "IST", "DXB", "JFK", "ORD", "LAX", "GRU", "SIN", "HKG", "ADD", "HND")
STARTS = {
    "spring": (date(2027, 4, 5), date(2027, 4, 19), date(2027, 5, 3)),
    "autumn": (date(2027, 9, 6), date(2027, 9, 20), date(2027, 10, 4)),
}
LANDINGS = range(7 * 60 + 30, 17 * 60, 60)
TAKE_OFFS = range(19 * 60, 23 * 60 + 30, 30)
DAYS = 5
DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Size:
    """How much of everything; `rows` are rows of offers for one home, candidate and direction."""

    people: int = 1000
    homes: int = 250
    venues: int = 10
    starts: int = 3
    rows: int = 5
    seed: int = 1


@dataclass(frozen=True)
class Company:
    """The company of a size.

    `all_limits` turns every limit of the contract on, a budget of the year where `budget_minor` states one;
    `flight_limits` the three of flights; without `seats` every offer serves any number.
    """

    size: Size
    all_limits: bool = False
    flight_limits: bool = True
    seats: bool = True
    budget_minor: int | None = None

    @cached_property
    def homes(self) -> tuple[str, ...]:
        """The best connected airports that are no venue's."""
        table = airports()
        order = sorted(range(len(table.codes)), key=lambda n: (-int(table.degree[n]), table.codes[n]))
        codes = [table.codes[n] for n in order if table.codes[n] not in VENUES]
        return tuple(codes[: self.size.homes])

    def scenario(self) -> Scenario:
        """People, venues, events and rules."""
        return builders.scenario(
            list(self._people()),
            [self._venue(n, code) for n, code in enumerate(self._ends)],
            [self._event(id) for id in STARTS],
            policy=self._policy(),
            limits=self._limits(),
            objective=builders.objective(2000, 10_000, 6000, 500_000),
        )

    @property
    def _ends(self) -> tuple[str, ...]:
        return VENUES[: self.size.venues]

    def _people(self) -> Iterator[Person]:
        dice = Random(self.size.seed)
        for n in range(self.size.people):
            roles = ("key",) if dice.random() < 0.04 else ()
            grade = "director" if dice.random() < 0.08 else ""
            team = f"team-{dice.randrange(20):02}"
            home = self.homes[n % len(self.homes)]
            yield builders.person(f"p{n:05}", home, team=team, roles=roles, grade=grade)

    def _venue(self, n: int, code: str) -> Venue:
        dice = Random(self.size.seed * 1000 + n)
        share = self.size.people
        terms: dict[str, Any] = {
            "hire_minor": dice.randrange(2_000_000, 6_000_000),
            "day_rate_minor": dice.randrange(3000, 7000),
            "room_rate_minor": dice.randrange(7000, 13_000),
            "transfer_minutes": 30 + 10 * dice.randrange(4),
            "transfer_cost_minor": dice.randrange(1000, 3000),
            "region": REGIONS.get(code, "EMEA"),
        }
        if self.all_limits:
            terms |= {"capacity": share + share // 20, "rooms": share + share // 50}
            terms |= {"last_used": date(2025, 4, 30) if n % 3 else date(2024, 10, 1)}
            if n % 2 == 0:
                terms |= {"shuttle_cost_minor": 20_000 + 1000 * n, "shuttle_seats": 16}
        return builders.venue(code.lower(), code, **terms)

    def _event(self, id: str) -> Event:
        budget = self.size.people * 200_000 if self.all_limits else None
        return builders.event(id, STARTS[id][: self.size.starts], days=DAYS, budget_minor=budget)

    def _policy(self) -> Policy:
        limits: dict[str, Any] = {}
        if self.flight_limits:
            per_flight = 15 * max(1, self.size.people // 1000)
            limits = {"max_travellers_per_flight": per_flight, "max_team_share_per_flight": Decimal("0.5")}
            limits |= {"max_key_travellers_per_flight": 2 * max(1, self.size.people // 1000)}
        return builders.policy(
            overnight_connections=True,
            must_attend="role:key" if self.all_limits else "",
            cabin_rules=(builders.cabin_rule("10", "premium_economy", "grade:director"),),
            **limits,
        )

    def _limits(self) -> Limits:
        if not self.all_limits:
            return Limits(different="venue")
        far = selectors("home:AU home:NZ home:NC home:PF home:FJ")
        return Limits(
            budget_minor=self.budget_minor,
            co2e_g=self.size.people * 2_500_000,
            journey_min=36 * 60,
            traveller_hours=HoursPerYear(minutes=79 * 60, exempt=far),
            long_haul=LongHaul(over_min=20 * 60, trips_per_year=1, exempt=far),
            weeks_between_events=12,
            different="country",
            months_between_uses=24,
            holiday_share=Decimal("0.5"),
        )

    def quotes(self) -> Iterator[Quote]:
        """Every row on sale, in the order of events, first days, venues and homes."""
        for id in STARTS:
            for start in STARTS[id][: self.size.starts]:
                for code in self._ends:
                    for home in self.homes:
                        dice = Random(f"{self.size.seed} {id} {start} {code} {home}")
                        yield from _Market(self.seats, dice, home, code, start).rows(self.size.rows)


@cache
def distance_km(origin: str, destination: str) -> int:
    """Whole kilometres between two airports."""
    return int(airport_distance_km(number(origin), number(destination)))


@cache
def hubs_between(origin: str, destination: str) -> tuple[str, ...]:
    """The five hubs with the least way round."""
    between = [hub for hub in HUBS if hub not in (origin, destination)]
    return tuple(sorted(between, key=lambda hub: distance_km(origin, hub) + distance_km(hub, destination))[:5])


def flown_minutes(origin: str, destination: str) -> int:
    """Gate to gate, in fives."""
    return 5 * round((40 + distance_km(origin, destination) / 13.5) / 5)


@dataclass(frozen=True)
class _Market:
    """What is sold between one home and one venue around one start."""

    limited: bool
    dice: Random
    home: str
    end: str
    start: date

    def rows(self, count: int) -> Iterator[Quote]:
        """So many ways out and as many home; the last of each are sold together."""
        for n in range(count):
            out, back = self._journey(n, outbound=True), self._journey(n, outbound=False)
            if n == count - 1:
                bundle = f"{self.home}-{self.end}-{self.start:%m%d}"
                out, back = replace(out, bundle=bundle, fare=round(out.fare * 4 / 5, 2)), replace(back, bundle=bundle)
            yield out
            yield back

    def _journey(self, n: int, *, outbound: bool) -> Quote:
        stops = self._stops(n, outbound)
        times = self._times(stops, outbound)
        waits = "|".join(f"{a[1]:%FT%R}/{b[0]:%FT%R}" for a, b in pairwise(times))
        cabin = "premium_economy" if n == 2 and distance_km(self.home, self.end) > 6000 else "economy"
        flights = "|".join(
            f"{a[0]}{b[0]}{1 + t[0].hour * 12 + t[0].minute // 5}"
            for a, b, t in zip(stops, stops[1:], times, strict=False)
        )
        return builders.quote(
            *(stops[0], stops[-1], f"{times[0][0]:%FT%R}", f"{times[-1][1]:%FT%R}", self._fare(stops, cabin)),
            flights=flights,
            via="|".join(stops[1:-1]),
            via_times=waits,
            cabin=cabin,
            currency="EUR",
            seats=self.dice.choice((2, 3, 4, 9)) if n % 2 and self.limited else None,
            co2e_g=90 * sum(distance_km(a, b) for a, b in pairwise(stops)),
        )

    def _stops(self, n: int, outbound: bool) -> list[str]:
        direct = n == 0 and distance_km(self.home, self.end) < 9000
        via = [] if direct else [self.dice.choice(hubs_between(self.home, self.end))]
        stops = [self.home, *via, self.end]
        return stops if outbound else stops[::-1]

    def _times(self, stops: list[str], outbound: bool) -> list[tuple[Any, Any]]:
        """Departure and arrival of every flight; flights to and from a venue keep to a timetable."""
        day = self.start - DAY if outbound else self.start + (DAYS - 1) * DAY
        day += self.dice.choice((0, 0, 0, 0, 0, 0, 0, 1, 1)) * (-DAY if outbound else DAY)
        at = np.datetime64(day).astype("datetime64[m]").item()
        times: list[tuple[int, int]] = []
        if outbound:
            now = utc_minutes(self.end, at + timedelta(minutes=self.dice.choice(LANDINGS)))
            for a, b in reversed(list(pairwise(stops))):
                times.insert(0, (now - flown_minutes(a, b), now))
                now = times[0][0] - self._wait()
        else:
            now = utc_minutes(self.end, at + timedelta(minutes=self.dice.choice(TAKE_OFFS)))
            for a, b in pairwise(stops):
                times.append((now, now + flown_minutes(a, b)))
                now = times[-1][1] + self._wait()
        return [
            (wall_clock(a, leaves), wall_clock(b, lands))
            for a, b, (leaves, lands) in zip(stops, stops[1:], times, strict=False)
        ]

    def _wait(self) -> int:
        return 60 + 5 * self.dice.randrange(36)

    def _fare(self, stops: list[str], cabin: str) -> Decimal:
        km = distance_km(self.home, self.end)
        fare = (40 + 0.06 * km) * self.dice.uniform(0.7, 1.5) * (1.15 if len(stops) == 2 else 1)
        return Decimal(round(100 * fare * (2.2 if cabin != "economy" else 1))) / 100
