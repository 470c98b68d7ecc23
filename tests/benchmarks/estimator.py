"""Measures the estimator on the fifth of the city pairs that nothing was fitted on, beside a napkin.

    python -m tests.benchmarks.estimator DATA_FOLDER         # or SPRINTPLAN_ESTIMATOR_DATA in the environment
    python -m tests.benchmarks.estimator DATA_FOLDER --all   # every row: for data that was never fitted on

The folder holds block_times*.csv.gz, routes_2026*.csv.gz, itineraries*.csv.gz, fares*.csv.gz and
uk_gov_2025_air_factors.csv, as data/reference/README.md describes them; they are not part of the project.
"""

import argparse
import csv
import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from sprintplan.world.emissions import factors
from tests.benchmarks.estimated_fares import cabin_lines, date_lines, round_trip_lines, us_lines
from tests.benchmarks.estimated_flights import block_lines, journey_lines, network_lines, sold_lines
from tests.benchmarks.training import Line


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=os.environ.get("SPRINTPLAN_ESTIMATOR_DATA"))
    parser.add_argument("--all", action="store_true", help="measure every row, not the kept-aside fifth")
    args = parser.parse_args()
    if args.folder is None:
        parser.error("name the data folder, or set SPRINTPLAN_ESTIMATOR_DATA")
    folder, every = Path(args.folder), bool(args.all)
    show(("what", "measured", "napkin", "aim"))
    parts = (block_lines, network_lines, sold_lines, journey_lines, round_trip_lines, us_lines, date_lines, cabin_lines)
    for part in parts:
        for line in part(folder, every):
            show(line)
    show(emission_line(folder))
    for line in speed_lines():
        show(line)


def show(line: Line) -> None:
    """One row of the table."""
    print(f"{line[0]:<66} {line[1]:>22} {line[2]:>16} {line[3]:>12}")


def emission_line(folder: Path) -> Line:
    """How many factors differ from the published table."""
    with (folder / "uk_gov_2025_air_factors.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["scope"] == "flight"]
    cabins = {"Economy": 0, "Premium": 1, "Business": 2, "First": 3}
    hauls = {"Domestic,": "domestic", "Short-haul,": "short", "Long-haul,": "long"}
    wrong = compared = 0
    for row in rows:
        haul, cabin = hauls.get(row["haul"].split()[0]), cabins.get(row["cabin"].split()[0])
        cabin = 0 if haul == "domestic" else cabin
        if haul is not None and cabin is not None:
            compared += 1
            known = factors(radiative_forcing=row["rf"] == "With RF")[haul][cabin]
            wrong += known != round(float(row["kgco2e"]) * 1e5)
    return f"CO2e factors that differ from the UK table, of {compared}", str(wrong), "", "0"


def speed_lines() -> Iterator[Line]:
    """Rows sold a second of processor time, and the most memory, for the large example."""
    from datetime import date

    from sprintplan.offers.estimate import EstimateSource
    from sprintplan.workspace import read_workspace

    scenario = read_workspace(Path(__file__).parents[2] / "data" / "example-1000")
    source, rows = EstimateSource(scenario, date(2026, 11, 24)), 0
    source.to_and_from(scenario.venues[0])
    began, before = time.process_time(), _megabytes()
    for venue in scenario.venues[1:]:
        rows += len(source.to_and_from(venue))
    spent = time.process_time() - began
    yield "journeys estimated a second and core", f"{rows / spent:,.0f}", "", "2,000,000"
    yield "  memory: after one venue, after all 40", f"{before:.0f}, {_megabytes():.0f} MB", "", "flat"


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    main()
