"""The list of visas: who needs what for where, by when, with which passport, and for which days; first due on top."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sprintplan.domain.plan import Plan
from sprintplan.domain.trip import VisaRecord
from sprintplan.reports.lists.people import OfPerson, event_column, extra_columns, person_columns, trips_of
from sprintplan.reports.lists.table import Column, Table, table


@dataclass(frozen=True)
class Needed(OfPerson):
    """One border of somebody's trip."""

    visa: VisaRecord


def visas(plan: Plan) -> tuple[Table, ...]:
    """A row a person and border of a `plan`, transit among them."""
    rows = [Needed(mine.event, mine.trip, visa) for mine in trips_of(plan) for visa in mine.trip.visas or ()]
    rows.sort(key=lambda row: (row.visa.apply_by or date.max, row.trip.name, row.trip.person))
    columns = (event_column(), *person_columns(), *VISA, *extra_columns(plan))
    return (table("visas", columns, rows),)


def _leaves(row: Needed) -> date | None:
    return datetime.fromisoformat(row.trip.outbound.departs_at).date() if row.trip.outbound else row.trip.check_in


VISA: tuple[Column[Needed], ...] = (
    Column("country", "text", lambda row: row.visa.country, 8),
    Column("transit", "flag", lambda row: row.visa.transit),
    Column("requirement", "text", lambda row: row.visa.requirement, 24),
    Column("passport", "text", lambda row: row.visa.passport, 9),
    Column("apply_by", "date", lambda row: row.visa.apply_by),
    Column("leaves", "date", _leaves),
    Column("fee", "money", lambda row: Decimal(row.visa.fee), total=True),
    Column("venue", "text", lambda row: row.event.venue_name, 20),
    Column("first_day", "date", lambda row: row.trip.first_day),
    Column("last_day", "date", lambda row: row.trip.last_day),
    Column("check_in", "date", lambda row: row.trip.check_in),
    Column("check_out", "date", lambda row: row.trip.check_out),
)
