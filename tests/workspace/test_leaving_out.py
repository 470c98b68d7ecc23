"""Every rule that sprint.toml states can be left out alone, and set, whatever is declared."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from sprintplan.domain.scenario import Scenario
from sprintplan.errors import Place
from sprintplan.workspace import read_workspace
from sprintplan.workspace.changes import as_toml, change_of, path_of
from sprintplan.workspace.leaving_out import stated_rules
from tests.keys.cases import CASES
from tests.keys.workspace import Case, write

HERE = Place("here")
RULES = [case for case in CASES if case.key.partition(".")[0] in ("policy", "limits") and case.fact != "error"]
WEIGHTS = [case for case in CASES if case.key.startswith("objective.") and case.fact != "error"]


def rules_of(scenario: Scenario) -> object:
    """All that rules of a workspace say."""
    return scenario.policy, scenario.limits, scenario.objective, scenario.events


@pytest.mark.parametrize("case", RULES, ids=lambda case: f"{case.key} {case.line}")
def test_a_rule_that_is_left_out_leaves_the_workspace_that_does_not_state_it(case: Case, tmp_path: Path) -> None:
    """Each key of `[policy]` and `[limits]` that decides something is among the rules; taking out all rules that the
    line states is as if it had not been written."""
    stated, bare = write(tmp_path / "stated", case, case.line), write(tmp_path / "bare", case, "")
    known = {rule.text for rule in stated_rules(bare)}
    mine = [rule.change for rule in stated_rules(stated) if rule.text not in known]
    assert mine, f"{case.line} is no rule"
    if all(change.key not in {rule.change.key for rule in stated_rules(bare)} for change in mine):
        assert rules_of(read_workspace(stated, mine)) == rules_of(read_workspace(bare))


@pytest.mark.parametrize("case", [*RULES, *WEIGHTS], ids=lambda case: f"{case.key} {case.line}")
def test_a_key_is_set_as_the_file_would_state_it(case: Case, tmp_path: Path) -> None:
    """`--set KEY=VALUE` with the value of the file, on a workspace without the line."""
    stated, bare = write(tmp_path / "stated", case, case.line), write(tmp_path / "bare", case, "")
    table, name = case.key.split(".")[:2]
    value = tomllib.loads((stated / "sprint.toml").read_text(encoding="utf-8"), parse_float=Decimal)[table][name]
    change = change_of(f"{table}.{name}={as_toml(value)}", HERE)
    assert rules_of(read_workspace(bare, [change])) == rules_of(read_workspace(stated))


PATHS = {
    "policy.max_connections": ("policy", "max_connections"),
    "policy.cabin[2].over_hours": ("policy", "cabin", 1, "over_hours"),
    'policy.visa."e-visa".fee': ("policy", "visa", "e-visa", "fee"),
    "event.spring.session.leads.days": ("event", "spring", "session", "leads", "days"),
}


@pytest.mark.parametrize("key", PATHS)
def test_a_key_is_read_as_people_write_it(key: str) -> None:
    """Dots between parts, numbers from 1, quotes around a part with signs."""
    assert path_of(key, HERE) == PATHS[key]
