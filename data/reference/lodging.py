"""Make sprintplan/world/tables/lodging.csv.gz: what the US government pays for hotel nights in likely venue cities.

    python -m data.reference.lodging FOREIGN.csv.gz CONUS.csv.gz

FOREIGN are the foreign per diem rates of the US Department of State (country, location, season_start, season_end,
lodging_usd), CONUS those of the US General Services Administration (state, destination, season_begin, season_end,
lodging_usd). Both are works of the US government in the public domain. Only cities that people meet in are kept: those
of over 200 000 people, or with an airport of forty destinations within 60 km.
"""

import csv
import gzip
import io
import sys
from datetime import date, datetime
from pathlib import Path

from sprintplan.world.airports import airports
from sprintplan.world.cities import City, countries, country_name, find_city

TABLE = Path(__file__).parents[2] / "sprintplan" / "world" / "tables" / "lodging.csv.gz"
MANY_PEOPLE, MANY_DESTINATIONS, NEAR_KM = 200_000, 40, 60
MONTHS = tuple(range(1, 13))
COUNTRIES = {
    "BURMA": "MM", "CABO VERDE": "CV", "COTE D'IVOIRE": "CI", "DEMOCRATIC REPUBLIC OF THE CONGO": "CD", "TURKEY": "TR",
    "REPUBLIC OF THE CONGO": "CG", "CURACAO": "CW", "HONG KONG": "HK", "MACAU": "MO", "KOREA, REPUBLIC OF": "KR",
    "KOREA, SOUTH": "KR", "BAHAMAS, THE": "BS", "GAMBIA, THE": "GM", "CZECHIA": "CZ", "ST LUCIA": "LC",
}  # fmt: skip
CITIES = {
    "Oporto": "Porto",
    "Saigon": "Ho Chi Minh City",
    "Tokyo City": "Tokyo",
    "Mexico City, D.F.": "Mexico City",
    "Osaka-Kobe": "Osaka",
}
STATES = {"Portland": "OR", "Columbus": "OH", "Kansas City": "MO", "Charleston": "SC", "Rochester": "NY"}
# Of destinations of one name in several states the city that a table of the world means.
NAMES = {"District of Columbia": "Washington", "New York City": "New York", "Boston / Cambridge": "Boston"}

Rates = dict[tuple[str, str], dict[int, int]]


def main() -> None:
    """Read both files, keep the likely cities, write a row a city with twelve rates."""
    foreign, conus = map(Path, sys.argv[1:])
    rates = _foreign(foreign) | _american(conus)
    rows = [
        (*city, *(months[month] for month in MONTHS)) for city, months in sorted(rates.items()) if len(months) == 12
    ]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("country", "city", *map(str, MONTHS)), *rows])
    with TABLE.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(text.getvalue().encode())


def _foreign(path: Path) -> Rates:
    found: Rates = {}
    codes = {country_name(code).upper(): code for code in countries()} | COUNTRIES
    for row in _rows(path):
        name = row["location"].split("[")[0].strip()
        country = codes.get(row["country"].upper(), "")
        city = find_city(CITIES.get(name, name), country) if name and country else None
        if city and _likely(city) and int(row["lodging_usd"]):
            begin, end = date.fromisoformat(row["season_start"]), date.fromisoformat(row["season_end"])
            _enter(found, city, begin, end, int(row["lodging_usd"]))
    return found


def _american(path: Path) -> Rates:
    found: Rates = {}
    for row in _rows(path):
        name = NAMES.get(row["destination"], row["destination"].split(" / ")[0])
        city = find_city(name, "US")
        here = row["state"] and STATES.get(name, row["state"]) == row["state"]
        if here and city and city.name.startswith(name) and _likely(city):
            begin, end = _day(row["season_begin"] or "January 1"), _day(row["season_end"] or "December 31")
            _enter(found, city, begin, end, int(row["lodging_usd"]))
    return found


def _enter(found: Rates, city: City, begin: date, end: date, usd: int) -> None:
    """The rate of every month whose middle lies in the season, which may run over the year's end."""
    months = found.setdefault((city.country, city.name), {})
    for month in MONTHS:
        middle = date(begin.year, month, 15)
        inside = begin <= middle <= end if begin <= end else (middle >= begin or middle <= end.replace(year=begin.year))
        if inside:
            months.setdefault(month, usd)


def _likely(city: City) -> bool:
    near = airports().near(city.latitude, city.longitude, NEAR_KM, 1)
    busy = any(airports().degree[number] >= MANY_DESTINATIONS for number in airports().numbers(near))
    return busy or city.population >= MANY_PEOPLE


def _day(text: str) -> date:
    return datetime.strptime(f"{text} 2026", "%B %d %Y").date()


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
