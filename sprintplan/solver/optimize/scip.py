"""Large cores by SCIP, which closes the gaps of money sooner; what it answers is checked in whole money.

It counts in floating point, so costs and rows are told as what each journey is beyond the least of its traveller's way:
small numbers keep its bound exact to far less than a minor unit.
"""

import time
from math import ceil
from typing import Any

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.solver.constraints.rows import Floors
from sprintplan.solver.instance.candidate import Way
from sprintplan.solver.optimize.restricted_problem import Core

DOUBT = 0.01
# The bound is taken to the next whole minor unit but for this.
PRECISE = "misc/catchctrlc = FALSE\nnumerics/feastol = 1e-9"


def by_branching(
    core: Core, kept: Int64, deadline: float | None, cutoff: int | None, floors: Floors
) -> tuple[Int64 | None, int, bool]:
    """The best choice over the kept columns, (columns of the core,) or None; a bound of those columns within the core,
    in minor units; and whether the search came to its end. Nothing dearer than the cutoff is looked for."""
    from ortools.linear_solver import pywraplp

    solver = pywraplp.Solver.CreateSolver("SCIP")
    solver.SetSolverSpecificParametersAsString(PRECISE)
    variables = [solver.IntVar(0, float(n), "") for n in core.heads[core.owner[kept]].tolist()]
    supplies = [solver.IntVar(0, float(supply.most), "") for supply in core.rows.supplies]
    _add_rows(solver, core, kept, variables, supplies, floors)
    _add_ways(solver, core, kept, variables)
    beyond, least = _beyond_least(core, kept, core.cost[kept])
    costs = [*beyond.tolist(), *(supply.cost for supply in core.rows.supplies)]
    objective = solver.Objective()
    limits = [] if cutoff is None else [solver.Constraint(-solver.infinity(), float(cutoff - least))]
    for variable, cost in zip([*variables, *supplies], costs, strict=True):
        for sum_of_costs in (objective, *limits):
            sum_of_costs.SetCoefficient(variable, float(cost))
    if deadline is not None:
        solver.SetTimeLimit(max(10, int(1000 * (deadline - time.monotonic()))))
    exactly = pywraplp.MPSolverParameters()
    exactly.SetDoubleParam(exactly.RELATIVE_MIP_GAP, 0.0)
    status = solver.Solve(exactly)
    if status not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
        return None, 0, bool(status == pywraplp.Solver.INFEASIBLE)
    count = np.zeros(len(core.column), np.int64)
    count[kept] = [round(variable.solution_value()) for variable in variables]
    return count, least + ceil(objective.BestBound() - DOUBT), bool(status == pywraplp.Solver.OPTIMAL)


def _beyond_least(core: Core, kept: Int64, amount: Int64) -> tuple[Int64, int]:
    """(kept,) amounts beyond the least of their group's way, of a both-ways offer beyond the sum of both; and what
    everybody's least ways add up to."""
    way, owner = core.way[kept], core.owner[kept]
    least = np.zeros((2, len(core.heads)), np.int64)
    for direction, mine in zip((Way.OUT, Way.BACK), least, strict=True):
        found = np.full(len(mine), np.iinfo(np.int64).max)
        np.minimum.at(found, owner[way == direction], amount[way == direction])
        mine[:] = np.where(found == np.iinfo(np.int64).max, 0, found)
    base = np.select(
        [way == Way.OUT, way == Way.BACK], [least[0][owner], least[1][owner]], (least[0] + least[1])[owner]
    )
    return amount - base, int(least.sum(axis=0) @ core.heads)


def _add_rows(solver: Any, core: Core, kept: Int64, variables: list[Any], supplies: list[Any], floors: Floors) -> None:
    """No more is used than there is, with what is supplied, and no less than the floors."""
    rows = []
    for row, (cap, floor) in enumerate(zip(core.rows.caps, floors, strict=True)):
        beyond, least = _beyond_least(core, kept, _amounts(core, kept, row))
        low = -solver.infinity() if floor is None else float(floor - least)
        rows.append(solver.Constraint(low, float(cap - least)))
        for at in np.flatnonzero(beyond).tolist():
            rows[row].SetCoefficient(variables[at], float(beyond[at]))
    for supply, variable in zip(core.rows.supplies, supplies, strict=True):
        for row, amount in supply.terms:
            rows[row].SetCoefficient(variable, float(amount))


def _amounts(core: Core, kept: Int64, row: int) -> Int64:
    """(kept,) what each column uses of a row."""
    use, mine = np.zeros(len(core.column), np.int64), core.row == row
    np.add.at(use, core.at[mine], core.amount[mine])
    return use[kept]


def _add_ways(solver: Any, core: Core, kept: Int64, variables: list[Any]) -> None:
    """Everybody goes out and home, by one-way journeys or a both-ways offer."""
    for way in (Way.OUT, Way.BACK):
        everybody = [solver.Constraint(float(n), float(n)) for n in core.heads.tolist()]
        going = np.flatnonzero(np.isin(core.way[kept], (way, Way.BOTH))).tolist()
        for at, owner in zip(going, core.owner[kept[going]].tolist(), strict=True):
            everybody[owner].SetCoefficient(variables[at], 1.0)
