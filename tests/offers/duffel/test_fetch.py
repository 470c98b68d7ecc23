"""Fetching: every answer that came is kept, whenever somebody stops it."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from sprintplan.domain.model import Cabin
from sprintplan.offers.duffel import fetch
from sprintplan.offers.duffel.cache import Cache
from sprintplan.offers.duffel.fetch import Fetch
from sprintplan.offers.duffel.query import Query
from sprintplan.offers.duffel.reply import Reply

QUERIES = [Query("LHR", "LIS", date(2027, 5, day), None, Cabin.ECONOMY, 1) for day in range(1, 9)]
OK = Reply("ok", (b'{"data": []}',), "", "2026-11-24T08:00:00Z")


class Desk:
    """Answers at once, and counts what it was asked."""

    def __init__(self) -> None:
        self.asked: Counter[Query] = Counter()

    def search(self, query: Query) -> Reply:
        self.asked[query] += 1
        return OK


class Silent(Desk):
    """Answers nobody until it is released."""

    def __init__(self) -> None:
        super().__init__()
        self.released, self.waiting = threading.Event(), threading.Semaphore(0)

    def search(self, query: Query) -> Reply:
        self.waiting.release()
        self.released.wait(60)
        return super().search(query)


class StoppedOnce(Cache):
    """A cache whose user presses ctrl-C as it is about to keep its third answer."""

    presses = 1
    count = 0

    def keep(self, key: str, reply: Reply) -> None:
        self.count += 1
        if self.count == 3 and self.presses:
            self.presses -= 1
            raise KeyboardInterrupt
        super().keep(key, reply)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[StoppedOnce]:
    with closing(StoppedOnce(tmp_path)) as opened:
        yield opened


@pytest.mark.parametrize("parallel", [1, 4])
def test_an_answer_that_has_come_when_somebody_stops_the_fetch_is_kept(cache: StoppedOnce, parallel: int) -> None:
    """Ctrl-C between taking the third answer and keeping it; the second run asks the others alone."""
    desk = Desk()
    with pytest.raises(KeyboardInterrupt):
        Fetch(desk, cache, str, parallel).ask(QUERIES)
    assert cache.kept().keys() == {str(query) for query in desk.asked}
    left = [query for query in QUERIES if str(query) not in cache.kept()]
    assert len(left) <= len(QUERIES) - 3
    Fetch(desk, cache, str, parallel).ask(left)
    assert desk.asked == dict.fromkeys(QUERIES, 1)


def test_a_service_that_answers_nobody_holds_up_nobody_who_stops(
    cache: StoppedOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One answer is there when ctrl-C comes, three do not come: the one is kept, the three are given up."""
    monkeypatch.setattr(fetch, "STOP_PATIENCE_S", 0.01)
    desk, told = Silent(), list[int]()
    cache.count = 2

    def search(query: Query) -> Reply:
        return OK if query == QUERIES[0] else desk.search(query)

    class Mixed:
        def search(self, query: Query) -> Reply:
            return search(query)

    with pytest.raises(KeyboardInterrupt):
        Fetch(Mixed(), cache, str, 4, told.append).ask(QUERIES[:4])
    desk.released.set()
    assert list(cache.kept()) == [str(QUERIES[0])]
    assert 1 <= told[0] <= 4


def test_asking_nothing_ends(cache: StoppedOnce) -> None:
    Fetch(Desk(), cache, str, 4).ask([])
    assert cache.kept() == {}
