"""How long changing planes takes: the least, and what is typical, by airport."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.table import Int32, Mask
from sprintplan.world.airports import airports, country_numbers

LEAST_MIN = 70
ABROAD_EXTRA_MIN, LARGE_EXTRA_MIN, ENTRY_EXTRA_MIN = 15, 10, 15
LARGE_DEGREE = 120
ENTRY_COUNTRIES = ("US", "CA")
"""Whoever changes planes there on the way in clears immigration and customs and checks bags anew."""
TYPICAL_EXTRA_MIN, THIN_EXTRA_MIN = 55, 60

SOLD_APART = (6.8, -0.303, 0.2, -0.83, 1.08)
SOLD_APART_FROM = 0.0
"""Constant and weights of `sold_apart`, and the logarithmic odds from which a connection counts as not sold."""


def least_connection_min(before: Int32, stop: Int32, after: Int32) -> Int32:
    """(n,) minutes between landing and take-off at `stop`, coming from `before` and going on to `after`.

    70 within a country, 15 more from or to abroad, 10 more at large airports, 15 more on arriving in North America:
    what airlines sell, not the 45 to 90 minutes that airports publish as their minimum. So chosen that journeys take as
    long as published ones, whose waits are under 80 minutes in a quarter of all cases.
    """
    country = country_numbers()
    here = country.take(stop)
    comes, goes = country.take(before) != here, country.take(after) != here
    large = airports().degree.take(stop) >= LARGE_DEGREE
    entry = comes & _checks_bags_anew().take(stop)
    extra = (comes | goes) * ABROAD_EXTRA_MIN + large * LARGE_EXTRA_MIN + entry * ENTRY_EXTRA_MIN
    return np.asarray(LEAST_MIN + extra, np.int32)


@cache
def _checks_bags_anew() -> Mask:
    """(airports,) whether it lies in one of ENTRY_COUNTRIES."""
    return np.isin(np.array(airports().countries), ENTRY_COUNTRIES)


@cache
def typical_connection_min() -> NDArray[np.int64]:
    """(airports,) what searches expect a connection to take: longer where few flights go on."""
    thin = np.exp(-airports().degree / 60)
    return np.asarray(LEAST_MIN + TYPICAL_EXTRA_MIN + (THIN_EXTRA_MIN * thin).astype(np.int64), np.int64)


def sold_apart(weekly: NDArray[np.float64], hub: Int32, ends: tuple[Int32, Int32], distance_km: Int32) -> Mask:
    """(n,) whether airlines more likely than not sell no journey with this one connection.

    Thin routes from small airports to far ones seldom meet in one airline's network, however good the times.

    Source: logistic model of whether the quickest published journey of 2021-2023 has two connections where these
    timetables have one (1 555 cases).

    Parameters
    ----------
    weekly : (n,) weekly flights of the two legs, multiplied
    hub : (n,) where they meet
    ends : (n,) first and last airport
    distance_km : (n,) great circle between these
    """
    degree = airports().degree
    both = np.log1p(degree[ends[0]]) + np.log1p(degree[ends[1]])
    constant, flights, size, far, length = SOLD_APART
    odds = constant + flights * np.log(weekly) + size * np.log(degree[hub]) + far * both
    return np.asarray(odds + length * np.log(distance_km / 5000) > SOLD_APART_FROM, np.bool_)
