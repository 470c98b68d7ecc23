"""`sprintplan estimate`: the desk's way to judge the estimate by itself."""

import json

import pytest
from click.testing import CliRunner, Result

from sprintplan.cli import commands


def run(*words: str) -> Result:
    return CliRunner().invoke(commands, ["estimate", *words, "--today", "2026-11-24"])


def test_journeys_are_listed_in_order_of_departure_within_80_columns() -> None:
    """London to Lisbon is flown nonstop in under three hours; fares stand between their error's ends."""
    result = run("LHR", "LIS", "2027-05-03")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0] == "LHR to LIS, Mon 3 May 2027, economy"
    assert max(map(len, lines)) <= 80
    assert any("nonstop" in line and "2 h " in line for line in lines)
    leaves = [line.split()[1] for line in lines[2:] if line.startswith("  LHR")]
    assert leaves == sorted(leaves)


@pytest.mark.parametrize("cabin", ["economy", "business"])
def test_json_has_fare_error_and_co2e_of_every_journey(cabin: str) -> None:
    """A city code means all its airports; one standard error away lie fare / e^s and fare x e^s."""
    facts = json.loads(run("NYC", "ber", "2027-05-03", "--cabin", cabin, "--format", "json").stdout)
    journeys = facts["journeys"]
    assert {"EWR", "JFK"} <= {journey["origin"] for journey in journeys}
    for journey in journeys:
        assert journey["cabin"] == cabin
        assert float(journey["from_eur"]) < float(journey["fare_eur"]) < float(journey["to_eur"])
        assert journey["co2e_kg"] > 0
        assert len(journey["segments"]) == journey["connections"] + 1
        assert journey["departs_at"] == journey["segments"][0]["departs_at"]
        assert journey["departs_at"][:10] == "2027-05-03"
        assert journey["departs_at"][-6:] == "-04:00"
        assert journey["arrives_at"][-6:] == "+02:00"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("LHQ", "LIS", "2027-05-03"), '"LHQ" is no airport or city code. Did you mean'),
        (("LIS", "LIS", "2027-05-03"), "are one place: name two"),
        (("LHR", "TXL", "2027-05-03"), '"TXL" is no airport or city code'),
        (("LHR", "LIS", "3.5.27"), "is no date. Write it as 2027-05-31"),
    ],
)
def test_what_cannot_be_estimated_is_refused_with_a_way_out(words: tuple[str, ...], told: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert told in result.output


def test_a_cabin_that_nobody_flies_there_is_said_to_be_absent() -> None:
    """London to Dublin takes an hour and a half: no premium economy."""
    result = run("LHR", "DUB", "2027-05-03", "--cabin", "premium_economy")
    assert result.exit_code == 0
    assert result.stdout == "LHR to DUB: no journey in premium economy that day\n"
