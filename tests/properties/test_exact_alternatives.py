"""An alternative that is called exact costs what one MILP over that event alone says, given what the rest takes."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from sprintplan.domain.alternatives import Alternative
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.units import money_text
from tests.oracle.model import best
from tests.properties.agreement import planned
from tests.properties.random_workspace import random_workspace
from tests.properties.random_year import RandomYear

SEEDS = 110
FAR_APART = timedelta(weeks=4)
"""Travellers of events so far apart want no seat, flight or room in common."""


@pytest.mark.usefixtures("unexplained")
def test_exact_alternatives_are_the_least_of_their_candidate() -> None:
    """With the year's budget and cap on CO2e less what the other events take; limits of persons aside."""
    looked_at = given_the_rest = 0
    for seed in range(SEEDS):
        year = random_workspace(seed)
        for event, other, alone in _exact(year, planned(year)):
            answer = best(alone, year.quotes, year.today)
            assert answer is not None, (seed, event.event, other.venue, other.first_day)
            least = money_text(answer.objective, year.scenario.currency)
            assert (seed, event.event, other.venue, least) == (seed, event.event, other.venue, other.objective)
            looked_at += 1
            given_the_rest += alone.limits.budget_minor is not None or alone.limits.co2e_g is not None
    assert looked_at > given_the_rest > 0


def _exact(year: RandomYear, plan: Plan) -> Iterator[tuple[EventPlan, Alternative, Scenario]]:
    """Each exact alternative, with the workspace of that candidate alone."""
    limits = year.scenario.limits
    if limits.traveller_hours or limits.long_haul:
        return
    for event in plan.events:
        rest = [other for other in plan.events if other is not event]
        for other in event.alternatives:
            day = other.first_day
            if other.exact and day and all(abs(day - one.first_day) > FAR_APART for one in rest):
                yield event, other, _alone(year.scenario, event.event, other, rest)


def _alone(scenario: Scenario, event_id: str, other: Alternative, rest: list[EventPlan]) -> Scenario:
    """The workspace of one event that has one candidate, with what the rest leaves of the year's sums."""
    stated = scenario.event_by_id[event_id]
    event = stated.model_copy(update={"venues": (other.venue,), "starts": (other.first_day,)})
    cash = sum(round(float(one.totals.cash) * 100) for one in rest)
    grams = sum(round(one.totals.co2e_kg * 1000) for one in rest)
    limits, left = scenario.limits, {}
    if limits.budget_minor is not None:
        left["budget_minor"] = limits.budget_minor - cash
    if limits.co2e_g is not None:
        left["co2e_g"] = limits.co2e_g - grams
    return scenario.changed(events=(event,), limits=limits.model_copy(update=left))
