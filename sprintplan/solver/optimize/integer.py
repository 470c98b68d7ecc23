"""The whole optimum of a core over the columns that the prices leave in question, by CP-SAT, or SCIP if it is large."""

import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.solver.constraints.rows import Floors
from sprintplan.solver.instance.candidate import Way
from sprintplan.solver.optimize.column_generation import Priced
from sprintplan.solver.optimize.restricted_master import SCALE
from sprintplan.solver.optimize.restricted_problem import Core
from sprintplan.solver.optimize.stop_rules import Terms

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

FEW = 1_500
WIDER = 8
# Columns of the first model, and how much wider the next gap is where that model has no answer.
NARROW, MOST_NARROW = 4, 300
# Minor units above the bound that are searched first and last for a choice where a limited sum has a price.


@dataclass(frozen=True)
class Whole:
    """(columns of the core,) the best choice found, None where there is none; its objective with shuttles, the bound of
    the whole block, and whether the search was ended by the clock."""

    count: Int64 | None
    objective: int
    bound: int
    in_time: bool


def best_whole(core: Core, found: Priced, terms: Terms) -> Whole:
    """The optimum; columns of so wide a gap that even the bound with them is dearer than the optimum stay out."""
    count = _whole_linear(found)
    if count is not None and _keeps(core, count):
        objective = core.settled_minor + _cost(core, count)
        if objective <= found.bound:
            return Whole(count, objective, found.bound, in_time=True)
    if is_hard(core) and terms.quick:
        return Whole(None, 0, found.bound, in_time=False)
    return _narrow(core, found, terms) or _wide(core, found, terms)


def _narrow(core: Core, found: Priced, terms: Terms) -> Whole | None:
    """The optimum where a limited sum has a price and the optimum is next to the bound, else None.

    What is so near uses nearly all there is of everything that has a price, the sum to the last cent: told so, the
    solver has little left to try.
    """
    if not any(found.prices[row] for row in core.rows.sums):
        return None
    width, best = NARROW * SCALE, None
    while best is not None or width <= MOST_NARROW * SCALE:
        kept = np.flatnonzero(found.gap <= width)
        answer = _answered(core, kept, found, Terms(terms.deadline), floors_of(core, found, width))
        if not answer.in_time:
            return answer if terms.deadline is not None and time.monotonic() >= terms.deadline else None
        best = answer.count
        if best is None:
            width = width * WIDER
        elif answer.objective - found.bound <= width // SCALE:
            return answer
        else:
            width = (answer.objective - found.bound + 1) * SCALE
    return None


def floors_of(core: Core, found: Priced, width: int) -> Floors:
    """How much of each row every choice uses that is less than so wide a gap, scaled, above the bound."""
    priced = zip(core.rows.caps, found.prices.tolist(), strict=True)
    return [cap - width // price if price else None for cap, price in priced]


def _wide(core: Core, found: Priced, terms: Terms) -> Whole:
    """The optimum, from a width on that leaves few columns."""
    width = _first_width(core, found)
    if len(core.column) > FEW and terms.cutoff is not None:
        width = max(width, (terms.cutoff - found.bound + 1) * SCALE)
    while True:
        kept = np.flatnonzero(found.gap <= width)
        answer = _answered(core, kept, found, terms)
        everything = len(kept) == len(core.column)
        if not answer.in_time or everything:
            return answer
        if answer.count is None:
            width = width * WIDER
        elif answer.objective - found.bound <= width // SCALE:
            return answer
        else:
            width = (answer.objective - found.bound + 1) * SCALE


def is_hard(core: Core) -> bool:
    """Whether the core takes long: a large one with shuttles."""
    return len(core.column) > FEW and any(supply.cost for supply in core.rows.supplies)


def _whole_linear(found: Priced) -> Int64 | None:
    """The linear optimum, where all of it is whole."""
    if found.linear is None:
        return None
    count = np.rint(found.linear)
    return count.astype(np.int64) if np.all(np.abs(count - found.linear) < 1e-6) else None


def _first_width(core: Core, found: Priced) -> int:
    """The gap of the last of the first few columns."""
    if len(core.column) <= FEW:
        return int(found.gap.max(initial=0))
    most = max(FEW, 3 * len(core.heads))
    if most >= len(found.gap):
        return int(found.gap.max())
    return max(SCALE, int(np.partition(found.gap, most)[most]))


def _cost(core: Core, count: Int64) -> int:
    """Objective of a choice within the core, shuttles at the fewest runs that carry everybody."""
    return int(core.cost @ count) + sum(
        s.cost * n for s, n in zip(core.rows.supplies, _supplied(core, count), strict=True)
    )


def _supplied(core: Core, count: Int64) -> list[int]:
    """How much of each supply a choice needs."""
    used = core.used(count)
    needed = []
    for supply in core.rows.supplies:
        short = [-(-(int(used[row]) - core.rows.caps[row]) // -amount) for row, amount in supply.terms if amount < 0]
        needed.append(max([0, *short]))
    return needed


def _keeps(core: Core, count: Int64) -> bool:
    """Whether a choice keeps every row, supplies counted in."""
    used, needed = core.used(count), _supplied(core, count)
    for supply, number in zip(core.rows.supplies, needed, strict=True):
        if number > supply.most:
            return False
        for row, amount in supply.terms:
            used[row] += amount * number
    return bool(np.all(used <= core.rows.cap))


def _answered(core: Core, kept: Int64, found: Priced, terms: Terms, floors: Floors | None = None) -> Whole:
    """The optimum over the kept columns, where of each row at least so much is used."""
    how = _branched if len(core.column) > FEW else _solved
    return how(core, kept, found, terms, floors or [None] * len(core.rows.caps))


def _branched(core: Core, kept: Int64, found: Priced, terms: Terms, floors: Floors) -> Whole:
    """The optimum over the kept columns of a core that is large for CP-SAT."""
    from sprintplan.solver.optimize.scip import by_branching

    cutoff = None if terms.cutoff is None else terms.cutoff - core.settled_minor
    count, bound, ended = by_branching(core, kept, terms.deadline, cutoff, floors)
    if count is None:
        beyond = found.bound if cutoff is None or not ended else max(found.bound, core.settled_minor + cutoff + 1)
        return Whole(None, 0, beyond, ended and cutoff is None)
    if not _keeps(core, count):
        return _solved(core, kept, found, terms, floors)
    objective = core.settled_minor + _cost(core, count)
    return Whole(count, objective, found.bound, ended and core.settled_minor + bound >= objective)


def _solved(core: Core, kept: Int64, found: Priced, terms: Terms, floors: Floors) -> Whole:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    most = core.heads[core.owner[kept]]
    variables = [model.new_int_var(0, n, "") for n in most.tolist()]
    supplies = [model.new_int_var(0, supply.most, "") for supply in core.rows.supplies]
    _add_ways(model, core, kept, variables)
    _add_rows(model, core, kept, variables, supplies, floors)
    every = [*variables, *supplies]
    costs = [*core.cost[kept].tolist(), *(supply.cost for supply in core.rows.supplies)]
    total = cp_model.LinearExpr.weighted_sum(every, costs)
    model.add(total >= found.bound - core.settled_minor)
    model.minimize(total)
    solver = _solver(terms.deadline)
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return Whole(None, 0, found.bound, in_time=True)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Whole(None, 0, found.bound, in_time=False)
    count = np.zeros(len(core.column), np.int64)
    count[kept] = [solver.value(variable) for variable in variables]
    return Whole(count, core.settled_minor + _cost(core, count), found.bound, status == cp_model.OPTIMAL)


def _add_ways(model: "cp_model.CpModel", core: Core, kept: Int64, variables: "list[cp_model.IntVar]") -> None:
    """Everybody goes out and home, by one-way journeys or a both-ways offer."""
    from ortools.sat.python import cp_model

    for way in (Way.OUT, Way.BACK):
        mine: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for at in np.flatnonzero(np.isin(core.way[kept], (way, Way.BOTH))).tolist():
            mine[int(core.owner[kept[at]])].append(variables[at])
        for number, heads in enumerate(core.heads.tolist()):
            model.add(cp_model.LinearExpr.sum(mine[number]) == heads)


def _add_rows(
    model: "cp_model.CpModel",
    core: Core,
    kept: Int64,
    variables: "list[cp_model.IntVar]",
    supplies: "list[cp_model.IntVar]",
    floors: Floors,
) -> None:
    """No more is used than there is, with what is supplied, and no less than the floors."""
    from ortools.sat.python import cp_model

    place = np.full(len(core.column), -1, np.int64)
    place[kept] = np.arange(len(kept))
    terms: dict[int, list[tuple[cp_model.IntVar, int]]] = defaultdict(list)
    inside = place[core.at] >= 0
    for row, at, amount in zip(
        core.row[inside].tolist(), place[core.at[inside]].tolist(), core.amount[inside].tolist(), strict=True
    ):
        terms[row].append((variables[at], amount))
    for supply, variable in zip(core.rows.supplies, supplies, strict=True):
        for row, amount in supply.terms:
            terms[row].append((variable, amount))
    for row, (cap, floor) in enumerate(zip(core.rows.caps, floors, strict=True)):
        use = cp_model.LinearExpr.weighted_sum(*_split(terms[row]))
        model.add(use <= cap)
        if floor is not None:
            model.add(use >= floor)


def _split(terms: "list[tuple[cp_model.IntVar, int]]") -> "tuple[list[cp_model.IntVar], list[int]]":
    return [variable for variable, _ in terms], [amount for _, amount in terms]


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
