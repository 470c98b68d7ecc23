"""How many travellers some flight must carry at least: a cut of the flow of people over flights."""

from collections.abc import Iterator, Sequence

import numpy as np

from sprintplan.columns import equal_columns
from sprintplan.offers.table import Int64, Mask
from sprintplan.solver.constraints.heads import FlightLimit, KeyLimit
from sprintplan.solver.instance.block import NOTHING, Block, ColumnCounts
from sprintplan.solver.instance.candidate import Way

FLIGHT_LIMITS: tuple[type[FlightLimit] | type[KeyLimit], ...] = (FlightLimit, KeyLimit)
"""The limits with one number for every flight."""
FAR_OVER = 3
"""Where the cheapest choice has so many times as many on a flight as are allowed, it pays to look for a bound."""


FlightLimits = Sequence[type[FlightLimit] | type[KeyLimit]]
"""Some of these limits."""
Crowds = tuple[tuple[str, int], ...]
"""By key of a limit how many some flight has to carry."""


def broken_by_far(cheapest: Block, chosen: ColumnCounts, breaks: Sequence[frozenset[str]]) -> list[FlightLimits]:
    """Of each candidate the limits on flights that a choice breaks by far; none where flights are booked.

    Parameters
    ----------
    cheapest : the candidates
    chosen : the choice
    breaks : keys of the limits that it breaks at each candidate
    """
    limits = () if cheapest.scenario.history.bookings else FLIGHT_LIMITS
    broken = frozenset().union(*breaks)
    far = {limit: far_over(limit(cheapest), chosen).tolist() for limit in limits if limit.key in broken}
    return [[limit for limit in far if limit.key in keys and far[limit][number]] for number, keys in enumerate(breaks)]


def too_many(block: Block, limits: FlightLimits) -> Crowds:
    """How many some flight carries at least at the one candidate of a `block`, for those `limits` that forbid it."""
    least = [(limit.key, least_on_a_flight(limit(block)), limit.stated(block.scenario)) for limit in limits]
    return tuple((key, heads) for key, heads, most in least if heads > most)


def far_over(limit: FlightLimit | KeyLimit, chosen: ColumnCounts) -> Mask:
    """(candidates,) whether some flight of the choice `chosen` carries FAR_OVER times as many to that candidate as a
    `limit` allows, or more."""
    _, candidate, heads = limit.heads_alone(chosen)
    far = np.zeros(len(limit.block), np.bool_)
    far[candidate[heads >= FAR_OVER * max(1, limit.stated(limit.block.scenario))]] = True
    return far


def least_on_a_flight(limit: FlightLimit | KeyLimit) -> int:
    """No choice of a candidate has fewer on its fullest flight, of those whom the limit counts.

    Who has no way on the ground takes one first and one last flight each way. So those who may leave from the same
    airports share the flights that they may take first; and so do all of them those that any of them may take last.

    Source: the easy half of max-flow min-cut (Ford and Fulkerson 1956), for cuts around each home and around the venue.
    """
    (candidate,) = limit.block.candidates
    home = home_numbers(candidate.choices.classes.homes)[candidate.groups.traveller]
    return max((_fullest(limit.block.count, home, group, flight) for group, flight in _ends(limit)), default=0)


def _ends(limit: FlightLimit | KeyLimit) -> Iterator[tuple[Int64, Int64]]:
    """Groups and flights of one end of all journeys of one way, pair by pair, of those who have to fly that way."""
    keys, columns = limit.keys, limit.block.columns
    slots = len(keys) // 2
    for mine, other in ((keys[:slots], Way.BACK), (keys[slots:], Way.OUT)):
        first = last = mine[0]
        for row in mine[1:]:
            last = np.where(row == NOTHING, last, row)
        going = columns.way != other
        flies = ~limit.block.touched_groups(going & (first == NOTHING))
        there = np.flatnonzero(going & flies.take(columns.group))
        for flight in (first, last):
            yield columns.group.take(there), flight.take(there)


def _fullest(count: Int64, home: Int64, group: Int64, flight: Int64) -> int:
    """The least that the fullest of some flights carries, by home and by all together.

    Parameters
    ----------
    count, home : (groups,) people of each group, and the number of its set of home airports
    group, flight : (n,) which group may take which flight; flights are numbered from 0 on
    """
    if not len(group):
        return 0
    served = np.zeros((int(home.max()) + 1, int(flight.max()) + 1), np.bool_)
    np.put(served, home.take(group) * served.shape[1] + flight, True)
    going = np.zeros(len(count), np.bool_)
    going[group] = True
    heads = np.bincount(home[going], count[going], len(served)).astype(np.int64)
    most = np.bincount(np.flatnonzero(served) // served.shape[1], minlength=len(served))
    by_home = int(np.max(-(-heads[most > 0] // most[most > 0])))
    return max(by_home, -(-int(heads.sum()) // int(np.count_nonzero(np.bincount(flight)))))


def home_numbers(homes: Int64) -> Int64:
    """(classes,) a number for each set of home airports; `homes` is (classes, airports), their numbers."""
    order, first, count = equal_columns(np.asarray(homes.T))
    number = np.empty(len(order), np.int64)
    number[order] = np.repeat(np.arange(len(first)), count)
    return number
