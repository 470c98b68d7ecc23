"""How long the report of a plan takes, and how large it is: `python -m tests.benchmarks.report plan.json`."""

import argparse
from pathlib import Path
from time import perf_counter, process_time

from sprintplan.reports.html import year_page
from sprintplan.reports.plan_json import read_plan

AIM_SECONDS, AIM_MB = 5.0, 5.0


def main() -> None:
    """Print seconds and megabytes beside their aims."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plan", type=Path)
    path = parser.parse_args().plan
    begin, begin_cpu = perf_counter(), process_time()
    plan = read_plan(path)
    read = perf_counter()
    page = year_page(plan)
    end, cpu = perf_counter(), process_time() - begin_cpu
    trips = sum(len(event.trips) for event in plan.events)
    print(f"{trips} trips, {path.stat().st_size / 1e6:.1f} MB of plan")
    print(f"plan read in {read - begin:.2f} s, page made in {end - read:.2f} s, {cpu:.2f} s of processor time")
    print(f"in all {end - begin:.2f} s (aim {AIM_SECONDS:.0f} s)")
    print(f"page {len(page.encode()) / 1e6:.2f} MB (aim {AIM_MB:.0f} MB)")


if __name__ == "__main__":
    main()
