"""Estimated fares in euro cents, by route, year, season, weekday, days in advance, cabin and how quick a journey is."""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sprintplan.offers.table import Int32, Int64
from sprintplan.world.airports import airport_distance_km, airports, country_numbers
from sprintplan.world.fitted import fitted
from sprintplan.world.routes import routes

Floats = NDArray[np.float64]

FARE_CURRENCY = "EUR"
SHORTEST_KM = 150
BUSINESS_KM, BUSINESS_FACTOR = (500, 2500, 5000, 9000), (2.3, 3.2, 4.6, 4.9)
PREMIUM_KM, PREMIUM_FACTOR = (1500, 5000), (2.0, 2.3)
FIRST_OVER_BUSINESS = 1.55
# Business and premium economy over economy: medians of published pairs of fares by distance (112 and 135, and 901
# government business fares for the shortest); first is an assumption.
WEEKDAY_FACTOR = np.array([1.0, 0.98, 0.97, 0.99, 1.01, 1.03, 1.02])
# Monday first. Source: 21 686 published daily fares of 112 nonstop routes, each against its own week.
MONTH_FACTOR = np.array([1.02, 0.93, 0.95, 1.0, 1.0, 1.08, 1.15, 1.03, 0.93, 0.94, 0.93, 1.07])
# July to January: the same daily fares against their route's mean; February to June are an assumption.
ADVANCE_DAYS, ADVANCE_FACTOR = np.array([0, 7, 14, 21, 28]), np.array([1.45, 1.2, 1.1, 1.04, 1.0])
# The same daily fares by weeks ahead, the season taken out.
QUICKEST_FACTOR, HOUR_FACTOR, SLOWEST_FACTOR = 1.05, 0.97, 0.85
# Of one pair and date the quickest journey costs more than a sensible one, in published answers a quarter where it is
# not the sensible one itself; each hour more makes it cheaper, within limits.
THURSDAY = 3


def one_way_fare(origin: ArrayLike, destination: ArrayLike) -> Floats:
    """Euros of one way in economy on an ordinary day at the prices of 2023 and since: half a sensible round trip.

    By airport numbers; broadcasts. "Sensible" is the cheapest fare whose journeys take at most 1.3 times the quickest
    and two hours more. Full-service airlines sell long round trips for much less than two one-way tickets: whoever
    plans a trip buys both ways, so each way counts half of that.

    Source: fitted on 1 440 published round trips of 2021-2023; data/reference/fit.py.
    """
    o, d = np.broadcast_arrays(np.asarray(origin), np.asarray(destination))
    known = fitted("fare")
    level = np.tensordot(np.array(known["terms"]), fare_terms(o, d), 1) + _country_level()[o] + _country_level()[d]
    return np.asarray(np.exp(level) / 2, np.float64)


def fare_terms(origin: NDArray[np.integer], destination: NDArray[np.integer]) -> Floats:
    """(terms, ...) what the logarithm of a round trip weighs: distance, a nonstop flight, destinations, the border."""
    km = np.maximum(airport_distance_km(origin, destination), SHORTEST_KM)
    length = np.log(km) - 8.5
    here, there = np.log1p(_city_degree()[origin]), np.log1p(_city_degree()[destination])
    home = country_numbers()[origin] == country_numbers()[destination]
    nonstop = _cities_joined(origin, destination)
    return np.stack(
        [
            np.ones_like(length),
            length,
            length**2,
            length**3,
            nonstop,
            np.minimum(here, there) - 4,
            np.maximum(here, there) - 5,
            home,
        ]
    ).astype(float)


def year_level(day: ArrayLike) -> Floats:
    """Factor of each departure day's year on the fares of 2023, which hold for all later years."""
    years = fitted("fare")["years"]
    year = np.asarray(day).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    first = min(map(int, years))
    levels = np.array([years.get(str(first + n), 0.0) for n in range(2023 - first + 1)])
    return np.asarray(np.exp(levels[np.clip(year - first, 0, len(levels) - 1)]), np.float64)


def day_factor(day: Int32, today: int) -> Floats:
    """(n,) factor of each departure day (days since 1970): year, season, weekday and days in advance of `today`.

    A day that is over counts as bought in good time.
    """
    before = np.where(day < today, ADVANCE_DAYS[-1], day - today)
    ahead = np.searchsorted(ADVANCE_DAYS, before, side="right") - 1
    return np.asarray(year_level(day) * season_factor(day) * ADVANCE_FACTOR[ahead], np.float64)


def season_factor(day: Int32) -> Floats:
    """(n,) factor of month and weekday."""
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    return np.asarray(MONTH_FACTOR[month] * WEEKDAY_FACTOR[(day + THURSDAY) % 7], np.float64)


def cabin_factor(distance_km: Int32) -> Floats:
    """(4, n) fares of the cabins over economy."""
    business = np.interp(distance_km, BUSINESS_KM, BUSINESS_FACTOR)
    premium = np.interp(distance_km, PREMIUM_KM, PREMIUM_FACTOR)
    return np.stack([np.ones_like(business), premium, business, business * FIRST_OVER_BUSINESS])


def quickness_factor(duration_min: Int32, fastest_min: Int32) -> Floats:
    """(n,) dearer where a journey is as quick as any, cheaper the longer it takes beyond that."""
    hours = (duration_min - fastest_min) / 60
    return np.asarray(np.maximum(QUICKEST_FACTOR * HOUR_FACTOR**hours, SLOWEST_FACTOR), np.float64)


def fare_cents(euros: Floats) -> Int64:
    """(n,) whole euro cents, rounded half up."""
    return np.asarray(np.floor(euros * 100 + 0.5).astype(np.int64))


@cache
def _city_numbers() -> Int64:
    order = {code: number for number, code in enumerate(sorted(set(airports().city_codes)))}
    return np.array([order[code] for code in airports().city_codes], np.int64)


@cache
def _city_degree() -> Floats:
    """(airports,) nonstop destinations of all airports of the city together."""
    return np.asarray(np.bincount(_city_numbers(), airports().degree)[_city_numbers()], np.float64)


def _cities_joined(origin: NDArray[np.integer], destination: NDArray[np.integer]) -> Floats:
    city = _city_numbers()
    asked = city[origin] * len(city) + city[destination]
    known = _city_pairs()
    at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    return np.asarray(known[at] == asked, np.float64)


@cache
def _city_pairs() -> Int64:
    city = _city_numbers()
    return np.unique(city[routes().origin] * len(city) + city[routes().destination])


@cache
def _country_level() -> Floats:
    """(airports,) how much dearer each country's fares are, as a logarithm."""
    known = fitted("fare")["countries"]
    return np.array([known.get(country, 0.0) for country in airports().countries])
