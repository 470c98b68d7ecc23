"""Which airports have a nonstop flight between them, and how long it is."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sprintplan.world.airports import airport_distance_km, airports
from sprintplan.world.tables import raw
from sprintplan.world.user_network import user_network


@dataclass(frozen=True)
class Routes:
    """m directed routes, sorted by origin and destination number.

    origin, destination : (m,) airport numbers
    distance_km : (m,) great circle, whole kilometres
    first : (n + 1,) the routes of airport a are first[a] up to, not including, first[a + 1]
    minutes : (m,) block times where the network has them, else 0
    """

    origin: NDArray[np.int16]
    destination: NDArray[np.int16]
    distance_km: NDArray[np.int32]
    first: NDArray[np.int32]
    minutes: NDArray[np.int16]

    def has(self, origin: ArrayLike, destination: ArrayLike) -> NDArray[np.bool_]:
        """Whether each pair of airport numbers has a nonstop flight; broadcasts."""
        size = len(self.first)
        known = self.origin.astype(np.int64) * size + self.destination
        asked = np.asarray(origin, np.int64) * size + np.asarray(destination, np.int64)
        at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
        return np.asarray(known[at] == asked, np.bool_)


@cache
def routes() -> Routes:
    """The network that this user brought, else the shipped one."""
    brought = user_network()
    if brought is None:
        return shipped_routes()
    codes = np.array(airports().codes)
    ends = [np.minimum(np.searchsorted(codes, end), len(codes) - 1) for end in (brought.origin, brought.destination)]
    known = np.flatnonzero((codes[ends[0]] == brought.origin) & (codes[ends[1]] == brought.destination))
    order = known[np.lexsort((ends[1][known], ends[0][known]))]
    origin, destination = (end[order].astype(np.int16) for end in ends)
    return _routes(origin, destination, brought.minutes[order])


@cache
def shipped_routes() -> Routes:
    """The network that comes with the program."""
    origin, destination = np.frombuffer(raw("routes.i2.gz"), "<i2").astype(np.int16).reshape(2, -1)
    return _routes(origin, destination, np.zeros(len(origin), np.int16))


def _routes(origin: NDArray[np.int16], destination: NDArray[np.int16], minutes: NDArray[np.int16]) -> Routes:
    first = np.searchsorted(origin, np.arange(len(airports().codes) + 1)).astype(np.int32)
    return Routes(origin, destination, airport_distance_km(origin, destination), first, minutes)
