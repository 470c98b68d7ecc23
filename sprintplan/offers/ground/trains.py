"""Minutes of the best train of a day between two places, from station to station."""

import math
from typing import NamedTuple

import numpy as np

from sprintplan.offers.ground.coefficients import country_effects, fits
from sprintplan.offers.ground.place import Place, apart
from sprintplan.offers.ground.regions import Unmeasured, train_region
from sprintplan.world.railways import Railway, railway

LEAST_KM = 30
"""Nearer places have no trains in the measured data."""
AT_STATION_KM = 8
"""A place so near to a stop is the stop's own city."""
ACCESS_MIN, ACCESS_MIN_PER_KM = 12, 0.85
"""A local train to the next stop of the network: waiting and changing, and 70 km/h of great circle."""
LOCAL_MIN, LOCAL_MIN_PER_KM = 10, 0.8
"""A local train all the way, within Europe: 75 km/h of great circle, where the network leads a long way round."""
TRACK_OVER_GREAT_CIRCLE = 1.2
"""Kilometres of track for one of great circle from stop to stop: an assumption, used for emissions and fares."""


PUBLISHED = "direct trains of published times"
"""The region of journeys whose minutes stand in the table of lines as they are."""


class _Network(NamedTuple):
    """Where a region's trains run.

    reach_km : within which a stop serves a place
    published : whether the minutes of links are those of timetables, not fitted
    local : whether local trains fill gaps
    """

    name: str
    reach_km: float
    published: bool = False
    local: bool = False


_EUROPE = _Network("europe", 120, published=True, local=True)
_NETWORKS = {
    **dict.fromkeys(
        ("western europe", "western europe, across a border", "nordic countries", "rest of europe"), _EUROPE
    ),
    "japan": _Network("japan", 40),
    "taiwan": _Network("taiwan", 40, published=True),
    "china": _Network("china", 30),
    "united states": _Network("amtrak", 30),
}


def train(origin: Place, destination: Place) -> tuple[int, str, float]:
    """Minutes of the best train between two places, `origin` and `destination`, the region whose error holds, and
    kilometres of track.

    Source: best times of public timetables by line, and a fit for what lies between; data/reference/fit_ground.py.

    Raises
    ------
    Unmeasured : no train runs there as far as is known, or none was measured
    """
    region = train_region(origin, destination)
    if reason := apart(origin, destination):
        raise Unmeasured(reason)
    km = origin.km_to(destination)
    if km < LEAST_KM:
        raise Unmeasured(f"the places lie within {LEAST_KM} km: no train so short was measured")
    fit = fits("train")[region]
    if minutes := published_minutes(origin, destination, region):
        return round(minutes), PUBLISHED, km * TRACK_OVER_GREAT_CIRCLE
    if km > fit.most_km:
        raise Unmeasured(f"no train was measured over {fit.most_km:.0f} km there, and this is {km:.0f} km")
    rail = rail_minutes(origin, destination, region)
    logarithm = fit.level + fit.time * math.log(rail / 180) + fit.distance * math.log(km / 250)
    logarithm += sum(country_effects().get(place.country, 0.0) for place in (origin, destination))
    return round(math.exp(logarithm)), region, km * TRACK_OVER_GREAT_CIRCLE


def published_minutes(origin: Place, destination: Place, region: str) -> float | None:
    """Minutes of the best train where a link of a published time joins the cities of `origin` and `destination`
    themselves, in the network of a `region`, else None."""
    network = _NETWORKS.get(region)
    if network is None or not network.published:
        return None
    rails = railway(network.name)
    here, there = (rails.away_km(place.latitude, place.longitude) for place in (origin, destination))
    start, end = int(here.argmin()), int(there.argmin())
    if max(here[start], there[end]) > AT_STATION_KM:
        return None
    return rails.direct.get(frozenset((start, end)))


def rail_minutes(origin: Place, destination: Place, region: str) -> float:
    """Minutes through the network of a `region` from `origin` to `destination` without any wait, access at both ends
    counted; 180 where it has none.

    Raises
    ------
    Unmeasured : no stop near, no way through the network, or no train that calls at both ends
    """
    network = _NETWORKS.get(region)
    if network is None:
        return 180.0
    rails = railway(network.name)
    minutes = _through(rails, origin, destination, network.reach_km)
    if network.local:
        minutes = min(minutes, LOCAL_MIN + LOCAL_MIN_PER_KM * origin.km_to(destination))
    return max(minutes, 10.0)


def _through(rails: Railway, origin: Place, destination: Place, reach_km: float) -> float:
    """The quickest way by any stops near both ends."""
    here, there = (rails.away_km(place.latitude, place.longitude) for place in (origin, destination))
    starts, ends = np.flatnonzero(here < reach_km), np.flatnonzero(there < reach_km)
    if not len(starts) or not len(ends):
        raise Unmeasured(f"no station of a known line lies within {reach_km:.0f} km")
    if not rails.share_line(starts, ends):
        raise Unmeasured("no train calls near both places, and journeys with changes were not measured there")
    minutes = _access(here[starts])[:, None] + rails.ways.between(starts, ends) + _access(there[ends])
    least = float(minutes.min())
    if math.isinf(least):
        raise Unmeasured("no known line leads from the one place to the other")
    return least


def _access(km: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.where(km < AT_STATION_KM, 0.0, ACCESS_MIN + ACCESS_MIN_PER_KM * km)
