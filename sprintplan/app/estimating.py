"""What the command `estimate` does: the journeys of one day between two places, by air and on the ground."""

from dataclasses import dataclass
from datetime import date, timedelta

from sprintplan.domain.model import Cabin
from sprintplan.domain.people import Home
from sprintplan.errors import UsageError
from sprintplan.offers.estimate.one_day import OneDay, one_day
from sprintplan.offers.ground.estimate import Estimated, every_mode
from sprintplan.offers.ground.place import place_of_home
from sprintplan.workspace.homes import home_of
from sprintplan.world.airports import airports
from sprintplan.world.zones import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True)
class Journeys:
    """Journeys from one place to another: flights of one day, and by ground mode the journey, or why there is none.

    air : None where both places have the same airports
    """

    air: OneDay | None
    ground: dict[str, Estimated | str]


def estimate(origin: str, destination: str, day: date, cabin: Cabin, today: date | None) -> Journeys:
    """Journeys from one place to another: those by air that leave on the day, those on the ground at any hour.

    Parameters
    ----------
    origin, destination : written like homes in people.csv: airport or city codes, a city with its country, a position
    day : of departure; cabin : that flights are sold in
    today : when fares are bought, the machine's date where it is None

    Raises
    ------
    UsageError : a place is unknown, has no flights, or both are the same; clocks of the day are not known
    """
    first, last = date(FIRST_YEAR, 1, 1) + ON_THE_WAY, date(LAST_YEAR, 12, 31) - ON_THE_WAY
    if not first <= day <= last:
        raise UsageError(f"{day}: time zones are known from {first} to {last}. Name a day between them")
    homes = _home(origin), _home(destination)
    places = tuple(place_of_home(home) for home in homes)
    if {*homes[0].airports} & {*homes[1].airports} and places[0].km_to(places[1]) < ONE_PLACE_KM:
        raise UsageError(f"{origin} and {destination} are one place: name two")
    ends = _flown(homes[0], homes[1]), _flown(homes[1], homes[0])
    air = one_day(*ends, day, cabin, today or date.today()) if all(ends) else None
    return Journeys(air, every_mode(*places))


ON_THE_WAY = timedelta(days=3)
"""No journey lasts so long."""
ONE_PLACE_KM = 5
"""Places that share an airport and lie so near to each other are one."""


def _home(text: str) -> Home:
    """The place as a home would be read; codes may be written in small letters.

    Raises
    ------
    UsageError : as a home would be refused
    """
    return home_of(text if "," in text else text.upper())


def _flown(home: Home, other: Home) -> list[int]:
    """Numbers of the home's airports that have flights and do not serve the other place too.

    Raises
    ------
    UsageError : none has flights
    """
    flown = [number for number in airports().numbers(home.airports) if airports().degree[number]]
    if not flown:
        raise UsageError(f"{home.text} has no flights in the network: take an airport near it")
    return [number for number in flown if airports().codes[number] not in other.airports]
