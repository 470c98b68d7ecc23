"""Live bookings that no trip of a replanned plan is on, for the desk to let go."""

from collections.abc import Iterator

from sprintplan.app.why_changed import WORD
from sprintplan.domain.bookings import Booking
from sprintplan.domain.plan import Keep, Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.booked import SOURCE
from sprintplan.problems import listed

SHOWN = 12
"""Bookings that a sentence names; it counts the rest."""


def spare_bookings(plan: Plan, scenario: Scenario, keep: Keep | None) -> Iterator[str]:
    """A sentence on what is held, and one on what is paid, that nobody travels on and that no change of the plan names.

    Parameters
    ----------
    plan : with its changes
    scenario : the year that was planned, with its bookings
    keep : what was asked to stay
    """
    taken = {
        (event.event, trip.person, offer.id)
        for event in plan.events
        for trip in event.trips
        for offer in trip.offers
        if offer.source == SOURCE
    }
    told = {(one.event, one.person, name) for one in plan.changes or () for name in one.given_up}
    spare = [
        one
        for one in scenario.history.bookings
        if one.is_live
        and (one.event, one.person, one.place) not in taken
        and (one.event, one.person, one.name) not in told
    ]
    if held := [_named(scenario, one) for one in spare if not one.is_paid]:
        keeps = "" if keep == "flights" else "; `--keep flights` keeps what is of use"
        yield f"no trip of this plan is on what is held as {listed(held, SHOWN)}. Let it go{keeps}"
    if paid := [_named(scenario, one) for one in spare if one.is_paid]:
        yield f"no trip of this plan is on what is booked as {listed(paid, SHOWN)}. Exchange or cancel it"


def _named(scenario: Scenario, booking: Booking) -> str:
    person = scenario.person_by_id.get(booking.person)
    return f"{booking.name} ({person.name if person else booking.person}, {WORD[booking.direction]})"
