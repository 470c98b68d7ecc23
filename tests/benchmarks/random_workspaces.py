"""Compare the solver with one HiGHS model on many random workspaces: python -m tests.benchmarks.random_workspaces."""

import argparse
from collections import Counter

from tests.properties.test_optimum import outcome


def main() -> None:
    """Print how many agree; the first that does not ends the run with its seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    statuses = Counter(outcome(seed) for seed in range(args.seed, args.seed + args.count))
    print(f"{args.count} workspaces agree with one HiGHS model:", dict(statuses))


if __name__ == "__main__":
    main()
