"""The list of approvals: a row a trip and rule, grouped by who agrees, what is due first on top of each group."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sprintplan.domain.plan import Plan
from sprintplan.domain.trip import Approval
from sprintplan.reports.lists.people import OfPerson, event_column, extra_columns, person_columns, trips_of
from sprintplan.reports.lists.table import Column, Table, table
from sprintplan.reports.tree import names_of


@dataclass(frozen=True)
class Asked(OfPerson):
    """An agreement that somebody's trip needs, with the name of who gives it."""

    approval: Approval
    approver: str


def approvals(plan: Plan) -> tuple[Table, ...]:
    """Who agrees to whose trip of a `plan`, by which rule and why; who has no manager comes last."""
    names = names_of(plan)
    rows = [
        Asked(mine.event, mine.trip, asked, names.get(asked.by, asked.by))
        for mine in trips_of(plan)
        for asked in mine.trip.approvals
    ]
    rows.sort(key=lambda row: (not row.approval.by, row.approver, row.approval.by, _due(row), row.trip.name))
    columns = (event_column(), *WHO, *person_columns(), *WHY, *extra_columns(plan))
    return (table("approvals", columns, rows),)


def _due(row: Asked) -> date:
    return row.trip.book_by or date.max


WHO: tuple[Column[Asked], ...] = (
    Column("by", "text", lambda row: row.approval.by, 14),
    Column("by_name", "text", lambda row: row.approver, 24),
)
WHY: tuple[Column[Asked], ...] = (
    Column("rule", "text", lambda row: row.approval.rule, 20),
    Column("reason", "text", lambda row: row.approval.reason, 50),
    Column("book_by", "date", lambda row: row.trip.book_by),
    Column("fare", "money", lambda row: Decimal(row.trip.cost.fare)),
    Column("cash", "money", lambda row: Decimal(row.trip.cost.cash)),
)
