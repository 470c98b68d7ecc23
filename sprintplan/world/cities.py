"""Cities of over 15 000 people and countries, found by the names that people write."""

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from sprintplan.world.tables import rows


@dataclass(frozen=True)
class City:
    """A city with its position in degrees."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int


def find_city(name: str, country: str) -> City | None:
    """The most populous city of the country that has this name, or this alternate name; accents and case aside."""
    return _by_name(country).get(_plain(name))


def suggest_city(name: str, country: str) -> str | None:
    """The name of a city of the country that is written much like this one."""
    close = get_close_matches(_plain(name), list(_by_name(country)), 1, 0.75)
    return _by_name(country)[close[0]].name if close else None


def countries() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes."""
    return frozenset(_names())


def country_name(code: str) -> str:
    """The country's English name; an unknown code names itself."""
    return _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("countries.csv.gz")}


@cache
def _table() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for row in rows("cities.csv.gz"):
        found.setdefault(row[0], []).append(row)
    return found


@cache
def _by_name(country: str) -> dict[str, City]:
    """Names to cities; own names come before alternate ones, populous cities before others."""
    found: dict[str, City] = {}
    cities = [(City(r[1], r[0], float(r[2]), float(r[3]), int(r[4])), r[5]) for r in _table().get(country, [])]
    for city, _ in cities:
        found.setdefault(_plain(city.name), city)
    for city, others in cities:
        for other in others.split("|"):
            found.setdefault(other, city)
    return found


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.strip())
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()
