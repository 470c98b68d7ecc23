"""The regions that ground journeys were measured in, and why others are refused."""

from sprintplan.offers.ground.place import Place

WEST = frozenset("AT BE CH DE ES FR GB IE IT LU NL PT".split())
NORDIC = frozenset("DK FI NO SE".split())
EAST_RAIL = frozenset("BG CZ EE GR HR HU LT LV PL RO RS SI SK".split())
EAST_ROAD = EAST_RAIL | frozenset("AL BA ME MK XK".split())
GERMAN_COACHES = frozenset("AT CH DE FR NL".split())
"""Countries of the coach timetable: journeys within Germany, within Austria or Switzerland, and from Germany to one."""

_NO_TRAIN_ABROAD = {
    "FI": "trains from Finland end at its borders",
    "GR": "trains from Greece end at its borders",
    "EE": "trains from Estonia to other countries run seldom",
}
_TRAINS = {"JP": "japan", "TW": "taiwan", "CN": "china", "IN": "india"}
_COACHES = {"US": "united states", "IN": "india"}


class Unmeasured(Exception):
    """No estimate is given; the text is the reason in words of a user."""


def train_region(origin: Place, destination: Place) -> str:
    """The region whose error holds for a train between two places, `origin` and `destination`.

    Raises
    ------
    Unmeasured : no trains were measured there
    """
    here, there = origin.country, destination.country
    if {here, there} <= {"US", "CA"} and "US" in (here, there):
        return "united states"
    if here == there and here in _TRAINS:
        return _TRAINS[here]
    if closed := _closed(here, there):
        raise Unmeasured(closed)
    return _european(here, there, WEST | NORDIC | EAST_RAIL, "trains")


def car_region(origin: Place, destination: Place) -> str:
    """The region whose error holds for a car between two places, `origin` and `destination`.

    Raises
    ------
    Unmeasured : no driving times were measured there
    """
    here, there = origin.country, destination.country
    if {here, there} == {"XK", "RS"}:
        raise Unmeasured("the border between Kosovo and Serbia is not open to everybody")
    return _european(here, there, WEST | NORDIC | EAST_ROAD, "cars")


def coach_region(origin: Place, destination: Place) -> str:
    """The region whose error holds for a coach between two places, `origin` and `destination`.

    Raises
    ------
    Unmeasured : no coaches were measured there
    """
    here, there = origin.country, destination.country
    if {here, there} <= GERMAN_COACHES and ((here == there != "FR" and here != "NL") or "DE" in (here, there)):
        return "germany and neighbours"
    if here == there and here in _COACHES:
        return _COACHES[here]
    raise Unmeasured(f"coaches were not measured {_between(here, there)}")


def _closed(here: str, there: str) -> str | None:
    """Why no train crosses the border between two countries, None where one may."""
    if here == there:
        return None
    return next((_NO_TRAIN_ABROAD[country] for country in (here, there) if country in _NO_TRAIN_ABROAD), None)


def _european(here: str, there: str, measured: frozenset[str], what: str) -> str:
    """Western Europe within a country or across borders, the Nordic countries, or the rest of Europe."""
    if not {here, there} <= measured:
        raise Unmeasured(f"{what} were not measured {_between(here, there)}")
    if {here, there} <= WEST:
        return "western europe" if here == there else "western europe, across a border"
    return "nordic countries" if {here, there} <= NORDIC else "rest of europe"


def _between(here: str, there: str) -> str:
    return f"in {here}" if here == there else f"between {here} and {there}"
