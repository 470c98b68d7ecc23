"""The railway lines that train times are estimated on: stops, links between them, and the quickest way through them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from sprintplan.world.distance import great_circle_km
from sprintplan.world.tables import rows

Floats = NDArray[np.float64]

KEPT_POSITIONS = 2048
"""Positions of which the distances to all stops of a network are kept."""
NETWORKS = ("europe", "japan", "taiwan", "china", "amtrak")
"""Networks of lines; no train is estimated from one to another."""


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
    def minutes(self) -> Floats:
        """(n, n) minutes of the quickest way from stop to stop, infinite where none leads there."""
        return quickest(len(self.countries), self.links, self.link_minutes)

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


def quickest(stops: int, links: NDArray[np.int64], lengths: Floats) -> Floats:
    """(stops, stops) lengths of the shortest ways, infinite where none leads there (Floyd and Warshall).

    Parameters
    ----------
    links : (m, 2) rows of the stops that a link joins, either way
    lengths : (m,) of each link; of two links between the same stops the shorter counts
    """
    minutes: Floats = np.full((stops, stops), np.inf)
    np.fill_diagonal(minutes, 0)
    np.minimum.at(minutes, (links[:, 0], links[:, 1]), lengths)
    minutes = np.minimum(minutes, minutes.T)
    for middle in range(stops):
        joined = np.flatnonzero(np.isfinite(minutes[middle]))
        minutes[joined] = np.minimum(minutes[joined], minutes[joined, middle, None] + minutes[middle])
    return minutes


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
