"""Estimates assume that tickets are bought when policy has them booked."""

from datetime import date

import numpy as np
import pytest

from sprintplan.domain.booking import BookingTerms
from sprintplan.itinerary.plan import plan_year
from sprintplan.offers.estimate.source import EstimateSource
from sprintplan.verify import faults
from sprintplan.world.airports import airports
from tests.build.two_weeks import CREATED
from tests.build.year import event, person, policy, scenario, venue

TODAY = date(2026, 11, 24)
PEOPLE = [person("ana", "OPO"), person("bob", "LHR")]


def fares(booking: BookingTerms | None) -> dict[bool, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Fares on sale to and from Lisbon, within Portugal and abroad."""
    year = scenario(PEOPLE, events=[event(days=2)], source="estimate", policy=policy(booking=booking))
    table = EstimateSource(year, TODAY).to_and_from(venue())
    country = np.array(airports().countries)
    within = country[table.origin] == country[table.destination]
    return {True: table.fare_minor[within], False: table.fare_minor[~within]}


def test_fares_are_those_of_the_day_to_book_by() -> None:
    """Fourteen days ahead cost 1.04 times what four weeks do; trips abroad, booked thirty days ahead, cost no more."""
    before, after = fares(None), fares(BookingTerms(days=14, international_days=30))
    assert after[True] / before[True] == pytest.approx(1.04, abs=0.001)
    assert after[False].tolist() == before[False].tolist()
    both = fares(BookingTerms(days=7))
    assert both[False] / before[False] == pytest.approx(1.08, abs=0.001)
    assert {*(both[True] / before[True]).round(2)} == {1.08}


def test_the_ceiling_holds_the_error_of_what_is_estimated() -> None:
    """One standard error of both journeys' fares on top of them, which is between a fifth and all of them."""
    year = scenario(PEOPLE, events=[event(days=2)], source="estimate", policy=policy(booking=BookingTerms(days=14)))
    source = EstimateSource(year, TODAY)
    plan = plan_year(year, source, today=TODAY, created_at=CREATED).with_certainty()
    assert list(faults(year, plan, source.to_and_from)) == []
    for trip in plan.events[0].trips:
        assert trip.allowance is not None
        assert float(trip.allowance.fare_ceiling) == pytest.approx(
            float(trip.cost.fare) + float(trip.allowance.fare_error)
        )
        assert 1.2 < float(trip.allowance.fare_ceiling) / float(trip.cost.fare) < 2
