"""Fits fares of round trips, the errors of the fit, and how often and when flights leave."""

from pathlib import Path

import numpy as np

from sprintplan.offers.estimate.fares import fare_terms, season_factor
from sprintplan.offers.estimate.network import LONG_HAUL_KM, long_haul_degree
from sprintplan.world.airports import airports
from sprintplan.world.routes import routes
from tests.benchmarks.training import Rows, kept_aside, read

RIDGE_COUNTRY, LEAST_RESIDUAL, ROUNDS = 3.0, 0.15, 20


def fit_fares(folder: Path) -> dict[str, object]:
    """Terms, levels of the years against 2023, and country levels of sensible round trips."""
    rows = read(folder, "fares").where_word("source", "amadeus_sensible").known()
    rows = rows.where(~kept_aside(rows))
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


def fit_weekly(folder: Path) -> list[float]:
    """Constant, log degree, log long-haul degree and log(km / 3000) of the odds that a route is flown nonstop.

    One case a published quickest journey between cities that the network joins: the best connected pair of airports.
    """
    rows = read(folder, "itineraries").where_word("kind", "fastest").known()
    rows = rows.where(~kept_aside(rows))
    best = _best_routes()
    cases, nonstop = [], []
    for row, here, there in zip(rows.cells, rows.origin, rows.destination, strict=True):
        for way, ends in (("out", (here, there)), ("back", (there, here))):
            pair = tuple(airports().city_codes[end] for end in ends)
            if pair in best:
                cases.append([1.0, *best[pair]])
                nonstop.append(row[f"{way}_stops"] == "0")
    return _logistic(np.array(cases), np.array(nonstop, float)).tolist()


def _best_routes() -> dict[tuple[str, str], tuple[float, float, float]]:
    known, degree, far = routes(), airports().degree.astype(float), long_haul_degree()
    city = airports().city_codes
    found: dict[tuple[str, str], tuple[float, float, float]] = {}
    for here, there, km in zip(
        known.origin.tolist(), known.destination.tolist(), known.distance_km.tolist(), strict=True
    ):
        busy = np.log(max(degree[here] * degree[there], 1)) / 2
        long_haul = np.log((1 + far[here]) * (1 + far[there])) / 2
        pair = (city[here], city[there])
        found[pair] = max(found.get(pair, (0.0, 0.0, 0.0)), (busy, long_haul, np.log(km / 3000)))
    return found


def _logistic(columns: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Newton's method, a little ridge."""
    found = np.zeros(columns.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-columns @ found))
        slope = columns.T @ (wanted - chance) - 0.01 * found
        found = found + np.linalg.solve(
            (columns.T * (chance * (1 - chance))) @ columns + 0.01 * np.eye(len(found)), slope
        )
    return found


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
