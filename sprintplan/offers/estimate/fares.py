"""What moves fares about their ordinary level: year, season, weekday, days in advance, cabin, quickness."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sprintplan.offers.estimate.seasons import season_factors
from sprintplan.offers.table import Int32, Int64
from sprintplan.world.fitted import fitted

Floats = NDArray[np.float64]

FARE_CURRENCY = "EUR"
BUSINESS_KM, BUSINESS_FACTOR = (500, 2500, 4500, 7500, 11_000), (2.6, 3.7, 4.6, 4.9, 6.5)
PREMIUM_KM, PREMIUM_FACTOR = (2000, 4500, 7500, 11_000), (3.0, 3.2, 2.1, 2.4)
FIRST_OVER_BUSINESS = 1.55
"""Business and premium economy over economy: medians of published pairs of fares by haul (85 and 101); first is an
assumption."""
ADVANCE_DAYS, ADVANCE_FACTOR = np.array([0, 7, 14, 21, 28]), np.array([1.18, 1.08, 1.04, 1.03, 1.0])
"""Source: the same departures of 112 nonstop routes followed over seventeen days of looking, by days that were left;
flights that sold out dropped out, so that the last week may be dearer still."""
QUICKEST_FACTOR, HOUR_FACTOR, SLOWEST_FACTOR = 1.05, 0.97, 0.85
"""Of one pair and date the quickest journey costs more than a sensible one, in published answers a quarter where it is
not the sensible one itself; each hour more makes it cheaper, within limits."""
CONNECTION_HOURS = 4
"""An assumption: so many hours of a connection more than needed make nothing cheaper; two airports' taxes and one more
flight cost what the detour saves."""


def year_level(day: ArrayLike, part: str = "fare") -> Floats:
    """Factor of each departure `day`'s year on the fares of 2023, which hold for all later years.

    part : "fare" for the world's fares; "fare_us_years" for those within the United States, on the fares of 2025
    """
    years = fitted(part)["years"]
    year = np.asarray(day).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    first = min(map(int, years))
    levels = np.array([years.get(str(first + n), 0.0) for n in range(2023 - first + 1)])
    return np.asarray(np.exp(levels[np.clip(year - first, 0, len(levels) - 1)]), np.float64)


def day_factors(day: Int32, today: int, booked_days: int | None = None) -> Floats:
    """(curves, n) factor of each departure day (days since 1970): year, season, weekday, days in advance of `today`.

    One row a curve of `seasons.season_curve`. A day that is over counts as bought in good time.

    booked_days : days before the departure at which it is bought, where that is later than `today`
    """
    return np.asarray(year_level(day) * season_factors(day) * advance_factor(day, today, booked_days), np.float64)


def advance_factor(day: Int32, today: int, booked_days: int | None = None) -> Floats:
    """(n,) factor of the days between buying and each `day`, a day number: bought `booked_days` before it where that is
    stated, but not before `today`."""
    before = np.where(day < today, ADVANCE_DAYS[-1], day - today)
    if booked_days is not None:
        before = np.minimum(before, booked_days)
    return np.asarray(ADVANCE_FACTOR[np.searchsorted(ADVANCE_DAYS, before, side="right") - 1], np.float64)


def cabin_factor(distance_km: Int32) -> Floats:
    """(4, n) fares of the cabins over economy, by `distance_km`, (n,)."""
    business = np.interp(distance_km, BUSINESS_KM, BUSINESS_FACTOR)
    premium = np.interp(distance_km, PREMIUM_KM, PREMIUM_FACTOR)
    return np.stack([np.ones_like(business), premium, business, business * FIRST_OVER_BUSINESS])


def quickness_factor(duration_min: Int32, fastest_min: Int32, more_connections: ArrayLike = 0) -> Floats:
    """(n,) dearer where a journey is as quick as any, cheaper the longer it takes beyond that.

    Parameters
    ----------
    duration_min, fastest_min : (n,) minutes of each, and of the fastest on sale there
    more_connections : how many it has beyond the fewest on sale there
    """
    hours = (duration_min - fastest_min) / 60 - CONNECTION_HOURS * np.asarray(more_connections)
    return np.asarray(np.maximum(QUICKEST_FACTOR * HOUR_FACTOR ** np.maximum(hours, 0), SLOWEST_FACTOR), np.float64)


def fare_cents(euros: Floats) -> Int64:
    """(n,) whole euro cents of `euros`, (n,), rounded half up."""
    return np.asarray(np.floor(euros * 100 + 0.5).astype(np.int64))
