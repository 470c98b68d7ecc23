"""A manager's team: everybody below them, problems first."""

from collections.abc import Iterator

from sprintplan.domain.plan import Plan, Trip
from sprintplan.errors import UsageError
from sprintplan.reports.trips import trip_lines
from sprintplan.reports.words import amount, day, plain

URGENT = ("cabin_not_sold", "visa", "long_journey", "rest")


def below(plan: Plan, manager: str) -> set[str]:
    """Ids of the whole tree below a manager; UsageError where nobody reports to that id."""
    reports: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for event in plan.events:
        for trip in event.trips:
            reports.setdefault(trip.manager, set()).add(trip.person)
            names[trip.person] = trip.name
    by_name = [person for person, name in names.items() if name == manager]
    at = by_name[0] if manager not in names and len(by_name) == 1 else manager
    if not reports.get(at):
        known = ", ".join(sorted(reports.keys() - {""})[:8])
        raise UsageError(f'nobody reports to "{manager}" in this plan. Managers are {known}')
    found, todo = set[str](), [at]
    while todo:
        for person in reports.get(todo.pop(), set()) - found:
            found.add(person)
            todo.append(person)
    return found


def team_text(plan: Plan, manager: str) -> str:
    """Who of the tree travels when, on what; what needs attention comes first."""
    return "\n".join(_lines(plan, below(plan, manager))) + "\n"


def _lines(plan: Plan, people: set[str]) -> Iterator[str]:
    for event in plan.events:
        trips = [trip for trip in event.trips if trip.person in people]
        cash = sum(float(trip.cost.cash) for trip in trips)
        place = f"{plain(event.city)} ({event.country})"
        yield f"{plain(event.name)}: {place}, {day(event.first_day)} to {day(event.last_day)}"
        heads = "1 person" if len(trips) == 1 else f"{len(trips)} people"
        yield f"  {heads}, {amount(str(cash), plan.currency)} cash"
        for trip in sorted(trips, key=_urgency):
            yield ""
            yield from trip_lines(trip)
        yield ""


def _urgency(trip: Trip) -> tuple[int, str]:
    """Who stays away first, then by the gravest notice, then by departure."""
    kinds = {notice.kind for notice in trip.notices}
    rank = next((n for n, kind in enumerate(URGENT, 1) if kind in kinds), len(URGENT) + 1)
    leaves = trip.outbound.departs_at if trip.outbound else ""
    return (0 if trip.status == "remote" else rank), leaves
