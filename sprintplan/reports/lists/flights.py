"""The list of trips: a row a flight or ground journey, as agencies take them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sprintplan.domain.journey_record import JourneyRecord, SegmentRecord
from sprintplan.domain.plan import Plan
from sprintplan.reports.lists.people import OfPerson, event_column, extra_columns, person_columns, trips_of
from sprintplan.reports.lists.table import Column, Table, table
from sprintplan.reports.text.trips import flight_code
from sprintplan.units import minutes_between


@dataclass(frozen=True)
class Flight(OfPerson):
    """One flight of a person, the `number`th of its journey."""

    covers: str
    journey: JourneyRecord
    number: int

    @property
    def segment(self) -> SegmentRecord:
        """The flight itself."""
        return self.journey.segments[self.number - 1]

    @property
    def offers(self) -> str:
        """Sources and ids of what it is booked from."""
        mine = [offer for offer in self.trip.offers if offer.covers in ("both", self.covers)]
        return "; ".join(offer.id for offer in mine)

    @property
    def minutes(self) -> int:
        """From departure to landing."""
        return minutes_between(self.segment.departs_at, self.segment.arrives_at)


def segments(plan: Plan) -> tuple[Table, ...]:
    """A row a person and flight, in the plan's order; people without journeys have none."""
    rows = [flight for mine in trips_of(plan) for flight in _flights(mine)]
    return (table("trips", (event_column(), *person_columns(), *FLIGHT, *extra_columns(plan)), rows),)


FLIGHT: tuple[Column[Flight], ...] = (
    Column("direction", "text", lambda row: row.covers, 10),
    Column("segment", "whole", lambda row: row.number),
    Column("segments", "whole", lambda row: len(row.journey.segments)),
    Column("mode", "text", lambda row: row.journey.mode, 7),
    Column("flight", "text", lambda row: flight_code(row.segment), 10),
    Column("carrier", "text", lambda row: row.segment.carrier, 8),
    Column("operating_carrier", "text", lambda row: row.segment.operating_carrier, 8),
    Column("origin", "text", lambda row: row.segment.start, 8),
    Column("departs", "instant", lambda row: datetime.fromisoformat(row.segment.departs_at)),
    Column("destination", "text", lambda row: row.segment.end, 8),
    Column("arrives", "instant", lambda row: datetime.fromisoformat(row.segment.arrives_at)),
    Column("minutes", "whole", lambda row: row.minutes),
    Column("cabin", "text", lambda row: row.segment.cabin, 16),
    Column("source", "text", lambda row: "; ".join(sorted({offer.source for offer in row.trip.offers})), 10),
    Column("offer", "text", lambda row: row.offers, 30),
)


def _flights(mine: OfPerson) -> Iterator[Flight]:
    for covers, journey in (("outbound", mine.trip.outbound), ("inbound", mine.trip.inbound)):
        if journey:
            yield from (Flight(mine.event, mine.trip, covers, journey, n + 1) for n in range(len(journey.segments)))
