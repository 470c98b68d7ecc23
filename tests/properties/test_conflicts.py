"""What is said of a year without a plan: sets are smallest, none is missing, and numbers are enough together."""

import pytest

from tests.properties.agreement import planned
from tests.properties.random_workspace import random_workspace
from tests.properties.reasons import wrong_reasons

SEEDS, BLOCK = 30, 5
"""`python -m tests.benchmarks.random_workspaces --explain` judges more of them."""


@pytest.mark.parametrize("first", range(0, SEEDS, BLOCK))
def test_the_reasons_are_those_of_one_big_model(first: int) -> None:
    """On random workspaces without a plan; `random_workspace(seed)` makes one again."""
    for seed in range(first, first + BLOCK):
        year = random_workspace(seed)
        plan = planned(year)
        assert (seed, bool(plan.conflict)) == (seed, plan.status == "infeasible")
        if plan.conflict:
            assert (seed, plan.conflict, [*wrong_reasons(year, plan.conflict)]) == (seed, plan.conflict, [])
