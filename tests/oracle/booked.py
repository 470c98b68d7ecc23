"""Bookings as one person has them, and whether a take is what the person was told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from sprintplan.domain.bookings import BookedJourney, Booking
from sprintplan.domain.published import Itinerary
from sprintplan.world.emissions import co2e_g
from tests.build.clocks import number
from tests.build.year import Quote
from tests.oracle.ground import Emits, GroundJourney
from tests.oracle.journeys import Journey, Offer, instant

if TYPE_CHECKING:
    from tests.oracle.visit import Visit


@dataclass(frozen=True, eq=False)
class HeldJourney(Journey):
    """One way of a booking; `out` whether it leads to the venue."""

    booking: Booking
    out: bool


@dataclass(frozen=True)
class Goes:
    """How a journey on the ground is travelled, as a row tells it."""

    mode: str


@dataclass(frozen=True, eq=False)
class HeldGround(HeldJourney, GroundJourney):
    """One way of a booking on the ground."""


def held_offers(visit: "Visit") -> Iterator[Offer]:
    """What the person may travel on of what is booked for the event: bookings to and from the venue that still live."""
    for place, booking in enumerate(visit.scenario.history.of(visit.event.id, visit.person.id)):
        ways = {"outbound": booking.outbound, "inbound": booking.inbound}
        there = _held(booking, ways["outbound"], place, out=True) if booking.direction != "inbound" else None
        home = _held(booking, ways["inbound"], place, out=False) if booking.direction != "outbound" else None
        if booking.status == "cancelled":
            continue
        if booking.direction == "both":
            if there and home and _serves(visit, there) and _serves(visit, home):
                yield Offer(there, home, None)
        else:
            only = there or home
            if only and _serves(visit, only):
                yield Offer(only, None, None)


def _held(booking: Booking, way: BookedJourney | None, place: int, *, out: bool) -> HeldJourney | None:
    if way is None:
        return None
    if way.mode != "air":
        return _held_on_ground(booking, way, place, out=out)
    hops = way.flights
    cabins = tuple(way.cabin if hop.cabin is None else hop.cabin for hop in hops)
    grams = sum(
        int(co2e_g(number(hop.origin), number(hop.destination), int(cabin)))
        for hop, cabin in zip(hops, cabins, strict=True)
    )
    quote = Quote(
        origin=hops[0].origin,
        destination=hops[-1].destination,
        departs=hops[0].departs,
        arrives=hops[-1].arrives,
        flights=tuple(f"{hop.carrier or ''}{hop.number or ''}" for hop in hops),
        via=tuple(hop.origin for hop in hops[1:]),
        via_times=tuple((here.arrives, there.departs) for here, there in pairwise(hops)),
        operated_by=tuple(hop.operator or "" for hop in hops),
        cabins=cabins,
        fare=Decimal(0),
        currency="",
        seats=None,
        co2e_g=grams if way.co2e_g is None else way.co2e_g,
        bundle="",
    )
    pays = out or booking.direction != "both"
    return HeldJourney(-1 - 2 * place - out, quote, booking.fare_minor if pays else 0, booking, out)


def _held_on_ground(booking: Booking, way: BookedJourney, place: int, *, out: bool) -> HeldGround:
    (whole,) = way.flights
    pays = out or booking.direction != "both"
    return HeldGround(
        number=-1 - 2 * place - out,
        quote=Emits(way.co2e_g or 0),  # type: ignore[arg-type]
        fare_minor=booking.fare_minor if pays else 0,
        row=Goes(way.mode),  # type: ignore[arg-type]
        begins=instant(whole.origin, whole.departs),
        ends=instant(whole.destination, whole.arrives),
        clocks=(whole.origin, whole.destination),
        booking=booking,
        out=out,
    )


def _serves(visit: "Visit", one: HeldJourney) -> bool:
    if isinstance(one, HeldGround):
        return one.clocks[1 if one.out else 0] in visit.venue.airports
    return (one.quote.destination if one.out else one.quote.origin) in visit.venue.airports


def lost_minor(visit: "Visit") -> int:
    """Everything that is booked for the event, given up."""
    return sum(gone(one) for one in visit.scenario.history.of(visit.event.id, visit.person.id))


def gone(booking: Booking) -> int:
    """Fare less refund of what was paid."""
    return 0 if booking.status == "held" else booking.fare_minor - booking.refund_minor


def regained(visit: "Visit", offer: Offer, out: Journey | None) -> int:
    """What a take brings back of that: all of a booking that it is, or what an exchange for it saves."""
    if isinstance(offer.journey, HeldJourney):
        return gone(offer.journey.booking)
    direction = "both" if offer.back else "outbound" if out else "inbound"
    fare = offer.journey.fare_minor + (offer.back.fare_minor if offer.back else 0)
    saved = [0]
    for booking in visit.scenario.history.of(visit.event.id, visit.person.id):
        fee = booking.change_fee_minor
        fits = booking.direction == direction and _sellers(offer) <= (_booked_with(booking) or _sellers(offer))
        if fits and booking.status in ("booked", "ticketed") and fee is not None:
            exchanged = booking.fare_minor + fee + max(fare - booking.fare_minor, 0)
            saved.append(gone(booking) + fare - exchanged)
    return max(saved)


def _sellers(offer: Offer) -> frozenset[str]:
    ways = [one for one in (offer.journey, offer.back) if one and not isinstance(one, GroundJourney)]
    return frozenset(hop.flight[:2] for one in ways for hop in one.quote.hops()) - {""}


def _booked_with(booking: Booking) -> frozenset[str]:
    ways = [way for way in (booking.outbound, booking.inbound) if way]
    return frozenset(hop.carrier for way in ways for hop in way.flights if hop.carrier)


def differs(itinerary: Itinerary, one: Journey) -> bool:
    """Whether a journey is another than the published one."""
    if isinstance(one, GroundJourney):
        times = tuple(minutes(when) for when in one.instants[0])
        return (itinerary.mode, itinerary.departs_utc, itinerary.arrives_utc) != (one.row.mode, *times)
    hops = [
        (
            hop.origin,
            hop.destination,
            minutes(up),
            minutes(down),
            hop.flight[:2] or None,
            hop.flight[2:] or None,
            hop.cabin.word,
        )
        for hop, (up, down) in zip(one.quote.hops(), one.instants, strict=True)
    ]
    return itinerary.mode != "air" or [tuple(hop) for hop in itinerary.hops] != hops


def moved_minutes(itinerary: Itinerary, one: Journey) -> int:
    """Minutes by which take-off and landing are others."""
    up, down = minutes(one.instants[0][0]), minutes(one.instants[-1][1])
    return abs(up - itinerary.departs_utc) + abs(down - itinerary.arrives_utc)


def minutes(when: datetime) -> int:
    """Minutes since 1970."""
    return int((when - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) // 60
