"""What a plan states of baselines, against its own alternatives."""

from collections.abc import Iterator
from decimal import Decimal

from sprintplan.domain.alternatives import Baseline
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.verify.sentences import differs


def baseline_faults(scenario: Scenario, plan: Plan) -> Iterator[str]:
    """Every baseline of a `plan` that is not that of the `scenario`, or that its alternatives contradict."""
    for event in plan.events:
        if event.event in scenario.event_by_id:
            yield from _of_event(event, scenario.event_by_id[event.event].baseline or "")
    for member in ("difference", "cash_difference"):
        amounts = [getattr(event.baseline, member) if event.baseline else None for event in plan.events]
        known = [Decimal(amount) for amount in amounts if amount is not None]
        expected = sum(known, Decimal(0)) if known and len(known) == len(amounts) else None
        stated = getattr(plan, f"baseline_{member}")
        yield from differs("plan", f"baseline_{member}", stated and Decimal(stated), expected)


def _of_event(event: EventPlan, venue: str) -> Iterator[str]:
    stated, where = event.baseline, f"{event.event}: baseline"
    yield from differs(where, "venue", stated.venue if stated else "", venue)
    if stated is None or stated.venue != venue:
        return
    if venue == event.venue:
        expected: tuple[object, ...] = (event.first_day, Decimal(event.objective), Decimal(0), Decimal(0), True)
    else:
        other = next((one for one in event.alternatives if one.venue == venue), None)
        if other is None or other.objective is None or other.difference is None:
            expected = (None, None, None, None, False)
        else:
            cash = Decimal(other.totals.cash) - Decimal(event.totals.cash) if other.totals and other.exact else None
            difference = Decimal(other.objective) - Decimal(event.objective)
            expected = (other.first_day, Decimal(other.objective), difference, cash, other.exact)
    for name, value, due in zip(NAMES, _members(stated), expected, strict=True):
        yield from differs(where, name, value, due)
    if (stated.objective is None) != bool(stated.excluded_because):
        yield f"{where}: excluded_because is stated as {stated.excluded_because}, expected just where no score is"


NAMES = ("first_day", "objective", "difference", "cash_difference", "exact")
"""Members of a baseline that its event's alternatives decide."""


def _members(stated: Baseline) -> tuple[object, ...]:
    money = [getattr(stated, name) for name in NAMES[1:4]]
    return (stated.first_day, *(amount and Decimal(amount) for amount in money), stated.exact)
