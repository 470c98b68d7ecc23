"""`quote` as a travel desk runs it, against a server on this machine."""

import signal
import time
from contextlib import closing
from pathlib import Path

from sprintplan.offers.duffel.cache import Cache
from tests.cli.desk import TOKEN, facts, run, server, start
from tests.offers.duffel import workspace
from tests.offers.duffel.server import FakeDuffel, Fault, refusal
from tests.patience import PATIENCE_S

__all__ = ["server"]
MANY = "LHR CDG BER WAW MAD FCO VIE CPH ARN DUB".split()


def test_a_dry_run_counts_searches_by_venue_and_asks_nothing(server: FakeDuffel, tmp_path: Path) -> None:
    """Three homes, two Mondays, no night to spare: one search for both ways each, 6 a venue."""
    folder = workspace.write(tmp_path)
    status, out, _ = run(server, "quote", str(folder), "--dry-run")
    assert status == 0
    assert "12 searches for everything" in out
    assert [line.split() for line in out.splitlines()[2:4]] == [["Casa", "6", "6"], ["Dome", "6", "6"]]
    assert "Still to ask: 12 searches, 1 minute" in out
    assert max(map(len, out.splitlines())) <= 80
    assert not server.seen
    assert not (folder / "cache").exists()


def test_a_dry_run_needs_no_token(server: FakeDuffel, tmp_path: Path) -> None:
    status, _, _ = run(server, "quote", str(workspace.write(tmp_path)), "--dry-run", DUFFEL_API_TOKEN="")
    assert status == 0


def test_more_nights_make_one_way_searches_fewer(server: FakeDuffel, tmp_path: Path) -> None:
    """A night more on either side: 2 x 2 pairs of days are as many as 2 + 2 days, so each way is asked for alone."""
    folder = workspace.write(tmp_path, early=1, late=1)
    assert facts(server, "quote", str(folder), "--dry-run")["searches"] == 2 * 3 * 2 * 4
    both = workspace.write(tmp_path, early=1, late=1, duffel='ask = "both_ways"')
    facts(server, "quote", str(both), "--venue", "lisbon", "--max-searches", "3")
    assert all(len(body["slices"]) == 2 for body in server.bodies)


def test_what_is_there_is_not_asked_again(server: FakeDuffel, tmp_path: Path) -> None:
    folder = workspace.write(tmp_path)
    first = facts(server, "quote", str(folder))
    again = facts(server, "quote", str(folder))
    assert (first["asked"], first["left"]) == ({"ok": 12}, 0)
    assert (again["asked"], again["queries"]["fresh"]) == ({}, 12)
    assert set(server.searches.values()) == {1}


def test_an_answer_is_asked_again_when_it_is_too_old(server: FakeDuffel, tmp_path: Path) -> None:
    facts(server, "quote", str(workspace.write(tmp_path)))
    folder = workspace.write(tmp_path, duffel="max_age_hours = 0")
    time.sleep(1.1)
    assert facts(server, "quote", str(folder))["queries"]["stale"] == 12
    assert set(server.searches.values()) == {2}


def test_people_of_one_home_share_their_searches(server: FakeDuffel, tmp_path: Path) -> None:
    folder = workspace.write(tmp_path, homes=["LHR", "LHR", "LHR"])
    assert facts(server, "quote", str(folder), "--dry-run")["searches"] == 4


def test_airports_of_one_city_are_asked_for_together(server: FakeDuffel, tmp_path: Path) -> None:
    folder = workspace.write(tmp_path, homes=["LHR|LGW", "LGW"])
    facts(server, "quote", str(folder))
    assert {body["slices"][0]["origin"] for body in server.bodies} == {"LON"}
    assert len(server.bodies) == 4


def test_a_stopped_and_resumed_fetch_of_500_searches_asks_each_once(server: FakeDuffel, tmp_path: Path) -> None:
    """Ten homes, one venue, ten Mondays, three days out and two back; 150, then ctrl-C on the way, then the rest."""
    folder = str(workspace.write(tmp_path, homes=MANY, starts=10, early=2, late=1, duffel="parallel = 4"))
    wanted = ("quote", folder, "--venue", "lisbon")
    assert facts(server, *wanted, "--dry-run")["searches"] == 500
    assert facts(server, *wanted, "--max-searches", "150")["left"] == 350
    server.delay_s = 0.01
    process = start(server, *wanted)
    _wait_for(server, 300)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130, err
    assert "what was answered is kept" in err
    assert 300 <= len(server.bodies) < 500
    server.delay_s = 0
    assert facts(server, *wanted)["left"] == 0
    assert (len(server.searches), set(server.searches.values())) == (500, {1})


def test_a_killed_fetch_goes_on_and_asks_nothing_that_it_has(server: FakeDuffel, tmp_path: Path) -> None:
    """`kill -9` among 500 searches: only those whose answers were under way, four at most, are asked twice."""
    folder = workspace.write(tmp_path, homes=MANY, starts=10, early=2, late=1, duffel="parallel = 4")
    wanted = ("quote", str(folder), "--venue", "lisbon")
    server.delay_s = 0.01
    process = start(server, *wanted)
    _wait_for(server, 200)
    process.kill()
    process.communicate()
    with closing(Cache(folder)) as cache:
        kept = len(cache.kept())
    server.delay_s = 0
    asked_before = len(server.bodies)
    assert asked_before - 4 <= kept <= asked_before
    assert facts(server, *wanted)["asked"] == {"ok": 500 - kept}
    twice = [search for search, times in server.searches.items() if times > 1]
    assert (len(server.searches), len(twice)) == (500, asked_before - kept)


def _wait_for(server: FakeDuffel, searches: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while len(server.bodies) < searches:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_search_that_fails_is_told_and_the_rest_is_kept(server: FakeDuffel, tmp_path: Path) -> None:
    folder = str(workspace.write(tmp_path))
    server.faults["POST"].append(refusal(422, "validation_error", "validation_required", "Required field"))
    status, out, err = run(server, "quote", folder)
    assert status == 4
    assert "Asked 12 searches: 11 with offers, 1 failed" in out
    assert "validation_required, Required field, request_id Fq-1" in " ".join(out.split())
    assert "1 of 12 searches came back without all their offers" in err
    assert max(map(len, out.splitlines())) <= 80
    again = facts(server, "quote", folder)
    assert (again["queries"]["failed"], again["asked"], again["left"]) == (1, {"ok": 1}, 0)


def test_a_refused_token_ends_at_once(server: FakeDuffel, tmp_path: Path) -> None:
    for _ in range(20):
        server.faults["POST"].append(refusal(401, "authentication_error", "wrong", f"no such token {TOKEN}"))
    status, out, err = run(server, "quote", str(workspace.write(tmp_path)))
    assert (status, out) == (4, "")
    assert "Duffel refuses the token" in err
    assert len(err.splitlines()) == 1


def test_a_missing_token_is_a_mistake_of_usage(server: FakeDuffel, tmp_path: Path) -> None:
    status, _, err = run(server, "quote", str(workspace.write(tmp_path)), DUFFEL_API_TOKEN="")
    assert status == 2
    assert "DUFFEL_API_TOKEN is not set" in err


def test_a_service_that_only_fails_is_given_up(server: FakeDuffel, tmp_path: Path) -> None:
    for _ in range(100):
        server.faults["POST"].append(refusal(500, "api_error", "internal_server_error", "Internal server error"))
    folder = workspace.write(tmp_path, homes=MANY, starts=10)
    status, _, err = run(server, "quote", str(folder))
    assert status == 4
    assert "10 searches in a row failed" in err
    assert len(server.seen) < 40


def test_an_unknown_venue_is_named(server: FakeDuffel, tmp_path: Path) -> None:
    status, _, err = run(server, "quote", str(workspace.write(tmp_path)), "--venue", "lisbn", "--dry-run")
    assert status == 2
    assert 'there is no venue "lisbn" in the workspace. Did you mean lisbon' in err


def test_the_token_is_in_no_file_and_no_output(server: FakeDuffel, tmp_path: Path) -> None:
    """Even where the service repeats it, in errors and in offers, and where internal error shows its traceback."""
    folder = workspace.write(tmp_path)
    honest = server.offers
    server.offers = lambda data: [offer | {"echo": TOKEN} for offer in honest(data)]
    server.faults["POST"].append(refusal(422, "validation_error", "wrong", f"Bearer {TOKEN}"))
    server.faults["GET"].append(Fault(200, f"<p>{TOKEN}</p>".encode()))
    plan = str(folder / "plan.json")
    commands = (
        ("quote", "--adaptive", "--max-searches", "2"),
        ("quote", "--dry-run"),
        ("quote",),
        ("plan", "-o", plan),
        ("check",),
        ("quote", "--refresh", plan),
    )
    for words in commands:
        out, err = start(server, words[0], str(folder), *words[1:], SPRINTPLAN_DEBUG="1").communicate(
            timeout=PATIENCE_S
        )
        assert TOKEN not in out + err
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name.startswith("duffel.sqlite") for path in files)
    assert not [path for path in files if TOKEN.encode() in path.read_bytes()]
    with closing(Cache(folder)) as cache:
        pages = [raw for _, _, raw in cache.pages(cache.kept())]
    assert pages
    assert not [raw for raw in pages if TOKEN.encode() in raw]
