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

FAR = np.iinfo(np.int64).max
"""More than any amount, where the least of some is looked for."""
DOUBT = 0.01
"""The bound is taken to the next whole minor unit but for this."""

PRECISE = "misc/catchctrlc = FALSE\nnumerics/feastol = 1e-9"
"""SCIP leaves ctrl-C to us, and takes rows for kept that are broken by no more than this share."""


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
    ways = _Ways(model)
    _add_limits(solver, ways, variables)
    _add_ways(solver, model, variables)
    columns, beyond, least = ways.beyond_least(np.arange(len(model.cost)), model.cost)
    objective = solver.Objective()
    sums = [objective] if cutoff is None else [objective, solver.Constraint(-solver.infinity(), float(cutoff - least))]
    for at, cost in zip(columns.tolist(), beyond.tolist(), strict=True):
        for sum_of_costs in sums:
            sum_of_costs.SetCoefficient(variables[at], float(cost))
    if deadline is not None:
        solver.SetTimeLimit(max(10, int(1000 * (deadline - time.monotonic()))))
    exactly = pywraplp.MPSolverParameters()
    exactly.SetDoubleParam(exactly.RELATIVE_MIP_GAP, 0.0)
    status = interruptible(lambda: solver.Solve(exactly), solver.InterruptSolve)
    if status not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
        return None, 0, bool(status == pywraplp.Solver.INFEASIBLE)
    count = np.array([round(variable.solution_value()) for variable in variables], np.int64)
    return count, least + ceil(objective.BestBound() - DOUBT), bool(status == pywraplp.Solver.OPTIMAL)


class _Ways:
    """The columns of a model by the way on which they bring somebody.

    Parameters
    ----------
    model : the model

    Attributes
    ----------
    ways : the way out and the way home, each as the class that columns bring on it; whether they bring it on that way
        alone; how many of these a class has; and its columns, those of class k being `column`[`first`[k]:`first`[k+1]]
    """

    def __init__(self, model: LinearModel) -> None:
        self.model, classes = model, np.arange(len(model.heads) + 1)
        self.ways = []
        for mine, other in ((model.out, model.back), (model.back, model.out)):
            alone = (mine != NO_CLASS) & (other == NO_CLASS)
            column = np.argsort(mine, kind="stable")
            first = np.searchsorted(mine[column], classes)
            self.ways.append((mine, alone, np.bincount(mine[alone], minlength=len(model.heads)), column, first))

    def beyond_least(self, column: Int64, amount: Int64) -> tuple[Int64, Int64, int]:
        """Columns with their amounts beyond the least of their class's way, of both ways at once beyond the sum of
        both; and what everybody's least ways add up to.

        Parameters
        ----------
        column, amount : (n,) amounts of some columns; those of all others are nothing
        """
        column, amount = _summed(column, amount)
        columns, amounts, total = [column], [amount], 0
        for mine, alone, count, by_class, first in self.ways:
            at = alone[column]
            named = np.bincount(mine[column[at]], minlength=len(count))
            least = np.where(named == count, np.where(count > 0, FAR, 0), 0)
            np.minimum.at(least, mine[column[at]], amount[at])
            shifted = np.flatnonzero(least)
            member = [by_class[first[k] : first[k + 1]] for k in shifted.tolist()]
            columns += member
            amounts += [np.full(len(some), -least[k]) for k, some in zip(shifted.tolist(), member, strict=True)]
            total += int(least @ self.model.heads)
        column, amount = _summed(np.concatenate(columns), np.concatenate(amounts))
        return column[amount != 0], amount[amount != 0], total


def _summed(column: Int64, amount: Int64) -> tuple[Int64, Int64]:
    """Each column once, with the sum of its amounts."""
    every, place = np.unique(column, return_inverse=True)
    total = np.zeros(len(every), np.int64)
    np.add.at(total, place, amount)
    return every, total


def _add_limits(solver: Any, ways: _Ways, variables: list[Any]) -> None:
    """No more is used than there is, and no less than the floors."""
    model = ways.model
    order = np.argsort(model.row, kind="stable")
    ends = np.searchsorted(model.row[order], np.arange(model.limits + 1)).tolist()
    for limit, (low, high) in enumerate(zip(model.low.tolist(), model.high.tolist(), strict=True)):
        mine = order[ends[limit] : ends[limit + 1]]
        columns, beyond, least = ways.beyond_least(model.column[mine], model.amount[mine])
        floor = -solver.infinity() if low == NO_FLOOR else float(low - least)
        row = solver.Constraint(floor, float(high - least))
        for at, amount in zip(columns.tolist(), beyond.tolist(), strict=True):
            row.SetCoefficient(variables[at], float(amount))


def _add_ways(solver: Any, model: LinearModel, variables: list[Any]) -> None:
    """Everybody goes out and home, by one-way journeys or a both-ways offer."""
    for brings in (model.out, model.back):
        everybody = [solver.Constraint(float(heads), float(heads)) for heads in model.heads.tolist()]
        going = np.flatnonzero(brings != NO_CLASS)
        for at, owner in zip(going.tolist(), brings[going].tolist(), strict=True):
            everybody[owner].SetCoefficient(variables[at], 1.0)
