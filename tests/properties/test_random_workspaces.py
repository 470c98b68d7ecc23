"""The optimum is the least there is: one MILP over the whole year says so, on 300 random small workspaces."""

import pytest

from sprintplan.solver.infeasibility.relaxations import rules_of
from sprintplan.solver.infeasibility.replanning import Replanning, judged
from sprintplan.solver.year.state import begin
from tests.oracle.model import best
from tests.properties.agreement import disagreements, planned
from tests.properties.random_workspace import random_workspace

SEEDS, BLOCK, EXPLAINED = 300, 20, 10


@pytest.fixture
def unexplained(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no plan nobody asks why: that takes several times as long as the proof of it."""
    monkeypatch.setattr("sprintplan.solver.solve.conflict", lambda *_: ("not asked",))


@pytest.mark.usefixtures("unexplained")
@pytest.mark.parametrize("first", range(0, SEEDS, BLOCK))
def test_the_plan_is_that_of_one_big_model_and_holds(first: int) -> None:
    """`python -m tests.benchmarks.random_workspaces --show SEED` writes a workspace that disagrees."""
    wrong = [
        f"seed {seed}: {what}" for seed in range(first, first + BLOCK) for what in disagreements(random_workspace(seed))
    ]
    assert wrong == []


def test_what_was_judged_under_tighter_rules_tells_the_same_as_judging_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of why there is no plan, and of what would be enough."""
    years = [random_workspace(seed) for seed in range(EXPLAINED)]
    told = [planned(year).conflict for year in years]
    monkeypatch.setattr(Replanning, "_begun", lambda self, loosened, pool: begin(loosened, pool, judged(pool), None))
    assert [planned(year).conflict for year in years] == told
    assert any(told)


def test_without_any_one_of_the_rules_in_conflict_the_big_model_finds_a_plan() -> None:
    """Where the first sentence says so; `random_workspace(seed)` makes the workspace again."""
    explained = 0
    for seed in range(EXPLAINED):
        year = random_workspace(seed)
        plan = planned(year)
        assert (seed, bool(plan.conflict)) == (seed, plan.status == "infeasible")
        if plan.conflict and plan.conflict[0].endswith(" a plan exists"):
            explained += 1
            named = [rule for rule in rules_of(year.scenario) if rule.name in plan.conflict[0]]
            assert named
            for rule in named:
                assert (seed, rule.name, best(rule.without, year.quotes, year.today)) != (seed, rule.name, None)
    assert explained
