"""Judging candidates venue by venue, the promising ones first, as long as time for a first year is left."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from sprintplan.alarm import TimeIsOut, TimeLimit, ring_late, slowness
from sprintplan.domain.scenario import Scenario
from sprintplan.solver.bounds.bare import bare_bounds, journeys_about
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.constraints.sums import Co2eCap
from sprintplan.solver.workers.evaluator import Assessment, Evaluator
from sprintplan.solver.workers.pool import Pool
from sprintplan.solver.year.state import begin

TRIPS_OF_A_CLASS = 3
"""About how many different trips travellers of one class take."""
LEAST_REST_S, DIFFERENT_TRIP_S, TRIP_S = 0.3, 1.0e-3, 30e-6
"""Seconds to tell, verify and write a plan: of any, of each different trip, of each trip."""
FIRST_YEAR, TOLD_ANEW = 1, 2
"""To make a first year here, and to say who travels how in one that was made elsewhere, take as long as judging so many
venues for every event, about."""


@dataclass
class Judged:
    """What judging gave.

    Attributes
    ----------
    assessed : every candidate that was judged in time, by venue, event and start
    stop : what the user interrupted it with; None where nobody did
    unjudged : by event the least that a candidate costs which was not judged, minor units; None where there is none
    """

    assessed: list[Assessment] = field(default_factory=list)
    stop: KeyboardInterrupt | None = None
    unjudged: list[int | None] = field(default_factory=list)


def judge(
    pool: Pool, limit: TimeLimit | None = None, progress: Callable[[int, int], None] = lambda total, done: None
) -> Judged:
    """Judge every candidate, or as many as leave time for a first year.

    Parameters
    ----------
    pool : where venues are judged
    limit : by when everything has to be done; learns how long that takes which follows the search
    progress : called with how many venues there are, and how many were judged
    """
    judged, prospects = Judged(), Prospects(pool.evaluator)
    try:
        ring_late(limit.until if limit else None)
        pool.get_ready(prospects.order[:1])
        clock = _Clock(pool, limit, prospects) if limit else None
        for done, assessments in enumerate(pool.map(Evaluator.assess, prospects.order), 1):
            judged.assessed += assessments
            progress(len(prospects.order), done)
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

    def __init__(self, pool: Pool, limit: TimeLimit, prospects: "Prospects") -> None:
        self.pool, self.limit, self.prospects, self.begun = pool, limit, prospects, time.monotonic()
        self.can_begin = False

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
        until = limit.search_until - FIRST_YEAR * venue_s if self.can_begin else limit.until
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


class Prospects:
    """What is known of candidates before they are judged.

    Parameters
    ----------
    evaluator : judges them

    Attributes
    ----------
    bare : bounds of all candidates that are not ruled out whoever travels, minor units
    order : the venues, the promising first; where CO2e is capped, in turn with the near
    least : so many of them come first that a year may be made of: one for each event, as `limits.different` asks
    """

    def __init__(self, evaluator: Evaluator) -> None:
        self.scenario = scenario = evaluator.scenario
        self.bare: dict[Pick, int] = {}
        ranked, nearest = list[list[int]](), list[list[int]]()
        for number, (event, classes) in enumerate(zip(scenario.events, evaluator.classes, strict=True)):
            about, far = dict[int, tuple[bool, int]](), dict[int, tuple[bool, int]]()
            for at, venue in enumerate(scenario.venues):
                if venue.id not in event.venues:
                    continue
                bounds = bare_bounds(scenario, event, venue, classes, evaluator.today)
                known = {Pick(number, at, start): bound for start, bound in enumerate(bounds) if bound is not None}
                self.bare |= known
                journeys = journeys_about(scenario, venue, classes)
                about[at] = not known, min(known.values(), default=0) + journeys
                far[at] = not known, journeys
            ranked.append(sorted(about, key=about.__getitem__))
            nearest.append(sorted(far, key=far.__getitem__))
        lists = [*ranked, *nearest] if Co2eCap.is_stated(scenario) else ranked
        turns = [venue for turn in zip_longest(*lists) for venue in turn if venue is not None]
        first = [*_one_each(scenario, ranked)]
        self.order, self.least = [*dict.fromkeys((*first, *turns))], len({*first})

    def least_without(self, assessed: Sequence[Assessment]) -> list[int | None]:
        """By event the least bound of the candidates that were not `assessed`; None where there is none."""
        known = {one.pick for one in assessed}
        left = [(pick.event, bound) for pick, bound in self.bare.items() if pick not in known]
        events = range(len(self.scenario.events))
        return [min((bound for event, bound in left if event == number), default=None) for number in events]


def _one_each(scenario: Scenario, ranked: Sequence[Sequence[int]]) -> Iterator[int]:
    """The best venue of each event of those that differ from the ones before as `limits.different` asks.

    Parameters
    ----------
    scenario : states the limit
    ranked : by event the numbers of its venues, the promising first
    """
    member = {"country": "country", "region": "region"}.get(str(scenario.limits.different), "id")
    taken = set[object]()
    for venues in ranked:
        places = {at: getattr(scenario.venues[at], member) for at in venues}
        first = next((at for at in venues if places[at] not in taken), None)
        if first is not None:
            taken.add(places[first])
            yield first
