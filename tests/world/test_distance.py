"""Distances that are known from elsewhere."""

from math import pi

import numpy as np
import pytest

from sprintplan.world.airports import airport_distance_km, airports
from sprintplan.world.distance import EARTH_RADIUS_KM, great_circle_km


def number(code: str) -> int:
    row = airports().number(code)
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("origin", "destination", "km"),
    # Published great-circle distances; the ellipsoid and rounded positions account for up to 0.5 %.
    [
        ("LHR", "JFK", 5540),
        ("LIS", "EWR", 5435),
        ("SYD", "SCL", 11340),
        ("SIN", "EWR", 15345),
        ("LHR", "EDI", 534),
    ],
)
def test_known_routes(origin: str, destination: str, km: int) -> None:
    assert int(airport_distance_km(number(origin), number(destination))) == pytest.approx(km, rel=0.005)


def test_quarters_halves_and_nothing() -> None:
    away = great_circle_km([0, 0, 90, 12], [0, 0, 0, 34], [0, 0, -90, 12], [90, 180, 0, 34])
    assert away.tolist() == pytest.approx([EARTH_RADIUS_KM * pi / 2, EARTH_RADIUS_KM * pi, EARTH_RADIUS_KM * pi, 0])


def test_the_date_line_is_no_wall() -> None:
    assert float(great_circle_km(0, 179.5, 0, -179.5)) == pytest.approx(EARTH_RADIUS_KM * pi / 180)


def test_whole_kilometres_are_symmetric_at_least_one_and_rounded() -> None:
    numbers = np.arange(0, len(airports().codes), 97)
    away = airport_distance_km(numbers[:, None], numbers)
    assert away.dtype == np.int32
    assert np.array_equal(away, away.T)
    assert np.all(np.diag(away) == 1)
    table = airports()
    exact = great_circle_km(
        table.latitude[numbers][:, None],
        table.longitude[numbers][:, None],
        table.latitude[numbers],
        table.longitude[numbers],
    )
    assert np.all(np.abs(np.maximum(exact, 1) - away) <= 0.5)
