"""The workspace with fewer of its rules."""

from collections.abc import Collection

from sprintplan.domain.scenario import Scenario
from sprintplan.solver.constraints.limit import Relaxation
from sprintplan.solver.constraints.registry import relaxations_of


def rules_of(scenario: Scenario) -> list[Relaxation]:
    """Every rule of the workspace that may be part of a conflict, in the order of its files."""
    return [*relaxations_of(scenario)]


def keeping(scenario: Scenario, names: Collection[str]) -> Scenario:
    """The workspace with these rules alone."""
    for name in [rule.name for rule in rules_of(scenario) if rule.name not in names]:
        scenario = next(rule.without for rule in rules_of(scenario) if rule.name == name)
    return scenario
