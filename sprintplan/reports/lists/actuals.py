"""The list of actuals: a row a trip, planned and booked, and sums by team, event and the workspace's columns."""

from dataclasses import dataclass

from sprintplan.itinerary.actuals import Actuals, ActualSums, TripActuals
from sprintplan.reports.lists.table import Column, Table, table


@dataclass(frozen=True)
class _Group:
    """Sums under one name."""

    name: str
    sums: ActualSums


def actuals_tables(actuals: Actuals) -> tuple[Table, ...]:
    """The trips of `actuals`, then the sums by event, by team and by each column that begins with `x_`."""
    names = dict.fromkeys(name for one in actuals.trips for name in one.extra)
    trips = table("actuals", (*TRIP, *(_extra(name) for name in names)), actuals.trips)
    groups = (actuals_by(actuals, column) for column in ("event", "team", *names))
    return (trips, *groups)


def actuals_by(actuals: Actuals, column: str) -> Table:
    """The sums of `actuals` by one `column`."""
    rows = [_Group(name, sums) for name, sums in actuals.by(column).items()]
    return table(f"by {column}"[:31], (Column(column, "text", lambda row: row.name), *SUMS), rows)


def _extra(name: str) -> Column[TripActuals]:
    return Column(name, "text", lambda row: row.extra.get(name, ""))


TRIP: tuple[Column[TripActuals], ...] = (
    Column("event", "text", lambda row: row.event, 20),
    Column("person", "text", lambda row: row.person, 14),
    Column("name", "text", lambda row: row.name, 24),
    Column("team", "text", lambda row: row.team, 14),
    Column("state", "text", lambda row: row.state, 10),
    Column("planned_fare", "money", lambda row: row.planned, total=True),
    Column("spent", "money", lambda row: row.spent, total=True),
    Column("to_book", "money", lambda row: row.to_book, total=True),
    Column("variance", "money", lambda row: row.variance, total=True),
    Column("above_ceiling", "money", lambda row: row.over_ceiling, total=True),
    Column("book_by", "date", lambda row: row.trip.book_by if row.trip else None),
    Column("currency", "text", lambda row: row.currency, 9),
    Column("above_cabin", "text", lambda row: "; ".join(row.above_cabin), 18),
    Column("other_flights", "text", lambda row: "; ".join(row.other_flights), 18),
    Column("references", "text", lambda row: "; ".join(one.reference for one in row.bookings if one.reference), 16),
    Column(
        "suppliers",
        "text",
        lambda row: "; ".join(dict.fromkeys(one.supplier for one in row.bookings if one.supplier)),
        16,
    ),
)
SUMS: tuple[Column[_Group], ...] = (
    Column("trips", "whole", lambda row: row.sums.trips, total=True),
    Column("booked", "whole", lambda row: row.sums.booked, total=True),
    Column("planned_fares", "money", lambda row: row.sums.planned, total=True),
    Column("spent", "money", lambda row: row.sums.spent, total=True),
    Column("to_book", "money", lambda row: row.sums.to_book, total=True),
    Column("variance", "money", lambda row: row.sums.variance, total=True),
    Column("above_ceiling", "whole", lambda row: row.sums.above, total=True),
    Column("above_cabin", "whole", lambda row: row.sums.out_of_policy, total=True),
)
