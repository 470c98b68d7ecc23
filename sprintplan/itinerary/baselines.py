"""What each event would cost at its baseline: the venue that every choice is compared with."""

from collections.abc import Sequence
from decimal import Decimal

from sprintplan.domain.plan import Baseline, EventPlan

NO_ROOM = "the rest of the year leaves no date for it there"


def with_baseline(event: EventPlan, venue: str | None) -> EventPlan:
    """The planned `event` with what it would cost at the `venue` of that id: of its alternatives the best there."""
    if venue is None:
        return event
    if venue == event.venue:
        same = {"first_day": event.first_day, "objective": event.objective, "exact": True, "excluded_because": None}
        nothing = _minus(event.objective, event.objective)
        return event.changed(baseline=Baseline(venue=venue, difference=nothing, cash_difference=nothing, **same))
    found = next((other for other in event.alternatives if other.venue == venue), None)
    if found is None or found.objective is None:
        why = found.excluded_because if found else NO_ROOM
        told = Baseline(
            venue=venue,
            first_day=None,
            objective=None,
            difference=None,
            cash_difference=None,
            exact=False,
            excluded_because=why,
        )
        return event.changed(baseline=told)
    cash = _minus(found.totals.cash, event.totals.cash) if found.totals and found.exact else None
    told = Baseline(
        venue=venue,
        first_day=found.first_day,
        objective=found.objective,
        difference=found.difference,
        cash_difference=cash,
        exact=found.exact,
        excluded_because=None,
    )
    return event.changed(baseline=told)


def year_differences(events: Sequence[EventPlan]) -> dict[str, str | None]:
    """How much more all `events` cost at their baselines, in the score and in cash; None where one is not known."""
    found = [event.baseline for event in events]
    return {
        "baseline_difference": _total([one.difference if one else None for one in found]),
        "baseline_cash_difference": _total([one.cash_difference if one else None for one in found]),
    }


def _total(amounts: Sequence[str | None]) -> str | None:
    known = [Decimal(amount) for amount in amounts if amount is not None]
    return str(sum(known[1:], known[0])) if known and len(known) == len(amounts) else None


def _minus(more: str, less: str) -> str:
    return str(Decimal(more) - Decimal(less))
