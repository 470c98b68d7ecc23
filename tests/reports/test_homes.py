"""What `check --homes` proposes for homes that are one airport of a large city."""

import pytest

from sprintplan.domain.people import Home
from sprintplan.reports.text.homes import wider_city


def home(*codes: str, coded: bool = True) -> Home:
    return Home(text="|".join(codes), airports=codes, country="XX", coded=coded)


@pytest.mark.parametrize(
    ("codes", "city"),
    [
        (("LHR",), "LON"),
        (("JFK",), "NYC"),
        (("LIS",), None),  # the city's only airport of note
        (("EWR", "JFK"), None),  # two are chosen already
        (("BSL",), "EAP"),
    ],
)
def test_one_airport_of_a_large_city_could_be_the_city(codes: tuple[str, ...], city: str | None) -> None:
    assert wider_city(home(*codes)) == city


def test_a_home_that_is_a_city_or_a_place_needs_none() -> None:
    """Written as "London, GB" it has the city's airports, or those that the radius holds."""
    assert wider_city(home("LHR", coded=False)) is None
