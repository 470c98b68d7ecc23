"""Emissions worked out by hand from the published factors."""

import numpy as np
import pytest

from sprintplan.world.airports import airport_distance_km, airports
from sprintplan.world.emissions import EMISSIONS_SOURCE, co2e_g, factors

CABINS = np.arange(4, dtype=np.int8)


def number(code: str) -> int:
    row = airports().number(code)
    assert row is not None
    return row


def grams(origin: str, destination: str, radiative_forcing: bool = True) -> list[int]:
    flight = number(origin), number(destination)
    return co2e_g(*flight, CABINS, radiative_forcing=radiative_forcing).tolist()  # type: ignore[no-any-return]


def km(origin: str, destination: str) -> int:
    return int(airport_distance_km(number(origin), number(destination)))


def test_long_haul_has_a_factor_for_each_cabin() -> None:
    assert km("LHR", "JFK") == 5540
    # 5540 km x 0.11704, 0.18726, 0.3394, 0.46814 = 648.4016, 1037.4204, 1880.276, 2593.4956 kg.
    assert grams("LHR", "JFK") == [648402, 1037420, 1880276, 2593496]
    # 5540 km x 0.06926, 0.11081, 0.20083, 0.27701 = 383.7004, 613.8874, 1112.5982, 1534.6354 kg.
    assert grams("LHR", "JFK", False) == [383700, 613887, 1112598, 1534635]


def test_domestic_is_one_factor_for_all() -> None:
    assert km("LHR", "EDI") == 534
    # 534 km x 0.22928 = 122.43552 kg.
    assert grams("LHR", "EDI") == [122436] * 4


def test_short_haul_knows_economy_and_business() -> None:
    away = km("LIS", "LHR")
    economy, business = round(12576 * away / 100), round(18863 * away / 100)
    assert grams("LIS", "LHR") == [economy, economy, business, business]


def test_long_flights_within_a_country_are_not_domestic() -> None:
    assert km("LAX", "JFK") > 3700
    assert grams("LAX", "JFK")[0] == round(11704 * km("LAX", "JFK") / 100)
    assert 1000 <= km("DFW", "LAX") < 3700
    assert grams("DFW", "LAX")[0] == round(12576 * km("DFW", "LAX") / 100)


def test_short_international_flights_are_not_domestic() -> None:
    assert grams("CDG", "LHR")[0] == round(12576 * km("CDG", "LHR") / 100)


@pytest.mark.parametrize("forcing", [True, False])
def test_no_cabin_emits_less_than_a_lower_one(forcing: bool) -> None:
    assert all(list(row) == sorted(row) for row in factors(forcing).values())


def test_flights_and_cabins_broadcast() -> None:
    destinations = np.array([[number("JFK")], [number("EDI")]])
    emitted = co2e_g(number("LHR"), destinations, CABINS)
    assert emitted.dtype == np.int64
    assert emitted.tolist() == [grams("LHR", "JFK"), grams("LHR", "EDI")]


def test_the_source_names_publisher_and_licence() -> None:
    assert "2025" in EMISSIONS_SOURCE
    assert "Open Government Licence" in EMISSIONS_SOURCE
