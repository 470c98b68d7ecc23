"""The integer program by CP-SAT, which counts in whole numbers."""

import time
from typing import TYPE_CHECKING

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.solver.optimize.interruptible import interruptible
from sprintplan.solver.optimize.linear_model import NO_FLOOR, LinearModel

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


def solve_cp_sat(model: LinearModel, least: int, deadline: float | None) -> tuple[Int64 | None, bool]:
    """The optimum, or the best choice that is found in time.

    Parameters
    ----------
    model : what to solve
    least : no choice costs less, minor units
    deadline : of `time.monotonic`

    Returns
    -------
    count : (columns,) how many of each column, None without a choice
    proven : whether `count` is the optimum, or it is proven that no choice exists
    """
    from ortools.sat.python import cp_model

    program = cp_model.CpModel()
    variables = [program.new_int_var(0, most, "") for most in model.most.tolist()]
    _add_rows(program, model, variables)
    total = cp_model.LinearExpr.weighted_sum(variables, model.cost.tolist())
    program.add(total >= least)
    program.minimize(total)
    solver = _solver(deadline)
    status = interruptible(lambda: solver.solve(program), solver.stop_search)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, status == cp_model.INFEASIBLE
    return np.array([solver.value(variable) for variable in variables], np.int64), status == cp_model.OPTIMAL


def _add_rows(program: "cp_model.CpModel", model: LinearModel, variables: "list[cp_model.IntVar]") -> None:
    """Everybody goes out and home; no more is used than there is, and no less than the floors."""
    from ortools.sat.python import cp_model

    row, column, amount = model.terms
    order = np.argsort(row, kind="stable")
    ends = np.searchsorted(row[order], np.arange(model.limits + 2 * len(model.heads) + 1)).tolist()

    def use(number: int) -> "cp_model.LinearExprT":
        mine = order[ends[number] : ends[number + 1]]
        return cp_model.LinearExpr.weighted_sum([variables[at] for at in column[mine].tolist()], amount[mine].tolist())

    for way in range(2):
        for owner, heads in enumerate(model.heads.tolist()):
            program.add(use(model.limits + way * len(model.heads) + owner) == heads)
    for limit, (low, high) in enumerate(zip(model.low.tolist(), model.high.tolist(), strict=True)):
        program.add(use(limit) <= high)
        if low != NO_FLOOR:
            program.add(use(limit) >= low)


def _solver(deadline: float | None) -> "cp_model.CpSolver":
    """One worker and one seed, so that every run gives the same answer."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.catch_sigint_signal = False
    if deadline is not None:
        solver.parameters.max_time_in_seconds = max(0.01, deadline - time.monotonic())
    return solver
