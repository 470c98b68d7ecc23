"""What a ticket for one way alone costs over half of a round trip: by distance, and by where it begins and ends."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sprintplan.world.airports import airport_distance_km, airports
from sprintplan.world.fitted import fitted
from sprintplan.world.regions import NAMES, region_numbers

Floats = NDArray[np.float64]

ALIKE_KM, APART_KM, USUAL_KM = 2_500, 5_000, 5_000
"""Up to the first a ticket for one way is half of a round trip, as low-cost airlines set the fares there; from the
second on full-service airlines do."""


def alone_factor(origin: ArrayLike, destination: ArrayLike) -> Floats:
    """Factor of tickets for one way alone in economy on half of a round trip that begins at `origin`, from there to
    `destination`, airport numbers; broadcasts.

    Out of Europe, the Gulf and Tokyo Haneda on long ways it is 2 to 4, out of North America and Taiwan about 1.

    Source: daily nonstop fares of 88 routes of 2026 between 23 airports against this estimate's own round trips;
    data/reference/fit.py.
    """
    o, d = np.broadcast_arrays(np.asarray(origin), np.asarray(destination))
    own = _effects()
    level = np.tensordot(np.array(fitted("fare_alone")["terms"]), alone_terms(o, d), 1)
    return np.asarray(np.exp(level + long_share(o, d) * (own[0][o] + own[1][d])), np.float64)


def alone_error() -> float:
    """Standard error of the logarithm of a ticket for one way alone on one day."""
    return float(fitted("fare_alone")["error"])


def long_share(origin: ArrayLike, destination: ArrayLike) -> Floats:
    """(...) 0 on ways that low-cost airlines fly, 1 on long ones, by the airport numbers `origin` and `destination`."""
    km = airport_distance_km(origin, destination)
    return np.asarray(np.clip((km - ALIKE_KM) / (APART_KM - ALIKE_KM), 0, 1), np.float64)


def alone_terms(origin: ArrayLike, destination: ArrayLike) -> Floats:
    """(2, ...) the terms that the logarithm weighs, by the airport numbers `origin` and `destination`: a constant, and
    distance."""
    share, km = long_share(origin, destination), np.maximum(airport_distance_km(origin, destination), ALIKE_KM)
    return np.stack([share, share * np.log(km / USUAL_KM)])


@cache
def _effects() -> Floats:
    """(2, airports) what a way's beginning there adds, and its end: of the region, the airport, and the seller."""
    known: dict[str, Any] = fitted("fare_alone")
    begins, ends = (
        np.array([known[part].get(NAMES[region], 0.0) for region in region_numbers()]) for part in ("begins", "ends")
    )
    both, seller = (
        np.array([known[part].get(code, 0.0) for code in airports().codes]) for part in ("airports", "sellers")
    )
    return np.stack([begins + both + seller, ends + both])
