"""Where offers have too few seats whatever rule is loosened: who finds none, and where the fewest are missing."""

from datetime import date
from typing import Any

from sprintplan.solver.infeasibility.conflict import WHATEVER
from tests.build.lisbon_week import back, out, staff
from tests.build.two_weeks import home, planned_year, there
from tests.build.year import Quote, event, ground_row, person

SPRING = "Spring has too few seats on sale at every venue and first day; the fewest are missing in Lisbon from"


def shortages_of(*quotes: Quote, **terms: Any) -> list[str]:
    """What is said of seats in a year that no rule keeps from being planned."""
    plan = planned_year(*quotes, **terms)
    assert (plan.status, plan.conflict[:1]) == ("infeasible", (WHATEVER,))
    return [*plan.conflict[1:]]


def test_the_seats_of_all_offers_of_a_home_are_counted_each_once() -> None:
    """Two fares of one flight have a seat each, of which London takes both; Frankfurt has no limit."""
    people = [*staff(3), person("max", "FRA")]
    quotes = (out(seats=1), out(seats=1, fare=150), out(origin="FRA"), back(), back(destination="FRA"))
    assert shortages_of(*quotes, people=people) == [
        f"{SPRING} 5 Apr 2027: 2 seats out for 3 travellers whose home is LHR"
    ]


def test_people_of_different_homes_may_lack_seats_together() -> None:
    """Each home by itself has as many seats as people, but the one in Gatwick serves both."""
    people = [*staff(2, home_text="LHR|LGW"), person("max", "LGW")]
    quotes = (out(seats=1), out(origin="LGW", seats=1), back(), back(destination="LGW"))
    assert shortages_of(*quotes, people=people) == [f"{SPRING} 5 Apr 2027: 2 seats out for 3 travellers"]


def test_a_seat_of_a_both_ways_offer_serves_one_traveller_each_way() -> None:
    """Out there is room for all; back two find a seat in the both-ways offer, one alone."""
    both: dict[str, Any] = {"bundle": "b", "seats": 2}
    quotes = (out(), out(at="11:00", lands="13:40", **both), back(**both), back(at="20:00", lands="22:40", seats=1))
    assert shortages_of(*quotes, people=staff(5)) == [
        f"{SPRING} 5 Apr 2027: 3 seats back for 5 travellers whose home is LHR"
    ]


def test_the_first_day_with_the_fewest_missing_is_named() -> None:
    days = [date(2027, 4, 5), date(2027, 4, 12)]
    quotes = [way(day, seats=seats) for day, seats in zip(days, (1, 2), strict=True) for way in (there, home)]
    assert shortages_of(*quotes, people=staff(3), events=[event(starts=days)]) == [
        f"{SPRING} 12 Apr 2027: 2 seats out for 3 travellers whose home is LHR"
    ]


def test_of_first_days_with_equally_few_missing_the_earliest_is_named() -> None:
    days = [date(2027, 4, 5), date(2027, 4, 12)]
    quotes = [way(day, seats=1) for day in days for way in (there, home)]
    assert shortages_of(*quotes, people=staff(3), events=[event(starts=days)]) == [
        f"{SPRING} 5 Apr 2027: 1 seat out for 3 travellers whose home is LHR"
    ]


def test_an_event_with_seats_for_all_somewhere_is_not_named() -> None:
    """Spring has a first day with seats for all, the autumn none."""
    spring, autumn, two = [date(2027, 4, 5), date(2027, 4, 12)], date(2027, 10, 4), {"seats": 2}
    quotes = [way(day, seats=seats) for day, seats in zip(spring, (1, 2), strict=True) for way in (there, home)]
    quotes += [there(autumn, **two), home(autumn, seats=1)]
    events = [event(starts=spring), event("autumn", [autumn])]
    (sentence,) = shortages_of(*quotes, people=staff(2), events=events)
    assert sentence.startswith("Autumn has too few seats on sale")
    assert sentence.endswith("Lisbon from 4 Oct 2027: 1 seat back for 2 travellers whose home is LHR")


def test_who_may_travel_on_the_ground_lacks_no_seat() -> None:
    """Paris has a train that takes everybody: the three of London are short of seats, not the five of both."""
    people = [*staff(3), *(person(f"q{n}", "CDG") for n in range(2))]
    trains = [ground_row("CDG", "lisbon", minutes=300, fare=50)]
    quotes = (out(seats=1), back(seats=2), out(origin="CDG", seats=1), back(destination="CDG", seats=1))
    assert shortages_of(*quotes, people=people, ground=tuple(trains)) == [
        f"{SPRING} 5 Apr 2027: 1 seat out for 3 travellers whose home is LHR"
    ]
