"""Reads networks of routes as the public has them: OpenFlights' routes.dat, and airline-route data as JSON."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

ROUTES_DAT_COLUMNS = 9
SLOWEST_KMH, FASTEST_KMH = 150, 1_000
"""Block times outside of this are mistakes: the estimate's own take their place."""


@dataclass(frozen=True)
class ReadNetwork:
    """What a file says: minutes of directed pairs of codes (0 where it has none), and how many entries say nothing."""

    routes: dict[tuple[str, str], int]
    unread: int


def read_network(text: str) -> ReadNetwork:
    """Routes of a file in either form, recognised by how it begins.

    Raises
    ------
    ValueError : the file has neither form; the text says what was seen
    """
    entries = list(_from_json(text) if text.lstrip()[:1] in ("{", "[") else _from_routes_dat(text))
    usable = [entry for entry in entries if entry is not None]
    routes: dict[tuple[str, str], int] = {}
    for origin, destination, minutes in usable:
        pair = (origin, destination)
        routes[pair] = routes.get(pair) or minutes
    return ReadNetwork(routes, len(entries) - len(usable))


Entry = tuple[str, str, int] | None


def _from_routes_dat(text: str) -> Iterator[Entry]:
    """Rows of OpenFlights: airline, its id, source, its id, destination, its id, codeshare, stops, equipment."""
    rows = [row for row in csv.reader(StringIO(text)) if row]
    if not rows or sum(len(row) == ROUTES_DAT_COLUMNS for row in rows) < len(rows) / 2:
        raise ValueError("it is neither routes.dat (nine columns separated by commas) nor JSON")
    for row in rows:
        fits = len(row) == ROUTES_DAT_COLUMNS and row[7].strip() == "0"
        yield _entry(row[2], row[4], 0, 0) if fits else None


def _from_json(text: str) -> Iterator[Entry]:
    """Airports by code, each with its list of routes; or one list of routes."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ValueError(f"its JSON is broken: {error}") from error
    if isinstance(data, dict):
        yield from (entry for code, airport in data.items() for entry in _of_airport(str(code), airport))
    else:
        yield from (_of_route(None, route) for route in data)


def _of_airport(code: str, airport: object) -> Iterator[Entry]:
    routes = airport.get("routes") if isinstance(airport, dict) else None
    if not isinstance(routes, list):
        yield None
        return
    yield from (_of_route(code, route) for route in routes)


def _of_route(origin: str | None, route: object) -> Entry:
    if not isinstance(route, dict):
        return None
    start = origin or _first(route, "origin", "from", "source")
    end = _first(route, "iata", "destination", "dest", "to")
    return _entry(start, end, _first(route, "min", "minutes", "block_min"), _first(route, "km", "distance_km"))


def _first(route: dict[str, Any], *names: str) -> Any:
    return next((route[name] for name in names if name in route), None)


def _entry(origin: object, destination: object, minutes: object, km: object) -> Entry:
    """A route between two codes; minutes that no aircraft takes are left out."""
    codes = (origin, destination)
    if not all(isinstance(code, str) and len(code) == 3 and code.isalnum() and code.isascii() for code in codes):
        return None
    block_minutes = _number(minutes)
    if block_minutes and (away := _number(km)) and not SLOWEST_KMH <= away / block_minutes * 60 <= FASTEST_KMH:
        block_minutes = 0
    return str(origin).upper(), str(destination).upper(), block_minutes


def _number(value: object) -> int:
    usable = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 30_000
    return round(float(value)) if usable else 0  # type: ignore[arg-type]
