"""The year as a best-first search over combinations of candidates, the sum of their bounds as the bound."""

import heapq
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from sprintplan.domain.scenario import Scenario
from sprintplan.solver.assign import OutOfTime
from sprintplan.solver.combine import Pick, first_day, go_together, may_share_flights
from sprintplan.solver.workshop import Assessment, Pool, Settled, Workshop

BATCH = 4
# Candidates solved at a time, whatever the number of workers, so that every run solves the same ones.


@dataclass
class Year:
    """The search's state: what is known of each candidate, in minor units.

    `bound` : each candidate's first bound; `value` : its bound or optimum by now;
    `settled` : candidates whose value is their optimum;
    `impossible` : candidates whose shared limits cannot all hold; `joint` : optima of combinations that share flights
    """

    scenario: Scenario
    pool: Pool
    deadline: float | None
    lists: list[list[Pick]]
    bound: dict[Pick, int]
    value: dict[Pick, int]
    settled: set[Pick]
    impossible: set[Pick] = field(default_factory=set)
    joint: dict[tuple[Pick, ...], int | None] = field(default_factory=dict)
    solved: int = 0

    @property
    def workshop(self) -> Workshop:
        """Where single candidates are judged."""
        return self.pool.workshop

    def seconds_left(self) -> float | None:
        """Seconds to the deadline, None where there is none."""
        return None if self.deadline is None else self.deadline - time.monotonic()

    def out_of_time(self) -> bool:
        """Whether the deadline has passed."""
        left = self.seconds_left()
        return left is not None and left <= 0


@dataclass(frozen=True)
class Answer:
    """The best combination found and its objective, the bound, and whether they meet."""

    picks: tuple[Pick, ...] | None
    objective: int | None
    bound: int | None
    complete: bool


def begin(scenario: Scenario, pool: Pool, assessed: Iterable[Assessment], deadline: float | None) -> Year:
    """The search before its first step: every candidate that no rule excludes, cheapest bound first."""
    open_ones = [a for a in assessed if a.excluded is None]
    lists: list[list[Pick]] = [[] for _ in scenario.events]
    for found in sorted(open_ones, key=lambda a: (a.bound, first_day(scenario, a.pick), a.pick.venue)):
        lists[found.pick.event].append(found.pick)
    bound = {found.pick: found.bound for found in open_ones}
    free = {found.pick for found in open_ones if found.free}
    return Year(scenario, pool, deadline, lists, bound, dict(bound), free)


def search(year: Year) -> Answer:
    """The best combination, proven, or the best so far at the deadline.

    Ties go to the earlier dates in order of the events, then to the venues that come first in their file.
    """
    front = Front(year)
    best: tuple[int, tuple[object, ...], tuple[Pick, ...]] | None = None
    while front.waiting() and (best is None or front.bound() <= best[0]):
        if year.out_of_time():
            return _cut_short(year, front)
        picks = front.pop()
        worth = _worth(year, picks) if front.allowed(picks) else None
        if worth is None:
            continue
        if worth > front.popped:
            front.push(picks)
        elif any(pick not in year.settled for pick in picks):
            _settle(year, [picks, *front.next_few()])
            front.push(picks)
        elif best is None or (worth, _rank(year, picks)) < best[:2]:
            best = (worth, _rank(year, picks), picks)
    if best is None:
        return Answer(None, None, None, complete=True)
    return Answer(best[2], best[0], best[0], complete=True)


def _settle(year: Year, combinations: list[tuple[Pick, ...]]) -> None:
    """Solve the first few unsettled candidates of these combinations, each once."""
    wanted = [p for picks in combinations for p in picks if p not in year.settled and p not in year.impossible]
    batch = list(dict.fromkeys(wanted))[:BATCH]
    jobs = [(pick, year.seconds_left()) for pick in batch]
    for found in year.pool.map(Workshop.settle, jobs):
        _record(year, found)


def _record(year: Year, found: Settled) -> None:
    if not found.proven:
        return
    year.solved += 1
    if found.objective is None:
        year.impossible.add(found.pick)
    else:
        year.value[found.pick] = found.objective
        year.settled.add(found.pick)


def _cut_short(year: Year, front: "Front") -> Answer:
    """The best combination of settled candidates when time is out, and the bound of all that is left."""
    known = [[pick for pick in options if pick in year.settled] for options in year.lists]
    ranked = sorted(
        filter(front.allowed, product(*known)),
        key=lambda picks: (sum(year.value[pick] for pick in picks), _rank(year, picks)),
    )
    for picks in ranked:
        if not may_share_flights(year.scenario, picks) or year.joint.get(picks) is not None:
            objective = _worth(year, picks)
            return Answer(picks, objective, min(front.bound(), objective or 0), complete=False)
    return Answer(None, None, front.bound(), complete=False)


def _rank(year: Year, picks: tuple[Pick, ...]) -> tuple[object, ...]:
    return tuple(first_day(year.scenario, pick) for pick in picks), tuple(pick.venue for pick in picks)


def _worth(year: Year, picks: tuple[Pick, ...]) -> int | None:
    """The combination's value as far as it is known; None where it cannot be."""
    if not year.impossible.isdisjoint(picks):
        return None
    total = sum(year.value[pick] for pick in picks)
    if not all(pick in year.settled for pick in picks) or not may_share_flights(year.scenario, picks):
        return total
    if picks not in year.joint:
        try:
            found = year.workshop.together(picks, year.deadline)
        except OutOfTime:
            return total
        year.joint[picks] = found.objective if found else None
    return year.joint[picks]


class Front:
    """Combinations in order of their value, each made from its predecessor by stepping one event's list."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.popped = 0
        self._heap: list[tuple[int, tuple[object, ...], tuple[int, ...]]] = []
        self._stepped: set[tuple[int, ...]] = set()
        if all(year.lists):
            self._add((0,) * len(year.lists))

    def waiting(self) -> bool:
        """Whether combinations are left."""
        return bool(self._heap)

    def bound(self) -> int:
        """No combination that is left costs less."""
        return self._heap[0][0]

    def pop(self) -> tuple[Pick, ...]:
        """Take the next combination; the first time, those that follow it are added."""
        self.popped, _, at = heapq.heappop(self._heap)
        if at not in self._stepped:
            self._stepped.add(at)
            self._step(at)
        return self._picks(at)

    def push(self, picks: tuple[Pick, ...]) -> None:
        """Put a combination back at what it is worth by now."""
        worth = _worth(self.year, picks)
        if worth is not None:
            at = tuple(self.year.lists[pick.event].index(pick) for pick in picks)
            heapq.heappush(self._heap, (worth, _rank(self.year, picks), at))

    def next_few(self) -> list[tuple[Pick, ...]]:
        """The combinations that come next, without taking them."""
        return [self._picks(at) for _, _, at in heapq.nsmallest(4 * BATCH, self._heap)]

    def _step(self, at: tuple[int, ...]) -> None:
        """Successors: one step further in one list, no list before the last that was stepped already."""
        last = max((n for n, position in enumerate(at) if position), default=0)
        for n in range(last, len(at)):
            if at[n] + 1 < len(self.year.lists[n]):
                self._add((*at[:n], at[n] + 1, *at[n + 1 :]))

    def _add(self, at: tuple[int, ...]) -> None:
        """Add a combination at its first bound, which never falls from one list position to the next."""
        picks = self._picks(at)
        bound = sum(self.year.bound[pick] for pick in picks)
        heapq.heappush(self._heap, (bound, _rank(self.year, picks), at))

    def allowed(self, picks: tuple[Pick, ...]) -> bool:
        """Whether the limits between events allow the combination."""
        return go_together(self.year.scenario, self.year.workshop.due, picks)

    def _picks(self, at: tuple[int, ...]) -> tuple[Pick, ...]:
        return tuple(options[position] for options, position in zip(self.year.lists, at, strict=True))
