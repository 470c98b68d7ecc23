"""Judging candidates venue by venue, the promising ones first, as long as time for a first year is left."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sprintplan.alarm import TimeIsOut, TimeLimit, ring_late, slowness
from sprintplan.solver.constraints.registry import has_year_limits
from sprintplan.solver.workers.evaluator import Assessment, Evaluator
from sprintplan.solver.workers.pool import Pool
from sprintplan.solver.year.prospects import Prospects
from sprintplan.solver.year.state import FirstYear, begin

TRIPS_OF_A_CLASS = 3
"""About how many different trips travellers of one class take."""
LEAST_REST_S, DIFFERENT_TRIP_S, TRIP_S = 0.3, 1.0e-3, 30e-6
"""Seconds to tell, verify and write a plan: of any, of each different trip, of each trip."""
FIRST_YEAR, FIRST_TIED_YEAR, TOLD_ANEW = 1, 3, 2
"""To make a first year here, one that limits of the year tie, and to say who travels how in one that was made elsewhere
take as long as judging so many venues for every event, about."""


@dataclass
class Judged:
    """What judging gave.

    Attributes
    ----------
    assessed : every candidate that was judged in time, by venue, event and start
    stop : what the user interrupted it with; None where nobody did
    unjudged : by event the least that a candidate costs which was not judged, minor units; None where there is none
    first : the year that was made while judging went on; None where there is none
    """

    assessed: list[Assessment] = field(default_factory=list)
    stop: KeyboardInterrupt | None = None
    unjudged: list[int | None] = field(default_factory=list)
    first: FirstYear | None = None


def judge(
    pool: Pool,
    limit: TimeLimit | None = None,
    progress: Callable[[int, int], None] = lambda total, done: None,
    first_year: Callable[[Judged], FirstYear | None] | None = None,
) -> Judged:
    """Judge every candidate, or as many as leave time for a first year.

    A first year is tried when as many venues are known as it takes, and after that each time that twice as many are.

    Parameters
    ----------
    pool : where venues are judged
    limit : by when everything has to be done; learns how long that takes which follows the search
    progress : called with how many venues there are, and how many were judged
    first_year : makes a year of what is known, None where there is none yet; None where no year is wanted before all
        venues are judged
    """
    judged, prospects = Judged(), Prospects(pool.evaluator)
    next_try = prospects.least
    try:
        ring_late(limit.until if limit else None)
        pool.get_ready(prospects.order[:1])
        clock = _Clock(pool, limit, prospects) if limit else None
        for done, assessments in enumerate(pool.map(Evaluator.assess, prospects.order), 1):
            judged.assessed += assessments
            progress(len(prospects.order), done)
            if first_year and judged.first is None and next_try == done < len(prospects.order):
                judged.unjudged, next_try = prospects.least_without(judged.assessed), 2 * done
                judged.first = first_year(judged)
            if clock and not clock.go_on(done, judged.assessed):
                break
    except TimeIsOut:
        pass
    except KeyboardInterrupt as stop:
        judged.stop = stop
    judged.assessed.sort(key=lambda one: (one.pick.venue, one.pick.event, one.pick.start))
    judged.unjudged = prospects.least_without(judged.assessed)
    return judged


class _Clock:
    """Tells whether another venue can be judged in time, with what is known of how long things take.

    Parameters
    ----------
    pool : where venues are judged
    limit : learns how long that takes which follows the search
    prospects : what is judged
    """

    def __init__(self, pool: Pool, limit: TimeLimit, prospects: Prospects) -> None:
        self.pool, self.limit, self.prospects, self.begun = pool, limit, prospects, time.monotonic()
        self.can_begin = False
        self.first_year = FIRST_TIED_YEAR if has_year_limits(prospects.scenario) else FIRST_YEAR

    def go_on(self, done: int, assessed: Sequence[Assessment]) -> bool:
        """Whether to wait for another venue.

        Until a year may be made of what is known, that takes all the time there is; later, what a first year takes and
        the plan of it is left.

        Parameters
        ----------
        done : venues that were judged
        assessed : their candidates
        """
        workers, limit = self.pool.workers, self.limit
        venue_s = workers * (time.monotonic() - self.begun) / (done + workers - 1)
        limit.rest_s = _telling_s(self.pool.evaluator)
        if done == len(self.prospects.order):
            limit.rest_s += TOLD_ANEW * venue_s
            return False
        if not self.can_begin and done >= self.prospects.least:
            self.can_begin = _may_hold_a_year(self.pool, assessed)
        until = limit.search_until - self.first_year * venue_s if self.can_begin else limit.until
        ring_late(until)
        return time.monotonic() + self.can_begin * venue_s / workers < until


def _may_hold_a_year(pool: Pool, assessed: Sequence[Assessment]) -> bool:
    """Whether some of the candidates may go together."""
    year = begin(pool.evaluator.scenario, pool, assessed, None)
    if year.stop is not None:
        raise year.stop
    return all(year.lists)


def _telling_s(evaluator: Evaluator) -> float:
    """About what it takes to say who travels how in a year that was found, to check that and to write it."""
    trips = sum(len(one.members) for one in evaluator.classes)
    different = min(trips, TRIPS_OF_A_CLASS * sum(map(len, evaluator.classes)))
    return slowness() * (LEAST_REST_S + DIFFERENT_TRIP_S * different + TRIP_S * trips)
