"""Locations of staff lists that name a time zone in place of a city: "Remote - US (Pacific)"."""

import re

from sprintplan.intake.countries import find_country
from sprintplan.intake.headings import simple

CITIES = {
    "US": {"pacific": "Los Angeles", "mountain": "Denver", "central": "Chicago", "eastern": "New York City"},
    "CA": {
        "pacific": "Vancouver",
        "mountain": "Calgary",
        "central": "Winnipeg",
        "eastern": "Toronto",
        "atlantic": "Halifax",
    },
    "AU": {"eastern": "Sydney", "central": "Adelaide", "western": "Perth"},
}
"""The largest city that keeps each zone, by country and the zone's usual name."""

NAMES = {
    **dict.fromkeys(("pst", "pdt", "west coast", "west"), "pacific"),
    **dict.fromkeys(("mst", "mdt"), "mountain"),
    **dict.fromkeys(("cst", "cdt", "acst", "acdt"), "central"),
    **dict.fromkeys(("est", "edt", "east coast", "east", "aest", "aedt"), "eastern"),
    **dict.fromkeys(("adt",), "atlantic"),
    **dict.fromkeys(("awst",), "western"),
    **{name: name for zones in CITIES.values() for name in zones},
}
"""What a zone is called, and its usual name."""

NO_PLACES = {
    *("cet", "cest", "eet", "eest", "wet", "west europe", "gmt", "bst", "utc", "jst"),
    *("pst", "pdt", "mst", "mdt", "cst", "cdt", "est", "edt", "aest", "aedt", "acst", "awst"),
}
"""Abbreviations that mean a time zone wherever no country stands beside them, though airports have such codes."""


def apart(part: str) -> tuple[str, ...]:
    """A `part` of a location, cut where a zone follows its country in one breath: "US Central"."""
    words = part.split()
    for cut in range(1, len(words)):
        country, zone = " ".join(words[:cut]), " ".join(words[cut:])
        if find_country(country) in CITIES and _zone(zone):
            return country, zone
    return (part,)


def city_of_zone(parts: list[str], country: str | None) -> tuple[str, str, str] | None:
    """The city that stands for a zone, its country, and the zone as it is written.

    None where no zone is named, and where anything else is named beside a zone and its country.

    Parameters
    ----------
    parts : of a location
    country : ISO 3166-1 alpha-2 code where another cell states it
    """
    zones = [part for part in parts if _zone(part)]
    others = [part for part in parts if part not in zones]
    land = country or (find_country(others.pop()) if len(others) == 1 else None)
    if len(zones) != 1 or others or land is None:
        return None
    city = CITIES.get(land, {}).get(_zone(zones[0]))
    return (city, land, zones[0]) if city else None


def is_zone_alone(parts: list[str]) -> bool:
    """Whether the `parts` of a location are the abbreviation of a time zone, and nothing else."""
    return len(parts) == 1 and simple(parts[0]) in NO_PLACES


def _zone(text: str) -> str:
    """The usual name of a zone; empty where the text names none."""
    return NAMES.get(re.sub(r"( standard| daylight)? (time|timezone|time zone|tz)$", "", simple(text)), "")
