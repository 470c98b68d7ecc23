"""Fits fares of round trips, the errors of the fit, and how often and when flights leave."""

from pathlib import Path
from typing import Any

import numpy as np

from sprintplan.offers.estimate.fares import day_factor, fare_terms, season_factor, year_level
from sprintplan.offers.estimate.network import LONG_HAUL_KM
from sprintplan.world.airports import airports
from sprintplan.world.routes import routes
from tests.benchmarks.training import Rows, kept_aside, read

ERROR_KM, FOLDS = [800, 2000, 4000, 7000, 10000, 15000], 5
RIDGE_COUNTRY, LEAST_RESIDUAL, ROUNDS = 3.0, 0.15, 20


def fit_fares(folder: Path) -> dict[str, object]:
    """Terms, levels of the years against 2023, and country levels of sensible round trips."""
    return _fares(_round_trips(folder))


def fit_fare_error(folder: Path) -> dict[str, object]:
    """By distance the error that 68 % of cross-validated fares are within, and that of days about their route."""
    rows = _round_trips(folder)
    fold = np.array([sum(map(ord, row["origin"] + row["dest"])) % FOLDS for row in rows.cells])
    off, km = np.zeros(len(rows)), rows.numbers("gc_km")
    for number in range(FOLDS):
        apart = rows.where(fold == number)
        off[fold == number] = np.abs(
            np.log(apart.numbers("fare")) - _predicted(_fares(rows.where(fold != number)), apart)
        )
    near = [np.exp(-((np.log(km / knot) / 0.35) ** 2)) for knot in ERROR_KM]
    return {"km": ERROR_KM, "log": [_quantile(off, weight, 0.68) for weight in near], "own": _daily_error(folder)}


def _round_trips(folder: Path) -> Rows:
    rows = read(folder, "fares").where_word("source", "amadeus_sensible").known()
    return rows.where(~kept_aside(rows))


def _predicted(known: dict[str, Any], rows: Rows) -> np.ndarray:
    """(n,) logarithms of round trips."""
    day = rows.days("date")
    years = np.array([known["years"][row["date"][:4]] for row in rows.cells])
    level = {name: known["countries"].get(name, 0.0) for name in set(airports().countries)}
    country = np.array([level[name] for name in airports().countries])
    terms = np.tensordot(known["terms"], fare_terms(rows.origin, rows.destination), 1)
    return terms + country[rows.origin] + country[rows.destination] + years + np.log(season_factor(day))


def _quantile(values: np.ndarray, weight: np.ndarray, share: float) -> float:
    order = np.argsort(values)
    return float(values[order][np.searchsorted(np.cumsum(weight[order]), share * weight.sum())])


def _daily_error(folder: Path) -> float:
    """The error that 68 % of daily nonstop fares are within, of their route's median, season and advance taken out."""
    rows = read(folder, "fares").where_word("source", "google_nonstop_by_date").known()
    rows = rows.where(~kept_aside(rows))
    day = rows.days("date")
    level = np.log(rows.numbers("fare")) - np.log(day_factor(day, int(day.min()))) + np.log(year_level(day))
    _, route = np.unique([row["origin"] + row["dest"] for row in rows.cells], return_inverse=True)
    middle = np.array([np.median(level[route == number]) for number in range(route.max() + 1)])
    return float(np.quantile(np.abs(level - middle[route]), 0.68))


def _fares(rows: Rows) -> dict[str, Any]:
    day = rows.days("date")
    wanted = np.log(rows.numbers("fare")) - np.log(season_factor(day))
    year = np.array([cell["date"][:4] for cell in rows.cells])
    names, countries = _countries(rows)
    terms = fare_terms(rows.origin, rows.destination)
    columns = np.vstack([terms, year == "2021", year == "2022", countries]).T
    ridge = np.array([0.01] * (len(terms) + 2) + [RIDGE_COUNTRY] * len(names))
    found = _robust(columns, wanted, ridge)
    levels = found[len(terms) :]
    return {
        "terms": found[: len(terms)].tolist(),
        "years": {"2021": float(levels[0]), "2022": float(levels[1]), "2023": 0.0},
        "countries": {name: float(level) for name, level in zip(names, levels[2:], strict=True)},
    }


def fit_hours(folder: Path) -> dict[str, list[list[float]]]:
    """By haul the shares of local hours at which published nonstop flights leave and land, smoothed over neighbours."""
    rows = read(folder, "itineraries").known()
    rows = rows.where(~kept_aside(rows))
    far = rows.numbers("gc_km") > LONG_HAUL_KM
    return {haul: _hours(rows.where(mask)) for haul, mask in (("short", ~far), ("long", far))}


def _hours(rows: Rows) -> list[list[float]]:
    cells = [
        (cell[f"{way}_dep_local"], cell[f"{way}_arr_local"])
        for cell in rows.cells
        for way in ("out", "back")
        if cell[f"{way}_stops"] == "0"
    ]
    found = []
    for side in zip(*cells, strict=True):
        seen = np.bincount([int(time[11:13]) for time in side], minlength=24) + 0.5
        smooth = seen / 2 + (np.roll(seen, 1) + np.roll(seen, -1)) / 4
        found.append((smooth / smooth.mean()).tolist())
    return found


def fit_weekly() -> list[float]:
    """Constant, mean log degree and log(km / 3000) of the logarithm of the shipped routes' flights a week."""
    known, degree = routes(), airports().degree.astype(float)
    both = np.log(np.maximum(degree[known.origin] * degree[known.destination], 1)) / 2
    columns = np.stack([np.ones_like(both), both, np.log(known.distance_km / 3000)], axis=1)
    return np.linalg.lstsq(columns, np.log(known.weekly.astype(float)), rcond=None)[0].tolist()


def _countries(rows: Rows) -> tuple[list[str], np.ndarray]:
    country = np.array(airports().countries)
    here, there = country[rows.origin], country[rows.destination]
    names = sorted({*here.tolist(), *there.tolist()})
    return names, np.array([(here == name) * 1.0 + (there == name) for name in names])


def _robust(columns: np.ndarray, wanted: np.ndarray, ridge: np.ndarray) -> np.ndarray:
    """Least absolute residuals, none counted as closer than LEAST_RESIDUAL; countries are drawn to the common level."""
    weight = np.ones(len(wanted))
    for _ in range(ROUNDS):
        scaled = columns * weight[:, None]
        found = np.linalg.solve(scaled.T @ columns + np.diag(ridge), scaled.T @ wanted)
        weight = 2 * LEAST_RESIDUAL / np.maximum(np.abs(wanted - columns @ found), LEAST_RESIDUAL)
    return found
