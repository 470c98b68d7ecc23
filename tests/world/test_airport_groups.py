"""Airports by the city that people know them for."""

import pytest

from sprintplan.world.airport_groups import LEAST_DESTINATIONS, airport_groups, group_at
from sprintplan.world.airports import airports
from sprintplan.world.lodging import public_rate


@pytest.mark.parametrize(
    ("code", "city"),
    [
        ("EWR", "New York City"),
        ("YYZ", "Toronto"),
        ("EZE", "Buenos Aires"),
        ("BGY", "Milan"),
        ("NRT", "Tokyo"),
        ("SAW", "Istanbul"),
        ("VCE", "Venice"),
        ("MLA", "Valletta"),
        ("TFU", "Chengdu"),
    ],
)
def test_a_place_is_named_by_its_main_city_and_never_by_a_suburb(code: str, city: str) -> None:
    """Newark, Mississauga, Ezeiza, Bergamo, Narita, Padua and Luqa are where the airports lie."""
    assert next(group.city for group in airport_groups() if code in group.airports) == city


def test_towns_of_their_own_keep_their_names() -> None:
    """Oakland has half San Francisco's people and lies 13 km away: no suburb, but a place of its own."""
    cities = {group.airports[0]: group.city for group in airport_groups()}
    assert (cities["OAK"], cities["SFO"], cities["SJC"]) == ("Oakland", "San Francisco", "San Jose")


def test_every_place_has_enough_destinations_and_no_airport_stands_twice() -> None:
    """Some 600 places: the most connected first, at most four airports each, all in its country but for Basel's."""
    groups, table = airport_groups(), airports()
    codes = [code for group in groups for code in group.airports]
    assert 550 < len(groups) < 650
    assert len(codes) == len(set(codes))
    assert all(group.destinations >= LEAST_DESTINATIONS and len(group.airports) <= 4 for group in groups)
    abroad = [
        (group.city, group.country, code)
        for group in groups
        for code in group.airports
        if table.country(code) != group.country
    ]
    assert abroad == [("Basel", "CH", "BSL")]
    assert [group.destinations for group in groups] == sorted((g.destinations for g in groups), reverse=True)


def test_a_small_airport_is_a_place_of_its_own_where_it_is_asked_for() -> None:
    """Graz has fewer than 20 destinations, and can be what others are compared with."""
    assert all("GRZ" not in group.airports for group in airport_groups())
    assert group_at(("GRZ",)).city == "Graz"
    assert group_at(("LGW",)).city == "London"


@pytest.mark.parametrize(
    ("code", "city", "country"), [("BSL", "Basel", "CH"), ("GVA", "Geneva", "CH"), ("SXB", "Strasbourg", "FR")]
)
def test_a_place_by_a_border_has_the_country_of_its_city(code: str, city: str, country: str) -> None:
    """The airport of Basel lies in France: the place, and its public rate, are Switzerland's."""
    group = group_at((code,))
    assert (group.city, group.country) == (city, country)
    rate = public_rate(group.city, group.country, group.airports)
    assert rate is not None
    assert rate.place == city
