"""The integer optimum after reduced-cost fixing, by CP-SAT, or by SCIP where the problem is large."""

import time

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.solver.constraints.rows import SLIGHT, Floors
from sprintplan.solver.instance.solution import Solution
from sprintplan.solver.optimize.column_generation import DualBound
from sprintplan.solver.optimize.cp_sat import solve_cp_sat
from sprintplan.solver.optimize.linear_model import LinearModel
from sprintplan.solver.optimize.restricted_master import DUAL_SCALE
from sprintplan.solver.optimize.restricted_problem import RestrictedProblem
from sprintplan.solver.optimize.scip import solve_scip
from sprintplan.solver.optimize.stop_rules import StopRules

FEW = 1_500
"""Columns of the first model; a problem that has no more goes to CP-SAT."""
WIDER = 8
"""How many times wider the next window of reduced cost is where a model is infeasible."""
FEW_SHARED = 300
"""With shuttles, which share a price, a problem of more columns is hard."""
NARROW, MOST_NARROW = 4, 300
"""First and last width, in minor units, of the window of reduced cost that is searched where a limited sum has a
positive dual value."""


def solve_integer(problem: RestrictedProblem, dual: DualBound, stop: StopRules) -> Solution[Int64]:
    """The optimum; columns whose reduced cost exceeds the optimum's distance from the bound are fixed at zero.

    Parameters
    ----------
    problem : the restricted problem
    dual : its bound, reduced costs and linear optimum
    stop : when to stop

    Returns
    -------
    (columns of the problem,) how many travellers take each; not proven at the deadline, at the cutoff, or where the
        problem is hard and hard ones stay open
    """
    count = _integral(dual)
    if count is not None and _keeps(problem, count):
        objective = problem.outside_minor + _cost(problem, count)
        if objective <= dual.bound:
            return Solution(dual.bound, True, objective, count)
    if is_hard(problem) and stop.quick:
        return Solution(dual.bound, proven=False)
    return _narrow(problem, dual, stop) or _wide(problem, dual, stop)


def _narrow(problem: RestrictedProblem, dual: DualBound, stop: StopRules) -> Solution[Int64] | None:
    """The optimum where a limited sum has a price and the optimum is next to the bound, else None.

    A choice within `width` of the bound leaves at most width / dual value of each priced row unused (complementary
    slackness), so these rows get a lower side, which leaves the solver little to try.
    """
    if not any(dual.duals[row] for row in problem.rows.sums):
        return None
    width, best = NARROW * DUAL_SCALE, None
    while best is not None or width <= MOST_NARROW * DUAL_SCALE:
        kept = np.flatnonzero(dual.reduced_cost <= width)
        answer = _solve_over(problem, kept, dual, StopRules(stop.deadline), floors_of(problem, dual, width))
        if not answer.proven:
            return answer if stop.deadline is not None and time.monotonic() >= stop.deadline else None
        best = answer.objective
        if best is None:
            width = width * WIDER
        elif best - dual.bound <= width // DUAL_SCALE:
            return answer
        else:
            width = (best - dual.bound + 1) * DUAL_SCALE
    return None


def floors_of(problem: RestrictedProblem, dual: DualBound, width: int) -> Floors:
    """(rows,) how much of each row of a `problem` is used at least where the objective is less than `width` above the
    bound, scaled; `dual` is the bound with its dual values."""
    priced = zip(problem.rows.caps, dual.duals.tolist(), strict=True)
    return [cap - width // price if price else None for cap, price in priced]


def _wide(problem: RestrictedProblem, dual: DualBound, stop: StopRules) -> Solution[Int64]:
    """The optimum, from a width on that leaves few columns."""
    width = _first_width(problem, dual)
    if len(problem.column) > FEW and stop.cutoff is not None:
        width = max(width, (stop.cutoff - dual.bound + 1) * DUAL_SCALE)
    while True:
        kept = np.flatnonzero(dual.reduced_cost <= width)
        answer = _solve_over(problem, kept, dual, stop)
        everything = len(kept) == len(problem.column)
        if not answer.proven or everything:
            return answer
        if answer.objective is None:
            width = width * WIDER
        elif answer.objective - dual.bound <= width // DUAL_SCALE:
            return answer
        else:
            width = (answer.objective - dual.bound + 1) * DUAL_SCALE


def is_hard(problem: RestrictedProblem) -> bool:
    """Whether the problem takes long: a large one with shuttles."""
    return len(problem.column) > FEW_SHARED and any(supply.cost for supply in problem.rows.supplies)


def _integral(dual: DualBound) -> Int64 | None:
    """The linear optimum, where all of it is whole."""
    if dual.linear is None:
        return None
    count = np.rint(dual.linear)
    return count.astype(np.int64) if np.all(np.abs(count - dual.linear) < SLIGHT) else None


def _first_width(problem: RestrictedProblem, dual: DualBound) -> int:
    """The reduced cost of the last of the first few columns."""
    if len(problem.column) <= FEW:
        return int(dual.reduced_cost.max(initial=0))
    most = max(FEW, 3 * len(problem.heads))
    if most >= len(dual.reduced_cost):
        return int(dual.reduced_cost.max())
    return max(DUAL_SCALE, int(np.partition(dual.reduced_cost, most)[most]))


def _cost(problem: RestrictedProblem, count: Int64) -> int:
    """Objective of a choice within the problem, shuttles at the fewest runs that carry everybody."""
    return int(problem.cost @ count) + sum(
        s.cost * n for s, n in zip(problem.rows.supplies, _supplied(problem, count), strict=True)
    )


def _supplied(problem: RestrictedProblem, count: Int64) -> list[int]:
    """How much of each supply a choice needs."""
    used = problem.used(count)
    needed = []
    for supply in problem.rows.supplies:
        short = [-(-(int(used[row]) - problem.rows.caps[row]) // -amount) for row, amount in supply.terms if amount < 0]
        needed.append(max([0, *short]))
    return needed


def _keeps(problem: RestrictedProblem, count: Int64) -> bool:
    """Whether a choice keeps every row, supplies counted in."""
    used, needed = problem.used(count), _supplied(problem, count)
    for supply, number in zip(problem.rows.supplies, needed, strict=True):
        if number > supply.most:
            return False
        for row, amount in supply.terms:
            used[row] += amount * number
    return bool(np.all(used <= problem.rows.cap))


def _solve_over(
    problem: RestrictedProblem, kept: Int64, dual: DualBound, stop: StopRules, floors: Floors | None = None
) -> Solution[Int64]:
    """The optimum over the kept columns, where of each row at least so much is used."""
    model = problem.model(kept, floors)
    how = _by_scip if len(problem.column) > FEW or is_hard(problem) else _by_cp_sat
    return how(problem, model, kept, dual, stop)


def _by_scip(
    problem: RestrictedProblem, model: LinearModel, kept: Int64, dual: DualBound, stop: StopRules
) -> Solution[Int64]:
    """The optimum of a model that is large for CP-SAT."""
    cutoff = None if stop.cutoff is None else stop.cutoff - problem.outside_minor
    values, bound, ended = solve_scip(model, stop.deadline, cutoff)
    if values is None:
        beyond = dual.bound if cutoff is None or not ended else max(dual.bound, problem.outside_minor + cutoff + 1)
        return Solution(beyond, ended and cutoff is None)
    count = _of_problem(problem, kept, values)
    if not _keeps(problem, count):
        return _by_cp_sat(problem, model, kept, dual, stop)
    objective = problem.outside_minor + _cost(problem, count)
    return Solution(dual.bound, ended and problem.outside_minor + bound >= objective, objective, count)


def _by_cp_sat(
    problem: RestrictedProblem, model: LinearModel, kept: Int64, dual: DualBound, stop: StopRules
) -> Solution[Int64]:
    values, proven = solve_cp_sat(model, dual.bound - problem.outside_minor, stop.deadline)
    if values is None:
        return Solution(dual.bound, proven)
    count = _of_problem(problem, kept, values)
    return Solution(dual.bound, proven, problem.outside_minor + _cost(problem, count), count)


def _of_problem(problem: RestrictedProblem, kept: Int64, values: Int64) -> Int64:
    """(columns of the problem,) the values of a model's columns, whose supplies come behind the kept columns."""
    count = np.zeros(len(problem.column), np.int64)
    count[kept] = values[: len(kept)]
    return count
