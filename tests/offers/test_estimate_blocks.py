"""Estimated block times keep what every timetable keeps."""

import numpy as np
import pytest

from sprintplan.offers.estimate.block_times import block_minutes, likeness, route_minutes
from sprintplan.offers.estimate.winds import eastward
from sprintplan.world import detours
from sprintplan.world.airports import airport_distance_km, airports
from sprintplan.world.detours import PAKISTAN, RUSSIA, UKRAINE, detour_km
from sprintplan.world.routes import routes, shipped_routes


def numbers(*codes: str) -> list[int]:
    return airports().numbers(codes)


def test_the_jet_stream_makes_flying_east_shorter() -> None:
    """London to New York takes over half an hour longer than back, Tokyo to San Francisco an hour less than back."""
    lhr, jfk, hnd, sfo = numbers("LHR", "JFK", "HND", "SFO")
    there, back, east, west = block_minutes([lhr, jfk, hnd, sfo], [jfk, lhr, sfo, hnd]).tolist()
    assert there > back + 30
    assert west > east + 60


def test_times_are_like_those_that_airlines_print() -> None:
    """Within 8 % of common schedules: London-New York 8 h, Frankfurt-Singapore 12 h 30, Berlin-Vienna 1 h 15."""
    lhr, jfk, fra, sin, ber, vie = numbers("LHR", "JFK", "FRA", "SIN", "BER", "VIE")
    found = block_minutes([lhr, fra, ber], [jfk, sin, vie])
    assert np.all(np.abs(found / np.array([480, 750, 75]) - 1) < 0.08)


def test_every_route_takes_a_multiple_of_five_minutes_and_a_sane_speed() -> None:
    minutes = route_minutes()
    assert minutes.shape == routes().origin.shape
    assert np.all(minutes % 5 == 0)
    assert minutes.min() >= 20
    assert np.all(routes().distance_km / minutes * 60 < 1_050)


def test_shipped_minutes_are_those_of_the_fitted_coefficients() -> None:
    """`python -m data.reference.minutes` writes them anew where this fails."""
    network = shipped_routes()
    estimated = block_minutes(network.origin, network.destination)
    assert routes() is network
    assert np.array_equal(route_minutes(), estimated)


def test_single_flights_and_grids_give_the_same_minutes() -> None:
    ends = np.array(numbers("LIS", "NRT", "GRU"))
    grid = block_minutes(ends[:, None], np.array(numbers("LHR", "SYD")))
    assert grid.shape == (3, 2)
    assert grid[1, 1] == block_minutes(*numbers("NRT", "SYD"))


def test_flights_go_round_airspace_that_is_closed_to_them() -> None:
    """Helsinki to Tokyo, 7 800 km, takes over 12 hours round Russia; Moscow to Antalya goes round Ukraine."""
    hel, nrt, svo, ayt = numbers("HEL", "NRT", "SVO", "AYT")
    assert block_minutes(hel, nrt) > 12 * 60
    assert block_minutes(svo, ayt) > 4 * 60


def test_airlines_of_india_go_round_pakistan() -> None:
    """Delhi to Athens, which IndiGo flies, takes over seven hours; Dubai to Lahore leads there straight."""
    delhi, athens, dubai, lahore = numbers("DEL", "ATH", "DXB", "LHE")
    assert block_minutes(delhi, athens) > 7 * 60
    assert detour_km(PAKISTAN, [delhi, dubai], [athens, lahore]).tolist() == pytest.approx([500, 0], abs=300)


def test_ways_are_near_others_where_both_ends_are() -> None:
    """Paris to New York is near London to Newark, not near the way back."""
    cdg, jfk, lhr, ewr = (np.array([number]) for number in numbers("CDG", "JFK", "LHR", "EWR"))
    known = np.concatenate([lhr, ewr, cdg]), np.concatenate([ewr, lhr, jfk])
    way, near, share = likeness(cdg, jfk, known)
    assert way.tolist() == [0, 0]
    assert near.tolist() == [0, 2]
    assert 0.5 < share[0] < share[1] == pytest.approx(1, abs=1e-3)


def test_winds_are_told_for_all_kilometres_and_back_again() -> None:
    """Along the equator all of the way leads east, and as much west on the way back."""
    bog, nbo = (np.array([number]) for number in numbers("BOG", "NBO"))
    km = airport_distance_km(bog, nbo)
    (_, east), (_, west) = eastward(bog, nbo, km), eastward(nbo, bog, km)
    assert east.sum() == pytest.approx(km[0] / 1000, rel=0.02)
    assert west.sum() == pytest.approx(-east.sum())


def test_a_way_round_is_longer_only_where_the_great_circle_passes_through() -> None:
    """Frankfurt to Tokyo and Minsk to Istanbul do; Frankfurt to Singapore and New York to Los Angeles do not."""
    fra, hnd, sin, jfk, lax, msq, ist = numbers("FRA", "HND", "SIN", "JFK", "LAX", "MSQ", "IST")
    assert detour_km(RUSSIA, [fra, fra, jfk], [hnd, sin, lax]).tolist() == pytest.approx([1640, 0, 0], abs=100)
    assert detour_km(UKRAINE, [msq, fra], [ist, sin])[0] > 300


@pytest.mark.parametrize("space", [RUSSIA, UKRAINE, PAKISTAN])
def test_no_flight_is_passed_over_that_leads_through_closed_airspace(
    space: detours.ClosedAirspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Flights whose great circle stays far from the middle of the airspace are not walked: it makes no difference."""
    some = np.arange(0, len(routes().origin), 3)
    origin, destination = routes().origin[some], routes().destination[some]
    found = detour_km(space, origin, destination)
    middle, radius = detours._circle(space)
    monkeypatch.setattr(detours, "_circle", lambda _: (middle, np.pi))
    assert radius < np.pi / 2
    assert np.count_nonzero(found) > 100
    assert np.array_equal(found, detour_km(space, origin, destination))
