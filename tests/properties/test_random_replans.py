"""Replans of random small years, each against one model of the whole problem."""

import pytest

from tests.properties.random_replan import random_replan
from tests.properties.replan_agreement import replan_disagreements

SEEDS = (3, 26, 34, 44, 1038, 6076)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_replan_is_the_least_costly_and_changes_least(seed: int) -> None:
    """Status, objective and every figure agree with oracle and judge; of equals the fewest changes."""
    one = random_replan(seed)
    if one is None:
        pytest.skip("the year of this seed has no plan to begin with")
    assert replan_disagreements(one) == []
