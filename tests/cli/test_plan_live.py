"""Planning on kept live answers: nothing missing is passed over, and nothing that failed is taken for no flights."""

import json
from pathlib import Path
from typing import Any

from tests.cli.desk import facts, run, server
from tests.offers.duffel import workspace
from tests.offers.duffel.answers import fare_of, offers_for
from tests.offers.duffel.server import FakeDuffel, refusal

__all__ = ["server"]


def planned(server: FakeDuffel, folder: Path, *words: str) -> tuple[dict[str, Any], str]:
    """The plan and what was said to standard error; verified as written."""
    path = folder / "plan.json"
    status, _, err = run(server, "plan", str(folder), "-o", str(path), *words)
    assert status == 0, err
    status, out, verdict = run(server, "verify", str(folder), str(path))
    assert (status, out.strip()) == (0, "The plan holds."), verdict
    return json.loads(path.read_text()), err


def test_a_plan_takes_the_cheapest_live_fares(server: FakeDuffel, tmp_path: Path) -> None:
    """Each trip costs what the search for its days answered, at 09:00; the plan says when it was asked."""
    folder = workspace.write(tmp_path)
    facts(server, "quote", str(folder))
    plan, err = planned(server, folder)
    assert err == ""
    (event,) = plan["events"]
    asked = {
        (body["slices"][0]["origin"], body["slices"][0]["destination"], body["slices"][0]["departure_date"]): body
        for body in server.bodies
    }
    for trip in event["trips"]:
        ((offer),) = trip["offers"]
        out = trip["outbound"]
        body = asked[out["origin"], out["destination"], out["departs_at"][:10]]
        assert (offer["source"], offer["covers"]) == ("duffel", "both")
        assert offer["fare"] == f"{fare_of(body)}.00"
        assert offer["fetched_at"]
        assert offer["expires_at"] == "2026-01-01T08:30:00Z"
        assert offer["id"] in server.by_id


def test_the_order_of_asking_does_not_change_the_plan(server: FakeDuffel, tmp_path: Path) -> None:
    """Once all at once, once a venue at a time, the other way round; all but the moments of asking is the same."""
    plans = []
    for name, orders in (("one", ((),)), ("two", (("--venue", "riga"), ("--venue", "lisbon")))):
        (tmp_path / name).mkdir()
        folder = workspace.write(tmp_path / name, early=1, late=1)
        for words in orders:
            facts(server, "quote", str(folder), *words)
        plan, _ = planned(server, folder)
        for event in plan["events"]:
            event["certainty"]["fares_from"] = ""
            for trip in event["trips"]:
                for offer in trip["offers"]:
                    offer["fetched_at"] = ""
        plans.append(plan | {"created_at": "", "workspace": "", "claims_sha256": ""})
    assert plans[0] == plans[1]


def test_nothing_asked_yet_is_a_failed_source(server: FakeDuffel, tmp_path: Path) -> None:
    folder = workspace.write(tmp_path)
    status, out, err = run(server, "plan", str(folder), "-o", "-")
    assert (status, out) == (4, "")
    assert "no live fares were asked for yet. `sprintplan quote" in err
    status, out, _ = run(server, "check", str(folder))
    assert status == 0
    assert "no live fares were asked for yet" in " ".join(out.split())


def test_searches_that_all_failed_are_a_failed_source(server: FakeDuffel, tmp_path: Path) -> None:
    folder = workspace.write(tmp_path)
    for _ in range(4):
        server.faults["POST"].append(refusal(422, "validation_error", "wrong", "Wrong"))
    status, out, _ = run(server, "quote", str(folder), "--max-searches", "4")
    assert status == 4
    assert "12 searches for everything, as they stood before" in " ".join(out.split())
    assert "Still to ask: 12 searches, 1 minute at 60 requests a minute" in out
    assert "as they stood" not in run(server, "quote", str(folder), "--dry-run")[1]
    status, _, err = run(server, "plan", str(folder), "-o", "-")
    assert status == 4
    assert "every search that was made failed: " in err
    assert "validation_error, wrong, Wrong" in err


def test_answers_that_turn_out_to_be_useless_are_told_with_their_reason(server: FakeDuffel, tmp_path: Path) -> None:
    """Asking again brings the same: what is wrong has to be said."""
    server.offers = lambda data: [offer | {"total_currency": "ABC"} for offer in offers_for(data)]
    folder = workspace.write(tmp_path)
    assert run(server, "quote", str(folder))[0] == 0
    status, _, err = run(server, "plan", str(folder), "-o", "-")
    assert status == 4
    assert "every search that was made failed: " in err
    assert 'none of its offers can be used: unknown currency "ABC"' in err


def test_a_venue_that_was_not_asked_for_is_left_out_and_told(server: FakeDuffel, tmp_path: Path) -> None:
    """Riga is dearer by far; it would win if those who come from nowhere stayed away at 5000 each."""
    folder = workspace.write(tmp_path)
    facts(server, "quote", str(folder), "--venue", "riga")
    plan, err = planned(server, folder)
    assert plan["events"][0]["venue"] == "riga"
    assert plan["totals"]["remote"] == 0
    assert "2 pairs of venue and first day left out, as live fares are missing (venues lisbon)" in err
    (excluded,) = [other for other in plan["events"][0]["alternatives"] if other["venue"] == "lisbon"]
    assert "live fares" in excluded["excluded_because"]


def test_a_failed_search_is_never_taken_for_no_flights(server: FakeDuffel, tmp_path: Path) -> None:
    """One search of the first Monday in Lisbon fails: that candidate is left out, nobody is said to be unreachable."""
    folder = workspace.write(tmp_path, duffel="parallel = 1")
    server.faults["POST"].append(refusal(500, "api_error", "internal_server_error", "Internal server error"))
    assert run(server, "quote", str(folder))[0] == 4
    plan, err = planned(server, folder)
    assert "1 pair of venue and first day left out" in err
    assert plan["totals"]["remote"] == 0
    facts(server, "quote", str(folder))
    assert planned(server, folder)[1] == ""


def test_no_offers_at_all_are_an_answer(server: FakeDuffel, tmp_path: Path) -> None:
    """Nobody sells a way from London: that person stays away, wherever and whenever."""
    honest = server.offers
    server.offers = lambda data: [] if data["slices"][0]["origin"] == "LHR" else honest(data)
    folder = workspace.write(tmp_path)
    assert facts(server, "quote", str(folder))["asked"] == {"empty": 4, "ok": 8}
    plan, err = planned(server, folder)
    assert err == ""
    assert [trip["person"] for trip in plan["events"][0]["trips"] if trip["status"] == "remote"] == ["p0"]


def test_days_that_are_missing_are_told_where_others_are_answered(server: FakeDuffel, tmp_path: Path) -> None:
    """All of Lisbon but its last search: the candidate stays in, and the plan says that a fare may be missing."""
    folder = workspace.write(tmp_path, early=1, late=1)
    wanted = facts(server, "quote", str(folder), "--venue", "lisbon", "--dry-run")["searches"]
    facts(server, "quote", str(folder), "--venue", "lisbon", "--max-searches", str(wanted - 1))
    _, err = planned(server, folder)
    assert f"1 of {wanted} searches were not made yet, so cheaper fares may exist" in err


def test_stale_answers_are_used_and_told(server: FakeDuffel, tmp_path: Path) -> None:
    facts(server, "quote", str(workspace.write(tmp_path)))
    folder = workspace.write(tmp_path, duffel="max_age_hours = 0")
    _, err = planned(server, folder)
    assert "12 answers are older than 0 hours, the oldest of 20" in err


def test_another_agreement_asks_anew(server: FakeDuffel, tmp_path: Path) -> None:
    facts(server, "quote", str(workspace.write(tmp_path)))
    fare = '[[offers.duffel.private_fare]]\nairline = "QF"\ncorporate_code = "FLX53"'
    folder = workspace.write(tmp_path, duffel=fare)
    assert run(server, "plan", str(folder), "-o", "-")[0] == 4
    assert facts(server, "quote", str(folder))["asked"] == {"ok": 12}


def test_people_read_how_old_their_fares_are(server: FakeDuffel, tmp_path: Path) -> None:
    folder = workspace.write(tmp_path)
    facts(server, "quote", str(folder))
    planned(server, folder)
    path = str(folder / "plan.json")
    _, summary, _ = run(server, "show", path)
    assert "fares were 0 min old when this was planned, 3 offers had expired" in " ".join(summary.split())
    _, trip, _ = run(server, "show", path, "--person", "p0")
    assert "TP, Basic, asked for " in trip
    assert "held until Thu 1 Jan 08:30 UTC" in " ".join(trip.split())
    assert max(map(len, (summary + trip).splitlines())) <= 80
