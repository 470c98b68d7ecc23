"""From a scenario and a source of offers to the proven plan of the year."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.source import OfferSource
from sprintplan.solver.alternatives import Others
from sprintplan.solver.assemble import assemble, blank_plan, proof
from sprintplan.solver.cluster import cluster_at
from sprintplan.solver.conflict import conflict
from sprintplan.solver.pool import Here, Pool, Processes
from sprintplan.solver.replanning import Replanning
from sprintplan.solver.search import Answer, search
from sprintplan.solver.workshop import Assessment, Workshop
from sprintplan.solver.year import Year, begin
from sprintplan.units import money_text

WORKERS_PAY_FROM = 4_000
# People x starts x venues from which starting worker processes costs less than it saves.


class Observer(Protocol):
    """Who is told how far the work is."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        """A context for one stage."""
        ...

    def progress(self, total: int, done: int) -> None:
        """How much of the stage is done."""
        ...

    def found(self, best: str | None, bound: str) -> None:
        """The best objective so far, and the bound."""
        ...


class _Nobody:
    """An observer who does not look."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        return nullcontext()

    def progress(self, total: int, done: int) -> None:
        return None

    def found(self, best: str | None, bound: str) -> None:
        return None


@dataclass(frozen=True)
class _Task:
    """One request for a plan."""

    scenario: Scenario
    source: OfferSource
    today: date
    created_at: datetime
    deadline: float | None
    watch: Observer


def plan_year(
    scenario: Scenario,
    source: OfferSource,
    *,
    today: date,
    created_at: datetime,
    time_limit: float | None = None,
    workers: int = 1,
    cluster: str | None = None,
    watch: Observer | None = None,
) -> Plan:
    """The plan that costs least among the offers, with its proof; or the reasons why there is none.

    Parameters
    ----------
    time_limit : seconds for the search; at the limit the best plan so far is given with its gap
    workers : processes; the plan is the same whatever their number
    cluster : address of a Dask scheduler, whose workers do the work in place of processes

    Raises
    ------
    UsageError : the cluster cannot do it
    """
    deadline = None if time_limit is None else time.monotonic() + time_limit
    task = _Task(scenario, source, today, created_at, deadline, watch or _Nobody())
    with _pool(Workshop(scenario, source, today), workers, cluster) as pool:
        return _plan(task, pool)


def _pool(workshop: Workshop, workers: int, cluster: str | None) -> AbstractContextManager[Pool]:
    if cluster is not None:
        return cluster_at(cluster, workshop)
    pays = workers > 1 and _size(workshop.scenario) >= WORKERS_PAY_FROM
    return Processes(workshop, workers) if pays else Here(workshop)


def _plan(task: _Task, pool: Pool) -> Plan:
    with task.watch.stage("judge venues"):
        assessed, whole, deadline = _judged(task, pool)
    with task.watch.stage("search the year"):
        year = begin(task.scenario, pool, assessed, deadline)
        year.whole = whole
        answer = search(year, lambda best, bound: _tell(task, best, bound))
    if answer.picks is None:
        return _no_plan(task, pool, year, answer, assessed)
    with task.watch.stage("solve alternatives"):
        choice = year.choice(answer.picks)
        others = Others(year, choice, assessed)
    with task.watch.stage("tell the plan"):
        return assemble(year, answer, choice, others, task.today, task.created_at)


def _judged(task: _Task, pool: Pool) -> tuple[list[Assessment], bool, float | None]:
    """Every candidate that was judged in time, whether that is all of them, and the deadline, now after ctrl-C."""
    assessed: list[Assessment] = []
    try:
        for found in _assess(task, pool):
            assessed += found
            if task.deadline is not None and task.deadline <= time.monotonic():
                break
    except KeyboardInterrupt:
        return assessed, False, time.monotonic()
    return assessed, len(assessed) == _candidates(task.scenario), task.deadline


def _candidates(scenario: Scenario) -> int:
    return sum(len(event.starts) * len(event.venues) for event in scenario.events)


def _tell(task: _Task, best: int | None, bound: int) -> None:
    currency = task.scenario.currency
    task.watch.found(None if best is None else money_text(best, currency), money_text(bound, currency))


def _no_plan(task: _Task, pool: Pool, year: Year, answer: Answer, assessed: list[Assessment]) -> Plan:
    """A plan without events: why none exists, or that time ran out."""
    blank = blank_plan(task.scenario, task.today, task.created_at)
    plan = blank.model_copy(update={"proof": proof(year, answer, assessed)})
    if not answer.complete:
        bound = None if answer.bound is None else money_text(answer.bound, task.scenario.currency)
        return plan.model_copy(update={"status": "unknown", "bound": bound})
    with task.watch.stage("find what conflicts"):
        said = conflict(task.scenario, Replanning(pool, assessed, task.deadline), task.watch.progress)
    return plan.model_copy(update={"status": "infeasible", "conflict": said})


def _size(scenario: Scenario) -> int:
    return _candidates(scenario) * len(scenario.people)


def _assess(task: _Task, pool: Pool) -> Iterator[list[Assessment]]:
    venues = range(len(task.scenario.venues))
    for done, found in enumerate(pool.map(Workshop.assess, venues), 1):
        task.watch.progress(len(venues), done)
        yield found
