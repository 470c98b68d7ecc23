"""Which journeys may be the cheapest of a traveller class in some market, by bounds that hold in all of them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sprintplan.market.draws import CLIP, OWN_ERRORS, OWN_ROWS, Levels
from sprintplan.offers.table import Int32, Int64, Mask

WIDEST = np.exp(CLIP * np.append(0.0, np.repeat(OWN_ERRORS, OWN_ROWS)))
"""Most that each row of own factors is in any market, and one over the least."""
CABIN_BITS = 2
CABINS = (1 << CABIN_BITS) - 1
"""Levels of a route stand in fours, one a cabin."""
ROUTE_STEP, ROUTE_STEP_AGAIN, OWN_STEP_AGAIN = np.int32(7), np.int32(11), np.int32(3)
"""By what route and own draws are multiplied for their place, the second time for those that met others: odd numbers,
so that different draws share a place seldom, and others than the first time."""
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


class _Against(NamedTuple):
    """Options, by their positions `at`, held against the `first` of their group that shares their draws: (k,) columns.

    Attributes
    ----------
    rest, fare : minor units by which they cost more: what no draw changes, at the least room rate, and the fare
    cost : how much more they cost, below zero, where the draws of the first favour them most
    """

    at: Int64
    first: Int64
    rest: Floats
    fare: Floats
    cost: Floats

    def only(self, kept: Mask) -> "_Against":
        """Those of a mask, `kept`, (k,)."""
        at = np.flatnonzero(kept)
        rest, fare, cost = (column.take(at) for column in self[2:])
        return _Against(self.at.take(at), self.first.take(at), rest, fare, cost)


def possible(known: Sold, levels: Levels, spread: RoomSpread) -> Int64:
    """Positions, in order, of the options that may be the cheapest of their group in some market.

    Each is held against the first of its group that shares its draws, as far apart as their cabins may be in any
    market. Of one cabin they are straight lines over one factor, of which those are kept that are the lowest somewhere.

    Parameters
    ----------
    known : what the groups may buy
    levels : of the routes
    spread : of the room rate
    """
    first, kept = _first_of_same_draws(known)
    kept |= first == np.arange(len(first))
    other_cabin = known.level != known.level.take(first)
    rest, fare = (column - column.take(first) for column in (known.rest, known.fare))
    straight = ~other_cabin
    if spread != (0, 0):
        rooms = known.rooms - known.rooms.take(first)
        rest += np.minimum(rooms * spread[0], rooms * spread[1])
        straight &= rooms == 0
    asked = np.flatnonzero(~kept & ((rest < 0) | (fare < 0) | other_cabin))
    cost = rest.take(asked) + _least_difference(known, asked, first.take(asked), levels)
    against = _Against(asked, first.take(asked), rest.take(asked), fare.take(asked), cost).only(cost < 0)
    straight = straight.take(against.at) & ((against.rest < 0) != (against.fare < 0))
    kept[against.at] = ~straight
    lines = against.only(straight)
    kept[lines.at] = _below_others(lines)
    return np.flatnonzero(kept)


def _least_difference(known: Sold, mine: Int64, theirs: Int64, levels: Levels) -> Floats:
    """(k,) least difference in any market of the fares of some options to those of others that share the draws, both by
    their positions."""
    level, other = known.level.take(mine) - 1, known.level.take(theirs) - 1
    ratio = (((level >> CABIN_BITS) + 1) << 2 * CABIN_BITS) + ((level & CABINS) << CABIN_BITS) + (other & CABINS)
    slope = known.fare.take(mine) * levels.least_ratio.ravel().take(ratio) - known.fare.take(theirs)
    wide, (least, most) = WIDEST.take(known.own.take(mine)), levels.bounds
    return np.asarray(slope * np.where(slope < 0, most.take(other + 1) * wide, least.take(other + 1) / wide))


def _below_others(lines: _Against) -> Mask:
    """(k,) which lines are the lowest of their draws at some factor, that of the first option included.

    Lines with less of a fare than the first are below it at large factors, those with more at small ones. Of either
    sort one is the lowest at that end; another one is the lowest somewhere only if it is below where that one crosses
    the first, at -rest / fare.
    """
    side = 2 * lines.first + (lines.rest < 0)
    best = np.zeros(int(side.max(initial=0)) + 1)
    np.minimum.at(best, side, lines.cost)
    lowest = np.flatnonzero(lines.cost == best.take(side))
    place = np.empty(len(best), np.int64)
    place[side.take(lowest)] = lowest
    end = place.take(side)
    steep = lines.fare.take(end)
    more = lines.rest * steep - lines.rest.take(end) * lines.fare
    result: Mask = np.where(steep > 0, more < 0, more > 0)
    result[end] = True
    return result


def _first_of_same_draws(known: Sold) -> tuple[Int64, Mask]:
    """(n,) position of the first option of the same group, route and own draws; and for which another's was met, for
    want of room."""
    route = (known.level - 1) >> CABIN_BITS
    first = _first_of_slot(known.group, route * ROUTE_STEP + known.own)
    missed = np.flatnonzero((route != route.take(first)) | (known.own != known.own.take(first)))
    group, route, own = (column.take(missed) for column in (known.group, route, known.own))
    again = _first_of_slot(group, route * ROUTE_STEP_AGAIN + own * OWN_STEP_AGAIN)
    first[missed] = missed.take(again)
    other = np.zeros(len(first), np.bool_)
    other[missed] = (route != route.take(again)) | (own != own.take(again))
    return first, other


def _first_of_slot(group: Int32, name: Int32) -> Int64:
    """(n,) position of the first option of the same group whose name ends in the same bits."""
    place = group * np.int64(SLOTS) + (name & np.int32(SLOTS - 1))
    table = np.zeros(int(place.max(initial=0)) + 1, np.int32)
    table[place[::-1]] = np.arange(len(place) - 1, -1, -1, dtype=np.int32)
    return table.take(place).astype(np.int64)
