"""One ground journey between two places: minutes with their range, fare and CO2e, or why none is estimated."""

from functools import lru_cache
from typing import NamedTuple

from sprintplan.offers.ground import roads, trains
from sprintplan.offers.ground.coefficients import fits
from sprintplan.offers.ground.fares import Fare, fare
from sprintplan.offers.ground.place import Place
from sprintplan.offers.ground.regions import Unmeasured
from sprintplan.world.emissions import GroundGrams, ground_grams

MODES = ("train", "coach", "car")
"""Modes that are estimated, in the order they are printed."""
ACCESS_MIN = {"train": 30, "coach": 30, "car": 0}
"""From door to door on top of the minutes from station to station: a quarter of an hour at each end, an assumption."""


class Estimated(NamedTuple):
    """A ground journey that may be taken at any hour.

    minutes : from station to station (car: from centre to centre), the best of a day
    low_minutes, high_minutes : 10 and 90 % of true times
    door_minutes : from door to door
    km : of track or road; grams : CO2e a traveller, direct and well to tank
    region : where the error was measured
    """

    mode: str
    region: str
    minutes: int
    low_minutes: int
    high_minutes: int
    door_minutes: int
    km: float
    fare: Fare
    grams: GroundGrams


@lru_cache(maxsize=1 << 16)
def estimated(mode: str, home: Place, place: Place) -> Estimated:
    """The journey by one of MODES between a traveller's home and another place, the same in either direction.

    Parameters
    ----------
    mode : the mode
    home, place : its ends

    Raises
    ------
    Unmeasured : no such journey is possible or known, or none was measured in that region; the text is the reason
    """
    way = {"train": trains.train, "coach": roads.coach, "car": roads.car}[mode]
    minutes, region, km = way(*sorted((home, place)))
    known = roads.CARS[region] if mode == "car" else fits(mode)[region]
    return Estimated(
        mode=mode,
        region=region,
        minutes=minutes,
        low_minutes=round(minutes * known.low),
        high_minutes=round(minutes * known.high),
        door_minutes=minutes + ACCESS_MIN[mode],
        km=km,
        fare=fare(mode, home.country, place.country, home.km_to(place), km),
        grams=ground_grams(mode, km, across_border=home.country != place.country),
    )


def every_mode(home: Place, place: Place) -> dict[str, Estimated | str]:
    """By mode the journey between two places, `home` and `place`, or the reason why none is estimated."""
    by_mode: dict[str, Estimated | str] = {}
    for mode in MODES:
        try:
            by_mode[mode] = estimated(mode, home, place)
        except Unmeasured as error:
            by_mode[mode] = str(error)
    return by_mode
