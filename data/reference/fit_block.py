"""Fits block times: weighed terms, and effects of ends, airlines and pairs, each drawn to none by few routes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sprintplan.offers.estimate.block_times import along_share, block_terms, near_share
from sprintplan.world.airports import airport_distance_km, airports, country_numbers
from sprintplan.world.carriers import carriers
from sprintplan.world.regions import NAMES, region_numbers
from sprintplan.world.routes import shipped_routes
from tests.benchmarks.training import Rows, kept_aside

ROUNDS, STEPS, CLOSE_ENOUGH = 12, 80, 1e-9
LEAST_OFF, USUAL_OFF = 0.04, 0.04
# Routes that are closer than this count alike: less would follow what timetables round.
TERMS, COUNTRY, AIRPORT, SLOPE, AIRLINE, PAIR, REGIONS = 0.001, 3.0, 5.0, 4.0, 1.0, 4.0, 1.0
# Ridges: by about how many routes each kind of effect is drawn to none.
LEAST_EFFECT = 0.05
# Smaller effects, in minutes, are left out.


@dataclass(frozen=True)
class Effects:
    """Columns of one kind, each of an entry of `names`, as the cells of a matrix that are not 0.

    row, column, value : (cells,); `ridge` : by how many routes each is drawn to none
    """

    names: Sequence[str]
    row: np.ndarray
    column: np.ndarray
    value: np.ndarray
    ridge: float


def fit_block(rows: Rows) -> dict[str, object]:
    """Terms and effects with the least mean absolute percentage error on `rows` of published block times."""
    rows = rows.known()
    rows = rows.where(~kept_aside(rows))
    kinds = _kinds(rows)
    found = dict(zip(kinds, _solved(list(kinds.values()), rows.numbers("block_min")), strict=True))
    named = {kind: _named(kinds[kind].names, found[kind]) for kind in kinds if kind != "terms"}
    return {
        "terms": found["terms"].tolist(),
        "countries": _together(named["country_there"], named["country_here"]),
        "airports": _together(named["airport_there"], named["airport_here"], named["airport_slope"]),
        "airlines": _together(named["airline"], named["airline_slope"]),
        "pairs": named["pair"],
        "regions": named["regions"],
    }


def _kinds(rows: Rows) -> dict[str, Effects]:
    origin, destination = rows.origin, rows.destination
    km = airport_distance_km(origin, destination)
    terms, near, along = block_terms(origin, destination), near_share(km), along_share(km)
    country, region, codes = country_numbers(), region_numbers(), airports().codes
    countries = sorted(set(airports().countries))
    row, airline, share = _airlines(rows)
    number = np.arange(len(rows))
    cells = [np.tile(part, 2) for part in (number, near)]
    return {
        "terms": Effects(
            [str(n) for n in range(len(terms))],
            np.tile(number, len(terms)),
            np.repeat(np.arange(len(terms)), len(rows)),
            terms.ravel(),
            TERMS,
        ),
        "country_there": Effects(countries, number, country[origin], np.ones(len(rows)), COUNTRY),
        "country_here": Effects(countries, number, country[destination], np.ones(len(rows)), COUNTRY),
        "airport_there": Effects(codes, number, origin, np.ones(len(rows)), AIRPORT),
        "airport_here": Effects(codes, number, destination, np.ones(len(rows)), AIRPORT),
        "airport_slope": Effects(codes, cells[0], np.concatenate([origin, destination]), cells[1], SLOPE),
        "airline": Effects(carriers().codes, row, airline, share, AIRLINE),
        "airline_slope": Effects(carriers().codes, row, airline, share * near[row], AIRLINE),
        "pair": _pairs(countries, country[origin], country[destination], along, PAIR),
        "regions": _pairs(NAMES, region[origin], region[destination], along, REGIONS),
    }


def _airlines(rows: Rows) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows with the airlines that the shipped network has on their routes, and the share of each."""
    known = shipped_routes()
    route = known.number(rows.origin, rows.destination)
    count = np.where(route >= 0, np.diff(known.carriers_first)[route], 0)
    row = np.repeat(np.arange(len(rows)), count)
    place = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return row, known.carriers[known.carriers_first[route[row]] + place], 1 / count[row]


def _pairs(names: Sequence[str], start: np.ndarray, end: np.ndarray, along: np.ndarray, ridge: float) -> Effects:
    pairs, column = np.unique(start.astype(np.int64) * len(names) + end, return_inverse=True)
    words = [f"{names[pair // len(names)]}>{names[pair % len(names)]}" for pair in pairs.tolist()]
    return Effects(words, np.arange(len(start)), column, along, ridge)


def _solved(kinds: list[Effects], minutes: np.ndarray) -> list[np.ndarray]:
    """Coefficients of each kind, by least squares that are weighed anew until they are least absolute shares."""
    sizes = np.array([len(kind.names) for kind in kinds])
    starts = np.cumsum(sizes) - sizes
    row = np.concatenate([kind.row for kind in kinds])
    column = np.concatenate([kind.column + start for kind, start in zip(kinds, starts, strict=True)])
    value = np.concatenate([kind.value for kind in kinds]) / minutes[row]
    ridge = np.repeat([kind.ridge for kind in kinds], sizes) * np.mean(1 / minutes**2)

    def shares(found: np.ndarray) -> np.ndarray:
        return np.bincount(row, value * found[column], len(minutes))

    def back(weighed: np.ndarray) -> np.ndarray:
        return np.bincount(column, value * weighed[row], len(ridge))

    found, weight = np.zeros(len(ridge)), np.ones(len(minutes))
    for _ in range(ROUNDS):
        diagonal = np.bincount(column, value**2 * weight[row], len(ridge)) + ridge

        def normal(step: np.ndarray, weight: np.ndarray = weight) -> np.ndarray:
            return back(weight * shares(step)) + ridge * step

        found = _conjugate_gradients(normal, back(weight), found, diagonal)
        weight = USUAL_OFF / np.maximum(np.abs(shares(found) - 1), LEAST_OFF)
    return np.split(found, starts[1:])


def _conjugate_gradients(normal: Any, wanted: np.ndarray, found: np.ndarray, diagonal: np.ndarray) -> np.ndarray:
    """Coefficients that `normal` maps to `wanted`, from a first guess, steps scaled by the diagonal."""
    rest = wanted - normal(found)
    scaled = rest / diagonal
    step, size = scaled, rest @ scaled
    first = size
    for _ in range(STEPS):
        if size <= CLOSE_ENOUGH * first:
            break
        image = normal(step)
        length = size / (step @ image)
        found, rest = found + length * step, rest - length * image
        scaled = rest / diagonal
        before, size = size, rest @ scaled
        step = scaled + size / before * step
    return found


def _named(names: Sequence[str], found: np.ndarray) -> dict[str, float]:
    """To tenths of a minute."""
    pairs = zip(names, found.tolist(), strict=True)
    return {name: round(value, 1) for name, value in pairs if abs(value) >= LEAST_EFFECT}


def _together(*parts: dict[str, float]) -> dict[str, tuple[float, ...]]:
    """The values of each name in all parts; 0 where a part has none."""
    return {name: tuple(part.get(name, 0.0) for part in parts) for name in sorted(set().union(*parts))}
