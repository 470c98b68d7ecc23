"""The workspace with fewer of its rules."""

from collections.abc import Collection

from sprintplan.domain.scenario import Scenario
from sprintplan.solver.constraints.limit import Relaxation
from sprintplan.solver.constraints.registry import LIMITS, relaxations_of


def keeping(scenario: Scenario, names: Collection[str]) -> Scenario:
    """The `scenario` with those of its rules alone that have these `names`."""
    return without(scenario, [rule.name for rule in relaxations_of(scenario) if rule.name not in names])


def without(scenario: Scenario, names: Collection[str]) -> Scenario:
    """The `scenario` without those of its rules that have these `names`."""
    for name in names:
        scenario = next(rule.without for rule in relaxations_of(scenario) if rule.name == name)
    return scenario


def deciding(scenario: Scenario) -> list[str]:
    """Names of the rules of a `scenario` that decide who may travel how."""
    keys = {limit.key for limit in LIMITS if limit.judged}
    return [rule.name for rule in relaxations_of(scenario) if rule.key in keys]


def complaint_of(rule: Relaxation) -> str:
    """What is wrong where no plan keeps the rule, as people read it."""
    return next(limit.complaint for limit in LIMITS if limit.key == rule.key)
