"""Fits block times: weighed terms, and effects of ends, airlines and pairs, each drawn to none by few routes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sprintplan.offers.estimate.block_times import LONG_KM, along_share, block_terms, far_share, likeness, near_share
from sprintplan.offers.estimate.winds import LATITUDES, SECTORS, eastward, unit_places
from sprintplan.world.airports import airport_distance_km, airports, country_numbers
from sprintplan.world.carriers import carriers
from sprintplan.world.regions import NAMES, region_numbers
from sprintplan.world.routes import shipped_routes
from tests.benchmarks.training import Rows, kept_aside

ROUNDS, STEPS, CLOSE_ENOUGH = 12, 80, 1e-9
LEAST_OFF, USUAL_OFF = 0.04, 0.04
# Routes that are closer than this count alike: less would follow what timetables round.
TERMS, COUNTRY, AIRPORT, SLOPE, FAR, AIRLINE, PAIR, REGIONS = 0.001, 3.0, 5.0, 4.0, 6.0, 1.0, 4.0, 1.0
SECTOR, LIKE = 1.0, 3.0
# Ridges: by about how many routes each kind of effect is drawn to none.
PLACED = "terms", "latitude", "sector"
# Kinds whose coefficients are told by their places.
APART = 0.3
# Ways that others are drawn near to are so many radii of the earth apart, both ends together.
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
    named = {kind: _named(kinds[kind].names, found[kind]) for kind in kinds if kind not in PLACED}
    return {
        "terms": found["terms"].tolist(),
        "winds": (np.repeat(found["latitude"], SECTORS) + found["sector"]).tolist(),
        "countries": _together(named["country_there"], named["country_here"]),
        "airports": _together(
            *(named[f"airport_{kind}"] for kind in ("there", "here", "slope", "far_there", "far_here"))
        ),
        "airlines": _together(named["airline"], named["airline_slope"]),
        "pairs": named["pair"],
        "regions": named["regions"],
        "like": named["like"],
    }


def _kinds(rows: Rows) -> dict[str, Effects]:
    origin, destination = rows.origin, rows.destination
    km = airport_distance_km(origin, destination)
    near, far, along = near_share(km), far_share(km), along_share(km)
    country, region, codes = country_numbers(), region_numbers(), airports().codes
    countries = sorted(set(airports().countries))
    row, airline, share = _airlines(rows)
    number, one = np.arange(len(rows)), np.ones(len(rows))
    both, twice = np.concatenate([origin, destination]), [np.tile(part, 2) for part in (number, near)]
    return {
        "terms": _dense(block_terms(origin, destination).T, number, TERMS),
        **_winds(origin, destination, km),
        "country_there": Effects(countries, number, country[origin], one, COUNTRY),
        "country_here": Effects(countries, number, country[destination], one, COUNTRY),
        "airport_there": Effects(codes, number, origin, one, AIRPORT),
        "airport_here": Effects(codes, number, destination, one, AIRPORT),
        "airport_slope": Effects(codes, twice[0], both, twice[1], SLOPE),
        "airport_far_there": Effects(codes, number, origin, far, FAR),
        "airport_far_here": Effects(codes, number, destination, far, FAR),
        "airline": Effects(carriers().codes, row, airline, share, AIRLINE),
        "airline_slope": Effects(carriers().codes, row, airline, share * near[row], AIRLINE),
        "pair": _pairs(countries, country[origin], country[destination], along, PAIR),
        "regions": _pairs(NAMES, region[origin], region[destination], along, REGIONS),
        "like": _like(origin, destination, km, along),
    }


def _dense(values: np.ndarray, number: np.ndarray, ridge: float) -> Effects:
    """Columns of `values`, (rows, columns), named by their places, by the numbers of their rows."""
    row, column = np.nonzero(values)
    return Effects([str(place) for place in range(values.shape[1])], number[row], column, values[row, column], ridge)


def _winds(origin: np.ndarray, destination: np.ndarray, km: np.ndarray) -> dict[str, Effects]:
    """Wind by latitude, and what each sector of longitude differs by."""
    knots, east = eastward(origin, destination, km)
    number = np.tile(np.arange(len(km)), len(knots))
    latitudes, sectors = ([str(place) for place in range(len(LATITUDES) * parts)] for parts in (1, SECTORS))
    return {
        "latitude": Effects(latitudes, number, knots.ravel() // SECTORS, east.ravel(), TERMS),
        "sector": Effects(sectors, number, knots.ravel(), east.ravel(), SECTOR),
    }


def _like(origin: np.ndarray, destination: np.ndarray, km: np.ndarray, along: np.ndarray) -> Effects:
    """Long ways near one of those that lie apart from each other, in the order of the rows."""
    long = np.flatnonzero(km > LONG_KM)
    places = np.concatenate([unit_places()[:, origin[long]], unit_places()[:, destination[long]]])
    kept: list[int] = []
    for place in range(len(long)):
        away = places[:, kept] - places[:, place, None]
        if not kept or (away**2).sum(axis=0).min() > APART**2:
            kept.append(place)
    ends = origin[long][kept], destination[long][kept]
    names = [f"{airports().codes[here]}>{airports().codes[there]}" for here, there in zip(*ends, strict=True)]
    way, near, share = likeness(origin[long], destination[long], ends)
    return Effects(names, long[way], near, share * along[long[way]], LIKE)


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
        return np.asarray(np.bincount(row, value * found[column], len(minutes)))

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
