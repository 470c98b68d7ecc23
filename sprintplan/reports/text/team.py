"""A manager's team: everybody below them, problems first."""

from collections.abc import Iterator

from sprintplan.domain.plan import EventPlan, Plan, Trip
from sprintplan.reports.formatting import amount, count, span, total, wrapped
from sprintplan.reports.notice_order import ESTIMATED, estimates, in_order, is_urgent
from sprintplan.reports.text.summary import event_place
from sprintplan.reports.text.trips import trip_lines
from sprintplan.reports.tree import manager_meant, names_of, people_below, to_approve, unknown_managers


def team_text(plan: Plan, manager: str) -> str:
    """Who of the tree below a manager travels when, on what; what needs attention comes first in each event.

    Parameters
    ----------
    plan : the plan
    manager : an id or a name

    Raises
    ------
    UsageError : nobody, or more than one, is meant
    """
    return "\n".join(_lines(plan, manager_meant(plan, manager))) + "\n"


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
        "events": [
            {"event": event.event, "trips": [trip.model_dump(mode="json") for trip in _of(event, people)]}
            for event in plan.events
        ],
    }


def _lines(plan: Plan, manager: str) -> Iterator[str]:
    people = people_below(plan, manager)
    name = names_of(plan).get(manager, manager)
    yield from wrapped(f"Below {name}: {count(len(people), 'person', 'people')}", rest="  ")
    yield from _changes(plan, people)
    yield from _to_approve(plan, manager)
    for event in plan.events:
        yield ""
        yield from _event(plan, event, _of(event, people))
    if outside := unknown_managers(plan) - {manager}:
        yield ""
        yield from wrapped(f"Managers who come to no event have teams of their own: {', '.join(sorted(outside))}")


def _changes(plan: Plan, people: set[str]) -> Iterator[str]:
    """What a replan changes for the team."""
    changed = [one for one in plan.changes or () if one.person in people]
    if changed:
        yield ""
        yield f"{count(len(changed), 'trip')} changed since it was published:"
    for one in changed:
        yield from wrapped(f"{one.name} ({one.person}), {one.event}: {one.why}", "  ! ", "    ")


def _to_approve(plan: Plan, manager: str) -> Iterator[str]:
    """The trips that need the manager's own agreement."""
    if asked := to_approve(plan, manager):
        yield ""
        yield f"{count(len(asked), 'approval')} of yours:"
    for event, trip, approval in asked:
        due = f", to be booked by {trip.book_by}" if trip.book_by else ""
        message = f"{trip.name} ({trip.person}), {event.name}, {amount(trip.cost.cash, plan.currency)}{due}"
        yield from wrapped(f"{message}: {approval.reason}", "  ? ", "    ")


def _event(plan: Plan, event: EventPlan, trips: list[Trip]) -> Iterator[str]:
    dates = span(event.first_day, event.last_day)
    yield from wrapped(f"{event_place(event)}, {dates}", rest="  ")
    cash = amount(total(trip.cost.cash for trip in trips), plan.currency)
    urgent = sum(map(is_urgent, trips))
    looked = f"{count(urgent, 'trip')} need attention" if urgent else "nothing needs attention"
    yield f"  {count(len(trips), 'person', 'people')}, {cash} cash, {looked}"
    if estimates(trips):
        yield from wrapped(ESTIMATED, "  ! ", "    ")
    for trip in trips:
        yield ""
        yield from trip_lines(trip, plan.currency)


def _of(event: EventPlan, people: set[str]) -> list[Trip]:
    return in_order(event.trips.where(lambda one: one.person in people))
