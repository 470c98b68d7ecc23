"""Events that are over or under way: they stay as they were published, and the rest of the year goes round them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sprintplan.domain.events import Event
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.totals import Range, Totals
from sprintplan.domain.venues import Venue
from sprintplan.itinerary.absent_managers import absent_managers
from sprintplan.itinerary.baselines import year_differences
from sprintplan.rules.costs import TOTALS
from sprintplan.units import currency_decimals

OF_MONEY = ("cash", *TOTALS)
"""Sums of money as `Totals` has them."""


def facts_of(before: Plan, scenario: Scenario, today: date) -> tuple[EventPlan, ...]:
    """Events of the plan `before` whose travel may have begun: their first day is not after the morrow of `today`.

    Those that the `scenario` does not have any more are left out.
    """
    latest = today + timedelta(days=1)
    return tuple(event for event in before.events if event.event in scenario.event_by_id and event.first_day <= latest)


def open_events(before: Plan, scenario: Scenario, facts: Sequence[EventPlan]) -> list[EventPlan]:
    """Events of the plan `before` that can still change: those that the `scenario` has, beside the `facts`."""
    return [event for event in before.events if event not in facts and event.event in scenario.event_by_id]


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
    events = tuple(sorted([*rest, *facts] if sign > 0 else rest, key=lambda one: order.index(one.event)))
    places = currency_decimals(plan.currency)
    score = sum((Decimal(one.objective) for one in facts), Decimal(0)) * sign
    objective, bound = _moved(plan.objective, score, places), _moved(plan.bound, score, places)
    totals = plan.totals
    for fact in facts if totals else ():
        totals = _added(totals or fact.totals, fact, sign, booked=bool(scenario.history.bookings))
    proof, swapped = plan.proof, plan.swapped
    return plan.changed(
        events=events,
        facts=tuple(sorted(names, key=order.index)) if sign > 0 else (),
        objective=objective,
        bound=bound,
        gap=_gap(objective, bound) if objective is not None and bound is not None else plan.gap,
        totals=totals,
        managers=absent_managers(scenario, events),
        swapped=swapped.changed(objective=_moved(swapped.objective, score, places)) if swapped else None,
        proof=proof.changed(next_best_bound=_moved(proof.next_best_bound, score, places)),
        **year_differences(events),
    )


def _gap(objective: str, bound: str) -> float:
    score = Decimal(objective)
    return round(float((score - Decimal(bound)) / score), 6) if score else 0.0


def _added(one: Totals, fact: EventPlan, sign: int, *, booked: bool) -> Totals:
    """The sums with those of a fact, or without them; what is given up is there where anything is booked, or the fact
    has it."""
    other = fact.totals
    members: dict[str, Any] = {
        "travel_hours": round(one.travel_hours + sign * other.travel_hours, 2),
        "co2e_kg": round(one.co2e_kg + sign * other.co2e_kg, 3),
        "travellers": one.travellers + sign * other.travellers,
        "remote": one.remote + sign * other.remote,
    }
    for name in OF_MONEY:
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine is not None or theirs is not None:
            members[name] = str(Decimal(mine or 0) + sign * Decimal(theirs or 0))
    if sign < 0 and not booked:
        members["given_up"] = None
    if one.range:
        members["range"] = one.range.changed(
            cash=_range(one.range.cash, sign * Decimal(other.cash)),
            objective=_range(one.range.objective, sign * Decimal(fact.objective)),
        )
    return one.changed(**members)


def _range(one: Range, more: Decimal) -> Range:
    return Range(low=str(Decimal(one.low) + more), high=str(Decimal(one.high) + more))


def _moved(amount: str | None, score: Decimal, places: int) -> str | None:
    """An amount of the score with that of the facts; None where it is not known."""
    return None if amount is None else str((Decimal(amount) + score).quantize(Decimal(1).scaleb(-places)))
