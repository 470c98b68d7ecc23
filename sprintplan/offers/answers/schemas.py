"""What is read of the providers' answers: the fields that offers need; all others are passed over unread.

Every field may be missing or null: what an offer cannot do without is judged offer by offer.
Sources: Duffel API v2, schemas Offer and OfferRequest; Amadeus Flight Offers Search v2, schema FlightOffer.
"""

from msgspec import Struct, field


class Place(Struct, gc=False):
    """Duffel: an airport and the IANA zone of its clock."""

    iata_code: str | None = None
    time_zone: str | None = None


class Carrier(Struct, gc=False):
    """Duffel: an airline."""

    iata_code: str | None = None


class Baggage(Struct, gc=False):
    """Duffel: an allowance."""

    type: str | None = None
    quantity: int | None = None


class SegmentPassenger(Struct, gc=False):
    """Duffel: what one passenger has on one flight."""

    cabin_class: str | None = None
    fare_basis_code: str | None = None
    baggages: list[Baggage] | None = None


class Segment(Struct, gc=False):
    """Duffel: a flight; times are local at their airports."""

    origin: Place | None = None
    destination: Place | None = None
    departing_at: str | None = None
    arriving_at: str | None = None
    marketing_carrier: Carrier | None = None
    marketing_carrier_flight_number: str | None = None
    operating_carrier: Carrier | None = None
    passengers: list[SegmentPassenger] | None = None
    duration: str | None = None


class Slice(Struct, gc=False):
    """Duffel: a journey."""

    segments: list[Segment] | None = None
    fare_brand_name: str | None = None
    duration: str | None = None


class Passenger(Struct, gc=False):
    """Duffel: somebody whom the amount includes."""

    type: str | None = None
    age: int | None = None


class Condition(Struct, gc=False):
    """Duffel: whether something is allowed, null where the airline does not say."""

    allowed: bool | None = None


class Conditions(Struct, gc=False):
    """Duffel: what may be done before departure."""

    refund_before_departure: Condition | None = None
    change_before_departure: Condition | None = None


class Stop(Struct, gc=False, rename="camel"):
    """Amadeus: one end of a flight; the time is local."""

    iata_code: str | None = None
    at: str | None = None


class Operating(Struct, gc=False, rename="camel"):
    """Amadeus: who operates a flight."""

    carrier_code: str | None = None


class Leg(Struct, gc=False, rename="camel"):
    """Amadeus: a flight."""

    id: str | None = None
    departure: Stop | None = None
    arrival: Stop | None = None
    carrier_code: str | None = None
    number: str | None = None
    operating: Operating | None = None
    duration: str | None = None


class Itinerary(Struct, gc=False, rename="camel"):
    """Amadeus: a journey."""

    segments: list[Leg] | None = None
    duration: str | None = None


class Price(Struct, gc=False, rename="camel"):
    """Amadeus: an amount for all travellers, or for one."""

    currency: str | None = None
    total: str | None = None
    grand_total: str | None = None


class CheckedBags(Struct, gc=False, rename="camel"):
    """Amadeus: an allowance in pieces; one in weight has none."""

    quantity: int | None = None


class FareDetails(Struct, gc=False, rename="camel"):
    """Amadeus: what one traveller has on one flight."""

    segment_id: str | None = None
    cabin: str | None = None
    fare_basis: str | None = None
    branded_fare: str | None = None
    included_checked_bags: CheckedBags | None = None


class TravelerPricing(Struct, gc=False, rename="camel"):
    """Amadeus: what one traveller pays and has."""

    traveler_type: str | None = None
    price: Price | None = None
    fare_details_by_segment: list[FareDetails] | None = None


class PricingOptions(Struct, gc=False, rename="camel"):
    """Amadeus: what the search asked fares to be."""

    refundable_fare: bool | None = None


class Offer(Struct, gc=False):
    """An offer of either provider: `slices` are Duffel's, `itineraries` Amadeus's."""

    id: str | None = None
    type: str | None = None
    slices: list[Slice] | None = None
    total_amount: str | None = None
    total_currency: str | None = None
    total_emissions_kg: str | None = None
    passengers: list[Passenger] | None = None
    owner: Carrier | None = None
    conditions: Conditions | None = None
    created_at: str | None = None
    updated_at: str | None = None
    expires_at: str | None = None
    live_mode: bool | None = None
    itineraries: list[Itinerary] | None = None
    price: Price | None = None
    traveler_pricings: list[TravelerPricing] | None = field(default=None, name="travelerPricings")
    number_of_bookable_seats: int | None = field(default=None, name="numberOfBookableSeats")
    validating_airline_codes: list[str] | None = field(default=None, name="validatingAirlineCodes")
    pricing_options: PricingOptions | None = field(default=None, name="pricingOptions")

    @property
    def is_duffel(self) -> bool:
        """Whether it has what only Duffel's offers have."""
        return self.total_amount is not None

    @property
    def is_amadeus(self) -> bool:
        """Whether it has what only Amadeus's offers have."""
        return self.itineraries is not None or self.type == "flight-offer"


class Request(Offer, gc=False):
    """What stands under `data` where it is no list: a request or a priced basket with its offers, or one offer."""

    offers: list[Offer] | None = None
    flight_offers: list[Offer] | None = field(default=None, name="flightOffers")


class Fault(Struct, gc=False):
    """One error that a provider answered instead of offers."""

    type: str | None = None
    code: str | int | None = None
    title: str | None = None
    message: str | None = None
    detail: str | None = None


class Document(Struct, gc=False):
    """A whole answer."""

    data: list[Offer] | Request | None = None
    errors: list[Fault] | None = None
