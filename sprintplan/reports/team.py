"""A manager's team: everybody below them, problems first."""

from collections.abc import Iterator

from sprintplan.domain.plan import EventPlan, NoticeKind, Plan, Trip
from sprintplan.errors import UsageError
from sprintplan.reports.lookup import meant
from sprintplan.reports.summary import event_place
from sprintplan.reports.trips import trip_lines
from sprintplan.reports.words import amount, count, plain, span, total, wrapped

URGENT: tuple[NoticeKind, ...] = ("cabin_not_sold", "rest", "visa", "long_journey")


def team_text(plan: Plan, manager: str) -> str:
    """Who of the tree below a manager travels when, on what; what needs attention comes first in each event.

    `manager` is an id or a name; UsageError where nobody, or more than one, is meant.
    """
    return "\n".join(_lines(plan, _manager(plan, manager))) + "\n"


def team_facts(plan: Plan, manager: str) -> dict[str, object]:
    """The same as JSON has it: the manager, and the trips by event in the same order."""
    at = _manager(plan, manager)
    people = _below(plan, at)
    return {
        "manager": at,
        "people": len(people),
        "events": [
            {"event": event.event, "trips": [trip.model_dump(mode="json") for trip in _sorted(event, people)]}
            for event in plan.events
        ],
    }


def _manager(plan: Plan, asked: str) -> str:
    trips = [trip for event in plan.events for trip in event.trips]
    names = {trip.person: trip.name for trip in trips}
    managers = {trip.manager: names.get(trip.manager, "") for trip in trips if trip.manager}
    if asked in names and asked not in managers:
        raise UsageError(f'nobody in this plan reports to "{asked}". Try `sprintplan show PLAN --person {asked}`')
    return meant(asked, managers, "manager")


def _below(plan: Plan, manager: str) -> set[str]:
    """Ids of the whole tree below a manager."""
    reports: dict[str, set[str]] = {}
    for event in plan.events:
        for trip in event.trips:
            reports.setdefault(trip.manager, set()).add(trip.person)
    found, todo = set[str](), [manager]
    while todo:
        new = reports.get(todo.pop(), set()) - found - {manager}
        found |= new
        todo += new
    return found


def _lines(plan: Plan, manager: str) -> Iterator[str]:
    people = _below(plan, manager)
    names = {trip.person: trip.name for event in plan.events for trip in event.trips}
    yield from wrapped(f"Below {names.get(manager, manager)}: {count(len(people), 'person', 'people')}", rest="  ")
    for event in plan.events:
        yield ""
        yield from _event(plan, event, _sorted(event, people))
    outside = {trip.manager for event in plan.events for trip in event.trips} - names.keys() - {"", manager}
    if outside:
        yield ""
        yield from wrapped(f"Managers who come to no event have teams of their own: {', '.join(sorted(outside))}")


def _event(plan: Plan, event: EventPlan, trips: list[Trip]) -> Iterator[str]:
    dates = span(event.first_day, event.last_day)
    yield from wrapped(f"{event_place(event)}, {dates}", rest="  ")
    cash = amount(total(trip.cost.cash for trip in trips), plan.currency)
    urgent = sum(_urgency(trip)[0] <= len(URGENT) for trip in trips)
    looked = f"{count(urgent, 'trip')} to look at first" if urgent else "nothing to look at first"
    yield f"  {count(len(trips), 'person', 'people')}, {cash} cash, {looked}"
    for trip in trips:
        yield ""
        yield from trip_lines(trip, plan.currency)


def _sorted(event: EventPlan, people: set[str]) -> list[Trip]:
    return sorted((trip for trip in event.trips if trip.person in people), key=_urgency)


def _urgency(trip: Trip) -> tuple[int, str, str]:
    """Who stays away first, then by the gravest notice, then by departure and name."""
    kinds = {notice.kind for notice in trip.notices}
    rank = next((n for n, kind in enumerate(URGENT, 1) if kind in kinds), len(URGENT) + 1)
    leaves = trip.outbound.departs_at if trip.outbound else ""
    return (0 if trip.status == "remote" else rank), leaves, plain(trip.name)
