"""The two workspaces under data/ are what their README says."""

import csv
import filecmp
import subprocess
import sys
from pathlib import Path

import pytest

from sprintplan.workspace import read_workspace

DATA = Path(__file__).parent.parent / "data"


@pytest.mark.parametrize(
    ("folder", "people", "venues", "weeks"), [("example", 60, 12, 8), ("example-1000", 1000, 40, 12)]
)
def test_the_example_is_read_without_a_problem(folder: str, people: int, venues: int, weeks: int) -> None:
    """Sizes as data/README.md states them: two events, so many people, venues and first days."""
    scenario = read_workspace(DATA / folder)
    assert (len(scenario.people), len(scenario.venues)) == (people, venues)
    assert [len(event.starts) for event in scenario.events] == [weeks, weeks]


def test_the_example_spans_the_world() -> None:
    """Homes in at least 30 countries, written in all three forms; managers over three levels."""
    people = read_workspace(DATA / "example").people
    assert len({person.home.country for person in people}) >= 30
    forms = {person.home.text for person in people}
    assert {"LON", "EWR|JFK", "Tokyo, JP"} <= forms


def test_the_large_example_is_what_its_script_writes(tmp_path: Path) -> None:
    """`make.py` is seeded: run into another folder it writes the committed files, byte for byte."""
    subprocess.run([sys.executable, DATA / "example-1000" / "make.py", tmp_path], check=True)
    names = ["people.csv", "venues.csv"]
    assert filecmp.cmpfiles(DATA / "example-1000", tmp_path, names, shallow=False)[0] == names


def test_the_large_example_has_twenty_teams_with_a_head_each() -> None:
    """20 teams, 20 directors, everybody but the first reports to somebody."""
    with (DATA / "example-1000" / "people.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["team"] for row in rows}) == 20
    assert sum(row["grade"] == "director" for row in rows) == 20
    assert [row["id"] for row in rows if not row["manager"]] == ["p000"]
