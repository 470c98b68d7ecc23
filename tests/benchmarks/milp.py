"""A minimisation over whole numbers as plain columns and rows, and two general solvers that take it whole."""

import time
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np
from ortools.sat.python import cp_model

Terms = Iterable[tuple[int, int]]
FAR = 10**15


@dataclass
class Milp:
    """Columns from 0 to `most` with whole costs; rows low <= sum <= high, one after the other."""

    cost: "array[int]" = field(default_factory=lambda: array("q"))
    most: "array[int]" = field(default_factory=lambda: array("q"))
    first: "array[int]" = field(default_factory=lambda: array("q", [0]))
    index: "array[int]" = field(default_factory=lambda: array("q"))
    value: "array[int]" = field(default_factory=lambda: array("q"))
    low: "array[int]" = field(default_factory=lambda: array("q"))
    high: "array[int]" = field(default_factory=lambda: array("q"))

    def column(self, cost: int, most: int) -> int:
        """The number of a new column."""
        self.cost.append(cost)
        self.most.append(most)
        return len(self.cost) - 1

    def row(self, terms: Terms, low: int, high: int) -> None:
        """low <= terms <= high, left out where the columns' bounds say so already."""
        merged: dict[int, int] = {}
        for column, factor in terms:
            merged[column] = merged.get(column, 0) + factor
        least = sum(min(0, factor * self.most[column]) for column, factor in merged.items())
        peak = sum(max(0, factor * self.most[column]) for column, factor in merged.items())
        if low <= least and peak <= high:
            return
        self.index.extend(merged)
        self.value.extend(merged.values())
        self.first.append(len(self.index))
        self.low.append(low)
        self.high.append(high)

    def at_most(self, terms: Terms, high: int) -> None:
        """terms <= high."""
        self.row(terms, -FAR, high)

    @property
    def size(self) -> str:
        """How big it is."""
        return f"{len(self.cost):,} columns, {len(self.low):,} rows, {len(self.index):,} entries"


@dataclass(frozen=True)
class Outcome:
    """What a solver said in how many seconds; `objective` None where it found nothing.

    `known` is what it knew when: (seconds, objective, bound), the bound -infinity before there is one
    """

    solver: str
    status: str
    objective: int | None
    bound: float
    seconds: float
    known: tuple[tuple[float, float, float], ...] = ()

    def __str__(self) -> str:
        best = "no solution" if self.objective is None else f"objective {self.objective / 100:,.2f}"
        return f"{self.solver}: {self.status} in {self.seconds:.1f} s, {best}, bound {self.bound / 100:,.2f}"


def by_highs(model: Milp, seconds: float, threads: int = 2) -> Outcome:
    """HiGHS, to a gap under one minor unit."""
    began = time.perf_counter()
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.cost), len(model.low)
    lp.col_cost_, lp.col_upper_ = np.array(model.cost, float), np.array(model.most, float)
    lp.col_lower_ = np.zeros(len(model.cost))
    low, high = (np.array(side, float) for side in (model.low, model.high))
    lp.row_lower_, lp.row_upper_ = np.where(low <= -FAR, -highspy.kHighsInf, low), high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = np.array(model.first, np.int32), np.array(model.index, np.int32)
    lp.a_matrix_.value_ = np.array(model.value, float)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(model.cost)
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    options = {"output_flag": False, "threads": threads, "mip_rel_gap": 0.0, "mip_abs_gap": 0.99}
    for name, value in {**options, "time_limit": seconds}.items():
        highs.setOptionValue(name, value)
    known: list[tuple[float, float, float]] = []

    def note(event: Any) -> None:
        told = event.data_out.mip_primal_bound, event.data_out.mip_dual_bound
        if told[0] < FAR and (not known or told != known[-1][1:]):
            known.append((time.perf_counter() - began, *told))

    highs.cbMipInterrupt += note
    highs.passModel(lp)
    highs.run()
    info, status = highs.getInfo(), highs.getModelStatus()
    solved = info.primal_solution_status == 2
    named = {highspy.HighsModelStatus.kOptimal: "optimal", highspy.HighsModelStatus.kInfeasible: "infeasible"}
    word = named.get(status, f"not done in {seconds:.0f} s" if "Time" in str(status) else str(status))
    objective = round(info.objective_function_value) if solved else None
    took = time.perf_counter() - began
    known += [(took, objective, info.mip_dual_bound)] if objective is not None else []
    return Outcome(f"HiGHS {highs.version()}", word, objective, info.mip_dual_bound, took, tuple(known))


def by_cpsat(model: Milp, seconds: float, workers: int = 2) -> Outcome:
    """CP-SAT of OR-tools."""
    began = time.perf_counter()
    whole = cp_model.CpModel()
    columns = [whole.new_int_var(0, most, "") for most in model.most]
    for n, (low, high) in enumerate(zip(model.low, model.high, strict=True)):
        part = slice(model.first[n], model.first[n + 1])
        total = cp_model.LinearExpr.weighted_sum([columns[c] for c in model.index[part]], list(model.value[part]))
        whole.add_linear_constraint(total, low, high)
    whole.minimize(cp_model.LinearExpr.weighted_sum(columns, list(model.cost)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = seconds
    course = _Course(began)
    solver.best_bound_callback = course.note_bound
    status = solver.solve(whole, course)
    solved = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    named = {cp_model.OPTIMAL: "optimal", cp_model.INFEASIBLE: "infeasible"}
    word = named.get(status, f"not done in {seconds:.0f} s")
    objective = round(solver.objective_value) if solved else None
    took = time.perf_counter() - began
    return Outcome("CP-SAT", word, objective, solver.best_objective_bound, took, tuple(course.known))


class _Course(cp_model.CpSolverSolutionCallback):
    """What CP-SAT knew when, as `Outcome.known`."""

    def __init__(self, began: float) -> None:
        super().__init__()
        self.began, self.best, self.bound = began, np.inf, -np.inf
        self.known: list[tuple[float, float, float]] = []

    def on_solution_callback(self) -> None:
        """Note a better solution."""
        self.best, self.bound = self.objective_value, max(self.bound, self.best_objective_bound)
        self._note()

    def note_bound(self, bound: float) -> None:
        """Note a better bound."""
        self.bound = bound
        if np.isfinite(self.best):
            self._note()

    def _note(self) -> None:
        self.known.append((time.perf_counter() - self.began, self.best, self.bound))
