"""A limit that is told to leave no plan before anything is judged leaves none, and least minutes hold."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from sprintplan.domain.limits import HoursPerYear, Limits, LongHaul
from sprintplan.domain.venues import Venue
from sprintplan.itinerary.plan import plan_year
from sprintplan.offers.estimate.products import Shop
from sprintplan.offers.estimate.shops import shop_of
from sprintplan.offers.registry import open_source
from sprintplan.solver import solve
from sprintplan.solver.bounds.before_journeys import LeastCosts
from sprintplan.solver.infeasibility.at_once import hopeless_limits
from sprintplan.solver.infeasibility.conflict import CUT_SHORT
from sprintplan.solver.infeasibility.relaxations import keeping
from sprintplan.solver.solve import least_objective, solve_year
from sprintplan.solver.workers import evaluator
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.pool import Here
from tests.scouting.company import TODAY, evaluator_of, write_company

LONG_S = 3600.0
COUNTRIES = ("PT", "NZ", "CR")
LIMITS = {
    "hours that nobody keeps": (Limits(traveller_hours=HoursPerYear(minutes=10 * 60)), True),
    "hours that some venues keep": (Limits(traveller_hours=HoursPerYear(minutes=95 * 60)), None),
    "hours enough": (Limits(traveller_hours=HoursPerYear(minutes=200 * 60)), False),
    "no long haul": (Limits(long_haul=LongHaul(over_min=5 * 60, trips_per_year=0)), True),
    "one long haul": (Limits(long_haul=LongHaul(over_min=12 * 60, trips_per_year=1)), None),
    "long hauls enough": (Limits(long_haul=LongHaul(over_min=6 * 60, trips_per_year=2)), False),
    "no money": (Limits(budget_minor=100_000), True),
    "money enough": (Limits(budget_minor=1_000_000_000), False),
    "no CO2e": (Limits(co2e_g=100_000), True),
    "all at once": (
        Limits(traveller_hours=HoursPerYear(minutes=10 * 60), budget_minor=100_000, co2e_g=900_000_000),
        True,
    ),
}


def company(tmp_path: Path, limits: Limits) -> Evaluator:
    """A small company at the places of three countries, with some limits."""
    year = evaluator_of(write_company(tmp_path), COUNTRIES).scenario.changed(limits=limits)
    return Evaluator(year, open_source(year, TODAY), TODAY)


@pytest.mark.parametrize("name", LIMITS)
def test_a_hopeless_limit_leaves_no_plan_by_itself(name: str, tmp_path: Path) -> None:
    limits, expected = LIMITS[name]
    shop = company(tmp_path, limits)
    found = hopeless_limits(Here(shop), range(len(shop.scenario.venues)))
    assert expected is None or bool(found) == expected
    for rule in found:
        alone = keeping(shop.scenario, [rule.name])
        assert not least_objective(alone, shop.source, today=TODAY)[1]


@pytest.mark.parametrize("countries", [("PT", "IE"), ("NZ", "FJ"), ("CL",)])
def test_nobody_does_with_less_than_the_least_minutes(countries: tuple[str, ...], tmp_path: Path) -> None:
    """Against the fewest minutes of a trip by all journeys."""
    limits = Limits(traveller_hours=HoursPerYear(minutes=10 * 60))
    year = evaluator_of(write_company(tmp_path), countries).scenario.changed(limits=limits)
    shop = Evaluator(year, open_source(year, TODAY), TODAY)

    least = LeastCosts(year, shop.classes, shop.today, lambda venue: one_shop(shop, venue))
    told = 0
    for at, venue in enumerate(year.venues):
        ways = least.minutes(venue)
        for one in shop.assess(at):
            out, back = (mine[one.pick.start] for mine in ways[one.pick.event])
            assert one.excluded or (out + back <= one.person_needs[0]).all()
            told += int(np.count_nonzero(out + back))
    assert told


def one_shop(shop: Evaluator, venue: Venue) -> Shop:
    """What estimates the journeys of a venue."""
    sold = shop_of(shop.source, venue)
    assert sold is not None
    return sold


def test_on_crowded_cores_the_limit_is_named_before_anything_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With and without time to go on; the plan file tells the same."""
    shop = company(tmp_path, LIMITS["hours that nobody keeps"][0])
    monkeypatch.setattr(solve, "slowness", lambda: 10.0)
    monkeypatch.setattr(solve, "WORKERS_PAY_FROM", 0)
    solution = solve_year(shop.scenario, shop.source, today=TODAY, time_limit=LONG_S, workers=2)
    told = ("Somebody needs more hours in journeys than a year allows (limits.traveller_hours_per_year 10)", CUT_SHORT)
    assert (solution.answer.proven, solution.answer.choice) == (True, None)
    assert (solution.conflict, solution.assessed) == (told, [])
    created = datetime(2026, 11, 24, tzinfo=UTC)
    plan = plan_year(shop.scenario, shop.source, today=TODAY, created_at=created, time_limit=LONG_S, workers=2).plan
    assert (plan.status, plan.conflict) == ("infeasible", told)


def test_on_crowded_cores_all_is_told_where_there_is_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = company(tmp_path, LIMITS["hours that nobody keeps"][0])
    plain = solve_year(shop.scenario, shop.source, today=TODAY)
    monkeypatch.setattr(solve, "slowness", lambda: 3.0)
    solution = solve_year(shop.scenario, shop.source, today=TODAY, time_limit=LONG_S)
    assert solution.conflict == plain.conflict
    assert CUT_SHORT not in solution.conflict


@pytest.mark.parametrize("name", ["hours that nobody keeps", "no long haul", "all at once"])
def test_a_year_that_is_known_not_to_exist_is_judged_for_its_reason_alone(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is told is the same, though few first days were looked at closely."""
    shop = company(tmp_path, LIMITS[name][0])
    plain = solve_year(shop.scenario, shop.source, today=TODAY)
    monkeypatch.setattr(solve, "EARLY_FROM", 0)
    monkeypatch.setattr(evaluator, "FEW_CLOSELY", 1)
    solution = solve_year(shop.scenario, shop.source, today=TODAY)
    assert solution.conflict == plain.conflict
    assert len(solution.assessed) == len(plain.assessed)
    assert sum(one.figures is not None for one in solution.assessed) < len(plain.assessed)
    order = range(len(shop.scenario.venues))
    first, every = hopeless_limits(Here(shop), order, at_a_guess=True), hopeless_limits(Here(shop), order)
    assert [rule.name for rule in first] == [rule.name for rule in every][:1]
