"""The whole command against one model of the whole problem: `python -m tests.benchmarks.at_scale [--all-limits]`.

`--write FOLDER` writes the workspace and stops.
"""

import argparse
from pathlib import Path

from tests.benchmarks.company import TODAY, Company, Size
from tests.workspace_files import write_workspace


def main() -> int:
    """Write the workspace."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write the workspace there and stop")
    parser.add_argument("--all-limits", action="store_true", help="every limit of the contract, not flights alone")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--homes", type=int, default=250)
    parser.add_argument("--venues", type=int, default=10)
    parser.add_argument("--starts", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    wish = parser.parse_args()
    size = Size(wish.people, wish.homes, wish.venues, wish.starts, seed=wish.seed)
    company = Company(size, wish.all_limits)
    write_workspace(wish.write, company.scenario(), list(company.quotes()))
    print(f"plan it with: sprintplan plan {wish.write} --today {TODAY}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
