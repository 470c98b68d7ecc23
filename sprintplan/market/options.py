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

    Each is held against the cheapest at estimated fares of those that share its draws, then against the lowest two of
    these: options that share all draws are straight lines over one factor.

    Parameters
    ----------
    known : what the groups may buy
    levels : of the routes
    spread : of the room rate
    """
    picked = np.flatnonzero(_may_beat(known, _first_of_same_draws(known), levels, spread))
    return np.asarray(picked[_below_the_ends(known.at(picked), levels)], np.int64)


def _below_the_ends(known: Sold, levels: Levels) -> Mask:
    """(n,) whether options may cost less than both of those that cost least at the least and at the largest factor
    there is, or are these; among options of the same group and draws that add the same rooms.

    The lower of two lines is highest above their straight neighbours where they cross, so that a line that is lowest at
    neither end is the lowest somewhere only if it lies below the crossing.
    """
    if not len(known.group):
        return np.ones(0, np.bool_)
    low, high = float(levels.bounds[0].min()) / WIDEST.max(), float(levels.bounds[1].max()) * WIDEST.max()
    draws = (known.group * np.int64(len(levels.log)) + known.level) * len(WIDEST) + known.own
    order = np.argsort(draws)
    rest, fare, rooms = (column[order] for column in (known.rest, known.fare, known.rooms))
    begins = np.flatnonzero((np.diff(draws[order], prepend=-1) != 0) | (np.diff(rooms, prepend=rooms[0]) != 0))
    sizes = np.diff(begins, append=len(order))
    kept = np.zeros(len(order), np.bool_)
    ends = []
    for factor in (low, high):
        cost = rest + factor * fare
        lowest = np.flatnonzero(cost == np.repeat(np.minimum.reduceat(cost, begins), sizes))
        end = lowest[np.searchsorted(lowest, begins)]
        kept[end] = True
        ends.append(end)
    dear, cheap = ends
    steeper = fare[dear] - fare[cheap]
    crossing = np.divide(rest[cheap] - rest[dear], steeper, out=np.full(len(dear), low), where=steeper != 0)
    result = np.empty(len(order), np.bool_)
    at = np.repeat(crossing, sizes)
    result[order] = kept | (rest + at * fare < np.repeat(rest[cheap] + crossing * fare[cheap], sizes))
    return result


def _first_of_same_draws(known: Sold) -> Int64:
    """(n,) position of the first option of the same group, route and own draws; rarely another's, for want of room."""
    route = (known.level - 1) >> CABIN_BITS
    slot = (route * np.int32(7) + known.own) & np.int32(SLOTS - 1)
    place = known.group * np.int64(SLOTS) + slot
    table = np.zeros(int(place.max(initial=0)) + 1, np.int32)
    table[place[::-1]] = np.arange(len(place) - 1, -1, -1, dtype=np.int32)
    return np.asarray(table[place], np.int64)


def _may_beat(known: Sold, other: Int64, levels: Levels, spread: RoomSpread) -> Mask:
    """(n,) whether options may cost less than others of their group in some market, or are the others.

    Options of other routes or other own draws than those that they are held against may.

    Parameters
    ----------
    known : what the groups may buy
    other : (n,) position of what each is held against
    levels : of the routes
    spread : of the room rate
    """
    theirs = known.level[other]
    result: Mask = ((known.level - 1) >> CABIN_BITS != (theirs - 1) >> CABIN_BITS) | (known.own != known.own[other])
    asked = ~result & (other != np.arange(len(other)))
    result |= ~asked
    if spread == (0, 0):
        asked &= (known.rest < known.rest[other]) | (known.fare < known.fare[other]) | (known.level != theirs)
    at = np.flatnonzero(asked)
    a, b = known.at(at), known.at(other[at])
    route = ((a.level - 1) >> CABIN_BITS) + 1
    slope = a.fare * levels.least_ratio[route, (a.level - 1) % len(Cabin), (b.level - 1) % len(Cabin)] - b.fare
    wide = WIDEST[a.own]
    low, high = levels.bounds[:, b.level] * [1 / wide, wide]
    rooms = a.rooms - b.rooms
    rest = a.rest - b.rest + np.minimum(rooms * spread[0], rooms * spread[1])
    result[at] = rest + slope * np.where(slope < 0, high, low) < 0
    return result
