"""The organiser's own list: who is there on which days, with what they eat and what they need.

Diets and needs stand in no plan, as a plan goes to the travel desk: they come from people.csv when the list is written.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sprintplan.domain.people import Person
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.reports.lists.people import (
    OfPerson,
    event_column,
    extra_columns,
    person_columns,
    phone_column,
    trips_of,
)
from sprintplan.reports.lists.table import Column, Table, table


@dataclass(frozen=True)
class Attendee(OfPerson):
    """Somebody who attends an event in person, with what only people.csv tells of them."""

    diet: str
    access: str


@dataclass(frozen=True)
class Meals:
    """How many people of one diet attend on one day."""

    event: EventPlan
    day: date
    diet: str
    people: int


def attendees(plan: Plan, people: Mapping[str, Person]) -> tuple[Table, ...]:
    """A row a person who attends, and a table with a row a day and diet.

    Parameters
    ----------
    plan : the plan
    people : people.csv by id; who is in it no more has neither diet nor needs
    """
    attending = [_attendee(mine, people.get(mine.trip.person)) for mine in trips_of(plan) if mine.trip.first_day]
    columns = (event_column(), *person_columns(), *phone_column(plan), *THERE, *extra_columns(plan))
    return table("attendees", columns, attending), table("diets", MEALS, _meals(plan, attending))


THERE: tuple[Column[Attendee], ...] = (
    Column("status", "text", lambda row: row.trip.status, 11),
    Column("first_day", "date", lambda row: row.trip.first_day),
    Column("last_day", "date", lambda row: row.trip.last_day),
    Column("diet", "text", lambda row: row.diet, 18),
    Column("access", "text", lambda row: row.access, 24),
)
MEALS: tuple[Column[Meals], ...] = (
    Column("event", "text", lambda row: row.event.event, 20),
    Column("date", "date", lambda row: row.day),
    Column("diet", "text", lambda row: row.diet, 18),
    Column("people", "whole", lambda row: row.people),
)


def _attendee(mine: OfPerson, person: Person | None) -> Attendee:
    return Attendee(mine.event, mine.trip, person.diet if person else "", person.access if person else "")


def _meals(plan: Plan, attendees: list[Attendee]) -> Iterator[Meals]:
    for event in plan.events:
        heads = Counter((day, one.diet) for one in attendees if one.event is event for day in _days(one))
        yield from (Meals(event, day, diet, count) for (day, diet), count in sorted(heads.items()))


def _days(one: Attendee) -> list[date]:
    """The days on which somebody attends."""
    first, last = one.trip.first_day, one.trip.last_day
    return [first + timedelta(days=n) for n in range((last - first).days + 1)] if first and last else []
