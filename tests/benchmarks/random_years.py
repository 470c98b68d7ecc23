"""How often the product's plan agrees with the oracle: `python -m tests.benchmarks.random_years --count 5000`."""

import argparse
import time
from collections import Counter

from tests.oracle.model import LIMITS, RULED_OUT, all_candidates, best_of
from tests.properties.agreement import disagreements
from tests.properties.random_year import random_year


def main() -> int:
    """Print disagreements as they come, then the counts; 1 where there was any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many random years")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--binding", action="store_true", help="also count limits that change the optimum")
    wish = parser.parse_args()
    counts, began = Counter[str](), time.monotonic()
    for seed in range(wish.seed, wish.seed + wish.count):
        wrong = disagreements(seed)
        print(*wrong, sep="\n", end="\n" if wrong else "", flush=True)
        counts["disagree" if wrong else "agree"] += 1
        counts += _nature(seed, wish.binding)
    print(f"{wish.count} years in {time.monotonic() - began:.0f} s")
    for name, count in counts.most_common():
        print(f"{count:8} {name}")
    return 1 if counts["disagree"] else 0


def _nature(seed: int, binding: bool) -> Counter[str]:
    """What kind of year it is: whether a plan exists, and the limits without which the optimum were another."""
    year = random_year(seed)
    places = all_candidates(year.scenario, year.quotes, year.today)
    answer = best_of(year.scenario, places)
    found = Counter(["infeasible" if answer is None else "optimal"])
    for name in (*LIMITS, *RULED_OUT) if binding else ():
        without = best_of(year.scenario, places, frozenset([name]))
        if (without and without.objective) != (answer and answer.objective):
            found[f"{name} binds"] += 1
    return found


if __name__ == "__main__":
    raise SystemExit(main())
