"""Bookings on the ground as journeys between home and venue as they are now; what leads elsewhere is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sprintplan.domain.bookings import WAYS, BookedFlight, BookedJourney, Booking
from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.model import Cabin
from sprintplan.domain.people import Home
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trip import Trip
from sprintplan.domain.venues import Venue
from sprintplan.errors import UsageError
from sprintplan.offers.ground.journeys import way_grams
from sprintplan.offers.ground.place import Place, home_name, place_of_home, place_of_venue, venue_name
from sprintplan.problems import shown
from sprintplan.workspace.booked_journeys import is_possible
from sprintplan.workspace.homes import home_of

MINUTE = len("2027-05-09T09:15")
"""Characters of a local time to the minute."""
REMEDY = 'Write a city and its country such as "Lisbon, PT", an airport, or nothing for home and venue'


@dataclass(frozen=True)
class End:
    """One end of a way.

    Attributes
    ----------
    city : its city's name
    names : how files and plans call it, in small letters
    place, code : where it is, and the airport whose clock counts there
    what : how sentences call it
    """

    city: str
    names: frozenset[str]
    place: Place
    code: str
    what: str

    def stray(self, text: str, radius_km: int) -> str | None:
        """Why a place as it is written is not this end; None where it is.

        Parameters
        ----------
        text : a name of the end, a place near it, a station that is called after its city, or nothing
        radius_km : kilometres within which a place is near
        """
        plain = text.strip().casefold()
        if not plain or plain in self.names or plain.startswith(f"{self.city.casefold()} "):
            return None
        try:
            km = place_of_home(home_of(text)).km_to(self.place)
        except UsageError:
            return f"{shown(text)} is no place that is known. {REMEDY}"
        return None if km <= radius_km else f"{shown(text)} is {km:.0f} km from {self.what}"


def on_ground(scenario: Scenario, venue: str, booking: Booking, trip: Trip | None) -> tuple[Booking, tuple[str, ...]]:
    """A `booking` whose journeys on the ground lead between home and venue, and warnings on those that do not.

    One that leads from a home or to a place that is another one now is left without that journey.

    Parameters
    ----------
    scenario : the workspace as it is now
    venue : id of the venue that was published
    booking : as it was read
    trip : the published trip; None where there is none
    """
    ways = {way: journey for way in WAYS if (journey := booking.journey(way)) is not None and journey.mode != "air"}
    person, place = scenario.person_by_id.get(booking.person), scenario.venue_by_id.get(venue)
    if not ways or person is None or place is None:
        return booking.changed(**dict.fromkeys(ways)), ()
    home, there = _home(person.home), _venue(place)
    journeys: dict[str, BookedJourney | None] = {}
    warnings = []
    for way, booked in ways.items():
        ends = (home, there) if way == "outbound" else (there, home)
        journey = _between(*ends, booked, getattr(trip, way, None))
        why = next(_faults(booked, journey, ends, scenario.policy.home_radius_km), None)
        journeys[way] = None if why else journey
        if why and booking.is_live:
            warnings.append(f"{booking.place}: the {booked.mode} is not kept: {why}")
    return booking.changed(**journeys), tuple(warnings)


def _home(home: Home) -> End:
    name, code = home_name(home), (home.airports or home.left_out)[0]
    return _end(name, (home.text,), place_of_home(home), code, f"the home {name}")


def _venue(venue: Venue) -> End:
    name = venue_name(venue)
    return _end(name, (venue.id, venue.name), place_of_venue(venue), venue.airports[0], f"the venue in {name}")


def _end(name: str, others: tuple[str, ...], place: Place, code: str, what: str) -> End:
    city = name.split(",")[0]
    return End(city, frozenset(one.casefold() for one in (name, city, *others)), place, code, what)


def _between(start: End, end: End, booked: BookedJourney, planned: JourneyRecord | None) -> BookedJourney:
    """The way between the airports whose clocks count, with what the plan says that it emits, else its own CO2e."""
    whole = BookedFlight(
        origin=start.code, destination=end.code, departs=booked.departs, arrives=booked.arrives, cabin=Cabin.FIRST
    )
    same = planned is not None and (booked.mode, booked.departs, booked.arrives) == (planned.mode, *_times(planned))
    return BookedJourney(
        flights=(whole,),
        cabin=Cabin.FIRST,
        mode=booked.mode,
        co2e_g=round(planned.co2e_kg * 1000) if planned and same else way_grams(booked.mode, start.place, end.place),
        co2e_source=planned.co2e_source if planned and same else None,
    )


def _times(planned: JourneyRecord) -> Iterator[datetime]:
    return (datetime.fromisoformat(when[:MINUTE]) for when in (planned.departs_at, planned.arrives_at))


def _faults(booked: BookedJourney, journey: BookedJourney, ends: tuple[End, End], radius_km: int) -> Iterator[str]:
    """What is wrong with the ends and times of a booked way, which `journey` leads between the ends."""
    for text, end in zip((booked.origin, booked.destination), ends, strict=True):
        if why := end.stray(text, radius_km):
            yield why
    if not is_possible(journey.flights[0]):
        yield f"{booked.departs:%Y-%m-%dT%H:%M} to {booked.arrives:%Y-%m-%dT%H:%M} is no journey. Check the dates"
