"""When estimated flights leave and how long they take: the same daily departures for everybody on a route."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.estimate.blocks import TIMETABLE_STEP_MIN
from sprintplan.offers.table import Int16, Int32, Int64
from sprintplan.world.airports import airports

MOST_DEPARTURES = 3
FIRST_DEPARTURE_MIN, DEPARTURE_SPAN_MIN = 6 * 60, 16 * 60


def departures(origin: Int16, destination: Int16, distance_km: Int32) -> tuple[Int32, Int32]:
    """(3, n) local minutes after midnight of each route's daily departures, padded with -1, and (n,) how many.

    Busy short routes fly three times a day, most routes twice, long or thin ones once, spread from 06:00 to 22:00 by a
    fixed scattering of the airport numbers, so that a route has the same flights for whoever asks.
    """
    degree = airports().degree
    thin = np.minimum(degree[origin], degree[destination])
    count = 1 + (thin >= 8) * (distance_km < 9000) + (thin >= 25) * (distance_km < 3500)
    scatter = _scatter(origin, destination)
    number = np.arange(MOST_DEPARTURES)[:, None]
    share = (scatter + number / np.maximum(count, 1)) % 1.0
    minutes = (
        FIRST_DEPARTURE_MIN + (share * DEPARTURE_SPAN_MIN / TIMETABLE_STEP_MIN).astype(np.int32) * TIMETABLE_STEP_MIN
    )
    return np.where(number < count, minutes, -1).astype(np.int32), count.astype(np.int32)


def _scatter(origin: Int16, destination: Int16) -> NDArray[np.float64]:
    """A number from 0 to 1 per route, the same on every machine and for every edition of the tables."""
    mixed = _code_values()[origin] * 2_654_435_761 + _code_values()[destination] * 40_503
    return np.asarray((mixed % 9_973) / 9_973.0, np.float64)


@cache
def _code_values() -> Int64:
    """(airports,) each code read as a number in base 36."""
    return np.array([int(code, 36) for code in airports().codes], np.int64)


def next_departure(ready_local: Int32, minutes: Int32) -> Int32:
    """(n,) wall clock of the first departure at or after `ready_local`; `minutes` is (3, n) as `departures` gives."""
    wait = (minutes - ready_local) % 1440
    return np.asarray(ready_local + np.where(minutes < 0, 1440, wait).min(axis=0).astype(np.int32), np.int32)


def daily(count: Int32) -> Int64:
    """(sum,) the number of each departure of each route, in route order."""
    first = np.cumsum(count) - count
    return np.arange(count.sum()) - np.repeat(first, count)
