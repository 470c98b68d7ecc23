"""Which cabins each way of several flights is sold in, in which cabin each flight is flown then, and its CO2e."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.model import Cabin
from sprintplan.offers.estimate.block_times import route_minutes
from sprintplan.offers.estimate.fare_levels import within_us
from sprintplan.offers.estimate.paths import Paths
from sprintplan.offers.table import UNKNOWN, Int32, Int64, Mask
from sprintplan.world.carriers import carriers
from sprintplan.world.emissions import co2e_g
from sprintplan.world.routes import routes

SHORT_SEGMENT_MIN = 180


def cabins_of(ways: Paths) -> tuple[NDArray[np.int8], Int64, Mask]:
    """For each journey cabin and each of the `ways`: (4, 3, n) cabins of the segments, (4, n) grams, and (4, n) whether
    it is sold."""
    start, end = ways.stops[:3], ways.stops[1:]
    flown = end >= 0
    block = np.where(flown, route_minutes()[ways.routes], 0)
    premium = flown & has_premium_economy()[ways.routes]
    seg_cabin = _segment_cabins(block, flown, premium)
    grams = np.where(flown[None], co2e_g(start[None], end[None], np.maximum(seg_cabin, 0)), 0).sum(axis=1)
    long = block > SHORT_SEGMENT_MIN
    on_all_long = long.any(axis=0) & (premium | ~long).all(axis=0)
    sold = np.array([cabin != Cabin.PREMIUM_ECONOMY for cabin in Cabin])[:, None] | on_all_long
    return seg_cabin, grams, np.asarray(sold, np.bool_)


def _segment_cabins(block: Int32, flown: Mask, premium: Mask) -> NDArray[np.int8]:
    """(4, 3, n) cabin of each segment by journey cabin: short flights have economy and business alone.

    premium : (3, n) flights that have premium economy
    """
    wanted = np.arange(len(Cabin))[:, None, None]
    short = np.where(wanted >= Cabin.BUSINESS, Cabin.BUSINESS, Cabin.ECONOMY)
    all_short = ~(block > SHORT_SEGMENT_MIN).any(axis=0)
    cabin = np.where((block > SHORT_SEGMENT_MIN) | all_short, wanted, short)
    cabin = np.where((wanted == Cabin.PREMIUM_ECONOMY) & ~premium, Cabin.ECONOMY, cabin)
    return np.where(flown, cabin, UNKNOWN).astype(np.int8)


@cache
def has_premium_economy() -> Mask:
    """(m,) routes on which it is sold: over three hours, not within the United States, by an airline not low-cost."""
    known = routes()
    full = known.carrier_route[~carriers().low_cost[known.carriers]]
    served = (np.bincount(full, minlength=len(known.origin)) > 0) | (np.diff(known.carriers_first) == 0)
    long = route_minutes() > SHORT_SEGMENT_MIN
    return np.asarray(long & served & ~within_us(known.origin, known.destination), np.bool_)
