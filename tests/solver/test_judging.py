"""Venues are judged in the order of what they promise, as far as time allows; bounds hold for what was not judged."""

import os
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sprintplan.alarm import TimeLimit, slowness
from sprintplan.domain.limits import Limits, LongHaul
from sprintplan.domain.plan import Plan
from sprintplan.domain.published import History
from sprintplan.offers.estimate import EstimateSource
from sprintplan.solver import solve
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.bounds.partners import DistanceKept
from sprintplan.solver.instance.relaxation import VenueRelaxation
from sprintplan.solver.workers import kept_venues
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.messages import Job
from sprintplan.solver.workers.pool import Here, Pool
from sprintplan.solver.year import judging
from sprintplan.solver.year.judging import Judged, judge
from sprintplan.solver.year.prospects import Prospects
from sprintplan.solver.year.state import FirstYear, KnownYear
from sprintplan.watch import Watch
from tests.build.lisbon_week import TODAY, staff
from tests.build.market import market
from tests.build.two_weeks import evaluator, home, planned_of, planned_year, there, two_weeks
from tests.build.year import event, person, scenario, venue
from tests.oracle.model import best
from tests.patience import PATIENCE_S
from tests.properties.random_workspace import random_workspace

BLOCK = 10
LONG_S = 3600.0


def order(**terms: Any) -> list[str]:
    """The venues in the order in which they are judged."""
    shop = evaluator(**terms)
    return [shop.scenario.venues[at].id for at in Prospects(shop).order]


def cut_after(monkeypatch: pytest.MonkeyPatch, venues: int) -> None:
    """Let time for judging be out after so many venues."""
    monkeypatch.setattr(judging._Clock, "go_on", lambda clock, done, assessed: done < venues)


@pytest.mark.parametrize("first", range(0, 30, BLOCK))
def test_what_is_bounded_before_any_journey_costs_no_less(first: int) -> None:
    """On every candidate of random workspaces; one that has no such bound is ruled out."""
    for seed in range(first, first + BLOCK):
        year = random_workspace(seed)
        shop = Evaluator(year.scenario, market(year.quotes, year.scenario), year.today)
        bare = Prospects(shop).bare
        for at in range(len(year.scenario.venues)):
            for one in shop.assess(at):
                assert one.excluded if one.pick not in bare else bare[one.pick] <= one.bound


def test_what_is_near_and_cheap_is_judged_first() -> None:
    """Two people from London: Paris is near; Lisbon's hire is more than the way to Sydney comes to."""
    places = [venue("sydney", "SYD"), venue("lisbon", "LIS", hire_minor=10_000_000), venue("paris", "CDG")]
    assert order(people=staff(2), venues=places) == ["paris", "sydney", "lisbon"]


def test_venues_that_were_published_are_judged_first() -> None:
    """A year that changes nothing is known before time is out, however dear it is."""
    places = [venue("sydney", "SYD"), venue("lisbon", "LIS", hire_minor=10_000_000), venue("paris", "CDG")]
    history = History(places={"spring": ("lisbon", date(2027, 4, 5))})
    assert order(people=staff(2), venues=places, history=history) == ["lisbon", "paris", "sydney"]
    assert Prospects(evaluator(people=staff(2), venues=places, history=history)).for_a_year == 1


def test_with_a_cap_on_co2e_near_venues_come_in_turn_with_the_promising() -> None:
    """From London Brussels is as near as Paris, whose hire is less, and nearer than Dublin."""
    hires = {"DUB": 10_000_000, "BRU": 20_000_000, "SYD": 0, "CDG": 0}
    names = {"DUB": "dublin", "BRU": "brussels", "SYD": "sydney", "CDG": "paris"}
    places = [venue(names[code], code, hire_minor=hire) for code, hire in hires.items()]
    terms: dict[str, Any] = {"people": staff(2), "venues": places}
    assert order(**terms) == ["paris", "sydney", "dublin", "brussels"]
    assert order(**terms, limits=Limits(co2e_g=1)) == ["paris", "sydney", "brussels", "dublin"]


def test_a_venue_that_is_closed_is_judged_last() -> None:
    places = [venue("paris", "CDG", available="2028-01-01..2028-12-31"), venue("sydney", "SYD")]
    assert order(people=staff(2), venues=places) == ["sydney", "paris"]


def test_venues_that_may_make_a_year_are_judged_before_those_that_only_promise() -> None:
    """Events in different countries: a second French venue waits until a Portuguese one is known."""
    places = [venue("nice", "NCE"), venue("lisbon"), venue("paris", "CDG")]
    assert order(people=staff(2), venues=places, events=two_weeks()) == ["paris", "nice", "lisbon"]
    different = Limits(different="country")
    assert order(people=staff(2), venues=places, events=two_weeks(), limits=different) == ["paris", "lisbon", "nice"]


def test_a_venue_that_rests_between_its_uses_takes_another_to_make_a_year() -> None:
    shop = evaluator(people=staff(2), events=two_weeks(), venues=[venue(), venue("paris", "CDG")])
    assert Prospects(shop).for_a_year == 1
    rests = Limits(months_between_uses=24)
    shop = evaluator(people=staff(2), events=two_weeks(), venues=[venue(), venue("paris", "CDG")], limits=rests)
    assert Prospects(shop).for_a_year == 2


def test_venues_that_persons_can_reach_within_their_limits_are_judged_first() -> None:
    """With one long trip a year for two Londoners and a Sydneysider, one event is in Europe and one in Australia."""
    places = [venue("nice", "NCE"), venue("melbourne", "MEL"), venue("paris", "CDG")]
    terms: dict[str, Any] = {"people": [*staff(2), person("sue", "SYD")], "venues": places, "events": two_weeks()}
    assert order(**terms) == ["paris", "nice", "melbourne"]
    once = Limits(long_haul=LongHaul(over_min=9 * 60, trips_per_year=1))
    assert order(**terms, limits=once) == ["paris", "melbourne", "nice"]


@pytest.mark.parametrize("first", range(0, 30, BLOCK))
def test_venues_go_together_where_some_of_their_dates_do(first: int) -> None:
    """On every two events of random workspaces, as asking candidate by candidate tells."""
    for seed in range(first, first + BLOCK):
        year = random_workspace(seed).scenario
        for a, b in combinations(range(len(year.events)), 2):
            shapes = [(len(year.venues), len(year.events[number].starts)) for number in (a, b)]
            every = [np.array([*np.ndindex(*shape)], np.int64).T for shape in shapes]
            kept = DistanceKept(year, a, b)
            alone = kept.of(*every).reshape(*shapes[0], *shapes[1]).any(axis=(1, 3))
            assert kept.of_venues(*(np.ones(shape, np.bool_) for shape in shapes)).tolist() == alone.tolist()


@pytest.mark.usefixtures("unexplained")
@pytest.mark.parametrize("venues", [1, 2])
@pytest.mark.parametrize("first", range(0, 30, BLOCK))
def test_a_year_of_some_venues_is_whole_and_its_bound_holds_for_all(
    monkeypatch: pytest.MonkeyPatch, first: int, venues: int
) -> None:
    """The optimum of one model lies between bound and objective; verification finds no fault."""
    cut_after(monkeypatch, venues)
    for seed in range(first, first + BLOCK):
        year = random_workspace(seed)
        plan = planned_of(year.scenario, year.quotes, LONG_S, year.today)
        answer = best(year.scenario, year.quotes, year.today)
        assert (seed, plan.status != "infeasible" or answer is None) == (seed, True)
        bound, objective = (None if text is None else round(100 * float(text)) for text in (plan.bound, plan.objective))
        if answer is not None:
            assert bound is not None
            assert (seed, bound <= answer.objective) == (seed, True)
            assert objective is None or answer.objective <= objective
        for one in plan.events:
            (called,) = (event for event in year.scenario.events if event.id == one.event)
            assert {one.venue, *(other.venue for other in one.alternatives)} == {*called.venues}


def test_a_venue_that_was_not_judged_is_told_with_what_a_year_there_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    """London is judged, where two live; a week in Sydney takes its hire at least."""
    cut_after(monkeypatch, 1)
    places = [venue("sydney", "SYD", hire_minor=10_000_000), venue("lhr", "LHR")]
    plan = planned_year(people=staff(2), venues=places, time_limit=LONG_S)
    (planned,) = plan.events
    assert planned.venue == "lhr"
    assert [(other.venue, other.excluded_because) for other in planned.alternatives] == [
        ("sydney", "not judged in the time there was; a year there scores 100 000 or more")
    ]


def test_the_bound_counts_what_was_not_judged_with_its_hire(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lisbon costs 400 a week; Porto, not judged, costs its hire of 300 and more."""
    cut_after(monkeypatch, 1)
    plan = _weeks(hire_minor=30_000)
    assert (plan.status, plan.objective, plan.bound) == ("feasible", "800.00", "600.00")
    assert (plan.proof.candidates, plan.proof.bounded) == (4, 2)


def test_what_was_not_judged_and_costs_more_in_any_case_leaves_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """Porto's hire alone is more than a week in Lisbon."""
    cut_after(monkeypatch, 1)
    plan = _weeks(hire_minor=50_000)
    assert (plan.status, plan.objective, plan.bound) == ("optimal", "800.00", "800.00")
    assert (plan.proof.candidates, plan.proof.bounded) == (4, 4)


def _weeks(**terms: Any) -> Plan:
    """Two weeks of two people in Lisbon or in a Porto to which nobody flies."""
    weeks = [quote for one in two_weeks() for monday in one.starts for quote in (there(monday), home(monday))]
    return planned_year(
        *weeks, people=staff(2), events=two_weeks(), venues=[venue(), venue("porto", "OPO", **terms)], time_limit=LONG_S
    )


def judged_venues(shop: Evaluator, limit: TimeLimit) -> int:
    """How many venues are judged within a limit."""
    return len({one.pick.venue for one in judge(Here(shop), limit).assessed})


def test_time_for_a_first_year_and_its_plan_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """To tell the plan takes longer than there is: the first venue of which a year may be made is the last one."""
    terms: dict[str, Any] = {"people": staff(2), "venues": [venue(), venue("porto", "OPO")]}
    monkeypatch.setattr(judging, "_telling_s", lambda evaluator: 2 * PATIENCE_S)
    assert judged_venues(evaluator(there(), home(), **terms), TimeLimit.of(PATIENCE_S)) == 1
    assert judged_venues(evaluator(there(), home(), **terms), TimeLimit.of(LONG_S)) == 2


def test_until_a_year_may_be_made_judging_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two events in different countries take two venues."""
    places = [venue(), venue("paris", "CDG"), venue("nice", "NCE")]
    monkeypatch.setattr(judging, "_telling_s", lambda evaluator: 2 * PATIENCE_S)
    shop = evaluator(people=staff(2), events=two_weeks(), venues=places, limits=Limits(different="country"))
    assert judged_venues(shop, TimeLimit.of(PATIENCE_S)) == 2


@pytest.mark.parametrize(("finds_at", "tries"), [(1, [1]), (2, [1, 2]), (None, [1, 2, 4])])
def test_a_first_year_is_tried_whenever_twice_as_many_venues_are_judged(finds_at: int | None, tries: list[int]) -> None:
    """Of six venues; the last is no reason to try, as the search begins then."""
    shop, asked = evaluator(people=staff(2), venues=[venue(f"v{number}") for number in range(6)]), list[int]()
    picks = (Pick(0, 0, 0),)
    year = FirstYear(KnownYear(100, (), picks), [shop.solve(Job(picks))])

    def first_year(judged: Judged, pool: Pool, better: bool) -> FirstYear | None:
        asked.append(len({one.pick.venue for one in judged.assessed}))
        return year if asked[-1] == finds_at else None

    judged = judge(Here(shop), first_year=first_year)
    assert (asked, judged.first) == (tries, year if finds_at else None)


@pytest.mark.usefixtures("unexplained")
@pytest.mark.parametrize("first", range(0, 12, 4))
def test_a_first_year_of_a_few_venues_leaves_the_best_one_as_it_is(monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    """On random workspaces, where it is told of before all venues are judged: its bound and cost hold for the best."""
    monkeypatch.setattr(solve, "EARLY_FROM", 0)
    told, early = list[tuple[float, float]](), 0

    def improved(watch: Watch, best: str | None, bound: str) -> None:
        told.extend([] if best is None else [(float(bound), float(best))])

    monkeypatch.setattr(Watch, "improved", improved)
    for seed in range(first, first + 4):
        year = random_workspace(seed)
        told.clear()
        plan = planned_of(year.scenario, year.quotes, today=year.today)
        answer = best(year.scenario, year.quotes, year.today)
        assert (seed, plan.objective) == (seed, answer and f"{answer.objective / 100:.2f}")
        assert answer is None or all(bound <= answer.objective / 100 <= cost for bound, cost in told)
        assert told == sorted(told, key=lambda one: one[0])
        early += bool(told)
    assert early


@pytest.mark.parametrize(("rows", "haste", "times"), [(10**6, False, 6), (0, False, 12), (0, True, 6)])
def test_venues_of_large_tables_are_judged_anew_but_in_haste(
    monkeypatch: pytest.MonkeyPatch, rows: int, haste: bool, times: int
) -> None:
    """Six venues are judged, and planned with in the same order; the last four of large tables are held."""
    places = [venue(f"v{number}") for number in range(6)]
    year = scenario(staff(2), places, [event(starts=[date(2027, 4, 5)])])
    made, relaxed = list[tuple[int, int]](), Evaluator._relaxed

    def counted(shop: Evaluator, *at: int) -> VenueRelaxation:
        made.append((at[0], at[1]))
        return relaxed(shop, *at)

    monkeypatch.setattr(Evaluator, "_relaxed", counted)
    monkeypatch.setattr(kept_venues, "MOST_ROWS", rows)
    shop = Evaluator(year, EstimateSource(year, TODAY), TODAY, lambda venue: [None])
    if haste:
        shop.make_haste()
        assert shop.survey is None
    for pick in [shop.assess(number)[0].pick for number in range(6)]:
        shop.candidate(pick)
    assert len(made) == times


@pytest.mark.parametrize(("slow", "limit_s", "workers"), [(1.0, LONG_S, 2), (99.0, LONG_S, 1), (99.0, None, 2)])
def test_one_process_works_where_time_is_limited_and_processors_are_taken(
    monkeypatch: pytest.MonkeyPatch, slow: float, limit_s: float | None, workers: int
) -> None:
    monkeypatch.setattr(solve, "slowness", lambda: slow)
    monkeypatch.setattr(solve, "WORKERS_PAY_FROM", 0)
    limit = None if limit_s is None else TimeLimit.of(limit_s)
    with solve._pool(evaluator(there(), home(), people=staff(2)), 2, None, limit) as pool:
        assert pool.workers == workers


@pytest.mark.parametrize(
    ("told", "slow"), [("1000000000 3000000000 7", 4.0), ("1000000000 0 7", 1.0), ("1000 9000 7", 2.5), ("", 2.5)]
)
def test_slowness_is_what_was_waited_for_and_else_the_load(
    monkeypatch: pytest.MonkeyPatch, told: str, slow: float
) -> None:
    """Nanoseconds at work and waiting; a process that has hardly worked knows nothing yet. The load is 5 on two."""
    monkeypatch.setattr(Path, "read_text", lambda path, **terms: told)
    monkeypatch.setattr(os, "getloadavg", lambda: (5.0, 0.0, 0.0), raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert slowness() == slow
