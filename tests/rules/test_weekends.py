"""`check` foresees that people who travel on no weekend cannot come, by dates and nights alone; the plan agrees."""

from datetime import date, timedelta
from typing import Any

import pytest

from sprintplan.domain.exemptions import Exemption
from sprintplan.rules.weekends import kept_by_weekends
from tests.build.lisbon_week import back, out
from tests.build.two_weeks import planned_of
from tests.build.year import MONDAY, event, person, policy, scenario, venue


@pytest.mark.parametrize(
    ("first", "days", "early", "late", "warned"),
    [
        (MONDAY, 4, 1, 0, True),
        (MONDAY, 4, 2, 0, False),
        (MONDAY + timedelta(days=1), 4, 0, 1, False),
        (MONDAY + timedelta(days=1), 5, 0, 1, True),
        (MONDAY + timedelta(days=1), 5, 0, 2, False),
    ],
)
def test_a_week_is_told_of_where_no_day_of_travel_is_left(
    first: date, days: int, early: int, late: int, warned: bool
) -> None:
    """A Monday needs a Friday, two nights before the eve; Saturday, the last day, needs a Monday, two nights later."""
    rules = policy(no_weekend_travel="all", max_early_nights=early, max_late_nights=late)
    year = scenario([person()], events=[event(starts=[first], days=days)], policy=rules)
    assert bool(list(kept_by_weekends(year))) == warned


@pytest.mark.parametrize(("early", "status"), [(1, "remote"), (2, "travels")])
def test_the_plan_agrees(early: int, status: str) -> None:
    """Flights at noon of Friday, Saturday and Sunday before the week, and on its Friday evening."""
    year = scenario([person()], policy=policy(no_weekend_travel="all", max_early_nights=early))
    plan = planned_of(year, (out(2), out(3), out(4), back()))
    assert [trip.status for trip in plan.events[0].trips] == [status]
    assert bool(list(kept_by_weekends(year))) == (status == "remote")


@pytest.mark.parametrize(
    ("who", "warned"),
    [
        ({}, True),
        ({"own_travel": ("spring",)}, False),
        ({"local_to": ("lisbon",)}, False),
        ({"home_text": "LIS"}, False),
    ],
    ids=["travels", "own travel", "local", "lives there"],
)
def test_who_needs_no_journey_is_kept_from_nothing(who: dict[str, Any], warned: bool) -> None:
    """The people of the venue's own city come on a Monday, and so does who arranges the journey."""
    bound = policy(no_weekend_travel="all", max_early_nights=1)
    assert bool(list(kept_by_weekends(scenario([person(**who)], policy=bound)))) == warned
    elsewhere = event(venues=("lisbon", "madrid"))
    year = scenario([person(**who)], [venue(), venue("madrid", "MAD")], events=[elsewhere], policy=bound)
    assert bool(list(kept_by_weekends(year))) == (warned or "own_travel" not in who)


def test_only_most_people_and_most_first_days_are_worth_a_word() -> None:
    """Two of three are bound, one of them is excused on record; a second first day on a Wednesday is half of all."""
    bound = policy(no_weekend_travel="id:ana id:ben", max_early_nights=1)
    people = [person("ana"), person("ben"), person("cy")]
    [sentence] = kept_by_weekends(scenario(people, policy=bound))
    assert "2 of 3 people cannot travel to Spring on most of its first days" in sentence
    excused = Exemption(person="ben", key="policy.no_weekend_travel", value="off", held=(), line=2)
    assert list(kept_by_weekends(scenario(people, policy=bound, exemptions=(excused,)))) == []
    two = event(starts=[MONDAY, MONDAY + timedelta(days=2)])
    assert list(kept_by_weekends(scenario(people, events=[two], policy=bound))) == []
