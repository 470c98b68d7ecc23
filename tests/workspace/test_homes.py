"""Homes as people write them: with a state, as a position; and what is said of those that are neither."""

from pathlib import Path

import pytest

from sprintplan.domain.people import Home
from sprintplan.errors import InputError
from sprintplan.workspace import read_workspace
from tests.workspace import full


def home(folder: Path, text: str) -> Home:
    people = f'id,name,home,roles\nana,Ana,"{text}",lead|key\n'
    return read_workspace(full.write(folder, people=people)).people[0].home


@pytest.mark.parametrize(
    ("text", "first", "country"),
    [
        ("Portland, US", "PDX", "US"),
        ("Portland, ME, US", "PWM", "US"),
        ("Portland, maine, US", "PWM", "US"),
        ("Richmond, BC, CA", "YVR", "CA"),
        ("38.72, -9.14", "LIS", "PT"),
        ("-33.87,151.21", "SYD", "AU"),
    ],
)
def test_a_home_is_a_city_of_a_state_or_a_position(text: str, first: str, country: str, tmp_path: Path) -> None:
    """An airport within the radius, and its country."""
    found = home(tmp_path, text)
    assert first in found.airports
    assert found.country == country


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Portland, VT, US", 'no city "Portland" is known in VT, US'),
        ("Berlin, BE, DE", '"BE" is not a known state of DE'),
        ("91.5, 10", '"91.5, 10" is not a position'),
        ("0.0, -30.0", "no airport with flights lies within 100 km"),
    ],
)
def test_a_home_that_is_nowhere_is_located(text: str, told: str, tmp_path: Path) -> None:
    """people.csv:2, the column, and what is wrong."""
    with pytest.raises(InputError) as raised:
        home(tmp_path, text)
    assert f"people.csv:2: home: {told}" in str(raised.value)
