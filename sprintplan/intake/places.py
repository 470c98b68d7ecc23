"""Where a person of a staff list lives, as people.csv writes homes; what was guessed is said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sprintplan.domain.policy import Policy
from sprintplan.intake.countries import find_country
from sprintplan.intake.headings import simple
from sprintplan.intake.time_zones import apart, city_of_zone, is_zone_alone
from sprintplan.problems import shown
from sprintplan.world.airports import airports
from sprintplan.world.cities import (
    City,
    cities_named,
    country_name,
    find_city,
    find_state,
    largest_city,
    namesakes,
    state_name,
)

STATES_OF = ("US", "CA", "AU", "IN", "BR")
"""Countries whose states homes may name, in the order in which a state without a country is looked for."""

AS_LARGE = 0.1
"""A namesake with this share of the people of the taken city is named as another reading."""

NO_PLACE = {
    *("remote", "home", "home office", "homeoffice", "office", "hq", "headquarters", "anywhere", "hybrid", "wfh"),
    *("work from home", "distributed", "n a", "none", "tbd", "field", "virtual", "various", "リモート", "在宅"),
}
"""Words of a location that name no place."""


USUAL_KM = int(Policy.model_fields["home_radius_km"].default)
"""Kilometres within which airports serve a home, unless a policy states others."""

MOST_NEAREST = 3
"""Airports that are named for a home farther from any."""

SIGNS = r"[,;/|()–—·:]|\s-\s|\s@\s"
"""What stands between the parts of a location."""
BAY_AREA = re.compile(r"(?<!greater )\bbay area\b|\bsilicon valley\b", re.IGNORECASE)
"""What people of San Francisco and around it call where they live; the Greater Bay Area is in China."""


@dataclass(frozen=True)
class Placed:
    """A home, or why there is none.

    Attributes
    ----------
    home : as people.csv writes it; empty where the place is unknown
    guess : what was guessed, or why there is no place; empty where the words leave no doubt
    by_area : whether the largest city of a state or country stands for it, or for a town that is not known there
    """

    home: str
    guess: str = ""
    by_area: bool = False


def place(words: str, city: str = "", state: str = "", country: str = "") -> Placed:
    """The home of a person.

    Parameters
    ----------
    words : a location in one cell, such as "Remote - Lisbon, Portugal"; read where `city` is empty
    city, state, country : the same in cells of their own, each may be empty
    """
    return _with_flights(_place(words, city, state, country))


def _place(words: str, city: str, state: str, country: str) -> Placed:
    """The same, whether or not flights leave from anywhere near."""
    code = find_country(country) if country else None
    if country and code is None:
        return Placed("", f'"{country}" is not a country')
    if "," in city:
        # "Bonn, Germany" below a heading of cities.
        return _parsed(city, state, code)
    if city:
        return _city(city, _state(state, code), code)
    if not words:
        return _area(_state(state, code), code) if code or state else Placed("", "no location is given")
    return _parsed(words, state, code)


def _with_flights(placed: Placed) -> Placed:
    """No home in place of a city that no flights leave from, as people.csv could not be planned with."""
    area, _, country = placed.home.rpartition(", ")
    name, _, state = area.partition(", ")
    city = find_city(name, country, state) if name else None
    table = airports()
    if city is None or table.near(city.latitude, city.longitude, USUAL_KM):
        return placed
    why = f"no airport with flights lies within {USUAL_KM} km of {city.name}"
    return Placed("", f"{why}; {airport_instead(city.latitude, city.longitude)}")


def airport_instead(latitude: float, longitude: float) -> str:
    """What to write as a home that no airport serves, with the nearest ones: they may be none that the person can use.

    Parameters
    ----------
    latitude, longitude : of the home, degrees
    """
    table = airports()
    nearest = table.nearest(latitude, longitude, MOST_NEAREST)
    named = ", ".join(f"{code} ({table.place(code)}, {km:.0f} km)" for code, km in nearest.items())
    return f"write the airport that the person flies from, however far; the nearest are {named}"


def home_airport(words: str) -> Placed | None:
    """The airports whose codes some `words` hold, such as "Portland (PDX)"; None where no flight leaves from one."""
    table = airports()
    codes = [code for code in re.findall(r"\b[A-Z]{3}\b", words) if table.number(code) is not None]
    flown = [code for code in codes if table.degree[table.number(code) or 0]]
    return Placed("|".join(dict.fromkeys(flown))) if flown else None


class Reading(NamedTuple):
    """One way to read the words of a location: which of them is the city, which the state, which the country."""

    city: str
    state: tuple[str, str] | None
    country: str | None


def _parsed(words: str, state: str, country: str | None) -> Placed:
    """A location in one cell: of all ways to read its words the one under which they name a known city."""
    if country in (None, "US") and (area := BAY_AREA.search(words)):
        return Placed("San Francisco, US", f"{shown(area[0])} is taken for San Francisco")
    pieces = [part for piece in re.split(SIGNS, words) if (part := _bare(piece)) and simple(part) not in NO_PLACE]
    parts = [part for piece in pieces for word in apart(piece) for part in _without_comma(word)]
    if placed := None if state else _of_zone(parts, country):
        return placed
    if len(parts) == 1 and airports().number(parts[0]) is not None:
        return Placed(parts[0])
    if country and parts and all(find_country(part) == country and not find_city(part, country) for part in parts):
        return _area(_state(state, country), country)
    readings = list(_readings(parts, state, country))
    cities = [(city, reading) for reading in readings if reading.city and (city := _known(reading))]
    areas = sorted((each for each in readings if not each.city and _says(each)), key=_rank_of_area)
    blind = max((_says(reading) for _, reading in cities), default=0) == 0
    if areas and (not cities or (blind and (len(parts) > 1 or areas[0].state is None))):
        return _area(areas[0].state, areas[0].country)
    if cities:
        return _chosen(cities)
    near = max(
        (each for each in readings if each.city and _says(each)),
        key=lambda each: (_says(each), bool(each.state)),
        default=None,
    )
    if near:
        return _city(near.city, near.state, near.country)
    return Placed("", f'"{words}" is not a known city, state or country' if parts else f'"{words}" names no place')


def _without_comma(piece: str) -> tuple[str, ...]:
    """City and state, or country, of "Portland OR"; the piece itself where no code of either stands behind a city."""
    parts = re.fullmatch(r"(.+?)\s+([A-Z]{2})", piece)
    if parts and (_state(parts[2], None) or find_country(parts[2])) and cities_named(parts[1]):
        return (parts[1], parts[2])
    return (piece,)


def _of_zone(parts: list[str], country: str | None) -> Placed | None:
    """A location that names a time zone and at most its country; None for any other."""
    if (zoned := city_of_zone(parts, country)) and (city := find_city(zoned[0], zoned[1])):
        guess = f'only the time zone "{zoned[2]}" of {country_name(zoned[1])} is given, so its largest city was taken'
        return Placed(written(city), guess, by_area=True)
    if country is None and is_zone_alone(parts):
        return Placed("", f'"{parts[0]}" is a time zone, and no place')
    return None


def _rank_of_area(reading: Reading) -> int:
    """A state of a stated country comes before a country, a country before a state whose country is a guess."""
    return 1 if reading.state is None else 0 if reading.country else 2


def _bare(piece: str) -> str:
    """A part of a location without words that say nothing about the place."""
    text = re.sub(r"(?i)^(remote|home office|greater)\s+(in\s+|from\s+)?", "", piece.strip(" ."))
    text = re.sub(r"(?i)\s+(remote|office|hq|area|bay area|metro|metropolitan area|metropolitan|hub)$", "", text)
    return text.removesuffix("府").removesuffix("県")


def _readings(parts: list[str], state: str, country: str | None) -> Iterator[Reading]:
    """All ways to take one part as the country, one as the state and one, or none, as the city."""
    own = _state(state, country)
    lands = [(number, land) for number, part in enumerate(parts) if country is None and (land := find_country(part))]
    for place_of_land, land in [*reversed(lands), (-1, country)]:
        rest = [number for number in range(len(parts)) if number != place_of_land]
        states = [(number, read) for number in rest if own is None and (read := _state(parts[number], land))]
        for place_of_state, read in [*reversed(states), (-1, own)]:
            left = [parts[number] for number in rest if number != place_of_state]
            yield from (Reading(city, read, land) for city in left or [""])


def _known(reading: Reading) -> City | None:
    land = reading.state[0] if reading.state else reading.country
    if land is None:
        return next(iter(cities_named(reading.city)), None)
    return _find(reading.city, land, reading.state[1] if reading.state else "")


def _chosen(cities: list[tuple[City, Reading]]) -> Placed:
    """The reading that says most; of readings that say as much the city with more people, and the other is named."""
    most = max(_says(reading) for _, reading in cities)
    best = sorted((city for city, reading in cities if _says(reading) == most), key=lambda city: -city.population)
    city, reading = best[0], next(reading for city_, reading in cities if city_ == best[0] and _says(reading) == most)
    if not most:
        return _anywhere(reading.city)
    others = [other for other in best if (other.country, other.state) != (city.country, city.state)]
    if others:
        return Placed(written(city), f"{written(city)} was taken; {written(others[0])} would be another reading")
    return Placed(written(city), "" if reading.state else _namesake(city))


def _says(reading: Reading) -> int:
    """How much a reading knows about the place of its city."""
    return 2 * (reading.state is not None and reading.country is not None) or int(
        bool(reading.state or reading.country)
    )


def _state(text: str, country: str | None) -> tuple[str, str] | None:
    """Country and code of a state; a code of two letters counts in capitals alone."""
    if not text or (len(text) < 3 and not text.isupper()):
        return None
    for land in (country,) if country else STATES_OF:
        if code := find_state(text, land):
            return land, code
    return None


def _area(state: tuple[str, str] | None, country: str | None) -> Placed:
    """The largest city of a state or country stands for it."""
    land = state[0] if state else country or ""
    city = largest_city(land, state[1] if state else "")
    name = f"{state_name(state[1], land)}, {country_name(land)}" if state else country_name(land)
    if city is None:
        return Placed("", f"no city of {name} is known")
    is_all_of_it = simple(city.name) == simple(name)
    guess = "" if is_all_of_it else f"only {name} is given, so its largest city was taken{_state_so_named(state, land)}"
    return Placed(written(city), guess, by_area=not is_all_of_it)


def _state_so_named(state: tuple[str, str] | None, land: str) -> str:
    """Where a country is called as a state of another one: how to write the state."""
    other = None if state else _state(country_name(land), None)
    city = largest_city(*other) if other else None
    return f"; write {written(city)} for the state of that name in {country_name(city.country)}" if city else ""


def _city(name: str, state: tuple[str, str] | None, country: str | None) -> Placed:
    """A city by its name, in a state or country where one is known; the largest one there where the name is unknown."""
    land, code = state or (country, "")
    if land is None:
        return _anywhere(name)
    city = _find(name, land, code)
    if city is not None:
        return Placed(written(city), "" if code else _namesake(city))
    near, where = _area(state, land), f"{state_name(code, land)}, {country_name(land)}" if code else country_name(land)
    guess = f'"{name}" is not known in {where}, so the largest city was taken: write the nearest one that is known'
    return Placed(near.home, guess, by_area=True) if near.home else near


def _find(name: str, country: str, state: str) -> City | None:
    """A city of a country or state by its name, in any script."""
    named = (city for city in cities_named(name) if city.country == country and state in ("", city.state))
    return find_city(name, country, state) or next(named, None)


def _anywhere(name: str) -> Placed:
    """A city without a country: the most populous one of that name."""
    cities = cities_named(name)
    if not cities:
        return Placed("", f'"{name}" is not a known city, state or country')
    city = cities[0]
    others = [written(other) for other in cities[1:] if other.population >= AS_LARGE * city.population]
    more = f"; {others[0]} would be another" if others else ""
    return Placed(written(city), f"no country is given, so {city.name} in {country_name(city.country)} was taken{more}")


def _namesake(city: City) -> str:
    same = [
        c
        for c in namesakes(city.name, city.country)
        if c.population >= AS_LARGE * city.population and c.state != city.state
    ]
    if not same or not city.state:
        return ""
    return f"{city.name} in {state_name(city.state, city.country)} was taken; {written(same[0])} would be another"


def written(city: City) -> str:
    """The home as people.csv has it, with the state where the name alone would mean another city."""
    alone = find_city(city.name, city.country)
    several = len({c.state for c in namesakes(city.name, city.country)}) > 1
    own = city.state and (several or alone != city)
    return f"{city.name}, {city.state}, {city.country}" if own else f"{city.name}, {city.country}"
