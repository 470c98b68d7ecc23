"""Transfers between airports and venues: a row for everybody who can share a ride."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby

from sprintplan.domain.plan import Plan
from sprintplan.domain.totals import ShuttleRun
from sprintplan.domain.trip import Trip
from sprintplan.reports.lists.arrivals_departures import Passage, passages
from sprintplan.reports.lists.table import Column, Table, table


@dataclass(frozen=True)
class Ride:
    """Travellers of one event, direction and airport within a clock hour; `shuttle` where the venue runs some."""

    riders: tuple[Passage, ...]
    shuttle: ShuttleRun | None
    currency: str

    @property
    def arrives(self) -> bool:
        """Whether it leads to the venue."""
        return self.riders[0].direction == "arrival"

    @property
    def pick_up_at(self) -> str:
        """Where it begins: the airport, or the venue."""
        return self.riders[0].airport if self.arrives else self.riders[0].event.venue_name

    @property
    def pick_up(self) -> datetime | None:
        """When it begins: as the last one lands, or so long before the first take-off as the way to the airport and
        check-in take; None where the plan does not state those."""
        event = self.riders[0].event
        if self.arrives:
            return max(self.times)
        if event.transfer_minutes is None or event.check_in_minutes is None:
            return None
        return min(self.times) - timedelta(minutes=event.transfer_minutes + event.check_in_minutes)

    @property
    def times(self) -> list[datetime]:
        """When they land, or take off."""
        return [rider.at for rider in self.riders if rider.at]

    @property
    def cost(self) -> Decimal:
        """Of the shuttle's runs; without any, of this way for each traveller: its part of what the trip states."""
        if self.shuttle:
            return Decimal(self.shuttle.cost)
        paid = [Decimal(rider.trip.cost.transfers) for rider in self.riders]
        each = [whole / _flights(rider.trip) for whole, rider in zip(paid, self.riders, strict=True)]
        return sum(each, Decimal(0)).quantize(paid[0])


def _flights(trip: Trip) -> int:
    """How many of a trip's ways are flown, each of which has a transfer."""
    return sum(1 for way in (trip.outbound, trip.inbound) if way and way.by_air)


def transfers(plan: Plan) -> tuple[Table, ...]:
    """A row a date, hour, airport and direction of a `plan`: how many ride, in how many runs, at what cost, and who."""
    return (table("transfers", RIDE, _rides(plan)),)


RIDE: tuple[Column[Ride], ...] = (
    Column("event", "text", lambda row: row.riders[0].event.event, 20),
    Column("venue", "text", lambda row: row.riders[0].event.venue_name, 20),
    Column("date", "date", lambda row: row.riders[0].day),
    Column("hour", "whole", lambda row: row.riders[0].hour),
    Column("airport", "text", lambda row: row.riders[0].airport, 8),
    Column("direction", "text", lambda row: row.riders[0].direction, 11),
    Column("pick_up_at", "text", lambda row: row.pick_up_at, 20),
    Column("pick_up", "instant", lambda row: row.pick_up),
    Column("first_at", "instant", lambda row: min(row.times)),
    Column("last_at", "instant", lambda row: max(row.times)),
    Column("travellers", "whole", lambda row: len(row.riders), total=True),
    Column("means", "text", lambda row: "shuttle" if row.shuttle else "transfer", 10),
    Column("runs", "whole", lambda row: row.shuttle.runs if row.shuttle else None, total=True),
    Column("cost", "money", lambda row: row.cost, total=True),
    Column("currency", "text", lambda row: row.currency, 9),
    Column("who", "text", lambda row: "; ".join(rider.trip.name for rider in row.riders), 60),
)


def _rides(plan: Plan) -> list[Ride]:
    shuttles = {
        (event.event, (run.date, run.hour, run.airport, run.direction)): run
        for event in plan.events
        for run in event.shuttles
    }
    flown = [passage for passage in passages(plan) if passage.journey and passage.journey.by_air]
    groups = groupby(flown, key=lambda passage: (passage.event.event, passage.group))
    return [Ride(tuple(riders), shuttles.get(key), plan.currency) for key, riders in groups]
