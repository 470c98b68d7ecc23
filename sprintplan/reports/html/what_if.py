"""Scenarios on the page of the year: what each rule costs, what else was asked, the least cash at each level."""

from dataclasses import dataclass
from decimal import Decimal

from sprintplan.domain.comparison import Comparison, ScenarioResult
from sprintplan.reports.text.comparison import moves, saved


@dataclass(frozen=True)
class WhatIf:
    """A comparison as the page shows it.

    Attributes
    ----------
    plan : the workspace as it stands
    estimated : whether fares are estimates
    rules : rules without which the year is another one, those that cost most cash first
    free : rules without which it is the same
    scenarios : what else was asked for
    points : the front
    """

    plan: ScenarioResult
    estimated: bool
    rules: tuple[ScenarioResult, ...]
    free: tuple[str, ...]
    scenarios: tuple[ScenarioResult, ...]
    points: tuple[ScenarioResult, ...]

    @property
    def cash(self) -> Decimal:
        """Cash of the plan; 0 where there is none."""
        return Decimal(self.plan.totals.cash) if self.plan.totals else Decimal(0)


def what_if(comparison: Comparison) -> WhatIf:
    """What the page shows of a `comparison`."""
    rules = [one for one in comparison.scenarios if one.kind == "rule"]
    return WhatIf(
        plan=comparison.plan,
        estimated=comparison.estimated,
        rules=tuple(sorted(filter(moves, rules), key=saved)),
        free=tuple(one.name for one in rules if not moves(one)),
        scenarios=tuple(one for one in comparison.scenarios if one.kind == "scenario"),
        points=tuple(one for one in comparison.scenarios if one.kind == "front"),
    )
