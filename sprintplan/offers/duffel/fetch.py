"""Asks many queries side by side and keeps each answer as it comes; stopped at any moment, nothing kept is lost."""

import queue
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sprintplan.errors import OfferSourceError
from sprintplan.offers.duffel.cache import Cache
from sprintplan.offers.duffel.client import Reply, State
from sprintplan.offers.duffel.query import Query

FAILURES_IN_A_ROW = 10
# After so many failed searches, with none that went well between them, the service is not there.

Told = Callable[[int, int], None]
_Result = Reply | Exception


class Searcher(Protocol):
    """Whoever answers searches."""

    def search(self, query: Query) -> Reply:
        """Every page of the query's offers."""
        ...


@dataclass
class Fetched:
    """How many searches went how, and the sentences of those that did not go well."""

    states: Counter[State] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """How many searches were made."""
        return sum(self.states.values())

    @property
    def lost(self) -> int:
        """How many came back without all their offers."""
        return self.asked - self.states["ok"] - self.states["empty"]

    def note(self, query: Query, reply: Reply) -> None:
        """Count a reply."""
        self.states[reply.state] += 1
        if reply.problem:
            self.problems.append(f"{query}: {reply.problem}")


class Fetch:
    """Searches for a workspace: `parallel` at a time, each kept before the next is counted as done.

    Parameters
    ----------
    key : what a query's answer is kept under
    on_stop : told how many answers are still waited for, when the user stops the work
    """

    def __init__(
        self,
        searcher: Searcher,
        cache: Cache,
        key: Callable[[Query], str],
        parallel: int,
        on_stop: Callable[[int], None] | None = None,
    ) -> None:
        self.searcher, self.cache, self.key, self.parallel = searcher, cache, key, parallel
        self.done = Fetched()
        self._on_stop = on_stop
        self._in_a_row = 0

    def ask(self, queries: Sequence[Query], told: Told | None = None) -> None:
        """Ask every query once.

        Raises
        ------
        OfferSourceError : the token is refused, or the service is not there; what was answered until then is kept
        KeyboardInterrupt : the user stopped it; answers under way were waited for and kept, unless stopped twice
        """
        line = _Line(self.searcher, queries)
        for _ in range(min(self.parallel, len(queries))):
            threading.Thread(target=line.work, daemon=True).start()
        try:
            for count in range(1, len(queries) + 1):
                self._keep(*line.results.get())
                if told:
                    told(len(queries), count)
        except KeyboardInterrupt:
            self._finish(line)
            raise
        finally:
            line.close()

    def _finish(self, line: "_Line") -> None:
        """Keep the answers that are under way, and ask no more."""
        line.close()
        if self._on_stop:
            self._on_stop(line.under_way)
        while line.under_way:
            self._keep(*line.results.get())

    def _keep(self, query: Query, result: _Result) -> None:
        if isinstance(result, Exception):
            raise result
        self.cache.keep(self.key(query), result)
        self.done.note(query, result)
        self._in_a_row = self._in_a_row + 1 if result.state in ("failed", "rate_limited") else 0
        if self._in_a_row >= FAILURES_IN_A_ROW:
            raise OfferSourceError(f"{self._in_a_row} searches in a row failed, the last: {query}: {result.problem}")


class _Line:
    """Queries in line, and threads that take one after the other; daemons, as nobody who leaves waits for airlines."""

    def __init__(self, searcher: Searcher, queries: Sequence[Query]) -> None:
        self.results: queue.SimpleQueue[tuple[Query, _Result]] = queue.SimpleQueue()
        self._searcher, self._waiting = searcher, iter(queries)
        self._lock = threading.Lock()
        self._open, self._begun, self._ended = True, 0, 0

    @property
    def under_way(self) -> int:
        """Queries that a thread has taken and whose result nobody has taken yet."""
        with self._lock:
            return self._begun - self._ended + self.results.qsize()

    def close(self) -> None:
        """Hand out no more."""
        with self._lock:
            self._open = False

    def work(self) -> None:
        """Search until the line is empty or closed."""
        while (query := self._next()) is not None:
            try:
                result: _Result = self._searcher.search(query)
            except Exception as error:
                result = error
            with self._lock:
                self._ended += 1
                self.results.put((query, result))

    def _next(self) -> Query | None:
        with self._lock:
            query = next(self._waiting, None) if self._open else None
            self._begun += query is not None
            return query
