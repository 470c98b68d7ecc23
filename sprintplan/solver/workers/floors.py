"""Bounds of venues before their journeys are made, in any process; only where journeys are estimated."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sprintplan.domain.venues import Venue
from sprintplan.offers.estimate.least import Price
from sprintplan.offers.estimate.products import Shop
from sprintplan.offers.estimate.shops import shop_of
from sprintplan.offers.table import Int64
from sprintplan.solver.bounds.before_journeys import LeastCosts
from sprintplan.solver.workers.evaluator import Evaluator


@dataclass(frozen=True)
class FloorJob:
    """Venues of the same airports to be bounded, by their numbers, at some prices."""

    venues: Sequence[int]
    prices: Sequence[Price]


def floors(evaluator: Evaluator, job: FloorJob) -> list[tuple[int, list[Int64]]]:
    """Of each venue of a `job` its number, and by event (prices, starts) what no year that has it there stays below.

    Parameters
    ----------
    evaluator : of a scenario that `can_have_floors`
    job : the venues and the prices
    """
    least = least_costs(evaluator)
    return [(venue, least.of(evaluator.scenario.venues[venue], job.prices)) for venue in job.venues]


def can_have_floors(evaluator: Evaluator) -> bool:
    """Whether all there is to buy at venues is estimated, and nothing takes anything off; judged by an `evaluator`."""
    scenario = evaluator.scenario
    taken_off = any(policy.fare.prefer_airlines is not None for policy in scenario.policies)
    return not taken_off and all(shop_of(evaluator.source, venue) is not None for venue in scenario.venues[:1])


@lru_cache(maxsize=1)
def least_costs(evaluator: Evaluator) -> LeastCosts:
    """What bounds the venues of an `evaluator` that `can_have_floors`; kept for the last one."""

    def shop(venue: Venue) -> Shop:
        estimates = shop_of(evaluator.source, venue)
        assert estimates is not None
        return estimates

    return LeastCosts(evaluator.scenario, evaluator.classes, evaluator.today, shop)
