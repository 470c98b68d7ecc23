"""What people call places: venues by their cities, never by an id, and no part of a name twice."""

from collections import Counter
from collections.abc import Iterable


def place_words(*parts: str) -> str:
    """The `parts` of a place's name, the closest first, with commas between them.

    Empty ones are left out, and those that the name ends with already: "Hotel Adria, Prague" in "Prague" is the former.
    """
    said = ""
    for part in filter(None, (part.strip() for part in parts)):
        if not _ends_with(said, part):
            said = f"{said}, {part}" if said else part
    return said


def with_country(place: str, country: str) -> str:
    """A `place` with the name of its `country` in brackets: "Prague (Czechia)", "Singapore"."""
    return place if not country or _ends_with(place, country) else f"{place} ({country})"


def _ends_with(place: str, part: str) -> bool:
    """Whether the last parts of a place's name say it already."""
    return f", {place}".casefold().endswith(f", {part}".casefold())


def venue_names(venues: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """What people call each of some venues, by its id: its city where no other is there, else its name with the city.

    Parameters
    ----------
    venues : id, name and city of each; the last two may be empty
    """
    known = list(venues)
    shared = Counter(city for _, _, city in known)
    return {
        venue: (city if shared[city] == 1 else place_words(name, city)) or name or venue for venue, name, city in known
    }
