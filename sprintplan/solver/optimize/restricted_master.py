"""The restricted master: the linear program over the columns generated so far, solved by GLOP."""

import time
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.table import Int64
from sprintplan.solver.constraints.rows import SLIGHT
from sprintplan.solver.optimize.interruptible import interruptible
from sprintplan.solver.optimize.restricted_problem import FAR, RestrictedProblem

if TYPE_CHECKING:
    from ortools.math_opt import model_pb2, sparse_containers_pb2
    from ortools.math_opt.model_parameters_pb2 import ModelSolveParametersProto
    from ortools.math_opt.parameters_pb2 import SolveParametersProto

DUAL_SCALE = 1 << 20
"""A minor unit has so many of the parts, about millionths, that dual values are whole numbers of, so that bounds are
exact whatever the linear solver's rounding; as one unit of a budget is a trade of thousands, its rounded value proves
less by thousands of millionths."""
PENALTY_FACTOR = 16
"""An artificial variable costs so many times as much as the dearest column, and so many times more each time that it is
made dearer."""
MOST_ITERATIONS = 50_000
"""Where the simplex cycles, the bound so far has to do."""
SOON_SOLVED = 2_000
"""With fewer variables it is solved in milliseconds, of which starting a thread takes more."""
MOST_PRICED = FAR / 64
"""Scaled dual value of all that a traveller uses of one row at most: sums over many rows stay within 64 bits."""
INFINITY = float("inf")


class _Terms(NamedTuple):
    """Terms of the model, or of the problem's columns."""

    row: Int64
    column: Int64
    amount: Int64


class RestrictedMaster:
    """The linear relaxation of a restricted problem over the columns generated so far.

    Its variables are the supplies, then one artificial (big-M) variable a class, so that it is always feasible, then
    `inside`, columns of the problem; its rows are the problem's, then each class's outbound, then each class's return.
    The solver gets them as flat arrays, since calls term by term take longer than it does.
    """

    def __init__(self, problem: RestrictedProblem, columns: Int64) -> None:
        from ortools.math_opt.core.python import solver
        from ortools.math_opt.parameters_pb2 import SOLVER_TYPE_GLOP, SolverInitializerProto

        self.problem, self.inside = problem, columns
        self._penalty = float(PENALTY_FACTOR * max(1, int(problem.cost.max(initial=1))))
        self.model = problem.model()
        largest = np.ones(len(problem.rows.caps), np.int64)
        np.maximum.at(largest, problem.row, np.abs(problem.amount))
        self._most_dual = MOST_PRICED / largest
        self._solver: Any = solver.new(SOLVER_TYPE_GLOP, self._model(), SolverInitializerProto())

    @property
    def _artificial(self) -> slice:
        """The artificial variables."""
        return slice(len(self.problem.rows.supplies), self._before)

    @property
    def _before(self) -> int:
        """How many variables come before the columns."""
        return len(self.problem.rows.supplies) + len(self.problem.heads)

    def _terms_before(self) -> _Terms:
        """Of the supplies and of the artificial variables."""
        model, groups = self.model, np.arange(len(self.problem.heads))
        row, column, amount = model.terms
        supplied = column >= len(self.problem.column)
        left = model.limits + np.append(groups, groups + len(groups))
        home = np.tile(len(self.problem.rows.supplies) + groups, 2)
        return _Terms(
            np.append(row[supplied], left),
            np.append(column[supplied] - len(self.problem.column), home),
            np.append(amount[supplied], np.ones_like(left)),
        )

    def _terms_from(self, columns: Int64, first: int) -> _Terms:
        """Of some of the problem's columns, as variables numbered from the first."""
        row, column, amount = self.model.terms
        variable = np.full(len(self.model.cost), -1, np.int64)
        variable[columns] = np.arange(first, first + len(columns))
        mine = variable[column] >= 0
        return _Terms(row[mine], variable[column[mine]], amount[mine])

    def _model(self) -> "model_pb2.ModelProto":
        """The model with its first columns."""
        from ortools.math_opt.model_pb2 import ModelProto

        problem, model = self.problem, ModelProto()
        costs = [float(supply.cost) for supply in problem.rows.supplies] + [self._penalty] * len(problem.heads)
        costs += problem.cost[self.inside].tolist()
        most = [float(supply.most) for supply in problem.rows.supplies]
        _add_variables(model.variables, 0, most + [INFINITY] * (len(costs) - len(most)))
        _fill_vector(model.objective.linear_coefficients, 0, costs)
        caps, heads = problem.rows.caps, problem.heads.tolist() * 2
        model.linear_constraints.ids.extend(range(len(caps) + len(heads)))
        model.linear_constraints.lower_bounds.extend([-INFINITY] * len(caps) + heads)
        model.linear_constraints.upper_bounds.extend(caps + heads)
        parts = zip(self._terms_before(), self._terms_from(self.inside, self._before), strict=True)
        _fill_matrix(model.linear_constraint_matrix, _Terms(*map(np.concatenate, parts)))
        return model

    def add(self, fresh: Int64) -> None:
        """Add columns of the problem, (k,); none of the `fresh` ones is inside yet."""
        from ortools.math_opt.model_update_pb2 import ModelUpdateProto

        change, first = ModelUpdateProto(), self._before + len(self.inside)
        _add_variables(change.new_variables, first, [INFINITY] * len(fresh))
        _fill_vector(change.objective_updates.linear_coefficients, first, self.problem.cost[fresh].tolist())
        _fill_matrix(change.linear_constraint_matrix_updates, self._terms_from(fresh, first))
        self._solver.update(change)
        self.inside = np.append(self.inside, fresh)

    def raise_penalty(self) -> None:
        """Raise the penalty of the artificial variables."""
        from ortools.math_opt.model_update_pb2 import ModelUpdateProto

        change, home = ModelUpdateProto(), self._artificial
        self._penalty *= PENALTY_FACTOR
        _fill_vector(
            change.objective_updates.linear_coefficients, home.start, [self._penalty] * len(self.problem.heads)
        )
        self._solver.update(change)

    def solve(self, deadline: float | None = None) -> bool:
        """Whether an optimum was reached; `objective`, `values` and `duals` are then of it.

        Parameters
        ----------
        deadline : of `time.monotonic`
        """
        from ortools.math_opt.callback_pb2 import CallbackRegistrationProto
        from ortools.math_opt.result_pb2 import TERMINATION_REASON_OPTIMAL

        how, outputs = _solve_parameters(deadline)
        ask = partial(self._solver.solve, how, outputs, None, CallbackRegistrationProto(), None, None)
        answer = ask() if self._before + len(self.inside) < SOON_SOLVED else interruptible(ask)
        if answer.termination.reason != TERMINATION_REASON_OPTIMAL:
            return False
        primal, dual = answer.solutions[0].primal_solution, answer.solutions[0].dual_solution
        self.objective = float(primal.objective_value)
        self.values = _dense(primal.variable_values, self._before + len(self.inside))
        self.duals = _dense(dual.dual_values, len(self.problem.rows.caps) + 2 * len(self.problem.heads))
        return True

    def uses_artificial(self) -> bool:
        """Whether an artificial variable is positive: the columns so far do not suffice."""
        return bool(np.any(self.values[self._artificial] > SLIGHT))

    def dual_values(self) -> Int64:
        """(rows,) dual values of the limits, at least 0, whole numbers of which DUAL_SCALE are a minor unit."""
        dual = self.duals[: len(self.problem.rows.caps)]
        price = np.clip(np.nan_to_num(-dual * DUAL_SCALE), 0.0, self._most_dual)
        return np.asarray(np.rint(price), np.int64)

    def linear(self) -> NDArray[np.float64]:
        """(columns of the problem,) the answer."""
        count = np.zeros(len(self.problem.column), np.float64)
        count[self.inside] = self.values[self._before :]
        return count

    def supplied(self) -> NDArray[np.float64]:
        """(supplies,) how much of each is bought."""
        return self.values[: len(self.problem.rows.supplies)]


def _solve_parameters(deadline: float | None) -> "tuple[SolveParametersProto, ModelSolveParametersProto]":
    """How to solve, and what to tell: nothing that is zero, and no reduced costs.

    Without presolve, which takes as long as it saves on such models, the simplex goes on from where it was as columns
    come in.
    """
    from ortools.math_opt.model_parameters_pb2 import ModelSolveParametersProto
    from ortools.math_opt.parameters_pb2 import EMPHASIS_OFF, SolveParametersProto

    outputs = ModelSolveParametersProto()
    outputs.variable_values_filter.skip_zero_values = outputs.dual_values_filter.skip_zero_values = True
    outputs.reduced_costs_filter.filter_by_ids = True
    how = SolveParametersProto(iteration_limit=MOST_ITERATIONS, presolve=EMPHASIS_OFF)
    if deadline is not None:
        how.time_limit.FromTimedelta(timedelta(seconds=max(0.01, deadline - time.monotonic())))
    return how, outputs


def _add_variables(variables: "model_pb2.VariablesProto", first: int, most: list[float]) -> None:
    """Variables numbered from the first, from 0 to the most of each."""
    variables.ids.extend(range(first, first + len(most)))
    variables.lower_bounds.extend([0.0] * len(most))
    variables.upper_bounds.extend(most)
    variables.integers.extend([False] * len(most))


def _fill_vector(vector: "sparse_containers_pb2.SparseDoubleVectorProto", first: int, values: list[float]) -> None:
    """One value of each variable, numbered from the first."""
    vector.ids.extend(range(first, first + len(values)))
    vector.values.extend(values)


def _fill_matrix(matrix: "sparse_containers_pb2.SparseDoubleMatrixProto", terms: _Terms) -> None:
    """Terms row by row, those of one row and variable summed up, as the solver wants them."""
    place, at = np.unique(terms.row * (terms.column.max(initial=0) + 1) + terms.column, return_inverse=True)
    amount = np.zeros(len(place), np.int64)
    np.add.at(amount, at, terms.amount)
    row, column = np.divmod(place[amount != 0], terms.column.max(initial=0) + 1)
    matrix.row_ids.extend(row.tolist())
    matrix.column_ids.extend(column.tolist())
    matrix.coefficients.extend(amount[amount != 0].astype(np.float64).tolist())


def _dense(vector: "sparse_containers_pb2.SparseDoubleVectorProto", size: int) -> NDArray[np.float64]:
    """(size,) the vector with its zeros."""
    values = np.zeros(size)
    values[np.array(vector.ids, np.int64)] = np.array(vector.values)
    return values
