"""Which journeys may be the cheapest of a traveller class in some market, by bounds that hold in all of them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.model import Cabin
from sprintplan.market.draws import CLIP, OWN_ERRORS, OWN_ROWS, Levels
from sprintplan.offers.table import Int32, Int64, Mask

WIDEST = np.exp(CLIP * np.append(0.0, np.repeat(OWN_ERRORS, OWN_ROWS)))
"""Most that each row of own factors is in any market, and one over the least."""
CABIN_BITS = 2
"""Levels of a route stand in fours, one a cabin."""
SLOTS = 128
"""Places for the different draws of a group's options: the more there are, the fewer share one."""
Floats = NDArray[np.float64]
RoomSpread = tuple[float, float]
"""Least and largest change of a venue's room rate, as a share."""


class Sold(NamedTuple):
    """What groups of travellers may buy, sorted by group and cost: (n,) columns, as `Lines` has them."""

    group: Int32
    level: Int32
    own: Int32
    rest: Floats
    fare: Floats
    rooms: Floats

    def at(self, positions: Int64) -> "Sold":
        """Some of them, by their `positions`, (k,)."""
        group, level, own = (column[positions] for column in self[:3])
        rest, fare, rooms = (column[positions] for column in self[3:])
        return Sold(group, level, own, rest, fare, rooms)


def possible(known: Sold, levels: Levels, spread: RoomSpread) -> Int64:
    """Positions, in order, of the options that may be the cheapest of their group in some market.

    Each is held against the cheapest at estimated fares of those that share its draws, then against the cheapest of its
    group, then against the most that any of its group costs.

    Parameters
    ----------
    known : what the groups may buy
    levels : of the routes
    spread : of the room rate
    """
    every = np.arange(len(known.group))
    picked = every[_may_beat(known, every, _first_of_same_draws(known), levels, spread, same_draws=True)]
    best = picked[_leaders(known.group[picked])]
    picked = picked[_may_beat(known, picked, best, levels, spread, same_draws=False)]
    mine, wide = known.at(picked), WIDEST[known.own[picked]]
    low, high = levels.bounds[:, mine.level] * [1 / wide, wide]
    most = mine.rest + mine.fare * high + mine.rooms * spread[1]
    begins = np.flatnonzero(np.diff(mine.group, prepend=-1))
    ceiling = np.repeat(np.minimum.reduceat(most, begins), np.diff(begins, append=len(most))) if len(most) else most
    kept: Int64 = picked[mine.rest + mine.fare * low + mine.rooms * spread[0] <= ceiling]
    return kept


def _first_of_same_draws(known: Sold) -> Int64:
    """(n,) position of the first option of the same group, route and own draws; rarely another's, for want of room."""
    route = (known.level - 1) >> CABIN_BITS
    slot = (route * np.int32(7) + known.own) & np.int32(SLOTS - 1)
    place = known.group * np.int64(SLOTS) + slot
    table = np.zeros(int(place.max(initial=0)) + 1, np.int32)
    table[place[::-1]] = np.arange(len(place) - 1, -1, -1, dtype=np.int32)
    return np.asarray(table[place], np.int64)


def _may_beat(known: Sold, one: Int64, other: Int64, levels: Levels, spread: RoomSpread, *, same_draws: bool) -> Mask:
    """(n,) whether options may cost less than others of their group in some market, or are the others.

    Options of other routes or other own draws than those that they are held against may.

    Parameters
    ----------
    known : what the groups may buy
    one, other : (n,) positions
    levels : of the routes
    spread : of the room rate
    same_draws : whether only options with the same own draws are held against each other
    """
    mine = known if len(one) == len(known.group) else known.at(one)
    theirs = known.level[other]
    differs = (mine.level - 1) >> CABIN_BITS != (theirs - 1) >> CABIN_BITS
    asked = ~differs
    if same_draws:
        differs |= mine.own != known.own[other]
        worse = (mine.rest >= known.rest[other]) & (mine.fare >= known.fare[other]) & (mine.level == theirs)
        asked = ~differs & ~worse if spread == (0, 0) else ~differs
    result: Mask = differs | (one == other)
    at = np.flatnonzero(asked & ~result)
    a, b = known.at(one[at]), known.at(other[at])
    route = ((a.level - 1) >> CABIN_BITS) + 1
    ratio = levels.least_ratio[route, (a.level - 1) % len(Cabin), (b.level - 1) % len(Cabin)]
    wide = WIDEST[a.own]
    slope = a.fare * ratio - b.fare if same_draws else a.fare * ratio / wide - b.fare * wide
    low, high = levels.bounds[:, b.level] * ([1 / wide, wide] if same_draws else 1.0)
    rooms = a.rooms - b.rooms
    rest = a.rest - b.rest + np.minimum(rooms * spread[0], rooms * spread[1])
    result[at] |= rest + slope * np.where(slope < 0, high, low) < 0
    return result


def _leaders(key: Int32) -> Int64:
    """(n,) position of the first of each run of equal keys."""
    first = np.ones(len(key), np.bool_)
    first[1:] = key[1:] != key[:-1]
    return np.asarray(np.flatnonzero(first)[np.cumsum(first) - 1], np.int64)
