"""`[policy.fare] above_cheapest`: fares of flights against the cheapest that the same traveller may take."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sprintplan.domain.fare_policy import Margin
from sprintplan.offers.table import Int64, Mask, OfferTable
from sprintplan.rules.direction import Entries
from sprintplan.rules.entries import Both, one_way

NO_FARE = 1 << 60
"""Above any fare; two of them are still a number."""


@dataclass(frozen=True)
class Cheapest:
    """Least fares of allowed flights, (starts, classes) minor units, NO_FARE or twice that where there is none.

    Attributes
    ----------
    outbound, inbound : of offers for one way alone
    trip : of both ways, as one offer or as two
    """

    outbound: Int64
    inbound: Int64
    trip: Int64


def cheapest(table: OfferTable, outbound: Entries, inbound: Entries, both: Both, shape: tuple[int, int]) -> Cheapest:
    """The least fares of every start and class.

    Parameters
    ----------
    table : the venue's offers
    outbound, inbound, both : what is allowed
    shape : numbers of starts and classes
    """
    out, back = (_least(shape, way, table.fare_minor[way.row], flights(table, way)) for way in (outbound, inbound))
    whole = _least(shape, both, _whole_fares(table, outbound, both), _sold_whole(table, outbound, both))
    return Cheapest(out, back, np.minimum(out + back, whole))


def flights(table: OfferTable, entries: Entries) -> Mask:
    """(m,) which `entries` are flights on sale that can be bought by themselves, as rows of the `table`."""
    sold = ~table.on_ground[entries.row] & ~table.is_booked[entries.row]
    return np.asarray(one_way(table, entries) & sold, np.bool_)


def _sold_whole(table: OfferTable, outbound: Entries, both: Both) -> Mask:
    """(b,) which are one offer on sale for both ways: neither two, nor a booking."""
    out = outbound.row[both.outbound]
    return np.asarray((table.partner[out] >= 0) & ~table.is_booked[out], np.bool_)


def _whole_fares(table: OfferTable, outbound: Entries, both: Both) -> Int64:
    """(b,) fares of both-ways offers."""
    out = outbound.row[both.outbound]
    return np.asarray(table.fare_minor[out] + table.fare_minor[table.partner[out]], np.int64)


def _least(shape: tuple[int, int], entries: Entries | Both, fare: Int64, counts: Mask) -> Int64:
    least = np.full(shape, NO_FARE, np.int64)
    np.minimum.at(least, (entries.start[counts], entries.traveller[counts]), fare[counts])
    return least


def ceiling(margins: Sequence[Margin | None], least: Int64) -> Int64:
    """(starts, classes) the highest fares that are allowed above the least, exact, in whole minor units.

    Parameters
    ----------
    margins : of each class, how much above it they may be; None for any fare
    least : (starts, classes) least fares
    """
    most = np.full(least.shape, 2 * NO_FARE, np.int64)
    for margin in filter(None, dict.fromkeys(margins)):
        theirs = np.array([one == margin for one in margins])
        known, where = np.unique(least[:, theirs], return_inverse=True)
        highest = np.array([min(margin.above(fare), 2 * NO_FARE) for fare in known.tolist()], np.int64)
        most[:, theirs] = highest[where].reshape(least[:, theirs].shape)
    return most


def affordable(
    margins: Sequence[Margin | None],
    table: OfferTable,
    outbound: Entries,
    inbound: Entries,
    both: Both,
    shape: tuple[int, int],
) -> tuple[Mask, Mask, Mask]:
    """Which entries of either direction and which both-ways offers keep `above_cheapest`; others do.

    What is not flown, or is booked, keeps it. An offer for one way is held against the cheapest for that way, one for
    both ways against the cheapest trip.

    Parameters
    ----------
    margins : of each class, how much above it they may be; None for any fare
    table, outbound, inbound, both, shape : as in `cheapest`
    """
    least = cheapest(table, outbound, inbound, both, shape)
    out, back = (
        ~flights(table, way) | (table.fare_minor[way.row] <= ceiling(margins, least_of)[way.start, way.traveller])
        for way, least_of in ((outbound, least.outbound), (inbound, least.inbound))
    )
    whole = _whole_fares(table, outbound, both) <= ceiling(margins, least.trip)[both.start, both.traveller]
    alone = out[both.outbound] & back[both.inbound]
    return out, back, np.where(_sold_whole(table, outbound, both), whole, alone)
