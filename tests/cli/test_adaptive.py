"""`quote --adaptive`: fewer searches than everything, and the same choice."""

import json
from pathlib import Path

from tests.cli.desk import facts, run, server
from tests.cli.test_quote import MANY
from tests.offers.duffel import workspace
from tests.offers.duffel.server import FakeDuffel, refusal

__all__ = ["server"]


def wide(folder: Path, mondays: int = 6) -> Path:
    """Ten homes, two venues, six Mondays, five days each: 600 searches for everything."""
    return workspace.write(folder, homes=MANY, starts=mondays, early=2, late=1)


def test_it_settles_on_what_everything_would_settle_on(server: FakeDuffel, tmp_path: Path) -> None:
    folder = wide(tmp_path)
    quoted = facts(server, "quote", str(folder), "--adaptive")
    assert quoted["searches"] == 600
    assert quoted["settled"]
    assert quoted["risk"] <= 0.05
    assert sum(quoted["asked"].values()) == len(server.bodies) < 600
    (leader,) = quoted["leaders"]
    facts(server, "quote", str(folder))
    status, out, _ = run(server, "plan", str(folder), "-o", "-")
    assert status == 0
    (event,) = json.loads(out)["events"]
    assert (event["venue"], event["first_day"]) == (leader["venue"], leader["first_day"])


def test_the_leader_can_be_planned_at_once(server: FakeDuffel, tmp_path: Path) -> None:
    folder = wide(tmp_path)
    (leader,) = facts(server, "quote", str(folder), "--adaptive")["leaders"]
    path = folder / "plan.json"
    status, _, err = run(server, "plan", str(folder), "-o", str(path))
    assert status == 0, err
    (event,) = json.loads(path.read_text())["events"]
    assert (event["venue"], event["first_day"]) == (leader["venue"], leader["first_day"])
    assert run(server, "verify", str(folder), str(path))[0] == 0


def test_what_was_asked_is_taken_into_account_and_not_asked_again(server: FakeDuffel, tmp_path: Path) -> None:
    """Of five Mondays none is so near to the best that a second look would weigh it anew."""
    folder = wide(tmp_path, mondays=5)
    part = facts(server, "quote", str(folder), "--adaptive", "--max-searches", "20")
    assert (sum(part["asked"].values()), part["settled"]) == (20, False)
    rest = facts(server, "quote", str(folder), "--adaptive")
    again = facts(server, "quote", str(folder), "--adaptive")
    assert rest["settled"]
    assert (again["asked"], again["settled"], again["leaders"]) == ({}, True, rest["leaders"])
    assert set(server.searches.values()) == {1}


def test_people_read_what_it_took(server: FakeDuffel, tmp_path: Path) -> None:
    _, out, _ = run(server, "quote", str(wide(tmp_path)), "--adaptive")
    flat = " ".join(out.split())
    assert "of 600 searches that everything takes" in flat
    assert "Spring: " in flat
    assert "that another choice costs less (at least 95 % asked for)." in flat
    assert max(map(len, out.splitlines())) <= 80


def test_a_search_that_fails_is_told_and_not_tried_for_ever(server: FakeDuffel, tmp_path: Path) -> None:
    server.faults["POST"].append(refusal(422, "validation_error", "wrong", "Wrong"))
    status, out, err = run(server, "quote", str(wide(tmp_path)), "--adaptive")
    assert status == 4
    assert "1 failed" in out
    assert "came back without all their offers" in err


def test_places_without_offers_do_not_win(server: FakeDuffel, tmp_path: Path) -> None:
    """Nobody sells a seat to Riga."""
    honest = server.offers
    server.offers = lambda data: [] if "RIX" in str(data["slices"]) else honest(data)
    quoted = facts(server, "quote", str(wide(tmp_path)), "--adaptive")
    assert quoted["settled"]
    assert quoted["leaders"][0]["venue"] == "lisbon"


def test_it_cannot_be_told_beforehand(server: FakeDuffel, tmp_path: Path) -> None:
    status, _, err = run(server, "quote", str(wide(tmp_path)), "--adaptive", "--dry-run")
    assert status == 2
    assert "cannot tell beforehand" in " ".join(err.split())
