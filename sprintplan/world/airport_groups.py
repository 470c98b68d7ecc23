"""The airports of the world by the main city that they serve, named as people know it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sprintplan.world.airports import airports
from sprintplan.world.cities import City, cities_near, find_city

LEAST_DESTINATIONS = 20
"""Nonstop destinations from which an airport makes a place that many people can come to."""
MOST_AIRPORTS, LEAST_SHARE = 4, 0.1
"""Airports of a group: so many at most, each with at least this share of the most connected one's destinations."""
NAMED_KM = 100
"""An airport that is named after a city may lie so far from it."""
SUBURB_KM, SUBURB_RATIO = 50, 3
"""A town so near to a city of so many times its people is a suburb: the city names the airport."""
NEAREST_CITY_KM = 40
_KNOWN_AS = {
    "ACE": "Lanzarote",
    "BDL": "Hartford",
    "BLL": "Billund",
    "BSL": "Basel",
    "CEB": "Cebu",
    "CFU": "Corfu",
    "DJE": "Djerba",
    "DLM": "Dalaman",
    "DPS": "Bali",
    "DSS": "Dakar",
    "EFL": "Kefalonia",
    "FUE": "Fuerteventura",
    "GOX": "Goa",
    "GSP": "Greenville",
    "HHN": "Hahn",
    "ISB": "Islamabad",
    "JMK": "Mykonos",
    "JSI": "Skiathos",
    "JTR": "Santorini",
    "KGS": "Kos",
    "KWI": "Kuwait City",
    "LPA": "Gran Canaria",
    "LXA": "Lhasa",
    "MAH": "Menorca",
    "MLA": "Valletta",
    "NRN": "Weeze",
    "OVD": "Oviedo",
    "PEN": "Penang",
    "PGD": "Punta Gorda",
    "PLS": "Providenciales",
    "PQC": "Phu Quoc",
    "RHO": "Rhodes",
    "SAL": "San Salvador",
    "SID": "Sal",
    "SNN": "Shannon",
    "SRQ": "Sarasota",
    "SXM": "Sint Maarten",
    "TFS": "Tenerife",
    "TIV": "Tivat",
    "VCE": "Venice",
    "VPS": "Destin",
    "ZTH": "Zakynthos",
}
"""Places that people know by another name than that of the town where the airport lies."""
_ACROSS_THE_BORDER = {"BSL": "CH"}
"""Countries of places whose airport lies in another one."""


@dataclass(frozen=True)
class AirportGroup:
    """Airports that serve one city.

    Attributes
    ----------
    city, state, country : the main city, whose airport may lie across a border; `state` is a code where names repeat
        within the country, else empty
    airports : IATA codes, the most connected first, four at most
    destinations : nonstop destinations of the most connected one
    """

    city: str
    state: str
    country: str
    airports: tuple[str, ...]
    destinations: int


@cache
def airport_groups() -> tuple[AirportGroup, ...]:
    """Every group whose most connected airport has at least LEAST_DESTINATIONS, the most connected first.

    Airports of one metropolitan code belong together, and those whose main city is the same.
    """
    members: dict[tuple[str, str, str], list[str]] = {}
    for together in _by_city_code():
        members.setdefault(main_city(together[0]), []).extend(together)
    groups = []
    for (city, state, country), codes in members.items():
        best = sorted(codes, key=lambda code: (-_destinations(code), code))
        if _destinations(best[0]) >= LEAST_DESTINATIONS:
            least = LEAST_SHARE * _destinations(best[0])
            land = airports().country(best[0])
            here = [code for code in best if airports().country(code) == land]
            served = tuple(code for code in here if _destinations(code) >= least)[:MOST_AIRPORTS]
            groups.append(AirportGroup(city, state, country, served, _destinations(best[0])))
    return tuple(sorted(groups, key=lambda group: (-group.destinations, group.airports)))


def country_served(code: str) -> str:
    """The country of the place that the airport of a `code` is known for, which may lie across a border."""
    return _ACROSS_THE_BORDER.get(code, airports().country(code))


def _destinations(code: str) -> int:
    return int(airports().degree[airports().number(code) or 0])


def _by_city_code() -> Iterator[tuple[str, ...]]:
    """Airports with flights by metropolitan code, the most connected first; one with two codes is there once."""
    table, seen = airports(), set[tuple[float, float]]()
    for city_code in dict.fromkeys(table.city_codes):
        codes = []
        for code in table.of_city(city_code):
            number = table.number(code) or 0
            spot = float(table.latitude[number]), float(table.longitude[number])
            if table.degree[number] and spot not in seen:
                seen.add(spot)
                codes.append(code)
        if codes:
            yield tuple(codes)


@cache
def main_city(code: str) -> tuple[str, str, str]:
    """Name, state and country of the city that the airport with a `code`, which is known, serves."""
    table = airports()
    number = table.number(code) or 0
    country, place = table.countries[number], (float(table.latitude[number]), float(table.longitude[number]))
    if name := _KNOWN_AS.get(code):
        return name, "", country_served(code)
    near = cities_near(country, *place, NEAREST_CITY_KM)
    town = _town(table.cities[number], cities_near(country, *place, NAMED_KM)) or next(iter(near), None)
    if town is None:
        return table.cities[number], "", country
    largest = next(iter(cities_near(country, town.latitude, town.longitude, SUBURB_KM)))
    main = largest if largest.population >= SUBURB_RATIO * town.population else town
    return main.name, main.state, country


def _town(words: str, around: tuple[City, ...]) -> City | None:
    """The city that the table of airports names, where it lies around; of several the first that is known."""
    parts = words.replace(" / ", "/").replace(",", "/").split("/")
    cities = (find_city(part.strip(), around[0].country) for part in parts if around)
    return next((city for city in cities if city in around), None)


def group_at(codes: tuple[str, ...]) -> AirportGroup:
    """The group that the first airport of some `codes` belongs to; a group of its own where flights lead to few
    places."""
    mine = next((group for group in airport_groups() if codes[0] in group.airports), None)
    city, state, country = main_city(codes[0])
    return mine or AirportGroup(city, state, country, codes[:MOST_AIRPORTS], _destinations(codes[0]))
