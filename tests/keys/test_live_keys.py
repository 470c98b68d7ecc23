"""Every key of [offers.duffel] decides what a live search sends, or which searches are sent."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sprintplan.domain.model import Cabin
from sprintplan.domain.scenario import Scenario
from sprintplan.market.searches import searches_of
from sprintplan.offers.duffel.cache import KeptAnswer
from sprintplan.offers.duffel.client import Duffel, address
from sprintplan.offers.duffel.query import Query, request_body
from sprintplan.offers.duffel.side_by_side import SideBySide
from sprintplan.offers.http import Http
from sprintplan.offers.rate_limit import Pace
from sprintplan.offers.secret import Secret
from sprintplan.workspace import read_workspace
from tests.keys.workspace import ANA, LISBON, PEOPLE, TOML, VENUES
from tests.offers.duffel.server import duffel_server
from tests.patience import PATIENCE_S

QUERY = Query("LHR", "LIS", date(2027, 5, 9), None, Cabin.ECONOMY, 1)
FARE = '[[offers.duffel.private_fare]]\nairline = "QF"\n'


def asked(year: Scenario) -> dict[str, Any]:
    """What a live search of the workspace sends."""
    body: dict[str, Any] = request_body(QUERY, year.duffel)["data"]
    return body


def is_old(year: Scenario) -> bool:
    """Whether an answer of ten hours ago is asked for again."""
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    return KeptAnswer("ok", "2026-11-20T02:00:00Z", "").is_stale(year.duffel.max_age_hours, now)


def patience_ms(year: Scenario) -> int:
    """How long Duffel is told to wait for airlines."""
    with duffel_server() as server:
        Duffel(year.duffel, Http(server.url, {}, Secret("token"), timeout_s=5, pace=Pace(1_000_000))).search(QUERY)
        ((_, path, _), *_) = server.seen
        return int(path.rpartition("supplier_timeout=")[2].partition("&")[0])


LIVE: list[tuple[str, str, Callable[[Scenario], object], object, object]] = [
    (
        "url",
        'url = "https://api.example"',
        lambda year: address(year.duffel),
        *("https://api.duffel.com", "https://api.example"),
    ),
    ("supplier_timeout", "supplier_timeout = 60", patience_ms, 20_000, 60_000),
    ("max_age_hours", "max_age_hours = 9", is_old, False, True),
    ("max_connections", "max_connections = 0", lambda year: searches_of(year).queries[0].connections, 2, 0),
    ("ask", 'ask = "one_way"', lambda year: searches_of(year).queries[0].returns is None, False, True),
    ("departs", 'departs = ["06:00", "22:00"]', lambda year: "departure_time" in str(asked(year)), False, True),
    ("arrives", 'arrives = ["06:00", "23:00"]', lambda year: "arrival_time" in str(asked(year)), False, True),
    (
        "private_fare.airline",
        f'{FARE}tour_code = "A"',
        lambda year: list(asked(year).get("private_fares", ())),
        *([], ["QF"]),
    ),
    *(
        (
            f"private_fare.{code}",
            f'{FARE}{code} = "A"',
            lambda year: asked(year).get("private_fares"),
            None,
            {"QF": [{code: "A"}]},
        )
        for code in ("corporate_code", "tracking_reference", "tour_code", "account_code")
    ),
]
"""Keys of [offers.duffel]: what a search sends, or which searches are sent."""


def live(folder: Path, line: str) -> Scenario:
    """The workspace with a policy of few nights, and a line in [offers.duffel]."""
    text = TOML.replace("[policy]\n", "[policy]\nmax_early_nights = 0\nmax_late_nights = 0\n")
    files = {
        "sprint.toml": text + f"[offers.duffel]\n{line}\n",
        "people.csv": f"{PEOPLE}\n{ANA}\n",
        "venues.csv": f"{VENUES}\n{LISBON}\n",
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return read_workspace(folder)


@pytest.mark.parametrize(
    ("key", "line", "fact_of", "before", "after"), LIVE, ids=[f"offers.duffel.{one[0]}" for one in LIVE]
)
def test_a_key_of_live_searches_decides(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    line: str,
    fact_of: Callable[[Scenario], object],
    before: object,
    after: object,
) -> None:
    monkeypatch.setenv("DUFFEL_API_TOKEN", "duffel_test_Secret-0123456789")
    monkeypatch.delenv("DUFFEL_API_URL", raising=False)
    assert fact_of(live(tmp_path, "")) == before
    assert fact_of(live(tmp_path, line)) == after


@pytest.mark.parametrize(("line", "most"), [("", 8), ("parallel = 2", 2)], ids=["8 by default", "2"])
def test_so_many_searches_are_under_way_at_a_time(tmp_path: Path, line: str, most: int) -> None:
    """Nine questions that nobody answers: `parallel` of them are asked."""
    asked, answered = threading.Semaphore(0), threading.Event()

    def ask(question: int) -> int:
        asked.release()
        answered.wait(60)
        return question

    asking = SideBySide(ask, range(9), live(tmp_path, line).duffel.parallel)
    dealer = threading.Thread(target=asking.each, args=(lambda *_: None,))
    dealer.start()
    assert all(asked.acquire(timeout=PATIENCE_S) for _ in range(most))
    assert not asked.acquire(timeout=0.1)
    answered.set()
    dealer.join()
