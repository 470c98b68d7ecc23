"""What decided a year: the three facts that cost most to have otherwise."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from sprintplan.domain.alternatives import Alternative
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.reports.formatting import amount, day_month, difference
from sprintplan.reports.place_names import place_names
from sprintplan.rules.costs import TOTALS

MOST_FACTS = 3
MOST_REASONS, MOST_NAMED = 2, 3
"""Reasons why places are ruled out, and places of each, that a sentence names."""
MOST_PARTS = 3
"""Sums of cash that a difference is explained by, where others make up for the largest."""
SUMS = {
    "per_diem": "per diem",
    "co2e": "CO2e",
    "co2e_levy": "levy on CO2e",
    "minimum_spend": "minimum spend",
    "given_up": "given-up bookings",
}
"""What people read of sums that are not called by one plain word."""


def facts_of(plan: Plan) -> tuple[str, ...]:
    """Of the places, dates and rules that a `plan` could have otherwise, the three with the largest difference."""
    facts = sorted(_facts(plan), key=lambda fact: -fact[0])
    return tuple(text for _, text in facts[:MOST_FACTS])


def _facts(plan: Plan) -> Iterator[tuple[Decimal, str]]:
    names = place_names(plan)
    for event in plan.events:
        known = [one for one in event.alternatives if one.difference is not None]
        elsewhere = [one for one in known if one.venue != event.venue]
        dates = [one for one in known if one.venue == event.venue]
        if elsewhere:
            best = min(elsewhere, key=lambda one: Decimal(one.difference or 0))
            yield Decimal(best.difference or 0), _place(plan, event, best, names)
        if dates:
            best = min(dates, key=lambda one: Decimal(one.difference or 0))
            yield Decimal(best.difference or 0), _date(plan, event, best)
        out = [one for one in event.alternatives if one.excluded_because]
        if out and not elsewhere:
            yield Decimal("Infinity"), f"{event.name}: every other place is ruled out: {_ruled_out(out, names)}"


def _place(plan: Plan, event: EventPlan, other: Alternative, names: Mapping[str, str]) -> str:
    where = f"{event.name} is in {event.city or event.venue_name}"
    name = names.get(other.venue, other.venue)
    more = Decimal(other.difference or 0)
    if not other.exact:
        return f"{where}: {_unsettled(name, 'place', more, plan.currency)}"
    sentence = f"{where}: {name}, the next best place, scores {amount(more, plan.currency)} more"
    cause = _cause(event, other)
    return f"{sentence}{f', {cause}' if cause else ''}"


def _date(plan: Plan, event: EventPlan, other: Alternative) -> str:
    when = f"{event.name} begins on {day_month(event.first_day)}"
    day = day_month(other.first_day or event.first_day)
    more = Decimal(other.difference or 0)
    if not other.exact:
        return f"{when}: {_unsettled(day, 'date', more, plan.currency)}"
    if more < 0:
        return f"{when}: {day} scores {amount(-more, plan.currency)} less, given up for fewer public holidays"
    if not more:
        return f"{when}: {day} would score the same, and the earlier date wins"
    return f"{when}: {day}, the next best date, scores {amount(more, plan.currency)} more"


def _unsettled(name: str, what: str, more: Decimal, currency: str) -> str:
    """What is known of a place or date whose score is a bound."""
    if more <= 0:
        return f"{name} may score up to {amount(-more, currency)} less, as time ran out before it was solved"
    return f"{name}, the next best {what}, scores at least {amount(more, currency)} more"


def _cause(event: EventPlan, other: Alternative) -> str:
    """The sum of cash that differs most; the three that do where that one is more than the whole difference."""
    if other.totals is None:
        return ""
    gaps = {
        name: Decimal(getattr(other.totals, name, None) or 0) - Decimal(getattr(event.totals, name, None) or 0)
        for name in TOTALS
    }
    name = max(gaps, key=lambda one: gaps[one])
    if gaps[name] <= 0:
        return ""
    if other.difference is not None and gaps[name] <= Decimal(other.difference):
        return f"{amount(gaps[name])} of it {SUMS.get(name, name)}"
    most = sorted(gaps, key=lambda one: -abs(gaps[one]))[:MOST_PARTS]
    return ", ".join(f"{SUMS.get(one, one)} {difference(str(gaps[one]))}" for one in most if gaps[one])


def _ruled_out(out: list[Alternative], names: Mapping[str, str]) -> str:
    by_reason: dict[str, list[str]] = {}
    for one in out:
        by_reason.setdefault(one.excluded_because or "", []).append(names.get(one.venue, one.venue))
    return "; ".join(f"{_first(places)}: {reason}" for reason, places in list(by_reason.items())[:MOST_REASONS])


def _first(places: list[str]) -> str:
    more = len(places) - MOST_NAMED
    return ", ".join(places[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
