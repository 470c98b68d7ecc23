"""The stated errors of estimated fares."""

import numpy as np

from sprintplan.offers.estimate.fare_errors import TAIL, errors_of, own_log_error, route_log_error
from sprintplan.world.airports import airports

LIS, LHR, OSL, JFK, LAX, SIN = airports().numbers(["LIS", "LHR", "OSL", "JFK", "LAX", "SIN"])
FROM, TO = np.array([LHR, LHR, LHR, JFK]), np.array([LIS, JFK, SIN, LAX])


def test_the_parts_make_the_whole() -> None:
    errors = errors_of(FROM, TO, 2, 1)
    assert np.allclose(errors.fare**2, errors.market**2 + errors.route**2 + errors.own**2)


def test_an_economy_fare_is_known_within_a_sixth_to_a_half_and_higher_cabins_worse() -> None:
    """Best within the United States, whose government publishes fares."""
    assert np.all((errors_of(FROM, TO).fare > 0.15) & (errors_of(FROM, TO).fare < 0.5))
    assert np.argmin(errors_of(FROM, TO).fare) == 3
    assert np.all(np.diff(errors_of(LHR, SIN, np.array([0, 1, 3])).fare) > 0)
    assert TAIL > 1.96


def test_a_length_alone_has_an_error_too() -> None:
    """For whoever knows no airports: economy, and business above it."""
    assert 0.1 < route_log_error(5_000) < route_log_error(5_000, 2)
    assert own_log_error(1) > own_log_error()
