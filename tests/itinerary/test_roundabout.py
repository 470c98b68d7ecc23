"""A trip to the next town by way of a third city gets a notice, which the judge expects."""

from typing import Any

import pytest

from sprintplan.domain.trips import Trips
from sprintplan.itinerary.plan import plan_year
from sprintplan.verify import faults
from tests.build.lisbon_week import TODAY
from tests.build.market import market
from tests.build.two_weeks import CREATED
from tests.build.year import Quote, person, quote, scenario, venue

HOP: dict[str, Any] = {"via": "BOS", "via_times": "2027-04-04T11:00/2027-04-04T12:30", "flights": "AA1|AA2"}
BACK: dict[str, Any] = {"via": "DCA", "via_times": "2027-04-09T20:30/2027-04-09T21:45", "flights": "AA3|AA4"}


def out(home: str, *, hop: bool) -> Quote:
    return quote(home, "JFK", "2027-04-04T09:30", "2027-04-04T14:00", 100, **(HOP if hop else {}))


def back(home: str, *, hop: bool) -> Quote:
    return quote("JFK", home, "2027-04-09T19:00", "2027-04-09T23:00", 100, **(BACK if hop else {}))


@pytest.mark.parametrize(
    ("home", "hops", "expected"),
    [
        ("EWR", (True, True), ["by way of BOS and DCA to a place 33 km from home: a train or a car may be quicker"]),
        ("EWR", (False, True), ["by way of DCA to a place 33 km from home: a train or a car may be quicker"]),
        ("EWR", (False, False), []),
        ("PHL", (True, True), []),
        (
            "Trenton, US",
            (True, True),
            ["by way of BOS and DCA to a place 94 km from home: a train or a car may be quicker"],
        ),
    ],
)
def test_the_next_town_by_way_of_a_third_city(home: str, hops: tuple[bool, bool], expected: list[str]) -> None:
    """Newark is 33 km from JFK, Philadelphia 151; without the notice the judge finds a fault."""
    start = "EWR" if "," in home else home
    year = scenario([person("ana", home)], [venue("nyc", "JFK")])
    sold = market([out(start, hop=hops[0]), back(start, hop=hops[1])], year)
    plan = plan_year(year, sold, today=TODAY, created_at=CREATED).with_certainty()
    [week] = plan.events
    [trip] = week.trips
    assert [notice.text for notice in trip.notices if notice.kind == "other"] == expected
    assert faults(year, plan, sold.to_and_from) == []
    silent = Trips.of([trip.model_copy(update={"notices": ()})])
    stated = plan.model_copy(update={"events": (week.model_copy(update={"trips": silent}),)})
    missing = [fault for fault in faults(year, stated, sold.to_and_from) if "a town nearby is flown to" in fault]
    assert len(missing) == len(expected)
