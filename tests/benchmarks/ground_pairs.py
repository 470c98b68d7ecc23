"""City pairs with the minutes of trains and coaches, and the fifth of them that nothing is fitted on."""

import csv
import gzip
import statistics
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from sprintplan.offers.ground.place import Place

FAST_PAIRS_ONLY = "ec_rail_performance"
"""A source that holds pairs within 90 minutes alone."""


@dataclass(frozen=True)
class Pair:
    """Two cities and the median of what sources say of one mode; `near_only` where only FAST_PAIRS_ONLY knows them."""

    mode: str
    cities: tuple[str, str]
    origin: Place
    destination: Place
    minutes: float
    near_only: bool

    @property
    def ends(self) -> tuple[Place, Place]:
        """Both places."""
        return self.origin, self.destination

    @cached_property
    def km(self) -> float:
        """Great circle."""
        return self.origin.km_to(self.destination)


def read_pairs(folder: Path) -> list[Pair]:
    """Pairs of ground_times*.csv.gz in the folder, in the order of the file."""
    (path,) = sorted(folder.glob("ground_times*.csv.gz"))
    by_pair: dict[tuple[str, ...], list[tuple[str, float]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["minutes"]:
                key = tuple(row[name] for name in ("mode", *ENDS))
                by_pair[key].append((row["source"], float(row["minutes"])))
    return [_pair(key, values) for key, values in by_pair.items()]


ENDS = ("city_a", "country_a", "lat_a", "lon_a", "city_b", "country_b", "lat_b", "lon_b")


def _pair(key: tuple[str, ...], values: list[tuple[str, float]]) -> Pair:
    mode, city_a, country_a, lat_a, lon_a, city_b, country_b, lat_b, lon_b = key
    whole = [minutes for source, minutes in values if source != FAST_PAIRS_ONLY]
    return Pair(
        mode=mode,
        cities=(city_a, city_b),
        origin=Place(country_a, float(lat_a), float(lon_a)),
        destination=Place(country_b, float(lat_b), float(lon_b)),
        minutes=statistics.median(whole or [minutes for _, minutes in values]),
        near_only=not whole,
    )


def kept_aside(pair: Pair) -> bool:
    """Whether the pair belongs to the fifth that is measured on, never fitted; by the names of its cities."""
    name = "aside" + "".join(sorted(city.lower() for city in pair.cities))
    return int(sha256(name.encode()).hexdigest(), 16) % 5 == 0
