"""Bounds that need no solving, against every choice of small candidates and the optimum of every small combination."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprintplan.domain.limits import Limits
from sprintplan.solver.bounds import lagrangian
from sprintplan.solver.bounds.compatibility import Pick, share_anything
from sprintplan.solver.bounds.partners import over_person_limits
from sprintplan.solver.bounds.person_limits import PersonClasses
from sprintplan.solver.constraints.sums import Co2eCap, YearBudget, YearSum
from sprintplan.solver.instance.block import ColumnCounts
from sprintplan.solver.instance.figures import Figures, figures
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.messages import Assessment
from sprintplan.solver.workers.pool import Here
from sprintplan.solver.year.state import begin
from tests.build.market import market
from tests.build.two_weeks import SPRING
from tests.build.year import event, policy, scenario
from tests.oracle.model import all_candidates, best_of
from tests.properties.random_workspace import random_workspace
from tests.properties.random_year import RandomYear
from tests.solver.small_problems import SmallProblem, every_choice, small_problem

SEEDS = st.integers(0, 400)
BOUND = {YearBudget: Limits(budget_minor=1), Co2eCap: Limits(co2e_g=1)}


def sums_of(small: SmallProblem, taken: ColumnCounts) -> Figures:
    """The sums of a choice with the runs that it needs."""
    (candidate,) = small.block.candidates
    count = np.asarray(taken.count, np.int64)
    bought, runs = small.block.columns.at(taken.column), small.shuttles.cash_by_candidate(taken)
    return figures([candidate], bought, np.zeros(len(count), np.int64), count, runs)[0]


@settings(max_examples=40)
@given(SEEDS)
def test_the_relaxation_bounds_every_choice(seed: int) -> None:
    """Without shuttles it is the cheapest choice that may break every limit; with them it counts full runs at least."""
    small = small_problem(seed)
    (candidate,) = small.block.candidates
    bound = int(candidate.relaxation.bound[candidate.start])
    least = min(small.objective(taken) for taken in every_choice(small.block))
    assert bound <= least
    if candidate.choices.venue.shuttle_cost_minor is None:
        assert bound == least


@pytest.mark.parametrize("limit", [YearBudget, Co2eCap])
@settings(max_examples=40)
@given(SEEDS)
def test_the_least_sum_bounds_that_of_every_choice(limit: type[YearSum], seed: int) -> None:
    """Without shuttles some choice has exactly that sum."""
    small = small_problem(seed)
    (candidate,) = small.block.candidates
    bound = int(lagrangian.least_sums(candidate.relaxation, limit)[candidate.start])
    least = min(limit.sum_of(sums_of(small, taken)) for taken in every_choice(small.block))
    assert bound <= least
    if candidate.choices.venue.shuttle_cost_minor is None:
        assert bound == least


@pytest.mark.parametrize("limit", [YearBudget, Co2eCap])
@settings(max_examples=40)
@given(SEEDS)
def test_a_priced_sum_bounds_objective_and_measure_together(limit: type[YearSum], seed: int) -> None:
    """At every multiplier: cost x objective + weight x measure of every choice is no less."""
    small = small_problem(seed)
    (candidate,) = small.block.candidates
    year = small.block.scenario.changed(limits=BOUND[limit])
    priced = lagrangian.priced_sums(candidate.relaxation, year)[candidate.start].tolist()
    for taken in every_choice(small.block):
        figures_of, objective = sums_of(small, taken), small.objective(taken)
        for multiplier, least in zip(lagrangian.stated_multipliers(year), priced, strict=True):
            assert least <= multiplier.cost * objective + multiplier.weight * limit.sum_of(figures_of)


def workspace(seed: int, limits: tuple[str, ...]) -> RandomYear:
    """A random workspace as it counts on the day that it is planned on."""
    year = random_workspace(seed, limits)
    return replace(year, scenario=year.scenario.on(year.today))


def judged(year: RandomYear) -> tuple[Evaluator, list[list[Assessment]]]:
    """The evaluator of a random workspace, and the candidates of each event that no rule excludes."""
    shop = Evaluator(year.scenario, market(year.quotes, year.scenario), year.today)
    every = [one for place in range(len(year.scenario.venues)) for one in shop.assess(place) if not one.excluded]
    return shop, [[one for one in every if one.pick.event == n] for n in range(len(year.scenario.events))]


def optima(year: RandomYear, by_event: Sequence[Sequence[Assessment]]) -> Iterator[tuple[list[Assessment], int | None]]:
    """The first combinations, each with its optimum by one MILP, None where it has none."""
    scenario = year.scenario
    known = all_candidates(scenario, year.quotes, year.today)
    places = {(one.event.id, one.venue.id, one.start): one for one in known}
    for chosen in [*product(*by_event)][:6]:
        picks = [one.pick for one in chosen]
        events = [scenario.events[pick.event] for pick in picks]
        keys = [(e.id, scenario.venues[p.venue].id, e.starts[p.start]) for e, p in zip(events, picks, strict=True)]
        answer = best_of(scenario, [places[key] for key in keys])
        yield [*chosen], None if answer is None else answer.objective


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_bounds_from_limits_of_persons_are_below_the_optimum_of_every_combination(first: int) -> None:
    """On random workspaces with hours a year or long hauls: what the limits add to the bounds, or that none exists.

    A candidate that is over a limit whatever the other events are is in no combination with an optimum, nor is one that
    the search leaves out.
    """
    binding = left_out = 0
    for seed in range(first, first + 20):
        year = workspace(seed, ("traveller_hours", "long_haul"))
        shop, by_event = judged(year)
        classes = PersonClasses(year.scenario, shop.classes)
        if not classes.limits or not all(by_event):
            continue
        over = over_person_limits(classes, [[one.person_needs for one in mine] for mine in by_event])
        gone = {one.pick for mine, out in zip(by_event, over, strict=True) for one in np.array(mine)[out]}
        left_out += len(gone)
        begun = begin(year.scenario, Here(shop), [one for mine in by_event for one in mine], None)
        kept = {pick for mine in begun.lists for pick in mine}
        for chosen, optimum in optima(year, by_event):
            added = classes.least_extra([one.pick.event for one in chosen], [one.person_needs for one in chosen])
            binding += added != 0
            assert added is not None or optimum is None, seed
            assert optimum is None or sum(one.bound for one in chosen) + (added or 0) <= optimum, seed
            assert optimum is None or gone.isdisjoint(one.pick for one in chosen), seed
            assert optimum is None or kept.issuperset(one.pick for one in chosen), seed
    assert binding
    assert left_out


def close(days: int, **nights: int) -> bool:
    """Whether two weeks may share anything, of which the second begins so many days after the first ends."""
    later = event("later", [SPRING + timedelta(days=4 + days)])
    year = scenario(events=[event(), later], policy=policy(**nights))
    return share_anything(year, (Pick(0, 0, 0), Pick(1, 0, 0)))


def test_events_share_flights_and_rooms_only_where_their_travel_windows_meet() -> None:
    """One night early, two late, and twice three days of travel: 10 days apart nothing is shared, 9 days may be."""
    assert not close(10, max_early_nights=1, max_late_nights=2)
    assert close(9, max_early_nights=1, max_late_nights=2)
