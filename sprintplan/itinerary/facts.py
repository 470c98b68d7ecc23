"""Events that are over or under way: they stay as they were published, and the rest of the year goes round them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sprintplan.domain.events import Event
from sprintplan.domain.plan import EventPlan, Plan, Totals
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.units import currency_decimals

OF_MONEY = ("cash", "fares", "rooms", "per_diem", "transfers", "venue", "visas", "co2e_levy", "given_up")


def facts_of(before: Plan, scenario: Scenario, today: date) -> tuple[EventPlan, ...]:
    """Events of the plan `before` whose travel may have begun: their first day is not after the morrow of `today`.

    Those that the `scenario` does not have any more are left out.
    """
    latest = today + timedelta(days=1)
    return tuple(event for event in before.events if event.event in scenario.event_by_id and event.first_day <= latest)


def without_events(scenario: Scenario, facts: Sequence[EventPlan]) -> Scenario:
    """What is left of the year of a `scenario`: other events than the `facts`, and what these leave of the limits."""
    if not facts:
        return scenario
    gone = {event.event for event in facts}
    limits, unit = scenario.limits, 10 ** currency_decimals(scenario.currency)
    spent = int(sum(Decimal(event.totals.cash) for event in facts) * unit)
    grams = sum(round(event.totals.co2e_kg * 1000) for event in facts)
    changes = {
        "budget_minor": None if limits.budget_minor is None else max(0, limits.budget_minor - spent),
        "co2e_g": None if limits.co2e_g is None else max(0, limits.co2e_g - grams),
    }
    venues = tuple(_used(venue, facts) for venue in scenario.venues)
    events = tuple(_after(scenario, event, facts) for event in scenario.events if event.id not in gone)
    return scenario.changed(events=events, venues=venues, limits=limits.changed(**changes))


def _used(venue: Venue, facts: Iterable[EventPlan]) -> Venue:
    """The venue, used last by a fact where that is later."""
    days = [event.last_day for event in facts if event.venue == venue.id]
    return venue.changed(last_used=max([*days, *([venue.last_used] if venue.last_used else [])])) if days else venue


def _after(scenario: Scenario, event: Event, facts: Sequence[EventPlan]) -> Event:
    """The event with the venues and first days that the facts leave it."""
    weeks, different = scenario.limits.weeks_between_events or 0, scenario.limits.different
    last = max(one.last_day for one in facts)
    starts = tuple(day for day in event.starts if day > last + timedelta(days=1) and (day - last).days >= 7 * weeks)
    taken = {_what(scenario.venue_by_id[one.venue], different) for one in facts if one.venue in scenario.venue_by_id}
    venues = tuple(
        id for id in event.venues if different is None or _what(scenario.venue_by_id[id], different) not in taken
    )
    return event.changed(starts=starts, venues=venues)


def _what(venue: Venue, different: str | None) -> object:
    return venue.id if different == "venue" else getattr(venue, different) if different else None


def with_facts(plan: Plan, facts: Sequence[EventPlan], scenario: Scenario) -> Plan:
    """The `plan` with the `facts` in it, in the order of the events of a `scenario`, and their sums added."""
    return _summed(plan, facts, scenario, 1) if facts and plan.events else plan


def without_facts(plan: Plan, facts: Sequence[EventPlan], scenario: Scenario) -> Plan:
    """The `plan` without the `facts`, as it was before they were added; the `scenario` has all events in order."""
    return _summed(plan, facts, scenario, -1) if facts and plan.events else plan


def _summed(plan: Plan, facts: Sequence[EventPlan], scenario: Scenario, sign: int) -> Plan:
    names, order = {one.event for one in facts}, [event.id for event in scenario.events]
    rest = [one for one in plan.events if one.event not in names]
    events = sorted([*rest, *facts] if sign > 0 else rest, key=lambda one: order.index(one.event))
    score = sum((Decimal(one.objective) for one in facts), Decimal(0)) * sign
    objective = None if plan.objective is None else Decimal(plan.objective) + score
    bound = None if plan.bound is None else Decimal(plan.bound) + score
    next_best = plan.proof.next_best_bound
    gap = plan.gap
    if objective is not None and bound is not None:
        gap = round(float((objective - bound) / objective), 6) if objective else 0.0
    totals = plan.totals
    for fact in facts if totals else ():
        totals = _added(totals or fact.totals, fact.totals, sign)
    places = currency_decimals(plan.currency)
    return plan.changed(
        events=tuple(events),
        facts=tuple(sorted(names, key=order.index)) if sign > 0 else (),
        objective=_money(objective, places),
        bound=_money(bound, places),
        gap=gap,
        totals=totals,
        proof=plan.proof.changed(
            next_best_bound=None if next_best is None else _money(Decimal(next_best) + score, places)
        ),
    )


def _added(one: Totals, other: Totals, sign: int) -> Totals:
    """The sums of both, or those of one less the other's."""
    members: dict[str, Any] = {
        "travel_hours": round(one.travel_hours + sign * other.travel_hours, 2),
        "co2e_kg": round(one.co2e_kg + sign * other.co2e_kg, 3),
        "travellers": one.travellers + sign * other.travellers,
        "remote": one.remote + sign * other.remote,
    }
    for name in OF_MONEY:
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine is not None:
            members[name] = str(Decimal(mine) + sign * Decimal(theirs or 0))
    return one.changed(**members)


def _money(amount: Decimal | None, places: int) -> str | None:
    return None if amount is None else str(amount.quantize(Decimal(1).scaleb(-places)))
