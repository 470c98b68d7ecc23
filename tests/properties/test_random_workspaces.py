"""The optimum is the least there is: one MILP over the whole year says so, on 300 random small workspaces."""

import pytest

from tests.properties.agreement import disagreements
from tests.properties.random_workspace import random_workspace

FIRST, SEEDS, BLOCK = 0, 300, 20


@pytest.mark.parametrize("first", range(FIRST, FIRST + SEEDS, BLOCK))
def test_the_plan_is_that_of_one_big_model_and_holds(first: int) -> None:
    """`python -m tests.benchmarks.random_workspaces --show SEED` writes a workspace that disagrees."""
    wrong = [
        f"seed {seed}: {what}" for seed in range(first, first + BLOCK) for what in disagreements(random_workspace(seed))
    ]
    assert wrong == []
