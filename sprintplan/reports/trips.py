"""One trip in a few lines."""

from collections.abc import Iterator

from sprintplan.domain.plan import JourneyRecord, Trip
from sprintplan.reports.words import clock, hours, plain


def trip_lines(trip: Trip) -> Iterator[str]:
    """Who, how they come, both journeys, and what to look at."""
    yield f"{plain(trip.name)} ({trip.person}){', ' + plain(trip.team) if trip.team else ''}: {_how(trip)}"
    for notice in trip.notices:
        yield f"  ! {plain(notice.text)}"
    for word, journey in (("out ", trip.outbound), ("home", trip.inbound)):
        if journey:
            yield from _journey_lines(word, journey)


def _how(trip: Trip) -> str:
    match trip.status:
        case "remote":
            return f"stays away; {plain(trip.reason or '')}"
        case "local":
            return "at home there"
        case "own_travel":
            return f"by own means, {trip.nights} nights"
        case "travels":
            return f"{trip.nights} nights, {trip.cost.cash} {trip.offers[0].currency}"


def _journey_lines(word: str, journey: JourneyRecord) -> Iterator[str]:
    via = [segment.destination for segment in journey.segments[:-1]]
    way = "-".join([journey.origin, *via, journey.destination])
    cabin = journey.cabin.replace("_", " ")
    yield f"  {word} {clock(journey.departs_at)} {way} {clock(journey.arrives_at)}"
    numbers = " ".join(f"{s.carrier}{s.flight_number}" for s in journey.segments if s.carrier and s.flight_number)
    yield f"       {hours(journey.duration_minutes)}, {cabin}{', ' + numbers if numbers else ''}"
