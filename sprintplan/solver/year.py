"""The year as a best-first search over combinations of candidates, the sum of their bounds as the bound."""

import heapq
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from sprintplan.domain.scenario import Scenario
from sprintplan.solver import curves
from sprintplan.solver.combine import Pick, are_tied, first_day, go_together
from sprintplan.solver.figures import Figures
from sprintplan.solver.pool import Pool
from sprintplan.solver.workshop import Assessment, Dealt, Job, Settled, Workshop

BATCH = 4
# Jobs at a time, whatever the number of workers, so that every run solves the same ones.
Picks = tuple[Pick, ...]


@dataclass(frozen=True)
class Choice:
    """Everybody's journeys of the whole year: of each candidate its sums and who takes what; minor units."""

    picks: Picks
    objective: int
    parts: tuple[Figures, ...]
    dealt: tuple[Dealt, ...]


@dataclass
class Year:
    """The search's state: what is known of each candidate, in minor units.

    bound : each candidate's first bound; value : its bound or optimum by now
    settled : candidates and combinations that were solved; exact : candidates whose value is their optimum
    impossible : candidates whose limits cannot all hold
    """

    scenario: Scenario
    pool: Pool
    deadline: float | None
    lists: list[list[Pick]]
    assessed: dict[Pick, Assessment]
    bound: dict[Pick, int]
    value: dict[Pick, int]
    exact: set[Pick]
    impossible: set[Pick] = field(default_factory=set)
    settled: dict[Picks, Settled] = field(default_factory=dict)
    ladder: tuple[curves.Price, ...] = ()
    best: tuple[int, tuple[object, ...], Picks] | None = None

    @property
    def workshop(self) -> Workshop:
        """Where single candidates are judged."""
        return self.pool.workshop

    def out_of_time(self) -> bool:
        """Whether the deadline has passed."""
        return self.deadline is not None and self.deadline <= time.monotonic()

    def rank(self, picks: Picks) -> tuple[object, ...]:
        """What decides between equals: the earlier dates in order of the events, then the venues by their file."""
        return tuple(first_day(self.scenario, pick) for pick in picks), tuple(pick.venue for pick in picks)

    def worth(self, picks: Picks) -> int | None:
        """No combination of these candidates costs less, as far as is known; None where there can be none."""
        if not self.impossible.isdisjoint(picks):
            return None
        total = sum(self.value[pick] for pick in picks)
        priced = curves.bound(self.scenario, self.ladder, [self.assessed[pick].curve for pick in picks])
        if priced is None:
            return None
        total = max(total, priced)
        together = self.settled.get(picks) if len(picks) > 1 else None
        if together is None:
            return total
        if together.objective is None and together.proven:
            return None
        return max(total, together.bound)

    def solved(self, picks: Picks) -> bool:
        """Whether the combination's worth is its optimum."""
        if are_tied(self.scenario, picks):
            return picks in self.settled and self.settled[picks].proven
        return all(pick in self.exact for pick in picks)

    def choice(self, picks: Picks) -> Choice:
        """The best choice that is known at a combination which the search found one for."""
        jobs = [picks] if are_tied(self.scenario, picks) else [(pick,) for pick in picks]
        for job in jobs:
            if job not in self.settled:
                self._record(self.workshop.settle(Job(job)))
        found = [self.settled[job] for job in jobs]
        parts = tuple(part for one in found for part in one.parts)
        return Choice(picks, sum(part.objective for part in parts), parts, tuple(d for one in found for d in one.dealt))

    def settle(self, wanted: Iterable[Picks]) -> None:
        """Solve these candidates and combinations."""
        seconds = None if self.deadline is None else max(0.0, self.deadline - time.monotonic())
        jobs = [Job(picks, seconds) for picks in wanted]
        for found in self.pool.map(Workshop.settle, jobs):
            self._record(found)

    def _record(self, found: Settled) -> None:
        self.settled[found.picks] = found
        if len(found.picks) > 1:
            return
        (pick,) = found.picks
        if found.proven and found.objective is None:
            self.impossible.add(pick)
            return
        self.value[pick] = max(self.value[pick], found.bound)
        if found.proven:
            self.exact.add(pick)


@dataclass(frozen=True)
class Answer:
    """The best combination found and its objective, the bound, and whether they meet.

    `next_best` : no other combination costs less; None where there is none
    """

    picks: Picks | None
    objective: int | None
    bound: int | None
    complete: bool
    next_best: int | None = None


def begin(scenario: Scenario, pool: Pool, assessed: Iterable[Assessment], deadline: float | None) -> Year:
    """The search before its first step: every candidate that no rule excludes, cheapest bound first."""
    open_ones = [a for a in assessed if a.excluded is None]
    lists: list[list[Pick]] = [[] for _ in scenario.events]
    for found in sorted(open_ones, key=lambda a: (a.bound, first_day(scenario, a.pick), a.pick.venue)):
        lists[found.pick.event].append(found.pick)
    bound = {found.pick: found.bound for found in open_ones}
    exact = {found.pick for found in open_ones if found.free}
    known = {found.pick: found for found in open_ones}
    return Year(scenario, pool, deadline, lists, known, bound, dict(bound), exact, ladder=curves.prices(scenario))


def search(year: Year) -> Answer:
    """The best combination, proven, or the best so far at the deadline."""
    front = Front(year)
    while front.waiting() and (year.best is None or front.bound() <= year.best[0]):
        if year.out_of_time():
            return _cut_short(year, front)
        picks = front.pop()
        worth = year.worth(picks) if front.allowed(picks) else None
        if worth is None:
            continue
        if worth > front.popped:
            front.push(picks)
        elif not year.solved(picks):
            year.settle(_next_jobs(year, front, picks))
            front.push(picks)
        else:
            front.equals += year.best is not None
            year.best = min(year.best or (worth, year.rank(picks), picks), (worth, year.rank(picks), picks))
    if year.best is None:
        return Answer(None, None, None, complete=True)
    return Answer(year.best[2], year.best[0], year.best[0], complete=True, next_best=_next_best(front))


def _next_best(front: "Front") -> int | None:
    if front.equals:
        return front.year.best[0] if front.year.best else None
    return front.bound() if front.waiting() else None


def _next_jobs(year: Year, front: "Front", picks: Picks) -> list[Picks]:
    """What to solve next for this combination and the few that follow it: single candidates before combinations."""
    ahead = [picks, *front.next_few()]
    alone: list[Picks] = [
        (pick,) for picks in ahead for pick in picks if pick not in year.exact and pick not in year.impossible
    ]
    if alone and alone[0][0] in picks:
        return list(dict.fromkeys(alone))[:BATCH]
    ready = [p for p in ahead if front.allowed(p) and not year.solved(p) and all(pick in year.exact for pick in p)]
    return list(dict.fromkeys(ready))[:BATCH]


def _cut_short(year: Year, front: "Front") -> Answer:
    """The best combination of which a choice is known when time is out, and the bound of all that is left."""
    bound = front.bound() if front.waiting() else None
    ranked = sorted(_known(year, front), key=lambda known: known[:2])
    if year.best:
        ranked = sorted([*ranked, year.best])
    if not ranked:
        return Answer(None, None, bound, complete=False)
    objective, _, picks = ranked[0]
    return Answer(picks, objective, min(objective, objective if bound is None else bound), complete=False)


def _known(year: Year, front: "Front") -> Iterator[tuple[int, tuple[object, ...], Picks]]:
    """Combinations with a choice that keeps every limit: solved together, or of candidates that nothing ties."""
    for picks, found in year.settled.items():
        if len(picks) == len(year.lists) and found.objective is not None and front.allowed(picks):
            yield found.objective, year.rank(picks), picks
    lists = [[(pick, cost) for pick in options if (cost := _choice(year, pick)) is not None] for options in year.lists]
    for chosen in product(*lists):
        picks = tuple(pick for pick, _ in chosen)
        if not are_tied(year.scenario, picks) and front.allowed(picks):
            yield sum(cost for _, cost in chosen), year.rank(picks), picks


def _choice(year: Year, pick: Pick) -> int | None:
    """The objective of the best choice that is known at a candidate."""
    found = year.settled.get((pick,))
    if found is not None:
        return found.objective
    return year.value[pick] if pick in year.exact else None


class Front:
    """Combinations in order of their worth, each made from its predecessor by stepping one event's list."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.popped = self.equals = 0
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

    def pop(self) -> Picks:
        """Take the next combination; the first time, those that follow it are added."""
        self.popped, _, at = heapq.heappop(self._heap)
        if at not in self._stepped:
            self._stepped.add(at)
            self._step(at)
        return self._picks(at)

    def push(self, picks: Picks) -> None:
        """Put a combination back at what it is worth by now."""
        worth = self.year.worth(picks)
        if worth is not None:
            at = tuple(self.year.lists[pick.event].index(pick) for pick in picks)
            heapq.heappush(self._heap, (worth, self.year.rank(picks), at))

    def next_few(self) -> list[Picks]:
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
        heapq.heappush(self._heap, (bound, self.year.rank(picks), at))

    def allowed(self, picks: Picks) -> bool:
        """Whether the limits between events allow the combination."""
        return go_together(self.year.scenario, self.year.workshop.due, picks)

    def _picks(self, at: tuple[int, ...]) -> Picks:
        return tuple(options[position] for options, position in zip(self.year.lists, at, strict=True))
