"""Fit the estimator's coefficients on training data and write sprintplan/world/tables/fitted.json.

    python -m data.reference.fit DATA_FOLDER

DATA_FOLDER holds block_times_train.csv.gz, fares_train.csv.gz and the other files that README.md names; they are not
part of the project. A fifth of the city pairs, by hash, is never looked at here: the benchmark measures on it.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from data.reference.fit_alone import fit_alone
from data.reference.fit_block import fit_block
from data.reference.fit_errors import fit_fare_error
from data.reference.fit_fares import fit_fares, fit_us_fares, fit_us_years, fitted_rows, us_fares
from data.reference.fit_hours import fit_hours, fit_weekly
from data.reference.fit_seasons import fit_seasons
from sprintplan.world.fitted import coefficients
from tests.benchmarks.training import read

FITTED = Path(__file__).parents[2] / "sprintplan" / "world" / "tables" / "fitted.json"


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
        "fare_us_years": lambda: fit_us_years(folder),
        "fare_alone": lambda: fit_alone(folder),
        "fare_error": lambda: fit_fare_error(folder),
    }
    for name, fit in parts.items():
        _write(name, fit())


def _write(name: str, found: object) -> None:
    """Put one part into the file, for the parts after it to build on."""
    known = json.loads(FITTED.read_text(encoding="utf-8"))
    known[name] = _rounded(found)
    FITTED.write_text(json.dumps(known, separators=(",", ":")) + "\n", encoding="utf-8")
    coefficients.cache_clear()


def _rounded(found: object) -> object:
    """Six significant digits are plenty."""
    if isinstance(found, dict):
        return {key: _rounded(value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [_rounded(value) for value in found]
    return float(f"{found:.6g}") if isinstance(found, float) else found


if __name__ == "__main__":
    main()
