"""Which flights are sold together: a connection needs airlines that share a ticket."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.table import Int32, Int64
from sprintplan.world.carriers import carriers
from sprintplan.world.routes import routes

Bits = NDArray[np.uint64]
ALL_BITS = np.uint64(0xFFFF_FFFF_FFFF_FFFF)

ELSEWHERE_MIN, NEVER_MIN = 3_000, 6_000
"""What a connection counts more between airlines that are no partners, as few sell it and none protects it, and where
an airline connects to nobody: so much that it is flown only where there is no other way."""


TWO_TICKETS_FACTOR = 1.4
"""What two tickets cost over one for both flights: an assumption."""


@cache
def route_tickets() -> Bits:
    """(m, 2) bits of each route's carriers; all where carriers are unknown, none where all sell no connections."""
    known = routes()
    bits = np.zeros((len(known.origin), 2), np.uint64)
    np.bitwise_or.at(bits, known.carrier_route, carriers().tickets[known.carriers])
    bits[np.diff(known.carriers_first) == 0] = ALL_BITS
    return bits


def apart_minutes(one: Bits, other: Bits) -> Int64:
    """(n,) minutes that a connection between two flights counts more than its time, by the bits of `one` and the
    `other`; broadcasts."""
    together = _any_bit(one & other)
    never = ~(_any_bit(one) & _any_bit(other))
    return np.asarray(np.where(together, 0, np.where(never, NEVER_MIN, ELSEWHERE_MIN)), np.int64)


def _any_bit(bits: Bits) -> NDArray[np.bool_]:
    """(n,) whether any of the bits is set; quicker over two columns than `any` along them."""
    return np.asarray((bits[..., 0] | bits[..., 1]) != 0, np.bool_)


def ticket_factor(flown: Int32) -> NDArray[np.float64]:
    """(n,) factor of the fares of ways by their routes, `flown`, (3, n), -1 where a way has fewer: dearer on two
    tickets."""
    bits, known = route_tickets()[flown], flown >= 0
    apart = known[1:] & ~(bits[1:] & bits[:-1]).any(axis=-1)
    return np.asarray(np.where(apart.any(axis=0), TWO_TICKETS_FACTOR, 1.0), np.float64)
