"""The estimator's fastest journeys for the city pairs and days of published itineraries."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.estimate.needs import NEVER_ASKED, Needs
from sprintplan.offers.estimate.products import EstimateTerms, Shop
from sprintplan.units import MINUTES_PER_DAY
from sprintplan.world.airports import airports
from tests.benchmarks.training import Rows

Ends = tuple[tuple[int, ...], tuple[int, ...]]
MANY = 40
"""As many people as make the estimate offer all that it knows."""


@dataclass(frozen=True)
class Case:
    """One way of a published itinerary: airports of both cities, day number, minutes, connections."""

    origin: tuple[int, ...]
    destination: tuple[int, ...]
    day: int
    minutes: int
    stops: int


@dataclass(frozen=True)
class Measured:
    """(n,) estimated minutes (-1 where nothing is sold) and connections, beside the published ones."""

    minutes: NDArray[np.int64]
    stops: NDArray[np.int64]
    published: NDArray[np.int64]
    published_stops: NDArray[np.int64]


def fastest_journeys(rows: Rows) -> Measured:
    """Both ways of every itinerary, each on its own day."""
    cases = [case for row in rows.cells for case in _cases(row)]
    by_origin: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for number, case in enumerate(cases):
        by_origin[case.origin].append(number)
    fastest = np.full((2, len(cases)), -1, np.int64)
    for origin, numbers in by_origin.items():
        fastest[:, numbers] = _fastest(origin, [cases[number] for number in numbers])
    published, stops = np.array([(case.minutes, case.stops) for case in cases], np.int64).T
    return Measured(fastest[0], fastest[1], published, stops)


def both_ways(row: dict[str, str]) -> tuple[Ends, Ends]:
    """Airports of the cities that a row of published itineraries starts and ends at: on the way out, and back."""
    start, end = _airports(row["origin"]), _airports(row["dest"])
    return (start, end), (end, start)


def _cases(row: dict[str, str]) -> list[Case]:
    cases = []
    for way, (origin, destination) in zip(("out", "back"), both_ways(row), strict=True):
        day = int(np.datetime64(row[f"{way}_dep_local"][:10], "D").astype(np.int64))
        minutes, stops = int(row[f"{way}_minutes"]), int(row[f"{way}_stops"])
        cases.append(Case(origin, destination, day, minutes, stops))
    return cases


def _airports(code: str) -> tuple[int, ...]:
    """Every airport of a city; an airport that is no city stands for itself."""
    number = airports().number(code)
    return tuple(airports().numbers(airports().of_city(code))) or (() if number is None else (number,))


def _fastest(origin: tuple[int, ...], cases: list[Case]) -> NDArray[np.int64]:
    """(2, cases) minutes and connections of the fastest that is sold on each case's day."""
    shop = Shop(_needs(cases), EstimateTerms(min(case.day for case in cases) - 30, Fraction(1), 0))
    tables = [table for end in origin for table in shop.sell([end], outbound=False)]
    names = ("destination", "duration_min", "segments", "departs_local")
    destination, minutes, segments, leaves = (np.concatenate([getattr(t, name) for t in tables]) for name in names)
    fastest = np.full((2, len(cases)), -1, np.int64)
    for number, case in enumerate(cases):
        sold = np.flatnonzero(np.isin(destination, case.destination) & (leaves // MINUTES_PER_DAY == case.day))
        if len(sold):
            best = sold[np.argmin(minutes[sold])]
            fastest[:, number] = minutes[best], segments[best] - 1
    return fastest


def _needs(cases: list[Case]) -> Needs:
    homes = sorted({number for case in cases for number in case.destination})
    first = min(case.day for case in cases) - 1
    leaves = np.zeros((len(homes), max(case.day for case in cases) - first + 6), np.bool_)
    for case in cases:
        for number in case.destination:
            leaves[homes.index(number), case.day - first] = True
    economy = np.array([0, NEVER_ASKED, NEVER_ASKED, NEVER_ASKED])
    return Needs(
        homes=np.array(homes, np.int32),
        people=np.full(len(homes), MANY, np.int32),
        first=first,
        eves=np.zeros_like(leaves),
        last_days=leaves,
        early=0,
        late=0,
        arrive_by_min=MINUTES_PER_DAY,
        depart_after_min=0,
        over_min=np.tile(economy, (len(homes), 1)),
        floor_min=np.tile(economy, (len(homes), 1)),
    )
