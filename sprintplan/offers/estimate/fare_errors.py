"""How far estimated fares are off, as standard errors of their logarithm.

A fare estimated at `f` is truly `f * exp(common + own)`. `common` is one draw for a route (an unordered pair of cities)
and a cabin, the same for all its journeys and days; `own` is a draw for each journey, independent of all others. Both
are about normal around 0, with the standard errors below; two thirds of true fares lie within one of them. Whoever asks
quotes for some journeys of a route learns `common` for all of it. Cabins above economy have a common error of their own
on top of economy's, drawn once for a route and cabin.

Source: cross-validated residuals of 1 440 round trips of 2021-2023, daily fares of 112 routes of 2026, and ratios of
247 fares in higher cabins; data/reference/fit.py. That all fares may stand at another level by then is in neither.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sprintplan.world.fitted import fitted

Floats = NDArray[np.float64]

CABIN_ERROR = np.array([0.0, 0.65, 0.65, 0.8])
# Half of the published premium economy and business fares lie within a factor of 1.55 of their median over economy,
# that is a standard error of 0.65; first is an assumption.
CONNECTION_ERROR = 0.03
# An assumption: each connection adds airlines, and with them fares that one could take.


def route_log_error(distance_km: ArrayLike, cabin: ArrayLike = 0) -> Floats:
    """Standard error of the logarithm that all journeys of a route share in a cabin; broadcasts.

    distance_km : great circle between the ends; `cabin` : number of `Cabin`
    """
    known = fitted("fare_error")
    both_ways = np.interp(np.asarray(distance_km, float), known["km"], known["log"])
    economy = both_ways**2 - known["own"] ** 2 / 2
    return np.asarray(np.sqrt(np.maximum(economy, 0.01) + CABIN_ERROR[np.asarray(cabin)] ** 2), np.float64)


def own_log_error(connections: ArrayLike = 0) -> Floats:
    """Standard error of the logarithm of each journey's fare about its route's level; broadcasts."""
    return np.asarray(fitted("fare_error")["own"] + CONNECTION_ERROR * np.asarray(connections, float), np.float64)


def fare_log_error(distance_km: ArrayLike, cabin: ArrayLike = 0, connections: ArrayLike = 0) -> Floats:
    """Standard error of the logarithm of one journey's fare: both parts together; broadcasts."""
    return np.asarray(np.hypot(route_log_error(distance_km, cabin), own_log_error(connections)), np.float64)


def round_trip_log_error(distance_km: ArrayLike, cabin: ArrayLike = 0, connections: ArrayLike = 0) -> Floats:
    """Standard error of the logarithm of both ways' fare together: the parts of its two journeys partly cancel."""
    half = own_log_error(connections) / np.sqrt(2)
    return np.asarray(np.hypot(route_log_error(distance_km, cabin), half), np.float64)
