"""What each event would cost at its baseline: the venue that every choice is compared with."""

from collections.abc import Sequence
from decimal import Decimal

from sprintplan.domain.alternatives import Baseline
from sprintplan.domain.plan import EventPlan

NO_ROOM = "the rest of the year leaves no date for it there"


def with_baseline(event: EventPlan, venue: str | None) -> EventPlan:
    """The planned `event` with what it would cost at the `venue` of that id: of its alternatives the best there."""
    if venue is None:
        return event
    if venue == event.venue:
        same = {"first_day": event.first_day, "objective": event.objective, "exact": True, "excluded_because": None}
        nothing = _minus(event.objective, event.objective)
        return event.changed(baseline=Baseline(venue=venue, difference=nothing, cash_difference=nothing, **same))
    other_place = next((other for other in event.alternatives if other.venue == venue), None)
    if other_place is None or other_place.objective is None:
        why = other_place.excluded_because if other_place else NO_ROOM
        baseline = Baseline(
            venue=venue,
            first_day=None,
            objective=None,
            difference=None,
            cash_difference=None,
            exact=False,
            excluded_because=why,
        )
        return event.changed(baseline=baseline)
    cash = _minus(other_place.totals.cash, event.totals.cash) if other_place.totals and other_place.exact else None
    baseline = Baseline(
        venue=venue,
        first_day=other_place.first_day,
        objective=other_place.objective,
        difference=other_place.difference,
        cash_difference=cash,
        exact=other_place.exact,
        excluded_because=None,
    )
    return event.changed(baseline=baseline)


def year_differences(events: Sequence[EventPlan]) -> dict[str, str | None]:
    """How much more all `events` cost at their baselines, in the score and in cash; None where one is not known."""
    baselines = [event.baseline for event in events]
    return {
        "baseline_difference": _total([one.difference if one else None for one in baselines]),
        "baseline_cash_difference": _total([one.cash_difference if one else None for one in baselines]),
    }


def _total(amounts: Sequence[str | None]) -> str | None:
    known = [Decimal(amount) for amount in amounts if amount is not None]
    return str(sum(known[1:], known[0])) if known and len(known) == len(amounts) else None


def _minus(more: str, less: str) -> str:
    return str(Decimal(more) - Decimal(less))
