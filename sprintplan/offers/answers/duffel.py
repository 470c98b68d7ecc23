"""Duffel's offers in neutral words."""

from collections.abc import Sequence

from sprintplan.offers.answers.quote import (
    UNKNOWN,
    Amount,
    Flight,
    Quote,
    amount,
    bags,
    flag,
    joined,
    least,
    refuse_journeys,
    seconds,
)
from sprintplan.offers.answers.schemas import (
    Carrier,
    Condition,
    Offer,
    Passenger,
    Place,
    Segment,
    SegmentPassenger,
    Slice,
)
from sprintplan.offers.skipped import Unusable

ADULT_AGE = 18
_NOWHERE, _NOBODY = Place(), Carrier()
_CABINS = ("economy", "premium_economy", "business", "first")
_RANK = {cabin: rank for rank, cabin in enumerate(_CABINS)}


def quote(offer: Offer, travellers: Sequence[Passenger] | None) -> Quote:
    """The offer for one adult; `travellers` are those of its request, for offers that name none.

    Raises
    ------
    Unusable
    """
    slices = offer.slices or []
    refuse_journeys(len(slices))
    adults = _adults(offer.passengers or travellers or ())
    segments = [segment for one in slices for segment in one.segments or ()]
    holders = [holder for segment in segments for holder in segment.passengers or ()]
    terms = offer.conditions
    return Quote(
        id=offer.id or "",
        journeys=[[_flight(segment, one) for segment in one.segments or ()] for one in slices],
        fare=amount(offer.total_amount, adults, "total_amount"),
        currency=offer.total_currency or "",
        co2e_kg=_emissions(offer.total_emissions_kg, adults),
        fetched_at=seconds(offer.updated_at or offer.created_at),
        expires_at=seconds(offer.expires_at),
        owner=(offer.owner or _NOBODY).iata_code or "",
        fare_brand=joined([one.fare_brand_name for one in slices]),
        fare_basis=joined([holder.fare_basis_code for holder in holders]),
        checked_bags=least([_bags(holder) for holder in holders]),
        changeable=_allowed(terms.change_before_departure) if terms else UNKNOWN,
        refundable=_allowed(terms.refund_before_departure) if terms else UNKNOWN,
    )


def _adults(passengers: Sequence[Passenger]) -> int:
    """How many adults the amount is for; the amount of others is unknown."""
    if not passengers:
        raise Unusable("without passengers, so that the amount cannot be divided")
    for one in passengers:
        if one.type not in (None, "adult") or (one.age is not None and one.age < ADULT_AGE):
            raise Unusable("for children too, whose part of the amount is not stated")
    return len(passengers)


def _flight(segment: Segment, journey: Slice) -> Flight:
    origin, destination = segment.origin or _NOWHERE, segment.destination or _NOWHERE
    return (
        origin.iata_code or "",
        destination.iata_code or "",
        segment.departing_at or "",
        segment.arriving_at or "",
        origin.time_zone or "",
        destination.time_zone or "",
        _cabin(segment.passengers or ()),
        (segment.marketing_carrier or _NOBODY).iata_code or "",
        segment.marketing_carrier_flight_number or "",
        (segment.operating_carrier or _NOBODY).iata_code or "",
        segment.duration or (len(journey.segments or ()) == 1 and journey.duration) or "",
    )


def _cabin(holders: Sequence[SegmentPassenger]) -> str:
    """The lowest cabin of any passenger on the flight."""
    if len(holders) == 1:
        return holders[0].cabin_class or ""
    cabins = [holder.cabin_class or "" for holder in holders]
    return min(cabins, key=lambda word: _RANK.get(word, UNKNOWN), default="")


def _bags(holder: SegmentPassenger) -> int:
    """Checked bags included; an empty list says nothing, one that speaks of other bags alone says none."""
    if not holder.baggages:
        return UNKNOWN
    checked = [bag.quantity for bag in holder.baggages if bag.type == "checked"]
    return bags(sum(number or 0 for number in checked))


def _allowed(condition: Condition | None) -> int:
    return flag(condition.allowed if condition else None)


def _emissions(text: str | None, travellers: int) -> Amount | None:
    """Kilograms, which are those of all passengers together; None where nothing readable is stated."""
    if not text:
        return None
    try:
        return amount(text, travellers, "total_emissions_kg")
    except Unusable:
        return None
