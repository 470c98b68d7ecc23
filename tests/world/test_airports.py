"""The shipped airports and routes against what is generally known of them."""

import numpy as np
import pytest

from sprintplan.world.airports import airports
from sprintplan.world.cities import find_city
from sprintplan.world.distance import great_circle_km
from sprintplan.world.routes import has_route, routes
from sprintplan.world.zones import zone_names

KNOWN = [
    ("BRU", 50.90, 4.48, "BE", "Europe/Brussels", "BRU"),
    ("LUX", 49.63, 6.21, "LU", "Europe/Luxembourg", "LUX"),
    ("CRL", 50.46, 4.45, "BE", "Europe/Brussels", "BRU"),
    ("NMI", 18.99, 73.07, "IN", "Asia/Kolkata", "NMI"),
    ("KMG", 25.10, 102.93, "CN", "Asia/Shanghai", "KMG"),
    ("NKC", 18.31, -15.97, "MR", "Africa/Nouakchott", "NKC"),
    ("SWA", 23.55, 116.50, "CN", "Asia/Shanghai", "SWA"),
    ("CUU", 28.70, -105.96, "MX", "America/Chihuahua", "CUU"),
    ("CJS", 31.64, -106.43, "MX", "America/Ciudad_Juarez", "CJS"),
    ("EAP", 47.59, 7.53, "FR", "Europe/Paris", "EAP"),
    ("MLH", 47.59, 7.53, "FR", "Europe/Paris", "EAP"),
    ("BSL", 47.59, 7.53, "FR", "Europe/Paris", "EAP"),
    ("IST", 41.26, 28.74, "TR", "Europe/Istanbul", "IST"),
    ("BER", 52.36, 13.51, "DE", "Europe/Berlin", "BER"),
    ("LIS", 38.78, -9.14, "PT", "Europe/Lisbon", "LIS"),
    ("PRG", 50.10, 14.26, "CZ", "Europe/Prague", "PRG"),
    ("KTM", 27.70, 85.36, "NP", "Asia/Kathmandu", "KTM"),
    ("EWR", 40.69, -74.17, "US", "America/New_York", "NYC"),
    ("JFK", 40.64, -73.78, "US", "America/New_York", "NYC"),
    ("KTI", 11.36, 104.92, "KH", "Asia/Phnom_Penh", "KTI"),
]


@pytest.mark.parametrize(("code", "latitude", "longitude", "country", "zone", "city"), KNOWN)
def test_airports_lie_where_they_are(
    code: str, latitude: float, longitude: float, country: str, zone: str, city: str
) -> None:
    """Within 3 km of the position, with the right country, IANA zone and city code."""
    table, number = airports(), airports().number(code)
    assert number is not None
    assert great_circle_km(latitude, longitude, table.latitude[number], table.longitude[number]) < 3
    assert (table.countries[number], zone_names()[table.zone[number]]) == (country, zone)
    assert table.city_codes[number] == city


@pytest.mark.parametrize("code", ["TXL", "SXF"])
def test_closed_airports_are_absent(code: str) -> None:
    """Tegel and Schönefeld closed in 2020; their routes are Berlin Brandenburg's."""
    assert airports().number(code) is None


def test_the_network_is_a_real_one() -> None:
    """Over 40 000 directed routes, at least 95 % of them flown both ways, none from an airport to itself."""
    network = routes()
    assert len(network.origin) > 40_000
    assert has_route(network.destination, network.origin).mean() > 0.95
    assert not np.any(network.origin == network.destination)


def test_known_routes_are_there_and_unknown_ones_are_not() -> None:
    """Lisbon to Newark is flown, Kathmandu to Lisbon is not."""
    number = airports().number
    asked = np.array([[number("LIS"), number("EWR")], [number("KTM"), number("LIS")]])
    assert has_route(asked[:, 0], asked[:, 1]).tolist() == [True, False]


def test_a_city_is_found_by_any_of_its_names() -> None:
    """Lisboa and LISBON are one city, near its airport; there is none in Spain."""
    city = find_city("Lisboa", "PT")
    assert city == find_city("LISBON", "PT")
    assert city is not None
    assert airports().near(city.latitude, city.longitude, 50)[0] == "LIS"
    assert find_city("Lisboa", "ES") is None


def test_a_city_code_names_its_airports_most_connected_first() -> None:
    """New York is JFK, EWR and LGA."""
    assert set(airports().of_city("NYC")) == {"JFK", "EWR", "LGA"}
