"""The plan as users and other software read it; section 5 of the contract, member by member.

Money is text with the currency's decimals, times are RFC 3339 with the offset of the place, dates ISO.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Annotated, Any, Literal, NamedTuple, Self, overload

from pydantic import AfterValidator, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from sprintplan.domain.keys import FIRST_YEAR, LAST_YEAR
from sprintplan.domain.model import Model
from sprintplan.domain.people import Person


def _within_years(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{day} lies outside of the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _real(instant: str) -> str:
    """An instant that a calendar and a clock have."""
    try:
        _within_years(datetime.fromisoformat(instant).date())
    except ValueError as error:
        raise ValueError(f"{instant} is not a time: {error}") from error
    return instant


Day = Annotated[date, AfterValidator(_within_years)]
Money = Annotated[str, Field(pattern=r"^-?[0-9]{1,19}(\.[0-9]{1,4})?$")]
Rate = Annotated[str, Field(pattern=r"^[0-9]{1,20}(\.[0-9]{1,40})?$")]
Instant = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})$"),
    AfterValidator(_real),
]
CabinWord = Literal["economy", "premium_economy", "business", "first"]
Mode = Literal["air", "train", "coach", "car", "ferry"]
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
    """One flight; carriers and number are null where the source does not know them.

    On the ground it is the whole way from door to door: `from` and `to` name the places, and carriers, number, airports
    and cabin are null.
    """

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)

    carrier: str | None
    flight_number: str | None
    operating_carrier: str | None
    origin: str | None
    destination: str | None
    from_: Annotated[str | None, Field(alias="from")] = None
    to: str | None = None
    departs_at: Instant
    arrives_at: Instant
    cabin: CabinWord | None

    @property
    def start(self) -> str:
        """The airport, or the place, that it leaves."""
        return self.origin or self.from_ or ""

    @property
    def end(self) -> str:
        """The airport, or the place, that it reaches."""
        return self.destination or self.to or ""


class JourneyRecord(Model):
    """One way of a trip; `co2e_source` names where its emissions come from, null in plans that did not tell.

    On the ground (`mode` is not `air`) airports and cabins are null; `fastest_minutes` is that of flights, null where
    there are none.
    """

    mode: Mode = "air"
    origin: str | None
    destination: str | None
    departs_at: Instant
    arrives_at: Instant
    duration_minutes: int
    cabin: CabinWord | None
    entitled_cabin: CabinWord | None
    entitled_by: str | None
    fastest_minutes: int | None
    rest_nights: int
    co2e_kg: float
    co2e_source: str | None = None
    segments: tuple[SegmentRecord, ...]

    @property
    def by_air(self) -> bool:
        """Whether it is flown."""
        return self.mode == "air"

    @property
    def start(self) -> str:
        """The airport, or the place, that it leaves."""
        return self.origin or (self.segments[0].start if self.segments else "")

    @property
    def end(self) -> str:
        """The airport, or the place, that it reaches."""
        return self.destination or (self.segments[-1].end if self.segments else "")


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
    first_day: Day | None
    last_day: Day | None
    check_in: Day | None
    check_out: Day | None
    nights: int
    outbound: JourneyRecord | None
    inbound: JourneyRecord | None
    offers: tuple[OfferRecord, ...]
    cost: TripCost
    co2e_kg: float
    travel_hours: float
    notices: tuple[Notice, ...]
    extra: dict[str, str]


class Traveller(NamedTuple):
    """Whose a trip is, as people.csv has it."""

    person: str
    name: str
    email: str
    team: str
    manager: str
    extra: dict[str, str]

    @classmethod
    def of(cls, person: Person) -> "Traveller":
        """What a trip repeats of its person."""
        return cls(*_of_person(vars(person)))


_of_person = itemgetter("id", *Traveller._fields[1:])
_NOBODY = Traveller("", "", "", "", "", {})
_whose = itemgetter(*Traveller._fields)
_what = itemgetter(*(name for name in Trip.model_fields if name not in Traveller._fields))


class Trips(Sequence[Trip]):
    """Trips of an event in the order of people.csv; what many of them state alike is held once.

    A trip is put together when it is asked for.

    Parameters
    ----------
    travellers : whose they are
    contents : what they state, as nobody's trips
    which : of each traveller, the position of theirs in `contents`
    """

    def __init__(self, travellers: Sequence[Traveller], contents: Sequence[Trip], which: Sequence[int]) -> None:
        self.travellers, self.contents, self.which = travellers, contents, which

    @classmethod
    def of(cls, trips: Iterable[Trip]) -> Self:
        """These trips, with what they state alike found."""
        travellers, which = list[Traveller](), list[int]()
        contents, numbers = list[Trip](), dict[Any, int]()
        for trip in trips:
            content = _what(vars(trip))
            if content not in numbers:
                numbers[content] = len(numbers)
                contents.append(trip.changed(**_NOBODY._asdict()))
            travellers.append(Traveller(*_whose(vars(trip))))
            which.append(numbers[content])
        return cls(travellers, contents, which)

    def pairs(self) -> Iterator[tuple[Traveller, Trip]]:
        """Everybody with what their trip states."""
        return zip(self.travellers, map(self.contents.__getitem__, self.which), strict=True)

    def counted(self) -> Iterator[tuple[Trip, int]]:
        """What trips state, and how many of them state it."""
        heads = Counter(self.which)
        return ((content, heads[number]) for number, content in enumerate(self.contents))

    def where(self, holds: Callable[[Traveller], bool]) -> Iterator[Trip]:
        """The trips of these travellers."""
        return (content.changed(**traveller._asdict()) for traveller, content in self.pairs() if holds(traveller))

    def __len__(self) -> int:
        return len(self.travellers)

    def __iter__(self) -> Iterator[Trip]:
        return self.where(lambda _: True)

    @overload
    def __getitem__(self, at: int) -> Trip: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Trip, ...]: ...
    def __getitem__(self, at: int | slice) -> Trip | tuple[Trip, ...]:
        if isinstance(at, slice):
            return tuple(self)[at]
        return self.contents[self.which[at]].changed(**self.travellers[at]._asdict())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Trips) and list(self) == list(other)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A list of trips in JSON."""
        listed = handler.generate_schema(tuple[Trip, ...])
        return core_schema.no_info_wrap_validator_function(
            lambda given, read: given if isinstance(given, cls) else cls.of(read(given)),
            listed,
            serialization=core_schema.plain_serializer_function_ser_schema(tuple, return_schema=listed),
        )


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
    date: Day
    hour: int
    travellers: int
    runs: int
    cost: Money


class Alternative(Model):
    """Another candidate of an event, given the rest of the plan."""

    venue: str
    first_day: Day | None
    objective: Money | None
    difference: Money | None
    exact: bool
    excluded_because: str | None
    totals: Totals | None


class SessionRecord(Model):
    """A part of an event, and its days."""

    session: str
    first_day: Day
    last_day: Day


class EventPlan(Model):
    """Where and when one event takes place, and everybody's trip to it."""

    event: str
    name: str
    venue: str
    venue_name: str
    city: str
    country: str
    first_day: Day
    last_day: Day
    sessions: tuple[SessionRecord, ...] = ()
    time_zone: str
    objective: Money
    totals: Totals
    alternatives: tuple[Alternative, ...]
    shuttles: tuple[ShuttleRun, ...]
    trips: Trips


class ManagerRecord(Model):
    """Somebody above people of the plan who comes to no event; `manager` is who is above them, or empty."""

    person: str
    name: str
    manager: str


class RateRecord(Model):
    """One exchange rate: units of `currency` for one unit of the plan's currency."""

    currency: str
    rate: Rate
    date: Day
    source: str


class AssumedRate(Model):
    """A public lodging rate that stands in for the room_rate of a venue, which states none.

    Attributes
    ----------
    amount : of a night, in the plan's currency
    source : who publishes it, and for which place
    month : year and month of the event's first day, as in 2027-05
    """

    venue: str
    amount: Money
    source: str
    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


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
    """The year: both events, every trip, and the proof.

    `workspace` names the folder that the plan was made from; empty in plans of versions that did not tell.
    `claims_sha256` is the hash of what workspace and offers do not tell; null in plans of those versions.
    `visas_checked` tells whether there was a visas.csv to hold borders against; null in plans that did not tell.
    """

    format: Literal["sprintplan-plan"] = "sprintplan-plan"
    version: Literal[1] = 1
    created_at: Instant
    inputs_sha256: str
    workspace: str = ""
    today: Day
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
    claims_sha256: str | None = None
    totals: Totals | None
    managers: tuple[ManagerRecord, ...] = ()
    visas_checked: bool | None = None
    rates_assumed: tuple[AssumedRate, ...] = ()
    events: tuple[EventPlan, ...]

    @property
    def sources(self) -> frozenset[str]:
        """The sources that the offers come from."""
        return frozenset(
            offer.source for event in self.events for trip in event.trips.contents for offer in trip.offers
        )

    @property
    def is_bounded(self) -> bool:
        """Whether the bound says anything: it is 0 where the search ended before every candidate was judged."""
        return self.bound is not None and self.gap is not None and float(self.bound) > 0
