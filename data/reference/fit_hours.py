"""Fits how often routes are flown, and at which hours."""

from pathlib import Path

import numpy as np

from sprintplan.offers.estimate.frequency import LONG_HAUL_KM
from sprintplan.world.airports import airports
from sprintplan.world.routes import routes
from tests.benchmarks.training import Rows, kept_aside, read


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
