"""Journeys and offers as plans state them."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from sprintplan.domain.bookings import BookingStatus
from sprintplan.domain.model import Model
from sprintplan.domain.record_types import Bags, CabinWord, Instant, Kilograms, Minutes, Mode, Moment, Money, Nights


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
    segments: Annotated[tuple[SegmentRecord, ...], Field(min_length=1)]
    """Its flights, one after the other; on the ground the whole way."""

    @property
    def by_air(self) -> bool:
        """Whether it is flown."""
        return self.mode == "air"

    @property
    def start(self) -> str:
        """The airport, or the place, that it leaves."""
        return self.origin or self.segments[0].start

    @property
    def end(self) -> str:
        """The airport, or the place, that it reaches."""
        return self.destination or self.segments[-1].end


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
