"""What to write in place of an airport code that the tables do not have: what it meant comes before how it is spelt."""

from functools import cache
from importlib.resources import files

from sprintplan.world.airports import airports
from sprintplan.world.cities import City, cities_named
from sprintplan.world.tables import rows

BUSY = 10
"""Nonstop destinations from which on an airport is proposed for a code that is written much like its own."""
MOST_NAMED = 3
AROUND_KM = 60
"""Airports so near a city are the city's."""
NO_ADVICE = "Write the airport's IATA code"


@cache
def closed_airports() -> dict[str, tuple[tuple[str, ...], str]]:
    """Airports that closed or moved, by code: the ones that are flown to instead, and what happened.

    Source: data/reference/retired.csv and closed.csv.
    """
    text = (files("sprintplan.world.tables") / "closed.txt").read_text(encoding="utf-8")
    lines = (line.split(" ", 2) for line in text.splitlines())
    return {code: (tuple(instead.split("|")), reason) for code, instead, reason in lines}


@cache
def airport_advice(word: str, city: City | None = None) -> str:
    """A remedy for a word that is no airport's code.

    In this order: what became of a closed airport, the airports of a city code, those of a city by its name, the
    airport of an ICAO code, those of the place that is meant, busy airports whose code is written alike.

    Parameters
    ----------
    word : what stands in place of a code
    city : the one that the airport is to serve; None where none is known
    """
    code = word.strip().upper()
    if code in closed_airports() and not (airports().number(code) and airports().degree[airports().number(code) or 0]):
        instead, reason = closed_airports()[code]
        return f"{reason}: write {_either(instead)}"
    if airports().number(code) is not None:
        return f'Did you mean "{code}"?'
    if of_city := airports().of_city(code):
        return f"It is a city code: name one of its airports, {', '.join(of_city[: 2 * MOST_NAMED])}"
    by_name = next(iter(cities_named(word)), None) if len(code) != len("LIS") else None
    if by_name is None and (remedy := icao_advice(word)):
        return remedy
    meant = by_name or city
    if meant and (here := _airports_of(meant)):
        return here
    if len(code) != len("LIS"):
        return NO_ADVICE
    near = [number for number, known in enumerate(airports().codes) if _nearly(code, known)]
    busy = [number for number in near if airports().degree[number] >= BUSY]
    best = sorted(busy, key=lambda number: -int(airports().degree[number]))[:MOST_NAMED]
    return f"Did you mean {_either([airports().codes[number] for number in best])}?" if best else NO_ADVICE


def icao_advice(word: str) -> str:
    """A remedy for a `word` that is an ICAO code; empty for any other."""
    code = _iata_codes().get(word.strip().upper())
    return f"It is an ICAO code: write the IATA code, {code}" if code else ""


@cache
def _iata_codes() -> dict[str, str]:
    """IATA codes by ICAO code."""
    return dict(rows("icao.csv.gz"))


def _airports_of(city: City) -> str:
    near = airports().near(city.latitude, city.longitude, AROUND_KM, MOST_NAMED)
    return f"Write an airport's code: {city.name} has {', '.join(near)}" if near else ""


def _nearly(word: str, code: str) -> bool:
    """Whether a code has the same letters in another order, or one other letter."""
    same = sum(mine == theirs for mine, theirs in zip(word, code, strict=False))
    return same == len(code) - 1 or sorted(word) == sorted(code)


def _either(codes: tuple[str, ...] | list[str]) -> str:
    return " or ".join(codes)
