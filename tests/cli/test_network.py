"""`sprintplan network`: the user's own routes, kept whole, named in every plan, and gone again on demand."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sprintplan.world.airports import airports
from sprintplan.world.routes import shipped_routes

ROUTES_DAT = "\n".join(
    f"XX,1,{start},2,{end},3,,{stops},320"
    for start, end, stops in [
        ("LHR", "LIS", 0),
        ("LIS", "LHR", 0),
        ("TXL", "LHR", 0),
        ("LHR", "TXL", 0),
        ("LIS", "GRU", 1),
        ("QQQ", "LIS", 0),
        ("FRA", "SVO", 0),
        ("\\N", "LIS", 0),
    ]
)
ROUTES_JSON = {
    "LHR": {"routes": [{"iata": "LIS", "km": 1564, "min": 163, "carriers": []}, {"iata": "DUB", "km": 449, "min": 1}]},
    "LIS": {"routes": [{"iata": "LHR", "km": 1564, "min": 158}]},
}


class Terminal:
    """Runs commands as their own processes, so that each sees the network that is kept then."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "sprintplan.cli", *words]
        environment = os.environ | {"SPRINTPLAN_DATA_HOME": str(self.home / "kept")}
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    def facts(self, *words: str) -> dict[str, object]:
        """What a command prints as JSON."""
        facts: dict[str, object] = json.loads(self.run(*words, "--format", "json").stdout)
        return facts


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def test_routes_dat_becomes_the_network_and_what_changed_is_said(terminal: Terminal, tmp_path: Path) -> None:
    """Tegel's routes are Berlin's now; a stop, an unknown code and closed airspace are left out and told."""
    file = tmp_path / "routes.dat"
    file.write_text(ROUTES_DAT, encoding="utf-8")
    facts = terminal.facts("network", "import", str(file), "--today", "2027-01-02")
    assert facts["network"] == {
        "source": "routes.dat",
        "since": "2027-01-02",
        "routes": 4,
        "airports": 3,
        "path": str(tmp_path / "kept" / "network.npz"),
    }
    assert (facts["new"], facts["unknown"], facts["barred"], facts["unread"]) == (0, ["QQQ"], 1, 2)
    assert "LHR to BER" in terminal.run("estimate", "LHR", "BER", "2027-05-03").stdout
    assert terminal.run("estimate", "LHR", "JFK", "2027-05-03").returncode == 2
    assert "routes.dat, imported on 2027-01-02" in terminal.run("network", "show").stdout


def test_json_brings_flight_times_of_its_own_where_they_are_sane(terminal: Terminal, tmp_path: Path) -> None:
    """163 minutes to Lisbon as stated; one minute to Dublin is no flight time."""
    file = tmp_path / "routes.json"
    file.write_text(json.dumps(ROUTES_JSON), encoding="utf-8")
    assert terminal.facts("network", "import", str(file))["timed"] == 2
    journeys = terminal.facts("estimate", "LHR", "LIS", "2027-05-03")["journeys"]
    assert isinstance(journeys, list)
    assert {journey["duration_minutes"] for journey in journeys} == {163}


def test_the_shipped_network_comes_back_when_the_own_is_removed(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "routes.dat"
    file.write_text(ROUTES_DAT, encoding="utf-8")
    terminal.run("network", "import", str(file))
    assert terminal.run("network", "remove").stdout == "The shipped network is in use again.\n"
    assert terminal.facts("network", "show")["path"] is None
    assert terminal.run("network", "remove").stdout == "The shipped network is in use.\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a,b\n1,2\n", "neither routes.dat"),
        (b"", "neither routes.dat"),
        (b'{"LHR": ', "its JSON is broken"),
        (b"[]", "no routes between known airports"),
        (b"\xff\xfe\x00", "this file is saved as UTF-16"),
    ],
)
def test_what_is_no_network_is_refused_and_changes_nothing(
    terminal: Terminal, tmp_path: Path, content: bytes, expected: str
) -> None:
    file = tmp_path / "wrong"
    file.write_bytes(content)
    result = terminal.run("network", "import", str(file))
    assert result.returncode == 2
    assert expected in result.stderr
    assert not (tmp_path / "kept").exists()


def test_a_broken_network_says_how_to_get_rid_of_it(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "network.npz").write_bytes(b"no archive")
    result = terminal.run("estimate", "LHR", "LIS", "2027-05-03")
    assert result.returncode == 2
    assert "`sprintplan network remove`" in result.stderr


def test_a_plan_names_the_own_network_and_holds_with_it_alone(terminal: Terminal, tmp_path: Path) -> None:
    """The shipped network without Lisbon's nonstop flights to Newark is another: verify says so when it is gone."""
    file, plan, year = tmp_path / "routes.dat", tmp_path / "plan.json", str(tmp_path / "year")
    codes, known = airports().codes, shipped_routes()
    pairs = [(codes[a], codes[b]) for a, b in zip(known.origin.tolist(), known.destination.tolist(), strict=True)]
    left = [f"XX,1,{a},2,{b},3,,0,320" for a, b in pairs if {a, b} != {"LIS", "EWR"}]
    file.write_text("\n".join(left), encoding="utf-8")
    assert terminal.facts("network", "import", str(file))["gone"] == 2
    terminal.run("new", year)
    done = terminal.run("plan", year, "-o", str(plan), "--today", "2026-11-24", "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert "+network-" in json.loads(plan.read_text(encoding="utf-8"))["data_version"]
    assert terminal.run("verify", year, str(plan)).returncode == 0
    terminal.run("network", "remove")
    stated = json.loads(plan.read_text(encoding="utf-8")) | {"objective": "1.00"}
    plan.write_text(json.dumps(stated), encoding="utf-8")
    wrong = terminal.run("verify", year, str(plan))
    assert wrong.returncode == 5
    assert "the plan was made with the tables" in wrong.stderr.splitlines()[0]
