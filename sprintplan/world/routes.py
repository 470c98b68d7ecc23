"""Which airports have a nonstop flight between them, and how long it is."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sprintplan.world.airports import airports
from sprintplan.world.tables import rows


@dataclass(frozen=True)
class Routes:
    """m directed routes, sorted by origin and destination number; those of airport a are first[a]..first[a + 1]."""

    origin: NDArray[np.int16]
    destination: NDArray[np.int16]
    distance_km: NDArray[np.int32]
    first: NDArray[np.int32]


@cache
def routes() -> Routes:
    """The shipped network."""
    table = rows("routes.csv.gz")
    number = airports().number
    origin = np.array([number(row[0]) for row in table], np.int16)
    destination = np.array([number(row[1]) for row in table], np.int16)
    first = np.searchsorted(origin, np.arange(len(airports().codes) + 1)).astype(np.int32)
    return Routes(origin, destination, np.array([row[2] for row in table], np.int32), first)


def has_route(origin: NDArray[np.int16], destination: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Whether each pair of airport numbers has a nonstop flight; broadcasts."""
    network, size = routes(), len(airports().codes)
    keys = network.origin.astype(np.int64) * size + network.destination
    asked = np.asarray(origin, np.int64) * size + destination
    at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return np.asarray(keys[at] == asked, np.bool_)
