"""Stopped anywhere, by ctrl-C or by the alarm, the best year so far is given with an honest bound, or none."""

from collections.abc import Callable
from typing import Any

import pytest

from sprintplan.alarm import TimeIsOut
from sprintplan.domain.limits import HoursPerYear, Limits
from sprintplan.domain.plan import Plan
from sprintplan.itinerary.plan import plan_year
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.year import state
from sprintplan.solver.year.alternatives import Alternatives
from sprintplan.solver.year.state import Year
from sprintplan.verify import faults
from sprintplan.watch import Watch
from tests.build.lisbon_week import TODAY, back, out, staff
from tests.build.market import market
from tests.build.two_weeks import CREATED, SPRING, planned_of
from tests.build.year import event, person, quote, scenario, session, venue
from tests.properties.random_workspace import random_workspace

TO_PORTO = (
    quote("LHR", "OPO", "2027-04-04T12:00", "2027-04-04T14:20"),
    quote("OPO", "LHR", "2027-04-09T19:00", "2027-04-09T21:20"),
)
PLACES = [venue(), venue("porto", "OPO", hire_minor=10_000)]
SOLVE = Alternatives._solve
BLOCK = 10
STOPS = [KeyboardInterrupt, TimeIsOut]


def planned(**terms: Any) -> tuple[Plan, Watch]:
    """Two people from London; Lisbon costs 400 and Porto 100 more. Verification finds no fault."""
    watch, year = Watch(), scenario(people=staff(2), venues=PLACES, **terms)
    source = market((out(), back(), *TO_PORTO), year)
    plan = plan_year(year, source, today=TODAY, created_at=CREATED, watch=watch).with_certainty()
    assert list(faults(year, plan, source.to_and_from)) == []
    return plan, watch


def once(original: Callable[..., Any], stop: type[BaseException], *, at: int = 1) -> Callable[..., Any]:
    """The same function, interrupted at a call."""
    calls = []

    def interrupted(*arguments: Any, **named: Any) -> Any:
        calls.append(arguments)
        if len(calls) == at:
            raise stop
        return original(*arguments, **named)

    return interrupted


@pytest.mark.parametrize("stop", STOPS)
def test_what_was_judged_before_it_was_stopped_is_planned_with(
    monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    """Porto, which is nearer, was judged, Lisbon was not: of it nothing is known but that its hire is 0, and of two
    candidates one was compared."""
    monkeypatch.setattr(Evaluator, "assess", once(Evaluator.assess, stop, at=2))
    plan, watch = planned()
    assert (plan.status, plan.objective, plan.bound) == ("feasible", "500.00", "0.00")
    assert (plan.proof.candidates, plan.proof.bounded, plan.proof.excluded) == (2, 1, 0)
    assert watch.stopped is (stop is KeyboardInterrupt)


@pytest.mark.parametrize("stop", STOPS)
def test_stopped_before_anything_is_known_there_is_no_plan(
    monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    monkeypatch.setattr(Evaluator, "assess", once(Evaluator.assess, stop))
    plan, watch = planned()
    assert (plan.status, plan.events, plan.proof.bounded) == ("unknown", (), 0)
    assert watch.stopped is (stop is KeyboardInterrupt)


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("where", ["_possible", "PersonClasses"])
def test_stopped_as_the_search_begins_what_is_known_is_planned_with(
    monkeypatch: pytest.MonkeyPatch, stop: type[BaseException], where: str
) -> None:
    """Both candidates are judged, and Lisbon's cheapest choice keeps every limit."""
    monkeypatch.setattr(state, where, once(getattr(state, where), stop))
    plan, watch = planned(limits=Limits(traveller_hours=HoursPerYear(minutes=6000)))
    assert (plan.status, plan.objective) in (("optimal", "400.00"), ("feasible", "400.00"))
    assert watch.stopped is (stop is KeyboardInterrupt)


@pytest.mark.parametrize("stop", STOPS)
def test_stopped_while_alternatives_are_solved_they_keep_their_bounds(
    monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    """The plan is proven all the same; Porto costs 500 or more."""
    monkeypatch.setattr(Alternatives, "_solve", once(Alternatives._solve, stop))
    plan, watch = planned()
    assert (plan.status, plan.objective) == ("optimal", "400.00")
    ((other,),) = (event.alternatives for event in plan.events)
    assert (other.venue, other.objective) == ("porto", "500.00")
    assert watch.stopped is (stop is KeyboardInterrupt)


@pytest.mark.usefixtures("unexplained")
@pytest.mark.parametrize("first", range(0, 20, BLOCK))
def test_stopped_while_it_is_told_who_takes_what_random_plans_have_no_fault(
    monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    """That is told while alternatives are solved or after them, and once more where it was interrupted."""
    assigned = Year.assigned
    for seed in range(first, first + BLOCK):
        year = random_workspace(seed)
        monkeypatch.setattr(Year, "assigned", once(assigned, KeyboardInterrupt))
        planned_of(year.scenario, year.quotes, today=year.today)


def test_stopped_before_it_is_known_who_meets_whom_a_venue_keeps_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two events of one week, each of other people: Porto goes with either beside the other in Lisbon, which takes
    judging again who attends. It costs 250, two fares and its hire, and is not called ruled out."""
    monkeypatch.setattr(Alternatives, "_solve", once(Alternatives._solve, KeyboardInterrupt))
    people = [person("p0", team="red"), person("p1", team="blue")]
    weeks = [event(name, [SPRING], sessions=(session("all", 1, 5, f"team:{name}"),)) for name in ("red", "blue")]
    places = [venue(), venue("porto", "OPO", hire_minor=5_000)]
    year = scenario(people=people, venues=places, events=weeks)
    plan = planned_of(year, (out(), back(), *TO_PORTO))
    assert (plan.status, plan.objective) == ("optimal", "400.00")
    for one in plan.events:
        assert [(other.venue, other.objective, other.excluded_because) for other in one.alternatives] == [
            ("porto", "250.00", None)
        ]


@pytest.mark.usefixtures("unexplained")
@pytest.mark.parametrize("first", range(0, 60, BLOCK))
def test_stopped_before_any_alternative_is_solved_random_plans_have_no_fault(
    monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    """As where nothing else is possible: no alternative that only its bound is known of may stand beside it."""
    for seed in range(first, first + BLOCK):
        year = random_workspace(seed)
        monkeypatch.setattr(Alternatives, "_solve", once(SOLVE, KeyboardInterrupt))
        planned_of(year.scenario, year.quotes, today=year.today)


def test_a_plan_that_is_whole_was_not_stopped() -> None:
    plan, watch = planned()
    assert (plan.status, watch.stopped) == ("optimal", False)
    assert plan.proof.bounded + plan.proof.excluded == plan.proof.candidates
