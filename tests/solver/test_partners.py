"""Candidates that no year can hold are left out before any is solved."""

from datetime import timedelta
from typing import Any

import numpy as np

from sprintplan.domain.limits import HoursPerYear, Limits, LongHaul
from sprintplan.domain.scenario import Scenario
from sprintplan.solver.bounds.compatibility import NO_DAY, Pick, compatible
from sprintplan.solver.bounds.lagrangian import stated_multipliers
from sprintplan.solver.bounds.partners import VenuesInReach, without_partners
from sprintplan.solver.bounds.person_limits import PersonClasses
from sprintplan.solver.instance.relaxation import UNREACHABLE
from sprintplan.solver.workers.pool import Here
from sprintplan.solver.year.state import begin
from tests.build.two_weeks import AUTUMN, SPRING, evaluator, home, there, two_weeks
from tests.build.year import Quote, event, person, scenario, venue

VENUES = [venue("lisbon", "LIS"), venue("porto", "OPO"), venue("madrid", "MAD"), venue("riga", "RIX")]


def picks_of(year: Scenario) -> list[list[Pick]]:
    """Every candidate of every event."""
    return [
        [Pick(number, place, start) for place in range(len(year.venues)) for start in range(len(one.starts))]
        for number, one in enumerate(year.events)
    ]


def nobody(_: Pick) -> Any:
    """Nobody attends."""
    return np.full(1, NO_DAY), np.zeros(1, np.int64)


def test_limits_between_events_are_asked_once_for_pairs_of_a_sort() -> None:
    """A candidate is left out exactly where asking pair by pair finds none that it goes with."""
    starts = [SPRING + timedelta(weeks=4 * n) for n in range(4)]
    events = [event("a", starts), event("b", [day + timedelta(weeks=6) for day in starts])]
    for limits in (
        Limits(weeks_between_events=12),
        Limits(different="country", weeks_between_events=16),
        Limits(different="region", weeks_between_events=1),
        Limits(months_between_uses=9, weeks_between_events=16),
    ):
        year = scenario(venues=VENUES[:2] + VENUES[3:], events=events, limits=limits)
        lists = picks_of(year)
        left_out = without_partners(year, lists, [np.zeros((len(mine), 0), np.int64) for mine in lists], ())
        for mine, others, dead in ((lists[0], lists[1], left_out[0]), (lists[1], lists[0], left_out[1])):
            alone = [not any(compatible(year, nobody, (one, other)) for other in others) for one in mine]
            assert dead.tolist() == alone
        assert any(dead.any() for dead in left_out)


def test_sums_that_no_other_event_makes_good() -> None:
    """Budget 100 over three events of which each costs 20 at least: 61 at one event leaves too little, 60 does not."""
    year = scenario(venues=VENUES, events=[event(word) for word in "abc"], limits=Limits(budget_minor=100))
    multipliers = stated_multipliers(year)
    pure = np.array([price.cost == 0 for price in multipliers])
    weight = multipliers[-1].weight
    sums = [np.array(cash)[:, None] * pure * weight for cash in ([61, 60, 20], [20, 30], [90, 20])]
    lists = [[Pick(n, place, 0) for place in range(len(cash))] for n, cash in enumerate(sums)]
    dead = without_partners(year, lists, sums, multipliers)
    assert [one.tolist() for one in dead] == [[True, False, False], [False, False], [True, False]]


def left(limits: Limits, *quotes: Quote, **terms: Any) -> list[int]:
    """How many candidates of each event are left in a year of two weeks."""
    shop = evaluator(*quotes, events=two_weeks(), limits=limits, **terms)
    assessed = [one for place in range(len(shop.scenario.venues)) for one in shop.assess(place)]
    return [len(mine) for mine in begin(shop.scenario, Here(shop), assessed, None).lists]


def test_what_no_person_can_do_is_left_out() -> None:
    """Two trips of 320 minutes each: 640 minutes a year are enough, 639 are not; nor is one long trip of two."""
    quotes = (there(), home(), there(AUTUMN), home(AUTUMN))
    for limits, count in (
        (Limits(traveller_hours=HoursPerYear(minutes=640)), 1),
        (Limits(traveller_hours=HoursPerYear(minutes=639)), 0),
        (Limits(long_haul=LongHaul(over_min=159, trips_per_year=2)), 1),
        (Limits(long_haul=LongHaul(over_min=159, trips_per_year=1)), 0),
        (Limits(long_haul=LongHaul(over_min=160, trips_per_year=0)), 1),
    ):
        assert left(limits, *quotes) == [count, count]


def test_an_event_that_costs_more_than_its_own_budget() -> None:
    """200 both ways."""
    quotes = (there(), home())
    for budget, count in ((20_000, 1), (19_999, 0)):
        year = scenario(events=[event(budget_minor=budget)])
        shop = evaluator(*quotes, events=[event(budget_minor=budget)])
        assert [len(mine) for mine in begin(year, Here(shop), shop.assess(0), None).lists] == [count]


def test_venues_go_together_where_nobody_has_two_long_trips() -> None:
    """Ana has a long way to the first venue, Sue to the second, and each may have one in a year."""
    once = Limits(long_haul=LongHaul(over_min=9 * 60, trips_per_year=1))
    shop = evaluator(people=[person("ana"), person("sue", "SYD")], venues=VENUES[:2], events=two_weeks(), limits=once)
    needs = np.array([[[UNREACHABLE, 0]], [[0, UNREACHABLE]]])
    lists = [[Pick(number, place, 0) for place in range(2)] for number in range(2)]
    reach = VenuesInReach(PersonClasses(shop.scenario, shop.classes), 2, lists, [[*needs], [*needs]])
    assert reach.of(0, 1).tolist() == [[False, True], [True, False]]
