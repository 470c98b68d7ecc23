"""Markets that estimated fares may turn out in: seeded draws of the stated errors, alike along routes and in markets.

A fare estimated at `f` becomes `f * exp(year + market + route + cabin + own)`, with the standard errors of
`offers.estimate.fare_errors`: a draw for the year, one for a pair of regions, one for an unordered pair of cities, one
for the cabins above economy on that, and one for everything that is sold on it in one direction on one day. A higher
cabin is never sold below economy. Rates of venues have a draw a venue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.model import Cabin
from sprintplan.domain.venues import Venue
from sprintplan.market.fare_model import MARKET_LOG_SD
from sprintplan.offers.estimate.fare_errors import (
    CABIN_ERROR,
    CONNECTION_ERROR,
    errors_of,
    own_error,
)
from sprintplan.offers.estimate.fare_levels import regions_of, within_us
from sprintplan.offers.estimate.fares import cabin_factor
from sprintplan.offers.ground.source import are_estimates
from sprintplan.offers.stated_error import GROUND_FARE_ERROR
from sprintplan.offers.table import Int32, Int64, Mask, OfferTable
from sprintplan.units import MINUTES_PER_DAY
from sprintplan.world.airports import airport_distance_km, airports
from sprintplan.world.lodging import PUBLIC_RATE_ERROR

Factors = NDArray[np.float32]
Floating = NDArray[np.floating]
Hashes = NDArray[np.uint64]

MARKETS, SEED = 400, 1
"""Markets that a plan is held against, and what they are drawn from."""
CLIP = 3.0
"""Draws lie within so many standard errors, so that what can never be the cheapest is known to be out."""
COMMON_ROWS, OWN_ROWS = 4096, 1024
"""Rows of normal draws that common parts and own parts take theirs from, each by a hash of its name. Two names take the
same row once in so many times; rows come with both signs, so that no sum of them leans."""
MOST_CONNECTIONS = 2
"""Of an estimated journey."""
CERTAIN = 0
"""The row of factors that are 1 in every market."""
OWN_ERRORS = (
    *(own_error(us) + CONNECTION_ERROR * n for us in (False, True) for n in range(1 + MOST_CONNECTIONS)),
    GROUND_FARE_ERROR,
)
"""Standard errors of own parts: of flights elsewhere and within the United States by connections, and on the ground."""
KEPT_HASHES = 1 << 17
"""Names of which the hash is kept: the levels of a route are drawn where it is surveyed and where it is costed."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
"""2^64 over the golden ratio, which spreads neighbours far apart (multiplicative hashing, D. Knuth, 1973)."""


@dataclass(frozen=True)
class Rows:
    """Which factors a table's n rows take; `Levels` holds those.

    Attributes
    ----------
    level : (n,) row of the levels, a pair of cities' in all cabins one after the other; CERTAIN where the fare is known
        or goes by its own draw alone
    own : (n,) row of the own factors, CERTAIN where the fare is known
    """

    level: Int32
    own: Int32


class Levels:
    """What the fares of some routes have in common, cabin by cabin, in m markets.

    Parameters
    ----------
    markets : the markets
    ends : (r, 2) airports at both ends of each route, the first of its cities that are met
    """

    def __init__(self, markets: "Markets", ends: Int64) -> None:
        codes = airports().city_codes
        names = [" ".join(sorted((codes[origin], codes[destination]))) for origin, destination in ends.tolist()]
        errors = errors_of(ends[:, 0], ends[:, 1])
        common = MARKET_LOG_SD * markets.normals(["year"])
        pairs = regions_of(ends[:, 0], ends[:, 1]).tolist()
        common = common + _column(errors.market) * markets.normals([f"market {pair}" for pair in pairs])
        common += _column(errors.route) * markets.normals([f"route {name}" for name in names])
        self._floor = -np.log(cabin_factor(airport_distance_km(ends[:, 0], ends[:, 1]))).T
        self.log = np.zeros((1 + len(ends) * len(Cabin), markets.number), np.float32)
        log = self.log[1:].reshape(len(ends), len(Cabin), markets.number)
        self._of_cabins(markets.normals([f"cabin {name}" for name in names])[:, None, :], log)
        log += common[:, None, :]

    def _of_cabins(self, drawn: Floating, log: Floating) -> None:
        """Write to (r, cabins, k) the logarithms by which cabins stand above the route's level where (r, 1, k) is
        `drawn` for them."""
        np.multiply(_column(CABIN_ERROR), drawn, out=log)
        np.maximum(log, self._floor[:, :, None], out=log, casting="same_kind")

    @cached_property
    def factors(self) -> Factors:
        """(1 + r x cabins, m) factors, the first row certain."""
        return np.exp(self.log)

    @cached_property
    def bounds(self) -> NDArray[np.float64]:
        """(2, 1 + r x cabins) the least and the largest factor of each row."""
        return np.exp(np.stack([self.log.min(axis=1), self.log.max(axis=1)]).astype(np.float64))

    @cached_property
    def least_ratio(self) -> NDArray[np.float64]:
        """(1 + r, cabins, cabins) the least ratio of a cabin's factor to another's on a route, whatever is drawn.

        Between its kinks the logarithm of a cabin's factor is linear in what is drawn.
        """
        kinks = self._floor[:, 1:] / CABIN_ERROR[1:]
        ends = np.broadcast_to([-CLIP, CLIP], (len(kinks), 2))
        drawn = np.clip(np.concatenate([kinks, ends], axis=1), -CLIP, CLIP)[:, None, :]
        log = np.empty((len(drawn), len(Cabin), drawn.shape[-1]))
        self._of_cabins(drawn, log)
        least = (log[:, :, None, :] - log[:, None, :, :]).min(axis=-1)
        return np.asarray(np.exp(np.concatenate([np.zeros((1, len(Cabin), len(Cabin))), least])), np.float64)


class Markets:
    """So many markets, the same ones for the same seed whatever is asked of them first.

    Parameters
    ----------
    number : how many
    seed : what they are drawn from
    """

    def __init__(self, number: int = MARKETS, seed: int = SEED) -> None:
        self.number, self.seed = number, seed

    def __reduce__(self) -> tuple[type["Markets"], tuple[int, int]]:
        """Another process draws them anew."""
        return Markets, (self.number, self.seed)

    def of_venue(self, venue: Venue) -> tuple[Factors, Factors]:
        """(m,) factors of a venue's room rate, and of its other rates."""
        error = float(venue.rate_error or 0)
        drawn = self.normals([f"venue {venue.id}"])[0]
        rooms = PUBLIC_RATE_ERROR if venue.public_rate else error
        return np.exp(np.float32(rooms) * drawn), np.exp(np.float32(error) * drawn)

    def normals(self, names: Sequence[str]) -> Factors:
        """(names, m) standard normal draws, each name's own."""
        drawn = np.array([self._hash(name) for name in names], np.uint64)
        sign = np.where(drawn >> np.uint64(63), np.float32(-1), np.float32(1))
        return np.asarray(self._common_normals[_row(drawn, COMMON_ROWS)] * sign[:, None], np.float32)

    @cached_property
    def own(self) -> Factors:
        """(1 + classes x OWN_ROWS, m) own factors: a certain one, then those of each class of errors."""
        half = self._drawn(1, OWN_ROWS // 2)
        normals = np.concatenate([half, -half])
        return np.concatenate(
            [np.ones((1, self.number), np.float32), *(np.exp(np.float32(error) * normals) for error in OWN_ERRORS)]
        )

    def rows_of(self, table: OfferTable) -> tuple[Int64, Rows]:
        """(r, 2) ends of the routes of the estimated flights of a venue's `table`, and which factors its rows take."""
        estimated = are_estimates(table) & ~table.is_booked
        flies = np.asarray(estimated & ~table.on_ground, np.bool_)
        pairs, begins, runs = _pairs(table, flies)
        sizes = np.diff(begins, append=len(table))
        codes, routes = airports().city_codes, dict[tuple[str, ...], int]()
        names = [tuple(sorted((codes[origin], codes[destination]))) for origin, destination in pairs.tolist()]
        route_of = np.array([CERTAIN, *(routes.setdefault(name, 1 + len(routes)) for name in names)], np.int32)
        first = np.searchsorted(np.maximum.accumulate(route_of[1:]), np.arange(1, 1 + len(routes)))
        economy = np.repeat(1 + (route_of[runs] - 1) * np.int32(len(Cabin)), sizes)
        level, own = economy + table.cabin, self._own_rows(table, pairs, begins, runs)
        if not flies.all():
            level[~flies] = own[~flies] = CERTAIN
        if (ground := estimated & table.on_ground).any():
            own[ground] = self._ground_rows(table, ground)
        return pairs[first], Rows(level, own)

    def _own_rows(self, table: OfferTable, pairs: Int64, begins: Int64, runs: Int64) -> Int32:
        """(n,) rows of own factors of flights: drawn by ends and day, as wide as the route's fewest connections say;
        `pairs`, `begins` and `runs` as `_pairs` has them."""
        codes = airports().city_codes
        if not len(table):
            return np.zeros(0, np.int32)
        names = [self._hash(f"own {codes[origin]} {codes[destination]}") for origin, destination in pairs.tolist()]
        fewest = np.full(1 + len(pairs), MOST_CONNECTIONS, np.int64)
        np.minimum.at(fewest, runs, np.minimum.reduceat(table.segments, begins) - 1)
        width = np.append(False, within_us(pairs[:, 0], pairs[:, 1])) * (1 + MOST_CONNECTIONS) + fewest
        day = table.departs_local // MINUTES_PER_DAY
        first = int(day.min())
        days = np.arange(first, int(day.max()) + 1).astype(np.uint64) * _MIX
        drawn = _row(np.array([0, *names], np.uint64)[:, None] ^ days, OWN_ROWS)
        rows = (1 + width[:, None] * OWN_ROWS + drawn).astype(np.int32)
        at = np.repeat(runs * rows.shape[1] - first, np.diff(begins, append=len(table))) + day
        return rows.ravel().take(at)

    def _ground_rows(self, table: OfferTable, mine: Mask) -> Int64:
        """Rows of own factors of estimated journeys on the ground: by place, mode, direction and day."""
        day = table.departs_local // MINUTES_PER_DAY
        name = np.full(int(mine.sum()), self._hash("ground"), np.uint64)
        for part in (table.place, table.mode, table.first_leg, table.origin, table.destination, day):
            name = (name ^ part[mine].astype(np.uint64)) * _MIX
        return 1 + (len(OWN_ERRORS) - 1) * OWN_ROWS + _row(name, OWN_ROWS)

    def _hash(self, name: str) -> int:
        return _hash(self.seed, name)

    @cached_property
    def _common_normals(self) -> Factors:
        return self._drawn(0, COMMON_ROWS)

    def _drawn(self, what: int, rows: int) -> Factors:
        random = np.random.default_rng([self.seed, what])
        return np.clip(random.standard_normal((rows, self.number), np.float32), -CLIP, CLIP)


@lru_cache(maxsize=KEPT_HASHES)
def _hash(seed: int, name: str) -> int:
    return int.from_bytes(blake2b(f"{seed} {name}".encode(), digest_size=8).digest(), "little")


def _pairs(table: OfferTable, wanted: Mask) -> tuple[Int64, Int64, Int64]:
    """(k, 2) airports at the ends of the `wanted` rows; and of each run of rows that are alike in ends and in being
    wanted its first row, and its number among those airports from 1, 0 where it is not wanted."""
    many = len(airports().codes)
    differs = (np.diff(table.origin) != 0) | (np.diff(table.destination) != 0) | (wanted[1:] != wanted[:-1])
    begins = np.append(0, np.flatnonzero(differs) + 1)[: len(table)]
    key = table.origin[begins].astype(np.int64) * many + table.destination[begins]
    known, number = np.unique(key[wanted[begins]], return_inverse=True)
    runs = np.zeros(len(begins), np.int64)
    runs[wanted[begins]] = 1 + number
    return np.stack(np.divmod(known, many), axis=1), begins, runs


def _row(name: Hashes, rows: int) -> Int64:
    """(n,) a row for each hash, by its upper bits once they are mixed."""
    mixed = (name ^ (name >> np.uint64(29))) * _MIX
    return (mixed >> np.uint64(65 - rows.bit_length())).astype(np.int64)


def _column(values: NDArray[np.floating]) -> Factors:
    return np.asarray(values, np.float32)[:, None]
