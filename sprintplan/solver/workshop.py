"""Judging and solving one venue at a time, in this process or in others; only small figures travel between them."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from multiprocessing import get_context
from typing import Any, TypeVar

from sprintplan.domain.model import DateRange
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.source import OfferSource
from sprintplan.rules.choices import choices
from sprintplan.rules.kinds import Kind, kinds_of
from sprintplan.rules.standing import Stands
from sprintplan.solver.assign import Assignment, OutOfTime, assign
from sprintplan.solver.combine import Pick
from sprintplan.solver.crowding import crowded
from sprintplan.solver.flights import has_shared_limits
from sprintplan.solver.groups import Candidate
from sprintplan.solver.relaxed import Relaxed
from sprintplan.units import as_date, day_number

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Assessment:
    """One candidate's bound in minor units; `free` tells that its cheapest choice keeps every shared limit, so that
    the bound is its optimum; `excluded` is the sentence of the rule that rules it out."""

    pick: Pick
    bound: int
    free: bool
    excluded: str | None


@dataclass(frozen=True)
class Settled:
    """A candidate's optimum in minor units; None where the shared limits cannot all hold; `proven` is False where
    time ran out."""

    pick: Pick
    objective: int | None
    proven: bool


class Workshop:
    """Everything that a worker needs to judge any venue of the scenario."""

    def __init__(self, scenario: Scenario, source: OfferSource, today: date) -> None:
        self.scenario, self.source, self.today = scenario, source, day_number(today)
        self.kinds: tuple[tuple[Kind, ...], ...] = tuple(kinds_of(scenario, event) for event in scenario.events)
        self._due: dict[Pick, dict[int, DateRange]] = {}
        self.relaxed = lru_cache(maxsize=4)(self._relaxed)

    def _relaxed(self, event: int, venue: int) -> Relaxed:
        place = self.scenario.venues[venue]
        table = self.source.to_and_from(place)
        return Relaxed(choices(self.scenario, self.scenario.events[event], place, self.kinds[event], table, self.today))

    def assess(self, venue: int) -> list[Assessment]:
        """Every candidate of one venue, all events."""
        found: list[Assessment] = []
        for number, event in enumerate(self.scenario.events):
            if self.scenario.venues[venue].id in event.venues:
                found += self._assess(number, venue)
        self.relaxed.cache_clear()
        return found

    def _assess(self, event: int, venue: int) -> Iterator[Assessment]:
        relaxed = self.relaxed(event, venue)
        shared = has_shared_limits(self.scenario.policy, relaxed.table)
        for start, bound in enumerate(relaxed.bound.tolist()):
            excluded = relaxed.choices.standing.excluded[start]
            free = excluded is None and not (shared and crowded(Candidate(relaxed, start)))
            yield Assessment(Pick(event, venue, start), bound, free, excluded)

    def candidate(self, pick: Pick) -> Candidate:
        """A candidate, ready to be solved."""
        return Candidate(self.relaxed(pick.event, pick.venue), pick.start)

    def settle(self, job: tuple[Pick, float | None]) -> Settled:
        """One candidate's optimum; the job is the candidate and the seconds left for it."""
        pick, seconds = job
        try:
            found = assign([self.candidate(pick)], None if seconds is None else time.monotonic() + seconds)
        except OutOfTime:
            return Settled(pick, None, proven=False)
        return Settled(pick, found.objective if found else None, proven=True)

    def together(self, picks: Sequence[Pick], deadline: float | None) -> Assignment | None:
        """The optimum of several events' candidates under the limits that they share."""
        return assign([self.candidate(pick) for pick in picks], deadline)

    def due(self, pick: Pick) -> dict[int, DateRange]:
        """Who attends a candidate, with their days from the eve to the last; people who stay away do not."""
        if pick not in self._due:
            chosen = self.relaxed(pick.event, pick.venue).choices
            day, stands = chosen.event.starts[pick.start], chosen.standing.stands[pick.start]
            self._due[pick] = {
                member: DateRange(first=kind.traits.presence.eve(day), last=kind.traits.presence.last_day(day))
                for kind, way in zip(chosen.kinds, stands.tolist(), strict=True)
                if way != Stands.REMOTE
                for member in kind.members
            }
        return self._due[pick]


_here: list[Workshop] = []


class Pool:
    """Runs a workshop's jobs in order of their list, here or on worker processes; the results are the same."""

    def __init__(self, workshop: Workshop, workers: int) -> None:
        self.workshop = workshop
        self._pool = _executor(workshop, workers) if workers > 1 else None

    def map(self, method: Callable[[Workshop, Job], Result], jobs: Sequence[Job]) -> Iterable[Result]:
        """Results in the order of the jobs, as they come."""
        if self._pool is None or len(jobs) < 2:
            return (method(self.workshop, job) for job in jobs)
        return self._pool.map(_run, [method.__name__] * len(jobs), jobs)

    def close(self) -> None:
        """End the worker processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _executor(workshop: Workshop, workers: int) -> ProcessPoolExecutor:
    arguments = (workshop.scenario, workshop.source, workshop.today)
    # A forked worker has the tables and modules already; elsewhere than on Linux forking is not safe.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    return ProcessPoolExecutor(workers, context, _set_up, arguments)


def _set_up(scenario: Scenario, source: OfferSource, today: int) -> None:
    _here[:] = [Workshop(scenario, source, as_date(today))]


def _run(method: str, job: object) -> Any:
    return getattr(_here[0], method)(job)
