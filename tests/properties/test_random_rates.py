"""Rates of venues that may turn out otherwise: what a market costs and loses is what the oracle finds in it."""

from collections.abc import Sequence

import numpy as np
import pytest

from sprintplan.domain.scenario import Scenario
from sprintplan.market.certainty import MarketCosts, certainty, survey_of
from sprintplan.market.draws import Markets
from sprintplan.market.survey import Survey
from sprintplan.solver.solve import solve_year
from tests.build.market import market
from tests.market.companies import CENTS, venues_in
from tests.oracle.model import all_candidates, best_of
from tests.oracle.ties import objective_at
from tests.properties.random_rates import random_rates
from tests.properties.random_year import RandomYear

SEEDS, BLOCK, MARKETS = 40, 10, 3


@pytest.mark.usefixtures("unexplained")
@pytest.mark.parametrize("first", range(0, SEEDS, BLOCK))
def test_each_market_costs_and_loses_what_one_model_of_its_year_says(first: int) -> None:
    """The whole year at the chosen candidates, and for each event what the best year with its choice costs more than
    the best of all; in some market of each block another year is better."""
    lost = 0.0
    for seed in range(first, first + BLOCK):
        lost += _held_against_the_oracle(seed, random_rates(seed))
    assert lost > 0


def _held_against_the_oracle(seed: int, year: RandomYear) -> float:
    """What choices lose in the markets, minor units."""
    scenario, markets = year.scenario.on(year.today), Markets(MARKETS, seed)
    survey, source = Survey(markets), market(year.quotes, year.scenario)
    if survey_of(scenario, source) is None:
        return 0
    found = solve_year(scenario, source, today=year.today, survey=survey)
    if found.choice is None or found.alternatives is None:
        return 0
    sure = certainty(found, found.choice, found.alternatives, MarketCosts(survey))
    picks = [
        (scenario.events[pick.event].id, scenario.venues[pick.venue].id, scenario.events[pick.event].starts[pick.start])
        for pick in found.alternatives.picks
    ]
    assert sure.is_exact
    for number in range(MARKETS):
        told = [sure.year.objective[number], *(one.regret[number] for one in sure.events)]
        expected = _expected(venues_in(scenario, markets, number), year, picks)
        assert told == pytest.approx(expected, abs=CENTS), (seed, number)
    return float(sum(np.sum(one.regret) for one in sure.events))


def _expected(scenario: Scenario, year: RandomYear, picks: Sequence[tuple[str, str, object]]) -> list[int]:
    """Of the year of one market: its objective at these candidates, and by event what keeping that one loses."""
    places = all_candidates(scenario, year.quotes, year.today)
    best = best_of(scenario, places)
    assert best is not None
    chosen = [next(one for one in places if (one.event.id, one.venue.id, one.start) == pick) for pick in picks]
    kept = [[one for one in places if one.event is not mine.event or one is mine] for mine in chosen]
    return [objective_at(scenario, chosen) or 0, *((objective_at(scenario, one) or 0) - best.objective for one in kept)]
