"""What a ticket for one way alone costs over half of a round trip."""

import numpy as np
import pytest

from sprintplan.offers.estimate.alone import alone_error, alone_factor
from sprintplan.world.airports import airports


def numbers(*codes: str) -> list[int]:
    return airports().numbers(codes)


def test_up_to_2500_km_a_ticket_for_one_way_is_half_of_a_round_trip() -> None:
    """London to Lisbon and Paris to Athens, where low-cost airlines sell each way by itself."""
    lhr, cdg, lis, ath = numbers("LHR", "CDG", "LIS", "ATH")
    assert alone_factor([lhr, cdg], [lis, ath]).tolist() == [1, 1]


def test_long_ways_out_of_europe_and_tokyo_haneda_cost_several_times_half_a_round_trip() -> None:
    """As published daily fares of 2026 do: Haneda to New York four times, San Francisco to Taipei as much."""
    hnd, sfo, tpe, fra, jfk = numbers("HND", "SFO", "TPE", "FRA", "JFK")
    dear, like, out, back = alone_factor([hnd, sfo, fra, jfk], [jfk, tpe, jfk, fra])
    assert 3 < dear < 5
    assert like == pytest.approx(0.9, abs=0.25)
    assert out > 1.2 * back


def test_grids_give_what_single_ways_give() -> None:
    ends = np.array(numbers("AMS", "SIN", "DXB"))
    grid = alone_factor(ends[:, None], ends)
    assert grid.shape == (3, 3)
    assert grid[0, 1] == pytest.approx(float(alone_factor(ends[0], ends[1])))


def test_its_error_is_known_within_a_half() -> None:
    assert 0.2 < alone_error() < 0.5
