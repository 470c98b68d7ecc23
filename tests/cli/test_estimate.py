"""`sprintplan estimate`: the desk's way to judge the estimate by itself."""

import json
import re

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


def test_what_a_ticket_for_one_way_alone_costs_is_told_of_economy() -> None:
    """Out of Tokyo Haneda several times half a round trip; of business nothing was measured."""
    facts = json.loads(run("HND", "JFK", "2027-05-03", "--format", "json").stdout)
    assert all(float(one["alone_eur"]) > 3 * float(one["fare_eur"]) for one in facts["journeys"])
    words = " ".join(run("HND", "JFK", "2027-05-03").stdout.split())
    assert re.search(r"A ticket for this way alone costs about \d\.\d times as much, which", words)
    dear = " ".join(run("HND", "JFK", "2027-05-03", "--cabin", "business").stdout.split())
    assert "A ticket for this way alone can cost several times as much." in dear


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
        assert (journey["alone_eur"] is None) == (cabin == "business")
        assert len(journey["segments"]) == journey["connections"] + 1
        assert journey["departs_at"] == journey["segments"][0]["departs_at"]
        assert journey["departs_at"][:10] == "2027-05-03"
        assert journey["departs_at"][-6:] == "-04:00"
        assert journey["arrives_at"][-6:] == "+02:00"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("LHQ", "LIS", "2027-05-03"), '"LHQ" is not an airport or city code. Did you mean'),
        (("LIS", "LIS", "2027-05-03"), "are one place: name two"),
        (("LHR", "TXL", "2027-05-03"), '"TXL" is not an airport or city code'),
        (("LHR", "DXB", "2041-07-10"), "time zones are known from 2020-01-04 to 2040-12-28. Name a day between them"),
        (("LHR", "DXB", "2019-07-10"), "2019-07-10: time zones are known from 2020-01-04"),
        (("LHR", "LIS", "3.5.27"), "is not a date. Write it as 2027-05-31"),
    ],
)
def test_what_cannot_be_estimated_is_refused_with_a_way_out(words: tuple[str, ...], expected: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert expected in result.output


def test_a_cabin_that_nobody_flies_there_is_said_to_be_absent() -> None:
    """London to Dublin takes an hour and a half: no premium economy."""
    result = run("LHR", "DUB", "2027-05-03", "--cabin", "premium_economy")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "LHR to DUB: no journey in premium economy that day"


def test_ground_journeys_stand_beside_flights() -> None:
    """Paris to Brussels by train is 82 minutes; no coach was measured there, and the reason is given."""
    result = run("PAR", "BRU", "2027-05-03")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    (train,) = [line for line in result.stdout.splitlines() if line.startswith("  train")]
    assert train.split()[1:4] == ["1", "h", "22"]
    assert "No coach is estimated: coaches were not measured between BE and FR." in result.stdout


def test_json_has_minutes_range_fare_and_co2e_of_ground_journeys_or_the_reason() -> None:
    """Places are written like homes: a city with its country, a position."""
    facts = json.loads(run("Paris, FR", "50.85, 4.35", "2027-05-03", "--format", "json").stdout)
    train, coach, car = facts["ground"]
    assert (train["mode"], train["minutes"], train["door_to_door_minutes"], train["reason"]) == ("train", 82, 112, None)
    assert train["from_minutes"] < 82 < train["to_minutes"]
    assert train["currency"] == "EUR"
    assert train["co2e_kg"] == pytest.approx(1.4, abs=0.1)
    assert train["co2e_well_to_tank_kg"] == pytest.approx(0.4, abs=0.1)
    assert (coach["mode"], coach["minutes"]) == ("coach", None)
    assert coach["reason"] == "coaches were not measured between BE and FR"
    assert car["minutes"] > train["minutes"]


def test_places_that_share_their_airports_are_still_joined_on_the_ground() -> None:
    """Amsterdam and Rotterdam have the same airports within 120 km."""
    facts = json.loads(run("Amsterdam, NL", "Rotterdam, NL", "2027-05-03", "--format", "json").stdout)
    assert facts["ground"][0]["minutes"] == pytest.approx(42, abs=5)


def test_a_city_that_nobody_knows_is_refused_as_in_people_csv() -> None:
    result = run("Pariss, FR", "BRU", "2027-05-03")
    assert result.exit_code == 2
    assert 'no city "Pariss" is known in FR. Did you mean "Paris, FR"?' in result.output
