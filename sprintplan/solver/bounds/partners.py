"""Candidates that no combination of the year can hold, found for all pairs at once."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64, Mask
from sprintplan.solver.bounds.compatibility import Pick, first_day, held
from sprintplan.solver.bounds.lagrangian import Multiplier
from sprintplan.solver.bounds.person_limits import PersonClasses
from sprintplan.solver.constraints.between_events import PAIR_LIMITS

PLACE = ("id", "country", "region")
"""What limits between events compare of two venues."""


def without_partners(
    scenario: Scenario, lists: Sequence[Sequence[Pick]], priced: Sequence[Int64], multipliers: Sequence[Multiplier]
) -> list[Mask]:
    """Of each event's candidates, (n,), which can be no part of a year.

    Parameters
    ----------
    scenario : states the limits
    lists : the candidates of each event
    priced : of each event (n, multipliers), their least priced sums
    multipliers : those of the limits of the scenario
    """
    dead = [np.zeros(len(mine), np.bool_) for mine in lists]
    least = [_least(sums) for sums in priced]
    if len(lists) == 1:
        dead[0] |= ~_affordable(scenario, multipliers, priced[0])
    for one, other in combinations(range(len(lists)), 2):
        rest = sum((least[n] for n in range(len(lists)) if n not in (one, other)), np.zeros(len(multipliers), np.int64))
        sums = priced[one][:, None] + priced[other][None] + rest
        together = _affordable(scenario, multipliers, sums) & _keep_distance(scenario, lists[one], lists[other])
        dead[one] |= ~together.any(axis=1)
        dead[other] |= ~together.any(axis=0)
    return dead


def _least(sums: Int64) -> Int64:
    """(prices,) the least sum at each price; 0 without candidates, as then there is no year anyway."""
    return sums.min(axis=0) if len(sums) else np.zeros(sums.shape[1], np.int64)


def _affordable(scenario: Scenario, multipliers: Sequence[Multiplier], sums: Int64) -> Mask:
    """(...,) whether sums (..., prices) stay within what every limit allows, whatever they cost."""
    keeps = np.ones(sums.shape[:-1], np.bool_)
    for number, price in enumerate(multipliers):
        if price.cost == 0:
            keeps &= sums[..., number] <= price.weight * price.limit.stated(scenario)
    return keeps


def _keep_distance(scenario: Scenario, mine: Sequence[Pick], others: Sequence[Pick]) -> Mask:
    """(mine, others) whether two candidates keep every limit between events.

    Such a limit reads the dates, and of the venues which of their id, country and region are the same; so one pair of
    each sort is asked.
    """
    stated = [(limit, limit.stated(scenario)) for limit in PAIR_LIMITS if limit.is_stated(scenario)]
    if not stated or not mine or not others:
        return np.ones((len(mine), len(others)), np.bool_)
    sort = np.zeros((len(mine), len(others)), np.int64)
    for member in PLACE:
        here, there = (np.array([getattr(scenario.venues[p.venue], member) for p in picks]) for picks in (mine, others))
        sort = 2 * sort + (here[:, None] == there)
    starts = np.array([pick.start for pick in mine])[:, None], np.array([pick.start for pick in others])
    sort = (sort * (starts[0].max() + 1) + starts[0]) * (starts[1].max() + 1) + starts[1]
    _, first, number = np.unique(sort, return_index=True, return_inverse=True)
    verdicts = []
    for at in first.tolist():
        pair = sorted(
            (mine[at // len(others)], others[at % len(others)]), key=lambda p: (first_day(scenario, p), p.event)
        )
        earlier, later = (held(scenario, pick) for pick in pair)
        verdicts.append(all(limit.keeps(value, earlier, later) for limit, value in stated))
    return np.asarray(np.array(verdicts)[number].reshape(sort.shape), np.bool_)


def over_person_limits(classes: PersonClasses, needs: Sequence[Sequence[Int64]]) -> list[Mask]:
    """Of each event's candidates, (n,), which take some person over a limit whatever the other events are.

    Parameters
    ----------
    classes : people whom the limits of persons do not tell apart
    needs : of each event's candidates what the limits ask of one trip, (limits, classes)
    """
    events = [number for number, mine in enumerate(needs) if mine]
    least = [np.minimum.reduce(needs[number]) for number in events]
    dead = [np.zeros(len(mine), np.bool_) for mine in needs]
    for place, event in enumerate(events):
        for number, need in enumerate(needs[event]):
            year = [*least[:place], need, *least[place + 1 :]]
            dead[event][number] = classes.least_extra(events, year) is None
    return dead
