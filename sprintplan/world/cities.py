"""Cities of over 15 000 people and countries, found by the names that people write."""

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from sprintplan.world.tables import member_rows, rows

ALIKE = 0.75
# Of 1: how much alike two names must be for the one to be proposed for the other (difflib's ratio).


@dataclass(frozen=True)
class City:
    """A city with its position in degrees."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int


def find_city(name: str, country: str) -> City | None:
    """The country's city of this name, or else of this alternate name; None where there is none.

    Case and accents do not matter; of several the most populous is meant. Names come before alternate names because
    those hold quarters and misspellings of other towns (Westport is one for Kansas City).
    """
    return _by_name(country).get(_plain(name))


def suggest_city(name: str, country: str) -> str | None:
    """The name of a city of the country that is written much like this one."""
    close = get_close_matches(_plain(name), list(_by_name(country)), 1, ALIKE)
    return _by_name(country)[close[0]].name if close else None


def countries() -> frozenset[str]:
    """The 249 codes of ISO 3166-1 alpha-2, and XK for Kosovo, which airlines and passports use."""
    return frozenset(_names())


def country_name(code: str) -> str:
    """The country's English short name; an unknown code names itself."""
    return _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("countries.csv.gz")}


@cache
def _by_name(country: str) -> dict[str, City]:
    """Plain names to cities; the table has the populous ones first."""
    table = member_rows("cities.zip", f"{country}.csv")
    cities = [City(row[0], country, float(row[1]), float(row[2]), int(row[3])) for row in table]
    found: dict[str, City] = {}
    for city in cities:
        found.setdefault(_plain(city.name), city)
    for city, row in zip(cities, table, strict=True):
        for other in row[4].split("|"):
            found.setdefault(other, city)
    found.pop("", None)
    return found


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.strip())
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()
