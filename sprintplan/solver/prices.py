"""Prices of what is scarce, by linear programming with columns added as they pay; and the exact bound they prove."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.table import Int64
from sprintplan.solver.candidate import Way
from sprintplan.solver.core import FAR, Core

if TYPE_CHECKING:
    from ortools.linear_solver import pywraplp

SCALE = 1 << 10
# Prices are whole thousandths of a minor unit, so that bounds are exact whatever the linear solver's rounding.
FIRST_COLUMNS = 4
MOST_ROUNDS = 60
SHORTAGE_FACTOR, MOST_SHORTAGE = 16, 1e12
MOST_ITERATIONS = 50_000
# Where the simplex turns in circles, the bound so far has to do.
DEAREST = 1e13
# Scaled price of what a traveller uses of one thing: sums over a hundred thousand stay within 64 bits.


@dataclass(frozen=True)
class Priced:
    """What a set of prices proves of a core.

    bound : no choice of the whole block costs less, minor units
    gap : (columns of the core,) how much dearer a choice with that column is than the bound at least, scaled
    linear : (columns,) how many travellers the linear optimum puts on each; None where there is none
    supplied : (supplies,) how much of each it buys
    """

    bound: int
    gap: Int64
    linear: NDArray[np.float64] | None
    supplied: NDArray[np.float64] | None = None


def priced(core: Core, prices: Int64) -> Priced:
    """The bound of whole prices (rows,), at least 0, scaled."""
    reduced = core.cost * SCALE
    np.add.at(reduced, core.at, prices[core.row] * core.amount)
    best = core.cheapest(reduced)
    total = int(best.trip @ core.heads) - int(prices @ core.rows.cap)
    for supply in core.rows.supplies:
        cost = supply.cost * SCALE + sum(int(prices[row]) * amount for row, amount in supply.terms)
        total += min(0, cost) * supply.most
    out, back = best.back[core.owner], best.out[core.owner]
    partner = np.select([core.way == Way.OUT, core.way == Way.BACK], [out, back], 0)
    gap = np.minimum(reduced + partner, FAR) - best.trip[core.owner]
    return Priced(core.settled_minor - (-total // SCALE), gap, None)


class Master:
    """The linear model of a core, with the columns that pay so far."""

    def __init__(self, core: Core) -> None:
        from ortools.linear_solver import pywraplp

        self.core = core
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.solver.SetSolverSpecificParametersAsString(f"max_number_of_iterations: {MOST_ITERATIONS}")
        infinity = self.solver.infinity()
        self.rows = [self.solver.Constraint(-infinity, float(cap)) for cap in core.rows.caps]
        self.ways = [
            [self.solver.Constraint(float(n), float(n)) for n in core.heads.tolist()] for _ in (Way.OUT, Way.BACK)
        ]
        self.objective = self.solver.Objective()
        self.inside = np.zeros(len(core.column), np.bool_)
        self.variables: list[tuple[int, pywraplp.Variable]] = []
        order = np.argsort(core.at, kind="stable")
        largest = np.ones(len(core.rows.caps), np.int64)
        np.maximum.at(largest, core.row, np.abs(core.amount))
        self._most_price = DEAREST / largest
        self._terms = list(zip(core.row[order].tolist(), core.amount[order].tolist(), strict=True))
        self._first = np.searchsorted(core.at[order], np.arange(len(core.column) + 1)).tolist()
        self._add_supplies()
        self._shortage = self._add_shortage()

    def _add_supplies(self) -> None:
        self.supplies = [self.solver.NumVar(0.0, float(supply.most), "") for supply in self.core.rows.supplies]
        for supply, variable in zip(self.core.rows.supplies, self.supplies, strict=True):
            self.objective.SetCoefficient(variable, float(supply.cost))
            for row, amount in supply.terms:
                self.rows[row].SetCoefficient(variable, float(amount))

    def _add_shortage(self) -> "list[pywraplp.Variable]":
        """A dear way to leave a group at home, so that the model always has an answer."""
        dear = float(SHORTAGE_FACTOR * max(1, int(self.core.cost.max(initial=1))))
        found = []
        for number in range(len(self.core.heads)):
            variable = self.solver.NumVar(0.0, self.solver.infinity(), "")
            for constraints in self.ways:
                constraints[number].SetCoefficient(variable, 1.0)
            self.objective.SetCoefficient(variable, dear)
            found.append(variable)
        return found

    def raise_shortage(self) -> None:
        """Make staying at home dearer still."""
        for variable in self._shortage:
            self.objective.SetCoefficient(variable, self.objective.GetCoefficient(variable) * SHORTAGE_FACTOR)

    def short(self) -> bool:
        """Whether the last answer leaves anybody at home."""
        return any(variable.solution_value() > 1e-6 for variable in self._shortage)

    def add(self, chosen: Int64) -> None:
        """Take these columns of the core in."""
        core, fresh, infinity = self.core, chosen[~self.inside[chosen]], self.solver.infinity()
        out, back = self.ways
        constraints = {int(Way.OUT): (out,), int(Way.BACK): (back,), int(Way.BOTH): (out, back)}
        columns = (fresh, core.cost[fresh], core.owner[fresh], core.way[fresh])
        for at, cost, owner, way in zip(*(column.tolist() for column in columns), strict=True):
            variable = self.solver.NumVar(0.0, infinity, "")
            self.variables.append((at, variable))
            self.objective.SetCoefficient(variable, float(cost))
            for direction in constraints[way]:
                direction[owner].SetCoefficient(variable, 1.0)
            for row, amount in self._terms[self._first[at] : self._first[at + 1]]:
                self.rows[row].SetCoefficient(variable, float(amount))
        self.inside[chosen] = True

    def solve(self) -> bool:
        """Whether an optimum was found."""
        return bool(self.solver.Solve() == self.solver.OPTIMAL)

    def prices(self) -> Int64:
        """(rows,) scaled whole prices."""
        dual = np.array([row.dual_value() for row in self.rows], np.float64)
        price = np.clip(np.nan_to_num(-dual * SCALE), 0.0, self._most_price)
        return np.asarray(np.rint(price), np.int64)

    def linear(self) -> NDArray[np.float64]:
        """(columns of the core,) the answer."""
        count = np.zeros(len(self.core.column), np.float64)
        for at, variable in self.variables:
            count[at] = variable.solution_value()
        return count


def best_prices(core: Core) -> Priced:
    """The best bound that prices prove, and the linear optimum where it is whole."""
    if not len(core.column):
        return Priced(core.settled_minor, np.zeros(0, np.int64), np.zeros(0))
    master = Master(core)
    master.add(_first_columns(core, core.cost))
    best = priced(core, np.zeros(len(core.rows.caps), np.int64))
    for _ in range(MOST_ROUNDS):
        if not master.solve():
            return best
        found = priced(core, master.prices())
        best = max(best, found, key=lambda p: p.bound)
        fresh = _paying(core, master, found)
        if len(fresh):
            master.add(fresh)
        elif master.short() and master.objective.Value() < MOST_SHORTAGE:
            master.raise_shortage()
        else:
            break
    if master.short():
        return best
    supplied = np.array([variable.solution_value() for variable in master.supplies], np.float64)
    return Priced(best.bound, best.gap, master.linear(), supplied)


def _first_columns(core: Core, cost: Int64) -> Int64:
    """The cheapest few columns of each group and way."""
    cell = core.owner * len(Way) + core.way
    order = np.lexsort((cost, cell))
    rank = np.arange(len(order)) - np.searchsorted(cell[order], cell[order])
    return order[rank < FIRST_COLUMNS]


def _paying(core: Core, master: Master, found: Priced) -> Int64:
    """Columns outside the model that would be part of a cheapest trip at the present prices."""
    outside = np.flatnonzero(~master.inside & (found.gap <= 0))
    inside = np.flatnonzero(master.inside & (found.gap <= 0))
    cell = core.owner * len(Way) + core.way
    served = np.zeros(len(core.group) * len(Way), np.bool_)
    served[cell[inside]] = True
    return np.asarray(outside[~served[cell[outside]]])
