"""Baselines of venues.csv and of events: what they become, and where mistakes are told."""

from pathlib import Path

import pytest

from sprintplan.errors import InputError
from sprintplan.workspace import read_workspace
from tests.build import full_workspace as full

SPRING = 'id = "spring"'


def read(folder: Path, cells: str, *, own: str = "") -> list[str | None]:
    """The baselines of both events, where Lisbon and Riga have these cells, and the spring event a key of its own."""
    first, second = cells.split("|")
    rows = full.VENUES.splitlines()
    venues = "\n".join([f"{rows[0]},baseline", f"{rows[1]},{first}", f"{rows[2]},{second}", ""])
    toml = full.TOML.replace(SPRING, f'{SPRING}\nbaseline = "{own}"') if own else full.TOML
    return [event.baseline for event in read_workspace(full.write(folder, sprint=toml, venues=venues)).events]


def test_a_venue_is_the_baseline_of_all_events_that_name_no_other(tmp_path: Path) -> None:
    assert read(tmp_path, "yes|") == ["lisbon", "lisbon"]
    assert read(tmp_path, "yes|no", own="riga") == ["riga", "lisbon"]
    assert read(tmp_path, "|") == [None, None]


@pytest.mark.parametrize(
    ("cells", "own", "words"),
    [
        ("yes|yes", "", 'venues.csv:3: baseline: "lisbon" is one already'),
        ("maybe|", "", 'venues.csv:2: baseline: "maybe" is not yes or no'),
        ("yes|", "lisbno", 'event.baseline: "lisbno" is not among the event\'s venues. Did you mean "lisbon"?'),
    ],
)
def test_a_mistake_in_a_baseline(tmp_path: Path, cells: str, own: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, cells, own=own)
    assert words in str(caught.value)
