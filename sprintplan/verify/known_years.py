"""Years that a plan states as possible beside the one that it is: none is below its bounds."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sprintplan.domain.alternatives import Alternative
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.verify.events import JudgedEvent
from sprintplan.verify.preferred import given_up

FAR_APART_DAYS = 21
"""Travellers of two events that far apart, beyond the nights that they may stay longer, cannot meet on a flight or want
the same seat."""


def known_years(scenario: Scenario, plan: Plan, events: Sequence[JudgedEvent]) -> list[tuple[str, Decimal]]:
    """What each year with another venue or date is called that the `plan` states as solved, and its objective.

    An alternative that was solved is one where the rest of the year stays as it is: where its people cannot meet those
    of another event, who would have to travel in another way then.

    Parameters
    ----------
    scenario : the workspace
    plan : the plan
    events : its events, recomputed
    """
    known = []
    for event in events:
        rest = [one.stated for one in events if one is not event]
        for other in event.stated.alternatives:
            if plan.objective and other.exact and other.difference and _is_apart(scenario, event, other, rest):
                where = f"{event.event.id}: alternative {other.venue} {other.first_day}"
                known.append((where, Decimal(plan.objective) + Decimal(other.difference)))
    if plan.swapped is not None and plan.swapped.exact:
        known.append(("plan: swapped", Decimal(plan.swapped.objective)))
    return known


def _is_apart(scenario: Scenario, event: JudgedEvent, other: Alternative, rest: Sequence[EventPlan]) -> bool:
    """Whether an event's other candidate lies far from all other events of the plan."""
    if other.first_day is None:
        return False
    first, last = other.first_day, event.event.last_day(other.first_day)
    far = FAR_APART_DAYS + scenario.most_early_nights + scenario.most_late_nights
    return all(max((first - one.last_day).days, (one.first_day - last).days) > far for one in rest)


def bound_faults(scenario: Scenario, plan: Plan, events: Sequence[JudgedEvent]) -> Iterator[str]:
    """Every bound of a `plan` that a year is below which it states as solved.

    Parameters
    ----------
    scenario : the workspace
    plan : the plan
    events : its events, recomputed
    """
    next_best, least = plan.proof.next_best_bound, Decimal(plan.objective or 0) - given_up(plan)
    for where, objective in known_years(scenario, plan, events):
        year = f"{where} makes a year of {objective}"
        if plan.status == "optimal" and objective < least:
            yield f"{year}, expected at least {least} beside a plan that is stated as optimal"
        if plan.status == "feasible" and plan.bound is not None and objective < Decimal(plan.bound):
            yield f"{year}, below the bound, which is stated as {plan.bound}"
        if next_best is not None and objective < Decimal(next_best):
            yield f"{year}, below proof.next_best_bound, which is stated as {next_best}"
