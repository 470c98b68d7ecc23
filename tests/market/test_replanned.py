"""How sure a replan is, against every market planned anew: published itineraries weigh, and booked fares are known."""

import numpy as np
import pytest

from sprintplan.domain.bookings import WAYS, BookedFlight, BookedJourney, Booking
from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.model import CABIN_BY_WORD
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.published import History, as_published, published_trips
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trip import Trip
from sprintplan.itinerary.plan import plan_year
from sprintplan.market.draws import Markets
from sprintplan.offers.booked import WithBookings
from sprintplan.offers.estimate import EstimateSource
from tests.build.two_weeks import CREATED
from tests.market.companies import CENTS, TODAY, company, planned_anew, surveyed

FEW = 6
GONE, CHANGE = 5000, 20_000
"""Minor units that a booking costs to give up, and that a change of what was published weighs."""


def published(seed: int, booked: int) -> Scenario:
    """The year of a company as it was published, with both ways booked by the first few of each event."""
    year = company(seed)
    plan = plan_year(year, EstimateSource(year, TODAY), today=TODAY, created_at=CREATED).with_certainty()
    history = History(
        places={event.event: (event.venue, event.first_day) for event in plan.events},
        published={key: told for event in plan.events for key, told in published_trips(event).items()},
        bookings=tuple(_bookings(plan, booked)),
    )
    return year.changed(history=history, objective=year.objective.changed(change_minor=CHANGE))


def _bookings(plan: Plan, booked: int) -> list[Booking]:
    trips = [(event, trip) for event in plan.events for trip in [*event.trips][:booked] if trip.outbound]
    return [_booking(event, trip, f"bookings.csv:{line}") for line, (event, trip) in enumerate(trips, start=2)]


def _booking(event: EventPlan, trip: Trip, place: str) -> Booking:
    fare = round(float(trip.cost.fare) * 100)
    found = Booking(
        person=trip.person,
        event=event.event,
        direction="both",
        status="booked",
        fare_minor=fare,
        refund_minor=max(0, fare - GONE),
        change_fee_minor=None,
        original_minor=fare,
        original_currency="EUR",
        place=place,
        **{way: _journey(getattr(trip, way)) for way in WAYS},
    )
    told = {way: as_published(found, way, getattr(trip, way)) for way in WAYS}
    return found.changed(**{way: journey for way, journey in told.items() if journey})


def _journey(stated: JourneyRecord) -> BookedJourney:
    flights = tuple(
        BookedFlight(
            origin=one.start,
            destination=one.end,
            departs=one.departs_at[:16],
            arrives=one.arrives_at[:16],
            carrier=one.carrier,
            number=one.flight_number,
        )
        for one in stated.segments
    )
    return BookedJourney(flights=flights, cabin=CABIN_BY_WORD[stated.cabin or "economy"])


@pytest.mark.parametrize(("seed", "booked"), [(1, 0), (2, 1), (3, 2), (4, 9)])
def test_each_market_costs_and_loses_what_planning_it_anew_says(seed: int, booked: int) -> None:
    """The chosen places and days alone, and the best year with them, which another than the published one may beat."""
    scenario, markets = published(seed, booked), Markets(FEW)
    source = WithBookings(EstimateSource(scenario, TODAY), scenario)
    found, sure = surveyed(scenario, markets, source)
    assert found.alternatives is not None
    best = _objectives(scenario, markets, source)
    chosen = scenario
    for number, pick in enumerate(found.alternatives.picks):
        mine = scenario.events[number]
        kept = mine.changed(starts=(mine.starts[pick.start],), venues=(scenario.venues[pick.venue].id,))
        held = scenario.changed(events=tuple(kept if event is mine else event for event in scenario.events))
        chosen = chosen.changed(events=tuple(kept if event.id == kept.id else event for event in chosen.events))
        regret = np.subtract(_objectives(held, markets, source), best)
        assert sure.events[number].regret == pytest.approx(regret, abs=CENTS)
    assert sure.year.objective == pytest.approx(_objectives(chosen, markets, source), abs=CENTS)
    assert sure.is_exact


def _objectives(scenario: Scenario, markets: Markets, source: WithBookings) -> list[int]:
    return [year.answer.objective or 0 for year in planned_anew(scenario, markets, source)]
