"""The whole optimum of a core over the columns that the prices leave in question, by CP-SAT, or SCIP if it is large."""

import time

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.solver.constraints.rows import Floors
from sprintplan.solver.instance.solution import Solution
from sprintplan.solver.optimize.column_generation import Priced
from sprintplan.solver.optimize.cp_sat import solve_cp_sat
from sprintplan.solver.optimize.linear_model import LinearModel
from sprintplan.solver.optimize.restricted_master import SCALE
from sprintplan.solver.optimize.restricted_problem import Core
from sprintplan.solver.optimize.scip import solve_scip
from sprintplan.solver.optimize.stop_rules import Terms

FEW = 1_500
WIDER = 8
# Columns of the first model, and how much wider the next gap is where that model has no answer.
NARROW, MOST_NARROW = 4, 300
# Minor units above the bound that are searched first and last for a choice where a limited sum has a price.


def best_whole(core: Core, found: Priced, terms: Terms) -> Solution[Int64]:
    """The optimum; columns of so wide a gap that even the bound with them is dearer than the optimum stay out."""
    count = _whole_linear(found)
    if count is not None and _keeps(core, count):
        objective = core.settled_minor + _cost(core, count)
        if objective <= found.bound:
            return Solution(found.bound, True, objective, count)
    if is_hard(core) and terms.quick:
        return Solution(found.bound, proven=False)
    return _narrow(core, found, terms) or _wide(core, found, terms)


def _narrow(core: Core, found: Priced, terms: Terms) -> Solution[Int64] | None:
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
        if not answer.proven:
            return answer if terms.deadline is not None and time.monotonic() >= terms.deadline else None
        best = answer.objective
        if best is None:
            width = width * WIDER
        elif best - found.bound <= width // SCALE:
            return answer
        else:
            width = (best - found.bound + 1) * SCALE
    return None


def floors_of(core: Core, found: Priced, width: int) -> Floors:
    """How much of each row every choice uses that is less than so wide a gap, scaled, above the bound."""
    priced = zip(core.rows.caps, found.prices.tolist(), strict=True)
    return [cap - width // price if price else None for cap, price in priced]


def _wide(core: Core, found: Priced, terms: Terms) -> Solution[Int64]:
    """The optimum, from a width on that leaves few columns."""
    width = _first_width(core, found)
    if len(core.column) > FEW and terms.cutoff is not None:
        width = max(width, (terms.cutoff - found.bound + 1) * SCALE)
    while True:
        kept = np.flatnonzero(found.gap <= width)
        answer = _answered(core, kept, found, terms)
        everything = len(kept) == len(core.column)
        if not answer.proven or everything:
            return answer
        if answer.objective is None:
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


def _answered(core: Core, kept: Int64, found: Priced, terms: Terms, floors: Floors | None = None) -> Solution[Int64]:
    """The optimum over the kept columns, where of each row at least so much is used."""
    model = core.model(kept, floors)
    how = _by_scip if len(core.column) > FEW else _by_cp_sat
    return how(core, model, kept, found, terms)


def _by_scip(core: Core, model: LinearModel, kept: Int64, found: Priced, terms: Terms) -> Solution[Int64]:
    """The optimum of a model that is large for CP-SAT."""
    cutoff = None if terms.cutoff is None else terms.cutoff - core.settled_minor
    values, bound, ended = solve_scip(model, terms.deadline, cutoff)
    if values is None:
        beyond = found.bound if cutoff is None or not ended else max(found.bound, core.settled_minor + cutoff + 1)
        return Solution(beyond, ended and cutoff is None)
    count = _of_core(core, kept, values)
    if not _keeps(core, count):
        return _by_cp_sat(core, model, kept, found, terms)
    objective = core.settled_minor + _cost(core, count)
    return Solution(found.bound, ended and core.settled_minor + bound >= objective, objective, count)


def _by_cp_sat(core: Core, model: LinearModel, kept: Int64, found: Priced, terms: Terms) -> Solution[Int64]:
    values, proven = solve_cp_sat(model, found.bound - core.settled_minor, terms.deadline)
    if values is None:
        return Solution(found.bound, proven)
    count = _of_core(core, kept, values)
    return Solution(found.bound, proven, core.settled_minor + _cost(core, count), count)


def _of_core(core: Core, kept: Int64, values: Int64) -> Int64:
    """(columns of the core,) the values of a model's columns, whose supplies come behind the kept columns."""
    count = np.zeros(len(core.column), np.int64)
    count[kept] = values[: len(kept)]
    return count
