"""How far estimated fares are off, as standard errors of their logarithm.

A fare estimated at `f` is truly `f * exp(market + route + own)`. `market` is one draw for a pair of regions, the same
for all routes between them: the level of a part of the world moves as one. `route` is one draw for a route (an
unordered pair of cities) about its market, the same for all its journeys and days. `own` is a draw for all that is sold
on a route in one direction on one day, independent of all others: it is measured on daily fares. The draws are about
normal around 0 with the standard errors below: 7 of 10 true fares lie within one error of all parts together, 19 of 20
within TAIL of them. Whoever asks quotes for some journeys of a route learns `market` and `route` for all of it. Cabins
above economy have an error of their own on top of a route's.

Between two dates of a route the common parts fall out, and between two places of one market its own does: what decides
which is cheaper is surer than either fare.

Source: cross-validated residuals of 1 370 round trips of 2021-2023 and 2 600 fares within the United States, daily
fares of 112 routes of 2026, and ratios of 186 fares in higher cabins; data/reference/fit.py. That all fares may stand
at another level by then is in neither.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sprintplan.offers.estimate.fare_levels import by_region_pair, regions_of, within_us
from sprintplan.world.airports import airport_distance_km
from sprintplan.world.fitted import fitted
from sprintplan.world.routes import routes

Floats = NDArray[np.float64]

TAIL = 2.2
"""Errors within which 19 of 20 true fares lie; a normal draw would have 1.96."""
CABIN_ERROR = np.array([0.0, 0.6, 0.68, 0.8])
"""Two thirds of published premium economy and business fares over economy lie within such a factor of the estimate's;
first is an assumption."""
CONNECTION_ERROR = 0.03
"""An assumption: each connection adds airlines, and with them fares that one could take."""
MARKET_SHARE = 0.2
"""Of the variance of a route's level so much is taken to be common to its pair of regions: an assumption."""


@dataclass(frozen=True)
class Errors:
    """Standard errors of the parts of fares' logarithms, arrays of one shape.

    market : of the level of the pair of regions; route : of the route about it, with its cabin; own : of each fare
    """

    market: Floats
    route: Floats
    own: Floats

    @property
    def fare(self) -> Floats:
        """Of one fare: all parts together."""
        return np.asarray(np.sqrt(self.market**2 + self.route**2 + self.own**2), np.float64)


def errors_of(origin: ArrayLike, destination: ArrayLike, cabin: ArrayLike = 0, connections: ArrayLike = 0) -> Errors:
    """Errors of fares, by haul, regions and whether the route is flown nonstop; broadcasts.

    Parameters
    ----------
    origin, destination : airport numbers
    cabin : number of `Cabin`
    connections : of each journey
    """
    o, d = np.broadcast_arrays(np.asarray(origin), np.asarray(destination))
    known = fitted("fare_error")
    class_factor = _class_factors()[regions_of(o, d)]
    economy = np.interp(airport_distance_km(o, d), known["km"], known["log"]) * class_factor
    us = within_us(o, d)
    economy = np.where(us, known["us"], economy * np.where(routes().has(o, d), known["nonstop"], 1.0))
    nonstop = np.where(us, known["us_own"], known["own"])
    own = nonstop + CONNECTION_ERROR * np.asarray(connections, float)
    level = np.maximum(economy**2 - nonstop**2, 0.01)
    route = (1 - MARKET_SHARE) * level + CABIN_ERROR[np.asarray(cabin)] ** 2
    market, route, own = np.broadcast_arrays(np.sqrt(MARKET_SHARE * level), np.sqrt(route), own)
    return Errors(market, route, own)


def route_log_error(distance_km: ArrayLike, cabin: ArrayLike = 0) -> Floats:
    """Standard error of the logarithm that all journeys of a route share in a cabin, by its length alone; broadcasts.

    distance_km : great circle between the ends; `cabin` : number of `Cabin`
    """
    known = fitted("fare_error")
    whole = np.interp(np.asarray(distance_km, float), known["km"], known["log"])
    economy = whole**2 - known["own"] ** 2
    return np.asarray(np.sqrt(np.maximum(economy, 0.01) + CABIN_ERROR[np.asarray(cabin)] ** 2), np.float64)


def own_log_error(connections: ArrayLike = 0) -> Floats:
    """Standard error of the logarithm of each journey's fare about its route's level, by its `connections`;
    broadcasts."""
    return np.asarray(fitted("fare_error")["own"] + CONNECTION_ERROR * np.asarray(connections, float), np.float64)


def own_error(within_us: bool) -> float:
    """Standard error of the logarithm of a nonstop journey's fare about its route's level, elsewhere or `within_us`."""
    return float(fitted("fare_error")["us_own" if within_us else "own"])


@cache
def _class_factors() -> Floats:
    """(pairs,) how much larger the error is between two regions than at that distance elsewhere."""
    return by_region_pair(fitted("fare_error")["regions"], 1.0)
