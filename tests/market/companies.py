"""Small companies on estimates, and their years planned anew in single markets."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import numpy as np

from sprintplan.domain.limits import Limits
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.market.certainty import Certainty, MarketCosts, certainty
from sprintplan.market.draws import Levels, Markets
from sprintplan.market.survey import Survey
from sprintplan.offers.estimate import EstimateSource
from sprintplan.offers.source import OfferSource
from sprintplan.offers.table import OfferTable
from sprintplan.solver.solve import YearSolution, solve_year
from tests.build import year as builders

TODAY = date(2026, 11, 24)
CENTS = 300
"""Minor units by which costs may differ: every fare and rate of a market that is planned is rounded to cents."""
HOMES = "LHR CDG FRA MAD FCO CPH WAW ATH IST DXB DEL SIN HND SYD JFK SFO YYZ GRU MEX NBO".split()
PLACES = (("lisbon", "LIS", "PT"), ("riga", "RIX", "LV"), ("vienna", "VIE", "AT"), ("dublin", "DUB", "IE"))
STARTS = {
    "spring": (date(2027, 4, 5), date(2027, 4, 19), date(2027, 5, 3)),
    "autumn": (date(2027, 9, 6), date(2027, 10, 4)),
}


def company(seed: int, **changed: Any) -> Scenario:
    """A few people from anywhere, four venues, two events in different countries; no limit ties the travellers."""
    dice = Random(seed)
    people = [builders.person(f"p{n}", dice.choice(HOMES)) for n in range(dice.randint(2, 6))]
    venues = [
        builders.venue(
            name,
            code,
            country=country,
            room_rate_minor=dice.randrange(8_000, 18_000),
            day_rate_minor=dice.randrange(3_000, 7_000),
            hire_minor=dice.randrange(200_000, 500_000),
        )
        for name, code, country in PLACES
    ]
    events = [builders.event(name, starts[: dice.randint(1, 3)], days=4) for name, starts in STARTS.items()]
    rules: dict[str, Any] = {
        "policy": builders.policy(
            max_early_nights=2,
            max_late_nights=1,
            cabin_rules=(builders.cabin_rule("6", "premium_economy"), builders.cabin_rule("12", "business")),
        ),
        "objective": builders.objective(2000, 10_000, 6000, 500_000),
        "limits": Limits(different="country"),
        "source": "estimate",
    }
    return builders.scenario(people, venues, events, **rules | changed)


class InMarket:
    """A source's offers at the fares of one market."""

    warnings: tuple[str, ...] = ()

    def __init__(self, inner: OfferSource, markets: Markets, number: int) -> None:
        self.name, self.inner, self.markets, self.number = inner.name, inner, markets, number

    def to_and_from(self, venue: Venue) -> OfferTable:
        """The table with every fare multiplied."""
        table = self.inner.to_and_from(venue)
        return replace(
            table, fare_minor=np.rint(table.fare_minor * factors(table, self.markets, self.number)).astype(int)
        )


def factors(table: OfferTable, markets: Markets, number: int) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """(n,) what the fares of a table are multiplied by in one market."""
    ends, rows = markets.rows_of(table)
    level = Levels(markets, ends).factors[:, number].astype(float)
    own = markets.own[:, number].astype(float)
    return np.asarray(level[rows.level] * own[rows.own], np.float64)


def venues_in(scenario: Scenario, markets: Markets, number: int) -> Scenario:
    """The workspace with the rates of one market, in whole minor units."""
    venues = []
    for venue in scenario.venues:
        rooms, rates = (float(part[number]) for part in markets.of_venue(venue))
        public = venue.public_rate
        venues.append(
            venue.changed(
                room_rate_minor=round(venue.room_rate_minor * rooms),
                room_rates=tuple(one.changed(rate_minor=round(one.rate_minor * rooms)) for one in venue.room_rates),
                public_rate=public
                and public.changed(by_month_minor=tuple(round(rate * rooms) for rate in public.by_month_minor)),
                day_rate_minor=round(venue.day_rate_minor * rates),
                hire_minor=round(venue.hire_minor * rates),
            )
        )
    return scenario.changed(venues=tuple(venues))


def surveyed(scenario: Scenario, markets: Markets, source: OfferSource | None = None) -> tuple[YearSolution, Certainty]:
    """The year with how sure it is; on estimates, or what another source sells."""
    survey = Survey(markets)
    solution = solve_year(scenario, source or EstimateSource(scenario, TODAY), today=TODAY, survey=survey)
    assert solution.choice is not None
    assert solution.alternatives is not None
    return solution, certainty(solution, solution.choice, solution.alternatives, MarketCosts(survey))


def planned_anew(scenario: Scenario, markets: Markets, source: OfferSource | None = None) -> Iterator[YearSolution]:
    """The year of each market, planned as if its fares had been on sale."""
    source = source or EstimateSource(scenario, TODAY)
    for number in range(markets.number):
        moved = venues_in(scenario, markets, number)
        yield solve_year(moved, InMarket(source, markets, number), today=TODAY)


def shares(years: list[YearSolution], event: int) -> Counter[tuple[int, int]]:
    """How many of the years have each venue and start at an event."""
    choices = (year.answer.choice for year in years)
    return Counter((picks[event].venue, picks[event].start) for picks in choices if picks)
