"""Whether choices of several events keep the limits of the year, beside what other events use of them."""

from collections.abc import Sequence

from sprintplan.domain.scenario import Scenario
from sprintplan.solver.constraints.persons import YearOfPersons
from sprintplan.solver.constraints.sums import YEAR_SUMS
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.instance.used_elsewhere import NOTHING_USED, UsedElsewhere
from sprintplan.solver.workers.messages import CandidatesSolution


def keeps_sums(scenario: Scenario, total: Figures, elsewhere: UsedElsewhere = NOTHING_USED) -> bool:
    """Whether sums of some events keep every limit on a sum of the year.

    Parameters
    ----------
    scenario : states the limits
    total : the sums
    elsewhere : what other events use
    """
    return all(limit.keeps(scenario, total, elsewhere) for limit in YEAR_SUMS)


def keeps_year(
    scenario: Scenario, solutions: Sequence[CandidatesSolution], elsewhere: UsedElsewhere = NOTHING_USED
) -> bool:
    """Whether choices of some events keep the sums and the persons' limits of the year.

    Parameters
    ----------
    scenario : states the limits
    solutions : the solutions of the events
    elsewhere : what other events use
    """
    if not keeps_sums(scenario, sum((part for one in solutions for part in one.parts), Figures()), elsewhere):
        return False
    year = YearOfPersons(scenario, elsewhere)
    for trips in (trips for one in solutions for trips in one.assignments):
        year.add(trips)
    return not year.broken()
