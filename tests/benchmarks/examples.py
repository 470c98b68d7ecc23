"""The shipped examples, whole command: `python -m tests.benchmarks.examples`."""

import argparse
from datetime import date
from pathlib import Path

from tests.benchmarks.command import plan_in_a_process

DATA = Path(__file__).parent.parent.parent / "data"
TODAY = date(2026, 11, 23)


def main() -> None:
    """Print each run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--timings", action="store_true", help="print the stages of the last run")
    wish = parser.parse_args()
    for name in ("example", "example-1000"):
        runs = [plan_in_a_process(DATA / name, TODAY) for _ in range(wish.runs)]
        for run in runs:
            print(f"data/{name}: {run}", flush=True)
        if wish.timings:
            print(runs[-1].printed)


if __name__ == "__main__":
    main()
