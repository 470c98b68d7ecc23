"""Large cores with shuttles by SCIP, which closes the gaps of paid runs sooner; answers are checked in whole money."""

import time
from math import ceil
from typing import Any

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.solver.candidate import Way
from sprintplan.solver.core import Core

DOUBT = 0.01
# The solver counts in floating point: its bound is taken to the next whole minor unit but for this.


def by_branching(core: Core, kept: Int64, deadline: float | None, cutoff: int | None) -> tuple[Int64 | None, int, bool]:
    """The best choice over the kept columns, (columns of the core,) or None; a bound of those columns within the core,
    in minor units; and whether the search came to its end. Nothing dearer than the cutoff is looked for."""
    from ortools.linear_solver import pywraplp

    solver = pywraplp.Solver.CreateSolver("SCIP")
    solver.SetSolverSpecificParametersAsString("misc/catchctrlc = FALSE")
    variables = [solver.IntVar(0, float(n), "") for n in core.heads[core.owner[kept]].tolist()]
    supplies = [solver.IntVar(0, float(supply.most), "") for supply in core.rows.supplies]
    _add_rows(solver, core, kept, variables, supplies)
    _add_ways(solver, core, kept, variables)
    objective = solver.Objective()
    for variable, cost in zip([*variables, *supplies], _costs(core, kept), strict=True):
        objective.SetCoefficient(variable, cost)
    if cutoff is not None:
        cheap = solver.Constraint(-solver.infinity(), float(cutoff))
        for variable, cost in zip([*variables, *supplies], _costs(core, kept), strict=True):
            cheap.SetCoefficient(variable, cost)
    if deadline is not None:
        solver.SetTimeLimit(max(10, int(1000 * (deadline - time.monotonic()))))
    exactly = pywraplp.MPSolverParameters()
    exactly.SetDoubleParam(exactly.RELATIVE_MIP_GAP, 0.0)
    status = solver.Solve(exactly)
    if status not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
        return None, 0, bool(status == pywraplp.Solver.INFEASIBLE)
    count = np.zeros(len(core.column), np.int64)
    count[kept] = [round(variable.solution_value()) for variable in variables]
    return count, ceil(objective.BestBound() - DOUBT), bool(status == pywraplp.Solver.OPTIMAL)


def _costs(core: Core, kept: Int64) -> list[float]:
    return [*core.cost[kept].astype(np.float64).tolist(), *(float(supply.cost) for supply in core.rows.supplies)]


def _add_rows(solver: Any, core: Core, kept: Int64, variables: list[Any], supplies: list[Any]) -> None:
    """No more is used than there is, with what is supplied."""
    rows = [solver.Constraint(-solver.infinity(), float(cap)) for cap in core.rows.caps]
    place = np.full(len(core.column), -1, np.int64)
    place[kept] = np.arange(len(kept))
    inside = place[core.at] >= 0
    terms = (core.row[inside].tolist(), place[core.at[inside]].tolist(), core.amount[inside].tolist())
    for row, at, amount in zip(*terms, strict=True):
        rows[row].SetCoefficient(variables[at], float(amount))
    for supply, variable in zip(core.rows.supplies, supplies, strict=True):
        for row, amount in supply.terms:
            rows[row].SetCoefficient(variable, float(amount))


def _add_ways(solver: Any, core: Core, kept: Int64, variables: list[Any]) -> None:
    """Everybody goes out and home, by one-way journeys or a both-ways offer."""
    for way in (Way.OUT, Way.BACK):
        everybody = [solver.Constraint(float(n), float(n)) for n in core.heads.tolist()]
        for at, variable in zip(kept.tolist(), variables, strict=True):
            if core.way[at] in (way, Way.BOTH):
                everybody[core.owner[at]].SetCoefficient(variable, 1.0)
