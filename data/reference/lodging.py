"""Make lodging.csv.gz and meals.csv.gz of sprintplan/world/tables: what the US government pays at most, by month.

    python -m data.reference.lodging FOREIGN.csv.gz CONUS.csv.gz

FOREIGN are the foreign per diem rates of the US Department of State (country, location, season_start, season_end,
lodging_usd, mie_usd), CONUS those of the US General Services Administration (state, destination, season_begin,
season_end, lodging_usd, mie_usd); mie are meals and incidental expenses of a day. Both are works of the US government
in the public domain. An empty place is the rest of a country: the location `[Other]`, or the only one that a country
has; in the United States the standard rate, which the 48 states and the capital have.
"""

import csv
import gzip
import io
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from sprintplan.world.cities import countries, country_name, find_city, plain

TABLES = Path(__file__).parents[2] / "sprintplan" / "world" / "tables"
COLUMNS = {"lodging.csv.gz": "lodging_usd", "meals.csv.gz": "mie_usd"}
"""The column of both sources that each table holds."""
MONTHS = tuple(range(1, 13))
REST = ""
COUNTRIES = {
    "BURMA": "MM", "CABO VERDE": "CV", "COTE D'IVOIRE": "CI", "DEMOCRATIC REPUBLIC OF THE CONGO": "CD", "TURKEY": "TR",
    "REPUBLIC OF THE CONGO": "CG", "CURACAO": "CW", "HONG KONG": "HK", "MACAU": "MO", "KOREA, REPUBLIC OF": "KR",
    "KOREA, SOUTH": "KR", "BAHAMAS, THE": "BS", "GAMBIA, THE": "GM", "CZECHIA": "CZ", "ST LUCIA": "LC",
    "HOLY SEE": "VA", "NETHERLANDS": "NL", "RUSSIA": "RU", "SYRIA": "SY", "VIRGIN ISLANDS, BRITISH": "VG",
    "FALKLAND ISLANDS (ISLAS MALVINAS)": "FK", "DEM. PEOPLE'S REPUBLIC OF KOREA": "KP", "REUNION": "RE",
    "MICRONESIA, FEDERATED STATES OF": "FM", "TIMOR-LESTE": "TL", "SAINT VINCENT AND THE GRENADINES": "VC",
    "SAINT KITTS AND NEVIS": "KN", "SAO TOME AND PRINCIPE": "ST", "BONAIRE, SINT EUSTATIUS, AND SABA": "BQ",
    "SAINT HELENA": "SH", "BRUNEI": "BN",
}  # fmt: skip
PLACES = {
    "Oporto": "Porto",
    "Saigon": "Ho Chi Minh City",
    "Tokyo City": "Tokyo",
    "Mexico City, D.F.": "Mexico City",
    "Osaka-Kobe": "Osaka",
}
NAMES = {"District of Columbia": "Washington", "Washington, D.C.": "Washington", "New York City": "New York City"}
"""Destinations of the GSA by the name that the table of cities has."""

Key = tuple[str, str, str]
Rates = dict[Key, dict[int, int]]
"""US dollars by month, by country, state and place."""


def main() -> None:
    """Read both files and write both tables, a row a place with twelve rates."""
    foreign, conus = map(Path, sys.argv[1:])
    for name, column in COLUMNS.items():
        _write(TABLES / name, _with_only_places(_foreign(foreign, column)) | _american(conus, column))


def _write(table: Path, rates: Rates) -> None:
    rows = [(*key, *(months[month] for month in MONTHS)) for key, months in sorted(rates.items()) if len(months) == 12]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("country", "state", "place", *map(str, MONTHS)), *rows])
    with table.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(text.getvalue().encode())


def _foreign(path: Path, column: str) -> Rates:
    found: Rates = {}
    known = {plain(country_name(code)): code for code in countries()} | {
        plain(name): c for name, c in COUNTRIES.items()
    }
    for row in _rows(path):
        country = known.get(plain(row["country"]), "")
        if not country:
            print(f"left out: {row['country']}", file=sys.stderr)
        elif usd := int(row[column]):
            begin, end = date.fromisoformat(row["season_start"]), date.fromisoformat(row["season_end"])
            _enter(found, _key(country, row["location"]), begin, end, usd)
    return found


def _key(country: str, location: str) -> Key:
    """A place by the name that the table of cities has, else as it is written."""
    if location == "[Other]":
        return country, "", REST
    name = location.split("[")[0].strip()
    city = find_city(PLACES.get(name, name), country)
    return country, "", plain(city.name if city else name)


def _with_only_places(rates: Rates) -> Rates:
    """The rates, and for each country without others that of its one place, or of the place of its name."""
    places = Counter(country for country, _, _ in rates)
    found = dict(rates)
    for (country, state, place), months in rates.items():
        alone = places[country] == 1 or place == plain(country_name(country))
        if alone:
            found.setdefault((country, state, REST), months)
    return found


def _american(path: Path, column: str) -> Rates:
    found: Rates = {}
    for row in _rows(path):
        state, begin, end = (
            row["state"],
            _day(row["season_begin"] or "January 1"),
            _day(row["season_end"] or "December 31"),
        )
        for name in row["destination"].split(" / ") if state else [REST]:
            city = find_city(NAMES.get(name, name), "US", state) if name else None
            place = plain(city.name if city else name)
            _enter(found, ("US", state, place), begin, end, int(row[column]))
    return found


def _enter(found: Rates, key: Key, begin: date, end: date, usd: int) -> None:
    """The rate of every month whose middle lies in the season, which may run over the year's end."""
    months = found.setdefault(key, {})
    for month in MONTHS:
        middle = date(begin.year, month, 15)
        inside = begin <= middle <= end if begin <= end else (middle >= begin or middle <= end.replace(year=begin.year))
        if inside:
            months.setdefault(month, usd)


def _day(text: str) -> date:
    return datetime.strptime(f"{text} 2026", "%B %d %Y").date()


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
