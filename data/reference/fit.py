"""Fit the estimator's coefficients on training data and write sprintplan/world/tables/fitted.json.

    python -m data.reference.fit DATA_FOLDER

DATA_FOLDER holds block_times_train.csv.gz, fares_train.csv.gz and the other files that README.md names; they are not
part of the project. A fifth of the city pairs, by hash, is never looked at here: the benchmark measures on it.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from data.reference.fit_errors import fit_fare_error
from data.reference.fit_fares import fit_fares, fit_us_fares, fitted_rows, us_fares
from data.reference.fit_hours import fit_hours, fit_weekly
from data.reference.fit_seasons import fit_seasons
from sprintplan.offers.estimate.block_times import block_terms
from sprintplan.world.airports import airports
from sprintplan.world.fitted import fitted
from tests.benchmarks.training import Rows, kept_aside, read

FITTED = Path(__file__).parents[2] / "sprintplan" / "world" / "tables" / "fitted.json"
FEW_ROUTES = 150
# Countries with fewer routes than this share the common level.
ROUNDS, RIDGE = 40, 3.0
OWN_ROUNDS, OWN_TRUST, OWN_MOST = 12, 3.0, 40.0
# An airport's own minutes are drawn to its country's by as many routes; more than so many are a wrong position.
PAIR_TRUST, PAIR_MOST, PAIR_LEAST = 5.0, 0.2, 0.005


def main() -> None:
    """Fit every model on four fifths and write the coefficients, each before those that build on it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    parts: dict[str, Callable[[], object]] = {
        "block": lambda: fit_block(read(folder, "block_times")),
        "weekly": fit_weekly,
        "hours": lambda: fit_hours(folder),
        "season": lambda: fit_seasons(folder),
        "fare": lambda: fit_fares(*fitted_rows(folder)),
        "fare_us": lambda: fit_us_fares(us_fares(folder).fitted()),
        "fare_error": lambda: fit_fare_error(folder),
    }
    for name, fit in parts.items():
        _write(name, fit())


def _write(name: str, found: object) -> None:
    """Put one part into the file, for the parts after it to build on."""
    known = json.loads(FITTED.read_text(encoding="utf-8"))
    known[name] = _rounded(found)
    FITTED.write_text(json.dumps(known, separators=(",", ":")) + "\n", encoding="utf-8")
    fitted.cache_clear()


def fit_block(rows: Rows) -> dict[str, object]:
    """Terms and country effects with the least mean absolute percentage error."""
    rows = rows.known()
    rows = rows.where(~kept_aside(rows))
    minutes = rows.numbers("block_min")
    names = _busy_countries(rows)
    terms = block_terms(rows.origin, rows.destination)
    country = np.array(airports().countries)
    effects = [country[end] == name for end in (rows.origin, rows.destination) for name in names]
    found = least_absolute_share(np.vstack([terms, *effects]).T, minutes)
    there, here = found[len(terms) :].reshape(2, -1)
    pairs = {name: (a, b) for name, a, b in zip(names, there, here, strict=True)}
    left = minutes - np.vstack([terms, *effects]).T @ found
    own = _own_minutes(rows, minutes, left)
    for side, end in enumerate((rows.origin, rows.destination)):
        left -= np.array([own.get(code, (0.0, 0.0))[side] for code in airports().codes])[end]
    factors = _pair_factors(rows, minutes / (minutes - left))
    return {"terms": found[: len(terms)].tolist(), "countries": pairs, "airports": own, "pairs": factors}


def _pair_factors(rows: Rows, ratio: np.ndarray) -> dict[str, float]:
    """What flights between two countries take of the estimate, drawn to 1; by `FR>DZ`, to thousandths."""
    country = np.array(airports().countries)
    names = np.char.add(np.char.add(country[rows.origin], ">"), country[rows.destination])
    pairs, number = np.unique(names, return_inverse=True)
    off = np.bincount(number, np.clip(ratio - 1, -PAIR_MOST, PAIR_MOST)) / (np.bincount(number) + PAIR_TRUST)
    return {str(pair): round(1 + float(x), 3) for pair, x in zip(pairs, off, strict=True) if abs(x) >= PAIR_LEAST}


def _own_minutes(rows: Rows, minutes: np.ndarray, left: np.ndarray) -> dict[str, tuple[float, float]]:
    """Minutes of each airport at the start and at the end of a flight, of what its country leaves; to tenths."""
    size = len(airports().codes)
    ends, own = (rows.origin, rows.destination), np.zeros((2, size))
    for _ in range(OWN_ROUNDS):
        for side, end in enumerate(ends):
            rest = left - own[1 - side][ends[1 - side]]
            off = np.abs(rest - own[side][end]) / minutes
            weight = 1 / minutes**2 / np.maximum(off, 0.01)
            weight /= weight.mean()
            count = np.bincount(end, np.ones(len(end)), size)
            mean = np.bincount(end, weight * rest, size) / np.maximum(np.bincount(end, weight, size), 1e-9)
            own[side] = mean * count / (count + OWN_TRUST)
    codes, rounded = airports().codes, np.round(np.clip(own, -OWN_MOST, OWN_MOST), 1)
    return {code: (float(a), float(b)) for code, a, b in zip(codes, *rounded, strict=True) if a or b}


def _busy_countries(rows: Rows) -> list[str]:
    ends = np.array(airports().countries)[np.concatenate([rows.origin, rows.destination])]
    names, counts = np.unique(ends, return_counts=True)
    return [str(name) for name in names[counts > FEW_ROUTES]]


def least_absolute_share(columns: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Coefficients with the least mean absolute error relative to `wanted`, found by reweighting."""
    weight = 1 / wanted
    for _ in range(ROUNDS):
        scaled = columns * weight[:, None]
        penalty = np.diag((scaled**2).mean(axis=0) * RIDGE)
        found = np.linalg.solve(scaled.T @ scaled + penalty, scaled.T @ (wanted * weight))
        off = np.abs(columns @ found / wanted - 1)
        weight = 1 / wanted / np.sqrt(np.maximum(off, 0.01))
    return found


def _rounded(found: object) -> object:
    """Six significant digits are plenty."""
    if isinstance(found, dict):
        return {key: _rounded(value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [_rounded(value) for value in found]
    return float(f"{found:.6g}") if isinstance(found, float) else found


if __name__ == "__main__":
    main()
