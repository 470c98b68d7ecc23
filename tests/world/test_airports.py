"""The airports that packages are known to have wrong, and what is asked of all of them."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sprintplan.world.airports import airports, countries_among
from sprintplan.world.cities import countries
from sprintplan.world.distance import great_circle_km
from sprintplan.world.zones import zone_names

# Code: latitude, longitude, country, zone, city code; written down by hand, to about a kilometre.
TRUE = {
    "BRU": (50.901, 4.484, "BE", "Europe/Brussels", "BRU"),
    "CRL": (50.460, 4.453, "BE", "Europe/Brussels", "BRU"),
    "LUX": (49.627, 6.212, "LU", "Europe/Luxembourg", "LUX"),
    "NMI": (18.992, 73.066, "IN", "Asia/Kolkata", "BOM"),
    "KMG": (25.102, 102.929, "CN", "Asia/Shanghai", "KMG"),
    "NKC": (18.310, -15.970, "MR", "Africa/Nouakchott", "NKC"),
    "SWA": (23.552, 116.503, "CN", "Asia/Shanghai", "SWA"),
    "CUU": (28.703, -105.965, "MX", "America/Chihuahua", "CUU"),
    "CJS": (31.636, -106.429, "MX", "America/Ciudad_Juarez", "CJS"),
    "BSL": (47.590, 7.529, "FR", "Europe/Paris", "EAP"),
    "MLH": (47.590, 7.529, "FR", "Europe/Paris", "EAP"),
    "IST": (41.262, 28.742, "TR", "Europe/Istanbul", "IST"),
    "BER": (52.362, 13.501, "DE", "Europe/Berlin", "BER"),
    "LIS": (38.774, -9.134, "PT", "Europe/Lisbon", "LIS"),
    "PRG": (50.101, 14.260, "CZ", "Europe/Prague", "PRG"),
    "KTM": (27.697, 85.359, "NP", "Asia/Kathmandu", "KTM"),
    "EWR": (40.693, -74.169, "US", "America/New_York", "NYC"),
    "JFK": (40.640, -73.779, "US", "America/New_York", "NYC"),
    "KTI": (11.361, 104.918, "KH", "Asia/Phnom_Penh", "PNH"),
    "URC": (43.907, 87.474, "CN", "Asia/Shanghai", "URC"),
    "GVA": (46.238, 6.109, "CH", "Europe/Zurich", "GVA"),
    "PRN": (42.573, 21.036, "XK", "Europe/Belgrade", "PRN"),
}
CLOSED = ["TXL", "SXF", "PNH", "ISL", "NAY", "DKR", "TIP", "KIV", "TSE", "FRU", "LAD", "REP", "ULN"]


def number(code: str) -> int:
    row = airports().number(code)
    assert row is not None, code
    return row


@pytest.mark.parametrize("code", TRUE)
def test_an_airport_that_packages_have_wrong_is_right(code: str) -> None:
    """Within 3 km, in its country, on its clock, under its city code."""
    latitude, longitude, country, zone, city_code = TRUE[code]
    table, at = airports(), number(code)
    assert great_circle_km(latitude, longitude, table.latitude[at], table.longitude[at]) < 3
    assert (table.countries[at], zone_names()[table.zone[at]], table.city_codes[at]) == (country, zone, city_code)


@pytest.mark.parametrize("code", CLOSED)
def test_a_code_that_nobody_sells_any_more_is_no_airport(code: str) -> None:
    assert airports().number(code) is None


def test_euroairport_is_found_under_its_city_code_and_once_by_distance() -> None:
    """EAP is no airport code; the airport's two codes have equal networks."""
    table = airports()
    assert table.number("EAP") is None
    assert table.of_city("EAP") == ("BSL", "MLH")
    assert table.degree[number("BSL")] == table.degree[number("MLH")] > 50
    near_basel = table.near(47.56, 7.59, 120)
    assert "BSL" in near_basel
    assert "MLH" not in near_basel


@pytest.mark.parametrize(
    ("city", "codes"),
    [
        ("NYC", {"EWR", "JFK", "LGA"}),
        ("LON", {"LHR", "LGW", "STN", "LTN", "LCY", "SEN"}),
        ("TYO", {"HND", "NRT"}),
        ("PAR", {"CDG", "ORY", "BVA"}),
        ("MIL", {"MXP", "LIN", "BGY"}),
        ("ROM", {"FCO", "CIA"}),
        ("BER", {"BER"}),
        ("PNH", {"KTI"}),
        ("KIV", {"RMO"}),
        ("CAS", {"CMN"}),
        ("LIS", {"LIS"}),
        ("QQQ", set()),
    ],
)
def test_a_city_code_names_its_airports(city: str, codes: set[str]) -> None:
    assert set(airports().of_city(city)) == codes


def test_airports_of_a_city_come_most_connected_first() -> None:
    numbers = airports().of_city("LON")
    degree = [int(airports().degree[number(code)]) for code in numbers]
    assert degree == sorted(degree, reverse=True)
    assert degree[-1] > 0


def test_near_gives_the_best_connected_within_the_radius() -> None:
    """Around Lyon, 120 km reach Geneva (112 km away) but not Marseille; none lies so near to 0 N, 0 E."""
    numbers = airports().near(45.76, 4.84, 120)
    assert set(numbers[:2]) == {"LYS", "GVA"}
    assert len(airports().near(51.5, -0.12, 120)) == 4
    assert len(airports().near(51.5, -0.12, 120, most=2)) == 2
    assert airports().near(0, 0, 120) == ()


def test_columns_are_whole_and_in_order() -> None:
    table, n = airports(), len(airports().codes)
    assert n > 7_000
    assert list(table.codes) == sorted(set(table.codes))
    assert all(len(column) == n for column in (table.names, table.cities, table.countries, table.city_codes))
    assert all(table.names)
    assert all(table.cities)
    assert table.zone.shape == table.latitude.shape == table.degree.shape == (n,)
    assert np.all(np.abs(table.latitude) <= 90)
    assert np.all(np.abs(table.longitude) <= 180)
    assert set(table.countries) <= countries()


def test_every_zone_is_one_that_the_tz_database_has() -> None:
    assert all(ZoneInfo(name).key == name for name in zone_names())
    assert not any(name.startswith("Etc/") for name in zone_names())


def test_every_airport_lies_in_one_of_the_listed_countries_or_in_none() -> None:
    """By the position of the country; the last one, which stands for no airport, lies in none."""
    among = countries_among(("PT", "JP"))
    assert [among[airports().number(code)] for code in ("LIS", "NRT", "JFK")] == [0, 1, 2]
    assert among[-1] == 2
    assert len(among) == len(airports().codes) + 1
