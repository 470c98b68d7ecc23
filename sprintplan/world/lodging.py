"""What the US government pays at most for a hotel night and for meals, by place and month: rates that are public."""

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
    place : the place that the table has it for; empty where it is the rate of the rest of a country
    source : who publishes it
    """

    usd: tuple[int, ...]
    place: str
    source: str


LODGING, MEALS = "lodging.csv.gz", "meals.csv.gz"
"""The tables, one a kind of rate."""


def public_rate(city: str, country: str, kind: str = LODGING) -> PublicRate | None:
    """The rate of a city, else of the rest of its country; None where the table has neither.

    Parameters
    ----------
    city : by its name
    country : ISO 3166-1 alpha-2 code
    kind : the table, LODGING or MEALS
    """
    table = _table(kind)
    place = find_city(city, country)
    state, name = (place.state, place.name) if place else ("", city)
    source = AT_HOME if country == "US" else ABROAD
    keys = [(country, state if country == "US" else "", plain(name)), (country, "", plain(city))]
    for key in keys if city else []:
        if key in table:
            return PublicRate(table[key], name, source)
    usd = None if state in WITHOUT_STANDARD else table.get((country, "", REST))
    return PublicRate(usd, "", source) if usd else None


@cache
def _table(kind: str) -> dict[tuple[str, str, str], tuple[int, ...]]:
    """Rates by country, state and plain name of the place."""
    return {(row[0], row[1], row[2]): tuple(map(int, row[3:])) for row in rows(kind)}
