"""The list of changes: what desk, hotel and shuttle have to do for each trip that is other than it was published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.plan import ChangeRecord, Plan
from sprintplan.domain.trip import Trip
from sprintplan.reports.lists.table import Column, Table, table
from sprintplan.reports.text.trips import route


@dataclass(frozen=True)
class Changed:
    """A change with the trip as it is now; None for who has none any more."""

    change: ChangeRecord
    trip: Trip | None

    def departs(self, way: str) -> datetime | None:
        """When a way leaves now."""
        journey = self._journey(way)
        return datetime.fromisoformat(journey.departs_at) if journey else None

    def arrives(self, way: str) -> datetime | None:
        """When a way ends now."""
        journey = self._journey(way)
        return datetime.fromisoformat(journey.arrives_at) if journey else None

    def route(self, way: str) -> str:
        """Where a way leads now."""
        journey = self._journey(way)
        return route(journey) if journey else ""

    def stay(self, end: str) -> date | None:
        """Date of an `end` of the stay, `check_in` or `check_out`, now."""
        return getattr(self.trip, end) if self.trip else None

    def _journey(self, way: str) -> JourneyRecord | None:
        return getattr(self.trip, way) if self.trip else None


def changes(plan: Plan) -> tuple[Table, ...]:
    """A row a trip of a `plan` that is other than it was published, in the order of attention."""
    return (table("changes", CHANGE, list(_changed(plan))),)


def _changed(plan: Plan) -> Iterator[Changed]:
    trips = {(event.event, trip.person): trip for event in plan.events for trip in event.trips}
    for change in plan.changes or ():
        yield Changed(change, trips.get((change.event, change.person)))


CHANGE: tuple[Column[Changed], ...] = (
    Column("event", "text", lambda row: row.change.event, 12),
    Column("person", "text", lambda row: row.change.person, 14),
    Column("name", "text", lambda row: row.change.name, 24),
    Column("team", "text", lambda row: row.change.team, 14),
    Column("kind", "text", lambda row: row.change.kind, 16),
    Column("what", "text", lambda row: "; ".join(row.change.what), 24),
    Column("why", "text", lambda row: row.change.why, 50),
    Column("cost", "money", lambda row: Decimal(row.change.cost), total=True),
    Column("status", "text", lambda row: row.trip.status if row.trip else "", 12),
    Column("out_route", "text", lambda row: row.route("outbound"), 16),
    Column("out_departs", "instant", lambda row: row.departs("outbound")),
    Column("out_arrives", "instant", lambda row: row.arrives("outbound")),
    Column("home_route", "text", lambda row: row.route("inbound"), 16),
    Column("home_departs", "instant", lambda row: row.departs("inbound")),
    Column("home_arrives", "instant", lambda row: row.arrives("inbound")),
    Column("check_in", "date", lambda row: row.stay("check_in")),
    Column("check_out", "date", lambda row: row.stay("check_out")),
)
