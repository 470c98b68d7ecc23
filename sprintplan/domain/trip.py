"""Trips of the plan, and the values that its members are made of.

Money is text with the currency's decimals, times are RFC 3339 with the offset of the place, dates ISO.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Annotated, Any, Literal, NamedTuple, Self, cast, overload

from pydantic import AfterValidator, ConfigDict, Field, GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from sprintplan.domain.bookings import BookingStatus
from sprintplan.domain.exemptions import Exemption
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


def in_unit(unit: str) -> FieldInfo:
    """What a member's schema says of its unit."""
    return cast(FieldInfo, Field(json_schema_extra={"unit": unit}))


Day = Annotated[date, AfterValidator(_within_years)]
Money = Annotated[
    str, Field(pattern=r"^-?[0-9]{1,19}(\.[0-9]{1,4})?$"), in_unit("the plan's currency, unless a code is beside it")
]
Rate = Annotated[str, Field(pattern=r"^[0-9]{1,20}(\.[0-9]{1,40})?$"), in_unit("units for one of the plan's currency")]
Instant = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})$"),
    AfterValidator(_real),
]
Moment = Annotated[Instant, Field(json_schema_extra={"format": "date-time"})]
Minutes = Annotated[int, in_unit("minutes")]
Nights = Annotated[int, in_unit("nights")]
Hours = Annotated[float, in_unit("hours")]
Kilograms = Annotated[float, in_unit("kg of CO2e")]
People = Annotated[int, in_unit("people")]
Bags = Annotated[int, in_unit("bags")]
CabinWord = Literal["economy", "premium_economy", "business", "first"]
Mode = Literal["air", "train", "coach", "car", "ferry"]
TripStatus = Literal["travels", "local", "own_travel", "remote"]
NoticeKind = Literal[
    "visa",
    "passport",
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
    """IATA code of the airline that sells the flight; null where it is not known, and on the ground."""
    flight_number: str | None
    """Number of the flight without the airline's code; null likewise."""
    operating_carrier: str | None
    """IATA code of the airline that flies it; null where it is not known, and on the ground."""
    origin: str | None
    """IATA code of the airport that it leaves; null on the ground."""
    destination: str | None
    """IATA code of the airport that it reaches; null on the ground."""
    from_: Annotated[str | None, Field(alias="from")] = None
    """On the ground the place that it leaves; null in the air."""
    to: str | None = None
    """On the ground the place that it reaches; null in the air."""
    departs_at: Instant
    """Departure, in the time of the place."""
    arrives_at: Instant
    """Arrival, in the time of the place."""
    cabin: CabinWord | None
    """Cabin of this flight; null on the ground."""

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
    """How it travels."""
    origin: str | None
    """IATA code of the first airport; null on the ground."""
    destination: str | None
    """IATA code of the last airport; null on the ground."""
    departs_at: Instant
    """First departure, in the time of the place."""
    arrives_at: Instant
    """Last arrival, in the time of the place."""
    duration_minutes: Minutes
    """From first departure to last arrival."""
    cabin: CabinWord | None
    """Lowest cabin among the flights of over 3 hours, or among all; null on the ground."""
    entitled_cabin: CabinWord | None
    """Cabin that counts as the traveller's due on this way; null on the ground."""
    entitled_by: str | None
    """Rule that earned the cabin, with its number; null where economy is due."""
    fastest_minutes: Minutes | None
    """Shortest journey by air on sale this way, on any date; null where there is none."""
    rest_nights: Nights
    """Nights of rest before the eve, in place of a cabin or as a right."""
    co2e_kg: Kilograms
    """Emissions of one traveller."""
    co2e_source: str | None = None
    """Where the emissions come from; null in plans that did not tell."""
    segments: tuple[SegmentRecord, ...]
    """Its flights, one after the other; on the ground the whole way."""

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
    """Source of offers that sells it."""
    id: str
    """Name of the offer at its source: of a file `file:line`, two joined by | for a bundle."""
    covers: Literal["both", "outbound", "inbound"]
    """Which ways it pays for."""
    fare: Money
    """Price in the plan's currency."""
    currency: str
    """ISO 4217 code of `fare`."""
    original_fare: Money
    """Price as it is sold."""
    original_currency: str
    """ISO 4217 code of `original_fare`."""
    benchmark_fare: Money | None = None
    """Fare of the cheapest allowed flight for this way, or trip for both; null on the ground, and in older plans."""
    fetched_at: Moment | None = None
    """When the offer was fetched; null for offers of files and estimates."""
    expires_at: Moment | None = None
    """Until when its seller holds the price; null where it does not say."""
    owner: str | None = None
    """Airline that issues the ticket, by its IATA code or name; null where it is not known."""
    fare_brand: str | None = None
    """The airline's name for the fare; null where it is not known."""
    fare_basis: str | None = None
    """Fare basis code; null where it is not known."""
    checked_bags: Bags | None = None
    """Checked bags in the price; null where it is not known."""
    changeable: bool | None = None
    """Whether it may be changed; null where it is not known."""
    refundable: bool | None = None
    """Whether it may be given back; null where it is not known."""
    status: Annotated[BookingStatus | None, Field(exclude_if=lambda value: value is None)] = None
    """How far it is booked; absent where it is not."""
    reference: Annotated[str | None, Field(exclude_if=lambda value: value is None)] = None
    """The booking's code at its seller; absent likewise."""


class TripCost(Model):
    """The cash of one trip, by what it is spent on."""

    fare: Money
    """Fares of all offers."""
    rooms: Money
    """Nights at the venue's room rate."""
    per_diem: Money
    """Nights at the per diem."""
    transfers: Money
    """Transfers of both ways; 0 at venues with shuttles, whose runs the totals carry."""
    day_rate: Money
    """The venue's day rate for the days attended."""
    visa: Money
    """Fee of a visa."""
    given_up: Annotated[Money | None, Field(exclude_if=lambda value: value is None)] = None
    """What is gone of bookings that are given up or exchanged; absent where nothing was booked."""
    bag: Money | None = None
    """Checked bags that policy requires and tickets do not include; null in plans of versions that knew none."""
    co2e_levy: Money | None = None
    """Levy on the CO2e of both ways; null in plans of versions that knew none."""
    cash: Money
    """Sum of all these."""


class Allowance(Model):
    """Within what somebody may book the trip themselves; times are on the clocks of the venue."""

    cabin: CabinWord | None
    """Cabin that they may book outbound; null on the ground."""
    inbound_cabin: CabinWord | None
    """Cabin that they may book on the return; null on the ground."""
    land_from: Instant
    """Earliest landing, or arrival on the ground."""
    land_by: Instant
    """Latest landing, or arrival on the ground."""
    take_off_from: Instant
    """Earliest take-off, or start on the ground."""
    take_off_by: Instant
    """Latest take-off, or start on the ground."""
    fare_ceiling: Money
    """Most that both ways may cost together, `fare_error` included."""
    fare_error: Money
    """Part of the ceiling that is one standard error of the estimated fares; 0 where all fares are quoted."""
    book_by: Day | None
    """By when to book; null where the policy states no days."""


class Approval(Model):
    """Somebody's agreement that the policy asks for; the plan hangs on none."""

    by: str
    """Id of the person, or `role:NAME`; empty where the traveller has no manager."""
    rule: str
    """The rule that asks, with its number: policy.approval[1]."""
    reason: str
    """What about the trip makes it ask, in a sentence."""


class VisaRecord(Model):
    """What the person needs at one border."""

    country: str
    """ISO 3166-1 alpha-2 code of the country."""
    transit: bool
    """Whether a journey only connects there."""
    requirement: str
    """Requirement of visas.csv or transit.csv, or what is not known."""
    passport: str
    """Citizenship that it is needed with; empty where none is known."""
    apply_by: Day | None
    """Last day to ask for it; null where it takes no days."""
    fee: Money
    """What it costs."""


class ExceptionRecord(Model):
    """An exception on record that the person has at the event."""

    key: str
    """Key of the policy that has another value."""
    value: str
    """Its value, as exceptions.csv has it."""
    reason: str
    """Why, or empty."""
    approved_by: str
    """Who agreed, or empty."""
    until: Day | None
    """Last planning date on which it counts; null where it has no end."""

    @classmethod
    def of(cls, row: Exemption) -> "ExceptionRecord":
        """What a trip states of a `row`."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class Notice(Model):
    """Something that a person should know about a trip.

    `group_fare`: ten or more of the event's travellers are on one flight. `lounge`: four hours or more between two
    flights, neither in business or first, whose tickets open a lounge. `estimate`: a fare comes from the estimate.
    """

    kind: NoticeKind
    """What it is about."""
    text: str
    """A sentence for people."""


class LieuRecord(Model):
    """Days in lieu that a trip earns."""

    outside_hours: Hours
    """Hours in journeys outside Monday to Friday, 09:00 to 18:00 at home, where the policy counts them."""
    weekend_days: Annotated[int, in_unit("days")]
    """Days at the event on a Saturday or Sunday, where the policy counts them."""
    days: Annotated[float, in_unit("days")]
    """Days in lieu: the hours by the policy's hours a day, to a hundredth, and the days at weekends."""


class Trip(Model):
    """One person at one event, whether they travel or not."""

    person: str
    """Id in people.csv."""
    name: str
    """Name in people.csv."""
    email: str
    """E-mail in people.csv, or empty."""
    phone: str = ""
    """Phone number in people.csv, or empty."""
    team: str
    """Team in people.csv, or empty."""
    manager: str
    """Id of the manager, or empty."""
    status: TripStatus
    """Whether the person travels, lives nearby, comes by own travel, or cannot attend."""
    reason: str | None = None
    """Rules that leave no trip; null for whoever comes."""
    attends: tuple[str, ...]
    """Ids of the sessions that they attend."""
    first_day: Day | None
    """Their first day at the event; null for whoever cannot attend."""
    last_day: Day | None
    """Their last day; null likewise."""
    check_in: Day | None
    """Date of check-in; null for whoever needs no room."""
    check_out: Day | None
    """Date of check-out; null likewise."""
    nights: Nights
    """Nights at the venue."""
    outbound: JourneyRecord | None
    """Journey to the event; null for whoever does not travel."""
    inbound: JourneyRecord | None
    """Journey back; null likewise."""
    offers: tuple[OfferRecord, ...]
    """What is bought: one offer for both ways, or one for each."""
    cost: TripCost
    """Cash of the trip."""
    co2e_kg: Kilograms
    """Emissions of both ways."""
    travel_hours: Hours
    """Hours of both ways, from door of the first plane to that of the last."""
    notices: tuple[Notice, ...]
    """What the person or the organiser should know."""
    book_by: Day | None = None
    """By when policy.booking wants the trip booked; null where it asks for nothing."""
    allowance: Allowance | None = None
    """Within what the person may book it themselves; null without [policy.booking], and where nobody travels."""
    approvals: tuple[Approval, ...] = ()
    """Agreements that policy.approval asks for."""
    lieu: LieuRecord | None = None
    """Days in lieu; null where the policy has none, and for whoever cannot attend."""
    visas: tuple[VisaRecord, ...] | None = None
    """What the person needs at borders; null in plans that did not tell, and on team pages."""
    exceptions: tuple[ExceptionRecord, ...] = ()
    """Exceptions that the person has, of exceptions.csv."""
    extra: dict[str, str]
    """Columns of people.csv that begin with x_."""


class Traveller(NamedTuple):
    """Whose a trip is, as people.csv has it."""

    person: str
    name: str
    email: str
    phone: str
    team: str
    manager: str
    extra: dict[str, str]

    @classmethod
    def of(cls, person: Person) -> "Traveller":
        """What a trip repeats of its person."""
        return cls(*_of_person(vars(person)))


_of_person = itemgetter("id", *Traveller._fields[1:])
_NOBODY = Traveller("", "", "", "", "", "", {})
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
        """The trips of the travellers for whom `holds` is true."""
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
