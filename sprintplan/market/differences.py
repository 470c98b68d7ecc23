"""Whether estimates can tell years of a comparison apart: what each costs in the same likely markets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.scenario import Scenario
from sprintplan.market.certainty import survey_of
from sprintplan.offers.source import OfferSource
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.workers.evaluator import Evaluator

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SolvedYear:
    """A solved year of a comparison.

    Attributes
    ----------
    scenario, source : the workspace that it is the year of, and what is sold there
    picks, parts : of each event where and when it is held, and its sums
    """

    scenario: Scenario
    source: OfferSource
    picks: Sequence[Pick]
    parts: Sequence[Figures]


def share_cheaper(year: SolvedYear, plan: SolvedYear, today: date) -> float | None:
    """In what share of likely markets a year costs less than the plan; None where nothing of the plan is estimated.

    Everybody takes the best trips of each market, at the places and on the days of either year. Limits that travellers
    share add what they add at estimated fares.

    Parameters
    ----------
    year, plan : the years, whose scores are weighed alike
    today : the planning date
    """
    mine, theirs = (_costs(one, today) for one in (year, plan))
    return None if mine is None or theirs is None else float((mine < theirs).mean())


def _costs(year: SolvedYear, today: date) -> Floats | None:
    """(m,) minor units of the objective in each market; None where neither fares nor rates are in doubt."""
    survey = survey_of(year.scenario, year.source)
    if survey is None:
        return None
    evaluator, total = Evaluator(year.scenario, year.source, today), np.zeros(survey.markets.number)
    for pick, part in zip(year.picks, year.parts, strict=True):
        venue, _, factors = survey.venue_lines(evaluator.relaxation(pick.event, pick.venue))
        lines = venue.of_starts(np.array([pick.start]))
        total += lines.costs(factors)[0] + part.objective - lines.costs(factors.certain())[0, 0]
    return total
