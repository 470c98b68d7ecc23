"""Measures `scout` over every place of the world: processor time, wall clock and memory, by stage.

    python -m tests.benchmarks.scouting               # the first 250, then all 1 000 people of data/example-1000
    python -m tests.benchmarks.scouting --people 250

Processor seconds of all processes are the figure on a machine that does other things too; two quiet cores take half of
them.
"""

import argparse
import resource
import time
from datetime import date
from pathlib import Path

from sprintplan.scouting.scout import Search, scout
from sprintplan.watch import Watch
from sprintplan.workspace import read_workspace

FOLDER = Path(__file__).parents[2] / "data" / "example-1000"
TODAY = date(2026, 11, 26)
SIZES = (250, 1000)


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="*", default=SIZES)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    for people in args.people:
        measure(people, args.workers)


def measure(people: int, workers: int) -> None:
    """Scout the world for so many people of the example's."""
    whole = read_workspace(FOLDER)
    ids = {person.id for person in whole.people[:people]}
    scenario = whole.changed(people=tuple(person for person in whole.people if person.id in ids))
    watch, began, before = Watch(), time.perf_counter(), processor_seconds()
    places = scout(scenario, Search(), TODAY, workers, watch)
    wall, used = time.perf_counter() - began, processor_seconds() - before
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    stages = ", ".join(f"{stage} {seconds:.0f} s" for stage, seconds in watch.timings.items())
    judged = ", ".join(f"{event.judged} of {places.looked_at} solved" for event in places.events)
    best = ", ".join(event.places[0].city for event in places.events)
    print(f"{people} people: {used:.0f} processor seconds, {wall:.0f} s on {workers} processes ({stages}); {judged};")
    print(f"  at most {peak / 1024:.0f} MB in the first process and the largest other; best: {best}")


def processor_seconds() -> float:
    """Of this process and of those that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
