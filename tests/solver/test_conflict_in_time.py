"""What is told of a conflict where time is out or answers are slow, by planners that only answer."""

from collections.abc import Iterator

import pytest

from sprintplan.domain.limits import HoursPerYear, Limits
from sprintplan.domain.scenario import Scenario
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.bounds.shortages import Shortage
from sprintplan.solver.constraints.registry import relaxations_of
from sprintplan.solver.infeasibility.conflict import (
    CUT_SHORT,
    FEWER,
    MORE,
    SMALLER,
    UNKNOWN,
    conflict,
)
from sprintplan.solver.infeasibility.planner import OutOfTime, SlowAnswer
from sprintplan.solver.instance.figures import Figures
from tests.build.lisbon_week import staff
from tests.build.year import event, scenario, venue

TIGHT = scenario(staff(1), venues=[venue(rooms=5)], limits=Limits(budget_minor=10_000, co2e_g=10**6))


class Stopped:
    """A planner to whom a budget leaves no plan, and who is out of time after some answers."""

    def __init__(self, answers: int, ending: type[BaseException] = OutOfTime) -> None:
        self.left, self.ending = answers, ending

    def plan(self, loosened: Scenario, seconds: float | None = None) -> frozenset[str] | None:
        """Without a budget."""
        if not self.left:
            raise self.ending
        self.left -= 1
        return frozenset() if loosened.limits.budget_minor is None else None

    def least(self, loosened: Scenario) -> tuple[Figures, bool]:
        """Nothing is asked after that."""
        raise self.ending

    def is_ruled_out(self, loosened: Scenario) -> bool:
        """Bounds tell nothing."""
        return False

    def enough_steps(self, loosened: Scenario, name: str) -> int | None:
        """No plan is remembered."""
        return None

    def hasten(self, seconds: float) -> None:
        """There is no clock."""

    def missing(self, loosened: Scenario) -> Iterator[tuple[Pick, tuple[int, ...]]]:
        """Nobody."""
        return iter(())

    def shortages(self, loosened: Scenario) -> Iterator[tuple[Pick, Shortage | None]]:
        """Out of time after a candidate without enough seats."""
        yield Pick(0, 0, 0), Shortage(outbound=True, heads=9, seats=4, person=None)
        raise self.ending


@pytest.mark.parametrize("ending", [OutOfTime, KeyboardInterrupt])
def test_when_time_is_out_what_is_known_is_told(ending: type[BaseException]) -> None:
    """All rules at first, then fewer, at last the budget alone."""
    messages = [conflict(TIGHT, Stopped(answers, ending), lambda *_: None) for answers in range(7)]
    whole = ["limits.budget 100", "limits.co2e_tonnes 1", "venues.rooms"]
    assert messages[0] == (f"{', '.join(whole)}: they cannot hold together", CUT_SHORT)
    assert {sentences[-1] for sentences in messages} == {CUT_SHORT, UNKNOWN}
    assert messages[-1] == ("The budget is too low (limits.budget 100): without it a plan exists", UNKNOWN)


def test_of_many_rules_none_is_named_where_it_is_not_known_which_are_to_blame() -> None:
    """Twelve events' budgets and other rules, and no time at all, or for two answers, after which the set is large."""
    events = [event(f"e{number}", budget_minor=100) for number in range(12)]
    year = scenario(staff(1), events=events, limits=Limits(co2e_g=10**6))
    blamed = f"some of the {len(relaxations_of(year))} stated rules cannot hold together: which ones is not known"
    for answers in (0, 2):
        assert conflict(year, Stopped(answers), lambda *_: None) == (blamed, CUT_SHORT)


class Slow(Stopped):
    """A planner who sees at once that a budget and a cap cannot hold together, and nothing else of either."""

    def __init__(self) -> None:
        super().__init__(10**6)

    def plan(self, loosened: Scenario, seconds: float | None = None) -> frozenset[str] | None:
        """Known without both."""
        if self.is_ruled_out(loosened):
            return None
        if loosened.limits.budget_minor is not None or loosened.limits.co2e_g is not None:
            raise SlowAnswer
        return frozenset()

    def is_ruled_out(self, loosened: Scenario) -> bool:
        """Both together."""
        return loosened.limits.budget_minor is not None and loosened.limits.co2e_g is not None


def test_that_fewer_rules_may_be_to_blame_is_said_where_that_takes_too_long_to_find_out() -> None:
    assert conflict(TIGHT, Slow(), lambda *_: None) == (
        "limits.budget 100, limits.co2e_tonnes 1: they cannot hold together",
        MORE,
        FEWER,
        UNKNOWN,
    )


class Doubtful(Stopped):
    """A planner to whom 10 hours are too few by bounds and fewer than 40 more take too long to think about."""

    def __init__(self) -> None:
        super().__init__(10**6)
        self.asked = list[int]()

    def plan(self, loosened: Scenario, seconds: float | None = None) -> frozenset[str] | None:
        """In time with 40 hours."""
        if loosened.limits.traveller_hours is None:
            return frozenset()
        hours = loosened.limits.traveller_hours.minutes // 60
        self.asked.append(hours)
        if hours < 40:
            raise SlowAnswer
        return frozenset()

    def is_ruled_out(self, loosened: Scenario) -> bool:
        """Up to ten hours."""
        return loosened.limits.traveller_hours is not None and loosened.limits.traveller_hours.minutes <= 600


def test_numbers_that_bounds_rule_out_are_not_tried_and_slow_answers_are_left_fast() -> None:
    year, slow = scenario(staff(1), limits=Limits(traveller_hours=HoursPerYear(minutes=120))), Doubtful()
    assert conflict(year, slow, lambda *_: None)[-2:] == (
        "limits.traveller_hours_per_year: 40 is enough",
        SMALLER,
    )
    assert slow.asked[:3] == [11, 19, 83]


class Remembering(Doubtful):
    """One who remembers a plan with 46 hours."""

    def enough_steps(self, loosened: Scenario, name: str) -> int | None:
        """Of two that are stated."""
        return 44


def test_no_more_is_tried_than_a_plan_uses_that_is_known() -> None:
    year, slow = scenario(staff(1), limits=Limits(traveller_hours=HoursPerYear(minutes=120))), Remembering()
    assert conflict(year, slow, lambda *_: None)[-2:] == (
        "limits.traveller_hours_per_year: 40 is enough",
        SMALLER,
    )
    assert slow.asked[:2] == [11, 19]
    assert max(slow.asked) < 46


class Ended(Slow):
    """A planner who sees at once that neither a budget nor a cap can be kept, and is out of time for all else."""

    def plan(self, loosened: Scenario, seconds: float | None = None) -> frozenset[str] | None:
        raise OutOfTime

    def is_ruled_out(self, loosened: Scenario) -> bool:
        return loosened.limits.budget_minor is not None or loosened.limits.co2e_g is not None


def test_what_bounds_tell_is_told_where_there_is_no_time_for_more() -> None:
    assert conflict(TIGHT, Ended(), lambda *_: None) == (
        "The budget is too low (limits.budget 100)",
        "The cap on CO2e is too low (limits.co2e_tonnes 1)",
        CUT_SHORT,
    )


def test_that_there_may_be_more_sets_is_said() -> None:
    """Of a planner to whom every rule leaves no plan: of twelve events' budgets eight are named."""
    events = [event(f"e{number}", budget_minor=100) for number in range(12)]
    messages = conflict(scenario(staff(1), events=events), Nothing(), lambda *_: None)
    assert len([sentence for sentence in messages if "event.budget of" in sentence]) == 8
    assert messages[-1] == MORE


class Nothing(Stopped):
    """A planner to whom every rule leaves no plan."""

    def __init__(self) -> None:
        super().__init__(10**6)

    def plan(self, loosened: Scenario, seconds: float | None = None) -> frozenset[str] | None:
        """Without any rule."""
        return None if relaxations_of(loosened) else frozenset()
