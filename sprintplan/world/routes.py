"""Which airports have a nonstop flight between them, how long it is, how often it is flown, and by whom."""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sprintplan.world.airports import airport_distance_km, airports
from sprintplan.world.carriers import carriers
from sprintplan.world.tables import raw
from sprintplan.world.user_network import user_network


@dataclass(frozen=True)
class Routes:
    """m directed routes, sorted by origin and destination number.

    origin, destination : (m,) airport numbers
    distance_km : (m,) great circle, whole kilometres
    first : (n + 1,) the routes of airport a are first[a] up to, not including, first[a + 1]
    minutes : (m,) block times where the network has them, else 0
    weekly : (m,) flights a week where the network has them, else 0
    carriers : (k,) numbers into `carriers.carriers()`, those of route r from carriers_first[r] to carriers_first[r + 1]
    """

    origin: NDArray[np.int16]
    destination: NDArray[np.int16]
    distance_km: NDArray[np.int32]
    first: NDArray[np.int32]
    minutes: NDArray[np.int16]
    weekly: NDArray[np.int16]
    carriers: NDArray[np.int16]
    carriers_first: NDArray[np.int32]

    def has(self, origin: ArrayLike, destination: ArrayLike) -> NDArray[np.bool_]:
        """Whether each pair of airport numbers, `origin` and `destination`, has a nonstop flight; broadcasts."""
        return np.asarray(self.number(origin, destination) >= 0, np.bool_)

    def number(self, origin: ArrayLike, destination: ArrayLike) -> NDArray[np.int64]:
        """The route of each pair of airport numbers, `origin` and `destination`, -1 where there is none; broadcasts."""
        size = len(self.first)
        asked = np.asarray(origin, np.int64) * size + np.asarray(destination, np.int64)
        at = np.minimum(np.searchsorted(self._pairs, asked), len(self._pairs) - 1)
        return np.asarray(np.where(self._pairs[at] == asked, at, -1), np.int64)

    @cached_property
    def _pairs(self) -> NDArray[np.int64]:
        return self.origin.astype(np.int64) * len(self.first) + self.destination

    @property
    def carrier_route(self) -> NDArray[np.int64]:
        """(k,) the route that each entry of `carriers` belongs to."""
        return np.repeat(np.arange(len(self.origin)), np.diff(self.carriers_first))


@cache
def routes() -> Routes:
    """The network that this user brought, else the shipped one.

    Of a brought route that the shipped network has, frequency and carriers are the shipped ones; of others nothing is
    known.
    """
    brought = user_network()
    if brought is None:
        return shipped_routes()
    codes = np.array(airports().codes)
    ends = [np.minimum(np.searchsorted(codes, end), len(codes) - 1) for end in (brought.origin, brought.destination)]
    known = np.flatnonzero((codes[ends[0]] == brought.origin) & (codes[ends[1]] == brought.destination))
    order = known[np.lexsort((ends[1][known], ends[0][known]))]
    origin, destination = (end[order].astype(np.int16) for end in ends)
    shipped = shipped_routes()
    same = shipped.number(origin, destination)
    weekly = np.where(same >= 0, shipped.weekly[same], 0).astype(np.int16)
    count = np.where(same >= 0, np.diff(shipped.carriers_first)[same], 0)
    start = np.repeat(shipped.carriers_first[same] - np.cumsum(count) + count, count)
    carriers = shipped.carriers[start + np.arange(len(start))]
    return _routes(origin, destination, brought.minutes[order], weekly, carriers, count)


@cache
def shipped_routes() -> Routes:
    """The network that comes with the program."""
    table = np.frombuffer(raw("routes.i2.gz"), "<i2").astype(np.int16).reshape(4, -1)
    carriers = np.frombuffer(raw("route_carriers.i2.gz"), "<i2").astype(np.int16)
    return _routes(table[0], table[1], np.zeros(table.shape[1], np.int16), table[2], carriers, table[3])


@cache
def home_countries() -> NDArray[np.str_]:
    """(carriers,) the country that most of each carrier's routes in the shipped network start from or end in."""
    known, country = shipped_routes(), np.array(airports().countries)
    names, number = np.unique(country, return_inverse=True)
    ends = (
        known.carriers.astype(np.int64) * len(names) + number[end[known.carrier_route]]
        for end in (known.origin, known.destination)
    )
    size = len(carriers().codes)
    count = sum(np.bincount(end, minlength=size * len(names)) for end in ends)
    return np.asarray(names[np.asarray(count).reshape(size, -1).argmax(axis=1)])


def _routes(
    origin: NDArray[np.int16],
    destination: NDArray[np.int16],
    minutes: NDArray[np.int16],
    weekly: NDArray[np.int16],
    carriers: NDArray[np.int16],
    count: NDArray[np.integer],
) -> Routes:
    first = np.searchsorted(origin, np.arange(len(airports().codes) + 1)).astype(np.int32)
    ends = np.concatenate([[0], np.cumsum(count)]).astype(np.int32)
    km = airport_distance_km(origin, destination)
    return Routes(origin, destination, km, first, minutes, weekly, carriers, ends)
