"""Column generation: dual values by the restricted master, and the exact Lagrangian bound that they prove."""

from dataclasses import dataclass, field, replace
from operator import mul

import numpy as np
from numpy.typing import NDArray

from sprintplan.columns import rank_within
from sprintplan.offers.table import Int64
from sprintplan.solver.instance.candidate import Way
from sprintplan.solver.optimize.restricted_master import DUAL_SCALE, RestrictedMaster
from sprintplan.solver.optimize.restricted_problem import FAR, RestrictedProblem

FIRST_COLUMNS = 4
"""So many of the cheapest columns of each class and way are in the first restricted master."""
MOST_ROUNDS = 60
"""After so many rounds the best bound so far has to do."""
MOST_PENALTY = 1e12
"""Minor units of the restricted master's optimum from which on its artificial variables are no more made dearer: where
one is still used then, there is no linear optimum."""
NONE_INSIDE: Int64 = np.zeros(0, np.int64)
"""The columns to begin with where none are known."""


@dataclass(frozen=True)
class DualBound:
    """What a set of dual values proves of a restricted problem.

    Attributes
    ----------
    bound : no choice of the whole block costs less, minor units
    reduced_cost : (columns,) least increase over `bound` of any choice that uses the column, in parts of a minor unit,
        of which there are DUAL_SCALE
    linear : (columns,) how many travellers the linear optimum puts on each; None where there is none
    duals : (rows,) the dual values, in the same parts
    supplied : (supplies,) how much of each it buys
    inside : (k,) the columns of the block that it took to find it
    """

    bound: int
    reduced_cost: Int64
    linear: NDArray[np.float64] | None
    duals: Int64
    supplied: NDArray[np.float64] | None = None
    inside: Int64 = field(default_factory=lambda: NONE_INSIDE)


def dual_bound(problem: RestrictedProblem, duals: Int64) -> DualBound:
    """The Lagrangian bound of a restricted `problem` at whole `duals`, (rows,), at least 0, of which
    DUAL_SCALE are a minor unit."""
    reduced = problem.cost * DUAL_SCALE
    np.add.at(reduced, problem.at, duals[problem.row] * problem.amount)
    best = problem.cheapest(reduced)
    total = _product(best.trip, problem.heads) - _product(duals, problem.rows.cap)
    for supply in problem.rows.supplies:
        cost = supply.cost * DUAL_SCALE + sum(int(duals[row]) * amount for row, amount in supply.terms)
        total += min(0, cost) * supply.most
    out, back = best.back[problem.owner], best.out[problem.owner]
    partner = np.select([problem.way == Way.OUT, problem.way == Way.BACK], [out, back], 0)
    reduced_cost = np.minimum(reduced + partner, FAR) - best.trip[problem.owner]
    return DualBound(problem.outside_minor - (-total // DUAL_SCALE), reduced_cost, None, duals)


def _product(one: Int64, other: Int64) -> int:
    """The sum of products, which may need more than 64 bits."""
    return sum(map(mul, one.tolist(), other.tolist()))


def generate_columns(
    problem: RestrictedProblem, deadline: float | None = None, inside: Int64 = NONE_INSIDE
) -> DualBound:
    """The best bound that dual values prove, and the linear optimum.

    Parameters
    ----------
    problem : the restricted problem
    deadline : of `time.monotonic`; at the deadline the best bound so far is given
    inside : (k,) columns of the block that the same problem took under fewer rows, with which it begins
    """
    if not len(problem.column):
        return DualBound(
            problem.outside_minor, np.zeros(0, np.int64), np.zeros(0), np.zeros(len(problem.rows.caps), np.int64)
        )
    master = RestrictedMaster(problem, _first_columns(problem, inside))
    best = dual_bound(problem, np.zeros(len(problem.rows.caps), np.int64))
    for _ in range(MOST_ROUNDS):
        if not master.solve(deadline):
            return best
        dual = dual_bound(problem, master.dual_values())
        best = max(best, dual, key=lambda p: p.bound)
        fresh = _entering(problem, master, dual)
        if len(fresh):
            master.add(fresh)
        elif master.uses_artificial() and master.objective < MOST_PENALTY:
            master.raise_penalty()
        else:
            break
    if master.uses_artificial():
        return best
    return replace(best, linear=master.linear(), supplied=master.supplied(), inside=problem.column[master.inside])


def _first_columns(problem: RestrictedProblem, inside: Int64) -> Int64:
    """The cheapest few columns of each group and way, and those that were inside before."""
    cell = problem.owner * len(Way) + problem.way
    order = np.lexsort((problem.cost, cell))
    first = np.isin(problem.column, inside)
    first[order[rank_within(cell[order]) < FIRST_COLUMNS]] = True
    return np.flatnonzero(first)


def _entering(problem: RestrictedProblem, master: RestrictedMaster, dual: DualBound) -> Int64:
    """Columns outside the model that would be part of a cheapest trip at the present duals."""
    cheap, inside = dual.reduced_cost <= 0, np.zeros(len(dual.reduced_cost), np.bool_)
    inside[master.inside] = True
    outside = np.flatnonzero(cheap & ~inside)
    cell = problem.owner * len(Way) + problem.way
    served = np.zeros(len(problem.heads) * len(Way), np.bool_)
    served[cell[cheap & inside]] = True
    return np.asarray(outside[~served[cell[outside]]])
