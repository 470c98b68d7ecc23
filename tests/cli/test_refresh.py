"""`quote --refresh`: what became of a plan's offers, and whether the plan is still the best."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.desk import facts, run, server
from tests.offers.duffel import workspace
from tests.offers.duffel.server import FakeDuffel, refusal

__all__ = ["server"]
LATER = {"expires_at": "2099-01-01T00:00:00Z"}


@pytest.fixture
def folder(server: FakeDuffel, tmp_path: Path) -> Path:
    """A workspace with a plan on live offers that are held for long."""
    honest = server.offers
    server.offers = lambda data: [offer | LATER for offer in honest(data)]
    written = workspace.write(tmp_path)
    facts(server, "quote", str(written))
    assert run(server, "plan", str(written), "-o", str(written / "plan.json"))[0] == 0
    server.seen.clear()
    return written


def bought(folder: Path) -> list[dict[str, Any]]:
    plan = json.loads((folder / "plan.json").read_text())
    return [offer for event in plan["events"] for trip in event["trips"] for offer in trip["offers"]]


def refreshed(server: FakeDuffel, folder: Path) -> dict[str, Any]:
    return facts(server, "quote", str(folder), "--refresh", str(folder / "plan.json"))


def test_offers_that_are_as_they_were_leave_the_plan_the_best(server: FakeDuffel, folder: Path) -> None:
    """Three offers, asked for by their ids and nothing else."""
    printed = refreshed(server, folder)
    assert [one["found"] for one in printed["offers"]] == ["unchanged"] * 3
    assert (printed["still_optimal"], printed["repriced"], printed["best"]) == (
        True,
        printed["objective"],
        printed["objective"],
    )
    assert [method for method, _, _ in server.seen] == ["GET"] * 3


def test_a_fare_that_changed_is_told_and_weighed(server: FakeDuffel, folder: Path) -> None:
    """One fare is 900 dearer: another date or place is better by then."""
    offer = bought(folder)[0]
    server.by_id[offer["id"]]["total_amount"] = dearer = f"{float(offer['fare']) + 900:.2f}"
    printed = refreshed(server, folder)
    changed = printed["offers"][0]
    assert (changed["found"], changed["fare"], changed["new_fare"]) == ("changed", offer["fare"], dearer)
    assert changed["difference"] == "900.00"
    assert float(printed["repriced"]) == float(printed["objective"]) + 900
    assert printed["still_optimal"] is False
    assert float(printed["objective"]) < float(printed["best"]) < float(printed["repriced"])
    status, out, _ = run(server, "plan", str(folder), "-o", "-")
    assert (status, json.loads(out)["objective"]) == (0, printed["best"])


def test_a_fare_that_fell_leaves_the_plan_the_best(server: FakeDuffel, folder: Path) -> None:
    offer = bought(folder)[0]
    server.by_id[offer["id"]]["total_amount"] = f"{float(offer['fare']) - 10:.2f}"
    printed = refreshed(server, folder)
    assert (printed["offers"][0]["difference"], printed["still_optimal"]) == ("-10.00", True)


def test_an_offer_that_is_gone_is_searched_for_once(server: FakeDuffel, folder: Path) -> None:
    """It is sold anew under another id, 7 dearer."""
    offer = bought(folder)[0]
    server.gone.add(offer["id"])
    honest = server.offers

    def anew(data: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            one | {"id": one["id"] + "b", "total_amount": f"{float(one['total_amount']) + 7:.2f}"}
            for one in honest(data)
        ]

    server.offers = anew
    asked = len(server.bodies)
    printed = refreshed(server, folder)
    first = printed["offers"][0]
    assert (first["found"], first["new_offer"], first["difference"]) == ("renewed", offer["id"] + "b", "7.00")
    assert len(server.bodies) == asked + 1


def test_an_offer_that_nobody_sells_any_more_is_gone(server: FakeDuffel, folder: Path) -> None:
    offer = bought(folder)[0]
    server.gone.add(offer["id"])
    honest = server.offers
    server.offers = lambda data: [one for one in honest(data) if one["id"] != offer["id"]]
    printed = refreshed(server, folder)
    assert (printed["offers"][0]["found"], printed["repriced"], printed["still_optimal"]) == ("gone", None, False)
    status, out, _ = run(server, "quote", str(folder), "--refresh", str(folder / "plan.json"))
    assert status == 0
    assert "The plan cannot be booked as it is." in out


def test_an_expired_offer_is_searched_for_again(server: FakeDuffel, folder: Path) -> None:
    offer = bought(folder)[0]
    server.by_id[offer["id"]]["expires_at"] = "2026-01-01T00:00:00Z"
    asked = len(server.bodies)
    printed = refreshed(server, folder)
    first = printed["offers"][0]
    assert (first["found"], first["expired"], first["difference"]) == ("unchanged", True, "0.00")
    assert len(server.bodies) == asked + 1


def test_what_cannot_be_asked_is_neither_gone_nor_unchanged(server: FakeDuffel, folder: Path) -> None:
    server.faults["GET"].append(refusal(500, "api_error", "internal_server_error", "Internal server error"))
    status, out, err = run(server, "quote", str(folder), "--refresh", str(folder / "plan.json"))
    assert status == 4
    assert "3 offers asked again: 2 as it was, 1 not known" in out
    assert "internal_server_error" in out
    assert "Whether it is still the best is unknown." in out
    assert "1 of 3 offers could not be asked for again" in err


def test_people_read_what_changed_within_80_columns(server: FakeDuffel, folder: Path) -> None:
    offer = bought(folder)[0]
    server.by_id[offer["id"]]["total_amount"] = f"{float(offer['fare']) + 900:.2f}"
    _, out, _ = run(server, "quote", str(folder), "--refresh", str(folder / "plan.json"))
    assert "+900" in out
    assert "fare changed" in out
    assert "The best is now" in out
    assert max(map(len, out.splitlines())) <= 80


def test_a_plan_without_live_offers_cannot_be_refreshed(server: FakeDuffel, folder: Path) -> None:
    path = folder / "plan.json"
    path.write_text(path.read_text().replace('"duffel"', '"files"'))
    status, _, err = run(server, "quote", str(folder), "--refresh", str(path))
    assert status == 2
    assert "has no live offers" in err


def test_refreshing_takes_no_other_option(server: FakeDuffel, folder: Path) -> None:
    status, _, err = run(server, "quote", str(folder), "--refresh", str(folder / "plan.json"), "--dry-run")
    assert status == 2
    assert "leave the other options out" in " ".join(err.split())
