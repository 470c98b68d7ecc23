"""What the US government pays at most for a hotel night, by place and month: a public rate where none was quoted."""

from dataclasses import dataclass
from functools import cache

from sprintplan.world.cities import find_city, plain
from sprintplan.world.tables import rows

ABROAD = "US State Department, April 2026"
AT_HOME = "US General Services Administration, fiscal year 2026"
LODGING_SOURCE = "US State Department and GSA per diem rates, April 2026 and fiscal year 2026"
WITHOUT_STANDARD = ("AK", "HI")
"""States in which the standard rate of the GSA does not count."""
REST = ""


@dataclass(frozen=True)
class PublicRate:
    """A public lodging rate.

    Attributes
    ----------
    usd : US dollars a night from January to December; abroad with tax, in the United States without
    place : the place that the table has it for; empty where it is the rate of the rest of a country
    source : who publishes it
    """

    usd: tuple[int, ...]
    place: str
    source: str


def public_rate(city: str, country: str) -> PublicRate | None:
    """The rate of a city, else of the rest of its country; None where the tables have neither."""
    found = find_city(city, country)
    state, name = (found.state, found.name) if found else ("", city)
    source = AT_HOME if country == "US" else ABROAD
    keys = [(country, state if country == "US" else "", plain(name)), (country, "", plain(city))]
    for key in keys if city else []:
        if key in _table():
            return PublicRate(_table()[key], name, source)
    usd = None if state in WITHOUT_STANDARD else _table().get((country, "", REST))
    return PublicRate(usd, "", source) if usd else None


@cache
def _table() -> dict[tuple[str, str, str], tuple[int, ...]]:
    """Rates by country, state and plain name of the place."""
    return {(row[0], row[1], row[2]): tuple(map(int, row[3:])) for row in rows("lodging.csv.gz")}
