"""When time is out the best plan so far is given with an honest bound, or none: never a part of one."""

from decimal import Decimal

import pytest

from sprintplan.domain.plan import Plan
from sprintplan.units import minor_units
from tests.build.lisbon_week import back, out, staff
from tests.build.two_weeks import planned_of, planned_year
from tests.build.year import quote, venue
from tests.oracle.model import best
from tests.properties.random_workspace import random_workspace
from tests.properties.random_year import RandomYear

BLOCK = 10


def cut_short(year: RandomYear, seconds: float) -> Plan:
    """The plan of a random workspace within so many seconds."""
    return planned_of(year.scenario, year.quotes, seconds, year.today)


@pytest.mark.parametrize("seconds", [0.0, 0.02])
@pytest.mark.parametrize("first", range(0, 40, BLOCK))
def test_no_time_gives_an_honest_bound_and_whole_plans(first: int, seconds: float) -> None:
    """The optimum of one MILP lies between bound and objective; verification finds no fault in what is given."""
    for seed in range(first, first + BLOCK):
        year = random_workspace(seed)
        plan = cut_short(year, seconds)
        answer = best(year.scenario, year.quotes, year.today)
        least = None if answer is None else answer.objective
        assert (seed, list(_dishonest(plan, year, least))) == (seed, [])


def _dishonest(plan: Plan, year: RandomYear, least: int | None) -> list[str]:
    """What the plan claims that is not so."""
    objective, bound = (_minor(amount, year) for amount in (plan.objective, plan.bound))
    wrong = []
    if plan.status in ("optimal", "feasible"):
        if least is None or bound is None or objective is None or not bound <= least <= objective:
            wrong.append(f"{plan.status}: bound {bound}, optimum {least}, objective {objective}")
        if [one.event for one in plan.events] != [one.id for one in year.scenario.events]:
            wrong.append("not every event is planned")
        if plan.status == "optimal" and bound != objective:
            wrong.append("optimal with a gap")
    else:
        if objective is not None or plan.events or plan.totals is not None:
            wrong.append(f"{plan.status} with a part of a plan")
        if plan.status == "infeasible" and least is not None:
            wrong.append("called infeasible with a plan")
        if bound is not None and least is not None and bound > least:
            wrong.append(f"bound {bound} above the optimum {least}")
    return wrong


def _minor(amount: str | None, year: RandomYear) -> int | None:
    return None if amount is None else minor_units(Decimal(amount), year.scenario.currency)


def test_random_workspaces_run_out_of_time_with_and_without_a_plan() -> None:
    """So that both answers are asked for above."""
    statuses = {cut_short(random_workspace(seed), 0.0).status for seed in range(3 * BLOCK)}
    assert {"feasible", "unknown"} <= statuses


def test_what_is_known_at_once_is_given() -> None:
    """No tie binds, so the best candidate is known without a search; its plan is whole and its bound is right."""
    plan = planned_year(out(), back(), people=staff(2), time_limit=0.0)
    assert plan.status in ("optimal", "feasible")
    assert (plan.objective, plan.bound, plan.gap) == ("400.00", "400.00", 0.0)
    assert len(plan.events[0].trips) == 2


def test_of_two_venues_one_that_is_judged_in_time_is_given() -> None:
    """Lisbon costs 400 and Porto 100 more; whichever is given is whole, and the bound is no more than the least."""
    to_porto = (
        quote("LHR", "OPO", "2027-04-04T12:00", "2027-04-04T14:20"),
        quote("OPO", "LHR", "2027-04-09T19:00", "2027-04-09T21:20"),
    )
    places = [venue(), venue("porto", "OPO", hire_minor=10_000)]
    plan = planned_year(out(), back(), *to_porto, people=staff(2), venues=places, time_limit=0.0)
    assert plan.status in ("optimal", "feasible")
    assert plan.objective is not None
    assert plan.bound is not None
    assert float(plan.bound) <= 400 <= float(plan.objective) <= 500
    assert [trip.status for trip in plan.events[0].trips] == ["travels", "travels"]
