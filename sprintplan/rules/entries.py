"""What travellers may buy of their journeys: those that are sold alone, and both-ways offers."""

from dataclasses import dataclass, replace

import numpy as np

from sprintplan.columns import ranges
from sprintplan.offers.table import Int32, Int64, Mask, OfferTable, everywhere, is_single
from sprintplan.rules.direction import Entries


@dataclass(frozen=True)
class Both:
    """Both-ways offers: positions in the entries of the two directions, sorted as those are.

    Two one-way journeys that make a published itinerary stand among them, as what they cost together is less. `kept`
    tells which are published itineraries.
    """

    outbound: Int64
    inbound: Int64
    start: Int32
    traveller: Int32
    cost: Int64
    kept: Mask

    def only(self, kept: Mask) -> "Both":
        """Those of a mask, `kept`, (b,)."""
        return Both(**{name: column[kept] for name, column in self.__dict__.items()})

    def among(self, outbound: Mask, inbound: Mask) -> "Both":
        """The same offers where the entries are cut to masks, `outbound` and `inbound`, which hold all of theirs."""
        out, back = (np.cumsum(kept) - 1 for kept in (outbound, inbound))
        return replace(self, outbound=out[self.outbound], inbound=back[self.inbound])


def one_way(table: OfferTable, entries: Entries) -> Mask:
    """(m,) which of the `entries` can be bought by themselves, as rows of the `table`."""
    if is_single(table.partner):
        return everywhere(np.bool_(table.partner[0] < 0), len(entries.row))
    return np.asarray(table.partner[entries.row] < 0, np.bool_)


def both_ways(table: OfferTable, outbound: Entries, inbound: Entries, classes: int) -> Both:
    """Both-ways offers of which both journeys are allowed for the same class and start.

    Parameters
    ----------
    table : the venue's offers
    outbound, inbound : allowed journeys of either direction
    classes : how many traveller classes there are
    """
    out = np.flatnonzero(table.partner[outbound.row] >= 0)
    back = np.flatnonzero(table.partner[inbound.row] >= 0)
    key_out = _pair_key(outbound, out, table.partner[outbound.row[out]], classes, len(table))
    key_back = _pair_key(inbound, back, inbound.row[back], classes, len(table))
    _, at_out, at_back = np.intersect1d(key_out, key_back, assume_unique=True, return_indices=True)
    alone = _kept_alone(table, outbound, inbound, classes)
    out, back = np.append(out[at_out], alone[0]), np.append(back[at_back], alone[1])
    kept = outbound.same[out] & inbound.same[back]
    cost = outbound.cost[out] + inbound.cost[back] - kept * outbound.change[out]
    moved = outbound.moved[out] + inbound.moved[back]
    bought, group = ~table.is_booked[outbound.row[out]], (outbound.traveller[out], outbound.start[out])
    order = np.lexsort((outbound.row[out], bought, moved, ~kept, cost, *group))
    out, back = out[order], back[order]
    return Both(out, back, outbound.start[out], outbound.traveller[out], cost[order], kept[order])


def _kept_alone(table: OfferTable, outbound: Entries, inbound: Entries, classes: int) -> tuple[Int64, Int64]:
    """Entries of one-way journeys that make a published itinerary together, pair by pair."""
    out, back = (np.flatnonzero(way.same & one_way(table, way)) for way in (outbound, inbound))
    group_out, group_back = (
        way.start[at].astype(np.int64) * classes + way.traveller[at] for way, at in ((outbound, out), (inbound, back))
    )
    first, last = np.searchsorted(group_back, group_out, "left"), np.searchsorted(group_back, group_out, "right")
    return np.repeat(out, last - first), back[ranges(first, last - first)]


def _pair_key(entries: Entries, chosen: Int64, row: Int32, classes: int, rows: int) -> Int64:
    group = entries.start[chosen].astype(np.int64) * classes + entries.traveller[chosen]
    return np.asarray(group * rows + row, np.int64)


def reached(table: OfferTable, outbound: Entries, inbound: Entries, both: Both, shape: tuple[int, int]) -> Mask:
    """(starts, classes) whether any allowed trip exists.

    Parameters
    ----------
    table, outbound, inbound, both : the venue's offers, and what of them is allowed
    shape : numbers of starts and classes
    """
    there, back, pair = np.zeros((3, *shape), np.bool_)
    for nearest, entries in ((there, outbound), (back, inbound)):
        alone = np.flatnonzero(one_way(table, entries))
        np.put(nearest, entries.start.take(alone) * shape[1] + entries.traveller.take(alone), True)
    pair[both.start, both.traveller] = True
    return np.asarray((there & back) | pair, np.bool_)
