"""Build the tables that ship in sprintplan/world/tables from pinned packages; README.md says how and from which."""

import argparse
import csv
import gzip
import io
import unicodedata
import zipfile
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import groupby
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from statistics import median
from typing import Any

import sources
from sources import Entry
from timezonefinder import TimezoneFinder

HERE = Path(__file__).parent
TABLES = HERE.parents[1] / "sprintplan" / "world" / "tables"
TRUSTED_KM = 10.0
LARGE_CITY = 100_000
# People from whom on a city's names in other scripts are kept.
NOT_AIRPORTS = ("heliport", "seaplane base", "railway")
# In names, whatever the kind says; those that the network serves stay.
TWINS = ("BSL", "MLH")
# One airport under two codes, both on sale: each has the routes of either.


def main() -> None:
    """Read the packages, cross-check them, write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graph-notebook", type=Path, required=True, help="folder of the unpacked wheel")
    parser.add_argument("--airportsdata-before", type=Path, required=True, help="folder of the unpacked wheel")
    parser.add_argument("--standing-data", type=Path, required=True, help="folder of the clone")
    parser.add_argument("--callsigns", type=Path, required=True, help="what callsigns.py derived from it")
    args = parser.parse_args()
    graph = sources.Graph(args.graph_notebook)
    served = sources.standing_airports(args.standing_data, args.callsigns)
    rows = Airports(graph, args.airportsdata_before, served).rows()
    _write_airports(rows)
    _write_icao_codes({row[0] for row in rows})
    _write_graph_routes(_routes(graph, {row[0]: row[3] for row in rows}))
    _write_cities()
    _write_city_names()
    _write_successors()
    _write_closed()
    _write("countries.csv.gz", ("code", "name", "continent"), sources.countries())
    states = [(row["country"], row["code"], row["name"]) for row in _hand("states.csv")]
    _write("states.csv.gz", ("country", "code", "name"), states)


class Airports:
    """Airports by every source, and which of them to believe."""

    def __init__(self, graph: sources.Graph, before: Path, served: dict[str, Entry]) -> None:
        self.now = sources.airportsdata_now()
        self.kinds = sources.airports_py_rows()
        self.graph = graph.airports
        self.served = served
        self.packages = (sources.airportsdata_before(before), self.graph, self.kinds, self.now)
        self.fixed = {row["code"]: row for row in _hand("corrections.csv")}
        self.retired = {row["code"] for row in _hand("retired.csv")}
        self.city_codes = self._city_codes()
        self.finder, self.country_of = TimezoneFinder(), _zone_countries()

    def rows(self) -> list[tuple[Any, ...]]:
        """Airports that airlines serve or served, and those that two packages agree to be one; no retired code.

        Airports of recent years that no package has are taken from the standing data, where airlines fly there today.
        """
        real = {code for code in self.now if self._is_airport(code)}
        codes = (set(self.graph) | real | set(self.fixed) | set(self.served)) - self.retired
        return [self._row(code) for code in sorted(codes) if code in self.graph or self._known(code)]

    def _is_airport(self, code: str) -> bool:
        name, kind = self.now[code].name.lower(), self.kinds.get(code, _NOWHERE).kind
        return kind.endswith("_airport") and not any(word in name for word in NOT_AIRPORTS)

    def _known(self, code: str) -> bool:
        return code in self.fixed or self._entry(code).country != ""

    def _row(self, code: str) -> tuple[Any, ...]:
        entry, fixed = self._entry(code), self.fixed.get(code, {})
        latitude, longitude = self._position(code, fixed, entry.country)
        name = fixed.get("name") or entry.name
        city = fixed.get("city") or self._city(code, name)
        country = fixed.get("country") or entry.country
        zone = self._zone(code, country, latitude, longitude)
        city_code = self.city_codes.get(code, code)
        return code, name, city, country, city_code, round(latitude, 4), round(longitude, 4), zone

    def _entry(self, code: str) -> Entry:
        return self.now.get(code) or self.graph.get(code) or self.served.get(code) or _NOWHERE

    def _city(self, code: str, name: str) -> str:
        said = (source[code].city for source in (self.now, self.graph, self.served) if code in source)
        whole = (city for city in said if city and "?" not in city and city != "NA")
        return next(whole, name.removesuffix(" Airport"))

    def _position(self, code: str, fixed: dict[str, str], country: str) -> tuple[float, float]:
        """The hand-made one, else what most sources hold within 10 km; of equal votes the first source's.

        Sources that place it in another country have no vote while one does not.
        """
        if fixed:
            return float(fixed["latitude"]), float(fixed["longitude"])
        places = [(s[code].latitude, s[code].longitude) for s in self.packages if code in s]
        places = places or [(self.served[code].latitude, self.served[code].longitude)]
        said = [place for place in places if self._country(place) == country] or places
        near = [[there for there in said if _km(here, there) <= TRUSTED_KM] for here in said]
        best = max(near, key=len)
        return median(lat for lat, _ in best), median(lon for _, lon in best)

    def _country(self, place: tuple[float, float]) -> str:
        return self.country_of.get(self.finder.timezone_at(lat=place[0], lng=place[1]) or "", "")

    def _zone(self, code: str, country: str, latitude: float, longitude: float) -> str:
        """The zone at the position. At sea a package's word; all of China keeps, and prints, Beijing time."""
        if country == "CN":
            return "Asia/Shanghai"
        zone = self.finder.timezone_at(lat=latitude, lng=longitude) or "Etc/"
        stated = self.now[code].zone if code in self.now else ""
        return stated if zone.startswith("Etc/") and stated else zone

    def _city_codes(self) -> dict[str, str]:
        """Airport codes to city codes; some retired codes live on as the city code of the airport that took over."""
        moved = {row["successor"]: row["code"] for row in _hand("retired.csv") if row["still_city_code"]}
        hand = {code: row["city"] for row in _hand("metropolitan.csv") for code in row["airports"].split("|")}
        return sources.metropolitan_codes() | moved | hand


_NOWHERE = Entry(0.0, 0.0)


def _routes(graph: sources.Graph, country: dict[str, str]) -> set[tuple[str, str]]:
    """Directed pairs of codes; retired codes stand for their successors."""
    retired = {row["code"]: row["successor"] for row in _hand("retired.csv")}
    ends = ((retired.get(start, start), retired.get(end, end)) for start, end in graph.routes)
    sold = {pair for start, end in ends for pair in _pairs(start, end)}
    return {pair for pair in sold if pair[0] != pair[1] and pair[0] in country and pair[1] in country}


def _pairs(start: str, end: str) -> list[tuple[str, str]]:
    return [(a, b) for a in _codes_of(start) for b in _codes_of(end)]


def _codes_of(code: str) -> tuple[str, ...]:
    return TWINS if code in TWINS else (code,)


def _zone_countries() -> dict[str, str]:
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {fields[2]: fields[0] for fields in lines}


def _hand(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _km(here: tuple[float, float], there: tuple[float, float]) -> float:
    lat1, lon1, lat2, lon2 = map(radians, (*here, *there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(min(1.0, half)))


def _write_airports(rows: list[tuple[Any, ...]]) -> None:
    header = ("code", "name", "city", "country", "city_code", "latitude", "longitude", "zone")
    _write("airports.csv.gz", header, rows)
    zones = sorted({row[-1] for row in rows})
    (TABLES / "zones.txt").write_text("\n".join(zones) + "\n", encoding="utf-8")


def _write_icao_codes(known: set[str]) -> None:
    """ICAO codes of four letters, and the IATA codes of the same airports."""
    pairs = [(icao, iata) for icao, iata in sorted(sources.icao_codes().items()) if iata in known and icao.isalpha()]
    _write("icao.csv.gz", ("icao", "iata"), pairs)


def _write_graph_routes(pairs: set[tuple[str, str]]) -> None:
    """Pairs of codes, one a line, beside this script: what network.py hears as an older witness."""
    content = "".join(f"{start},{end}\n" for start, end in sorted(pairs))
    with (HERE / "graph_routes.csv.gz").open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(content.encode())


def _write_successors() -> None:
    """Retired codes with the code that took over, one pair a line."""
    lines = [f"{row['code']} {row['successor']}\n" for row in _hand("retired.csv") if row["successor"]]
    (TABLES / "successors.txt").write_text("".join(lines), encoding="utf-8")


def _write_closed() -> None:
    """Codes that closed or moved, with the codes that are flown to instead and what happened, one a line."""
    rows = {row["code"]: (row["successor"], row["reason"]) for row in _hand("retired.csv") if row["successor"]}
    rows |= {row["code"]: (row["instead"], row["reason"]) for row in _hand("closed.csv")}
    lines = [f"{code} {instead} {reason}\n" for code, (instead, reason) in sorted(rows.items())]
    (TABLES / "closed.txt").write_text("".join(lines), encoding="utf-8")


def _write_cities() -> None:
    """One member a country, so that a look-up reads that country alone; populous cities first."""
    order = sorted(sources.cities(), key=lambda c: (c["countrycode"], -c["population"], c["name"], c["geonameid"]))
    with zipfile.ZipFile(TABLES / "cities.zip", "w") as packed:
        for country, group in groupby(order, key=lambda c: c["countrycode"]):
            member = zipfile.ZipInfo(f"{country}.csv", (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            header = ("name", "latitude", "longitude", "population", "alternates", "state")
            packed.writestr(member, _text(header, map(_city_row, group)), compresslevel=9)


def _city_row(city: dict[str, Any]) -> tuple[Any, ...]:
    others = sorted({_plain(name) for name in city["alternatenames"] if _latin(name)} - {_plain(city["name"])})
    place = round(city["latitude"], 4), round(city["longitude"], 4)
    state = _states().get((city["countrycode"], city["admin1code"]), "")
    return city["name"], *place, city["population"], "|".join(others), state


@cache
def _states() -> dict[tuple[str, str], str]:
    """Codes of states as people write them, by country and GeoNames' code."""
    return {(row["country"], row["geonames"]): row["code"] for row in _hand("states.csv")}


def _write_city_names() -> None:
    """Names in other scripts than Latin, of cities of over 100 000 people."""
    rows = []
    for city in sources.cities():
        names = sorted({_plain(name) for name in city["alternatenames"] if _other_script(name)})
        if names and city["population"] > LARGE_CITY:
            rows.append((city["countrycode"], city["name"], "|".join(names)))
    _write("city_names.csv.gz", ("country", "name", "names"), sorted(rows))


def _other_script(name: str) -> bool:
    letters = [sign for sign in name if sign.isalpha()]
    return 1 < len(name) < 30 and "|" not in name and bool(letters) and all(ord(sign) > 0x36F for sign in letters)


def _latin(name: str) -> bool:
    return 2 < len(name) < 30 and "|" not in name and all(ord(c) < 0x250 for c in name)


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.strip())
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def _text(header: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


def _write(name: str, header: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    _pack(name, _text(header, rows).encode())


def _pack(name: str, content: bytes) -> None:
    with (TABLES / name).open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(content)


if __name__ == "__main__":
    main()
