"""No bound of a plan is above a year that it states as solved: its own claims hold against each other."""

from typing import Any

import pytest

from sprintplan.domain.limits import Limits
from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.verify import faults
from tests.build.judged_year import judged_year, offers
from tests.build.market import market
from tests.build.stated_plan import alternative, stated_plan, totals
from tests.build.two_places import two_places, two_places_plan

DEARER = alternative(
    exact=True, totals=totals("5200.00 1210.00 1300.00 780.00 120.00 1750.00 40.00", 30.0, 2000.0, 3, 1)
)
CHEAPER = alternative(
    exact=True,
    objective="10950.00",
    difference="-24.26",
    totals=totals("5150.00 1160.00 1300.00 780.00 120.00 1750.00 40.00", 30.0, 2000.0, 3, 1),
)
SHORT = {"status": "feasible", "gap": 0.002385, "bound": "12000.00", "proof.next_best_bound": None}
WEEK_AFTER = "spring: alternative lisbon 2027-05-17 makes a year of"


def with_alternative(other: dict[str, Any], **changes: Any) -> Plan:
    """The good plan with another candidate of spring, and with other members changed."""
    return stated_plan({"events.0.alternatives": [other], **changes})


def tied(**changes: Any) -> Scenario:
    """The year with a budget, which ties its events."""
    return judged_year(limits=Limits(budget_minor=1_000_000), **changes)


@pytest.mark.parametrize("year", [judged_year(), tied()], ids=["free", "tied by a budget"])
def test_the_next_best_year_is_no_dearer_than_one_that_was_solved(year: Scenario) -> None:
    """25.74 more than 12028.69 for the week after: 12054.43, whether limits tie the events or not."""
    assert faults(year, with_alternative(DEARER, **{"proof.next_best_bound": "12054.43"}), offers) == []
    assert faults(year, with_alternative(DEARER, **{"proof.next_best_bound": "12054.44"}), offers) == [
        f"{WEEK_AFTER} 12054.43, below proof.next_best_bound, which is stated as 12054.44"
    ]


def test_an_alternative_that_was_not_solved_tells_nothing_of_years() -> None:
    """It costs 25.74 more or more."""
    plan = with_alternative(alternative(), **{"proof.next_best_bound": "15000.00"})
    assert faults(judged_year(), plan, offers) == []


def test_beside_a_proven_plan_nothing_cheaper_was_solved() -> None:
    """12028.69 less 24.26, with the year's limits kept."""
    wrong = faults(tied(), with_alternative(CHEAPER, **{"proof.next_best_bound": "12028.69"}), offers)
    assert f"{WEEK_AFTER} 12004.43, expected at least 12028.69 beside a plan that is stated as optimal" in wrong


def test_a_plan_cut_short_has_no_bound_above_what_was_solved() -> None:
    """A bound of 12000.00 is below 12004.43; one of 12010.00 is not."""
    assert faults(tied(), with_alternative(CHEAPER, **SHORT), offers) == []
    higher = with_alternative(CHEAPER, **{**SHORT, "bound": "12010.00", "gap": 0.001554})
    assert faults(tied(), higher, offers) == [f"{WEEK_AFTER} 12004.43, below the bound, which is stated as 12010.00"]


def test_candidates_whose_people_may_meet_are_not_put_together() -> None:
    """Where people may come two hundred nights early, what they take in May may be what is taken in August."""
    far = tied(policy=judged_year().policy.changed(max_early_nights=200))
    plan = with_alternative(DEARER, **{"proof.next_best_bound": "15000.00"})
    assert not [fault for fault in faults(far, plan, offers) if "makes a year" in fault]


def test_the_next_best_year_is_no_dearer_than_the_swapped_one() -> None:
    """That is a year too, where it was solved."""
    year, quotes = two_places()
    plan, sold = two_places_plan(), market(quotes, year).to_and_from
    assert plan.swapped is not None
    assert plan.swapped.exact
    proof = plan.proof.changed(next_best_bound=f"{float(plan.swapped.objective) + 1:.2f}")
    wrong = [fault for fault in faults(year, plan.changed(proof=proof), sold) if fault.startswith("plan: swapped")]
    assert len(wrong) == 1
    assert f"makes a year of {plan.swapped.objective}, below proof.next_best_bound" in wrong[0]
