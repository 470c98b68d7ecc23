"""The year with the venues of both events swapped, as a plan states it: what of it follows from the plan."""

from collections.abc import Iterator
from decimal import Decimal

from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.verify.preferred import given_up
from sprintplan.verify.sentences import differs


def swapped_faults(scenario: Scenario, plan: Plan) -> Iterator[str]:
    """Every way in which the swapped year of a `plan` contradicts its events, or their first days in a `scenario`."""
    if plan.swapped is None or plan.objective is None:
        return
    stated = [(one.event, one.venue) for one in plan.swapped.events]
    venues = [event.venue for event in plan.events][::-1]
    expected = [(event.event, venue) for event, venue in zip(plan.events, venues, strict=True)]
    if len(plan.events) != 2 or stated != expected:
        yield f"plan: swapped states {stated}, expected {expected if len(plan.events) == 2 else 'nothing'}"
    for one in plan.swapped.events:
        event = scenario.event_by_id.get(one.event)
        if event is None or one.first_day not in event.starts or one.venue not in event.venues:
            yield f"plan: swapped: {one.event} at {one.venue} on {one.first_day} is not a candidate"
    more = Decimal(plan.swapped.objective) - Decimal(plan.objective)
    yield from differs("plan", "swapped.difference", Decimal(plan.swapped.difference), more)
    if plan.status == "optimal" and plan.swapped.exact and more < -given_up(plan):
        yield f"plan: swapped costs {-more} less than a plan that is stated as optimal"
