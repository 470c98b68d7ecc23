"""Reads the table of callsigns: one row a leg and airline, airports by number, ages in months."""

import csv
import gzip
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.reference.callsigns import RECENT
from sprintplan.world.airports import airports
from sprintplan.world.tables import successors

HERE = Path(__file__).parent
TABLES = HERE.parents[1] / "sprintplan" / "world" / "tables"
NOW, NEVER = 2026 * 12 + 8, 99
# The month of the source's newest file, and the age in months of what has never been.
TWINS = {"BSL": ("BSL", "MLH"), "MLH": ("BSL", "MLH"), "EAP": ("BSL", "MLH")}
# One airport under two codes, both on sale.
GONE_MONTHS, GONE_SHARE = 12, 0.004
# An airline none of whose callsigns changed for so long, or of which no larger share did since 2025, is gone.
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Legs:
    """n rows, one a leg and airline.

    origin, destination : (n,) airport numbers; `airline` : (n,) number into `airlines`, ICAO codes
    callsigns, left, left_lately : (n,) how many fly the leg, left it, left it since September 2025
    since : one (n,) array for each month of RECENT, how many changed from it on
    age, age_first, age_left : (n,) months since the newest changed, since the oldest was seen, since one left
    cargo : (airlines,) whether it carries no passengers
    """

    origin: Ints
    destination: Ints
    airline: Ints
    airlines: tuple[str, ...]
    cargo: NDArray[np.bool_]
    callsigns: Floats
    since: tuple[Floats, ...]
    left: Floats
    left_lately: Floats
    age: Floats
    age_first: Floats
    age_left: Floats

    @property
    def pair(self) -> Ints:
        """(n,) origin times the number of airports plus destination."""
        return self.origin * len(airports().codes) + self.destination

    @property
    def since_2025(self) -> Floats:
        """(n,) callsigns that changed since January 2025."""
        return self.since[RECENT.index("2025-01")]

    @property
    def since_2025_09(self) -> Floats:
        """(n,) callsigns that changed since September 2025."""
        return self.since[RECENT.index("2025-09")]

    @property
    def since_2026(self) -> Floats:
        """(n,) callsigns that changed since January 2026."""
        return self.since[RECENT.index("2026-01")]

    @cached_property
    def of_airline(self) -> Floats:
        """(n,) legs times callsigns of each row's airline."""
        return np.asarray(self._of_airline(self.callsigns), float)

    @cached_property
    def alive(self) -> Floats:
        """(n,) share of the airline's callsigns that changed in 2026."""
        return (self._of_airline(self.since_2026) + 0.5) / (self.of_airline + 2)

    @cached_property
    def age_of_airline(self) -> Floats:
        """(n,) months since anything of the airline changed."""
        found = np.full(len(self.airlines), float(NEVER))
        np.minimum.at(found, self.airline, self.age)
        return found[self.airline]

    @cached_property
    def lately_elsewhere(self) -> tuple[Floats, Floats]:
        """(n,) the airline's other callsigns at either end that changed in 2026."""
        size = len(airports().codes)
        keys = np.concatenate([self.airline * size + end for end in (self.origin, self.destination)])
        _, place = np.unique(keys, return_inverse=True)
        there = np.bincount(place, np.tile(self.since_2026, 2))[place].reshape(2, -1) - self.since_2026
        return there[0], there[1]

    @cached_property
    def current(self) -> Floats:
        """(n,) callsigns that are likely flown still: old ones count the less the more an airline renews its own."""
        renewed = self._of_airline(self.since_2025) / np.maximum(self.of_airline, 1)
        gone = (renewed < GONE_SHARE) | (self.age_of_airline > GONE_MONTHS)
        old = self.callsigns - self.since_2025
        return np.where(gone, 0.0, self.since_2025 + old * (1 - renewed) ** 2)

    @property
    def passengers(self) -> NDArray[np.bool_]:
        """(n,) whether the airline carries passengers."""
        return ~self.cargo[self.airline]

    @property
    def carries(self) -> NDArray[np.bool_]:
        """(n,) whether the airline counts as a carrier of the leg."""
        return self.passengers & (self.current >= 0.3)

    def _of_airline(self, values: Floats) -> Floats:
        return np.bincount(self.airline, values, len(self.airlines))[self.airline]


def read_legs(path: Path) -> Legs:
    """Rows between airports that the shipped table knows; retired codes are left as they were, at closed airports."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        closed = successors().keys() - TWINS.keys()
        cells = [row for row in csv.DictReader(file) if not {row["origin"], row["dest"]} & closed]
    rows = [(a, b, row) for row in cells for a in _numbers(row["origin"]) for b in _numbers(row["dest"]) if a != b]
    names, airline = np.unique([row["airline"] for *_, row in rows], return_inverse=True)

    def numbers(name: str) -> Floats:
        return np.array([float(row[name]) for *_, row in rows])

    def age(name: str) -> Floats:
        return np.array([float(_age(row[name])) for *_, row in rows])

    return Legs(
        origin=np.array([a for a, _, _ in rows]),
        destination=np.array([b for _, b, _ in rows]),
        airline=airline.astype(np.int64),
        airlines=tuple(names.tolist()),
        cargo=np.isin(names, _cargo()),
        callsigns=numbers("callsigns"),
        since=tuple(numbers(f"changed_since_{month}") for month in RECENT),
        left=numbers("left"),
        left_lately=numbers("left_since_2025-09"),
        age=age("last_changed"),
        age_first=age("first_seen"),
        age_left=age("last_left"),
    )


def graph_routes() -> Ints:
    """Sorted pairs of the air-routes graph of August 2021, as build.py reads them: an older witness."""
    with gzip.open(HERE / "graph_routes.csv.gz", "rt", encoding="utf-8") as file:
        codes = [line.split(",") for line in file.read().split()]
    known = [(airports().number(a), airports().number(b)) for a, b in codes]
    size = len(airports().codes)
    return np.array(sorted(a * size + b for a, b in known if a is not None and b is not None), np.int64)


def _numbers(code: str) -> list[int]:
    return airports().numbers(TWINS.get(code, (code,)))


def _age(month: str) -> int:
    return NOW - int(month[:4]) * 12 - int(month[5:7]) if month else NEVER


def _cargo() -> list[str]:
    with (HERE / "airlines.csv").open(encoding="utf-8") as file:
        return [row["code"] for row in csv.DictReader(file) if row["sells"] == "cargo"]
