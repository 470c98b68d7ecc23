"""What a journey is by its flights: its cabin, and its emissions by the embedded factors."""

import numpy as np

from sprintplan.offers.table import Int8, Int32, Int64, Mask
from sprintplan.world.emissions import EMBEDDED, co2e_g

LONG_SEGMENT_MIN = 180
"""Contract, section 2: a journey's cabin is the lowest among its segments of over 3 h."""
CO2E_SOURCES = (EMBEDDED, "quoted by the seller")
"""Where grams come from: those that nobody states, those that the seller states."""
_HIGHEST = 127


def journey_cabin(there: Mask, minutes: Int32, cabin: Int64) -> Int8:
    """(n,) the lowest cabin among segments of over 3 h, or among all where none is that long.

    Parameters
    ----------
    there : (s, n) whether the journey has that segment
    minutes, cabin : (s, n) of each segment
    """
    long = there & (minutes > LONG_SEGMENT_MIN)
    counted = np.where(long.any(axis=0), long, there)
    lowest: Int8 = np.where(counted, cabin, _HIGHEST).min(axis=0).astype(np.int8)
    return lowest


def embedded_grams(there: Mask, origin: Int64, destination: Int64, cabin: Int64) -> Int64:
    """(n,) grams a traveller by the embedded factors, segment by segment.

    Parameters
    ----------
    there : (s, n) whether the journey has that segment
    origin, destination, cabin : (s, n) of each segment
    """
    grams = np.zeros(origin.shape, np.int64)
    grams[there] = co2e_g(origin[there], destination[there], cabin[there])
    return np.asarray(grams.sum(axis=0), np.int64)
