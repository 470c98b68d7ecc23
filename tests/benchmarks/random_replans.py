"""Compares replans of random small years with one model of the whole: `python -m tests.benchmarks.random_replans`.

Prints every seed on which product and oracle disagree, and how many were compared.
"""

import argparse
import time

from tests.properties.random_replan import random_replan
from tests.properties.replan_agreement import replan_disagreements


def main() -> None:
    """Compare so many seeds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="replans to compare")
    parser.add_argument("--seed", type=int, default=0, help="first seed")
    asked = parser.parse_args()
    begun, agreed, compared, seed = time.monotonic(), 0, 0, asked.seed
    while compared < asked.count:
        one = random_replan(seed)
        if one is not None:
            compared += 1
            found = replan_disagreements(one)
            agreed += not found
            for line in found:
                print(f"seed {seed}: {line}", flush=True)
        seed += 1
    print(f"{agreed} of {compared} agree (seeds {asked.seed} to {seed - 1}, {time.monotonic() - begun:.0f} s)")


if __name__ == "__main__":
    main()
