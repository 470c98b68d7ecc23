"""Estimated fares in euro cents, by distance, cabin, connections, season, weekday and days in advance."""

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.table import Int32, Int64

FARE_CURRENCY = "EUR"
ROUND_TRIP = (4.6527, -0.3291, 0.0628)
# ln(fare) = a + b ln(km) + c ln(km)^2 of a sensible round trip in economy, on 1 853 published fares of 2021-2023;
# median absolute error 32 %.
CABIN_FACTOR = np.array([1.0, 2.48, 4.76, 7.5])
# Medians of published premium economy (135) and business (112) fares over economy; first is an assumption.
WEEKDAY_FACTOR = np.array([1.0, 0.96, 0.96, 1.0, 1.06, 1.0, 1.06])
MONTH_FACTOR = np.array([0.95, 0.95, 1.0, 1.02, 1.0, 1.08, 1.15, 1.12, 1.0, 0.98, 0.95, 1.1])
# Assumptions of the usual shape: dearer on Fridays and Sundays, in the northern summer and in December.
ADVANCE_DAYS, ADVANCE_FACTOR = np.array([0, 7, 14, 21, 45]), np.array([1.9, 1.5, 1.25, 1.1, 1.0])
NONSTOP_FACTOR, TWO_STOP_FACTOR = 1.08, 0.97
THURSDAY = 3


def base_fare(distance_km: Int32, connections: Int32) -> NDArray[np.float64]:
    """(n,) euros of one way in economy on an ordinary day: half the round trip."""
    a, b, c = ROUND_TRIP
    log_km = np.log(np.maximum(distance_km, 150))
    stops = np.select([connections == 0, connections >= 2], [NONSTOP_FACTOR, TWO_STOP_FACTOR], 1.0)
    return np.asarray(np.exp(a + b * log_km + c * log_km**2) / 2 * stops, np.float64)


def day_factor(day: Int32, today: int) -> NDArray[np.float64]:
    """(n,) factor of each departure day (days since 1970): season, weekday and days in advance of `today`."""
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    ahead = np.searchsorted(ADVANCE_DAYS, np.maximum(day - today, 0), side="right") - 1
    return np.asarray(MONTH_FACTOR[month] * WEEKDAY_FACTOR[(day + THURSDAY) % 7] * ADVANCE_FACTOR[ahead], np.float64)


def fare_cents(base: NDArray[np.float64], factor: NDArray[np.float64], cabin: Int64) -> Int64:
    """(n,) whole euro cents, rounded half up."""
    return np.asarray(np.floor(base * factor * CABIN_FACTOR[cabin] * 100 + 0.5).astype(np.int64))
