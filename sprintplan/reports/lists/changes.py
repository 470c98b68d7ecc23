"""Lists of changes: what desk, hotel and shuttle have to do for each trip that is other than it was published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sprintplan.domain.change_record import ChangeRecord, WayBefore
from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.plan import Plan
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

    def was(self, way: str) -> str:
        """A way as it was published: flights, route and departure."""
        journey: WayBefore | None = getattr(self.change.before, way, None)
        if journey is None:
            return ""
        codes = " ".join(journey.flights) or ("" if journey.mode == "air" else journey.mode)
        leaves = journey.departs_at[: len("2027-05-09T09:15")].replace("T", " ")
        return " ".join(filter(None, (codes, f"{journey.start}-{journey.end}", leaves)))

    def stay_was(self, end: str) -> date | None:
        """Date of an `end` of the stay, `check_in` or `check_out`, as it was published."""
        return getattr(self.change.before, end, None)

    def _journey(self, way: str) -> JourneyRecord | None:
        return getattr(self.trip, way) if self.trip else None


@dataclass(frozen=True)
class Stay:
    """A stay at a hotel that is other than it was published; the dates of either are None where there is none."""

    changed: Changed
    venue: str
    before: tuple[date | None, date | None]
    now: tuple[date | None, date | None]

    @property
    def what(self) -> str:
        """What the hotel does."""
        return "book" if self.before[0] is None else "cancel" if self.now[0] is None else "change"


@dataclass(frozen=True)
class RideEnd:
    """Where and when somebody needs a ride, or needed one: the airport, the local time, the flight."""

    airport: str
    at: datetime
    flight: str


@dataclass(frozen=True)
class RideChange:
    """A ride to or from the airport that is other than it was published; None where there is none."""

    changed: Changed
    venue: str
    direction: str
    before: RideEnd | None
    now: RideEnd | None

    @property
    def what(self) -> str:
        """What the driver does."""
        return "add" if self.before is None else "cancel" if self.now is None else "change"


def changes(plan: Plan) -> tuple[Table, ...]:
    """A row a trip of a `plan` that is other than it was published, in the order of attention; behind it the stays and
    rides that are others."""
    return (table("changes", CHANGE, list(_changed(plan))), *hotel_changes(plan), *shuttle_changes(plan))


def hotel_changes(plan: Plan) -> tuple[Table, ...]:
    """A row a stay of a `plan` that is other than it was published: what to book, to cancel, to change."""
    stays = [stay for changed, venue in _with_venues(plan) for stay in _stays(changed, venue)]
    return (table("changes-hotel", HOTEL, sorted(stays, key=lambda one: (one.changed.change.event, one.venue))),)


def shuttle_changes(plan: Plan) -> tuple[Table, ...]:
    """A row a ride of a `plan` that is other than it was published: whom to add, to strike out, to meet when."""
    rides = [ride for changed, venue in _with_venues(plan) for ride in _rides(changed, venue)]
    return (table("changes-shuttle", SHUTTLE, sorted(rides, key=_by_time)),)


def _changed(plan: Plan) -> Iterator[Changed]:
    trips = {(event.event, trip.person): trip for event in plan.events for trip in event.trips}
    for change in plan.changes or ():
        yield Changed(change, trips.get((change.event, change.person)))


def _with_venues(plan: Plan) -> Iterator[tuple[Changed, str]]:
    """Each change with the name of the event's venue now."""
    venues = {event.event: event.venue_name for event in plan.events}
    return ((changed, venues.get(changed.change.event, "")) for changed in _changed(plan))


def _stays(changed: Changed, venue: str) -> Iterator[Stay]:
    """The stay as it was and as it is; of another venue than before both, each at its own."""
    before = changed.stay_was("check_in"), changed.stay_was("check_out")
    now, nothing = (changed.stay("check_in"), changed.stay("check_out")), (None, None)
    was = changed.change.before.venue if changed.change.before else venue
    pairs = [(venue, before, now)] if was == venue else [(was, before, nothing), (venue, nothing, now)]
    yield from (Stay(changed, place, old, new) for place, old, new in pairs if old != new)


def _rides(changed: Changed, venue: str) -> Iterator[RideChange]:
    was = changed.change.before.venue if changed.change.before else venue
    for way, direction in (("outbound", "arrival"), ("inbound", "departure")):
        old, new = _ride_was(changed, way), _ride(changed, way)
        pairs = [(venue, old, new)] if was == venue else [(was, old, None), (venue, None, new)]
        yield from (RideChange(changed, place, direction, *ends) for place, *ends in pairs if ends[0] != ends[1])


def _ride(changed: Changed, way: str) -> RideEnd | None:
    journey: JourneyRecord | None = getattr(changed.trip, way, None)
    if journey is None or not journey.by_air:
        return None
    segment = journey.segments[-1 if way == "outbound" else 0]
    code = f"{segment.carrier}{segment.flight_number or ''}" if segment.carrier else ""
    return _end(way, journey, code)


def _ride_was(changed: Changed, way: str) -> RideEnd | None:
    journey: WayBefore | None = getattr(changed.change.before, way, None)
    if journey is None or journey.mode != "air":
        return None
    return _end(way, journey, journey.flights[-1 if way == "outbound" else 0] if journey.flights else "")


def _end(way: str, journey: JourneyRecord | WayBefore, code: str) -> RideEnd:
    airport, at = (journey.end, journey.arrives_at) if way == "outbound" else (journey.start, journey.departs_at)
    return RideEnd(airport, datetime.fromisoformat(at), code)


def _by_time(ride: RideChange) -> tuple[str, str, str]:
    end = ride.now or ride.before
    return ride.changed.change.event, "" if end is None else end.at.isoformat(), ride.changed.change.person


CHANGE: tuple[Column[Changed], ...] = (
    Column("event", "text", lambda row: row.change.event, 20),
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
    Column("out_was", "text", lambda row: row.was("outbound"), 34),
    Column("home_was", "text", lambda row: row.was("inbound"), 34),
    Column("check_in_was", "date", lambda row: row.stay_was("check_in")),
    Column("check_out_was", "date", lambda row: row.stay_was("check_out")),
    Column("given_up", "text", lambda row: "; ".join(row.change.given_up), 14),
)
HOTEL: tuple[Column[Stay], ...] = (
    Column("event", "text", lambda row: row.changed.change.event, 20),
    Column("venue", "text", lambda row: row.venue, 20),
    Column("what", "text", lambda row: row.what, 8),
    Column("person", "text", lambda row: row.changed.change.person, 14),
    Column("name", "text", lambda row: row.changed.change.name, 24),
    Column("check_in_was", "date", lambda row: row.before[0]),
    Column("check_out_was", "date", lambda row: row.before[1]),
    Column("check_in", "date", lambda row: row.now[0]),
    Column("check_out", "date", lambda row: row.now[1]),
)
SHUTTLE: tuple[Column[RideChange], ...] = (
    Column("event", "text", lambda row: row.changed.change.event, 20),
    Column("venue", "text", lambda row: row.venue, 20),
    Column("direction", "text", lambda row: row.direction, 11),
    Column("what", "text", lambda row: row.what, 8),
    Column("person", "text", lambda row: row.changed.change.person, 14),
    Column("name", "text", lambda row: row.changed.change.name, 24),
    Column("airport_was", "text", lambda row: row.before.airport if row.before else "", 12),
    Column("at_was", "instant", lambda row: row.before.at if row.before else None),
    Column("flight_was", "text", lambda row: row.before.flight if row.before else "", 10),
    Column("airport", "text", lambda row: row.now.airport if row.now else "", 8),
    Column("at", "instant", lambda row: row.now.at if row.now else None),
    Column("flight", "text", lambda row: row.now.flight if row.now else "", 10),
)
