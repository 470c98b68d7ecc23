"""What an ordinary round trip in economy costs between two places: by distance, network, countries, regions, cities."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sprintplan.offers.table import Int64
from sprintplan.world.airports import airport_distance_km, airports, country_numbers
from sprintplan.world.carriers import carriers
from sprintplan.world.fitted import fitted
from sprintplan.world.regions import NAMES, region_numbers
from sprintplan.world.routes import routes

Floats = NDArray[np.float64]
Ends = NDArray[np.integer]

SHORTEST_KM = 150
LOW_COST_KM, LOW_COST_REGIONS = 4_500, ("south-asia", "south-east-asia", "east-asia", "oceania")
US_COUNTRIES = ("US", "PR", "VI")
US_LOW_COST = (("AAY", "FFT", "MXY", "NKS", "SCX", "VXP"), ("SWA",), ("JBU",))


def one_way_fare(home: ArrayLike, venue: ArrayLike) -> Floats:
    """Euros of one way in economy on an ordinary day at the prices of 2023 and since: half a sensible round trip.

    By airport numbers, `home` and `venue`, where the trip begins first: the same days cost another fare from the other
    end. Broadcasts. "Sensible" is the cheapest fare whose journeys take at most 1.3 times the quickest and two hours
    more. Full-service airlines sell long round trips for much less than two one-way tickets: whoever plans a trip buys
    both ways, so each way counts half of that.

    Source: published round trips of 2021-2023, one-way fares within Asia and Oceania of 2026, and the average fares
    that the US Department of Transportation publishes; data/reference/fit.py.
    """
    o, d = np.broadcast_arrays(np.asarray(home), np.asarray(venue))
    return np.asarray(np.exp(np.where(within_us(o, d), _us_level(o, d), world_level(o, d, _shipped()))) / 2, np.float64)


def within_us(origin: Ends, destination: Ends) -> NDArray[np.bool_]:
    """(...) whether `origin` and `destination`, airport numbers, are in the United States, whose fares have a model of
    their own."""
    mine = _us_mask()
    return np.asarray(mine[origin] & mine[destination], np.bool_)


@cache
def _us_mask() -> NDArray[np.bool_]:
    """(airports,) whether it lies in the United States."""
    return np.isin(airports().countries, US_COUNTRIES)


@dataclass(frozen=True)
class Effects:
    """Coefficients of the world's fares, ready to be looked up.

    terms : weights of `fare_terms`; country, seller, city : (airports,) each airport's; regions : (pairs,)
    """

    terms: Floats
    country: Floats
    seller: Floats
    city: Floats
    regions: Floats


def effects_of(known: dict[str, Any]) -> Effects:
    """Coefficients that are `known` by the names that data/reference/fit_fares.py gives them."""
    table = airports()
    return Effects(
        terms=np.array(known["terms"]),
        country=np.array([known["countries"].get(country, 0.0) for country in table.countries]),
        seller=np.array([known["sellers"].get(country, 0.0) for country in table.countries]),
        city=np.array([known["cities"].get(code, 0.0) for code in table.city_codes]),
        regions=by_region_pair(known["regions"], 0.0),
    )


@cache
def _shipped() -> Effects:
    return effects_of(fitted("fare"))


def world_level(origin: Ends, destination: Ends, effects: Effects) -> Floats:
    """(...) logarithm of the euros of a round trip that begins at `origin` and goes to `destination`, airport numbers,
    under some `effects`."""
    level = np.tensordot(effects.terms, fare_terms(origin, destination), 1)
    level += effects.country[origin] + effects.country[destination]
    level += effects.seller[origin] - effects.seller[destination]
    level += effects.city[origin] + effects.city[destination]
    return np.asarray(level + effects.regions[regions_of(origin, destination)], np.float64)


def _us_level(origin: Ends, destination: Ends) -> Floats:
    own = _us_airports()
    level = np.tensordot(np.array(fitted("fare_us")["terms"]), us_terms(origin, destination), 1)
    return np.asarray(level + own[origin] + own[destination], np.float64)


def fare_terms(origin: Ends, destination: Ends) -> Floats:
    """(terms, ...) the terms that the logarithm of a round trip weighs, from `origin` to `destination`, airport
    numbers: distance, network, the border, low-cost airlines."""
    km = np.maximum(airport_distance_km(origin, destination), SHORTEST_KM)
    length = np.log(km) - 8.5
    here, there = np.log1p(_city_degree()[origin]), np.log1p(_city_degree()[destination])
    home = country_numbers()[origin] == country_numbers()[destination]
    low_here, low_there = _low_cost_share()[origin], _low_cost_share()[destination]
    many, low = _between_cities(origin, destination)
    share = low / np.maximum(many, 1)
    low_asian = _asian()[origin] & _asian()[destination]
    return np.stack(
        [
            np.ones_like(length),
            length,
            length**2,
            length**3,
            many >= 0,
            np.minimum(here, there) - 4,
            np.maximum(here, there) - 5,
            home,
            low > 0,
            share,
            low_asian * share,
            low_asian * (share > 0) * (km < LOW_COST_KM),
            np.log1p(np.maximum(many, 0)),
            np.minimum(low_here, low_there),
            np.maximum(low_here, low_there),
        ]
    ).astype(float)


@cache
def _asian() -> NDArray[np.bool_]:
    """(airports,) whether it lies where low-cost airlines set the fares of trunk routes."""
    return np.isin(np.array(NAMES)[region_numbers()], LOW_COST_REGIONS)


def us_terms(origin: Ends, destination: Ends) -> Floats:
    """(terms, ...) the same within the United States, from `origin` to `destination`: distance, and which low-cost
    airlines fly the route."""
    length = np.log(np.maximum(airport_distance_km(origin, destination), SHORTEST_KM)) - 7.3
    route = routes().number(origin, destination)
    flown = route >= 0
    low = [np.where(flown, part[route], 0) for part in _us_low_cost()]
    many = np.where(flown, np.log1p(np.diff(routes().carriers_first)[route]), 0)
    return np.stack(
        [np.ones_like(length), length, length**2, length**3, flown, *low, many, flown * np.maximum(-length, 0)]
    ).astype(float)


def regions_of(origin: Ends, destination: Ends) -> Int64:
    """(...) number of the unordered pair of regions of `origin` and `destination`, airport numbers."""
    here, there = region_numbers()[origin], region_numbers()[destination]
    return np.asarray(np.minimum(here, there) * len(NAMES) + np.maximum(here, there), np.int64)


@cache
def city_numbers() -> Int64:
    """(airports,) each airport's city as a number, in order of the city codes."""
    order = {code: number for number, code in enumerate(sorted(set(airports().city_codes)))}
    return np.array([order[code] for code in airports().city_codes], np.int64)


@cache
def _city_degree() -> Floats:
    """(airports,) nonstop destinations of all airports of the city together."""
    return np.asarray(np.bincount(city_numbers(), airports().degree)[city_numbers()], np.float64)


@cache
def _route_carriers() -> tuple[Int64, Int64]:
    """(m,) carriers of each route, and low-cost ones among them."""
    known = routes()
    low = carriers().low_cost[known.carriers]
    return np.diff(known.carriers_first).astype(np.int64), np.bincount(
        known.carrier_route[low], minlength=len(known.origin)
    )


@cache
def _low_cost_share() -> Floats:
    """(airports,) share of low-cost airlines among the carriers of the city's routes."""
    many, low = (np.bincount(city_numbers()[routes().origin], part, len(city_numbers())) for part in _route_carriers())
    return np.asarray((low / np.maximum(many, 1))[city_numbers()], np.float64)


def _between_cities(origin: Ends, destination: Ends) -> tuple[Int64, Int64]:
    """(...) carriers between the cities, -1 where there is no nonstop flight, and low-cost ones among them."""
    pairs, many, low = _city_pairs()
    asked = city_numbers()[origin] * len(city_numbers()) + city_numbers()[destination]
    at = np.minimum(np.searchsorted(pairs, asked), len(pairs) - 1)
    joined = pairs[at] == asked
    return np.where(joined, many[at], -1), np.where(joined, low[at], 0)


@cache
def _city_pairs() -> tuple[Int64, Int64, Int64]:
    """Pairs of cities with a nonstop flight, sorted, their carriers and the low-cost ones among them."""
    city = city_numbers()
    pairs, number = np.unique(city[routes().origin] * len(city) + city[routes().destination], return_inverse=True)
    many, low = (np.bincount(number, part).astype(np.int64) for part in _route_carriers())
    return pairs, many, low


@cache
def _us_low_cost() -> tuple[Floats, ...]:
    """(m,) for each group of US_LOW_COST whether one of its airlines flies the route."""
    known = routes()
    pairs = []
    for group in US_LOW_COST:
        mine = np.isin(carriers().codes, group)[known.carriers]
        pairs.append((np.bincount(known.carrier_route[mine], minlength=len(known.origin)) > 0).astype(float))
    return tuple(pairs)


@cache
def _us_airports() -> Floats:
    """(airports,) an effect of each airport on the logarithm of fares within the United States."""
    known: dict[str, float] = fitted("fare_us")["airports"]
    return np.array([known.get(code, 0.0) for code in airports().codes])


def by_region_pair(known: dict[str, float], usual: float) -> Floats:
    """(pairs,) values that are `known` by unordered pair of regions, `europe>africa`; `usual` where a pair has none."""
    levels = np.full(len(NAMES) ** 2, usual)
    for pair, value in known.items():
        here, there = sorted(NAMES.index(name) for name in pair.split(">"))
        levels[here * len(NAMES) + there] = value
    return levels
