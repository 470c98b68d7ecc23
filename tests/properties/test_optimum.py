"""The solver's optimum is that of one big model, on every random tiny workspace."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from sprintplan.solver.solve import plan_year
from sprintplan.units import money_text
from sprintplan.verify import faults
from tests.properties.oracle import Oracle
from tests.properties.tiny import TODAY, tiny

BLOCK = 50


def outcome(seed: int) -> str:
    """The status of one workspace, after every check of it has held."""
    scenario, source = tiny(seed)
    plan = plan_year(scenario, source, today=TODAY, created_at=datetime(2027, 3, 20, tzinfo=UTC))
    least = Oracle(scenario, source).objective()
    assert plan.objective == (None if least is None else money_text(least, "EUR")), f"seed {seed}"
    assert faults(scenario, plan, source.to_and_from) == [], f"seed {seed}"
    return plan.status


@pytest.mark.parametrize("first", range(0, 300, BLOCK))
def test_the_optimum_is_that_of_one_big_model(first: int) -> None:
    """50 workspaces a block: the same objective to the cent, or impossible in both; the judge accepts every plan."""
    statuses = Counter(outcome(seed) for seed in range(first, first + BLOCK))
    assert set(statuses) <= {"optimal", "infeasible"}
    assert statuses["optimal"] >= 5
