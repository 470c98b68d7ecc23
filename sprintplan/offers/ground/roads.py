"""Minutes by car and by coach between two places, from centre to centre."""

import math
from functools import cache
from typing import NamedTuple

import numpy as np

from sprintplan.offers.ground.coefficients import fits
from sprintplan.offers.ground.place import Place, apart
from sprintplan.offers.ground.regions import Unmeasured, car_region, coach_region
from sprintplan.offers.ground.trains import rail_minutes
from sprintplan.world.landmasses import landmass
from sprintplan.world.railways import Ways, railway

ROAD_OVER_GREAT_CIRCLE = 1.30
"""Kilometres of road for one of great circle: measured on driving times between European cities."""
LEAST_COACH_KM = 30
COACHES_ALONG_RAIL = {"germany and neighbours": "western europe"}
"""Where minutes by rail tell how direct the way of a coach is, as motorways lie along railways; the rail region."""
CHANNEL_MIN = 60
"""The shuttle through the Channel tunnel, with the check-in that its operator asks for."""
USUAL_DETOUR = 1.05
"""The way from city to city over neighbours at most NEIGHBOURS_KM apart is usually so much longer than straight."""
NEIGHBOURS_KM, REACH_KM = 130, 80
MOST_CAR_KM = 900
"""Great circle; farther drives take more than the ten hours that were measured."""

_WATER_OR_ROCK = frozenset(
    frozenset(pair)
    for pair in (
        ("Vaasa", "Umeå"),
        ("Tallinn", "Helsinki"),
        ("Cherbourg", "Bournemouth"),
        ("Ipswich", "Canterbury"),
        ("Odense", "Kiel"),
        ("Cardiff", "Exeter"),
        ("Swansea", "Exeter"),
        ("Le Havre", "Cherbourg"),
        ("Huelva", "Cadiz"),
        ("Copenhagen", "Helsingborg"),
        ("Sitten", "Lugano"),
        ("Thun", "Sitten"),
        ("Sitten", "Luzern"),
        ("Sitten", "Bern"),
        ("Chur", "Bergamo"),
    )
)
"""Stops within NEIGHBOURS_KM that no road joins on a way that is nearly straight."""


class _Car(NamedTuple):
    """Minutes of a region's drives: `start` and `per_km` of great circle; `low`, `high` as in coefficients.Fit."""

    start: float
    per_km: float
    low: float
    high: float


CARS = {
    "western europe": _Car(23, 0.719, 0.91, 1.25),
    "western europe, across a border": _Car(15, 0.794, 0.90, 1.19),
    "nordic countries": _Car(11, 0.847, 0.88, 1.40),
    "rest of europe": _Car(66, 0.679, 0.86, 1.40),
}
"""Least absolute percentage error on driving times between 1 622 pairs of European cities, up to ten hours; the times
themselves are not at hand here, so that the range is the published spread, less what the way round water explains."""


def car(origin: Place, destination: Place) -> tuple[int, str, float]:
    """Minutes of a drive between two places, `origin` and `destination`, the region whose error holds, and kilometres
    of road.

    Raises
    ------
    Unmeasured : no fixed link, or no driving times were measured there
    """
    region = car_region(origin, destination)
    if reason := apart(origin, destination):
        raise Unmeasured(reason)
    km = origin.km_to(destination)
    if km > MOST_CAR_KM:
        raise Unmeasured(f"no drive was measured over {MOST_CAR_KM} km, and this is {km:.0f} km")
    known, longer = CARS[region], max(1.0, _detour(origin, destination, km) / USUAL_DETOUR)
    tunnel = CHANNEL_MIN if (origin.country == "GB") != (destination.country == "GB") else 0
    if landmass(*origin)[0] == "Ireland":
        tunnel = 0
    minutes = known.start + known.per_km * km * longer + tunnel
    return round(minutes), region, km * longer * ROAD_OVER_GREAT_CIRCLE


def coach(origin: Place, destination: Place) -> tuple[int, str, float]:
    """Minutes of a coach between two places, `origin` and `destination`, the region whose error holds, and kilometres
    of road.

    Raises
    ------
    Unmeasured : no fixed link, or no coaches were measured there
    """
    region = coach_region(origin, destination)
    if reason := apart(origin, destination):
        raise Unmeasured(reason)
    km, fit = origin.km_to(destination), fits("coach")[region]
    if not LEAST_COACH_KM <= km <= fit.most_km:
        raise Unmeasured(
            f"coaches were measured from {LEAST_COACH_KM} to {fit.most_km:.0f} km, and this is {km:.0f} km"
        )
    rail = rail_minutes(origin, destination, COACHES_ALONG_RAIL.get(region, ""))
    minutes = math.exp(fit.level + fit.time * math.log(rail / 180) + fit.distance * math.log(km / 250))
    return round(minutes), region, km * ROAD_OVER_GREAT_CIRCLE


def _detour(origin: Place, destination: Place, km: float) -> float:
    """The way over land from city to neighbouring city, over the great circle; 1 where no such way is known."""
    rails = railway("europe")
    here, there = (rails.away_km(place.latitude, place.longitude) for place in (origin, destination))
    starts, ends = np.flatnonzero(here < REACH_KM), np.flatnonzero(there < REACH_KM)
    if km < REACH_KM or not len(starts) or not len(ends):
        return 1.0
    way = float((here[starts][:, None] + _over_land().between(starts, ends) + there[ends]).min())
    return 1.0 if math.isinf(way) else way / km


@cache
def _over_land() -> Ways:
    """Ways over land between the stops of Europe's railways, from neighbour to neighbour, in kilometres."""
    rails = railway("europe")
    away = np.array([rails.away_km(*place) for place in zip(rails.latitude, rails.longitude, strict=True)])
    land = [landmass(*place)[0] for place in zip(rails.countries, rails.latitude, rails.longitude, strict=True)]
    first, second = np.nonzero(np.triu(away <= NEIGHBOURS_KM, 1))
    joined = np.array(
        [
            land[a] == land[b] and frozenset((rails.names[a], rails.names[b])) not in _WATER_OR_ROCK
            for a, b in zip(first.tolist(), second.tolist(), strict=True)
        ]
    )
    links = np.concatenate([np.stack([first, second], axis=1)[joined], rails.links])
    return Ways(len(land), links, away[links[:, 0], links[:, 1]])
