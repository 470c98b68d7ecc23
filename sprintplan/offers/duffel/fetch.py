"""Asks many queries side by side and keeps each answer as it comes; stopped at any moment, nothing kept is lost."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sprintplan.errors import OfferSourceError
from sprintplan.offers.duffel.cache import Cache
from sprintplan.offers.duffel.query import Query
from sprintplan.offers.duffel.reply import Reply, State
from sprintplan.offers.duffel.side_by_side import SideBySide

FAILURES_IN_A_ROW = 10
"""After so many failed searches, with none that went well between them, the service is not there."""
STOP_PATIENCE_S = 1.5
"""Seconds that somebody who stopped the work waits for the next answer under way."""

Progress = Callable[[int, int], None]


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
        """Count the `reply` to a `query`."""
        self.states[reply.state] += 1
        if reply.problem:
            self.problems.append(f"{query}: {reply.problem}")


class Fetch:
    """Searches for a workspace: `parallel` at a time, each kept before it is counted as done.

    Parameters
    ----------
    key : what a query's answer is kept under
    on_stop : called with the number of answers still waited for, when the user stops the work
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

    def ask(self, queries: Sequence[Query], progress: Progress | None = None) -> None:
        """Ask every query once.

        Parameters
        ----------
        queries : the searches
        progress : called with how many there are, and how many are asked by now

        Raises
        ------
        OfferSourceError : the token is refused, or the service is not there; what was answered until then is kept
        KeyboardInterrupt : the user stopped it; answers that came within STOP_PATIENCE_S of one another were kept,
            unless stopped twice
        """
        asking = SideBySide(self.searcher.search, queries, self.parallel)
        before = self.done.asked

        def deal(query: Query, result: Reply | Exception) -> None:
            self._keep(query, result)
            if progress:
                progress(len(queries), self.done.asked - before)

        try:
            asking.each(deal)
        except KeyboardInterrupt:
            asking.close()
            if self._on_stop:
                self._on_stop(asking.under_way)
            asking.each(self._keep, STOP_PATIENCE_S)
            raise
        finally:
            asking.close()

    def _keep(self, query: Query, result: Reply | Exception) -> None:
        if isinstance(result, Exception):
            raise result
        self.cache.keep(self.key(query), result)
        self.done.note(query, result)
        self._in_a_row = self._in_a_row + 1 if result.state in ("failed", "rate_limited") else 0
        if self._in_a_row >= FAILURES_IN_A_ROW:
            raise OfferSourceError(f"{self._in_a_row} searches in a row failed, the last: {query}: {result.problem}")
