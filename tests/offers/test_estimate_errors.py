"""The stated errors of estimated fares add up."""

import numpy as np

from sprintplan.offers.estimate.fare_errors import fare_log_error, own_log_error, round_trip_log_error, route_log_error

KM = np.array([300, 1_000, 3_000, 6_000, 9_000, 15_000])


def test_the_parts_make_the_whole() -> None:
    whole = route_log_error(KM, 2) ** 2 + own_log_error(1) ** 2
    assert np.allclose(fare_log_error(KM, 2, 1) ** 2, whole)


def test_both_ways_together_are_surer_than_one() -> None:
    """The independent parts of two journeys partly cancel, the route's own does not."""
    both = round_trip_log_error(KM)
    assert np.all(both < fare_log_error(KM))
    assert np.all(both > route_log_error(KM))


def test_an_economy_fare_is_known_within_a_quarter_to_a_half_and_higher_cabins_worse() -> None:
    assert np.all((fare_log_error(KM) > 0.25) & (fare_log_error(KM) < 0.5))
    assert np.all(np.diff(fare_log_error(5_000, np.array([0, 1, 3]))) > 0)
