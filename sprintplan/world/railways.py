"""The railway lines that train times are estimated on: stops, links between them, and the quickest way through them."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from sprintplan.world.distance import great_circle_km
from sprintplan.world.tables import rows

Floats = NDArray[np.float64]

KEPT_POSITIONS = 2048
"""Positions of which the distances to all stops of a network are kept."""
NETWORKS = ("europe", "japan", "taiwan", "china", "amtrak")
"""Networks of lines; no train is estimated from one to another."""


class Ways:
    """The shortest ways between the stops of a network (E. W. Dijkstra, 1959); those to one stop are found when it is
    first asked for, as few of hundreds ever are.

    Parameters
    ----------
    stops : how many there are
    links : (m, 2) rows of the stops that a link joins, either way
    lengths : (m,) of each link; of two links between the same stops the shorter counts
    """

    def __init__(self, stops: int, links: NDArray[np.int64], lengths: Floats) -> None:
        self._next: list[list[tuple[int, float]]] = [[] for _ in range(stops)]
        for (one, other), length in zip(links.tolist(), lengths.tolist(), strict=True):
            self._next[one].append((other, length))
            self._next[other].append((one, length))
        self.to = cache(self._to)

    def between(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Floats:
        """(s, e) lengths from each of some stops, `starts`, (s,), to each of others, `ends`, (e,); infinite where no
        way leads there."""
        return np.stack([self.to(end)[starts] for end in ends.tolist()], axis=1)

    def _to(self, end: int) -> Floats:
        """(stops,) lengths from every stop to the `end`, infinite where no way leads there."""
        length, open_stops = [math.inf] * len(self._next), [(0.0, end)]
        length[end] = 0.0
        while open_stops:
            gone, here = heappop(open_stops)
            if gone > length[here]:
                continue
            for neighbour, more in self._next[here]:
                if gone + more < length[neighbour]:
                    length[neighbour] = gone + more
                    heappush(open_stops, (gone + more, neighbour))
        return np.array(length)


@dataclass(frozen=True)
class Railway:
    """One network: n stops and the m links between neighbours.

    names : of the stops, unique within a country; countries : ISO 3166-1 alpha-2 of each
    latitude, longitude : (n,) degrees
    links : (m, 2) rows of the stops that a link joins
    link_minutes : (m,) minutes of the best train
    lines : rows of the stops that one train calls at; empty for networks where people change trains
    """

    names: tuple[str, ...]
    countries: tuple[str, ...]
    latitude: Floats
    longitude: Floats
    links: NDArray[np.int64]
    link_minutes: Floats
    lines: tuple[frozenset[int], ...]

    @cached_property
    def ways(self) -> Ways:
        """The quickest ways from stop to stop, in minutes."""
        return Ways(len(self.countries), self.links, self.link_minutes)

    @cached_property
    def direct(self) -> dict[frozenset[int], float]:
        """Minutes of the link that joins two stops."""
        return {
            frozenset(ends): minutes
            for ends, minutes in zip(self.links.tolist(), self.link_minutes.tolist(), strict=True)
        }

    def away_km(self, latitude: float, longitude: float) -> Floats:
        """(n,) great-circle kilometres from a position, `latitude` and `longitude` in degrees, to every stop; kept, as
        both ends of a journey are asked for by train, coach and car."""
        return self._away_km(latitude, longitude)

    @cached_property
    def _away_km(self) -> Callable[[float, float], Floats]:
        @lru_cache(maxsize=KEPT_POSITIONS)
        def away(latitude: float, longitude: float) -> Floats:
            return great_circle_km(latitude, longitude, self.latitude, self.longitude)

        return away

    def share_line(self, here: NDArray[np.int64], there: NDArray[np.int64]) -> bool:
        """Whether one train calls at some of the stops here and some there; True where the network has no lines."""
        first, second = set(here.tolist()), set(there.tolist())
        return not self.lines or any(line & first and line & second for line in self.lines)


@cache
def railway(network: str) -> Railway:
    """The shipped lines of a `network`, one of NETWORKS."""
    stops = [row for row in rows("rail_stops.csv.gz") if row[0] == network]
    links = [row for row in rows("rail_links.csv.gz") if row[0] == network]
    return built([row[1:] for row in stops], [row[1:] for row in links])


def built(stops: list[list[str]], links: list[list[str]]) -> Railway:
    """A network of rows as text.

    Parameters
    ----------
    stops : rows of stop, country, latitude, longitude
    links : rows of line, stop, its country, next stop, its country, minutes; `line` is empty where people change
    """
    number = {(row[0], row[1]): place for place, row in enumerate(stops)}
    ends = np.array([(number[row[1], row[2]], number[row[3], row[4]]) for row in links], np.int64)
    lines: dict[str, set[int]] = {}
    for row, pair in zip(links, ends.tolist(), strict=True):
        if row[0]:
            lines.setdefault(row[0], set()).update(pair)
    return Railway(
        names=tuple(row[0] for row in stops),
        countries=tuple(row[1] for row in stops),
        latitude=np.array([row[2] for row in stops], np.float64),
        longitude=np.array([row[3] for row in stops], np.float64),
        links=ends,
        link_minutes=np.array([row[5] for row in links], np.float64),
        lines=tuple(frozenset(line) for line in lines.values()),
    )
