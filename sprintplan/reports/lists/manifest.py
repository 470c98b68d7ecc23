"""The manifest: who arrives and leaves when, at which airport, on what; and how many each hour."""

from dataclasses import dataclass
from itertools import groupby

from sprintplan.domain.plan import Plan
from sprintplan.reports.lists.arrivals_departures import Passage, passages
from sprintplan.reports.lists.people import event_column, extra_columns, person_columns, phone_column
from sprintplan.reports.lists.table import Column, Table, table
from sprintplan.reports.text.trips import flight_code, route


@dataclass(frozen=True)
class Hour:
    """Everybody who passes one airport in one direction within a clock hour."""

    first: Passage
    travellers: int


def manifest(plan: Plan) -> tuple[Table, ...]:
    """A row for each arrival and each departure of a `plan`, and a table of how many there are by hour."""
    rows = passages(plan)
    columns = (*PLACE, *person_columns(), *phone_column(plan), *MEANS, *extra_columns(plan))
    return table("manifest", columns, rows), table("hours", HOUR, _hours(rows))


PLACE: tuple[Column[Passage], ...] = (
    event_column(),
    Column("date", "date", lambda row: row.day),
    Column("hour", "whole", lambda row: row.hour),
    Column("airport", "text", lambda row: row.airport, 8),
    Column("direction", "text", lambda row: row.direction, 11),
    Column("at", "instant", lambda row: row.at),
)
MEANS: tuple[Column[Passage], ...] = (
    Column("means", "text", lambda row: _means(row), 11),
    Column("flight", "text", lambda row: flight_code(row.flight) if row.flight else "", 10),
    Column("operated_by", "text", lambda row: row.flight.operating_carrier if row.flight else None, 8),
    Column("other_airport", "text", lambda row: _other_end(row), 8),
    Column("route", "text", lambda row: route(row.journey) if row.journey else "", 18),
)
HOUR: tuple[Column[Hour], ...] = (
    Column("event", "text", lambda row: row.first.event.event, 20),
    Column("date", "date", lambda row: row.first.day),
    Column("hour", "whole", lambda row: row.first.hour),
    Column("airport", "text", lambda row: row.first.airport, 8),
    Column("direction", "text", lambda row: row.first.direction, 11),
    Column("travellers", "whole", lambda row: row.travellers, total=True),
)


def _means(row: Passage) -> str:
    """How somebody comes: on a flight, by train, coach, car or ferry, or by own travel."""
    if row.journey is None:
        return "own travel"
    return "flight" if row.journey.by_air else row.journey.mode


def _other_end(passage: Passage) -> str:
    """Where the last flight, or the way on the ground, comes from, or the first one goes."""
    if passage.flight is None:
        return ""
    return passage.flight.start if passage.direction == "arrival" else passage.flight.end


def _hours(rows: list[Passage]) -> list[Hour]:
    flown = [row for row in rows if row.journey]
    groups = [list(group) for _, group in groupby(flown, key=lambda row: (row.event.event, row.group))]
    return [Hour(group[0], len(group)) for group in groups]
