"""A plan made of everybody's cheapest trips, where these keep all rules: found without solving anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sprintplan.domain.scenario import Scenario
from sprintplan.solver.bounds.compatibility import Pick, keep_dates, share_anything
from sprintplan.solver.bounds.person_limits import PersonClasses
from sprintplan.solver.constraints.registry import COUNTED
from sprintplan.solver.constraints.sums import YEAR_SUMS, EventBudget, HeadBudget
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.optimize.cutting_loop import SEATS
from sprintplan.solver.workers.messages import Assessment

MOST_STEPS = 4_000
"""So many candidates are tried for a place in the year."""


def known_plan(
    scenario: Scenario, assessed: Sequence[Assessment], classes: PersonClasses | None
) -> tuple[Pick, ...] | None:
    """One candidate of each event whose cheapest choices keep every rule together; None where none is found at once.

    Parameters
    ----------
    scenario : the rules
    assessed : the candidates as judged, excluded where these rules exclude them
    classes : people whom the limits of persons do not tell apart; None without such a limit
    """
    return _Search(scenario, assessed, classes).plan()


@dataclass
class _Search:
    """Takes one event after the other, candidates that use least of the year's sums first."""

    scenario: Scenario
    assessed: Sequence[Assessment]
    classes: PersonClasses | None
    steps: int = 0

    def plan(self) -> tuple[Pick, ...] | None:
        """The candidates, in the order of the events."""
        ranked = sorted(filter(self._holds, self.assessed), key=lambda one: (self._use(one), one.bound, *_place(one)))
        lists = [[one for one in ranked if one.pick.event == number] for number in range(len(self.scenario.events))]
        year = next(self._from(lists, ()), None)
        return None if year is None else tuple(one.pick for one in year)

    def _holds(self, assessment: Assessment) -> bool:
        """Whether the candidate's cheapest choice keeps every rule of its own."""
        if assessment.excluded is not None or assessment.breaks is None or assessment.figures is None:
            return False
        cash = assessment.figures.cash
        if not EventBudget.keeps(self.scenario, assessment.pick.event, cash):
            return False
        if not HeadBudget.keeps(self.scenario, cash, assessment.demand.attending):
            return False
        return assessment.breaks.isdisjoint(self._heads)

    @cached_property
    def _heads(self) -> set[str]:
        """Keys of the limits on heads that are in force."""
        return {SEATS, *(limit.key for limit in COUNTED if limit.is_stated(self.scenario))}

    def _use(self, assessment: Assessment) -> float:
        """The share that the candidate uses of the year's sums."""
        sums = [limit for limit in YEAR_SUMS if limit.is_stated(self.scenario)]
        figures = assessment.figures or Figures()
        return float(sum(limit.sum_of(figures) / max(1, limit.stated(self.scenario)) for limit in sums))

    def _from(
        self, lists: Sequence[Sequence[Assessment]], chosen: tuple[Assessment, ...]
    ) -> Iterator[tuple[Assessment, ...]]:
        """Years that begin with what is chosen."""
        if len(chosen) == len(lists):
            if self._persons_keep(chosen):
                yield chosen
            return
        for assessment in lists[len(chosen)]:
            self.steps += 1
            if self.steps > MOST_STEPS:
                return
            if self._goes_with((*chosen, assessment)):
                yield from self._from(lists, (*chosen, assessment))

    def _goes_with(self, chosen: tuple[Assessment, ...]) -> bool:
        """Whether the last one keeps the year's sums, the limits between events, and a distance at which no two events
        share anything."""
        total = sum((assessment.figures or Figures() for assessment in chosen), Figures())
        if not all(limit.keeps(self.scenario, total) for limit in YEAR_SUMS):
            return False
        *before, last = [assessment.pick for assessment in chosen]
        return all(
            not share_anything(self.scenario, (one, last)) and keep_dates(self.scenario, (one, last)) for one in before
        )

    def _persons_keep(self, chosen: tuple[Assessment, ...]) -> bool:
        if self.classes is None:
            return True
        used = [assessment.used for assessment in chosen if assessment.used is not None]
        return self.classes.keep([assessment.pick.event for assessment in chosen], used)


def _place(assessment: Assessment) -> tuple[int, int]:
    return assessment.pick.venue, assessment.pick.start
