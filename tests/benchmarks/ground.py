"""Measures the ground estimate on the fifth of the city pairs that nothing was fitted on, beside simple baselines.

    python -m tests.benchmarks.ground DATA_FOLDER         # or SPRINTPLAN_ESTIMATOR_DATA in the environment
    python -m tests.benchmarks.ground DATA_FOLDER --all   # every pair: for data that was never fitted on

The folder holds ground_times*.csv.gz, as data/reference/README.md describes it; it is not part of the project. Pairs of
up to ten hours count, without those known only from a source of fast pairs.
"""

import argparse
import os
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sprintplan.offers.ground.estimate import Estimated, estimated
from sprintplan.offers.ground.regions import Unmeasured, train_region
from tests.benchmarks.ground_pairs import Pair, kept_aside, read_pairs

LONGEST_MIN = 600
BASELINES = {
    ("train", "western europe"): (17, 0.568),
    ("train", "western europe, across a border"): (116, 0.472),
    ("train", "nordic countries"): (-1, 0.842),
    ("train", "rest of europe"): (103, 0.662),
    ("train", "china"): (-7, 0.408),
    ("train", "japan"): (-3, 0.339),
    ("train", "taiwan"): (3, 0.314),
    ("train", "united states"): (-6, 0.851),
    ("train", "india"): (129, 0.870),
    ("car", "western europe"): (23, 0.719),
    ("car", "western europe, across a border"): (15, 0.794),
    ("car", "nordic countries"): (11, 0.847),
    ("car", "rest of europe"): (66, 0.679),
    ("coach", "germany and neighbours"): (-3, 1.080),
    ("coach", "united states"): (-11, 1.051),
    ("coach", "india"): (37, 1.451),
}
"""Minutes and minutes a great-circle km with the least absolute percentage error, fitted on all pairs of such data."""


class Line(NamedTuple):
    """What one pair came to: minutes by the source, the estimate, the baseline, and whether the range holds it."""

    true: float
    estimate: float
    baseline: float
    within: bool


def main() -> None:
    """Print one line a mode and region, then the refusals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=os.environ.get("SPRINTPLAN_ESTIMATOR_DATA"))
    parser.add_argument("--all", action="store_true", help="measure every pair, not the kept-aside fifth")
    args = parser.parse_args()
    if args.folder is None:
        parser.error("name the data folder, or set SPRINTPLAN_ESTIMATOR_DATA")
    lines: dict[tuple[str, str], list[Line]] = defaultdict(list)
    refused: Counter[tuple[str, str]] = Counter()
    for pair in read_pairs(Path(args.folder)):
        if (args.all or kept_aside(pair)) and not pair.near_only and pair.minutes <= LONGEST_MIN:
            try:
                estimate = estimated(pair.mode, pair.origin, pair.destination)
            except Unmeasured as error:
                refused[pair.mode, _short(str(error))] += 1
            else:
                region = train_region(pair.origin, pair.destination) if pair.mode == "train" else estimate.region
                lines[pair.mode, region].append(_line(pair, estimate, region))
    _print(lines, refused)


def _line(pair: Pair, estimate: Estimated, region: str) -> Line:
    start, per_km = BASELINES[pair.mode, region]
    within = estimate.low_minutes <= pair.minutes <= estimate.high_minutes
    return Line(pair.minutes, estimate.minutes, start + per_km * pair.km, within)


def _short(reason: str) -> str:
    return "".join(c for c in reason if not c.isdigit())


def _print(lines: dict[tuple[str, str], list[Line]], refused: Counter[tuple[str, str]]) -> None:
    head = ("", "pairs", "mean", "baseline", "median", "baseline", "lean", "in range")
    print(f"{head[0]:<40} {head[1]:>6}" + "".join(f"{word:>10}" for word in head[2:]))
    groups = dict(sorted(lines.items()))
    for mode in sorted({mode for mode, _ in lines}):
        west = [
            line for (m, region), part in lines.items() if m == mode and region.startswith("western") for line in part
        ]
        groups[mode, "western europe, all"] = west
        groups[mode, "all"] = [line for (m, _), part in lines.items() if m == mode for line in part]
    for (mode, region), part in sorted(groups.items()):
        if part:
            print(_row(f"{mode}, {region}", np.array(part, float)))
    for (mode, reason), count in sorted(refused.items()):
        print(f"refused: {mode}, {count}: {reason}")


def _row(name: str, values: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> str:
    true, estimate, baseline, within = values.T
    ours, theirs = np.abs(estimate / true - 1), np.abs(baseline / true - 1)
    figures = (ours.mean(), theirs.mean(), np.median(ours), np.median(theirs))
    words = [f"{100 * value:.1f} %" for value in figures]
    words += [f"{np.median(true / estimate):.2f}", f"{100 * within.mean():.0f} %"]
    return f"{name:<40} {len(true):>6}" + "".join(f"{word:>10}" for word in words)


if __name__ == "__main__":
    main()
