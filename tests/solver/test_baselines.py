"""What a plan says of its baseline: last year's place, or the headquarters."""

from datetime import date
from typing import Any

import pytest

from sprintplan.domain.alternatives import Baseline
from sprintplan.domain.plan import Plan
from sprintplan.reports.baseline_words import baseline_sentence, year_baseline_sentence
from sprintplan.reports.place_names import place_names
from sprintplan.reports.text.summary import summary
from sprintplan.verify import faults
from tests.build.lisbon_week import back, out
from tests.build.market import market
from tests.build.two_weeks import planned_of
from tests.build.year import event, objective, person, quote, scenario, venue

TO_MADRID = (
    quote("LHR", "MAD", "2027-04-04T12:00", "2027-04-04T15:30", 150),
    quote("MAD", "LHR", "2027-04-09T19:00", "2027-04-09T20:30", 150),
)
QUOTES = (out(), back(), *TO_MADRID)
PLACES = (venue("lisbon"), venue("madrid", "MAD", hire_minor=5000))


def year(baseline: str | None, **terms: Any) -> Any:
    return scenario([person()], PLACES, [event(baseline=baseline)], **terms)


def of(plan: Plan) -> Baseline:
    [only] = plan.events
    assert only.baseline is not None
    return only.baseline


def test_it_is_the_best_date_there_beside_the_choice() -> None:
    """Lisbon for 200; Madrid for 300 and a hire of 50, and 20 minutes less on the way, worth 1 each."""
    plan = planned_of(year("madrid", objective=objective(travel_hour=6000)), QUOTES)
    found = of(plan)
    assert (found.venue, found.first_day, found.exact) == ("madrid", date(2027, 4, 5), True)
    assert (found.cash_difference, found.difference, found.excluded_because) == ("150.00", "130.00", None)
    assert (plan.baseline_difference, plan.baseline_cash_difference) == ("130.00", "150.00")
    expected = "at the baseline Madrid on 5 Apr +150 EUR cash, score +130 EUR"
    assert baseline_sentence(plan.events[0], "EUR", place_names(plan)) == expected
    assert expected in " ".join(summary(plan).split())


def test_the_choice_may_be_the_baseline_itself() -> None:
    plan = planned_of(year("lisbon"), QUOTES)
    assert (of(plan).difference, of(plan).cash_difference, plan.baseline_difference) == ("0.00", "0.00", "0.00")
    assert baseline_sentence(plan.events[0], "EUR", place_names(plan)) == "Lisbon is the baseline itself"
    assert year_baseline_sentence(plan) == ""


def test_a_baseline_that_is_ruled_out_says_why() -> None:
    closed = scenario([person()], [PLACES[0], PLACES[1].changed(capacity=0)], [event(baseline="madrid")])
    year_plan = of(planned_of(closed, QUOTES))
    assert (year_plan.objective, year_plan.difference) == (None, None)
    assert year_plan.excluded_because is not None
    assert year_plan.excluded_because.startswith("venues.capacity 0")


def test_without_a_baseline_a_plan_says_nothing_of_one() -> None:
    plan = planned_of(year(None), QUOTES)
    assert (plan.events[0].baseline, plan.baseline_difference) == (None, None)
    assert "baseline" not in summary(plan)


@pytest.mark.parametrize(
    "changes", [{"venue": "lisbon"}, {"difference": "1.00"}, {"cash_difference": None}, {"first_day": None}]
)
def test_the_judge_holds_it_to_the_alternatives(changes: dict[str, Any]) -> None:
    known = year("madrid")
    plan = planned_of(known, QUOTES)
    [only] = plan.events
    wrong = plan.changed(events=(only.changed(baseline=of(plan).changed(**changes)),))
    sold = market(QUOTES, known).to_and_from
    assert not faults(known, plan, sold)
    assert any("baseline" in fault for fault in faults(known, wrong, sold))
    assert any("baseline" in fault for fault in faults(known, plan.changed(baseline_difference="7.00"), sold))
