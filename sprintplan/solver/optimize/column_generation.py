"""Prices of what is scarce, by linear programming with columns added as they pay; and the exact bound they prove."""

from dataclasses import dataclass, replace
from operator import mul

import numpy as np
from numpy.typing import NDArray

from sprintplan.columns import rank_within
from sprintplan.offers.table import Int64
from sprintplan.solver.instance.candidate import Way
from sprintplan.solver.optimize.restricted_master import SCALE, Master
from sprintplan.solver.optimize.restricted_problem import FAR, Core

FIRST_COLUMNS = 4
MOST_ROUNDS = 60
MOST_SHORTAGE = 1e12


@dataclass(frozen=True)
class Priced:
    """What a set of prices proves of a core.

    bound : no choice of the whole block costs less, minor units
    gap : (columns of the core,) how much dearer a choice with that column is than the bound at least, scaled
    linear : (columns,) how many travellers the linear optimum puts on each; None where there is none
    prices : (rows,) the prices, scaled
    supplied : (supplies,) how much of each it buys
    """

    bound: int
    gap: Int64
    linear: NDArray[np.float64] | None
    prices: Int64
    supplied: NDArray[np.float64] | None = None


def priced(core: Core, prices: Int64) -> Priced:
    """The bound of whole prices (rows,), at least 0, scaled."""
    reduced = core.cost * SCALE
    np.add.at(reduced, core.at, prices[core.row] * core.amount)
    best = core.cheapest(reduced)
    total = _product(best.trip, core.heads) - _product(prices, core.rows.cap)
    for supply in core.rows.supplies:
        cost = supply.cost * SCALE + sum(int(prices[row]) * amount for row, amount in supply.terms)
        total += min(0, cost) * supply.most
    out, back = best.back[core.owner], best.out[core.owner]
    partner = np.select([core.way == Way.OUT, core.way == Way.BACK], [out, back], 0)
    gap = np.minimum(reduced + partner, FAR) - best.trip[core.owner]
    return Priced(core.settled_minor - (-total // SCALE), gap, None, prices)


def _product(one: Int64, other: Int64) -> int:
    """The sum of products, which may need more than 64 bits."""
    return sum(map(mul, one.tolist(), other.tolist()))


def best_prices(core: Core, deadline: float | None = None) -> Priced:
    """The best bound that prices prove, and the linear optimum where it is whole.

    Parameters
    ----------
    deadline : of `time.monotonic`; at the deadline the best bound so far is given
    """
    if not len(core.column):
        return Priced(core.settled_minor, np.zeros(0, np.int64), np.zeros(0), np.zeros(len(core.rows.caps), np.int64))
    master = Master(core, _first_columns(core, core.cost))
    best = priced(core, np.zeros(len(core.rows.caps), np.int64))
    for _ in range(MOST_ROUNDS):
        if not master.solve(deadline):
            return best
        found = priced(core, master.prices())
        best = max(best, found, key=lambda p: p.bound)
        fresh = _paying(core, master, found)
        if len(fresh):
            master.add(fresh)
        elif master.short() and master.objective < MOST_SHORTAGE:
            master.raise_shortage()
        else:
            break
    if master.short():
        return best
    return replace(best, linear=master.linear(), supplied=master.supplied())


def _first_columns(core: Core, cost: Int64) -> Int64:
    """The cheapest few columns of each group and way."""
    cell = core.owner * len(Way) + core.way
    order = np.lexsort((cost, cell))
    return np.asarray(order[rank_within(cell[order]) < FIRST_COLUMNS])


def _paying(core: Core, master: Master, found: Priced) -> Int64:
    """Columns outside the model that would be part of a cheapest trip at the present prices."""
    cheap, inside = found.gap <= 0, np.zeros(len(found.gap), np.bool_)
    inside[master.inside] = True
    outside = np.flatnonzero(cheap & ~inside)
    cell = core.owner * len(Way) + core.way
    served = np.zeros(len(core.heads) * len(Way), np.bool_)
    served[cell[cheap & inside]] = True
    return np.asarray(outside[~served[cell[outside]]])
