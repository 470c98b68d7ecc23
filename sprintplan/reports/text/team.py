"""A manager's team: what needs the manager first, then everybody below them."""

from collections.abc import Iterable, Iterator

from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.trip import Trip
from sprintplan.reports.days_touched import days_touched, holiday_note
from sprintplan.reports.formatting import amount, count, day, span, total, wrapped
from sprintplan.reports.notice_order import ESTIMATED, estimates, gravity, in_order, is_urgent
from sprintplan.reports.place_names import event_names
from sprintplan.reports.text.summary import event_place
from sprintplan.reports.text.trips import concern_lines, team_table, trip_lines
from sprintplan.reports.tree import manager_meant, names_of, people_below, to_approve, unknown_managers

MOST_CONCERNS = 10
"""Trips that are told above the tables, the gravest first."""


def team_text(plan: Plan, manager: str, *, details: bool = False) -> str:
    """What needs the manager first, then a table of everybody in the tree below, event by event.

    Parameters
    ----------
    plan : the plan
    manager : an id, an e-mail address or a name
    details : whether each trip is told in full below its table

    Raises
    ------
    UsageError : nobody, or more than one, is meant
    """
    return "\n".join(_lines(plan, manager_meant(plan, manager), details)) + "\n"


def team_facts(plan: Plan, manager: str) -> dict[str, object]:
    """The same as JSON has it: the `manager`, and the trips of a `plan` by event in the same order."""
    at = manager_meant(plan, manager)
    people = people_below(plan, at)
    return {
        "manager": at,
        "people": len(people),
        "to_approve": [
            {"event": event.event, "person": trip.person, "rule": approval.rule, "reason": approval.reason}
            for event, trip, approval in to_approve(plan, at)
        ],
        "days_touched": [_days_facts(event, trip) for event in plan.events for trip in _of(event, people)],
        "events": [
            {"event": event.event, "trips": [trip.model_dump(mode="json") for trip in _of(event, people)]}
            for event in plan.events
        ],
    }


def _days_facts(event: EventPlan, trip: Trip) -> dict[str, object]:
    """The days at home that a trip touches."""
    touched = days_touched(trip)
    days = {
        "weekend_days": touched.weekend,
        "holidays": [str(day) for day in touched.holidays],
        "holidays_in_parts": [str(day) for day in touched.in_parts],
    }
    return {"event": event.event, "person": trip.person} | days


def _lines(plan: Plan, manager: str, details: bool) -> Iterator[str]:
    people = people_below(plan, manager)
    trips = [(event, _of(event, people)) for event in plan.events]
    name = names_of(plan).get(manager, manager)
    cash = amount(total(trip.cost.cash for _, own in trips for trip in own), plan.currency)
    yield from wrapped(f"Below {name}: {count(len(people), 'person', 'people')}, {cash} cash", rest="  ")
    yield from _changes(plan, people)
    yield from _to_approve(plan, manager)
    yield from _concerns(trips)
    for event, own in trips:
        yield ""
        yield from _event(plan, event, own, details)
    if not details and any(own for _, own in trips):
        yield ""
        yield from wrapped("--details tells each trip in full, `sprintplan show --person PERSON` one of them.")
    if outside := unknown_managers(plan) - {manager}:
        yield ""
        yield from wrapped(f"Managers who come to no event have teams of their own: {', '.join(sorted(outside))}")


def _concerns(trips: Iterable[tuple[EventPlan, list[Trip]]]) -> Iterator[str]:
    """Who cannot attend, and trips with a notice to look at first, of all events."""
    urgent = [(event, trip) for event, own in trips for trip in own if is_urgent(trip)]
    if urgent:
        yield ""
        yield f"{count(len(urgent), 'trip')} {'needs' if len(urgent) == 1 else 'need'} attention:"
    urgent.sort(key=lambda one: gravity(one[1]))
    for event, trip in urgent[:MOST_CONCERNS]:
        yield from concern_lines(trip, event.name)
    if len(urgent) > MOST_CONCERNS:
        yield f"    and {count(len(urgent) - MOST_CONCERNS, 'more trip')}, among those of --details"


def _changes(plan: Plan, people: set[str]) -> Iterator[str]:
    """What a replan changes for the team."""
    changed = [one for one in plan.changes or () if one.person in people]
    if changed:
        yield ""
        yield f"{count(len(changed), 'trip')} changed since it was published:"
    names = event_names(plan)
    for one in changed:
        yield from wrapped(f"{one.name} ({one.person}), {names.get(one.event, one.event)}: {one.why}", "  ! ", "    ")


def _to_approve(plan: Plan, manager: str) -> Iterator[str]:
    """The trips that need the manager's own agreement."""
    if asked := to_approve(plan, manager):
        yield ""
        yield f"{count(len(asked), 'approval')} of yours:"
    for event, trip, approval in asked:
        due = f", to be booked by {day(trip.book_by)}" if trip.book_by else ""
        message = f"{trip.name} ({trip.person}), {event.name}, {amount(trip.cost.cash, plan.currency)}{due}"
        yield from wrapped(f"{message}: {approval.reason}", "  ? ", "    ")


def _event(plan: Plan, event: EventPlan, trips: list[Trip], details: bool) -> Iterator[str]:
    dates = span(event.first_day, event.last_day)
    yield from wrapped(f"{event_place(event)}, {dates}", rest="  ")
    if not trips:
        yield "  none of them is asked to come"
        return
    cash = amount(total(trip.cost.cash for trip in trips), plan.currency)
    yield f"  {count(len(trips), 'person', 'people')}, {cash} cash"
    if estimates(trips):
        yield from wrapped(ESTIMATED, "  ! ", "    ")
    yield ""
    yield from team_table(trips, plan.currency)
    if note := holiday_note(map(days_touched, trips)):
        yield from wrapped(note, "  ", "    ")
    for trip in trips if details else ():
        yield ""
        yield from trip_lines(trip, plan.currency)


def _of(event: EventPlan, people: set[str]) -> list[Trip]:
    return in_order(event.trips.where(lambda one: one.person in people))
