"""How sure a plan is, against every market planned anew."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest

from sprintplan.market.certainty import MarketCosts, certainty
from sprintplan.market.draws import Markets
from sprintplan.market.lines import CandidateLines, MarketFactors
from sprintplan.market.survey import Survey
from sprintplan.offers.estimate import EstimateSource
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.solve import solve_year
from sprintplan.solver.year.state import Picks, Year
from tests.build import year as builders
from tests.build.market import market
from tests.build.two_weeks import SPRING, flight, home, there
from tests.market.companies import CENTS, TODAY, company, planned_anew, shares, surveyed

FEW = 8


@pytest.mark.parametrize("seed", [1, 3])
def test_each_market_has_the_best_year_that_planning_it_anew_finds(seed: int) -> None:
    """Eight markets of companies of two to six people, two events, four venues."""
    scenario, markets = company(seed), Markets(FEW)
    planned, sure = surveyed(scenario, markets)
    years = list(planned_anew(scenario, markets))
    assert sure.is_exact
    for event, doubt in enumerate(sure.events):
        expected = {at: count / FEW for at, count in shares(years, event).items()}
        assert {(pick.venue, pick.start): share for pick, share in doubt.chances.items()} == pytest.approx(expected)
        picks = planned.alternatives.picks if planned.alternatives else ()
        venue = sum(share for (number, _), share in expected.items() if number == picks[event].venue)
        date = sum(share for (_, start), share in expected.items() if start == picks[event].start)
        assert (doubt.chance_venue, doubt.chance_date) == pytest.approx((venue, date))


@pytest.mark.parametrize("seed", [1, 3])
def test_venues_that_were_not_surveyed_are_where_they_may_be_the_best(seed: int) -> None:
    """As if all venues but those of the plan had promised too little; nothing else is known of them afterwards, as what
    is told of them may be told before.
    """
    scenario, survey = company(seed), Survey(Markets(FEW))
    planned = solve_year(scenario, EstimateSource(scenario, TODAY), today=TODAY, survey=survey)
    assert planned.choice is not None
    assert planned.alternatives is not None
    sure = certainty(planned, planned.choice, planned.alternatives, MarketCosts(survey))
    assessed, chosen = planned.year.assessed, {pick.venue for pick in planned.alternatives.picks}
    for pick in [pick for pick in assessed if pick.venue not in chosen]:
        assessed[pick] = replace(assessed[pick], surveyed=None, figures=None)
    again = certainty(planned, planned.choice, planned.alternatives, MarketCosts(survey))
    assert [doubt.chances for doubt in again.events] == [doubt.chances for doubt in sure.events]
    assert {pick.venue for doubt in sure.events for pick in doubt.chances} - chosen
    assert {pick.venue for pick, one in assessed.items() if one.figures} <= chosen


def test_rates_of_venues_move_with_their_error() -> None:
    """Every venue's own rates are off by a fifth, so that they decide too."""
    scenario = company(4)
    scenario = scenario.changed(venues=tuple(venue.changed(rate_error=0.2) for venue in scenario.venues))
    markets = Markets(FEW)
    _, sure = surveyed(scenario, markets)
    years = list(planned_anew(scenario, markets))
    for event, doubt in enumerate(sure.events):
        expected = {at: count / FEW for at, count in shares(years, event).items()}
        assert {(pick.venue, pick.start): share for pick, share in doubt.chances.items()} == pytest.approx(expected)


def test_nights_of_a_both_ways_offer_cost_what_rooms_turn_out_at() -> None:
    """Return tickets alone: for 100 in all two nights earlier, or 200 on the eve; rooms of 50 may cost far more."""
    saturday, monday = SPRING - timedelta(days=2), SPRING
    quotes = [
        flight("LHR", "LIS", saturday - timedelta(days=1), 12, 50, bundle="early"),
        home(monday, 50, bundle="early"),
        there(monday, bundle="late"),
        home(monday, bundle="late"),
    ]
    place = builders.venue(room_rate_minor=5000, rate_error=Decimal("0.8"))
    scenario = builders.scenario(events=[builders.event()], venues=[place])
    markets, survey, source = Markets(FEW), Survey(Markets(FEW)), market(quotes, scenario)
    found = solve_year(scenario, source, today=TODAY, survey=survey)
    assert found.choice is not None
    assert found.alternatives is not None
    sure = certainty(found, found.choice, found.alternatives, MarketCosts(survey))
    rooms = [round(5000 * float(factor)) for factor in markets.of_venue(place)[0]]
    assert sure.year.cash == pytest.approx([min(10_000 + 7 * room, 20_000 + 5 * room) for room in rooms], abs=CENTS)
    assert len({room > 5000 for room in rooms}) == 2


def test_cash_and_score_of_the_choice_are_those_of_planning_it_alone_in_each_market() -> None:
    """One venue and one first day an event, so that the year of every market is the choice."""
    scenario = company(5)
    events = [
        event.changed(starts=event.starts[:1], venues=(place,))
        for event, place in zip(scenario.events, ("lisbon", "riga"), strict=True)
    ]
    scenario, markets = scenario.changed(events=tuple(events)), Markets(FEW)
    _, sure = surveyed(scenario, markets)
    choices = [year.choice for year in planned_anew(scenario, markets)]
    assert sure.year.cash == pytest.approx(
        [sum(part.cash for part in choice.parts) for choice in choices if choice], abs=CENTS
    )
    assert sure.year.objective == pytest.approx([choice.objective for choice in choices if choice], abs=CENTS)
    assert all(doubt.chance_venue == doubt.chance_date == 1 and not doubt.regret.any() for doubt in sure.events)


def test_regret_is_what_the_best_year_with_the_choice_costs_more_than_the_best() -> None:
    """Each event alone is kept at its venue and day, and the market planned anew."""
    scenario, markets = company(2), Markets(FEW)
    solution, sure = surveyed(scenario, markets)
    best = [year.answer.objective or 0 for year in planned_anew(scenario, markets)]
    assert solution.alternatives is not None
    for number, pick in enumerate(solution.alternatives.picks):
        mine = scenario.events[number]
        kept = mine.changed(starts=(mine.starts[pick.start],), venues=(scenario.venues[pick.venue].id,))
        events = tuple(kept if event is mine else event for event in scenario.events)
        held = [year.answer.objective or 0 for year in planned_anew(scenario.changed(events=events), markets)]
        assert sure.events[number].regret == pytest.approx(np.subtract(held, best), abs=CENTS)


def test_a_tie_costs_less_than_the_choice_in_one_market_of_six() -> None:
    """First days two weeks apart with fares of one season can hardly be told apart."""
    _, sure = surveyed(company(1), Markets(100))
    assert any(doubt.ties for doubt in sure.events)
    for doubt in sure.events:
        assert set(doubt.ties) == {pick for pick, share in doubt.cheaper.items() if share >= 0.16}


def test_the_same_seed_tells_the_same_and_another_nearly_so() -> None:
    """A hundred markets each."""
    (_, one), (_, again), (_, other) = (surveyed(company(3), Markets(100, seed)) for seed in (1, 1, 2))
    for first, same, near in zip(one.events, again.events, other.events, strict=True):
        assert first.chances == same.chances
        assert np.array_equal(first.spread.cash, same.spread.cash)
        assert first.chance_venue == pytest.approx(near.chance_venue, abs=0.2)
    assert not np.array_equal(one.year.cash, other.year.cash)


def test_what_is_costed_while_alternatives_are_solved_tells_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every candidate of the race is costed ahead, and nothing afterwards."""
    scenario, survey = company(3), Survey(Markets(FEW))
    known = MarketCosts(survey)
    source = EstimateSource(scenario, TODAY)
    found = solve_year(scenario, source, today=TODAY, survey=survey)
    assert found.choice is not None
    assert found.alternatives is not None
    steps = [*known.ahead(found.year, found.alternatives.picks)]
    assert len(steps) > 2
    afterwards = certainty(found, found.choice, found.alternatives, MarketCosts(survey))
    monkeypatch.setattr(MarketCosts, "lines", _chosen_alone(found.alternatives.picks))
    ahead = certainty(found, found.choice, found.alternatives, known)
    for one, other in zip(ahead.events, afterwards.events, strict=True):
        assert (one.chances, one.cheaper, one.regret.tolist()) == (other.chances, other.cheaper, other.regret.tolist())


def test_nothing_is_costed_ahead_where_venues_would_be_judged_again() -> None:
    """The lines of a large company are not kept."""
    scenario, survey = company(3), Survey(Markets(FEW), keeps_lines=False)
    found = solve_year(scenario, EstimateSource(scenario, TODAY), today=TODAY, survey=survey)
    assert found.alternatives is not None
    assert [*MarketCosts(survey).ahead(found.year, found.alternatives.picks)] == []


def _chosen_alone(picks: Picks) -> Callable[..., tuple[CandidateLines, MarketFactors]]:
    """Looks up lines of the chosen candidates, of which the spread is told, and of no others."""
    lines = MarketCosts.lines

    def looked_up(costs: MarketCosts, year: Year, asked: Sequence[Pick]) -> tuple[CandidateLines, MarketFactors]:
        assert {*asked} <= {*picks}
        return lines(costs, year, asked)

    return looked_up
