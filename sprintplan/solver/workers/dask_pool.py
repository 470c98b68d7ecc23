"""An evaluator's jobs on a Dask cluster; Dask is imported when a cluster is asked for."""

import logging
import pickle
import sys
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from typing import Any, TypeVar

from sprintplan import __version__
from sprintplan.errors import UsageError
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.pool import Pool
from sprintplan.units import as_date
from sprintplan.world import data_version

Task = TypeVar("Task")
Result = TypeVar("Result")
Parcel = tuple[str, Mapping[str, str], bytes]
"""A run's word, the versions that it was packed with, and its scenario, source and day."""

CONNECT_S = 10.0
ALONE_S = 30.0
"""How long a cluster may take to answer, and how long a run waits where all workers have left."""
SENT_ANEW = 3
"""How often a run is sent again that left with the workers who had it."""
KEPT_RUNS = 2
"""Runs whose evaluators a worker's thread keeps: several may take turns on one cluster."""
PACKAGES = ("numpy", "ortools", "holidays", "CurrencyConverter", "tzdata", "pydantic")
"""What figures, calendars and ties of a plan come from."""

_evaluators: dict[tuple[int, str], Evaluator] = {}
_lock = threading.Lock()


class Cluster(Pool):
    """Runs jobs on the workers of a cluster, which make each run's evaluator once; a single job runs here."""

    def __init__(self, evaluator: Evaluator, client: Any) -> None:
        super().__init__(evaluator)
        self.client, self.token = client, uuid.uuid4().hex
        content = (evaluator.scenario, evaluator.source, as_date(evaluator.today))
        self._packed = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
        self._parcel: Any = None

    def map(self, method: Callable[[Any, Task], Result], jobs: Sequence[Task]) -> Iterable[Result]:
        """Results in the order of the jobs, as they come.

        Raises
        ------
        UsageError : the cluster does not do the work
        """
        if len(jobs) < 2:
            return (method(self.evaluator, job) for job in jobs)
        return self._results(method.__name__, jobs)

    def get_ready(self, venue: int) -> None:
        """Nothing: workers elsewhere make what they need themselves."""

    def another(self, evaluator: Evaluator) -> Pool:
        """The same cluster."""
        return Cluster(evaluator, self.client)

    def __exit__(self, *exception: object) -> None:
        """Have the workers forget the run; those that cannot be reached do so when others need the place."""
        if self._parcel is not None and self.client.status == "running":
            self._parcel.release()
            self.client.run(_forget, self.token, on_error="ignore")

    def _results(self, method: str, jobs: Sequence[object]) -> Iterator[Any]:
        done = 0
        for _ in range(1 + SENT_ANEW):
            try:
                for result in self._submitted(method, jobs[done:]):
                    yield result
                    done += 1
                return
            except CancelledError:
                self._parcel = None
                if self.client.status != "running":
                    break
        raise UsageError(_lost(self.client))

    def _submitted(self, method: str, jobs: Sequence[object]) -> Iterator[Any]:
        packed = [pickle.dumps(job, pickle.HIGHEST_PROTOCOL) for job in jobs]
        futures = self.client.map(_run, packed, method=method, parcel=self._sent(), pure=False)
        try:
            for future in futures:
                self.go_on_until(future.done)
                yield pickle.loads(_awaited(self.client, future))
        finally:
            self.client.cancel(futures)

    def _sent(self) -> Any:
        """The parcel where the workers find it, on every one so that no single one can lose it."""
        if self._parcel is None:
            parcel: Parcel = (self.token, versions(), self._packed)
            [self._parcel] = self.client.scatter([parcel], broadcast=True, hash=False)
        return self._parcel


@contextmanager
def cluster_at(address: str, evaluator: Evaluator) -> Iterator[Cluster]:
    """The workers of a Dask scheduler, opened for one run.

    Parameters
    ----------
    address : of the scheduler, as in `tcp://10.0.0.5:8786`
    evaluator : what the workers set up, each once

    Raises
    ------
    UsageError : there is no such cluster, it has no workers, or they would not plan as this machine does
    """
    if evaluator.scenario.emissions == "travel_impact":
        what = 'emissions = "travel_impact" keeps its figures in the workspace, where a cluster does not see them'
        raise UsageError(f"{what}. Plan without --cluster")
    client = _connected(address)
    from distributed import KilledWorker
    from distributed.comm import CommClosedError

    try:
        _refuse_others(client, address)
        with Cluster(evaluator, client) as pool:
            yield pool
    except (KilledWorker, CommClosedError, TimeoutError) as error:
        raise UsageError(_lost(client)) from error
    finally:
        client.close()


def _connected(address: str) -> Any:
    import asyncio

    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("--cluster needs Dask: pip install 'sprintplan[cluster]'") from error
    for logger in ("distributed.client", "distributed.utils"):
        # Their tracebacks would stand above the one sentence that says what to do.
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    try:
        asyncio.run(asyncio.wait_for(_greet(address), CONNECT_S))
        return Client(address, timeout=CONNECT_S, set_as_default=False)
    except TypeError as error:
        what = f"{address} wants certificates, and Dask's settings here name none that fit"
        raise UsageError(f"{what}. State distributed.comm.tls there") from error
    except (OSError, ValueError) as error:
        what = f"no Dask scheduler answers at {address}"
        raise UsageError(f"{what}. Start one with `dask scheduler` and name its address, tcp://HOST:8786") from error


async def _greet(address: str) -> None:
    """Return when a scheduler answers: a client that finds none outlives its time and leaves tracebacks."""
    from distributed import Security
    from distributed.comm import connect

    comm = await connect(address, timeout=CONNECT_S, **Security().get_connection_args("client"))
    await comm.close()


def _refuse_others(client: Any, address: str) -> None:
    """Raise UsageError where the cluster has no workers or some that differ from here."""
    versions_of = client.run(_version_teller(), on_error="return")
    if not versions_of:
        raise UsageError(f"the cluster at {address} has no workers. Start some with `dask worker {address}`")
    for worker, theirs in sorted(versions_of.items()):
        if isinstance(theirs, Exception):
            raise UsageError(f"worker {worker} cannot say its versions ({theirs}). {_SAME}")
        if difference := differing(versions(), theirs):
            raise UsageError(f"worker {worker} {difference}")


@cache
def versions() -> Mapping[str, str]:
    """Everything that a plan could differ by from machine to machine, with its version."""
    python = ".".join(map(str, sys.version_info[:2]))
    own = {"Python": python, "sprintplan": __version__, "tables": data_version()}
    return own | {name: version(name) for name in PACKAGES}


_SAME = "Install the same on every machine of the cluster: plans must not depend on who computes them"


def differing(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """The packages that a worker lacks or has in another version, and what to do; empty where `here` and `there`,
    versions by package, agree."""
    if not there:
        return f"has no sprintplan. {_SAME}"
    differences = [
        f"{name} {there.get(name, 'none')} (here {own})" for name, own in here.items() if there.get(name) != own
    ]
    return f"has {', '.join(differences)}. {_SAME}" if differences else ""


def _version_teller() -> Callable[[], Mapping[str, str]]:
    """A function that travels as code, so that a worker without this module can run it."""

    def own_versions() -> Mapping[str, str]:
        try:
            from sprintplan.solver.workers import dask_pool
        except ImportError:
            return {}
        return dask_pool.versions()

    return own_versions


def _awaited(client: Any, future: Any) -> bytes:
    """A future's result, waited for as long as anybody can bring it."""
    while True:
        try:
            result: bytes = future.result(timeout=ALONE_S)
            return result
        except TimeoutError as error:
            if not client.nthreads():
                raise UsageError(_lost(client)) from error


def _lost(client: Any) -> str:
    what = f"the cluster at {client.scheduler.address} lost its scheduler or the workers that planned"
    return f"{what}. See their logs (memory is the usual reason) and plan again, or plan without --cluster"


def _run(packed: bytes, method: str, parcel: Parcel) -> bytes:
    """On a worker: a job's result, packed."""
    job = pickle.loads(packed)
    return pickle.dumps(getattr(_evaluator(parcel), method)(job), pickle.HIGHEST_PROTOCOL)


def _evaluator(parcel: Parcel) -> Evaluator:
    """On a worker: the run's evaluator of this thread, as sources are not made to be shared by threads."""
    token, wanted, packed = parcel
    thread = threading.get_ident()
    if (thread, token) not in _evaluators:
        if difference := differing(wanted, versions()):
            # Workers may join while a run goes on.
            raise UsageError(f"a worker {difference}")
        made = Evaluator(*pickle.loads(packed))
        with _lock:
            _evaluators[thread, token] = made
            for oldest in [key for key in _evaluators if key[0] == thread][:-KEPT_RUNS]:
                del _evaluators[oldest]
        return made
    return _evaluators[thread, token]


def _forget(token: str) -> None:
    """On a worker: a run has ended."""
    with _lock:
        for key in [key for key in _evaluators if key[1] == token]:
            del _evaluators[key]
