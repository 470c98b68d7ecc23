"""Fits the weeks of the year: how fares of a route move about their middle, by regions of both ends."""

from pathlib import Path
from typing import Any

import numpy as np

from sprintplan.offers.estimate.fares import advance_factor
from sprintplan.offers.estimate.seasons import (
    DAYS_A_WEEK,
    HALVES,
    MONTH_FACTOR,
    THURSDAY,
    WEEKDAY_FACTOR,
    WEEKS,
    in_the_south,
    week_of,
)
from sprintplan.world.regions import NAMES, region_numbers
from tests.benchmarks.training import Rows, kept_aside, read

HALF_TRUST, REGION_TRUST = 3.0, 2.0
# Curves of hemispheres are drawn to that of all by so many routes, those of regions to their hemispheres'.
SMOOTH = (0.25, 0.5, 0.25)


def fit_seasons(folder: Path) -> dict[str, Any]:
    """Logarithms by week: four curves of hemispheres, and one of each ordered pair of regions that has routes."""
    rows = daily_fares(folder)
    rows = rows.where(~kept_aside(rows))
    weeks, half, region = _weeks_of_routes(rows)
    common = _mean(weeks, np.ones(len(weeks), bool))
    halves = [_drawn(weeks, half == number, common, HALF_TRUST) for number in range(len(HALVES))]
    found = {}
    for number in np.unique(region):
        mine = region == number
        own = _drawn(weeks, mine, halves[half[mine][0]], REGION_TRUST)
        found[f"{NAMES[number // len(NAMES)]}>{NAMES[number % len(NAMES)]}"] = _whole_year(own)
    return {"halves": [_whole_year(curve) for curve in halves], "regions": found}


def daily_fares(folder: Path) -> Rows:
    """A row a nonstop route and departure day."""
    return read(folder, "fares").where_word("source", "google_nonstop_by_date").known()


def _weeks_of_routes(rows: Rows) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(routes, weeks) mean logarithm about the route's middle, NaN without fares; its hemispheres and its regions."""
    day = rows.days("date")
    level = np.log(rows.numbers("fare") / WEEKDAY_FACTOR[(day + THURSDAY) % DAYS_A_WEEK])
    level -= np.log(advance_factor(day, int(day.min())))
    _, first, route = np.unique(rows.origin * 20_000 + rows.destination, return_index=True, return_inverse=True)
    found = np.full((len(first), WEEKS), np.nan)
    for number in range(len(first)):
        mine = route == number
        middle = np.median(level[mine])
        for week in np.unique(week_of(day[mine])):
            found[number, week] = np.mean(level[mine][week_of(day[mine]) == week]) - middle
    start, end = rows.origin[first], rows.destination[first]
    half = 2 * in_the_south()[start] + in_the_south()[end]
    return found, half, region_numbers()[start] * len(NAMES) + region_numbers()[end]


def _mean(weeks: np.ndarray, mine: np.ndarray) -> np.ndarray:
    """(weeks,) of some routes; 0 where none has a fare."""
    known = np.isfinite(weeks[mine]).sum(axis=0)
    return np.where(known > 0, np.nansum(weeks[mine], axis=0) / np.maximum(known, 1), 0)


def _drawn(weeks: np.ndarray, mine: np.ndarray, towards: np.ndarray, trust: float) -> np.ndarray:
    share = mine.sum() / (mine.sum() + trust)
    return towards + share * (_mean(weeks, mine) - towards) if mine.any() else towards


def _whole_year(curve: np.ndarray) -> list[float]:
    """Smoothed over neighbours; weeks without fares are those of the month table."""
    month = (np.arange(WEEKS) * DAYS_A_WEEK + 3).astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12
    whole = np.where(curve == 0, np.log(MONTH_FACTOR[month]), curve)
    smooth = sum(share * np.roll(whole, 1 - n) for n, share in enumerate(SMOOTH))
    return [round(float(level), 4) for level in smooth]
