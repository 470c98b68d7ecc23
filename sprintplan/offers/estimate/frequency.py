"""How often each route is flown: flights a week, and days of service."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.table import Int32
from sprintplan.world.airports import airports
from sprintplan.world.fitted import fitted
from sprintplan.world.routes import routes

LONG_HAUL_KM = 3_500
DAYS_SHARE = 0.6
"""Of a week's flights so many are on days of their own; from twelve a week on a route is flown every day."""


@cache
def weekly_flights() -> NDArray[np.float64]:
    """(m,) flights a week of each route: the network's own, elsewhere by how connected both ends are, and the way.

    Every airport has a flight a day on its best link.
    Source: data/reference/network.py, by the number of callsigns; of routes that a user brought least squares over
    the shipped ones.
    """
    known = routes().weekly.astype(float)
    return _main_links(np.where(known > 0, known, _usual()))


def _usual() -> NDArray[np.float64]:
    constant, busy, length = fitted("weekly")
    degree = airports().degree.astype(float)
    both = np.log(np.maximum(degree[routes().origin] * degree[routes().destination], 1)) / 2
    return np.asarray(np.exp(constant + busy * both + length * np.log(routes().distance_km / 3000)), np.float64)


def _main_links(weekly: NDArray[np.float64]) -> NDArray[np.float64]:
    main = np.zeros(len(weekly), np.bool_)
    for ends in (routes().origin, routes().destination):
        order = np.lexsort((-weekly, ends))
        main[order[np.unique(ends[order], return_index=True)[1]]] = True
    return np.where(main, np.maximum(weekly, 7 / DAYS_SHARE), weekly)


def service_days(weekly: NDArray[np.float64]) -> Int32:
    """(m,) days of the week on which a route with so many `weekly` flights, (m,), is flown, 1..7."""
    return np.clip(np.floor(weekly * DAYS_SHARE + 0.5), 1, 7).astype(np.int32)
