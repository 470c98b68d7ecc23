"""The list of allowances: a row a person and event, for those who book themselves, what is due first on top."""

from datetime import date, datetime
from decimal import Decimal

from sprintplan.domain.plan import Plan
from sprintplan.domain.trip import Allowance
from sprintplan.reports.lists.people import OfPerson, event_column, extra_columns, person_columns, trips_of
from sprintplan.reports.lists.table import Column, Table, table
from sprintplan.reports.text.trips import route


def allowances(plan: Plan) -> tuple[Table, ...]:
    """Of each trip of a `plan`: cabin, windows, most that the fare may be, by when to book, and what was chosen."""
    rows = [mine for mine in trips_of(plan) if mine.trip.allowance]
    rows.sort(key=lambda row: (row.trip.book_by or date.max, row.trip.name, row.trip.person))
    columns = (event_column(), *person_columns(), *TERMS, *CHOSEN, *extra_columns(plan))
    return (table("allowances", columns, rows),)


def _allowance(row: OfPerson) -> Allowance:
    assert row.trip.allowance is not None
    return row.trip.allowance


def _instant(name: str) -> Column[OfPerson]:
    return Column(name, "instant", lambda row: datetime.fromisoformat(getattr(_allowance(row), name)))


TERMS: tuple[Column[OfPerson], ...] = (
    Column("book_by", "date", lambda row: row.trip.book_by),
    Column("cabin", "text", lambda row: _allowance(row).cabin, 16),
    Column("inbound_cabin", "text", lambda row: _allowance(row).inbound_cabin, 16),
    _instant("land_from"),
    _instant("land_by"),
    _instant("take_off_from"),
    _instant("take_off_by"),
    Column("fare_ceiling", "money", lambda row: Decimal(_allowance(row).fare_ceiling)),
    Column("fare_error", "money", lambda row: Decimal(_allowance(row).fare_error)),
)
CHOSEN: tuple[Column[OfPerson], ...] = (
    Column("planned_fare", "money", lambda row: Decimal(row.trip.cost.fare), total=True),
    Column("planned_out", "text", lambda row: route(row.trip.outbound) if row.trip.outbound else "", 18),
    Column("planned_home", "text", lambda row: route(row.trip.inbound) if row.trip.inbound else "", 18),
)
