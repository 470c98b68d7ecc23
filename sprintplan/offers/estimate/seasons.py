"""How fares move over the year: by week and by the regions that a flight leaves and lands in."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.table import Int32, Int64
from sprintplan.world.airports import airports
from sprintplan.world.fitted import fitted
from sprintplan.world.regions import NAMES, region_numbers

Floats = NDArray[np.float64]

WEEKS, DAYS_A_WEEK = 53, 7
THURSDAY = 3
"""1970-01-01 was a Thursday."""
WEEKDAY_FACTOR = np.array([1.0, 0.98, 0.97, 0.99, 1.01, 1.03, 1.02])
"""Monday first. Source: 21 686 published daily fares of 112 nonstop routes, each against its own week."""
MONTH_FACTOR = np.array([1.02, 0.93, 0.95, 1.0, 1.0, 1.08, 1.15, 1.03, 0.93, 0.94, 0.93, 1.07])
"""January to December, for weeks of which no published fares are known: 20 January to 7 July. An assumption."""
HALVES = ("north>north", "north>south", "south>north", "south>south")
SOUTH = ("oceania", "south-america")
"""Regions whose summer is in January; of Africa the airports south of the equator."""


def week_of(day: NDArray[np.integer]) -> Int64:
    """(n,) week of the year of each `day` since 1970, 0 from 1 to 7 January on, 52 for its last days."""
    dates = np.asarray(day).astype("datetime64[D]")
    return np.asarray((dates - dates.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.int64) // 7, np.int64)


def season_curve(origin: NDArray[np.integer], destination: NDArray[np.integer]) -> Int64:
    """(n,) number of the curve that flights from `origin` to `destination`, airport numbers, follow."""
    here, there = region_numbers()[origin], region_numbers()[destination]
    own = _curve_of_regions()[here, there]
    half = 2 * in_the_south()[origin] + in_the_south()[destination]
    return np.asarray(np.where(own >= 0, own, half), np.int64)


def season_factors(day: Int32) -> Floats:
    """(curves, n) factor of each curve on each day: its week and weekday."""
    return np.asarray(_curves()[:, week_of(day)] * WEEKDAY_FACTOR[(day + THURSDAY) % DAYS_A_WEEK], np.float64)


def season_factor(origin: NDArray[np.integer], destination: NDArray[np.integer], day: Int32) -> Floats:
    """(n,) factor of each flight from `origin` to `destination`, airport numbers, on its own `day`, a day number."""
    week, weekday = week_of(day), (day + THURSDAY) % DAYS_A_WEEK
    return np.asarray(_curves()[season_curve(origin, destination), week] * WEEKDAY_FACTOR[weekday], np.float64)


@cache
def in_the_south() -> Int64:
    """(airports,) 1 where summer is in January."""
    south = np.isin(np.array(NAMES)[region_numbers()], SOUTH)
    africa = np.array(NAMES)[region_numbers()] == "africa"
    return np.asarray(south | africa & (airports().latitude < 0), np.int64)


@cache
def _curves() -> Floats:
    """(curves, weeks) factors: those of HALVES first, then those of pairs of regions in their order."""
    return np.asarray(np.exp([*fitted("season")["halves"], *fitted("season")["regions"].values()]), np.float64)


@cache
def _curve_of_regions() -> Int64:
    """(regions, regions) the curve of each ordered pair of regions, -1 where it has none of its own."""
    curves = np.full((len(NAMES), len(NAMES)), -1, np.int64)
    for number, pair in enumerate(fitted("season")["regions"]):
        origin, destination = pair.split(">")
        curves[NAMES.index(origin), NAMES.index(destination)] = len(HALVES) + number
    return curves
