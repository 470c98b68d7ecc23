"""Among choices that cost the same, the one that changes the fewest published itineraries, then the fewest minutes."""

from dataclasses import replace

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.solver.instance.solution import Solution
from sprintplan.solver.optimize.column_generation import DualBound
from sprintplan.solver.optimize.cp_sat import solve_cp_sat
from sprintplan.solver.optimize.linear_model import NO_FLOOR, LinearModel
from sprintplan.solver.optimize.restricted_master import DUAL_SCALE
from sprintplan.solver.optimize.restricted_problem import RestrictedProblem
from sprintplan.solver.optimize.stop_rules import StopRules


def least_changed(
    problem: RestrictedProblem, dual: DualBound, answer: Solution[Int64], stop: StopRules
) -> Solution[Int64]:
    """An optimum with the least change, where a proven optimum is known; that itself where nothing was published.

    The integer program is solved once more over the columns that an optimum may have, its cost capped at the optimum
    and the change in place of the cost.

    Parameters
    ----------
    problem : the restricted problem
    dual : its dual bound, whose reduced costs tell which columns an optimum may have
    answer : an optimum of it
    stop : when to stop; then the known optimum is given
    """
    change = problem.change
    if answer.choice is None or answer.objective is None or not answer.proven or not change.any():
        return answer
    width = (answer.objective - dual.bound) * DUAL_SCALE
    kept = np.flatnonzero(dual.reduced_cost <= width)
    model = _capped(problem.model(kept), answer.objective - problem.outside_minor, change[kept])
    values, proven = solve_cp_sat(model, 0, stop.deadline)
    if values is None or not proven:
        return answer
    count = np.zeros(len(problem.column), np.int64)
    count[kept] = values[: len(kept)]
    return replace(answer, choice=count)


def _capped(model: LinearModel, most: int, change: Int64) -> LinearModel:
    """The model with its cost as one more limit, and the change as its cost."""
    paid = np.flatnonzero(model.cost)
    return replace(
        model,
        row=np.append(model.row, np.full(len(paid), model.limits)),
        column=np.append(model.column, paid),
        amount=np.append(model.amount, model.cost[paid]),
        low=np.append(model.low, NO_FLOOR),
        high=np.append(model.high, most),
        cost=np.append(change, np.zeros(len(model.cost) - len(change), np.int64)),
    )
