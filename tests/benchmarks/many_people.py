"""A hundred times as many people from the same airports: `python -m tests.benchmarks.many_people`.

Flight limits grow with the people. Memory is the most of any one process of the command.
"""

import argparse
import tempfile
from pathlib import Path

from tests.benchmarks.command import Planned, plan_in_a_process
from tests.benchmarks.company import TODAY, Company, Size
from tests.build.workspace_files import write_workspace


def planned(people: int, runs: int) -> Planned:
    """The fastest of some runs for a company of that many people."""
    company = Company(Size(people))
    with tempfile.TemporaryDirectory() as name:
        write_workspace(Path(name), company.scenario(), list(company.quotes()))
        return min((plan_in_a_process(Path(name), TODAY) for _ in range(runs)), key=lambda run: run.seconds)


def main() -> None:
    """Print both and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=int, default=1000)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=2)
    wish = parser.parse_args()
    few = planned(wish.few, wish.runs)
    print(f"{wish.few:,} people: {few}", flush=True)
    many = planned(wish.many, wish.runs)
    print(f"{wish.many:,} people: {many}\n{many.seconds / few.seconds:.1f} times the time", flush=True)
    print(many.printed)


if __name__ == "__main__":
    main()
