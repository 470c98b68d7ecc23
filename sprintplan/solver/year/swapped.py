"""The best year in which two events take each other's venues."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from sprintplan.solver.year.state import Picks, Year

MOST_TRIES = 8
"""Years that are solved at most; beyond them the best keeps its bound."""


class SwappedYear(NamedTuple):
    """The year with the venues of its events swapped.

    Attributes
    ----------
    picks : the candidates
    objective : minor units of the year; a lower bound unless `exact`
    exact : whether it was solved
    """

    picks: Picks
    objective: int
    exact: bool


def swapped_year(year: Year, picks: Picks, until: float = math.inf) -> SwappedYear | None:
    """The best year with the venues of a year's two events swapped.

    None where it has another number of events or one venue, and where no first days allow it.

    Parameters
    ----------
    year : what was solved
    picks : the candidates of the plan
    until : moment of `time.monotonic` from which on a bound is enough
    """
    if len(picks) != 2 or picks[0].venue == picks[1].venue:
        return None
    possible = list(_possible(year, picks))
    for tried in range(MOST_TRIES + 1):
        ranked = sorted((worth, year.rank(one), one) for one in possible if (worth := year.worth(one)) is not None)
        if not ranked:
            return None
        worth, _, best = ranked[0]
        if year.solved(best) or year.out_of_time(until) or tried == MOST_TRIES:
            return SwappedYear(best, worth, year.solved(best))
        alone: list[Picks] = [(pick,) for pick in best if pick not in year.exact and (pick,) not in year.tried]
        if not alone and best in year.tried:
            return SwappedYear(best, worth, False)
        year.solve(alone or [best], quick=True, cutoffs={}, until=until)
    return None


def _possible(year: Year, picks: Picks) -> Iterator[Picks]:
    """Candidates of both events at each other's venues that go together."""
    first, second = (
        [pick for pick in year.lists[mine.event] if pick.venue == other.venue and pick not in year.impossible]
        for mine, other in (picks, picks[::-1])
    )
    for one in first:
        for other in second:
            if year.allows((one, other)):
                yield one, other
