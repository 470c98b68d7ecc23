"""Reads the estimator's training data, and tells the fifth of the city pairs that no model is fitted on."""

import csv
import gzip
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sprintplan.world.airports import airports


@dataclass(frozen=True)
class Rows:
    """Rows of a CSV file that have `origin` and `dest`, airports or cities; cities stand for their best airport."""

    cells: list[dict[str, str]]

    def __len__(self) -> int:
        return len(self.cells)

    def where(self, mask: NDArray[np.bool_]) -> "Rows":
        """The rows that the mask keeps."""
        return Rows([row for row, kept in zip(self.cells, mask, strict=True) if kept])

    def where_word(self, name: str, word: str) -> "Rows":
        """The rows that have this word in a column."""
        return Rows([row for row in self.cells if row[name] == word])

    def days(self, name: str) -> NDArray[np.int64]:
        """(n,) a column of dates as days since 1970."""
        return self.words(name).astype("datetime64[D]").astype(np.int64)

    def known(self) -> "Rows":
        """The rows whose two ends the shipped table knows."""
        return self.where((self.origin >= 0) & (self.destination >= 0))

    def fitted(self) -> "Rows":
        """The rows that models may be fitted on: all but those that are kept aside."""
        return self.where(~kept_aside(self))

    def numbers(self, name: str) -> NDArray[np.float64]:
        """(n,) one column as numbers, NaN where it is empty."""
        return np.array([float(row[name] or "nan") for row in self.cells])

    def words(self, name: str) -> NDArray[np.str_]:
        """(n,) one column as text."""
        return np.array([row[name] for row in self.cells])

    @cached_property
    def origin(self) -> NDArray[np.int64]:
        """(n,) airport numbers, -1 where unknown."""
        return np.array([airport_of(row["origin"]) for row in self.cells], np.int64)

    @cached_property
    def destination(self) -> NDArray[np.int64]:
        """(n,) airport numbers, -1 where unknown."""
        return np.array([airport_of(row["dest"]) for row in self.cells], np.int64)


Line = tuple[str, str, str, str]
"""What, measured, by a napkin, aim."""


def chosen(rows: Rows, every: bool) -> Rows:
    """The rows to measure on: all, or those that nothing was fitted on."""
    return rows if every else rows.where(kept_aside(rows))


def percent(value: float) -> str:
    """One decimal."""
    return f"{100 * value:.1f} %"


def rank_correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Spearman's; ties in order of appearance."""
    first, second = (np.argsort(np.argsort(values, kind="stable"), kind="stable") for values in (one, other))
    return float(np.corrcoef(first, second)[0, 1])


def read(folder: Path, name: str) -> Rows:
    """`name`_*.csv.gz in the folder, whichever half it holds."""
    (path,) = sorted(folder.glob(f"{name}*.csv.gz"))
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return Rows(list(csv.DictReader(file)))


def airport_of(code: str) -> int:
    """The airport's number; of a city its best connected airport's; -1 where the code is unknown."""
    if (number := airports().number(code)) is not None and airports().degree[number]:
        return number
    best = airports().numbers(airports().of_city(code)[:1])
    return best[0] if best else -1 if number is None else number


def city_of(code: str) -> str:
    """The airport's city code; a city's own."""
    number = airports().number(code)
    return code if number is None else airports().city_codes[number]


def kept_aside(rows: Rows) -> NDArray[np.bool_]:
    """(n,) whether the row belongs to the fifth of the unordered city pairs that is measured on, never fitted."""
    pairs = ["-".join(sorted((city_of(row["origin"]), city_of(row["dest"])))) for row in rows.cells]
    return np.array([int(sha256(pair.encode()).hexdigest(), 16) % 5 == 0 for pair in pairs], np.bool_)
