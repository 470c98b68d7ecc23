"""Days in lieu: what each trip earns, and what each person earns in the year."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sprintplan.domain.plan import Plan
from sprintplan.domain.trip import LieuRecord
from sprintplan.reports.lists.people import OfPerson, event_column, extra_columns, person_columns, trips_of
from sprintplan.reports.lists.table import Column, Table, table


@dataclass(frozen=True)
class Earned(OfPerson):
    """What one trip earns, or with `event` and `trip` of the first, what all trips of a person do."""

    lieu: LieuRecord


def lieu(plan: Plan) -> tuple[Table, ...]:
    """A row a trip of a `plan` that earns anything, and a table with a row a person."""
    rows = list(earned(plan))
    return (
        table("lieu", (event_column(), *person_columns(), *EARNED, *extra_columns(plan)), rows),
        table("people", (*person_columns(), *EARNED, *extra_columns(plan)), by_person(rows)),
    )


EARNED: tuple[Column[Earned], ...] = (
    Column("outside_hours", "number", lambda row: row.lieu.outside_hours, total=True),
    Column("weekend_days", "whole", lambda row: row.lieu.weekend_days, total=True),
    Column("days_in_lieu", "number", lambda row: row.lieu.days, total=True),
)


def earned(plan: Plan) -> Iterator[Earned]:
    """Every trip that earns something, in the plan's order."""
    for mine in trips_of(plan):
        if mine.trip.lieu and mine.trip.lieu.days:
            yield Earned(mine.event, mine.trip, mine.trip.lieu)


def by_person(rows: list[Earned]) -> list[Earned]:
    """The sums of each person among `rows`, in order of their first trip."""
    people: dict[str, list[Earned]] = {}
    for one in rows:
        people.setdefault(one.trip.person, []).append(one)
    return [Earned(own[0].event, own[0].trip, _sum(own)) for own in people.values()]


def _sum(own: list[Earned]) -> LieuRecord:
    return LieuRecord(
        outside_hours=_total(one.lieu.outside_hours for one in own),
        weekend_days=sum(one.lieu.weekend_days for one in own),
        days=_total(one.lieu.days for one in own),
    )


def _total(numbers: Iterator[float]) -> float:
    """The sum of numbers as they are written, without what floating point adds."""
    return float(sum(Decimal(str(number)) for number in numbers))
