"""What a place costs at least, by event and first day, before any timetable of it is drawn."""

from functools import lru_cache

from sprintplan.offers.estimate import EstimateSource
from sprintplan.offers.estimate.least import Price
from sprintplan.offers.table import Int64
from sprintplan.solver.bounds.before_journeys import LeastCosts
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.units import as_date


def least_costs(evaluator: Evaluator, venue: int) -> list[Int64]:
    """Of each event, (starts,) minor units below which no year has the event at the venue.

    Parameters
    ----------
    evaluator : of a scenario whose venues are the places
    venue : position in the scenario's venues

    Returns
    -------
    OUT_OF_REACH for first days that are ruled out whoever comes; empty for events that have not the venue
    """
    bounds = _bounds(evaluator).of(evaluator.scenario.venues[venue], (Price(),))
    return [of_event[0] for of_event in bounds]


@lru_cache(maxsize=1)
def _bounds(evaluator: Evaluator) -> LeastCosts:
    estimates = EstimateSource(evaluator.scenario, as_date(evaluator.today))
    return LeastCosts(evaluator.scenario, evaluator.classes, evaluator.today, estimates.shop)
