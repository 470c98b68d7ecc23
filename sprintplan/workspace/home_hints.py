"""Homes that cannot be placed, or in two ways: what was meant, by meaning and place before letters."""

import re
from functools import cache

from sprintplan.intake.countries import find_country
from sprintplan.intake.places import AS_LARGE, STATES_OF, place, written
from sprintplan.problems import shown
from sprintplan.world.advice import NO_ADVICE, airport_advice, closed_airports, icao_advice
from sprintplan.world.airports import EVERY, airports
from sprintplan.world.cities import City, country_name, find_city, find_state, namesakes, state_name, suggest_city

NEAREST_KM = 400
MOST_NAMESAKES = 3
NO_PLACES = frozenset("HOME N/A NONE REMOTE TBA TBC TBD WFH".split())
"""What stands in staff lists in place of a home, and is no code that was mistyped."""
CODES = 'Use an airport code (LIS), a city code (LON), "City, CC" ("Lisbon, PT") or a position ("38.72, -9.14")'
ELSEWHERE = "rite a larger city nearby, the position as LAT, LON, or an airport's code"


def other_readings(text: str, city: City, stated: str) -> tuple[str, str] | None:
    """The city that a home was taken for, and how to write others that may be meant; None where none may.

    Others are namesakes in the country (and stated state) with a tenth of the people at least, and the city of that
    name in a state whose code is the country's.

    Parameters
    ----------
    text : the home as it is written
    city : what it was taken for
    stated : code of the state in it; empty without one
    """
    others = [one for one in namesakes(city.name, city.country) if one != city and stated in ("", one.state)]
    others = [one for one in others if one.population >= AS_LARGE * city.population]
    hints = [f'for {_described(one)} write "{_unmistakable(one)}"' for one in others[:MOST_NAMESAKES]]
    if not stated:
        hints += [f'for {_described(one)} write "{written(one)}"' for one in _in_state_of_that_code(city)]
    if not hints:
        return None
    more = f"; {len(others) - MOST_NAMESAKES} more have that name" if len(others) > MOST_NAMESAKES else ""
    return f"{shown(text)} is taken for {_described(city)}", f"F{'; '.join(hints)[1:]}{more}"


def _in_state_of_that_code(city: City) -> list[City]:
    """The city of that name in a state whose code is the country's (CA, DE, IN ...), where it is of some size."""
    lands = [land for land in STATES_OF if land != city.country and find_state(city.country, land) == city.country]
    cities = [find_city(city.name, land, city.country) for land in lands]
    return [one for one in cities if one and one.name == city.name and one.population >= AS_LARGE * city.population]


def _described(city: City) -> str:
    area = state_name(city.state, city.country) if city.state else ""
    return ", ".join(part for part in (city.name, area, country_name(city.country)) if part)


def _unmistakable(city: City) -> str:
    """How to write a city so that no other of its name is meant: with its state, else as a position."""
    alone = city.state and find_city(city.name, city.country, city.state) == city
    return f"{city.name}, {city.state}, {city.country}" if alone else f"{city.latitude:.2f}, {city.longitude:.2f}"


def joined_codes(text: str) -> str:
    """The airport and city codes of a `text`, one or several with any signs between them, joined by |; empty where it
    holds anything else."""
    codes = [part for part in re.split(r"[\s,;/+&|]+", text.upper()) if part]
    known = all(airports().number(code) is not None or airports().of_city(code) for code in codes)
    return "|".join(codes) if known else ""


@cache
def code_hint(word: str) -> str:
    """A remedy for a word that is no airport and no city code: the place that it means, else a code like it."""
    if word.upper() in NO_PLACES:
        return CODES
    if several := joined_codes(word):
        return f'Did you mean "{several}"?'
    if word.upper() in closed_airports() or (len(word) == len("LIS") and word.isalpha()):
        advice = airport_advice(word)
        return CODES if advice == NO_ADVICE else advice
    meant = place(word)
    if meant.home and not meant.by_area:
        return f'Did you mean "{meant.home}"?'
    return icao_advice(word) or CODES


@cache
def country_hint(text: str, country: str) -> str:
    """A remedy for a home, `text`, whose `country` is no code: the place that the words mean, else the country's
    code."""
    if several := joined_codes(text):
        return f'Did you mean "{several}"?'
    meant = place(text)
    if meant.home and not meant.by_area:
        return f'Did you mean "{meant.home}"?'
    known = find_country(country)
    if known:
        return f'Did you mean "{text.rsplit(",", 1)[0].strip()}, {known}"?'
    return 'Write the city as "City, CC" with an ISO 3166-1 alpha-2 code in capitals, such as "Lisbon, PT"'


@cache
def city_hint(text: str, name: str, country: str) -> str:
    """A remedy for an unknown city: the place of that name elsewhere, else one that is written much the same.

    Parameters
    ----------
    text : the home as it is written
    name, country : the city and the code of its country
    """
    meant = place(text)
    if meant.home and not meant.by_area:
        return f'Did you mean "{meant.home}"? Else w{ELSEWHERE}'
    if near := suggest_city(name[:60], country):
        return f'Did you mean "{near}, {country}"?'
    return f"Towns under 15 000 people are not known: w{ELSEWHERE}"


def no_flights(code: str) -> bool:
    """Whether the shipped network has no nonstop flight at the airport with that `code`, which it knows."""
    number = airports().number(code)
    return number is not None and not airports().degree[number]


def instead_of(code: str) -> str:
    """A remedy for the airport with that `code`, which has no flights: what took its place, else those around it in its
    own country."""
    if code in closed_airports():
        return airport_advice(code)
    table, number = airports(), airports().number(code) or 0
    near = table.near(float(table.latitude[number]), float(table.longitude[number]), NEAREST_KM, EVERY)
    own = [other for other in near if table.country(other) == table.countries[number]][:3]
    if own:
        return f"Airports around it: {', '.join(own)}"
    land = country_name(table.countries[number])
    return f"No airport of {land} around it has any: write the one that the person flies from"
