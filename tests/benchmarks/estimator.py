"""Measures the estimator on the fifth of the city pairs that nothing was fitted on, beside simple baselines.

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

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.estimate.block_times import block_minutes
from sprintplan.offers.estimate.fare_errors import round_trip_log_error
from sprintplan.offers.estimate.fares import one_way_fare, season_factor, year_level
from sprintplan.world.airports import airports
from sprintplan.world.emissions import factors
from sprintplan.world.routes import routes
from tests.benchmarks.itineraries import Measured, fastest_journeys
from tests.benchmarks.training import Rows, kept_aside, read

FAR_KM = 3_000
BUSIEST = 300
HALF = 0.4997
# Of the pairs among the busiest airports so many lie in one half of the data: 44 824 of 89 700.
Line = tuple[str, str, str, str]
Floats = NDArray[np.float64]


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=os.environ.get("SPRINTPLAN_ESTIMATOR_DATA"))
    parser.add_argument("--all", action="store_true", help="measure every row, not the kept-aside fifth")
    args = parser.parse_args()
    if args.folder is None:
        parser.error("name the data folder, or set SPRINTPLAN_ESTIMATOR_DATA")
    folder, every = Path(args.folder), bool(args.all)
    show(("what", "measured", "baseline", "aim"))
    for part in (block_lines, network_lines, journey_lines, fare_lines):
        for line in part(folder, every):
            show(line)
    show(emission_line(folder))
    for line in speed_lines():
        show(line)


def show(line: Line) -> None:
    """One row of the table."""
    print(f"{line[0]:<58} {line[1]:>22} {line[2]:>18} {line[3]:>10}")


def chosen(rows: Rows, every: bool) -> Rows:
    """The rows to measure on."""
    return rows if every else rows.where(kept_aside(rows))


def percent(value: float) -> str:
    """One decimal."""
    return f"{100 * value:.1f} %"


def block_lines(folder: Path, every: bool) -> Iterator[Line]:
    """Mean absolute percentage error of block times."""
    rows = chosen(read(folder, "block_times").known(), every)
    off = np.abs(block_minutes(rows.origin, rows.destination) / rows.numbers("block_min") - 1)
    far = rows.numbers("km") > FAR_KM
    yield f"block time, mean error, {len(rows):,} routes", percent(off.mean()), "7.1 %", "6.5 %"
    yield f"  over 3,000 km, {far.sum():,} routes", percent(off[far].mean()), "4.2 %", "4.0 %"


def network_lines(folder: Path, every: bool) -> Iterator[Line]:
    """Recall and precision of nonstop routes among the airports with most routes; never fitted, so on all rows."""
    del every
    rows = read(folder, "routes_2026")
    names, counts = np.unique(rows.words("origin"), return_counts=True)
    busiest = airports().numbers(names[np.argsort(-counts, kind="stable")][:BUSIEST].tolist())
    flown = rows.known()
    inside = np.isin(flown.origin, busiest) & np.isin(flown.destination, busiest)
    far = inside & (flown.numbers("km") > FAR_KM)
    found = routes().has(flown.origin, flown.destination)
    ours = np.isin(routes().origin, busiest) & np.isin(routes().destination, busiest)
    ours_far = ours & (routes().distance_km > FAR_KM)
    yield f"routes of 2026 known, {BUSIEST} busiest airports", percent(found[inside].mean()), "59.4 %", ""
    yield "  over 3,000 km", percent(found[far].mean()), "50.8 %", ""
    yield (
        "routes flown in 2026, of those known (half of the pairs)",
        percent(found[inside].sum() / ours.sum() / HALF),
        ("91.0 %"),
        "",
    )
    yield "  over 3,000 km", percent(found[far].sum() / ours_far.sum() / HALF), "88.3 %", ""


def journey_lines(folder: Path, every: bool) -> Iterator[Line]:
    """Duration and connections of the fastest journey of a day between two cities."""
    rows = chosen(read(folder, "itineraries").where_word("kind", "fastest").known(), every)
    found = fastest_journeys(rows)
    sold = found.minutes > 0
    off = np.abs(found.minutes / found.published - 1)[sold]
    wrong = np.abs(found.minutes - found.published)[sold]
    yield f"fastest journey, median error, {len(sold):,} days", percent(float(np.median(off))), "11.6 %", "12.0 %"
    yield "  in minutes", f"{np.median(wrong):.0f} min", "92 min", ""
    yield "  days without any journey", f"{(~sold).sum()}", "", ""
    for stops, words in enumerate(("nonstop", "with one connection", "with two")):
        yield f"  {words}, published", *_shares(found, sold, stops)


def _shares(found: Measured, sold: NDArray[np.bool_], stops: int) -> tuple[str, str, str]:
    ours, theirs = (found.stops[sold] == stops).mean(), (found.published_stops == stops).mean()
    return f"{percent(ours)} ({percent(theirs)})", "", "5 points"


def fare_lines(folder: Path, every: bool) -> Iterator[Line]:
    """Errors, order and coverage of round trips in economy."""
    fares = read(folder, "fares")
    for source, baseline in (("sensible", "32.1 %"), ("cheapest", "29.5 %"), ("nonstop_cheapest", "25.3 %")):
        rows = chosen(fares.where_word("source", f"amadeus_{source}").known(), every)
        guess, fare = round_trip(rows), rows.numbers("fare")
        level = 1.0 if source == "sensible" else float(np.median(fare / guess))
        off = np.abs(guess * level / fare - 1)
        aims = ("28.0 %", "0.78") if source == "sensible" else ("", "")
        order = {"sensible": "0.668", "cheapest": "0.694", "nonstop_cheapest": "0.859"}[source]
        yield (
            f"round trip, {source.replace('_', ' ')}, median error, {len(rows):,} fares",
            percent(float(np.median(off))),
            baseline,
            aims[0],
        )
        yield "  rank correlation", f"{rank_correlation(guess, fare):.3f}", order, aims[1]
        if source == "sensible":
            within = np.abs(np.log(guess / fare)) <= round_trip_log_error(rows.numbers("gc_km"))
            yield "  true fares within one stated standard error", percent(within.mean()), "", "68 %"


def round_trip(rows: Rows) -> Floats:
    """(n,) estimated round trips at the level of their dates."""
    day = rows.days("date")
    return 2 * one_way_fare(rows.origin, rows.destination) * year_level(day) * season_factor(day)


def rank_correlation(one: Floats, other: Floats) -> float:
    """Spearman's; ties in order of appearance."""
    first, second = (np.argsort(np.argsort(values, kind="stable"), kind="stable") for values in (one, other))
    return float(np.corrcoef(first, second)[0, 1])


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
    yield "journeys estimated a second and core", f"{rows / spent:,.0f}", "", "1,000,000"
    yield "  memory: after one venue, after all 40", f"{before:.0f}, {_megabytes():.0f} MB", "", "flat"


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    main()
