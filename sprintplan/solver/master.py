"""The linear model whose prices bound a core: only columns that pay are in it."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.table import Int64
from sprintplan.solver.candidate import Way
from sprintplan.solver.core import Core

if TYPE_CHECKING:
    from ortools.linear_solver import linear_solver_pb2

SCALE = 1 << 10
# Prices are whole thousandths of a minor unit, so that bounds are exact whatever the linear solver's rounding.
SHORTAGE_FACTOR = 16
MOST_ITERATIONS = 50_000
# Where the simplex turns in circles, the bound so far has to do.
DEAREST = 1e13
# Scaled price of what a traveller uses of one thing: sums over a hundred thousand stay within 64 bits.
INFINITY = float("inf")


class Master:
    """The linear model of a core, with the columns that pay so far.

    Its variables are what is supplied, then a dear way to leave each group at home, so that it always has an answer,
    then `inside`, columns of the core. Its first columns are handed over in one piece, as calls one by one take longer
    than the solver.
    """

    def __init__(self, core: Core, columns: Int64) -> None:
        self.core, self.inside = core, columns
        order = np.argsort(core.at, kind="stable")
        self._terms = list(zip(core.row[order].tolist(), core.amount[order].tolist(), strict=True))
        self._first = np.searchsorted(core.at[order], np.arange(len(core.column) + 1)).tolist()
        largest = np.ones(len(core.rows.caps), np.int64)
        np.maximum.at(largest, core.row, np.abs(core.amount))
        self._most_price = DEAREST / largest
        self._hand_over()

    def _hand_over(self) -> None:
        """Make the solver, and name its parts."""
        from ortools.linear_solver import pywraplp

        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.solver.SetSolverSpecificParametersAsString(f"max_number_of_iterations: {MOST_ITERATIONS}")
        self.solver.LoadModelFromProto(self._model())
        variables, constraints = self.solver.variables(), self.solver.constraints()
        rows, groups = len(self.core.rows.caps), len(self.core.heads)
        self.rows, self.ways = constraints[:rows], (constraints[rows : rows + groups], constraints[rows + groups :])
        self.shortage = variables[self._at_home]
        self.objective = self.solver.Objective()

    def _model(self) -> "linear_solver_pb2.MPModelProto":
        """The model with its first columns."""
        from ortools.linear_solver import linear_solver_pb2

        core, model = self.core, linear_solver_pb2.MPModelProto()
        dear = SHORTAGE_FACTOR * max(1, int(core.cost.max(initial=1)))
        for supply in core.rows.supplies:
            model.variable.add(lower_bound=0.0, upper_bound=supply.most, objective_coefficient=supply.cost)
        for cost in [dear] * len(core.heads) + core.cost[self.inside].tolist():
            model.variable.add(lower_bound=0.0, upper_bound=INFINITY, objective_coefficient=cost)
        for cap, terms in zip(core.rows.caps, self._uses(), strict=True):
            self._constrain(model, -INFINITY, cap, terms)
        for way in (Way.OUT, Way.BACK):
            for heads, columns in zip(core.heads.tolist(), self._going(way), strict=True):
                self._constrain(model, heads, heads, [(column, 1) for column in columns])
        return model

    @staticmethod
    def _constrain(
        model: "linear_solver_pb2.MPModelProto", low: float, high: float, terms: list[tuple[int, int]]
    ) -> None:
        constraint = model.constraint.add(lower_bound=low, upper_bound=high)
        constraint.var_index.extend(column for column, _ in terms)
        constraint.coefficient.extend(amount for _, amount in terms)

    def _uses(self) -> list[list[tuple[int, int]]]:
        """Of each row, what supplies and columns use of it."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.core.rows.caps]
        for number, supply in enumerate(self.core.rows.supplies):
            for row, amount in supply.terms:
                found[row].append((number, amount))
        for number, at in enumerate(self.inside.tolist(), self._before):
            for row, amount in self._terms[self._first[at] : self._first[at + 1]]:
                found[row].append((number, amount))
        return found

    def _going(self, way: Way) -> list[list[int]]:
        """Of each group, the variables that bring people out, or home."""
        found = [[number] for number in range(self._at_home.start, self._at_home.stop)]
        there = np.flatnonzero(np.isin(self.core.way[self.inside], (way, Way.BOTH)))
        for number, owner in zip(there.tolist(), self.core.owner[self.inside[there]].tolist(), strict=True):
            found[owner].append(self._before + number)
        return found

    @property
    def _before(self) -> int:
        """How many variables come before the columns."""
        return len(self.core.rows.supplies) + len(self.core.heads)

    @property
    def _at_home(self) -> slice:
        """The variables that leave a group at home."""
        return slice(len(self.core.rows.supplies), self._before)

    def raise_shortage(self) -> None:
        """Make staying at home dearer still."""
        for variable in self.shortage:
            self.objective.SetCoefficient(variable, self.objective.GetCoefficient(variable) * SHORTAGE_FACTOR)

    def add(self, fresh: Int64) -> None:
        """Take these columns of the core in, none of which is inside yet."""
        core, infinity = self.core, self.solver.infinity()
        out, back = self.ways
        constraints = {int(Way.OUT): (out,), int(Way.BACK): (back,), int(Way.BOTH): (out, back)}
        columns = (fresh, core.cost[fresh], core.owner[fresh], core.way[fresh])
        for at, cost, owner, way in zip(*(column.tolist() for column in columns), strict=True):
            variable = self.solver.NumVar(0.0, infinity, "")
            self.objective.SetCoefficient(variable, float(cost))
            for direction in constraints[way]:
                direction[owner].SetCoefficient(variable, 1.0)
            for row, amount in self._terms[self._first[at] : self._first[at + 1]]:
                self.rows[row].SetCoefficient(variable, float(amount))
        self.inside = np.append(self.inside, fresh)

    def solve(self) -> bool:
        """Whether an optimum was found; what is asked of the model after that is about it."""
        from ortools.linear_solver import linear_solver_pb2

        found = bool(self.solver.Solve() == self.solver.OPTIMAL)
        answer = linear_solver_pb2.MPSolutionResponse()
        self.solver.FillSolutionResponseProto(answer)
        self.values, self.duals = np.array(answer.variable_value), np.array(answer.dual_value)
        return found

    def short(self) -> bool:
        """Whether the answer leaves anybody at home."""
        return bool(np.any(self.values[self._at_home] > 1e-6))

    def prices(self) -> Int64:
        """(rows,) scaled whole prices."""
        dual = self.duals[: len(self.core.rows.caps)]
        price = np.clip(np.nan_to_num(-dual * SCALE), 0.0, self._most_price)
        return np.asarray(np.rint(price), np.int64)

    def linear(self) -> NDArray[np.float64]:
        """(columns of the core,) the answer."""
        count = np.zeros(len(self.core.column), np.float64)
        count[self.inside] = self.values[self._before :]
        return count

    def supplied(self) -> NDArray[np.float64]:
        """(supplies,) how much of each is bought."""
        return self.values[: len(self.core.rows.supplies)]
