"""The network as searches walk it: legs sorted by the airport they start from, in either direction of travel."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sprintplan.columns import ranges
from sprintplan.offers.estimate.block_times import route_minutes
from sprintplan.offers.estimate.frequency import LONG_HAUL_KM, service_days, weekly_flights
from sprintplan.offers.estimate.tickets import Bits, route_tickets
from sprintplan.offers.table import Int32, Int64, Mask
from sprintplan.world.airports import airports
from sprintplan.world.routes import routes

HUB_DEGREE, HUB_LONG_HAULS = 50, 5
"""Airlines sell connections where they have many flights to connect, some of them long: this leaves some 170
airports."""
RARE_MIN = 30
"""What each day of the week without a flight counts when ways are compared: on such days the way cannot be flown."""


@dataclass(frozen=True)
class Network:
    """Legs seen from one direction: `near` is nearer to home, `far` nearer to the venue.

    near, far : (m,) airport numbers, sorted by `near`
    minutes : (m,) block times; `route` : (m,) numbers in the network's own order
    tickets : (m, 2) bits of `tickets.route_tickets`; `rare` : (m,) minutes that flying on few days counts
    first : (airports + 1,) the legs from airport a are first[a] up to, not including, first[a + 1]
    """

    near: Int32
    far: Int32
    minutes: Int32
    route: Int32
    first: Int32
    tickets: Bits
    rare: Int64

    def legs_from(self, homes: Int32) -> Int64:
        """Positions of all legs that start at one of the airports `homes`, which are sorted and distinct."""
        return ranges(self.first[homes], self.first[homes + 1] - self.first[homes])

    def legs_to(self, end: int) -> Int64:
        """Positions of all legs that end at the airport."""
        return np.flatnonzero(self.far == end)


@cache
def network(outbound: bool) -> Network:
    """The legs towards a venue (`outbound`), or those of the return read backwards."""
    known = routes()
    near, far = (known.origin, known.destination) if outbound else (known.destination, known.origin)
    order = np.lexsort((far, near))
    near = near[order].astype(np.int32)
    first = np.searchsorted(near, np.arange(len(airports().codes) + 1)).astype(np.int32)
    days = service_days(weekly_flights())[order]
    return Network(
        near,
        far[order].astype(np.int32),
        route_minutes()[order],
        order.astype(np.int32),
        first,
        route_tickets()[order],
        RARE_MIN * (7 - days.astype(np.int64)),
    )


@cache
def hub_network(outbound: bool) -> Network:
    """The same, towards a venue (`outbound`) or from it, only legs that end at a hub."""
    whole = network(outbound)
    kept = np.flatnonzero(is_hub()[whole.far])
    near = whole.near[kept]
    first = np.searchsorted(near, np.arange(len(airports().codes) + 1)).astype(np.int32)
    return Network(
        near,
        whole.far[kept],
        whole.minutes[kept],
        whole.route[kept],
        first,
        whole.tickets[kept],
        whole.rare[kept],
    )


@cache
def is_hub() -> Mask:
    """(airports,) whether airlines connect flights there."""
    return np.asarray((airports().degree >= HUB_DEGREE) & (long_haul_degree() >= HUB_LONG_HAULS), np.bool_)


@cache
def long_haul_degree() -> NDArray[np.float64]:
    """(airports,) nonstop destinations of over 3 500 km."""
    known = routes()
    far = known.origin[known.distance_km > LONG_HAUL_KM]
    return np.bincount(far, minlength=len(airports().codes)).astype(float)
