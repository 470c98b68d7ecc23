"""What the US government pays at most for a hotel night, by city and month: a public yardstick for room rates."""

from functools import cache

from sprintplan.world.cities import find_city
from sprintplan.world.tables import rows

LODGING_SOURCE = "US State Department and GSA per diem rates, April 2026 and fiscal year 2026"


def lodging_usd(city: str, country: str) -> tuple[int, ...] | None:
    """US dollars a night from January to December; None where the table does not have the city.

    Source: the table's cities are those that companies are likely to meet in; abroad tax is included, in the US not.
    """
    found = find_city(city, country)
    return None if found is None else _table().get((country, found.name))


@cache
def _table() -> dict[tuple[str, str], tuple[int, ...]]:
    return {(row[0], row[1]): tuple(map(int, row[2:])) for row in rows("lodging.csv.gz")}
