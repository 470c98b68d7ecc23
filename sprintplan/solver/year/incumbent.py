"""A first year before anything is solved: choices that are repaired until they keep every limit, proven or not."""

import math
import time
from collections.abc import Callable, Iterator
from itertools import product

from sprintplan.solver.bounds.compatibility import Pick, are_tied, share_anything
from sprintplan.solver.constraints.sums import YEAR_SUMS, YearBudget, YearSum
from sprintplan.solver.workers.evaluator import Repair, RepairWeights
from sprintplan.solver.year.state import Picks, Year, keeps_year

FEW, FEWER, MOST_YEARS = 24, 3, 2
"""So many of each event's best candidates are put together, of its best venues each at its best, and the best of each
first day; of more than two events fewer. And so many of these years are tried for each choice of weights."""
MIXED = ((1, 1), (1, 2), (2, 1), (1, 4), (4, 1))
"""How much two sums of the year weigh, each as a share of its limit."""
MINUTES = (200, 100_000)
"""Minor units of the objective that a minute weighs: much, and all that counts."""
WHOLE = 1 << 40
"""Weights of shares are whole parts of this."""


def find_incumbent(year: Year, allowed: Callable[[Picks], bool], until: float = math.inf) -> None:
    """Record choices of candidates that go together, until they make a year or all weights were tried.

    The cheapest year is tried though time be out. Where time for judging was out, weights come next that keep limits
    most easily.

    Parameters
    ----------
    year : what is known
    allowed : whether the limits between events allow candidates
    until : moment of `time.monotonic` at which to stop
    """
    plain, others = RepairWeights(1), [*_weights(year)]
    for weights in (plain, *(others if year.complete else reversed(others))):
        open_ones = (picks for picks in _best(year, weights) if allowed(picks) and year.worth(picks) is not None)
        for tried, picks in enumerate(open_ones):
            if tried == MOST_YEARS or (until <= time.monotonic() and (tried or weights != plain)):
                break
            if _repaired(year, picks, weights):
                return


def _repaired(year: Year, picks: Picks, weights: RepairWeights) -> bool:
    """Whether choices of the candidates that are low in what has weight make a year."""
    tied = are_tied(year.scenario, picks)
    wanted = [pick for pick in picks if tied or (pick not in year.exact and (pick,) not in year.solutions)]
    repaired = year.repair(Repair(pick, year.bound[pick], weights) for pick in wanted)
    if any(one.objective is None for one in repaired):
        return False
    if tied and (share_anything(year.scenario, picks) or not keeps_year(year.scenario, repaired)):
        return False
    if tied:
        year.hold(picks, repaired)
    else:
        alone = [year.solutions.get((pick,)) for pick in picks]
        costs = [one.objective if one else year.value[pick] for one, pick in zip(alone, picks, strict=True)]
        if None in costs:
            return False
        objective = sum(cost for cost in costs if cost is not None)
        year.incumbent = min([(objective, year.rank(picks), picks), *([year.incumbent] if year.incumbent else [])])
    return True


def _weights(year: Year) -> Iterator[RepairWeights]:
    """Minutes where the year limits persons; shares of two sums where it limits two; then of each sum ever more."""
    if year.persons is not None:
        yield from (RepairWeights(1, minutes=price) for price in MINUTES)
    stated = [limit for limit in YEAR_SUMS if limit.is_stated(year.scenario)]
    if len(stated) == 2:
        for shares in MIXED:
            parts = [
                (limit, share * WHOLE // max(1, limit.stated(year.scenario)))
                for limit, share in zip(stated, shares, strict=True)
            ]
            yield RepairWeights(0, tuple(parts))
    for limit in stated:
        multipliers = [one for one in year.multipliers if one.limit is limit]
        yield from (RepairWeights(one.cost, ((limit, one.weight),)) for one in (*multipliers[1::3], multipliers[-1]))


def _best(year: Year, weights: RepairWeights) -> Iterator[Picks]:
    """Combinations of candidates, what takes least of what has weight first."""
    ranked = []
    for mine in year.lists:
        worth = sorted((_least(year, pick, weights), place) for place, pick in enumerate(mine))
        of_days = {mine[place].start: (value, place) for value, place in reversed(worth)}
        of_venues = {mine[place].venue: (value, place) for value, place in reversed(worth)}
        apart = dict.fromkeys((*worth[:FEW], *of_days.values(), *sorted(of_venues.values())[:FEW]))
        few = worth[:FEWER] if len(year.lists) > 2 else apart
        ranked.append([(value, mine[place]) for value, place in few])
    if FEWER ** len(ranked) > FEW**2:
        ranked = [few[:1] for few in ranked]
    years = sorted(product(*ranked), key=lambda chosen: sum(value for value, _ in chosen))
    return (tuple(pick for _, pick in chosen) for chosen in years)


def _least(year: Year, pick: Pick, weights: RepairWeights) -> int:
    """What a candidate takes at least of what has weight."""
    sums = sum(weight * _least_sum(year, pick, limit) for limit, weight in weights.sums)
    return weights.cost * year.value[pick] + sums


def _least_sum(year: Year, pick: Pick, limit: type[YearSum]) -> int:
    assessment = year.assessed[pick]
    return (assessment.least_cash if limit is YearBudget else assessment.least_grams) or 0
