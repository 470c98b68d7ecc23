"""The routes that are travelled to an event: pairs of airports, or of places, with who travels between them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sprintplan.domain.plan import EventPlan
from sprintplan.domain.trip import Trip


@dataclass(frozen=True)
class Route:
    """Two airports with a flight, or places with a ground journey, between them, in either direction."""

    event: str
    origin: str
    destination: str
    travellers: int


def flown_routes(event: EventPlan) -> list[Route]:
    """The routes of an event's trips, the least flown first, so that on a map the busiest lie on top."""
    flown: dict[tuple[str, str], set[str]] = {}
    for trip in event.trips:
        for pair in _pairs(trip):
            flown.setdefault(pair, set()).add(trip.person)
    routes = [Route(event.event, *pair, len(people)) for pair, people in flown.items()]
    return sorted(routes, key=lambda route: (route.travellers, route.origin, route.destination))


def home_airports(trips: Iterable[Trip]) -> dict[str, int]:
    """Airports, or places on the ground, where journeys from home begin, with how many trips do."""
    counts: dict[str, int] = {}
    for trip in trips:
        if trip.outbound:
            counts[trip.outbound.start] = counts.get(trip.outbound.start, 0) + 1
    return counts


def _pairs(trip: Trip) -> set[tuple[str, str]]:
    ways = [way for way in (trip.outbound, trip.inbound) if way]
    legs = [(leg.start, leg.end) for way in ways for leg in way.segments]
    return {(min(leg), max(leg)) for leg in legs}
