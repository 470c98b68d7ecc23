"""Choices that are repaired until they keep every limit: a first year before anything is solved."""

import time
from datetime import timedelta
from typing import Any

import pytest

from sprintplan.domain.limits import HoursPerYear, Limits
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.bounds.crowds import least_on_a_flight
from sprintplan.solver.constraints.heads import FlightLimit
from sprintplan.solver.constraints.sums import Co2eCap, YearBudget
from sprintplan.solver.optimize.cutting_loop import broken_by
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.messages import Job, Repair, RepairWeights
from sprintplan.solver.workers.pool import Here
from sprintplan.solver.year.branch_and_bound import search
from sprintplan.solver.year.incumbent import find_incumbent
from sprintplan.solver.year.state import Year, begin
from tests.build.lisbon_week import back, out, staff
from tests.build.market import market
from tests.build.two_weeks import AUTUMN, SPRING, evaluator, home, there, two_weeks
from tests.build.year import Quote, event, person, policy, venue
from tests.patience import PATIENCE_S
from tests.properties.random_workspace import random_workspace

FIRST = Pick(0, 0, 0)
TWO_FARES = (out(), out(at="13:00", fare=150, co2e_g=0), back(), back(at="20:00", lands="22:40", fare=150))


def assessed(shop: Evaluator) -> list[Any]:
    """Every candidate."""
    return [one for place in range(len(shop.scenario.venues)) for one in shop.assess(place)]


def begun(shop: Evaluator, deadline: float | None = None) -> Year:
    """The search before its first step."""
    return begin(shop.scenario, Here(shop), assessed(shop), deadline)


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_a_repaired_choice_keeps_every_limit_of_its_candidate_and_is_no_better_than_the_optimum(first: int) -> None:
    """On every candidate of random workspaces that no rule excludes."""
    repaired = 0
    for seed in range(first, first + 10):
        year = random_workspace(seed)
        shop = Evaluator(year.scenario, market(year.quotes, year.scenario), year.today)
        for one in assessed(shop):
            if one.excluded is None:
                found = shop.repair(Repair(one.pick, one.bound, RepairWeights(1)))
                best = shop.solve(Job((one.pick,)))
                assert best.proven
                if found.objective is not None:
                    repaired += 1
                    assert best.objective is not None
                    assert one.bound <= best.objective <= found.objective
                    assert found.choice is not None
                    assert found.choice.chosen is not None
                    assert broken_by(shop.block((one.pick,)), found.choice.chosen) == [frozenset()]
                    assert [part.objective for part in found.parts] == [found.objective]
    assert repaired


def test_who_has_few_ways_left_chooses_first() -> None:
    """Two cheap seats from Heathrow, which one of three has to take; the others may leave from Gatwick at 300."""
    cheap = [out(seats=2), out(origin="LGW", at="13:00", fare=300), back(), back(destination="LGW")]
    people = [*staff(2, home_text="LGW|LHR"), person("lhr", "LHR")]
    shop = evaluator(*cheap, people=people)
    found = shop.repair(Repair(FIRST, 0, RepairWeights(1)))
    assert found.objective == 80_000


def repaired(weights: RepairWeights, **terms: Any) -> tuple[int, int]:
    """Cash and grams of the choice of one traveller who may fly cheap or clean."""
    quotes = (out(co2e_g=900_000), back(), out(at="13:00", fare=150, co2e_g=100_000))
    (part,) = evaluator(*quotes, **terms).repair(Repair(FIRST, 0, weights)).parts
    return part.cash, part.grams


def test_what_has_weight_is_taken_less_of() -> None:
    """Out for 100 with 900 kg, or for 150 with 100 kg."""
    assert repaired(RepairWeights(1)) == (20_000, 900_000)
    assert repaired(RepairWeights(1, ((Co2eCap, 1),))) == (25_000, 100_000)
    assert repaired(RepairWeights(0, ((YearBudget, 1),))) == (20_000, 900_000)
    assert repaired(RepairWeights(0, ((YearBudget, 100), (Co2eCap, 1)))) == (25_000, 100_000)


def test_two_sums_that_only_a_mixture_keeps() -> None:
    """Two people out: both cheap emit 1.8 t, both clean cost 500; one each keeps 1.1 t and 460."""
    quotes = (out(co2e_g=900_000), back(), out(at="13:00", fare=150, co2e_g=100_000))
    limits = Limits(budget_minor=46_000, co2e_g=1_100_000)
    shop = evaluator(*quotes, people=staff(2), limits=limits)
    answer = search(begun(shop))
    assert (answer.proven, answer.objective) == (True, 45_000)


def test_a_choice_that_costs_more_than_a_known_optimum_is_not_taken_for_it() -> None:
    """Out for 100 with 900 kg or for 150 with 100 kg, in spring and in autumn; 1.1 t a year allow one of the former.

    Nothing binds a week alone, so that its optimum is known before any choice.
    """
    dirty = [there(day, co2e_g=900_000) for day in (SPRING, AUTUMN)]
    clean = [there(day, 150, co2e_g=100_000) for day in (SPRING, AUTUMN)]
    shop = evaluator(*dirty, *clean, home(), home(AUTUMN), events=two_weeks(), limits=Limits(co2e_g=1_100_000))
    year = begun(shop)
    assert FIRST in year.exact
    (found,) = year.repair([Repair(FIRST, year.bound[FIRST], RepairWeights(1, ((Co2eCap, 1),)))])
    assert (found.objective, found.proven, year.solutions) == (25_000, False, {})
    (best,) = year.repair([Repair(FIRST, year.bound[FIRST], RepairWeights(1))])
    assert (best.objective, best.proven, [*year.solutions]) == (20_000, True, [(FIRST,)])
    answer = search(begun(shop))
    assert (answer.proven, answer.objective) == (True, 45_000)


def test_a_year_is_known_when_time_is_out_before_the_search() -> None:
    """Four people, flights for three each; the second fare is 150."""
    shop = evaluator(*TWO_FARES, people=staff(4), policy=policy(max_travellers_per_flight=3))
    answer = search(begun(shop, time.monotonic() - 1), grace=0.0)
    assert (answer.proven, answer.objective) == (False, 90_000)


def test_a_year_that_limits_of_persons_tie_is_held_together() -> None:
    """Journeys of 160 and 240 minutes: 640 minutes a year allow the short ones alone, which cost 150 instead of 100."""
    long = [way(day, 100, 240) for day in (SPRING, AUTUMN) for way in (there, home)]
    short = [way(day, 150, 160) for day in (SPRING, AUTUMN) for way in (there, home)]
    limits = Limits(traveller_hours=HoursPerYear(minutes=640))
    shop = evaluator(*long, *short, events=two_weeks(), limits=limits)
    answer = search(begun(shop, time.monotonic() + PATIENCE_S))
    assert (answer.proven, answer.objective) == (True, 60_000)
    year = begun(shop, time.monotonic() + PATIENCE_S)
    assert search(year, first=True).choice is not None
    choice = year.assigned(year.choice(answer.choice or ()))
    assert [int(mine.out_min[0]) for mine in choice.assignments] == [160, 160]


def crowd(*quotes: Quote, **terms: Any) -> int:
    """The least that the fullest flight of the first candidate carries."""
    shop = evaluator(*quotes, policy=policy(max_travellers_per_flight=1), **terms)
    return least_on_a_flight(FlightLimit(shop.block((FIRST,))))


def test_how_many_some_flight_has_to_carry() -> None:
    """Five from Heathrow on two flights out and three home: three on one. By way of one flight of Madrid: all five."""
    ways = [out(), out(at="13:00"), back(), back(at="20:00", lands="22:40"), back(at="20:30", lands="23:10")]
    assert crowd(*ways, people=staff(5)) == 3
    waits = "2027-04-04T13:30/2027-04-04T15:00"
    one, two = (
        out(lands="17:30", at=at, flights=f"{code}|TP9", via="MAD", via_times=waits)
        for at, code in (("12:00", "A1"), ("11:00", "A2"))
    )
    assert crowd(one, two, *ways[2:], people=staff(5)) == 5
    assert crowd(out(), back(), people=staff(2), venues=[venue("lhr", "LHR")]) == 0


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_with_fewer_than_that_on_a_flight_nothing_is_possible(first: int) -> None:
    """On every candidate of random workspaces where the bound is two or more."""
    tried = 0
    for seed in range(first, first + 20):
        year = random_workspace(seed, ())
        limit = year.scenario.policy.model_copy(update={"max_travellers_per_flight": 1})
        wide = Evaluator(year.scenario.changed(policy=limit), market(year.quotes, year.scenario), year.today)
        for one in assessed(wide):
            least = least_on_a_flight(FlightLimit(wide.block((one.pick,))))
            if one.excluded is None and least > 1:
                tight = wide.scenario.policy.model_copy(update={"max_travellers_per_flight": least - 1})
                shop = Evaluator(wide.scenario.changed(policy=tight), wide.source, year.today)
                solution = shop.solve(Job((one.pick,)))
                assert (solution.proven, solution.objective) == (True, None)
                tried += 1
    assert tried


def test_a_year_is_made_where_the_cheapest_candidates_do_not_go_together() -> None:
    """Lisbon is cheaper than Madrid in all of 30 weeks; the events lie 12 weeks apart, in different countries."""
    weeks = [SPRING + timedelta(weeks=number) for number in range(30)]
    shop = evaluator(
        people=[person("ana", local_to=("lisbon", "madrid"))],
        venues=[venue(), venue("madrid", "MAD", country="ES", hire_minor=70_000)],
        events=[event(starts=weeks), event("autumn", weeks)],
        limits=Limits(weeks_between_events=12, different="country"),
    )
    year = begun(shop)
    find_incumbent(year)
    assert year.incumbent is not None
    assert year.incumbent[0] == 70_000
