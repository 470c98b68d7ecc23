"""What a person has booked for an event, told as plain journeys; and what a trip makes of it."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sprintplan.domain.bookings import BookedFlight, BookedJourney, Booking
from sprintplan.domain.journey_record import JourneyRecord, OfferRecord, SegmentRecord
from sprintplan.domain.trip import Trip
from sprintplan.offers.conditions import OfferConditions
from sprintplan.verify.market import Journey, Segment, minutes_between, on_clock, zone_of
from sprintplan.verify.visit import Visit
from sprintplan.world.airports import airports
from sprintplan.world.emissions import EMBEDDED, co2e_g

SOURCE = "booking"
ELSEWHERE = -2
"""No place that anybody is at."""
MOST_NIGHTS = 7
"""Nights too many with which a booked journey is still of use."""


def bookings_of(visit: Visit) -> tuple[Booking, ...]:
    """Everything that the person of a `visit` has booked for the event."""
    return visit.scenario.history.of(visit.event.id, visit.person.id)


def booked_journeys(visit: Visit, *, outbound: bool) -> Iterator[Journey]:
    """What the person of a `visit` can travel on of it, `outbound` or back; of both ways only where both are known."""
    for number, booking in enumerate(bookings_of(visit)):
        mine = booking.outbound if outbound else booking.inbound
        other = booking.inbound if outbound else booking.outbound
        whole = booking.direction == "both"
        if booking.is_live and mine is not None and (other is not None or not whole):
            yield _journey(visit, booking, mine, number, outbound=outbound)


def _journey(visit: Visit, booking: Booking, journey: BookedJourney, number: int, *, outbound: bool) -> Journey:
    """One way of a booking; that of both ways pays for them outbound."""
    whole, row = booking.direction == "both", -10 - 2 * number
    pays = outbound or not whole
    segments = tuple(_segment(one, journey) for one in journey.flights)
    grams = journey.co2e_g
    if grams is None:
        grams = sum(_grams(segment) for segment in segments)
    return Journey(
        row=row if outbound else row - 1,
        sold_as=booking.place,
        segments=segments,
        fare_minor=booking.fare_minor if pays else 0,
        original_minor=booking.original_minor if pays else 0,
        currency=booking.original_currency,
        seats=None,
        co2e_g=grams,
        partner=(row - 1 if outbound else row) if whole else None,
        first_leg=outbound or (journey.mode == "air" and not whole),
        terms=OfferConditions(),
        co2e_source=journey.co2e_source or EMBEDDED,
        mode=journey.mode,
        place=_place(visit, journey, outbound=outbound),
        source=SOURCE,
    )


def _place(visit: Visit, journey: BookedJourney, *, outbound: bool) -> int:
    """On the ground the place of the person, if it leads between home as it is now and the venue; else none."""
    home = visit.person.home
    ends = (journey.origin, journey.destination) if outbound else (journey.destination, journey.origin)
    leads = ends[0] == (home.airports or home.left_out)[0] and ends[1] in visit.venue.airports
    return visit.place if journey.mode != "air" and leads else ELSEWHERE


def _segment(flight: BookedFlight, journey: BookedJourney) -> Segment:
    return Segment(
        origin=flight.origin,
        destination=flight.destination,
        departs=_instant(flight.departs, flight.origin),
        arrives=_instant(flight.arrives, flight.destination),
        cabin=journey.cabin if flight.cabin is None else flight.cabin,
        carrier=flight.carrier,
        operator=flight.operator,
        number=flight.number,
    )


def _instant(wall: datetime, code: str) -> datetime:
    zone = zone_of(code)
    return on_clock(wall.replace(tzinfo=zone).astimezone(UTC), zone)


def _grams(segment: Segment) -> int:
    start, end = (airports().number(code) or 0 for code in (segment.origin, segment.destination))
    return int(co2e_g(start, end, int(segment.cabin)))


def booked_flights(booking: Booking) -> frozenset[object]:
    """What makes the flights of a `booking` the same as other people's."""
    ways = [journey for journey in (booking.outbound, booking.inbound) if journey]
    if booking.direction == "both" and len(ways) < 2:
        return frozenset()
    flown = [journey for journey in ways if journey.mode == "air"]
    return frozenset(_segment(flight, journey).flight for journey in flown for flight in journey.flights)


def given_up_minor(visit: Visit, trip: Trip, fares: dict[str, int]) -> int:
    """What is gone of the person's bookings: of those that the trip does not use the fare less the refund, or what an
    exchange takes in its place where that is less.

    Parameters
    ----------
    visit : the person at the event
    trip : what the person takes now
    fares : by what an offer covers, its fare in minor units
    """
    used = {offer.id for offer in trip.offers if offer.source == SOURCE}
    total = 0
    for booking in bookings_of(visit):
        if booking.is_live and booking.place in used and _covered(booking, trip):
            continue
        total += booking.lost_minor - _saved(booking, trip, fares)
    return total


def _covered(booking: Booking, trip: Trip) -> bool:
    """Whether an offer of the trip is this booking."""
    return any((one.source, one.id, one.covers) == (SOURCE, booking.place, booking.direction) for one in trip.offers)


def _saved(booking: Booking, trip: Trip, fares: dict[str, int]) -> int:
    """What an exchange for the trip's own offer of the same ways saves against giving the booking up."""
    fee = booking.change_fee_minor
    bought = next((one for one in trip.offers if one.covers == booking.direction), None)
    if booking.status not in ("booked", "ticketed") or fee is None or bought is None or bought.source == SOURCE:
        return 0
    if not _same_airlines(booking, trip, bought):
        return 0
    return max(0, booking.lost_minor - fee - max(0, booking.fare_minor - fares[bought.covers]))


def _same_airlines(booking: Booking, trip: Trip, bought: OfferRecord) -> bool:
    """Whether every flight of an offer is sold by an airline of the booking; what is not known passes."""
    ways = [journey for journey in (booking.outbound, booking.inbound) if journey]
    known = {flight.carrier for journey in ways for flight in journey.flights} - {None}
    new: list[SegmentRecord] = []
    for covers, journey in (("outbound", trip.outbound), ("inbound", trip.inbound)):
        if journey and bought.covers in ("both", covers):
            new += journey.segments
    return not known or all(segment.carrier is None or segment.carrier in known for segment in new)


def ways_booked_again(visit: Visit, trip: Trip) -> tuple[str, ...]:
    """Ways of the `trip` of a `visit` that are bought on the market, as nothing is left of what was booked of them."""
    ways = []
    for way in ("outbound", "inbound"):
        mine = [one.status for one in bookings_of(visit) if one.direction in ("both", way)]
        bought = any(one.source != SOURCE and one.covers in ("both", way) for one in trip.offers)
        if bought and mine and set(mine) == {"cancelled"}:
            ways.append(way)
    return tuple(ways)


def changes_itinerary(visit: Visit, trip: Trip) -> bool:
    """Whether the `trip` of a `visit` is another than the published one, of which nothing is booked."""
    history = visit.scenario.history
    if not history.weighs(visit.event.id, visit.person.id):
        return False
    published = history.published[visit.event.id, visit.person.id]
    return (_itinerary(trip.outbound), _itinerary(trip.inbound)) != (
        tuple(published.outbound),
        tuple(published.inbound),
    )


def _itinerary(journey: JourneyRecord | None) -> object:
    """A journey in the form in which published ones are kept."""
    if journey is None:
        return None
    hops = []
    for one in journey.segments:
        minutes = (minutes_between(_EPOCH, datetime.fromisoformat(when)) for when in (one.departs_at, one.arrives_at))
        hops.append((one.origin, one.destination, *minutes, one.carrier, one.flight_number, one.cabin))
    return journey.mode, tuple(hops)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
