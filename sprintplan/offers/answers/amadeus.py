"""Amadeus's flight offers in neutral words."""

from collections.abc import Sequence

from sprintplan.offers.answers.quote import (
    UNKNOWN,
    Amount,
    Flight,
    Quote,
    amount,
    bags,
    joined,
    least,
    refuse_journeys,
)
from sprintplan.offers.answers.schemas import (
    FareDetails,
    Itinerary,
    Leg,
    Offer,
    Operating,
    Price,
    Stop,
    TravelerPricing,
)
from sprintplan.offers.skipped import Unusable

_NOWHERE, _NOBODY, _NOTHING, _NO_PRICE = Stop(), Operating(), FareDetails(), Price()
_MOST_PLACES = 6
_SHIFT: list[int] = [10 ** (_MOST_PLACES - places) for places in range(_MOST_PLACES + 1)]


def quote(offer: Offer) -> Quote:
    """The offer for one adult.

    Raises
    ------
    Unusable
    """
    itineraries = offer.itineraries or []
    refuse_journeys(len(itineraries))
    pricings = offer.traveler_pricings or []
    adult = next((one for one in pricings if one.traveler_type == "ADULT"), None)
    if adult is None:
        raise Unusable("for no adult")
    details = {one.segment_id: one for one in adult.fare_details_by_segment or ()}
    flown = [details.get(leg.id, _NOTHING) for journey in itineraries for leg in journey.segments or ()]
    refundable = offer.pricing_options and offer.pricing_options.refundable_fare
    price = offer.price or _NO_PRICE
    return Quote(
        id=offer.id or "",
        journeys=[
            [_flight(leg, details.get(leg.id, _NOTHING), journey) for leg in journey.segments or ()]
            for journey in itineraries
        ],
        fare=_fare(price, adult, pricings),
        currency=price.currency or "",
        seats=offer.number_of_bookable_seats,
        owner=(offer.validating_airline_codes or [""])[0],
        fare_brand=joined([one.branded_fare for one in flown]),
        fare_basis=joined([one.fare_basis for one in flown]),
        checked_bags=least([_bags(one) for one in flown]),
        refundable=1 if refundable else UNKNOWN,
    )


def _flight(leg: Leg, details: FareDetails, journey: Itinerary) -> Flight:
    start, end = leg.departure or _NOWHERE, leg.arrival or _NOWHERE
    return (
        start.iata_code or "",
        end.iata_code or "",
        start.at or "",
        end.at or "",
        "",
        "",
        (details.cabin or "").lower(),
        leg.carrier_code or "",
        leg.number or "",
        (leg.operating or _NOBODY).carrier_code or "",
        leg.duration or (len(journey.segments or ()) == 1 and journey.duration) or "",
    )


def _fare(price: Price, adult: TravelerPricing, pricings: Sequence[TravelerPricing]) -> Amount:
    """What one adult pays, with an equal share of the fees that belong to nobody."""
    prices = [one.price or _NO_PRICE for one in pricings]
    mine = adult.price or _NO_PRICE
    if {mine.currency, *(one.currency for one in prices)} != {price.currency}:
        raise Unusable("in several currencies")
    whole = _micro(price.grand_total or price.total, "price.grandTotal")
    each = [_micro(one.total, "travelerPricings.price.total") for one in prices]
    fees = whole - sum(each)
    own = _micro(mine.total, "travelerPricings.price.total")
    if fees < 0:
        raise Unusable("the travellers' amounts add up to more than the total")
    return Amount(own * len(pricings) + fees, _MOST_PLACES, len(pricings))


def _micro(text: str | None, what: str) -> int:
    shown = amount(text, 1, what)
    return shown.value * _SHIFT[shown.places]


def _bags(details: FareDetails) -> int:
    included = details.included_checked_bags
    return bags(included.quantity if included else None)
