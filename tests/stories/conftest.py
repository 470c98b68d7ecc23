"""Who is told the stories: the oracle, the search, or the judge."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.verify import faults
from tests.build.lisbon_week import total
from tests.build.market import market
from tests.build.two_weeks import cost_of, planned_of
from tests.build.year import Quote, scenario

Least = Callable[..., float | None]
"""What the year costs at least in whole units of money; None where no year is possible. Called with quotes, and with
the members of `scenario` that differ from its defaults."""


def searched(*quotes: Quote, **terms: Any) -> float | None:
    """The search's proven objective, whose plan the judge accepts."""
    return cost_of(planned_of(scenario(**terms), quotes))


@dataclass
class Judge:
    """Holds the plans of one story against each other's rules.

    A plan that costs less than the least under other rules, with the same offers, breaks one of those rules: the judge
    has to say so. Alternatives are left out, since they may break the other rules by themselves.
    """

    plans: list[tuple[Sequence[Quote], Scenario, Plan]] = field(default_factory=list)

    def __call__(self, *quotes: Quote, **terms: Any) -> float | None:
        """The cost of the plan, after each plan of the story was held against the rules of every other."""
        year = scenario(**terms)
        plan = planned_of(year, quotes)
        for others, other, cheaper in self.plans:
            if list(others) == list(quotes):
                self._hold(cheaper, year, plan, quotes)
                self._hold(plan, other, cheaper, quotes)
        self.plans.append((quotes, year, plan))
        return cost_of(plan)

    def _hold(self, plan: Plan, year: Scenario, best: Plan, quotes: Sequence[Quote]) -> None:
        """A plan that is cheaper than the best of a year is at fault there."""
        cost, least = cost_of(plan), cost_of(best)
        if cost is not None and (least is None or cost < least):
            events = tuple(event.changed(alternatives=()) for event in plan.events)
            assert list(faults(year, plan.changed(events=events), market(quotes, year).to_and_from)) != []


@pytest.fixture(params=("oracle", "search", "judge"))
def least(request: pytest.FixtureRequest) -> Least:
    """The one who is told the story."""
    solvers: dict[str, Least] = {"oracle": total, "search": searched, "judge": Judge()}
    return solvers[request.param]
