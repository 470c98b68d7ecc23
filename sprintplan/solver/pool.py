"""Where a workshop's jobs run: here, or on worker processes; the results are the same."""

import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import active_children, get_context
from typing import Any, TypeVar

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.source import OfferSource
from sprintplan.solver.workshop import Workshop
from sprintplan.units import as_date

Task = TypeVar("Task")
Result = TypeVar("Result")

_here: list[Workshop] = []


class Pool:
    """Runs a workshop's jobs in order of their list."""

    def __init__(self, workshop: Workshop, workers: int) -> None:
        self.workshop, self.workers = workshop, workers
        self._others = set(active_children())
        self._pool = _executor(workshop, workers) if workers > 1 else None

    def map(self, method: Callable[[Workshop, Task], Result], jobs: Sequence[Task]) -> Iterable[Result]:
        """Results in the order of the jobs, as they come."""
        if self._pool is None or len(jobs) < 2:
            return (method(self.workshop, job) for job in jobs)
        return self._pool.map(_run, [method.__name__] * len(jobs), jobs)

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *exception: object) -> None:
        """End the worker processes, at once where ctrl-C or a deadline left some at work."""
        if self._pool is not None:
            for child in set(active_children()) - self._others:
                child.terminate()
            self._pool.shutdown(cancel_futures=True)


def _executor(workshop: Workshop, workers: int) -> ProcessPoolExecutor:
    arguments = (workshop.scenario, workshop.source, as_date(workshop.today))
    # A forked worker has the tables and modules already; elsewhere than on Linux forking is not safe.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    return ProcessPoolExecutor(workers, context, _set_up, arguments)


def _set_up(scenario: Scenario, source: OfferSource, today: date) -> None:
    # ctrl-C reaches every process of the terminal; the first one alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _here[:] = [Workshop(scenario, source, today)]


def _run(method: str, job: object) -> Any:
    return getattr(_here[0], method)(job)
