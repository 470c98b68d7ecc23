"""Gate-to-gate times of nonstop flights by distance, wind along the way, both ends, and the airlines of the route."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sprintplan.offers.table import Int32
from sprintplan.world.airports import airport_distance_km, airports, country_numbers
from sprintplan.world.carriers import carriers
from sprintplan.world.detours import RUSSIA, UKRAINE, detour_km
from sprintplan.world.fitted import fitted
from sprintplan.world.regions import NAMES, region_numbers
from sprintplan.world.routes import routes
from sprintplan.world.skies import SANCTIONS

TIMETABLE_STEP_MIN = 5
SHORTEST_MIN = 20
SLOW_KM = 1_500
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
    known, km = fitted("block"), airport_distance_km(o, d)
    minutes = np.tensordot(np.array(known["terms"]), block_terms(o, d), 1)
    near, along = near_share(km), along_share(km)
    ends, slope = _airport_minutes()
    minutes += ends[0][o] + ends[1][d] + (slope[o] + slope[d]) * near
    usual, shortened = _airline_minutes()[:, routes().number(o, d)]
    minutes += usual + shortened * near
    minutes += along * _country_pairs()[country_numbers()[o], country_numbers()[d]]
    minutes += along * _region_pairs()[region_numbers()[o], region_numbers()[d]]
    rounded = TIMETABLE_STEP_MIN * np.floor(minutes / TIMETABLE_STEP_MIN + 0.5)
    return np.asarray(np.maximum(rounded, SHORTEST_MIN), np.int32)


def near_share(km: NDArray[np.integer]) -> Floats:
    """(...) what of a slope by distance holds over `km`: it ends at 1 500 km, up to where slow aircraft are flown."""
    return np.asarray(np.minimum(km, SLOW_KM) / 1000 - 0.6, np.float64)


def along_share(km: NDArray[np.integer]) -> Floats:
    """(...) what of an effect a thousand kilometres holds over `km`."""
    return np.asarray(km / 1000 + 0.5, np.float64)


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
def _airport_minutes() -> tuple[Floats, Floats]:
    """(2, airports) what taxiing, queues and schedules add at the start and at the end, by country and of an airport's
    own; (airports,) what slow aircraft add there by `near_share`."""
    known = fitted("block")
    by_country = [known["countries"].get(country, (0.0, 0.0)) for country in airports().countries]
    own = [known["airports"].get(code, (0.0, 0.0, 0.0)) for code in airports().codes]
    start, end, slope = np.array(own, float).T
    return np.array(by_country, float).T + np.stack([start, end]), slope


@cache
def _airline_minutes() -> Floats:
    """(2, routes + 1) what a route's airlines add on average, and by `near_share`; the last is of an unknown route."""
    known, network = fitted("block")["airlines"], routes()
    own = np.array([known.get(code, (0.0, 0.0)) for code in carriers().codes], float)[network.carriers]
    size = len(network.origin) + 1
    count = np.maximum(np.bincount(network.carrier_route, minlength=size), 1)
    return np.stack([np.bincount(network.carrier_route, part, size) / count for part in own.T])


@cache
def _country_pairs() -> Floats:
    """(countries, countries) minutes that flights from one country to another take more, by `along_share`; in order of
    `country_numbers`."""
    return _by_pair(fitted("block")["pairs"], sorted(set(airports().countries)))


@cache
def _region_pairs() -> Floats:
    """(regions, regions) the same from one region to another, in order of `regions.NAMES`."""
    return _by_pair(fitted("block")["regions"], NAMES)


def _by_pair(known: dict[str, float], names: Sequence[str]) -> Floats:
    number = {name: n for n, name in enumerate(names)}
    minutes = np.zeros((len(names), len(names)))
    for pair, more in known.items():
        origin, destination = pair.split(">")
        minutes[number[origin], number[destination]] = more
    return minutes
