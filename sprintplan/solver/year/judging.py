"""Judging candidates venue by venue, the promising ones first, as long as time for a first year is left."""

import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from sprintplan.alarm import TimeIsOut, TimeLimit, ring_late, slowness
from sprintplan.offers.estimate.least import Price
from sprintplan.offers.table import Int64
from sprintplan.solver.constraints.registry import has_year_limits
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.floors import FloorJob, can_have_floors, floors
from sprintplan.solver.workers.messages import Assessment, Glance
from sprintplan.solver.workers.pool import Here, Pool
from sprintplan.solver.year.prospects import Prospects
from sprintplan.solver.year.state import FirstYear, begin
from sprintplan.solver.year.unjudged import Unjudged

TRIPS_OF_A_CLASS, ALIKE = 4, 10
"""About how many different trips travellers of one class take: one, another one for so many of them, up to four."""
LEAST_REST_S, DIFFERENT_TRIP_S, TRIP_S = 0.3, 2.3e-3, 250e-6
"""Seconds to tell, verify and write a plan: of any, of each different trip, of each trip."""
FLOORS_FROM_S, FLOOR_SHARE, FLOORS_MOST = 4.0, 0.5, 0.5
"""Where judging what is left takes so many seconds or more, venues are bounded before: that takes about such a share of
judging them, and at most such a share of the time that is left."""
MOST_UNBOUNDED, FLOORS_AT_ONCE = 8, 8
"""At most so many venues are judged before the others are bounded, until they make a year; these so many at a time."""
FEW_BETTER = 2
"""When so many of the best venues by such bounds are judged, the first year is made better; and each time that twice as
many venues are known after that."""
ASKED_AGAIN = 4
"""Whether a year may be made of the venues that were judged is asked again when one more for so many is known, as it
takes as long as judging some where there are three events."""
CLOSELY_FIRST = 4
"""So many venues are looked at closely in any case, and twice as many each time that no year is known then; of all
others those with a first day that costs no more than the one of the first year."""
FIRST_YEAR, FIRST_TIED_YEAR, TOLD_ANEW = 1, 6, 2
"""To make a first year here, one that limits of the year tie, and to say who travels how in one that was made elsewhere
take as long as judging so many venues for every event, about."""

MakeYear = Callable[["Judged", Pool, bool], FirstYear | None]
"""Gives the best year that is known of what was judged, None without one, and notes in `Judged.least` what years cost
at least; called with what was judged, where candidates are solved, and whether a better year is to be made."""


@dataclass
class Judged:
    """What judging gave.

    Attributes
    ----------
    assessed : every candidate that was judged in time, by venue, event and start
    stop : what the user interrupted it with; None where nobody did
    unjudged : what years cost at least that have a venue which was not judged; that of the prospects, kept up to date
    least : no year costs less, minor units, by what was known when years were made meanwhile
    first : the year that was made while judging went on; None where there is none
    settled : whether judging ended as no venue that is left can be part of a better year than that
    """

    assessed: list[Assessment] = field(default_factory=list)
    stop: KeyboardInterrupt | None = None
    unjudged: Unjudged | None = None
    least: int = 0
    first: FirstYear | None = None
    settled: bool = False


def judge(
    pool: Pool,
    limit: TimeLimit | None = None,
    progress: Callable[[int, int], None] = lambda total, done: None,
    first_year: MakeYear | None = None,
    prospects: Prospects | None = None,
    *,
    hopeless: bool = False,
) -> Judged:
    """Judge every candidate, or as many as leave time for a first year.

    A first year is tried when as many venues are known as it takes, and after that each time that twice as many are.
    Where judging takes long, the venues that are left after the first few are bounded, and the best of them come first.

    Parameters
    ----------
    pool : where venues are judged
    limit : by when everything has to be done; learns how long that takes which follows the search
    progress : called with how many venues there are, and how many were judged
    first_year : makes a year of what is known; None where no year is wanted before all venues are judged
    prospects : what is known of candidates before; None looks at them
    hopeless : whether no year is known to exist, so that only what tells why is looked at
    """
    work = _Judging(pool, limit, progress, first_year, prospects or Prospects(pool.evaluator), hopeless)
    judged = work.judged
    try:
        ring_late(limit.until if limit else None)
        work.go()
    except TimeIsOut:
        pass
    except KeyboardInterrupt as stop:
        judged.stop = stop
    judged.assessed.sort(key=lambda one: (one.pick.venue, one.pick.event, one.pick.start))
    return judged


class _Judging:
    """Judging, step by step, as `judge` has it.

    Attributes
    ----------
    judged : what is known by now
    clock : whether there is time for another venue; None without a limit of time
    done : venues that were judged
    next_try : so many have to be before a year is made of them
    is_due : whether that is so since the last try
    is_bounded : whether the venues that are left were bounded, the best of which come first since
    """

    def __init__(
        self,
        pool: Pool,
        limit: TimeLimit | None,
        progress: Callable[[int, int], None],
        first_year: MakeYear | None,
        prospects: Prospects,
        hopeless: bool,
    ) -> None:
        self.pool, self.limit, self.progress, self.first_year = pool, limit, progress, first_year
        self.prospects, self.hopeless = prospects, hopeless
        self.judged = Judged(unjudged=self.prospects.unjudged)
        self.clock: _Clock | None = None
        self.done, self.next_try, self.is_due, self.is_bounded = 0, self.prospects.for_a_year, False, False

    def go(self) -> None:
        """Judge venues until all are judged, time is out, or nothing is left that may be part of a better year."""
        order = self.prospects.order
        self.pool.get_ready(order[0])
        self.clock = _Clock(self.pool, self.limit, self.prospects, self.hopeless) if self.limit else None
        if self.clock is None or self.hopeless or not can_have_floors(self.pool.evaluator):
            self.pool.meanwhile = self._offers_of_first_year() if self.first_year else iter(())
            self._take(self._less_closely(order) if self.clock is None else self._assessed(order), len(order))
            return
        few = max(self.prospects.for_two_years, self.pool.workers)
        while self.done < few <= MOST_UNBOUNDED and self.judged.first is None:
            self.next_try = few
            if not self._judge(order[self.done : few]):
                return
            few *= 2 if self.first_year else MOST_UNBOUNDED
        left = order[self.done :]
        jobs = self._jobs(left)
        share = FLOOR_SHARE * len(jobs) / max(1, len(left))
        has_year = self.judged.first is not None
        self._judge(self._bounded(jobs) if has_year and self.clock.bounding_pays(self.done, share) else left)

    def _offers_of_first_year(self) -> Iterator[object]:
        """Shop for the venues of the first year, which is made here, while others judge them."""
        evaluator = self.pool.evaluator
        for venue in self.prospects.order[: self.prospects.for_a_year]:
            yield evaluator.source.to_and_from(evaluator.scenario.venues[venue])

    def _judge(self, venues: Sequence[int]) -> bool:
        """Judge some venues in their order; whether to go on after the last of them.

        Where they are bounded, those come by themselves after which a year is made, so that all processes make it.
        """
        left = [*venues]
        while left:
            many = self.next_try - self.done if self.is_bounded and self.next_try > self.done + 1 else len(left)
            some, left = left[:many], left[many:]
            if not self._take(self._assessed(some), len(some)):
                return False
        return True

    def _assessed(self, venues: Sequence[int]) -> Iterable[list[Assessment]]:
        """All candidates of some venues, in their order."""
        if self.hopeless:
            return self.pool.map(Evaluator.glance, [Glance(venue, hopeless=True) for venue in venues])
        return self.pool.map(Evaluator.assess, venues)

    def _less_closely(self, venues: Sequence[int]) -> Iterator[list[Assessment]]:
        """All candidates of some venues, in their order; once a first year is made, what is left is begun, and looked
        at less closely where it promises little beside that year."""
        left, size = venues, CLOSELY_FIRST
        rest: Iterable[list[Assessment]] | None = None
        while left and rest is None:
            few, left, size = left[:size], left[size:], 2 * size
            for assessments in self._assessed(few):
                yield assessments
                if rest is None and self.judged.first:
                    rest = self.pool.map(Evaluator.glance, self._glances(left, self.judged.first))
        yield from rest or ()

    def _glances(self, venues: Sequence[int], first: FirstYear) -> list[Glance]:
        """Jobs to judge some venues beside the first year."""
        picks = first.known.picks
        bound = {one.pick: one.bound for one in self.judged.assessed}
        return [Glance(venue, picks, tuple(bound[pick] for pick in picks)) for venue in venues]

    def _take(self, results: Iterable[list[Assessment]], count: int) -> bool:
        """Take what judging a `count` of venues gives; whether to go on after the last of them."""
        for left, assessments in zip(range(count - 1, -1, -1), results, strict=True):
            self.judged.assessed += assessments
            self.prospects.unjudged.learn_assessments(assessments)
            self.done += 1
            self.progress(len(self.prospects.order), self.done)
            if self.next_try == self.done < len(self.prospects.order):
                self.is_due, self.next_try = True, 2 * self.done
            self._try_if_due(Here(self.pool.evaluator) if left else self.pool)
            if self.clock and not self.clock.go_on(self.done, self.judged):
                return False
            if self.clock and self._is_settled():
                self.judged.settled = True
                self.clock.leave_time_to_tell()
                return False
        return True

    def _try_if_due(self, pool: Pool) -> None:
        """Make a year of what is known, in a pool; where venues are bounded a better one, too, as judging takes long
        then."""
        if self.is_due and self.first_year and (self.judged.first is None or self.is_bounded):
            began = time.monotonic()
            self.judged.first = self.first_year(self.judged, pool, True)
            if self.clock and pool is self.pool:
                self.clock.leave_out(began)
        self.is_due = False

    def _jobs(self, venues: Sequence[int]) -> list[list[int]]:
        """The venues, those of the same airports together, as they have the same journeys."""
        by_airports = dict[tuple[str, ...], list[int]]()
        for venue in venues:
            by_airports.setdefault(self.pool.evaluator.scenario.venues[venue].airports, []).append(venue)
        return [*by_airports.values()]

    def _floors(self, jobs: Sequence[Sequence[int]], prices: Sequence[Price]) -> Iterator[tuple[int, list[Int64]]]:
        """What is known before their journeys of the venues of some jobs, by their numbers, until half of the time that
        is left is over; that is no time of judging."""
        began = time.monotonic()
        until = began + FLOORS_MOST * (self.limit.left if self.limit else math.inf)
        for first in range(0, len(jobs), FLOORS_AT_ONCE):
            some = [FloorJob(venues, prices) for venues in jobs[first : first + FLOORS_AT_ONCE]]
            yield from (one for told in self.pool.map(floors, some) for one in told)
            if time.monotonic() > until:
                break
        if self.clock:
            self.clock.leave_out(began)

    def _bounded(self, jobs: Sequence[Sequence[int]]) -> list[int]:
        """The venues of some jobs in the order of what years with them cost at least."""
        unjudged = self.prospects.unjudged
        numbers = unjudged.prices()
        prices = [unjudged.price(number) for number in numbers]
        for venue, by_event in self._floors(jobs, prices):
            unjudged.learn_bounds(venue, numbers, by_event)
        self.is_bounded, self.next_try = True, self.done + FEW_BETTER
        if self.first_year:
            self.judged.first = self.first_year(self.judged, Here(self.pool.evaluator), False)
        least = unjudged.by_venue()
        return sorted((venue for venues in jobs for venue in venues), key=lambda venue: int(least[venue]))

    def _is_settled(self) -> bool:
        """Whether there is no time to judge all that is left, and none of it is part of a better year than is known."""
        first, clock = self.judged.first, self.clock
        if not self.is_bounded or first is None or clock is None or clock.is_enough(self.done):
            return False
        least = self.prospects.unjudged.least()
        return least is None or least >= first.known.objective


class _Clock:
    """Tells whether another venue can be judged in time, with what is known of how long things take.

    Parameters
    ----------
    pool : where venues are judged
    limit : learns how long that takes which follows the search
    prospects : what is judged
    hopeless : whether no year is known to exist

    Attributes
    ----------
    begun : moment of `time.monotonic` since which venues are judged, later by what else took time
    venue_s : seconds that a process takes for a venue, on average
    can_begin : whether a year may be made of what is known
    ask_from : so many venues have to be judged before that is asked again
    first_year : so many venues are judged in the time that a first year takes
    """

    def __init__(self, pool: Pool, limit: TimeLimit, prospects: Prospects, hopeless: bool) -> None:
        self.pool, self.limit, self.prospects, self.begun = pool, limit, prospects, time.monotonic()
        self.hopeless = hopeless
        self.can_begin, self.venue_s, self.ask_from = False, 0.0, prospects.for_a_year
        self.first_year = FIRST_TIED_YEAR if has_year_limits(prospects.scenario) else FIRST_YEAR

    def go_on(self, done: int, judged: Judged) -> bool:
        """Whether to wait for another venue.

        Until a year may be made of what is known, that takes all the time there is; later, what a first year takes and
        the plan of it is left.

        Parameters
        ----------
        done : venues that were judged
        judged : what is known of them
        """
        workers, limit = self.pool.workers, self.limit
        self.venue_s = venue_s = workers * (time.monotonic() - self.begun) / (done + workers - 1)
        limit.rest_s = _telling_s(self.pool.evaluator)
        if done == len(self.prospects.order):
            self.leave_time_to_tell()
            return False
        ahead = TOLD_ANEW if judged.first else self.first_year
        until = limit.search_until - ahead * venue_s
        if not self.can_begin and self._is_due(done, until):
            self.can_begin = _may_hold_a_year(self.pool, judged.assessed)
            self.ask_from = done + max(1, done // ASKED_AGAIN)
        until = until if self.can_begin else limit.until
        ring_late(until)
        return time.monotonic() + self.can_begin * venue_s / workers < until

    def _is_due(self, done: int, until: float) -> bool:
        """Whether to look if a year may be made: when a share more venues are judged than the last time, and after each
        venue where there would be no time for another one, by the moment `until`, if it may."""
        is_late = time.monotonic() + self.venue_s / self.pool.workers >= until
        return not self.hopeless and done >= self.prospects.for_a_year and (done >= self.ask_from or is_late)

    def leave_out(self, began: float) -> None:
        """What was done since the moment `began` of `time.monotonic` was no judging."""
        self.begun += time.monotonic() - began

    def leave_time_to_tell(self) -> None:
        """Judging is over, and venues of the plan may be judged again when it is told."""
        self.limit.rest_s += TOLD_ANEW * self.venue_s

    def bounding_pays(self, done: int, share: float) -> bool:
        """Whether venues are bounded before they are judged, as that takes long; not where it takes most of the time.

        Parameters
        ----------
        done : venues that were judged
        share : of judging all that are left, which bounding them takes
        """
        left_s = self._left_s(done)
        return left_s > FLOORS_FROM_S and share * left_s < FLOORS_MOST * (self.limit.until - time.monotonic())

    def is_enough(self, done: int) -> bool:
        """Whether all venues that are left, `done` being judged, are judged in time."""
        return self._left_s(done) < self.limit.search_until - time.monotonic()

    def _left_s(self, done: int) -> float:
        return self.venue_s * (len(self.prospects.order) - done) / self.pool.workers


def _may_hold_a_year(pool: Pool, assessed: Sequence[Assessment]) -> bool:
    """Whether some of the candidates may go together."""
    year = begin(pool.evaluator.scenario, pool, assessed, None)
    if year.stop is not None:
        raise year.stop
    return all(year.lists)


def _telling_s(evaluator: Evaluator) -> float:
    """About what it takes to say who travels how in a year that was found, to check that and to write it."""
    heads = np.concatenate([one.heads for one in evaluator.classes])
    different = float(np.minimum(1 + heads / ALIKE, TRIPS_OF_A_CLASS).sum())
    return slowness() * (LEAST_REST_S + DIFFERENT_TRIP_S * different + TRIP_S * int(heads.sum()))
