"""Fits what tickets for one way alone cost over half of a round trip, on daily nonstop fares."""

from pathlib import Path
from typing import Any

import numpy as np

from data.reference.fit_errors import FOLDS, WITHIN, folds
from data.reference.fit_fares import EUROS_A_DOLLAR_2026, fit_fares, fitted_rows, robust
from data.reference.fit_seasons import daily_fares
from sprintplan.offers.estimate.alone import alone_terms, long_share
from sprintplan.offers.estimate.fare_levels import city_numbers, effects_of, one_way_fare, within_us, world_level
from sprintplan.offers.estimate.fares import advance_factor
from sprintplan.offers.estimate.seasons import season_factor
from sprintplan.world.airports import airports
from sprintplan.world.regions import NAMES, region_numbers
from tests.benchmarks.training import Rows

BEGINS, ENDS, AIRPORT, SELLER = 1.0, 1.0, 2.0, 1.0
# Ridges: by how many routes each kind of effect is drawn to none.
USUAL = -0.06
# The least mean error of a fare lies below the middle of its logarithm.


def fit_alone(folder: Path) -> dict[str, Any]:
    """Terms, effects of regions and airports, and the error of daily fares whose pair of cities all fits leave out."""
    rows = daily_fares(folder).fitted()
    fare = rows.numbers("fare") * EUROS_A_DOLLAR_2026
    off = np.log(fare / half_fares(rows)) - _unseen(folder, rows)
    _, first, route = np.unique(rows.origin * 20_000 + rows.destination, return_index=True, return_inverse=True)
    level = np.array([np.median(off[route == number]) for number in range(len(first))])
    columns, ridge, names = _columns(rows.origin[first], rows.destination[first])
    pair = _pairs(rows.origin[first], rows.destination[first])
    left_out = np.zeros(len(first))
    for number in np.unique(pair):
        mine = pair == number
        left_out[mine] = columns[mine] @ robust(columns[~mine], level[~mine], ridge)
    found = robust(columns, level, ridge).tolist()
    parts: dict[str, dict[str, float]] = {part: {} for part, _ in names}
    for (part, name), value in zip(names, found[2:], strict=True):
        parts[part][name] = round(value, 4)
    error = float(np.quantile(np.abs(off - left_out[route] - USUAL), WITHIN))
    return {"terms": [found[0] + USUAL, found[1]], **parts, "error": error}


def half_fares(rows: Rows) -> np.ndarray:
    """(n,) euros of half a round trip on the day of each of `rows` of daily fares, at the fares of their time."""
    day = rows.days("date")
    moved = season_factor(rows.origin, rows.destination, day) * advance_factor(day, int(day.min()))
    return np.asarray(one_way_fare(rows.origin, rows.destination) * moved)


def _unseen(folder: Path, rows: Rows) -> np.ndarray:
    """(n,) how much the logarithm of half a round trip changes where its fit leaves out the fold of the pair of cities,
    as some of these fares are among those that round trips are fitted on."""
    every, fares = fitted_rows(folder)
    fold, own = folds(every), folds(rows)
    changed = np.zeros(len(rows))
    for number in range(FOLDS):
        mine = np.flatnonzero((own == number) & ~within_us(rows.origin, rows.destination))
        known = effects_of(fit_fares(every.where(fold != number), fares[fold != number]))
        ends = rows.origin[mine], rows.destination[mine]
        changed[mine] = world_level(*ends, known) - np.log(2 * one_way_fare(*ends))
    return changed


def _columns(origin: np.ndarray, destination: np.ndarray) -> tuple[np.ndarray, np.ndarray, list[tuple[str, str]]]:
    """Columns of terms and effects, their ridges, and the part and the name of each effect."""
    share, region, code = long_share(origin, destination), np.array(NAMES)[region_numbers()], np.array(airports().codes)
    ends = code[origin], code[destination]
    kinds = [
        ("begins", [region[origin]], BEGINS),
        ("ends", [region[destination]], ENDS),
        ("airports", [*ends], AIRPORT),
        ("sellers", [ends[0]], SELLER),
    ]
    columns, ridges, names = [*alone_terms(origin, destination)], [0.01, 0.01], []
    for part, words, ridge in kinds:
        for name in np.unique(np.concatenate(words)).tolist():
            columns.append(share * sum((word == name).astype(float) for word in words))
            ridges.append(ridge)
            names.append((part, name))
    return np.stack(columns, axis=1), np.array(ridges), names


def _pairs(origin: np.ndarray, destination: np.ndarray) -> np.ndarray:
    here, there = city_numbers()[origin], city_numbers()[destination]
    return np.asarray(np.minimum(here, there) * len(city_numbers()) + np.maximum(here, there))
