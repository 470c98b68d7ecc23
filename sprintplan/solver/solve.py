"""From a scenario and a source of offers to the proven plan of the year."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from typing import Protocol

from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.source import OfferSource
from sprintplan.solver.assemble import assemble, no_plan
from sprintplan.solver.assign import OutOfTime
from sprintplan.solver.workshop import Assessment, Pool, Workshop
from sprintplan.solver.year import Answer, Year, begin, search

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


def plan_year(
    scenario: Scenario,
    source: OfferSource,
    *,
    today: date,
    created_at: datetime,
    time_limit: float | None = None,
    workers: int = 1,
    watch: Observer | None = None,
) -> Plan:
    """The plan that costs least among the offers, with its proof; or the reasons why there is none.

    Parameters
    ----------
    time_limit : seconds for the search; at the limit the best plan so far is given with its gap
    workers : processes; the plan is the same whatever their number
    """
    deadline = None if time_limit is None else time.monotonic() + time_limit
    workshop = Workshop(scenario, source, today)
    pool = Pool(workshop, workers if _size(scenario) >= WORKERS_PAY_FROM else 1)
    try:
        with _stage(watch, "judge venues"):
            assessed = list(_assess(scenario, pool, watch))
        with _stage(watch, "search the year"):
            year = begin(scenario, pool, assessed, deadline)
            answer = search(year)
        with _stage(watch, "tell the plan"):
            return _told(year, answer, assessed, today, created_at)
    finally:
        pool.close()


def _told(year: Year, answer: Answer, assessed: list[Assessment], today: date, created_at: datetime) -> Plan:
    if answer.picks is None:
        return no_plan(year, answer, assessed, today, created_at)
    try:
        return assemble(year, answer, assessed, today, created_at)
    except OutOfTime:
        return no_plan(year, Answer(None, None, answer.bound, complete=False), assessed, today, created_at)


def _size(scenario: Scenario) -> int:
    return sum(len(event.starts) * len(event.venues) for event in scenario.events) * len(scenario.people)


def _assess(scenario: Scenario, pool: Pool, watch: Observer | None) -> Iterator[Assessment]:
    venues = range(len(scenario.venues))
    for done, found in enumerate(pool.map(Workshop.assess, venues), 1):
        if watch:
            watch.progress(len(venues), done)
        yield from found


@contextmanager
def _stage(watch: Observer | None, name: str) -> Iterator[None]:
    if watch is None:
        yield
        return
    with watch.stage(name):
        yield
