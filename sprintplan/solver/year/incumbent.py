"""A first year before anything is solved: choices that are repaired until they keep every limit, proven or not."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from heapq import heappop, heappush
from itertools import combinations, islice
from typing import NamedTuple

from sprintplan.solver.bounds.compatibility import Pick, are_tied, share_anything
from sprintplan.solver.constraints.sums import YEAR_SUMS, YearBudget, YearSum
from sprintplan.solver.workers.messages import Repair, RepairWeights
from sprintplan.solver.year.keeping import keeps_year
from sprintplan.solver.year.state import KnownYear, Picks, Year

FEW, MOST_PUT_TOGETHER, MOST_YEARS = 24, 10_000, 2
"""So many of each event's best candidates are put together, of its best venues each at its best, and the best of each
first day. So many combinations of them are looked at, the best first, and so many of those that go together are tried
for each choice of weights."""
SMALL, FEW_WAYS = 1_000, 2
"""In a year of fewer people times candidates so few ways are tried: solving it takes no longer than trying others."""
MIXED = ((1, 1), (1, 2), (2, 1), (1, 4), (4, 1))
"""How much two sums of the year weigh, each as a share of its limit."""
MINUTES = (200, 100_000)
"""Minor units of the objective that a minute weighs: much, and all that counts."""
WHOLE = 1 << 40
"""Weights of shares are whole parts of this."""


class _Way(NamedTuple):
    """A way to make a year: what choices are to be low in, and what a candidate takes of that at least."""

    weights: RepairWeights
    takes: Callable[[Pick], int]


def find_incumbent(year: Year, until: float = math.inf) -> None:
    """Record choices of candidates that go together, until they make a year or all ways were tried.

    Of a small year few ways are tried, the first one though time be out.

    Parameters
    ----------
    year : what is known
    until : moment of `time.monotonic` at which to stop
    """
    two_are_allowed = cache(lambda one, other: year.allows((one, other)))

    def allowed(picks: Picks) -> bool:
        return all(two_are_allowed(one, other) for one, other in combinations(picks, 2))

    is_small = len(year.scenario.people) * sum(map(len, year.lists)) < SMALL
    for number, way in enumerate(islice(_ways(year, allowed), FEW_WAYS if is_small else None)):
        open_ones = (picks for picks in _best(year, way.takes) if allowed(picks) and year.worth(picks) is not None)
        for tried, picks in enumerate(open_ones):
            if tried == MOST_YEARS or (until <= time.monotonic() and (tried or number)):
                break
            if _repaired(year, picks, way.weights):
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
        made = KnownYear(objective, year.rank(picks), picks)
        year.incumbent = min([made, *([year.incumbent] if year.incumbent else [])])
    return True


def _ways(year: Year, allowed: Callable[[Picks], bool]) -> Iterator[_Way]:
    """The cheapest first, unless limits on sums of the year make it dearer in any case: then each at the price that
    tells of that most, and at ever higher ones, soon the highest where not all is judged.

    Between them minutes where the year limits persons, and shares of two sums where it limits two.
    """
    prices = [_price(year, number) for number in range(len(year.multipliers))]
    plain = _Way(RepairWeights(1), lambda pick: year.value[pick])
    least = _least_year(year, plain, allowed)
    stated = [limit for limit in YEAR_SUMS if limit.is_stated(year.scenario)]
    upwards, is_tight = list[_Way](), False
    for limit in stated:
        mine = [number for number, one in enumerate(year.multipliers) if one.limit is limit]
        bounds = [_bound_at(year, number, prices[number], allowed) for number in mine[:-1]]
        best = max(range(len(bounds)), key=bounds.__getitem__)
        is_tight |= bounds[best] > least
        dearer = mine[best:] if bounds[best] > least else mine[1::2]
        upwards += [prices[number] for number in (dearer if year.complete else _soon(dearer))]
    if not is_tight:
        yield plain
    if year.persons is not None:
        yield from (_Way(RepairWeights(1, minutes=price), plain.takes) for price in MINUTES)
    if len(stated) == 2:
        yield from (_shared(year, stated, shares) for shares in MIXED)
    yield from upwards
    if is_tight:
        yield plain


def _soon(prices: Sequence[int]) -> list[int]:
    """Ascending prices, the highest after the first two, as it keeps a limit most easily."""
    return [*prices[:2], *prices[:1:-1]]


def _price(year: Year, number: int) -> _Way:
    """Low in what counts at one of the year's multipliers."""
    one = year.multipliers[number]
    weights = RepairWeights(one.cost, ((one.limit, one.weight),))
    return _Way(weights, lambda pick: int(year.assessed[pick].priced_sums[number]))


def _shared(year: Year, limits: Sequence[type[YearSum]], shares: Sequence[int]) -> _Way:
    """Low in some sums, each as a share of its limit."""
    parts = [
        (limit, share * WHOLE // max(1, limit.stated(year.scenario)))
        for limit, share in zip(limits, shares, strict=True)
    ]
    return _Way(
        RepairWeights(0, tuple(parts)),
        lambda pick: sum(weight * _least_sum(year, pick, limit) for limit, weight in parts),
    )


def _least_year(year: Year, way: _Way, allowed: Callable[[Picks], bool]) -> int:
    """What the candidates that go together take at least; 0 where none do."""
    best = next((picks for picks in _best(year, way.takes) if allowed(picks)), ())
    return sum(map(way.takes, best))


def _bound_at(year: Year, number: int, way: _Way, allowed: Callable[[Picks], bool]) -> int:
    """About what the year costs at least by one of its multipliers, minor units."""
    one = year.multipliers[number]
    most: int = one.limit.stated(year.scenario)
    return (_least_year(year, way, allowed) - one.weight * most) // one.cost


def _best(year: Year, takes: Callable[[Pick], int]) -> Iterator[Picks]:
    """Combinations of candidates, the least of what each `takes` first."""
    ranked = []
    for mine in year.lists:
        worth = sorted((takes(pick), place) for place, pick in enumerate(mine))
        of_days = {mine[place].start: (value, place) for value, place in reversed(worth)}
        of_venues = {mine[place].venue: (value, place) for value, place in reversed(worth)}
        few = {*worth[:FEW], *of_days.values(), *sorted(of_venues.values())[:FEW]}
        ranked.append([(value, mine[place]) for value, place in sorted(few)])
    if not all(ranked):
        return
    for at in islice(_by_sum([[value for value, _ in few] for few in ranked]), MOST_PUT_TOGETHER):
        yield tuple(few[place][1] for few, place in zip(ranked, at, strict=True))


def _by_sum(values: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """Combinations of one of each of some ascending values, by their positions: the least sum first, of equals the
    earliest positions."""
    first = (0,) * len(values)
    heap, known = [(sum(mine[0] for mine in values), first)], {first}
    while heap:
        total, at = heappop(heap)
        yield at
        for number, mine in enumerate(values):
            following = (*at[:number], at[number] + 1, *at[number + 1 :])
            if following[number] < len(mine) and following not in known:
                known.add(following)
                heappush(heap, (total + mine[following[number]] - mine[at[number]], following))


def _least_sum(year: Year, pick: Pick, limit: type[YearSum]) -> int:
    assessment = year.assessed[pick]
    return (assessment.least_cash if limit is YearBudget else assessment.least_grams) or 0
