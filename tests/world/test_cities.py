"""Cities by the names that people write, and the countries they write after them."""

import pytest

from sprintplan.world.cities import (
    cities_named,
    countries,
    country_name,
    find_city,
    find_state,
    largest_city,
    namesakes,
    state_name,
    suggest_city,
)


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Lisboa", "PT", 38.72, -9.14),
        ("Lisbon", "PT", 38.72, -9.14),
        ("münchen", "DE", 48.14, 11.58),
        ("MUNCHEN", "DE", 48.14, 11.58),
        (" Zurich ", "CH", 47.37, 8.55),
        ("São Paulo", "BR", -23.55, -46.64),
        ("Sao Paulo", "BR", -23.55, -46.64),
        ("Bombay", "IN", 19.07, 72.88),
        ("Kiev", "UA", 50.45, 30.52),
        ("Portland", "US", 45.52, -122.68),  # Oregon's, the most populous of several
        ("New York", "US", 40.71, -74.01),
        ("Westport", "US", 41.14, -73.36),  # itself, not the quarter of Kansas City
        ("Vaduz", "LI", 47.14, 9.52),
    ],
)
def test_a_city_is_found_by_any_of_its_names(name: str, country: str, latitude: float, longitude: float) -> None:
    city = find_city(name, country)
    assert city is not None
    assert (city.latitude, city.longitude) == pytest.approx((latitude, longitude), abs=0.05)
    assert city.country == country


def test_a_name_counts_within_its_country() -> None:
    """There is no Lisbon in Germany."""
    assert find_city("Lisboa", "DE") is None
    lisbon, london = find_city("Lisbon", "PT"), find_city("London", "GB")
    assert lisbon is not None
    assert london is not None
    assert 400_000 < lisbon.population < 700_000
    assert london.population > 8_000_000


@pytest.mark.parametrize(("name", "country"), [("Atlantis", "GR"), ("", "PT"), ("Lisbon", "ZZ"), ("Lisbo", "PT")])
def test_what_is_no_city_is_not_found(name: str, country: str) -> None:
    assert find_city(name, country) is None


def test_a_misspelt_city_is_proposed_by_its_name() -> None:
    assert suggest_city("Lisbonn", "PT") == "Lisbon"
    assert suggest_city("Edinburg", "GB") == "Edinburgh"
    assert suggest_city("Xyzzyx", "PT") is None
    assert suggest_city("Lisbon", "ZZ") is None


def test_countries_are_those_of_iso_and_kosovo() -> None:
    """249 codes are assigned; XK is not one of them, but airlines and passports carry it."""
    assert len(countries()) == 250
    assert {"PT", "KR", "XK", "SS", "CW", "AQ"} <= countries()
    assert not {"AN", "CS", "UK", "EU", "XX"} & countries()


def test_a_country_has_an_english_name() -> None:
    assert country_name("PT") == "Portugal"
    assert country_name("KR") == "South Korea"
    assert country_name("ZZ") == "ZZ"


def test_a_city_of_a_state_is_found_in_that_state() -> None:
    """Portland is Oregon's, of 650 000 people, unless Maine's is named; Richmond in Canada lies in British Columbia."""
    assert [found_in("Portland", "US", state) for state in ("", "ME", "VT")] == ["OR", "ME", None]
    assert found_in("Richmond", "CA", "") == "BC"


def found_in(name: str, country: str, state: str) -> str | None:
    city = find_city(name, country, state)
    return city.state if city else None


def test_states_are_known_by_code_and_by_name() -> None:
    """In the five countries whose states homes may name; nowhere else."""
    assert [find_state(text, country) for text, country in STATES] == ["ON", "NSW", "KA", "SP", "ME", None]
    assert state_name("ME", "US") == "Maine"


STATES = (("ontario", "CA"), ("nsw", "AU"), ("Karnataka", "IN"), ("sao paulo", "BR"), ("me", "US"), ("Bayern", "DE"))


def test_namesakes_are_told_the_most_populous_first() -> None:
    """Springfield: Missouri, Massachusetts, Illinois, Oregon and more."""
    assert [city.state for city in namesakes("springfield", "US")][:4] == ["MO", "MA", "IL", "OR"]


@pytest.mark.parametrize(("name", "country"), [("東京", "JP"), ("Москва", "RU"), ("대전", "KR"), ("München", "DE")])
def test_large_cities_are_found_by_their_names_in_other_scripts(name: str, country: str) -> None:
    """Without a country, the most populous of that name."""
    assert cities_named(name)[0].country == country


def test_the_largest_city_stands_for_a_country_or_state() -> None:
    """Lisbon for Portugal, Portland for Oregon, none for a country without cities in the table."""
    cities = [largest_city("PT"), largest_city("US", "OR"), largest_city("AQ")]
    assert [city and city.name for city in cities] == ["Lisbon", "Portland", None]


@pytest.mark.parametrize(
    ("country", "name"),
    [("NL", "Amsterdam"), ("PK", "Karachi"), ("SA", "Riyadh"), ("BO", "Santa Cruz de la Sierra"), ("GB", "London")],
)
def test_a_city_is_not_the_largest_for_being_counted_with_its_surroundings(country: str, name: str) -> None:
    """The table has Rotterdam with the towns around it, and Lahore by a later census than Karachi."""
    city = largest_city(country)
    assert city
    assert city.name == name
