"""Compares replans of random small years with one model of the whole: `python -m tests.benchmarks.random_replans`.

Each year is planned, published and overtaken several times. Prints every one on which product and oracle disagree, and
how many were compared.
"""

import argparse
import time

from tests.properties.random_replan import random_replan
from tests.properties.replan_agreement import replan_disagreements

LIVES = 5
"""How often each published year is overtaken."""


def main() -> None:
    """Compare so many replans."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="replans to compare")
    parser.add_argument("--seed", type=int, default=0, help="first seed")
    asked = parser.parse_args()
    begun, agreed, compared, seed = time.process_time(), 0, 0, asked.seed
    while compared < asked.count:
        for life in range(min(LIVES, asked.count - compared)):
            one = random_replan(seed, life)
            if one is None:
                break
            compared += 1
            disagreements = replan_disagreements(one)
            agreed += not disagreements
            for line in disagreements:
                print(f"seed {seed}, life {life}: {line}", flush=True)
        seed += 1
    spent = time.process_time() - begun
    print(f"{agreed} of {compared} agree (seeds {asked.seed} to {seed - 1}, {spent:.0f} processor seconds)")


if __name__ == "__main__":
    main()
