"""Notices that take a whole event to see, or the finished trip: groups on a flight, long waits, estimates."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from sprintplan.domain.journey_record import JourneyRecord, SegmentRecord
from sprintplan.domain.model import CABIN_BY_WORD, Cabin
from sprintplan.domain.trip import Notice, Trip
from sprintplan.units import hours_text, minutes_between

GROUP = 10
"""Travellers on one flight from whom on airlines quote a group fare (contract, section 5)."""
LOUNGE_WAIT_MIN = 4 * 60
"""A wait of so long between two flights, neither of which opens a lounge: one paid for is worth a look."""
LOUNGE_CABIN = Cabin.BUSINESS
"""The lowest cabin whose ticket opens a lounge."""
ESTIMATE = "fares, times and CO2e are estimates: good for choosing; get live fares before booking"

Flight = tuple[str | None, str | None, datetime, str | None]


def with_notices(trips: Sequence[Trip], heads: Iterable[int]) -> tuple[Trip, ...]:
    """The trips of one event, each with the notices of this module behind its own.

    Groups are counted over the event: travellers of two events do not fly together.

    Parameters
    ----------
    heads : how many people make each of the trips
    """
    aboard = Counter[Flight]()
    for trip, people in zip(trips, heads, strict=True):
        for flight in {_flight(hop) for _, way in _ways(trip) for hop in way.segments}:
            aboard[flight] += people
    return tuple(_noticed(trip, [*_notices(trip, aboard)]) for trip in trips)


def _noticed(trip: Trip, more: list[Notice]) -> Trip:
    return trip.changed(notices=(*trip.notices, *more)) if more else trip


def _notices(trip: Trip, aboard: Counter[Flight]) -> Iterator[Notice]:
    for word, way in _ways(trip):
        yield from (Notice(kind="group_fare", text=f"{word}: {text}") for text in _groups(way, aboard))
        yield from (Notice(kind="lounge", text=f"{word}: {text}") for text in _long_waits(way))
    if any(offer.source == "estimate" for offer in trip.offers):
        yield Notice(kind="estimate", text=ESTIMATE)


def _ways(trip: Trip) -> Iterator[tuple[str, JourneyRecord]]:
    """Journeys by air with the word for their direction."""
    if trip.outbound and trip.outbound.by_air:
        yield "outbound", trip.outbound
    if trip.inbound and trip.inbound.by_air:
        yield "return", trip.inbound


def _groups(way: JourneyRecord, aboard: Counter[Flight]) -> Iterator[str]:
    for hop in way.segments:
        if (heads := aboard[_flight(hop)]) >= GROUP:
            leaves = datetime.fromisoformat(hop.departs_at)
            flight = f"{hop.origin}-{hop.destination} on {leaves.day} {leaves:%b %H:%M}"
            yield f"{heads} travellers are on {flight}, enough for a group fare"


def _long_waits(way: JourneyRecord) -> Iterator[str]:
    for before, after in pairwise(way.segments):
        wait = minutes_between(before.arrives_at, after.departs_at)
        cabin = max(CABIN_BY_WORD[word] for word in (before.cabin, after.cabin) if word)
        if wait >= LOUNGE_WAIT_MIN and cabin < LOUNGE_CABIN:
            yield f"layover of {hours_text(wait)} at {before.destination}"


def _flight(hop: SegmentRecord) -> Flight:
    """What makes two segments one flight: ends, departure instant, operating (else selling) carrier."""
    leaves = datetime.fromisoformat(hop.departs_at).astimezone(UTC)
    return hop.origin, hop.destination, leaves, hop.operating_carrier or hop.carrier
