"""Gate-to-gate times of nonstop flights by distance, wind along the way, and how busy both ends are."""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sprintplan.offers.table import Int32
from sprintplan.world.airports import airport_distance_km, airports, country_numbers
from sprintplan.world.detours import RUSSIA, UKRAINE, detour_km
from sprintplan.world.fitted import fitted
from sprintplan.world.routes import routes
from sprintplan.world.skies import SANCTIONS

TIMETABLE_STEP_MIN = 5
SHORTEST_MIN = 20
WIND_LATITUDES = np.array([-60, -45, -30, -15, 0, 15, 30, 45, 60, 75])
"""Knots in degrees north of the wind model; between them its strength runs straight."""
WAY_POINTS = 5

Floats = NDArray[np.float64]


def block_minutes(origin: ArrayLike, destination: ArrayLike) -> Int32:
    """Gate-to-gate minutes between airports by number, `origin` and `destination`, to the nearest 5 as timetables are;
    broadcasts.

    Source: least absolute error on published block times of 2026-07, 22 900 routes; data/reference/fit.py fits it, and
    docs/estimates.md says how close it is on those that were kept aside.
    """
    o, d = np.broadcast_arrays(np.asarray(origin), np.asarray(destination))
    known, effects = fitted("block"), _airport_minutes()
    minutes = np.tensordot(np.array(known["terms"]), block_terms(o, d), 1) + effects[0][o] + effects[1][d]
    minutes = minutes * _country_pair_factors()[country_numbers()[o], country_numbers()[d]]
    rounded = TIMETABLE_STEP_MIN * np.floor(minutes / TIMETABLE_STEP_MIN + 0.5)
    return np.asarray(np.maximum(rounded, SHORTEST_MIN), np.int32)


@cache
def route_minutes() -> Int32:
    """(routes,) gate-to-gate minutes of every route of the network, in its order: its own where it has them."""
    estimated = block_minutes(routes().origin, routes().destination)
    return np.where(routes().minutes > 0, routes().minutes, estimated).astype(np.int32)


def block_terms(origin: NDArray[np.integer], destination: NDArray[np.integer]) -> Floats:
    """(terms, ...) the terms that the model weighs, for airports by number, `origin` and `destination`: distance, wind
    by latitude, nonstop destinations, ways round closed skies."""
    km = airport_distance_km(origin, destination).astype(float)
    busy = np.log1p(airports().degree.astype(float))
    there, here = busy[destination], busy[origin]
    thin = np.minimum(here, there)
    shape = [np.ones_like(km), km, np.sqrt(km), np.log(km), *(np.maximum(km - bend, 0) for bend in (1500, 4000, 8000))]
    size = [here, there, thin, thin * np.minimum(km, 1000) / 1000]
    return np.stack([*shape, *size, *_eastward(origin, destination, km), *_detours(origin, destination)])


def _detours(origin: NDArray[np.integer], destination: NDArray[np.integer]) -> Floats:
    """(4, ...) kilometres round Russia where both ends are shut out, one to China, one elsewhere; round Ukraine."""
    start, end = origin.ravel(), destination.ravel()
    shut = np.isin(airports().countries, tuple(SANCTIONS))
    chinese = np.isin(airports().countries, ("CN",))
    both, one = shut[start] & shut[end], shut[start] ^ shut[end]
    china = chinese[start] | chinese[end]
    russia = np.zeros(len(start))
    russia[both | one] = detour_km(RUSSIA, start[both | one], end[both | one])
    ukraine = np.where(both, 0, detour_km(UKRAINE, start, end))
    detours = np.stack([russia * both, russia * (one & china), russia * (one & ~china), ukraine])
    return np.asarray(detours.reshape(4, *origin.shape))


def _eastward(origin: NDArray[np.integer], destination: NDArray[np.integer], km: Floats) -> Floats:
    """(latitudes, ...) kilometres flown towards the east near each of WIND_LATITUDES along the great circle."""
    start, end = _unit()[:, origin], _unit()[:, destination]
    angle = np.maximum(np.arccos(np.clip((start * end).sum(axis=0), -1, 1)), 1e-9)
    eastward = np.zeros((len(WIND_LATITUDES), *km.shape))
    for part in (np.arange(WAY_POINTS) + 0.5) / WAY_POINTS:
        before, after = (1 - part) * angle, part * angle
        x, y, z = (np.sin(before) * start + np.sin(after) * end) / np.sin(angle)
        dx, dy, _ = (np.cos(after) * end - np.cos(before) * start) / np.sin(angle)
        east = (x * dy - y * dx) / np.sqrt(np.maximum(x * x + y * y, 1e-12)) * km / WAY_POINTS
        at = np.degrees(np.arcsin(np.clip(z, -1, 1)))
        eastward += east * np.maximum(0, 1 - np.abs(at - WIND_LATITUDES.reshape(-1, *[1] * km.ndim)) / 15)
    return eastward


@cache
def _unit() -> Floats:
    """(3, airports) positions on the unit sphere."""
    north, east = np.radians(airports().latitude), np.radians(airports().longitude)
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


@cache
def _airport_minutes() -> Floats:
    """(2, airports) what taxiing, queues, slow aircraft and schedules add at the start and at the end.

    By country, and what an airport has beyond its country's.
    """
    known = fitted("block")
    by_country = [known["countries"].get(country, (0.0, 0.0)) for country in airports().countries]
    own = [known["airports"].get(code, (0.0, 0.0)) for code in airports().codes]
    return np.asarray(np.array(by_country, float).T + np.array(own, float).T)


@cache
def _country_pair_factors() -> Floats:
    """(countries, countries) what flights from one country to another take of that, in order of `country_numbers`."""
    number = {name: n for n, name in enumerate(sorted(set(airports().countries)))}
    factors = np.ones((len(number), len(number)))
    for pair, factor in fitted("block")["pairs"].items():
        origin, destination = pair.split(">")
        factors[number[origin], number[destination]] = factor
    return factors
