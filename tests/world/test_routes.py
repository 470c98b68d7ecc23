"""What is asked of the network as a whole, and single routes that everybody knows."""

import numpy as np
import pytest

from data.reference.network import without_freighters
from sprintplan.world.airports import airport_distance_km, airports
from sprintplan.world.routes import routes


def numbers(*codes: str) -> list[int]:
    return [airports().codes.index(code) for code in codes]


def test_the_network_is_large_sorted_and_without_repeats() -> None:
    """Some 49 000 directed pairs of over 3 000 airports."""
    network = routes()
    pairs = network.origin.astype(np.int64) * len(airports().codes) + network.destination
    assert len(pairs) >= 40_000
    assert np.all(np.diff(pairs) > 0)
    assert np.count_nonzero(airports().degree) > 3_000


def test_every_route_joins_two_known_airports() -> None:
    network, n = routes(), len(airports().codes)
    for ends in (network.origin, network.destination):
        assert ends.dtype == np.int16
        assert 0 <= ends.min() <= ends.max() < n
    assert np.all(network.origin != network.destination)


def test_nearly_all_routes_are_flown_both_ways() -> None:
    """99 in 100 are; the others are legs of triangles."""
    network = routes()
    assert np.mean(network.has(network.destination, network.origin)) > 0.98


def test_offsets_slice_the_routes_of_one_airport() -> None:
    network = routes()
    (lisbon,) = numbers("LIS")
    mine = slice(network.first[lisbon], network.first[lisbon + 1])
    assert np.all(network.origin[mine] == lisbon)
    assert np.count_nonzero(network.origin == lisbon) == mine.stop - mine.start == airports().degree[lisbon]
    assert network.first.shape == (len(airports().codes) + 1,)


def test_lengths_are_great_circles_of_the_shipped_positions() -> None:
    """The longest is Singapore to New York, 15 300 km."""
    network = routes()
    assert np.array_equal(network.distance_km, airport_distance_km(network.origin, network.destination))
    assert 15_000 < network.distance_km.max() < 16_000


@pytest.mark.parametrize(
    ("origin", "destination", "flown"),
    [
        ("LHR", "JFK", True),
        ("LIS", "EWR", True),
        ("BER", "LHR", True),  # moved from TXL and SXF
        ("KTI", "BKK", True),  # moved from PNH
        ("PKX", "SHA", True),  # moved from NAY
        ("BSL", "AMS", True),
        ("MLH", "AMS", True),
        ("BSL", "MLH", False),
        ("LIS", "SYD", False),
        ("LIS", "LIS", False),
        ("FRA", "SVO", False),  # airspace closed since 2022
        ("KBP", "WAW", False),
        ("IST", "SVO", True),
        ("ANC", "PVG", False),  # freighters alone
        ("ANC", "FRA", True),
        ("DWC", "HKG", False),
    ],
)
def test_a_single_route(origin: str, destination: str, flown: bool) -> None:
    assert bool(routes().has(*numbers(origin, destination))) is flown


def test_airlines_that_fly_freight_alone_from_an_airport_are_no_carriers_there() -> None:
    """Of three routes one loses all of its airlines and ends, one keeps a third of its flights, one stays as it is."""
    anc, icn, ord_, sea = numbers("ANC", "ICN", "ORD", "SEA")
    table = np.array([[anc, anc, sea], [icn, ord_, icn], [20, 30, 14], [1, 3, 1]])
    left, carrier = without_freighters(table, np.array([0, 0, 1, 2, 0]), ("KAL", "CPA", "UAL"))
    assert left.tolist() == [[anc, sea], [ord_, icn], [10, 14], [1, 1]]
    assert carrier.tolist() == [2, 0]


def test_pairs_broadcast() -> None:
    hubs = np.array(numbers("LHR", "JFK", "SYD"), np.int16)
    assert routes().has(hubs[:, None], hubs).tolist() == [
        [False, True, False],
        [True, False, False],
        [False, False, False],
    ]


@pytest.mark.parametrize("code", ["GOX", "NLU", "NMI", "TFU", "TQO", "YIA"])
def test_airports_that_opened_after_the_graph_have_flights(code: str) -> None:
    assert airports().degree[numbers(code)[0]] >= 8
