"""The workspace planned again with other rules, for what a conflict asks: whether a plan exists, and the least sums."""

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.rules.kinds import Kinds
from sprintplan.rules.lifting import journey_rules, with_journey_rules_of
from sprintplan.solver.bounds import lagrangian
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.constraints.persons import PERSON_LIMITS, PersonLimit
from sprintplan.solver.infeasibility.conflict import OutOfTime
from sprintplan.solver.infeasibility.kept import exclusions_of, kept_by
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.instance.relaxation import UNREACHABLE
from sprintplan.solver.workers.evaluator import Assessment, Workshop
from sprintplan.solver.workers.pool import Pool
from sprintplan.solver.year.branch_and_bound import search
from sprintplan.solver.year.state import Year, begin
from sprintplan.units import as_date

GRAMS_PER_TONNE = 10**6


@dataclass(frozen=True)
class Judged:
    """Every candidate under some rules of journeys, all other rules kept."""

    scenario: Scenario
    kinds: Sequence[Kinds]
    assessed: Sequence[Assessment]


class Replanning:
    """Plans workspaces whose rules are looser than those of the pool's, of which every candidate is assessed.

    Parameters
    ----------
    pool : where the workspace was judged
    assessed : every candidate of it
    deadline : of `time.monotonic`
    """

    def __init__(self, pool: Pool, assessed: Sequence[Assessment], deadline: float | None) -> None:
        self.pool, self.deadline = pool, deadline
        mine = pool.workshop
        self._judged = [Judged(mine.scenario, mine.kinds, assessed)]

    def plan(self, loosened: Scenario) -> frozenset[str] | None:
        """The stated rules, by name, that some plan is known to keep; None where there is no plan."""
        with self._another(loosened) as pool:
            year = self._begun(loosened, pool)
            answer = search(year, first=True, grace=0.0)
            if answer.picks is None:
                if not answer.complete:
                    raise OutOfTime
                return None
            return frozenset(
                kept_by(self.pool.workshop.scenario, year, answer.picks, self._judged_like(loosened).kinds)
            )

    def possible(self, loosened: Scenario) -> bool:
        """Whether a plan exists."""
        return self.plan(loosened) is not None

    def least(self, loosened: Scenario) -> Figures | None:
        """The sums of the year that costs least; None where none exists."""
        with self._another(loosened) as pool:
            year = self._begun(loosened, pool)
            answer = search(year, grace=0.0)
            if not answer.complete:
                raise OutOfTime
            return sum(year.choice(answer.picks).parts, Figures()) if answer.picks else None

    def missing(self, loosened: Scenario) -> Iterator[tuple[Pick, tuple[int, ...]]]:
        """Every candidate with the positions of the people who have no allowed trip there."""
        judged = self._judged_like(loosened)
        for found in judged.assessed:
            kinds = judged.kinds[found.pick.event]
            yield found.pick, tuple(person for kind in found.demand.missing for person in kinds[kind].members)

    def _another(self, loosened: Scenario) -> AbstractContextManager[Pool]:
        self._check_time()
        mine = self.pool.workshop
        return self.pool.another(Workshop(loosened, mine.source, as_date(mine.today)))

    def _check_time(self) -> None:
        if self.deadline is not None and self.deadline <= time.monotonic():
            raise OutOfTime

    def _begun(self, loosened: Scenario, pool: Pool) -> Year:
        judged = self._judged_like(loosened)
        return begin(loosened, pool, [*_under(loosened, judged)], self.deadline, judged.kinds)

    def _judged_like(self, loosened: Scenario) -> Judged:
        """Every candidate under the same rules of journeys; judged once, with all other rules of the workspace."""
        wanted, mine = journey_rules(loosened), self.pool.workshop
        for judged in self._judged:
            if journey_rules(judged.scenario) == wanted:
                return judged
        scenario = with_journey_rules_of(mine.scenario, loosened)
        with self._another(scenario) as pool:
            found = Judged(scenario, pool.workshop.kinds, [*self._assessed(pool)])
        self._judged.append(found)
        return found

    def _assessed(self, pool: Pool) -> Iterator[Assessment]:
        for found in pool.map(Workshop.assess, range(len(pool.workshop.scenario.venues))):
            self._check_time()
            yield from found


def _under(loosened: Scenario, judged: Judged) -> Iterator[Assessment]:
    """What is known of the candidates, as far as the limits that are left ask for it."""
    ladder, before = lagrangian.prices(loosened), lagrangian.prices(judged.scenario)
    kept = [number for number, price in enumerate(before) if price in ladder]
    persons = [n for n, limit in enumerate(_of_persons(judged.scenario)) if limit.is_stated(loosened)]
    reweighed = loosened.objective != judged.scenario.objective
    for found in judged.assessed:
        excluded = next(
            (rule.sentence for rule in exclusions_of(loosened, judged.kinds, found.pick, found.demand)), None
        )
        known = replace(found, curve=found.curve[kept], span=found.span[persons], excluded=excluded)
        yield _reweighed(loosened, known, [before[number] for number in kept]) if reweighed else known


def _reweighed(loosened: Scenario, found: Assessment, ladder: Sequence[lagrangian.Price]) -> Assessment:
    """What is known of a candidate where nothing but cash and CO2e counts in the objective.

    The CO2e of a journey is rounded to the next minor unit, so that of two a traveller at most one is lost.
    """
    grams = (found.least_grams or 0) * loosened.objective.tonne_co2e_minor // GRAMS_PER_TONNE
    least = (found.least_cash or 0) + max(0, grams - 2 * len(loosened.people))
    curve = np.where([price.cost == 0 for price in ladder], found.curve, 0)
    span = found.span.copy()
    for number, limit in enumerate(_of_persons(loosened)):
        if limit.in_money:
            span[number] = np.where(span[number] >= UNREACHABLE, UNREACHABLE, 0)
    return replace(found, bound=least, free=False, figures=None, curve=curve, span=span)


def _of_persons(scenario: Scenario) -> list[type[PersonLimit]]:
    """The limits of persons that a workspace states."""
    return [limit for limit in PERSON_LIMITS if limit.is_stated(scenario)]
