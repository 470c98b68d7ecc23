"""One trip of the plan: its cost, its notices, and what else it states."""

from typing import Annotated, Literal

from pydantic import Field

from sprintplan.domain.exemptions import Exemption
from sprintplan.domain.journey_record import JourneyRecord, OfferRecord
from sprintplan.domain.model import Model
from sprintplan.domain.record_types import (
    CabinWord,
    Day,
    Hours,
    Instant,
    Kilograms,
    Money,
    Nights,
    NoticeKind,
    TripStatus,
    in_unit,
)


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
    book_again: Annotated[tuple[Literal["outbound", "inbound"], ...], Field(exclude_if=lambda value: not value)] = ()
    """Ways that are bought again, as what was booked of them is cancelled; absent where there are none."""
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
