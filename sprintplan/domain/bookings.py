"""What is booked of a plan: one record a booking, whether a person wrote it or a seller's order did."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal, get_args

from sprintplan.domain.columns import Amount, CabinWord, Code, Column, Day, Id, Instant
from sprintplan.domain.model import Cabin, Model
from sprintplan.domain.record_types import Mode

BookingStatus = Literal["held", "booked", "ticketed", "cancelled", "flown"]
BookingDirection = Literal["outbound", "inbound", "both"]
STATUSES: tuple[str, ...] = get_args(BookingStatus)
DIRECTIONS: tuple[str, ...] = get_args(BookingDirection)
WAYS = ("outbound", "inbound")
"""The two ways of a trip, as members of trips and bookings name them."""
BOTH_WAYS = "//"
"""Stands between what a cell says of the outbound journey and of the return."""


class BookedFlight(Model):
    """One flight of a booking, or the whole way on the ground.

    Attributes
    ----------
    origin, destination : IATA codes; on the ground places as they are written, or the airports whose clocks count
    departs, arrives : on the wall clocks of the two airports, without a zone
    carrier, number : of the flight code; None where the booking does not say
    operator : who flies it, and `cabin` the flight's own, where it was matched with a published flight
    """

    origin: str
    destination: str
    departs: datetime
    arrives: datetime
    carrier: str | None = None
    number: str | None = None
    operator: str | None = None
    cabin: Cabin | None = None


class BookedJourney(Model):
    """One way that is booked: its flights in order, and the cabin of all of them.

    Attributes
    ----------
    mode : how it is travelled
    co2e_g, co2e_source : grams of one traveller and who states them, where it was matched with a published journey
    """

    flights: tuple[BookedFlight, ...]
    cabin: Cabin
    mode: Mode = "air"
    co2e_g: int | None = None
    co2e_source: str | None = None

    @property
    def origin(self) -> str:
        """Where it leaves."""
        return self.flights[0].origin

    @property
    def destination(self) -> str:
        """Where it ends."""
        return self.flights[-1].destination

    @property
    def departs(self) -> datetime:
        """First departure, on the clock of its airport."""
        return self.flights[0].departs

    @property
    def arrives(self) -> datetime:
        """Last arrival, on the clock of its airport."""
        return self.flights[-1].arrives


class Booking(Model):
    """What one person has of one purchase; amounts are minor units of the company's currency.

    Attributes
    ----------
    outbound, inbound : the journeys that it covers
    fare_minor : what it costs
    refund_minor : what comes back of that where it is given up, or came back where it is cancelled
    change_fee_minor : what an exchange costs beside the difference in fare; None where it cannot be exchanged
    place : file and line that it stands in
    is_kept : whether it is to be travelled on whatever else costs less
    """

    person: str
    event: str
    direction: BookingDirection
    status: BookingStatus
    outbound: BookedJourney | None = None
    inbound: BookedJourney | None = None
    fare_minor: int
    refund_minor: int = 0
    change_fee_minor: int | None = None
    original_minor: int
    original_currency: str
    reference: str = ""
    booked_on: date | None = None
    supplier: str = ""
    place: str
    is_kept: bool = False

    @property
    def must_stay(self) -> bool:
        """Whether nothing else can be travelled on: it is flown, or to be kept."""
        return self.status == "flown" or self.is_kept

    @property
    def is_live(self) -> bool:
        """Whether there is something to travel on."""
        return self.status != "cancelled"

    @property
    def is_paid(self) -> bool:
        """Whether money went out; what is held is paid when it is kept."""
        return self.status != "held"

    @property
    def name(self) -> str:
        """What plans and messages call it: its reference, else where it stands."""
        return self.reference or self.place

    @property
    def lost_minor(self) -> int:
        """What is gone where it is given up, or was cancelled."""
        return self.fare_minor - self.refund_minor if self.is_paid else 0

    def covers(self, way: str) -> bool:
        """Whether it covers a way, `outbound` or `inbound`."""
        return self.direction in ("both", way)

    def journey(self, way: str) -> BookedJourney | None:
        """What it says of a way."""
        return self.outbound if way == "outbound" else self.inbound


COLUMNS: Mapping[str, Column] = {
    "person": Id("whose it is: the id in people.csv, an e-mail, or the full name", "ana", required=True),
    "event": Id("which event it is for", "spring", empty="by the dates, where one event alone fits"),
    "direction": Column("which ways it covers: outbound, inbound, both", "both", required=True),
    "status": Column(f"{', '.join(STATUSES)}", "booked", empty="not booked: the row is passed over", required=True),
    "mode": Column("air, train, coach, car, ferry; of both ways joined by //", "train", empty="air"),
    "flights": Column("flight codes joined by |; of both ways joined by //", "TP1351|TP1024//TP1025", empty="unknown"),
    "origin": Column("first airport, or the place on the ground; of both ways joined by //", "LHR//LIS"),
    "destination": Column("last airport, or the place on the ground; of both ways joined by //", "LIS//LHR"),
    "via": Column("connecting airports joined by |; of both ways joined by //", "FRA//", empty="none, or unknown"),
    "via_times": Column(
        "local times at each of them, as landing/take-off joined by |; of both ways joined by //",
        "2027-05-09T11:00/2027-05-09T12:30//",
        empty="none, or unknown",
    ),
    "departs": Instant("first take-off; of both ways joined by //", "2027-05-09T09:15//2027-05-16T19:30"),
    "arrives": Instant("last landing; of both ways joined by //", "2027-05-09T14:20//2027-05-16T23:10"),
    "cabin": CabinWord("cabin; of both ways joined by //", "economy", empty="economy"),
    "fare": Amount("what it costs, both ways together", "412.50"),
    "currency": Code("of fare, refund and change_fee", "EUR", empty="the company's"),
    "refund": Amount("what comes back when it is given up, or came back when it was cancelled", "0", empty="nothing"),
    "change_fee": Amount("what an exchange costs beside the difference in fare", "80", empty="cannot be exchanged"),
    "reference": Column("the booking's code at its seller", "QX7Z2P"),
    "booked_on": Day("when it was booked", "2027-02-01"),
    "supplier": Column("who sold it", "Duffel"),
}
"""Columns of bookings.csv."""
