"""Deciding alone against one grouped NumPy minimum over the same columns: `python -m tests.benchmarks.deciding`.

The offers lie in memory and no limit binds. Deciding is judging every journey and choosing venues, dates and offers of
both events, without reading, telling the plan and verifying it; the minimum is `numpy.minimum.at` of each row's cost
(fare, travel time, CO2e) by origin, destination and day, keys included.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.itinerary.plan import plan_year
from sprintplan.offers.registry import open_source
from sprintplan.offers.table import OfferTable
from sprintplan.units import MINUTES_PER_DAY, emission_cost, journey_time_cost
from sprintplan.watch import Watch
from sprintplan.workspace import read_workspace
from sprintplan.world.airports import airports
from tests.benchmarks.company import TODAY, Company, Size
from tests.build.workspace_files import write_workspace

DECIDING = ("judge venues", "search the year")


class Memory:
    """Offers by venue, ready."""

    name = "files"
    warnings: tuple[str, ...] = ()

    def __init__(self, tables: dict[str, OfferTable]) -> None:
        self.tables = tables

    def to_and_from(self, venue: Venue) -> OfferTable:
        """The venue's table."""
        return self.tables[venue.id]


def decide(scenario: Scenario, source: Memory) -> float:
    """Seconds of judging and searching once."""
    stages, began = Watch(), time.perf_counter()
    plan = plan_year(
        scenario, source, today=TODAY, created_at=datetime.now(UTC), workers=1, watch=stages
    ).with_certainty()
    assert plan.status == "optimal", plan.conflict
    deciding_s = sum(stages.timings.get(name, 0.0) for name in DECIDING)
    return deciding_s or time.perf_counter() - began


def cheapest(scenario: Scenario, tables: dict[str, OfferTable]) -> int:
    """The sum of the least cost of every origin, destination and day of all tables."""
    worth, total, places = scenario.objective, 0, len(airports().codes)
    for table in tables.values():
        cost = table.fare_minor + journey_time_cost(worth.travel_hour_minor, table.duration_min)
        cost += emission_cost(worth.tonne_co2e_minor, table.co2e_g)
        day = table.departs_local // MINUTES_PER_DAY
        key = (table.origin.astype(np.int64) * places + table.destination) * (day.max() + 1) + day
        groups, place = np.unique(key, return_inverse=True)
        least = np.full(len(groups), np.iinfo(np.int64).max)
        np.minimum.at(least, place, cost)
        total += int(least.sum())
    return total


def fastest(run: Callable[[], float], times: int) -> float:
    """The least of several runs, in seconds."""
    return min(run() for _ in range(times))


def main() -> None:
    """Print both and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5, help="of each; the fastest counts")
    wish = parser.parse_args()
    company = Company(Size(wish.people), flight_limits=False, seats=False)
    with tempfile.TemporaryDirectory() as name:
        write_workspace(Path(name), company.scenario(), list(company.quotes()))
        scenario = read_workspace(Path(name))
        source = open_source(scenario, TODAY)
        tables = {venue.id: source.to_and_from(venue) for venue in scenario.venues}

    def minimum() -> float:
        began = time.perf_counter()
        cheapest(scenario, tables)
        return time.perf_counter() - began

    alone, one = fastest(lambda: decide(scenario, Memory(tables)), wish.runs), fastest(minimum, wish.runs)
    print(f"{sum(map(len, tables.values())):,} rows: deciding {1000 * alone:.0f} ms, one grouped minimum", end=" ")
    print(f"{1000 * one:.0f} ms: {alone / one:.1f} times")


if __name__ == "__main__":
    main()
