"""Fits how far estimated fares are off, by haul, regions and nonstop flights, on fares that each fit leaves out."""

from pathlib import Path
from typing import Any

import numpy as np

from data.reference.fit_fares import EUROS_A_DOLLAR, fit_fares, fit_us_fares, fitted_rows, round_trips, us_fares
from data.reference.fit_seasons import daily_fares
from sprintplan.offers.estimate.fare_levels import effects_of, regions_of, us_terms, world_level
from sprintplan.offers.estimate.fares import advance_factor
from sprintplan.offers.estimate.seasons import season_factor
from sprintplan.world.airports import airport_distance_km, airports
from sprintplan.world.regions import NAMES
from sprintplan.world.routes import routes
from tests.benchmarks.training import Rows, city_of, kept_aside

ERROR_KM, FOLDS, NEAR = [800, 2000, 4000, 7000, 10000, 15000], 5, 0.35
WITHIN = 0.73
# The share of true fares within one error: a little more than two thirds, so that two errors hold nearly all.
CLASS_TRUST = 20
# The error of a pair of regions is drawn to that of its distance by so many fares.
US_OWN = 0.07
# Of single fares within the United States about their means: an assumption.


def fit_fare_error(folder: Path) -> dict[str, Any]:
    """Errors by distance, factors of pairs of regions and of nonstop routes, and those of days and within the US."""
    rows = round_trips(folder)
    rows = rows.where(~kept_aside(rows))
    off = _left_out(folder, rows)
    km = airport_distance_km(rows.origin, rows.destination)
    near = [np.exp(-((np.log(km / knot) / NEAR) ** 2)) for knot in ERROR_KM]
    by_km = [_quantile(off, weight) for weight in near]
    rest = off / np.interp(km, ERROR_KM, by_km)
    nonstop = routes().has(rows.origin, rows.destination)
    direct = _quantile(rest[nonstop], np.ones(nonstop.sum()))
    rest = rest / np.where(nonstop, direct, 1)
    us = us_fares(folder)
    return {
        "km": ERROR_KM,
        "log": by_km,
        "nonstop": direct,
        "regions": _by_regions(rows, rest),
        "own": _daily_error(folder),
        "us": float(np.hypot(_us_error(us.fitted()), US_OWN)),
        "us_own": US_OWN,
    }


def _left_out(folder: Path, rows: Rows) -> np.ndarray:
    """(n,) absolute errors of the logarithm, each by a fit without its pair of cities' fold."""
    every, fares = fitted_rows(folder)
    fold, own = folds(every), folds(rows)
    off = np.zeros(len(rows))
    for number in range(FOLDS):
        mine = own == number
        known = fit_fares(every.where(fold != number), fares[fold != number])
        off[mine] = np.abs(np.log(_predicted(known, rows.where(mine)) / rows.numbers("fare")[mine]))
    return off


def folds(rows: Rows) -> np.ndarray:
    """(n,) which of FOLDS each of the `rows` belongs to, by its pair of cities."""
    pairs = ("".join(sorted((city_of(row["origin"]), city_of(row["dest"])))) for row in rows.cells)
    return np.array([sum(map(ord, pair)) % FOLDS for pair in pairs])


def _predicted(known: dict[str, Any], rows: Rows) -> np.ndarray:
    """(n,) round trips on their own days by coefficients that are not in the file."""
    level = world_level(rows.origin, rows.destination, effects_of(known))
    years = np.array([known["years"].get(row["date"][:4], 0.0) for row in rows.cells])
    return np.exp(level + years) * season_factor(rows.origin, rows.destination, rows.days("date"))


def _by_regions(rows: Rows, rest: np.ndarray) -> dict[str, float]:
    """Factors of the error by unordered pair of regions."""
    pairs, number, count = np.unique(regions_of(rows.origin, rows.destination), return_inverse=True, return_counts=True)
    found = {}
    for n, (pair, many) in enumerate(zip(pairs.tolist(), count.tolist(), strict=True)):
        own = np.log(_quantile(rest[number == n], np.ones(many))) * many / (many + CLASS_TRUST)
        found[f"{NAMES[pair // len(NAMES)]}>{NAMES[pair % len(NAMES)]}"] = round(float(np.exp(own)), 3)
    return found


def _us_error(rows: Rows) -> float:
    """Of mean fares within the United States, each by a fit without its pair of cities' fold."""
    fold, off = folds(rows), np.zeros(len(rows))
    wanted = np.log(2 * EUROS_A_DOLLAR * rows.numbers("fare"))
    for number in range(FOLDS):
        mine = rows.where(fold == number)
        known = fit_us_fares(rows.where(fold != number))
        own = np.array([known["airports"].get(code, 0.0) for code in airports().codes])
        level = np.tensordot(known["terms"], us_terms(mine.origin, mine.destination), 1)
        off[fold == number] = np.abs(level + own[mine.origin] + own[mine.destination] - wanted[fold == number])
    return _quantile(off, np.ones(len(off)))


def _daily_error(folder: Path) -> float:
    """The error that so many daily nonstop fares are within, of their route's middle, season and advance taken out."""
    rows = daily_fares(folder)
    rows = rows.where(~kept_aside(rows))
    day = rows.days("date")
    moved = season_factor(rows.origin, rows.destination, day) * advance_factor(day, int(day.min()))
    level = np.log(rows.numbers("fare") / moved)
    _, route = np.unique([row["origin"] + row["dest"] for row in rows.cells], return_inverse=True)
    middle = np.array([np.median(level[route == number]) for number in range(route.max() + 1)])
    return float(np.quantile(np.abs(level - middle[route]), WITHIN))


def _quantile(values: np.ndarray, weight: np.ndarray) -> float:
    order = np.argsort(values)
    return float(values[order][np.searchsorted(np.cumsum(weight[order]), WITHIN * weight.sum())])
