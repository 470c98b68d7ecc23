"""What people call places, each part once."""

import pytest

from sprintplan.domain.place_names import place_words, venue_names, with_country


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("Prague", "Prague"), "Prague"),
        (("Hotel Adria, Prague", "Prague"), "Hotel Adria, Prague"),
        (("Hotel Adria, prague ", "Prague"), "Hotel Adria, prague"),
        (("Hotel Prague", "Prague"), "Hotel Prague, Prague"),
        (("Casa do Tejo", "Lisbon"), "Casa do Tejo, Lisbon"),
        (("Luxembourg", "", "Luxembourg"), "Luxembourg"),
        (("New Prague", "Prague", "Czechia"), "New Prague, Prague, Czechia"),
        (("", ""), ""),
    ],
)
def test_no_part_of_a_place_is_said_twice(parts: tuple[str, ...], words: str) -> None:
    assert place_words(*parts) == words


def test_a_country_that_is_a_city_is_not_said_again() -> None:
    assert with_country("Singapore", "Singapore") == "Singapore"
    assert with_country("Raffles, Singapore", "Singapore") == "Raffles, Singapore"
    assert with_country("Prague", "Czechia") == "Prague (Czechia)"
    assert with_country("Prague", "") == "Prague"


def test_a_venue_is_its_city_unless_another_is_there() -> None:
    venues = (("a", "Prague", "Prague"), ("b", "Hotel Adria, Prague", "Prague"), ("c", "Berga", "Riga"), ("d", "", ""))
    assert venue_names(venues) == {"a": "Prague", "b": "Hotel Adria, Prague", "c": "Riga", "d": "d"}
