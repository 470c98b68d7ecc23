"""Cities of over 15 000 people and countries, found by the names that people write."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from itertools import chain, filterfalse

import numpy as np
from numpy.typing import NDArray

from sprintplan.world.distance import great_circle_km
from sprintplan.world.tables import member_rows, rows

ALIKE = 0.85
"""Of 1: how much alike two names must be for the one to be proposed for the other (difflib's ratio)."""

LARGEST = {"BO": "Santa Cruz de la Sierra", "NL": "Amsterdam", "PK": "Karachi", "SA": "Riyadh"}
"""The largest city where the table counts another one with its surroundings, or by another census. Source: censuses
and registers of Bolivia 2024, the Netherlands 2024, Pakistan 2023 and Saudi Arabia 2022."""


@dataclass(frozen=True)
class City:
    """A city with its position in degrees; `state` is its code in countries whose states homes may name, else empty."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    state: str = ""


def find_city(name: str, country: str, state: str = "") -> City | None:
    """The country's (and state's, where one is named by its code) city of this name, or else of this alternate name.

    None where there is none. Case and accents do not matter; of several the most populous is meant. Names come before
    alternate names because those hold quarters and misspellings of other towns (Westport is one for Kansas City).
    """
    word = plain(name)
    rows = chain(_by_own_name(country).get(word, ()), _of_other_name(word, country))
    return next((_city(row, country) for row in rows if state in ("", row[5])), None)


def namesakes(name: str, country: str) -> tuple[City, ...]:
    """All cities of the country with this very name, the most populous first."""
    return tuple(_city(row, country) for row in _by_own_name(country).get(plain(name), ()))


def find_state(text: str, country: str) -> str | None:
    """The code of the state of a `country` (US, CA, AU, IN, BR) that `text` names by code or name, whatever the case
    and accents; None where unknown."""
    return _states(country).get(plain(text))


def state_name(code: str, country: str) -> str:
    """The name of the state of a `country` with that `code`; an unknown code names itself."""
    return next((row[2] for row in rows("states.csv.gz") if row[:2] == [country, code]), code)


@cache
def _states(country: str) -> dict[str, str]:
    mine = [row for row in rows("states.csv.gz") if row[0] == country]
    return {plain(row[2]): row[1] for row in mine} | {plain(row[1]): row[1] for row in mine}


def suggest_city(name: str, country: str) -> str | None:
    """The name of a city of the country that is written much like this one."""
    known = _by_other_name(country) | _by_own_name(country)
    close = get_close_matches(plain(name), list(known), 1, ALIKE)
    return known[close[0]][0][0] if close else None


def countries() -> frozenset[str]:
    """The 249 codes of ISO 3166-1 alpha-2, and XK for Kosovo, which airlines and passports use."""
    return frozenset(_names())


def country_name(code: str) -> str:
    """The country's English short name; an unknown code names itself."""
    return _names().get(code, code)


def continent(code: str) -> str:
    """The code of a country's continent (EU, AS, AF, NA, SA, OC, AN); empty where the country is unknown."""
    return _continents().get(code, "")


@cache
def _continents() -> dict[str, str]:
    return {row[0]: row[2] for row in rows("countries.csv.gz")}


@cache
def _names() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("countries.csv.gz")}


@cache
def _rows_of(country: str) -> list[list[str]]:
    """The country's cities as the table has them: name, latitude, longitude, population, other names, state."""
    return member_rows("cities.zip", f"{country}.csv")


def _city(row: list[str], country: str) -> City:
    return City(row[0], country, float(row[1]), float(row[2]), int(row[3]), row[5])


@cache
def _cities_of(country: str) -> tuple[City, ...]:
    """The country's cities, the populous ones first."""
    return tuple(_city(row, country) for row in _rows_of(country))


@cache
def _by_own_name(country: str) -> dict[str, list[list[str]]]:
    """Plain names to the rows of the cities that bear them, the most populous first."""
    by_name: dict[str, list[list[str]]] = {}
    for row in _rows_of(country):
        by_name.setdefault(plain(row[0]), []).append(row)
    return by_name


def _of_other_name(word: str, country: str) -> Iterator[list[str]]:
    """The rows of a `country` with that alternate name, a plain `word`, the most populous first; few are asked for, so
    that looking through the country's takes less than putting all of them in a dictionary."""
    return (row for row in _rows_of(country) if word and word in row[4] and word in row[4].split("|"))


@cache
def _by_other_name(country: str) -> dict[str, list[list[str]]]:
    """Alternate names to rows, the most populous first."""
    by_name: dict[str, list[list[str]]] = {}
    for row in _rows_of(country):
        for other in filter(None, row[4].split("|")):
            by_name.setdefault(other, []).append(row)
    return by_name


def plain(name: str) -> str:
    """A name without case and accents, as names are compared."""
    name = name.strip()
    if name.isascii():
        return name.casefold()
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", name))).casefold()


def cities_named(name: str) -> tuple[City, ...]:
    """Cities of any country with this name, the most populous first; alternate names only where no city has the name.

    Names in other scripts (東京, Москва) are known of cities of over 100 000 people.
    """
    word = plain(name)
    cities = _everywhere().get(word)
    if cities is None:
        local = _local_names().get(word, ())
        cities = [city for code, own in local if (city := find_city(own, code)) is not None]
    if not cities:
        cities = [city for code in countries() if (city := find_city(name, code)) is not None]
    return tuple(sorted(cities, key=lambda city: (-city.population, city.country)))


def largest_city(country: str, state: str = "") -> City | None:
    """The most populous city of a country, or of a state; None where the table has none of it."""
    if not state and country in LARGEST:
        return find_city(LARGEST[country], country)
    return next((city for city in _cities_of(country) if state in ("", city.state)), None)


def nearest_city(country: str, latitude: float, longitude: float) -> tuple[float, str] | None:
    """Kilometres to the city of over 15 000 people of a `country` that is nearest to a position, `latitude` and
    `longitude` in degrees, and the country; None where it has none."""
    away = great_circle_km(latitude, longitude, *_positions_of(country))
    return (float(away.min()), country) if len(away) else None


def cities_near(country: str, latitude: float, longitude: float, radius_km: float) -> tuple[City, ...]:
    """The cities of over 15 000 people of a `country` within a radius of a position, the most populous first.

    Parameters
    ----------
    country : its code
    latitude, longitude : degrees
    radius_km : great-circle kilometres
    """
    cities, away = _cities_of(country), great_circle_km(latitude, longitude, *_positions_of(country))
    return tuple(cities[number] for number in np.flatnonzero(away <= radius_km).tolist())


@cache
def _positions_of(country: str) -> NDArray[np.float64]:
    """(2, cities) latitudes and longitudes of a country's cities."""
    cities = _cities_of(country)
    return np.array([[city.latitude for city in cities], [city.longitude for city in cities]], np.float64)


@cache
def _everywhere() -> dict[str, list[City]]:
    by_name: dict[str, list[City]] = {}
    for code in sorted(countries()):
        for city in _cities_of(code):
            by_name.setdefault(plain(city.name), []).append(city)
    return by_name


@cache
def _local_names() -> dict[str, list[tuple[str, str]]]:
    """Country and name of the cities that have a name in another script."""
    by_word: dict[str, list[tuple[str, str]]] = {}
    for country, name, names in rows("city_names.csv.gz"):
        for word in names.split("|"):
            by_word.setdefault(word, []).append((country, name))
    return by_word
