"""Days in lieu: what the plan states of a trip, which the judge works out in another way."""

from datetime import date, datetime
from typing import Any

import pytest

from sprintplan.domain.lieu import LieuTerms
from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trip import LieuRecord, Trip
from sprintplan.domain.trips import Trips
from sprintplan.itinerary.lieu import outside_minutes
from sprintplan.verify import faults
from sprintplan.world.airports import airports
from tests.build.clocks import number, utc_minutes
from tests.build.lisbon_week import back, out
from tests.build.market import market
from tests.build.two_weeks import planned_of
from tests.build.year import Quote, event, person, policy, scenario, session


def outside(departs: str, arrives: str, home: str = "LHR") -> int:
    """Minutes outside working hours of a journey between clocks of London."""
    begins, ends = (utc_minutes("LHR", datetime.fromisoformat(when)) for when in (departs, arrives))
    return outside_minutes(begins, ends, int(airports().zone[number(home)]))


@pytest.mark.parametrize(
    ("departs", "arrives", "minutes"),
    [
        ("2027-04-05T09:00", "2027-04-05T18:00", 0),
        ("2027-04-05T08:59", "2027-04-05T18:01", 2),
        ("2027-04-04T09:00", "2027-04-04T18:00", 540),
        ("2027-04-02T17:00", "2027-04-05T10:00", 63 * 60),
        ("2027-03-28T00:30", "2027-03-28T02:30", 60),
    ],
    ids=["Monday at work", "a minute on either side", "Sunday", "from Friday to Monday", "an hour that is skipped"],
)
def test_minutes_outside_working_hours(departs: str, arrives: str, minutes: int) -> None:
    """From Friday at five to Monday at ten are 65 hours, two of them at work."""
    assert outside(departs, arrives) == minutes


def test_working_hours_are_those_at_home() -> None:
    """Ten to twelve on a Monday in London is 05:00 to 07:00 in New York, 19:00 to 21:00 in Sydney."""
    assert [outside("2027-04-05T10:00", "2027-04-05T12:00", home) for home in ("LHR", "JFK", "SYD")] == [0, 120, 120]


def earned(year: Scenario, *quotes: Quote) -> LieuRecord | None:
    """What the plan states for the first person; the judge accepts it, and nothing else."""
    plan = planned_of(year, quotes)
    (event_plan,) = plan.events
    stated = event_plan.trips[0].lieu
    for other in (LieuRecord(outside_hours=7.0, weekend_days=0, days=0.5), None):
        changed = with_trips(plan, [trip.changed(lieu=other) for trip in event_plan.trips])
        assert (list(faults(year, changed, market(quotes, year).to_and_from)) != []) == (other != stated)
    return stated


def with_trips(plan: Plan, trips: list[Trip]) -> Plan:
    return plan.changed(events=(plan.events[0].changed(trips=Trips.of(trips)),))


def year(terms: LieuTerms, **more: Any) -> Scenario:
    return scenario(policy=policy(lieu=terms), **more)


def test_hours_outside_earn_days_to_a_hundredth() -> None:
    """Out on Sunday in 2 h 40; home on Friday from 17:00 to 19:40, one hour of it at work: 4 h 20 of eight are 0.54."""
    week = event(depart_after_min=840)
    lieu = earned(year(LieuTerms(day_min=480), events=[week]), out(), back(at="17:00", lands="19:40"))
    assert lieu == LieuRecord(outside_hours=4.33, weekend_days=0, days=0.54)


def test_attended_days_at_a_weekend_earn_a_day_each() -> None:
    """From Saturday 10 to Monday 12 April: two, also for who lives there or comes by own means; none who is away."""
    week = event(starts=[date(2027, 4, 10)], days=3)
    terms, journeys = LieuTerms(weekend_days=True), (out(9), back(12))
    two = LieuRecord(outside_hours=0, weekend_days=2, days=2)
    assert earned(year(terms, events=[week]), *journeys) == two
    for somebody in (person(home_text="LIS"), person(own_travel=("spring",))):
        assert earned(year(terms, events=[week], people=[somebody])) == two
    assert earned(year(terms, events=[week])) is None


def test_only_days_of_the_own_presence_count() -> None:
    """Who attends the Sunday alone earns one of the two days."""
    week = event(
        starts=[date(2027, 4, 10)], sessions=(session("all", 1, 2, "team:core"), session("late", 2, 3, "team:late"))
    )
    terms = LieuTerms(weekend_days=True)
    lieu = earned(year(terms, events=[week], people=[person(team="late")]), out(10), back(12))
    assert lieu == LieuRecord(outside_hours=0, weekend_days=1, days=1)


def test_nothing_is_stated_where_the_policy_has_no_days_in_lieu() -> None:
    assert earned(year(LieuTerms()), out(), back()) is None
