"""The integer program by SCIP, which closes the gaps of large ones sooner; what it answers is checked in whole money.

It counts in floating point, so costs and limits are stated as what each journey is beyond the least of its class's way:
small numbers keep its bound exact to far less than a minor unit.
"""

import time
from math import ceil
from typing import Any

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.solver.optimize.interruptible import interruptible
from sprintplan.solver.optimize.linear_model import NO_CLASS, NO_FLOOR, LinearModel

DOUBT = 0.01
"""The bound is taken to the next whole minor unit but for this."""

PRECISE = "misc/catchctrlc = FALSE\nnumerics/feastol = 1e-9"


def solve_scip(model: LinearModel, deadline: float | None, cutoff: int | None) -> tuple[Int64 | None, int, bool]:
    """The optimum, or the best choice that is found in time.

    Parameters
    ----------
    model : what to solve
    deadline : of `time.monotonic`
    cutoff : nothing dearer is looked for, minor units

    Returns
    -------
    count : (columns,) how many of each column, None without a choice
    bound : no choice costs less, minor units
    ended : whether the search came to its end
    """
    from ortools.linear_solver import pywraplp

    solver = pywraplp.Solver.CreateSolver("SCIP")
    solver.SetSolverSpecificParametersAsString(PRECISE)
    variables = [solver.IntVar(0, float(most), "") for most in model.most.tolist()]
    _add_limits(solver, model, variables)
    _add_ways(solver, model, variables)
    beyond, least = _beyond_least(model, model.cost)
    objective = solver.Objective()
    sums = [objective] if cutoff is None else [objective, solver.Constraint(-solver.infinity(), float(cutoff - least))]
    for variable, cost in zip(variables, beyond.tolist(), strict=True):
        for sum_of_costs in sums:
            sum_of_costs.SetCoefficient(variable, float(cost))
    if deadline is not None:
        solver.SetTimeLimit(max(10, int(1000 * (deadline - time.monotonic()))))
    exactly = pywraplp.MPSolverParameters()
    exactly.SetDoubleParam(exactly.RELATIVE_MIP_GAP, 0.0)
    status = interruptible(lambda: solver.Solve(exactly), solver.InterruptSolve)
    if status not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
        return None, 0, bool(status == pywraplp.Solver.INFEASIBLE)
    count = np.array([round(variable.solution_value()) for variable in variables], np.int64)
    return count, least + ceil(objective.BestBound() - DOUBT), bool(status == pywraplp.Solver.OPTIMAL)


def _beyond_least(model: LinearModel, amount: Int64) -> tuple[Int64, int]:
    """(columns,) amounts beyond the least of their class's way, of both ways at once beyond the sum of both; and what
    everybody's least ways add up to."""
    beyond, total = amount.copy(), 0
    for mine, other in ((model.out, model.back), (model.back, model.out)):
        alone, brings = (mine != NO_CLASS) & (other == NO_CLASS), mine != NO_CLASS
        least = np.full(len(model.heads), np.iinfo(np.int64).max)
        np.minimum.at(least, mine[alone], amount[alone])
        least = np.where(least == np.iinfo(np.int64).max, 0, least)
        beyond[brings] -= least[mine[brings]]
        total += int(least @ model.heads)
    return beyond, total


def _add_limits(solver: Any, model: LinearModel, variables: list[Any]) -> None:
    """No more is used than there is, and no less than the floors."""
    for limit, (low, high) in enumerate(zip(model.low.tolist(), model.high.tolist(), strict=True)):
        beyond, least = _beyond_least(model, model.limit_amounts(limit))
        floor = -solver.infinity() if low == NO_FLOOR else float(low - least)
        row = solver.Constraint(floor, float(high - least))
        for at in np.flatnonzero(beyond).tolist():
            row.SetCoefficient(variables[at], float(beyond[at]))


def _add_ways(solver: Any, model: LinearModel, variables: list[Any]) -> None:
    """Everybody goes out and home, by one-way journeys or a both-ways offer."""
    for brings in (model.out, model.back):
        everybody = [solver.Constraint(float(heads), float(heads)) for heads in model.heads.tolist()]
        going = np.flatnonzero(brings != NO_CLASS)
        for at, owner in zip(going.tolist(), brings[going].tolist(), strict=True):
            everybody[owner].SetCoefficient(variables[at], 1.0)
