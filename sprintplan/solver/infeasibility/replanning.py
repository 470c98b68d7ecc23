"""The workspace planned again with other rules, for what a conflict asks: whether a plan exists, and the least sums."""

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from sprintplan.domain.scenario import Scenario
from sprintplan.solver.bounds import lagrangian
from sprintplan.solver.constraints.registry import judged_by
from sprintplan.solver.infeasibility.conflict import OutOfTime
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.workers.evaluator import Assessment, Workshop
from sprintplan.solver.workers.pool import Pool
from sprintplan.solver.year.branch_and_bound import search
from sprintplan.solver.year.state import Year, begin
from sprintplan.units import as_date


class Replanning:
    """Plans workspaces whose rules are looser than those of the pool's, of which every candidate is assessed."""

    def __init__(self, pool: Pool, assessed: Sequence[Assessment], deadline: float | None) -> None:
        self.pool, self.assessed, self.deadline = pool, assessed, deadline

    def possible(self, loosened: Scenario) -> bool:
        """Whether a plan exists."""
        with self._another(loosened) as pool:
            answer = search(self._begun(loosened, pool), first=True)
        if answer.picks is None and not answer.complete:
            raise OutOfTime
        return answer.picks is not None

    def least(self, loosened: Scenario) -> Figures | None:
        """The sums of the year that costs least; None where none exists."""
        with self._another(loosened) as pool:
            year = self._begun(loosened, pool)
            answer = search(year)
            if not answer.complete:
                raise OutOfTime
            return sum(year.choice(answer.picks).parts, Figures()) if answer.picks else None

    def _another(self, loosened: Scenario) -> AbstractContextManager[Pool]:
        if self.deadline is not None and self.deadline <= time.monotonic():
            raise OutOfTime
        mine = self.pool.workshop
        return self.pool.another(Workshop(loosened, mine.source, as_date(mine.today)))

    def _begun(self, loosened: Scenario, pool: Pool) -> Year:
        assessed = judged(pool) if self.judges_anew(loosened) else self._known(loosened)
        return begin(loosened, pool, assessed, self.deadline)

    def judges_anew(self, loosened: Scenario) -> bool:
        """Whether rules differ by which candidates are judged, so that what is known of them may not hold."""
        return _judged_by(self.pool.workshop.scenario) != _judged_by(loosened)

    def _known(self, loosened: Scenario) -> list[Assessment]:
        """What is known of the candidates, as far as the limits that are left ask for it."""
        ladder = lagrangian.prices(loosened)
        kept = [
            number for number, price in enumerate(lagrangian.prices(self.pool.workshop.scenario)) if price in ladder
        ]
        return [replace(found, curve=found.curve[kept]) for found in self.assessed]


def judged(pool: Pool) -> list[Assessment]:
    """Every candidate of the pool's workspace."""
    venues = range(len(pool.workshop.scenario.venues))
    return [found for venue in pool.map(Workshop.assess, venues) for found in venue]


def _judged_by(scenario: Scenario) -> tuple[object, ...]:
    """All rules that candidates are judged by; where limits that travellers or events share are looser, a candidate
    whose cheapest choice kept them still does."""
    left = judged_by(scenario)
    return left.events, left.limits, left.policy, left.venues, left.objective
