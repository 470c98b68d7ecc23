"""Bookings on the ground as journeys of the published plan: what is no such journey leads nowhere, and is told."""

from collections.abc import Sequence
from datetime import datetime

from sprintplan.domain.bookings import WAYS, BookedFlight, BookedJourney, Booking
from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.model import Cabin
from sprintplan.domain.people import Person
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trip import Trip
from sprintplan.domain.venues import Venue
from sprintplan.offers.ground.place import home_name, venue_name

MINUTE = len("2027-05-09T09:15")
"""Characters of a local time to the minute."""


def on_ground(scenario: Scenario, venue: str, booking: Booking, trip: Trip | None) -> Booking:
    """A `booking` whose journeys on the ground are those of the published trip.

    One that is none of it, or leads from a home or to a place that is another one now, is left without that journey.

    Parameters
    ----------
    scenario : the workspace as it is now
    venue : id of the venue that was published
    booking : as it was read
    trip : the published trip; None where there is none
    """
    ways = {way: booking.journey(way) for way in WAYS}
    ground = {way: one for way, one in ways.items() if one is not None and one.mode != "air"}
    if not ground:
        return booking
    person, place = scenario.person_by_id.get(booking.person), scenario.venue_by_id.get(venue)
    return booking.changed(
        **{way: _journey(one, getattr(trip, way, None), person, place, way) for way, one in ground.items()}
    )


def lost_ways(scenario: Scenario, before: Sequence[Booking], after: Sequence[Booking]) -> tuple[str, ...]:
    """A sentence for each live booking of somebody of a `scenario` that has a journey `before`, and none `after`."""
    return tuple(
        f"{one.place}: the {journey.mode} is not of the published trip, or leads to another place now: not kept"
        for one, now in zip(before, after, strict=True)
        for way in WAYS
        if one.is_live
        and one.person in scenario.person_by_id
        and (journey := one.journey(way)) is not None
        and now.journey(way) is None
    )


def _journey(
    booked: BookedJourney, planned: JourneyRecord | None, person: Person | None, venue: Venue | None, way: str
) -> BookedJourney | None:
    """The booked way between the airports whose clocks count, with what the plan says that it emits."""
    if planned is None or person is None or venue is None:
        return None
    codes = [(person.home.airports or person.home.left_out)[0], venue.airports[0]]
    names = [home_name(person.home), venue_name(venue)]
    if way == "inbound":
        codes, names = codes[::-1], names[::-1]
    times = [datetime.fromisoformat(when[:MINUTE]) for when in (planned.departs_at, planned.arrives_at)]
    same = (booked.mode, booked.departs, booked.arrives) == (planned.mode, *times)
    if not same or [planned.start, planned.end] != names:
        return None
    whole = BookedFlight(origin=codes[0], destination=codes[1], departs=times[0], arrives=times[1], cabin=Cabin.FIRST)
    grams = round(planned.co2e_kg * 1000)
    return BookedJourney(
        flights=(whole,), cabin=Cabin.FIRST, mode=planned.mode, co2e_g=grams, co2e_source=planned.co2e_source
    )
