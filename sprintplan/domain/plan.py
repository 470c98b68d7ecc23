"""The plan as users and other software read it; section 5 of the contract, member by member.

Money is text with the currency's decimals, times are RFC 3339 with the offset of the place, dates ISO.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from sprintplan.domain.model import Model

Money = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]
Instant = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$")]
CabinWord = Literal["economy", "premium_economy", "business", "first"]
Status = Literal["optimal", "feasible", "infeasible", "unknown"]
TripStatus = Literal["travels", "local", "own_travel", "remote"]
NoticeKind = Literal[
    "visa",
    "cabin_not_sold",
    "rest",
    "early_arrival",
    "long_journey",
    "group_fare",
    "lounge",
    "estimate",
    "other",
]


class SegmentRecord(Model):
    """One flight; carriers and number are null where the source does not know them."""

    carrier: str | None
    flight_number: str | None
    operating_carrier: str | None
    origin: str
    destination: str
    departs_at: Instant
    arrives_at: Instant
    cabin: CabinWord


class JourneyRecord(Model):
    """One way of a trip; `co2e_source` names where its emissions come from, null in plans that did not tell."""

    origin: str
    destination: str
    departs_at: Instant
    arrives_at: Instant
    duration_minutes: int
    cabin: CabinWord
    entitled_cabin: CabinWord
    entitled_by: str | None
    fastest_minutes: int
    rest_nights: int
    co2e_kg: float
    co2e_source: str | None = None
    segments: tuple[SegmentRecord, ...]


class OfferRecord(Model):
    """What is bought, and what is known of its conditions; unknown stays null."""

    source: str
    id: str
    covers: Literal["both", "outbound", "inbound"]
    fare: Money
    currency: str
    original_fare: Money
    original_currency: str
    fetched_at: Instant | None = None
    expires_at: Instant | None = None
    owner: str | None = None
    fare_brand: str | None = None
    fare_basis: str | None = None
    checked_bags: int | None = None
    changeable: bool | None = None
    refundable: bool | None = None


class TripCost(Model):
    """The cash of one trip, by what it is spent on."""

    fare: Money
    rooms: Money
    per_diem: Money
    transfers: Money
    day_rate: Money
    visa: Money
    cash: Money


class Notice(Model):
    """Something that a person should know about a trip.

    `group_fare`: ten or more of the event's travellers are on one flight. `lounge`: four hours or more between two
    flights, neither in business or first, whose tickets open a lounge. `estimate`: a fare comes from the estimate.
    """

    kind: NoticeKind
    text: str


class Trip(Model):
    """One person at one event, whether they travel or not."""

    person: str
    name: str
    email: str
    team: str
    manager: str
    status: TripStatus
    reason: str | None = None
    attends: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    check_in: date | None
    check_out: date | None
    nights: int
    outbound: JourneyRecord | None
    inbound: JourneyRecord | None
    offers: tuple[OfferRecord, ...]
    cost: TripCost
    co2e_kg: float
    travel_hours: float
    notices: tuple[Notice, ...]
    extra: dict[str, str]


class Totals(Model):
    """Sums over an event or the year; `venue` is hire and day rates, `travellers` counts trips that travel."""

    cash: Money
    fares: Money
    rooms: Money
    per_diem: Money
    transfers: Money
    venue: Money
    visas: Money
    travel_hours: float
    co2e_kg: float
    travellers: int
    remote: int


class ShuttleRun(Model):
    """The runs that one airport, direction, date and clock hour need."""

    airport: str
    direction: Literal["arrival", "departure"]
    date: date
    hour: int
    travellers: int
    runs: int
    cost: Money


class Alternative(Model):
    """Another candidate of an event, given the rest of the plan."""

    venue: str
    first_day: date | None
    objective: Money | None
    difference: Money | None
    exact: bool
    excluded_because: str | None
    totals: Totals | None


class SessionRecord(Model):
    """A part of an event, and its days."""

    session: str
    first_day: date
    last_day: date


class EventPlan(Model):
    """Where and when one event takes place, and everybody's trip to it."""

    event: str
    name: str
    venue: str
    venue_name: str
    city: str
    country: str
    first_day: date
    last_day: date
    sessions: tuple[SessionRecord, ...] = ()
    time_zone: str
    objective: Money
    totals: Totals
    alternatives: tuple[Alternative, ...]
    shuttles: tuple[ShuttleRun, ...]
    trips: tuple[Trip, ...]


class ManagerRecord(Model):
    """Somebody above people of the plan who comes to no event; `manager` is who is above them, or empty."""

    person: str
    name: str
    manager: str


class RateRecord(Model):
    """One exchange rate: units of `currency` for one unit of the plan's currency."""

    currency: str
    rate: str
    date: date
    source: str


class Proof(Model):
    """How the bound was reached: candidates of all events by what was done to them.

    `next_best_bound` : no year costs less that has another venue or date for any of the events
    """

    candidates: int
    bounded: int
    solved: int
    skipped: int
    excluded: int
    next_best_bound: Money | None = None


class Plan(Model):
    """The year: both events, every trip, and the proof."""

    format: Literal["sprintplan-plan"] = "sprintplan-plan"
    version: Literal[1] = 1
    created_at: Instant
    inputs_sha256: str
    today: date
    tool_version: str
    data_version: str
    company: str
    currency: str
    exchange_rates: tuple[RateRecord, ...]
    conflict: tuple[str, ...]
    status: Status
    objective: Money | None
    bound: Money | None
    gap: float | None
    proof: Proof
    totals: Totals | None
    managers: tuple[ManagerRecord, ...] = ()
    events: tuple[EventPlan, ...]

    @property
    def is_bounded(self) -> bool:
        """Whether the bound says anything: it is 0 where time ran out before every candidate was judged."""
        return self.bound is not None and self.gap is not None and float(self.bound) > 0
