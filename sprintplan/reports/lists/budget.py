"""The list for whoever pays: a row an event beside its budget, then cash by team, month and column of the workspace."""

from dataclasses import dataclass
from decimal import Decimal

from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.totals import Totals
from sprintplan.itinerary.spending import Spending, known_columns, spending_by, year_of
from sprintplan.reports.lists.table import Column, Table, table

PARTS = ("fares", "bags", "rooms", "per_diem", "transfers", "venue", "minimum_spend", "visas", "co2e_levy", "given_up")
YEAR = "year"


@dataclass(frozen=True)
class Line:
    """An event, or the year where `event` is None, with its sums."""

    event: EventPlan | None
    totals: Totals
    spending: Spending


def budget(plan: Plan) -> tuple[Table, ...]:
    """A row an event of a `plan` and one of the year; then a table by team, by month, and by each of the workspace's
    own columns."""
    lines = [
        Line(event, event.totals, spending)
        for event, spending in zip(plan.events, spending_by(plan, "event"), strict=True)
    ]
    if plan.totals and plan.events:
        lines.append(Line(None, plan.totals, year_of(plan)))
    views = [column for column in known_columns(plan) if column not in ("event", "person")]
    return (table("budget", LINE, lines), *(_view(plan, column) for column in views))


def _part(name: str) -> Column[Line]:
    def value(line: Line) -> Decimal:
        return Decimal(getattr(line.totals, name) or 0).quantize(line.spending.cash)

    return Column("venue_cost" if name == "venue" else name, "money", value)


LINE: tuple[Column[Line], ...] = (
    Column("event", "text", lambda line: line.event.event if line.event else YEAR, 20),
    Column("venue", "text", lambda line: line.event.venue_name if line.event else "", 24),
    Column("first_day", "date", lambda line: line.event.first_day if line.event else None),
    Column("people", "whole", lambda line: line.spending.people),
    Column("cash", "money", lambda line: line.spending.cash),
    Column("per_head", "money", lambda line: line.spending.per_head),
    Column("budget", "money", lambda line: line.spending.budget),
    Column("left", "money", lambda line: line.spending.left),
    *map(_part, PARTS),
)


def _view(plan: Plan, column: str) -> Table:
    with_people: tuple[Column[Spending], ...] = (
        Column("people", "whole", lambda line: line.people),
        Column("cash", "money", lambda line: line.cash, total=True),
        Column("per_head", "money", lambda line: line.per_head),
    )
    of_months = column == "month"
    columns = with_people[1:2] if of_months else with_people
    group: Column[Spending] = Column(column, "month" if of_months else "text", lambda line: line.name, 28)
    return table(f"by {column}", (group, *columns), spending_by(plan, column), title=f"Cash by {group.shown.lower()}")
