"""What was published: the itineraries that people were told, and which of them are booked."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from sprintplan.domain.bookings import BookedFlight, BookedJourney, Booking
from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.model import CABIN_BY_WORD, Model
from sprintplan.domain.plan import EventPlan

MINUTE = len("2027-05-09T09:15")
"""Characters of a local time to the minute."""


class Hop(NamedTuple):
    """One flight, or the whole way on the ground, as itineraries are compared by it; instants are minutes since 1970.

    On the ground ends, carrier, number and cabin are None.
    """

    origin: str | None
    destination: str | None
    departs_utc: int
    arrives_utc: int
    carrier: str | None
    number: str | None
    cabin: str | None


class Itinerary(NamedTuple):
    """One way as people were told it: how it is travelled, and its flights."""

    mode: str
    hops: tuple[Hop, ...]

    @property
    def departs_utc(self) -> int:
        """First departure, minutes since 1970."""
        return self.hops[0].departs_utc

    @property
    def arrives_utc(self) -> int:
        """Last arrival, minutes since 1970."""
        return self.hops[-1].arrives_utc


class Published(NamedTuple):
    """The two ways of one published trip."""

    outbound: Itinerary
    inbound: Itinerary


class Travelled(NamedTuple):
    """What one person travelled to an event that is over or under way: minutes of both journeys."""

    event: str
    person: str
    outbound_min: int
    inbound_min: int


class History(Model):
    """What has happened to a year that is planned anew.

    Attributes
    ----------
    places : by event the venue and first day that were published
    published : by event and person the published trip of everybody who was to travel
    bookings : everything that is booked, in file order, with what is known of its journeys
    travelled : the trips to events that are over or under way
    """

    places: dict[str, tuple[str, date]] = {}
    published: dict[tuple[str, str], Published] = {}
    bookings: tuple[Booking, ...] = ()
    travelled: tuple[Travelled, ...] = ()

    @cached_property
    def has_ground(self) -> bool:
        """Whether anything is booked on the ground."""
        ways = (way for one in self.bookings for way in (one.outbound, one.inbound) if way)
        return any(way.mode != "air" for way in ways)

    @cached_property
    def by_trip(self) -> Mapping[tuple[str, str], tuple[Booking, ...]]:
        """Bookings by event and person."""
        by_trip: dict[tuple[str, str], tuple[Booking, ...]] = {}
        for one in self.bookings:
            by_trip[one.event, one.person] = (*by_trip.get((one.event, one.person), ()), one)
        return by_trip

    def of(self, event: str, person: str) -> tuple[Booking, ...]:
        """What a `person` has booked for an `event`, both by id."""
        return self.by_trip.get((event, person), ())

    def weighs(self, event: str, person: str) -> bool:
        """Whether a change of a `person`'s itinerary to an `event` counts in the score: published and not booked."""
        return (event, person) in self.published and not any(one.is_live for one in self.of(event, person))


def itinerary_of(journey: JourneyRecord) -> Itinerary:
    """A `journey` of a plan as it is compared."""
    return Itinerary(
        journey.mode,
        tuple(
            Hop(
                one.origin,
                one.destination,
                _minutes(one.departs_at),
                _minutes(one.arrives_at),
                one.carrier,
                one.flight_number,
                one.cabin,
            )
            for one in journey.segments
        ),
    )


def published_trips(event: EventPlan) -> dict[tuple[str, str], Published]:
    """What everybody who travels to an event was told."""
    known: dict[int, Published] = {}
    for number, trip in enumerate(event.trips.contents):
        if trip.outbound and trip.inbound:
            known[number] = Published(itinerary_of(trip.outbound), itinerary_of(trip.inbound))
    return {
        (event.event, traveller.person): known[number]
        for traveller, number in zip(event.trips.travellers, event.trips.which, strict=True)
        if number in known
    }


def travelled_to(event: EventPlan) -> Iterator[Travelled]:
    """The trips of everybody who travels to an event."""
    for traveller, number in zip(event.trips.travellers, event.trips.which, strict=True):
        trip = event.trips.contents[number]
        if trip.outbound and trip.inbound:
            minutes = trip.outbound.duration_minutes, trip.inbound.duration_minutes
            yield Travelled(event.event, traveller.person, *minutes)


def as_published(booking: Booking, way: str, journey: JourneyRecord | None) -> BookedJourney | None:
    """A `way` of a `booking`, with the flights of the plan's `journey` where its ends and times are the same."""
    booked = booking.journey(way)
    if booked is None or journey is None or booked.mode != "air" or not journey.by_air:
        return booked
    ends = (booked.origin, booked.destination, booked.departs, booked.arrives)
    planned = (journey.start, journey.end, _wall(journey.departs_at), _wall(journey.arrives_at))
    if ends != planned:
        return booked
    flights = tuple(
        BookedFlight(
            origin=one.start,
            destination=one.end,
            departs=_wall(one.departs_at),
            arrives=_wall(one.arrives_at),
            carrier=one.carrier,
            number=one.flight_number,
            operator=one.operating_carrier,
            cabin=CABIN_BY_WORD[one.cabin] if one.cabin and journey.cabin == booked.cabin.word else None,
        )
        for one in journey.segments
    )
    return booked.changed(flights=flights, co2e_g=round(journey.co2e_kg * 1000), co2e_source=journey.co2e_source)


def _wall(instant: str) -> datetime:
    return datetime.fromisoformat(instant[:MINUTE])


def _minutes(instant: str) -> int:
    return int(datetime.fromisoformat(instant).timestamp()) // 60
