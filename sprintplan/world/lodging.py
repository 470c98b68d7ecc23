"""What the US government pays at most for a hotel night and for meals, by place and month: rates that are public."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sprintplan.world.airports import airports
from sprintplan.world.cities import City, find_city, namesakes, plain
from sprintplan.world.distance import great_circle_km
from sprintplan.world.tables import rows

ABROAD = "US State Department, April 2026"
AT_HOME = "US General Services Administration, fiscal year 2026"
LODGING_SOURCE = "US State Department and GSA per diem rates, April 2026 and fiscal year 2026"
CONTIGUOUS = (24.0, 49.5), (-125.0, -66.0)
"""Degrees of latitude and longitude that hold the 48 states in which the standard rate of the GSA counts."""
REST = ""
LISTED_AS = {
    ("AG", "saint john’s"): "antigua and barbuda",
    ("CV", "mindelo"): "sao vicente island",
    ("CV", "sal"): "sal island",
    ("ES", "gran canaria"): "las palmas de gran canaria",
    ("ES", "ibiza"): "balearic islands",
    ("ES", "mahon"): "balearic islands",
    ("ES", "menorca"): "balearic islands",
    ("ES", "palma"): "balearic islands",
    ("GR", "irakleion"): "iraklion (crete)",
    ("IN", "delhi"): "new delhi",
    ("JP", "naha"): "okinawa prefecture",
    ("MX", "cabo san lucas"): "los cabos (cabo san lucas and san jose del ca",
    ("MX", "san jose del cabo"): "los cabos (cabo san lucas and san jose del ca",
    ("PT", "funchal"): "madeira islands",
    ("PT", "horta"): "faial island",
    ("PT", "ponta delgada"): "sao miguel island",
    ("SA", "dammam"): "dhahran area",
    ("TH", "ko samui"): "samui island",
    ("TN", "djerba"): "jerba",
    ("TR", "adana"): "adana-incirlik",
    ("TR", "izmir"): "izmir-cigli",
    ("VN", "phu quoc"): "phu quoc island",
}
"""Places, by country and plain name, that tables have under another name: the island, region or another spelling."""
Position = tuple[float, float]
"""Degrees of latitude and longitude."""
PUBLIC_RATE_ERROR = 0.25
"""Standard error of the logarithm of a room's price against the public rate of its city: an assumption, as the rate is
the most that a government pays, and what a group pays hangs on house and season."""


@dataclass(frozen=True)
class PublicRate:
    """A public rate of lodging or of meals.

    Attributes
    ----------
    usd : US dollars from January to December: lodging a night, abroad with tax and in the United States without; meals
        and incidental expenses a day
    place : the city that has it; empty where it is the rate of the rest of a country
    source : who publishes it
    """

    usd: tuple[int, ...]
    place: str
    source: str


LODGING, MEALS = "lodging.csv.gz", "meals.csv.gz"
"""The tables, one a kind of rate."""


def public_rate(city: str, country: str, codes: Sequence[str], kind: str = LODGING) -> PublicRate | None:
    """The rate of a city, else of the rest of its country; None where the table has neither.

    Parameters
    ----------
    city : by its name; in the United States the one of that name that is nearest to the first airport
    country : ISO 3166-1 alpha-2 code
    codes : of its airports; none where they are unknown
    kind : the table, LODGING or MEALS
    """
    table, in_states = _table(kind), country == "US"
    place, spot = find_city(city, country), _position(codes) if in_states else None
    if place and spot:
        place = min(namesakes(place.name, country), key=lambda one: _km(one, spot))
    state, name = (place.state, place.name) if place else ("", city)
    source = AT_HOME if in_states else ABROAD
    keys = [(country, state if in_states else "", plain(name)), (country, "", plain(city))]
    for key in keys if city else []:
        if key in table:
            return PublicRate(table[key], name, source)
    usd = table.get((country, "", REST)) if spot is None or _is_contiguous(spot) else None
    return PublicRate(usd, "", source) if usd else None


def _position(codes: Sequence[str]) -> Position | None:
    """Where the first known one of some airports is."""
    number = next(iter(airports().numbers(codes)), None)
    return None if number is None else (float(airports().latitude[number]), float(airports().longitude[number]))


def _km(city: City, spot: Position) -> float:
    return float(great_circle_km(city.latitude, city.longitude, *spot))


def _is_contiguous(spot: Position) -> bool:
    return all(least <= degrees <= most for degrees, (least, most) in zip(spot, CONTIGUOUS, strict=True))


@cache
def _table(kind: str) -> dict[tuple[str, str, str], tuple[int, ...]]:
    """Rates by country, state and plain name of the place; abroad also by what stands before a comma ("cardiff, wales")
    and by the names that LISTED_AS has."""
    table = {(row[0], row[1], row[2]): tuple(map(int, row[3:])) for row in rows(kind)}
    listed = [((country, place.partition(",")[0]), place) for country, state, place in table if not state]
    for (country, name), place in (*listed, *LISTED_AS.items()):
        if (country, "", place) in table:
            table.setdefault((country, "", name), table[country, "", place])
    return table
