"""Columns about the person of a row, the same in every list, and the workspace's own columns."""

from dataclasses import dataclass
from typing import TypeVar

from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.trip import Trip
from sprintplan.reports.lists.table import Column


@dataclass(frozen=True)
class OfPerson:
    """A row about one person's trip to an event."""

    event: EventPlan
    trip: Trip


PersonRow = TypeVar("PersonRow", bound=OfPerson)


def trips_of(plan: Plan) -> list[OfPerson]:
    """Every trip of the plan with its event, in the plan's order."""
    return [OfPerson(event, trip) for event in plan.events for trip in event.trips]


def event_column() -> Column[PersonRow]:
    """The event's id."""
    return Column("event", "text", lambda row: row.event.event, 20)


def person_columns() -> tuple[Column[PersonRow], ...]:
    """Who it is."""
    return (
        Column("person", "text", lambda row: row.trip.person, 14),
        Column("name", "text", lambda row: row.trip.name, 24),
        Column("email", "text", lambda row: row.trip.email, 28),
        Column("team", "text", lambda row: row.trip.team, 14),
    )


def phone_column(plan: Plan) -> tuple[Column[PersonRow], ...]:
    """Phone numbers, where anybody of the `plan` has one."""
    column: Column[PersonRow] = Column("phone", "text", lambda row: row.trip.phone, 18)
    return (column,) if any(trip.phone for event in plan.events for trip in event.trips.travellers) else ()


def extra_columns(plan: Plan) -> tuple[Column[PersonRow], ...]:
    """The columns that people.csv has on top, as a `plan` keeps them, in the order in which they come up."""
    names = dict.fromkeys(name for mine in trips_of(plan) for name in mine.trip.extra)
    return tuple(_extra(name) for name in names)


def _extra(name: str) -> Column[PersonRow]:
    return Column(name, "text", lambda row: row.trip.extra.get(name, ""))
