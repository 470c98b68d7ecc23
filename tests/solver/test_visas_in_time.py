"""Lead days ask for time where something is required: planned, judged, and held against the oracle."""

from datetime import date
from typing import Any

import pytest

from sprintplan.domain.plan import Plan
from sprintplan.domain.visa_rules import VisaRule
from tests.build.lisbon_week import back, out
from tests.build.two_weeks import planned_of
from tests.build.year import person, policy, scenario
from tests.oracle.model import best

VISAS = {("IN", "PT"): "visa required", ("US", "PT"): "visa free"}
RULES = {"visa required": VisaRule(lead_days=30, fee_minor=8000)}
FEE_ALONE = {"visa required": VisaRule(fee_minor=8000)}


def plan(today: date, traveller: Any, **terms: Any) -> Plan:
    """The plan of a week whose only way out leaves on 4 April 2027, of which the oracle says the same."""
    year, quotes = scenario([traveller], **terms), (out(), back())
    year_plan = planned_of(year, quotes, today=today)
    answer = best(year, quotes, today)
    assert answer is not None
    assert year_plan.objective == f"{answer.objective / 100:.2f}"
    return year_plan


@pytest.mark.parametrize(
    ("today", "status"), [(date(2027, 3, 5), "travels"), (date(2027, 3, 6), "remote"), (date(2027, 4, 8), "remote")]
)
def test_a_visa_of_thirty_days_is_in_time_thirty_days_before_the_departure(today: date, status: str) -> None:
    """5 March is thirty days before, 6 March is not, and on 8 April the departure is past."""
    year_plan = plan(today, person(citizenship=("IN",)), visas=VISAS, policy=policy(visa=RULES))
    assert year_plan.events[0].trips[0].status == status


@pytest.mark.parametrize("visas", [None, VISAS], ids=["no table", "visa free"])
def test_where_nothing_is_required_an_event_that_has_begun_loses_nobody(visas: Any) -> None:
    """Planned on 8 April: the departure was four days ago, and no visa was needed for it: 100 + 100."""
    year_plan = plan(date(2027, 4, 8), person(citizenship=("US",)), visas=visas, policy=policy(visa=RULES))
    assert (year_plan.objective, year_plan.events[0].trips[0].status) == ("200.00", "travels")


def test_a_fee_without_lead_days_is_paid_for_a_past_departure_too() -> None:
    """100 + 100 + 80."""
    year_plan = plan(date(2027, 4, 8), person(citizenship=("IN",)), visas=VISAS, policy=policy(visa=FEE_ALONE))
    assert year_plan.objective == "280.00"


@pytest.mark.parametrize("visas", [None, VISAS], ids=["no table", "visa free"])
def test_own_travel_to_an_event_that_has_begun_needs_no_visa_either(visas: Any) -> None:
    traveller = person(citizenship=("US",), own_travel=("spring",), events=("spring",))
    year_plan = plan(date(2027, 4, 8), traveller, visas=visas, policy=policy(visa=RULES))
    assert year_plan.events[0].trips[0].status == "own_travel"


def test_a_plan_says_whether_visas_were_looked_at() -> None:
    year, quotes = scenario([person()]), (out(), back())
    assert planned_of(year, quotes).visas_checked is False
    assert planned_of(year.changed(visas={}), quotes).visas_checked is True
