"""Of venues that promise little beside a first year not all first days are looked at closely; the plan is the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sprintplan.domain.limits import Limits
from sprintplan.domain.plan import Plan
from sprintplan.solver import solve
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.messages import Assessment, Glance
from sprintplan.solver.year import judging
from sprintplan.solver.year.state import FirstYear
from tests.build.lisbon_week import staff
from tests.build.two_weeks import evaluator, flight, home, planned_of, planned_year, there
from tests.build.year import event, venue
from tests.properties.random_workspace import random_workspace

MONDAYS = [date(2027, 4, 5), date(2027, 4, 12), date(2027, 4, 19)]
NOT_COMPARED = {"created_at", "claims_sha256", "proof"}
"""Of a plan: how many candidates were solved may differ."""


def glanced_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every venue after the first one that a year is made of promise little."""
    monkeypatch.setattr(solve, "EARLY_FROM", 0)
    monkeypatch.setattr(judging, "CLOSELY_FIRST", 1)
    as_judged = judging._Judging._glances

    def glances(work: judging._Judging, venues: Sequence[int], first: FirstYear) -> list[Glance]:
        return [replace(job, near=(0,) * len(job.year)) for job in as_judged(work, venues, first)]

    monkeypatch.setattr(judging._Judging, "_glances", glances)


def looked_at(assessed: list[Assessment]) -> list[tuple[int, int]]:
    """Event and start of the candidates that were looked at closely."""
    return [(one.pick.event, one.pick.start) for one in assessed if one.figures is not None]


def three_weeks(**terms: Any) -> Evaluator:
    """Three weeks in Lisbon, each for 100 more than the one after it."""
    quotes = [
        quote for number, monday in enumerate(MONDAYS) for quote in (there(monday, 400 - 100 * number), home(monday))
    ]
    return evaluator(*quotes, people=staff(2), events=[event(starts=MONDAYS), event("summer", MONDAYS)], **terms)


@pytest.mark.parametrize(("near", "closely"), [(60_000, [0, 1, 2]), (59_999, [2])])
def test_first_days_of_a_venue_that_promises_little_are_looked_at_where_they_are_the_best(
    near: int, closely: list[int]
) -> None:
    """The last week costs 600; what all cost at least is known in any case."""
    shop = three_weeks()
    year = Pick(0, 0, 0), Pick(1, 0, 0)
    some = shop.glance(Glance(0, year, (near, near)))
    assert looked_at(some) == [(number, start) for number in (0, 1) for start in closely]
    every = shop.assess(0)
    assert len(looked_at(every)) == len(every) == 6
    assert [(one.pick, one.bound) for one in some] == [(one.pick, one.bound) for one in every]


@pytest.mark.parametrize(("near", "is_surveyed"), [(40_000, True), (39_999, False)])
def test_a_venue_is_not_surveyed_where_it_costs_far_more_than_a_known_year(near: int, is_surveyed: bool) -> None:
    """The last week costs 600, half as much again as 400; without a known year every venue is surveyed."""
    shop = three_weeks()
    shop.survey = lambda relaxation: ["surveyed"] * relaxation.shape[0]
    some = shop.glance(Glance(0, (Pick(0, 0, 0), Pick(1, 0, 0)), (near, near)))
    assert {one.surveyed for one in some} == {"surveyed" if is_surveyed else None}
    assert {one.surveyed for one in shop.assess(0)} == {"surveyed"}


def test_the_best_first_day_beside_the_rest_of_a_year_is_looked_at_too() -> None:
    """Two weeks lie between the events: summer's last week is out beside spring's, but not its first one."""
    shop = three_weeks(limits=Limits(weeks_between_events=1))
    some = shop.glance(Glance(0, (Pick(0, 0, 2), Pick(1, 0, 0)), (0, 0)))
    assert looked_at(some) == [(0, 2), (1, 0), (1, 2)]


def test_all_first_days_of_the_venue_that_is_chosen_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lisbon promises more, without hire, but its flights are dear: three weeks in Porto are told with their totals."""
    glanced_at(monkeypatch)
    days = [(monday, date(monday.year, monday.month, monday.day - 1)) for monday in MONDAYS[:2]]
    to_porto = [
        quote
        for monday, eve in days
        for quote in (
            flight("LHR", "OPO", eve, 12, 10),
            flight("OPO", "LHR", monday.replace(day=monday.day + 4), 19, 10),
        )
    ]
    to_lisbon = [quote for monday, _ in days for quote in (there(monday, 2_000), home(monday, 2_000))]
    plan = planned_year(
        *to_porto,
        *to_lisbon,
        people=staff(2),
        events=[event(starts=MONDAYS[:2])],
        venues=[venue(), venue("porto", "OPO", hire_minor=100_000)],
    )
    (chosen,) = plan.events
    assert (chosen.venue, plan.objective) == ("porto", "1040.00")
    assert [(one.venue, one.exact, one.totals is not None) for one in chosen.alternatives] == [
        ("porto", True, True),
        ("lisbon", True, True),
    ]


def told(plan: Plan) -> dict[str, Any]:
    """What a plan says, apart from how it was found."""
    return plan.model_dump(mode="json", exclude=NOT_COMPARED)


@pytest.mark.parametrize("seed", [1, 3, 6, 9, 12, 13, 15, 18, 22])
def test_the_plan_is_the_one_of_a_close_look_at_all(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """On random workspaces that have one; an alternative that costs more may be told without its totals."""
    year = random_workspace(seed)
    whole = told(planned_of(year.scenario, year.quotes, today=year.today))
    glanced_at(monkeypatch)
    quick = told(planned_of(year.scenario, year.quotes, today=year.today))
    for one, other in zip(whole["events"], quick["events"], strict=True):
        mine, theirs = one.pop("alternatives"), other.pop("alternatives")
        assert [_place(each) for each in mine] == [_place(each) for each in theirs]
        assert all(a == b for a, b in zip(mine, theirs, strict=True) if b["totals"] or not a["totals"])
    assert quick == whole


def _place(other: dict[str, Any]) -> tuple[Any, ...]:
    return other["venue"], other["first_day"], other["excluded_because"] is None
