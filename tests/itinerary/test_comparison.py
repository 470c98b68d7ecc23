"""Solved scenarios as records."""

from sprintplan.itinerary.comparison import LOOK_LONGER, result_of
from sprintplan.solver.infeasibility.conflict import CUT_SHORT
from sprintplan.solver.instance.solution import Solution
from sprintplan.solver.variants import Variant, VariantSolution
from tests.build.lisbon_week import TODAY, back, out, staff
from tests.build.market import market
from tests.build.year import scenario


def test_a_scenario_that_was_asked_why_for_seconds_alone_says_who_asks_longer() -> None:
    """Nobody set a limit of time; `plan` finds what is enough."""
    year = scenario(people=staff(2))
    why = ("The budget is too low (limits.budget 100)", CUT_SHORT)
    nothing = VariantSolution(Solution(bound=0, proven=True), conflict=why)
    found = result_of("cut", "scenario", (), (Variant(year, market((out(), back()), year)), nothing), None, TODAY)
    assert (found.status, found.conflict) == ("infeasible", (why[0], LOOK_LONGER))
