"""Years planned on quotes in files: what the plan says of its offers, and what verify says of a changed one."""

import json
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sprintplan.cli import commands
from sprintplan.domain.objective import Rate
from tests.build.duffel import duffel_journey, duffel_offer, duffel_segment, offer_list
from tests.build.workspace_files import write_workspace
from tests.build.year import MONDAY, event, person, quote, scenario, venue
from tests.offers.emissions.server import KEY, Model, served

OUT = duffel_journey(duffel_segment("TP1351", "LHR", "2027-04-04T09:00", "LIS", "2027-04-04T11:45"))
BACK = duffel_journey(duffel_segment("TP1352", "LIS", "2027-04-09T20:00", "LHR", "2027-04-09T22:40"))
TERMS: dict[str, Any] = {
    "conditions": {"refund_before_departure": {"allowed": False}, "change_before_departure": {"allowed": True}}
}


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(commands, list(words))
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ana from London to Lisbon, with one both-ways offer and one that has no journeys."""
    folder = tmp_path_factory.mktemp("year")
    year = scenario([person()], [venue()], [event(starts=[MONDAY])])
    write_workspace(folder, year, [])
    shutil.rmtree(folder / "offers")
    (folder / "offers").mkdir()
    body = offer_list(duffel_offer(OUT, BACK, amount="301.99", **TERMS), duffel_offer(id="off_9"))
    (folder / "offers" / "answer.json").write_bytes(body)
    code, _, facts = run(
        "plan", str(folder), "-o", str(folder / "plan.json"), "--today", "2026-11-23", "--workers", "1"
    )
    assert code == 0, facts
    assert "offers/answer.json: 1 of 2 offers left out: without journeys (off_9)" in facts.replace("\n", " ")
    return folder


def first_offer(plan: dict[str, Any]) -> dict[str, Any]:
    offers: list[dict[str, Any]] = plan["events"][0]["trips"][0]["offers"]
    return offers[0]


def test_the_plan_states_what_is_known_of_an_offer(planned: Path) -> None:
    """One offer for both ways, by the seller's own id; bags are unknown."""
    assert first_offer(json.loads((planned / "plan.json").read_text())) == {
        "source": "files",
        "id": "answer.json:off_1",
        "covers": "both",
        "fare": "301.99",
        "benchmark_fare": "301.99",
        "currency": "EUR",
        "original_fare": "301.99",
        "original_currency": "EUR",
        "fetched_at": "2026-11-20T10:48:24Z",
        "expires_at": "2026-11-20T11:18:23Z",
        "owner": "TP",
        "fare_brand": "Light",
        "fare_basis": "K0AIZRU1",
        "checked_bags": None,
        "changeable": True,
        "refundable": False,
    }


@pytest.mark.parametrize(
    ("member", "value", "expected"),
    [
        ("expires_at", "2026-11-20T12:00:00Z", "expires_at is stated as 2026-11-20T12:00:00Z"),
        ("owner", "LH", "owner is stated as LH, expected TP"),
        ("refundable", True, "refundable is stated as True, expected False"),
        ("checked_bags", 1, "checked_bags is stated as 1, expected nothing"),
        ("id", "answer.json:off_2", "is not on sale"),
    ],
)
def test_verify_finds_a_changed_term(planned: Path, tmp_path: Path, member: str, value: Any, expected: str) -> None:
    """Status 5, and the member is named with what the offer says."""
    plan = json.loads((planned / "plan.json").read_text())
    first_offer(plan)[member] = value
    (tmp_path / "changed.json").write_text(json.dumps(plan))
    code, out, err = run("verify", str(planned), str(tmp_path / "changed.json"))
    assert code == 5
    assert expected in " ".join((out + err).split())


@pytest.mark.parametrize(
    ("stated", "hashed", "code"), [("measured by hand", False, 5), (None, False, 0), (None, True, 5)]
)
def test_verify_finds_another_source_of_emissions_unless_a_plan_of_before_names_none(
    planned: Path, tmp_path: Path, stated: str | None, hashed: bool, code: int
) -> None:
    """Plans of before name none, and have neither a workspace nor a hash of what they state."""
    plan = json.loads((planned / "plan.json").read_text())
    outbound = plan["events"][0]["trips"][0]["outbound"]
    assert outbound["co2e_source"] == "embedded factors: UK Government GHG Conversion Factors 2025"
    outbound["co2e_source"] = stated
    if not hashed:
        plan |= {"claims_sha256": None, "workspace": ""}
    (tmp_path / "changed.json").write_text(json.dumps(plan))
    assert run("verify", str(planned), str(tmp_path / "changed.json"))[0] == code


def test_verify_holds_the_plan_as_it_is(planned: Path) -> None:
    """Status 0."""
    assert run("verify", str(planned), str(planned / "plan.json"))[0] == 0


def test_a_plan_with_the_travel_impact_model_is_verified_from_what_is_kept(
    planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way out is known by its flight, the way home by its route; verify needs neither key nor service."""
    folder = tmp_path / "year"
    shutil.copytree(planned, folder)
    settings = (folder / "sprint.toml").read_text()
    (folder / "sprint.toml").write_text(settings.replace('"embedded"', '"travel_impact"'))
    model, path = Model(), str(folder / "plan.json")
    model.flights, model.routes = {"TP1351": 150_000}, {"LIS-LHR": 160_000}
    monkeypatch.setenv("TIM_API_KEY", KEY)
    with served(model) as address:
        monkeypatch.setenv("TIM_API_URL", address)
        code, out, err = run("plan", str(folder), "-o", path, "--today", "2026-11-23", "--workers", "1")
    assert (code, KEY in out + err) == (0, False)
    plan = json.loads((folder / "plan.json").read_text())
    trip = plan["events"][0]["trips"][0]
    assert [(trip[way]["co2e_kg"], trip[way]["co2e_source"]) for way in ("outbound", "inbound")] == [
        (150.0, "Travel Impact Model 3.1.0: this flight"),
        (160.0, "Travel Impact Model 3.1.0: typical of the route"),
    ]
    monkeypatch.delenv("TIM_API_KEY")
    assert run("verify", str(folder), path)[0] == 0
    assert not any(KEY.encode() in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_a_fare_finer_than_its_currency_is_converted_once_and_the_plan_holds(tmp_path: Path) -> None:
    """300.004 USD are 276.71 EUR at 1.0842, and 300.00 USD would be 276.70."""
    usd = Rate(currency="USD", rate=Decimal("1.0842"), on=date(2026, 11, 20), source="workspace")
    year = scenario([person()], [venue()], [event(starts=[MONDAY])], stated_rates={"USD": usd}, rates_date=usd.on)
    quotes = [
        quote("LHR", "LIS", "2027-04-04T09:00", "2027-04-04T11:45", "300.0040", currency="USD"),
        quote("LIS", "LHR", "2027-04-09T20:00", "2027-04-09T22:40", "100", currency="USD"),
    ]
    write_workspace(tmp_path, year, quotes)
    path = tmp_path / "plan.json"
    code, _, printed = run("plan", str(tmp_path), "-o", str(path), "--today", "2026-11-23", "--workers", "1")
    assert code == 0, printed
    assert first_offer(json.loads(path.read_text()))["fare"] == "276.71"


def test_a_journey_of_half_an_offer_is_the_fastest_and_is_not_bought(tmp_path: Path) -> None:
    """The nonstop flight is sold with a way back to Paris alone; it lasts 2 h 45, the connection 5 h 45."""
    year = scenario([person()], [venue()], [event(starts=[MONDAY])])
    stop: dict[str, Any] = {"via": "MAD", "via_times": "2027-04-04T09:20/2027-04-04T11:30", "flights": "IB1|IB2"}
    quotes = [
        quote("LHR", "LIS", "2027-04-04T09:00", "2027-04-04T11:45", 10, bundle="B1"),
        quote("LIS", "CDG", "2027-04-09T20:00", "2027-04-09T23:30", 10, bundle="B1"),
        quote("LHR", "LIS", "2027-04-04T06:00", "2027-04-04T11:45", 300, **stop),
        quote("LIS", "LHR", "2027-04-09T20:00", "2027-04-09T22:40", 100),
    ]
    write_workspace(tmp_path, year, quotes)
    path = tmp_path / "plan.json"
    code, _, printed = run("plan", str(tmp_path), "-o", str(path), "--today", "2026-11-23", "--workers", "1")
    assert code == 0, printed
    trip = json.loads(path.read_text())["events"][0]["trips"][0]
    assert (trip["outbound"]["fastest_minutes"], trip["outbound"]["duration_minutes"]) == (165, 345)
    assert trip["cost"]["fare"] == "400.00"
    assert run("verify", str(tmp_path), str(path))[0] == 0
