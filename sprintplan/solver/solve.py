"""From a scenario and a source of offers to the proven solution of the year."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.source import OfferSource
from sprintplan.solver.infeasibility.conflict import conflict
from sprintplan.solver.infeasibility.replanning import Replanning
from sprintplan.solver.workers.dask_pool import cluster_at
from sprintplan.solver.workers.evaluator import Assessment, Workshop
from sprintplan.solver.workers.pool import Here, Pool, Processes
from sprintplan.solver.year.alternatives import Others
from sprintplan.solver.year.branch_and_bound import Answer, search
from sprintplan.solver.year.state import Choice, Year, begin
from sprintplan.units import money_text
from sprintplan.watch import Watch

WORKERS_PAY_FROM = 4_000
# People x starts x venues from which starting worker processes costs less than it saves.


@dataclass(frozen=True)
class _Task:
    """One year to solve, by when, and who watches."""

    scenario: Scenario
    deadline: float | None
    watch: Watch


@dataclass(frozen=True)
class YearSolution:
    """What solving the year gave.

    Attributes
    ----------
    year : every candidate's bound or optimum, and everything that was solved
    answer : the best combination with its objective and bound in minor units; without picks where there is none
    assessed : every candidate that was judged in time
    choice : who takes what in the best combination; None without one
    others : the alternatives to it; None without one
    conflict : sentences on the rules that cannot hold together; empty unless the year is infeasible
    """

    year: Year
    answer: Answer
    assessed: list[Assessment]
    choice: Choice | None = None
    others: Others | None = None
    conflict: tuple[str, ...] = ()


def solve_year(
    scenario: Scenario,
    source: OfferSource,
    *,
    today: date,
    time_limit: float | None = None,
    workers: int = 1,
    cluster: str | None = None,
    watch: Watch | None = None,
) -> YearSolution:
    """The year that costs least among the offers, with its proof; or the reasons why there is none.

    Parameters
    ----------
    scenario : the workspace
    source : the offers, one table a venue
    today : the planning date, from which lead days run
    time_limit : seconds for the search; at the limit the best year so far is given with its bound
    workers : processes; the solution is the same whatever their number
    cluster : address of a Dask scheduler, whose workers do the work in place of processes
    watch : learns of stages, progress and the incumbent

    Raises
    ------
    UsageError : the cluster cannot do it
    """
    deadline = None if time_limit is None else time.monotonic() + time_limit
    task = _Task(scenario, deadline, watch or Watch())
    with _pool(Workshop(scenario, source, today), workers, cluster) as pool:
        return _solved(task, pool)


def _pool(workshop: Workshop, workers: int, cluster: str | None) -> AbstractContextManager[Pool]:
    if cluster is not None:
        return cluster_at(cluster, workshop)
    pays = workers > 1 and _size(workshop.scenario) >= WORKERS_PAY_FROM
    return Processes(workshop, workers) if pays else Here(workshop)


def _solved(task: _Task, pool: Pool) -> YearSolution:
    with task.watch.stage("judge venues"):
        assessed, whole, deadline = _judged(task, pool)
    with task.watch.stage("search the year"):
        year = begin(task.scenario, pool, assessed, deadline)
        year.whole = whole
        answer = search(year, lambda best, bound: _tell(task, best, bound))
    if answer.picks is None:
        return YearSolution(year, answer, assessed, conflict=_conflict(task, pool, answer, assessed))
    with task.watch.stage("solve alternatives"):
        choice = year.choice(answer.picks)
        return YearSolution(year, answer, assessed, choice, Others(year, choice, assessed))


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


def _conflict(task: _Task, pool: Pool, answer: Answer, assessed: list[Assessment]) -> tuple[str, ...]:
    """Why no year exists; nothing where time ran out before that was known."""
    if not answer.complete:
        return ()
    with task.watch.stage("find what conflicts"):
        return conflict(task.scenario, Replanning(pool, assessed, task.deadline), task.watch.progress)


def _size(scenario: Scenario) -> int:
    return _candidates(scenario) * len(scenario.people)


def _assess(task: _Task, pool: Pool) -> Iterator[list[Assessment]]:
    venues = range(len(task.scenario.venues))
    for done, found in enumerate(pool.map(Workshop.assess, venues), 1):
        task.watch.progress(len(venues), done)
        yield found
