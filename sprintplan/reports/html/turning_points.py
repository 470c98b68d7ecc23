"""What would change where the year's events are: how much cheaper another place had to be, and without which rule."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from sprintplan.domain.comparison import Comparison, ScenarioResult
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.reports.certainty_words import doubt, hundredths, place
from sprintplan.reports.formatting import amount, day_month

MOST_RULES = 4
"""Rules that are named; the table of rules has all."""


def turning_points(plan: Plan, comparison: Comparison | None, names: Mapping[str, str]) -> tuple[str, ...]:
    """Sentences on what would change the places of a plan, or their dates.

    Parameters
    ----------
    plan : the plan
    comparison : its scenarios; None without any
    names : what people call its venues, by id
    """
    if plan.status != "optimal":
        return ()
    elsewhere = (sentence for event in plan.events for sentence in _elsewhere(plan, event, names))
    rules = _without(comparison) if comparison else ()
    return (*elsewhere, *_swapped(plan), *rules)


def _elsewhere(plan: Plan, event: EventPlan, names: Mapping[str, str]) -> Iterator[str]:
    """How much less the next best place had to cost, and which other place is the best in most markets."""
    others = [one for one in event.alternatives if one.venue != event.venue and Decimal(one.difference or 0) > 0]
    if others:
        best = min(others, key=lambda one: Decimal(one.difference or 0))
        less = ("" if best.exact else "at least ") + amount(best.difference, plan.currency)
        yield f"{event.name} moves to {names.get(best.venue, best.venue)} if that costs over {less} less, all in"
    sure = doubt(plan, event)
    likely = max(event.alternatives, key=lambda one: one.chance or 0 if one.venue != event.venue else 0, default=None)
    if sure and likely and likely.chance and likely.venue != event.venue:
        shares = f"{hundredths(likely.chance)} of 100 likely markets, {place(event)} in {hundredths(sure.chance_venue)}"
        yield f"{names.get(likely.venue, likely.venue)} is the best place for {event.name} in {shares}"


def _swapped(plan: Plan) -> Iterator[str]:
    """What it costs that both events take each other's places."""
    if plan.swapped is None or len(plan.events) != 2:
        return
    one, other = plan.events
    more = ("" if plan.swapped.exact else "at least ") + amount(plan.swapped.difference, plan.currency)
    places = f"{one.name} in {place(other)} and {other.name} in {place(one)}"
    yield f"{places}, the other way round, cost {more} more, all in"


def _without(comparison: Comparison) -> Iterator[str]:
    """Rules without which the year is elsewhere, or at another time, those that save most first."""
    here = _places(comparison.plan)
    moved = [one for one in comparison.scenarios if one.kind == "rule" and one.events and _places(one) != here]
    moved.sort(key=lambda one: Decimal(one.difference.cash) if one.difference else Decimal(0))
    for one in moved[:MOST_RULES]:
        yield f"Without {one.name} the year is {', '.join(_places(one))}"


def _places(one: ScenarioResult) -> list[str]:
    return [f"{event.city or event.venue_name} {day_month(event.first_day)}" for event in one.events]
