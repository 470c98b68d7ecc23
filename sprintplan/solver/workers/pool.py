"""Where an evaluator's jobs run: here, on worker processes or on a cluster; the results are the same."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Self, TypeVar

from sprintplan.beside import CAN_FORK
from sprintplan.domain.scenario import Scenario
from sprintplan.solver.workers.crew import Crew, Ticket, Venues
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.messages import CandidatesSolution, Job, Repair

Task = TypeVar("Task")
Result = TypeVar("Result")

WORKERS_PAY_FROM = 4_000
"""People x starts x venues, of all variants of a workspace, from which starting worker processes costs less than it
saves."""
START = "fork" if CAN_FORK else "spawn"
"""A forked worker has the tables and modules already."""

_here: list[Evaluator] = []
"""In a worker process, its one evaluator, from `_set_up` on."""
_loosened: list[tuple[int, Evaluator]] = []
"""Of the last workspace with other limits that this process worked at, its number and the evaluator."""
_NOTHING = object()


class Pool(ABC):
    """The one interface of everything that runs an evaluator's jobs; to be entered before it is used.

    Attributes
    ----------
    meanwhile : gone on with here, step by step, while other processes do jobs; whoever needs it done does the rest
    """

    workers = 1
    """How many jobs go on at a time."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self.meanwhile: Iterator[object] = iter(())

    def go_on_until(self, is_done: Callable[[], bool]) -> None:
        """Go on with what is to be done meanwhile until nothing is left of it, or until a job is done, which `is_done`
        tells."""
        while not is_done() and next(self.meanwhile, _NOTHING) is not _NOTHING:
            pass

    @abstractmethod
    def map(self, method: Callable[[Any, Task], Result], jobs: Sequence[Task]) -> Iterable[Result]:
        """Results in the order of the `jobs`, as they come; `method` is one of `Evaluator`, called with each job."""

    @abstractmethod
    def get_ready(self, venue: int) -> None:
        """Make what all jobs need before the first one, where that serves more than one process; the `venue` of this
        number is judged first."""

    @abstractmethod
    def another(self, evaluator: Evaluator) -> "Pool":
        """A pool of the same kind for another evaluator, as long as this one is open."""

    def loosened(self, scenario: Scenario) -> "Pool":
        """A pool that solves candidates of a workspace with other limits, as long as this one is open.

        Parameters
        ----------
        scenario : the workspace, with the same events, venues and people
        """
        return self.another(self.evaluator.loosened(scenario))

    def alone(self) -> "Pool":
        """This process, where everything is done from now on; nothing else works on."""
        return Here(self.evaluator)

    def __enter__(self) -> Self:
        return self

    @abstractmethod
    def __exit__(self, *exception: object) -> None:
        """Give back what the pool took."""


class Here(Pool):
    """Runs every job in this process."""

    def map(self, method: Callable[[Any, Task], Result], jobs: Sequence[Task]) -> Iterable[Result]:
        """Results one after the other, each when it is asked for."""
        return (method(self.evaluator, job) for job in jobs)

    def get_ready(self, venue: int) -> None:
        """Shop for the venue, which makes the tables of the world, so that the first venue takes as long as others."""
        self.evaluator.get_ready(venue)

    def another(self, evaluator: Evaluator) -> Pool:
        """This process again."""
        return Here(evaluator)

    def __exit__(self, *exception: object) -> None:
        """Nothing was taken."""


class Processes(Pool):
    """Runs jobs on processes of this machine, each with an evaluator of its own; a single job runs here, unless some
    process holds its venue.

    So do those that no process can do: none could be started, or the one was ended that had it, as systems do that are
    short of memory.
    """

    def __init__(self, evaluator: Evaluator, workers: int, start: str = START) -> None:
        super().__init__(evaluator)
        self.workers, self.start, self._is_closed, self._many_loosened = workers, start, False, 0
        self._crew = Crew(workers, start, _set_up, [evaluator])

    def map(self, method: Callable[[Any, Task], Result], jobs: Sequence[Task]) -> Iterable[Result]:
        """Results in the order of the jobs, as they come."""
        return self.mapped(partial(_run, method), partial(method, self.evaluator), jobs)

    def mapped(
        self, there: Callable[[Task], Result], here: Callable[[Task], Result], jobs: Sequence[Task]
    ) -> Iterable[Result]:
        """Results in the order of the jobs, as they come.

        Parameters
        ----------
        there : does a job in another process
        here : does it in this one, where no other can, or where there is one job alone
        jobs : what is to be done
        """
        if not jobs or (len(jobs) == 1 and not self._crew.holds(_venues(jobs[0]))):
            return map(here, jobs)
        return self._results(here, self._crew.ask(there, [(job, _venues(job)) for job in jobs]))

    def _results(self, here: Callable[[Task], Result], tickets: Sequence[Ticket]) -> Iterator[Result]:
        """What comes of jobs; where nobody asks for the rest, what is not begun is left."""
        try:
            for ticket in tickets:
                yield self._result(here, ticket)
        finally:
            for ticket in tickets:
                ticket.is_wanted = False

    def _result(self, here: Callable[[Task], Result], ticket: Ticket) -> Result:
        """What comes of a job."""
        self.go_on_until(ticket.settled.is_set)
        ticket.wait()
        if ticket.error is not None:
            raise ticket.error
        result: Result = here(ticket.job) if ticket.is_lost else ticket.result
        return result

    def get_ready(self, venue: int) -> None:
        """Shop for the venue here: processes that are forked later have its offers, and the tables of the world that it
        takes to make them."""
        if self.start == "fork":
            self.evaluator.get_ready(venue)

    def another(self, evaluator: Evaluator) -> Pool:
        """As many processes, new ones."""
        return Processes(evaluator, self.workers, self.start)

    def loosened(self, scenario: Scenario) -> Pool:
        """The same processes, which keep what they know of venues."""
        if self._is_closed:
            return super().loosened(scenario)
        self._many_loosened += 1
        return _Loosened(self, self.evaluator.loosened(scenario), self._many_loosened)

    def alone(self) -> Pool:
        """This process; the others end at once, and nobody waits for that."""
        self._end(wait=False)
        return super().alone()

    def __exit__(self, *exception: object) -> None:
        """End the worker processes, at once where ctrl-C or a deadline left some at work."""
        self._end(wait=True)

    def _end(self, *, wait: bool) -> None:
        self._is_closed = True
        self._crew.end(wait_for_them=wait)


class _Loosened(Pool):
    """Runs jobs of another workspace on the processes of a pool, which make its evaluator of their own.

    Parameters
    ----------
    pool : whose processes they are
    evaluator : of the workspace
    number : tells it from the others of the pool
    """

    def __init__(self, pool: Processes, evaluator: Evaluator, number: int) -> None:
        super().__init__(evaluator)
        self.workers, self._lender, self._number = pool.workers, pool, number
        before, now = pool.evaluator.scenario.__dict__, evaluator.scenario
        names = type(now).model_fields
        self._differs = {name: getattr(now, name) for name in names if getattr(now, name) is not before[name]}

    def map(self, method: Callable[[Any, Task], Result], jobs: Sequence[Task]) -> Iterable[Result]:
        """Results in the order of the jobs, as they come."""
        there = partial(_run_loosened, method, self._number, self._differs)
        return self._lender.mapped(there, partial(method, self.evaluator), jobs)

    def get_ready(self, venue: int) -> None:
        """Nothing: the processes are at work already."""

    def another(self, evaluator: Evaluator) -> Pool:
        """Processes of its own."""
        return self._lender.another(evaluator)

    def __exit__(self, *exception: object) -> None:
        """Nothing was taken."""


def _venues(job: object) -> Venues:
    """The venues of which a job takes all choices, which take long to make."""
    return job.venues if isinstance(job, Job | Repair | CandidatesSolution) else ()


def _set_up(evaluator: Evaluator) -> None:
    _here[:], _loosened[:] = [evaluator], []


def _run(method: Callable[[Evaluator, Task], Result], job: Task) -> Result:
    return method(_here[0], job)


def _run_loosened(
    method: Callable[[Evaluator, Task], Result], number: int, differs: Mapping[str, object], job: Task
) -> Result:
    if not _loosened or _loosened[0][0] != number:
        _loosened[:] = [(number, _here[0].loosened(_here[0].scenario.changed(**differs)))]
    return method(_loosened[0][1], job)
