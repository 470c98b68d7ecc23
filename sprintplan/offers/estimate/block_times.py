"""Gate-to-gate times of nonstop flights by distance, wind along the way, both ends, and the airlines of the route."""

import gzip
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sprintplan.offers.estimate.winds import eastward, unit_places
from sprintplan.offers.table import Int32
from sprintplan.world.airports import airport_distance_km, airports, country_numbers
from sprintplan.world.carriers import carriers
from sprintplan.world.detours import PAKISTAN, RUSSIA, UKRAINE, detour_km
from sprintplan.world.fitted import fitted
from sprintplan.world.regions import NAMES, region_numbers
from sprintplan.world.routes import home_countries, routes, shipped_routes
from sprintplan.world.skies import SANCTIONS

ROUTE_MINUTES = "route_minutes.i2.gz"
"""The shipped network's block minutes, in a file beside this one that data/reference/minutes.py writes."""
TIMETABLE_STEP_MIN = 5
SHORTEST_MIN = 20
SLOW_KM = 1_500
FAR_KM = 3_000
"""What long flights add at an airport grows over so many kilometres beyond SLOW_KM."""
LONG_KM, ALIKE = 2_500, 0.7
"""Longer ways are also told by those near them, as far as both ends together are so many radii of the earth away."""
SHUT_OUT_OF_PAKISTAN = "IN"
"""Pakistan's airspace is closed to India's airlines since 24 April 2025."""

Floats = NDArray[np.float64]
Ends = NDArray[np.integer]


def block_minutes(origin: ArrayLike, destination: ArrayLike) -> Int32:
    """Gate-to-gate minutes between airports by number, `origin` and `destination`, to the nearest 5 as timetables are;
    broadcasts.

    Source: least absolute error on published block times of 2026-07, 22 900 routes; data/reference/fit.py fits it, and
    docs/estimates.md says how close it is on those that were kept aside.
    """
    ends = np.broadcast_arrays(np.asarray(origin), np.asarray(destination))
    minutes = _minutes(*(end.ravel() for end in ends))
    rounded = TIMETABLE_STEP_MIN * np.floor(minutes / TIMETABLE_STEP_MIN + 0.5)
    return np.asarray(np.maximum(rounded, SHORTEST_MIN).reshape(ends[0].shape), np.int32)


def _minutes(o: NDArray[np.integer], d: NDArray[np.integer]) -> Floats:
    """(n,) the sum of all terms and effects."""
    known, km = fitted("block"), airport_distance_km(o, d)
    minutes = np.tensordot(np.array(known["terms"]), block_terms(o, d), 1)
    near, far, along = near_share(km), far_share(km), along_share(km)
    knots, east = eastward(o, d, km)
    minutes += (np.array(known["winds"])[knots] * east).sum(axis=0)
    there, here, slope, far_there, far_here = _airport_minutes()
    minutes += there[o] + here[d] + (slope[o] + slope[d]) * near + (far_there[o] + far_here[d]) * far
    usual, shortened = _airline_minutes()[:, routes().number(o, d)]
    minutes += usual + shortened * near
    minutes += along * _country_pairs()[country_numbers()[o], country_numbers()[d]]
    minutes += along * _region_pairs()[region_numbers()[o], region_numbers()[d]]
    long = np.flatnonzero(km > LONG_KM)
    way, pair, share = likeness(o[long], d[long], _known_pairs())
    minutes[long] += along[long] * np.bincount(way, share * np.array([*known["like"].values()])[pair], len(long))
    return np.asarray(minutes, np.float64)


def near_share(km: NDArray[np.integer]) -> Floats:
    """(...) what of a slope by distance holds over `km`: it ends at 1 500 km, up to where slow aircraft are flown."""
    return np.asarray(np.minimum(km, SLOW_KM) / 1000 - 0.6, np.float64)


def far_share(km: NDArray[np.integer]) -> Floats:
    """(...) what of an effect of long flights holds over `km`: it begins where slow aircraft end."""
    return np.asarray(np.clip(km - SLOW_KM, 0, FAR_KM) / 1000, np.float64)


def along_share(km: NDArray[np.integer]) -> Floats:
    """(...) what of an effect a thousand kilometres holds over `km`."""
    return np.asarray(km / 1000 + 0.5, np.float64)


@cache
def route_minutes() -> Int32:
    """(routes,) gate-to-gate minutes of every route of the network, in its order: its own where it has them.

    Of the shipped network they are shipped too, as no workspace changes them.
    """
    if routes() is shipped_routes():
        packed = (files("sprintplan.offers.estimate") / ROUTE_MINUTES).read_bytes()
        return np.frombuffer(gzip.decompress(packed), "<i2").astype(np.int32)
    estimated = block_minutes(routes().origin, routes().destination)
    return np.where(routes().minutes > 0, routes().minutes, estimated).astype(np.int32)


def block_terms(origin: NDArray[np.integer], destination: NDArray[np.integer]) -> Floats:
    """(terms, n) the terms that the model weighs, for airports by number, `origin` and `destination`, (n,): distance,
    nonstop destinations, ways round closed skies."""
    km = airport_distance_km(origin, destination).astype(float)
    busy = np.log1p(airports().degree.astype(float))
    there, here = busy[destination], busy[origin]
    thin = np.minimum(here, there)
    shape = [np.ones_like(km), km, np.sqrt(km), np.log(km), *(np.maximum(km - bend, 0) for bend in (1500, 4000, 8000))]
    size = [here, there, thin, thin * np.minimum(km, 1000) / 1000]
    return np.stack([*shape, *size, *_detours(origin, destination)])


def _detours(start: NDArray[np.integer], end: NDArray[np.integer]) -> Floats:
    """(5, n) kilometres round Russia where both ends are shut out, one to China, one elsewhere; round Ukraine; round
    Pakistan by the share of India's airlines."""
    shut = np.isin(airports().countries, tuple(SANCTIONS))
    chinese = np.isin(airports().countries, ("CN",))
    both, one = shut[start] & shut[end], shut[start] ^ shut[end]
    china = chinese[start] | chinese[end]
    russia = np.zeros(len(start))
    russia[both | one] = detour_km(RUSSIA, start[both | one], end[both | one])
    ukraine = np.where(both, 0, detour_km(UKRAINE, start, end))
    pakistan, indian = np.zeros(len(start)), _share_of(SHUT_OUT_OF_PAKISTAN, start, end)
    pakistan[indian > 0] = detour_km(PAKISTAN, start[indian > 0], end[indian > 0])
    return np.stack([russia * both, russia * (one & china), russia * (one & ~china), ukraine, pakistan * indian])


def _share_of(country: str, start: NDArray[np.integer], end: NDArray[np.integer]) -> Floats:
    """(n,) share of a country's airlines on each route, by where they fly most; of an unknown one by its ends."""
    network = routes()
    size = len(network.origin) + 1
    count = np.bincount(network.carrier_route, minlength=size)
    mine = np.bincount(network.carrier_route, home_countries()[network.carriers] == country, size)
    route = network.number(start, end)
    there = np.isin(airports().countries, (country,))
    by_ends = (there[start] + there[end].astype(float)) / 2
    return np.asarray(np.where(count[route] > 0, mine[route] / np.maximum(count[route], 1), by_ends), np.float64)


def likeness(
    start: NDArray[np.integer], end: NDArray[np.integer], known: tuple[Ends, Ends]
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Ways and `known` ones near them by their places, (cells,), and how near each: 1 where both ends are the same,
    falling to 0 where they lie some 4 500 km away together.

    Parameters
    ----------
    start, end : (n,) airport numbers
    known : (p,) airport numbers of both ends
    """
    places = unit_places().astype(np.float32)
    both = np.concatenate([places[:, start], places[:, end]])
    alike = both.T @ np.concatenate([places[:, known[0]], places[:, known[1]]])
    cell = np.flatnonzero(alike > 2 - ALIKE**2 / 2)
    apart = np.sqrt(np.maximum(4 - 2 * alike.ravel()[cell], 0)) / np.float32(ALIKE)
    left = np.square(np.maximum(1 - apart, 0))
    way, near = np.divmod(cell, alike.shape[1])
    return way, near, np.asarray(left * left * (4 * apart + 1), np.float64)


@cache
def _known_pairs() -> tuple[Ends, Ends]:
    pairs = [pair.split(">") for pair in fitted("block")["like"]]
    here, there = (np.array([airports().number(pair[end]) for pair in pairs]) for end in (0, 1))
    return here, there


@cache
def _airport_minutes() -> Floats:
    """(5, airports) what taxiing, queues and schedules add at the start and at the end, by country and of an airport's
    own; what slow aircraft add there by `near_share`; what long flights add at the start and at the end by
    `far_share`."""
    known = fitted("block")
    by_country = [known["countries"].get(country, (0.0, 0.0)) for country in airports().countries]
    own = np.array([known["airports"].get(code, (0.0,) * 5) for code in airports().codes], float).T
    own[:2] += np.array(by_country, float).T
    return own


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
