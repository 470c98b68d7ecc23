"""A minimisation over whole numbers, solved by HiGHS."""

from collections import defaultdict
from typing import Any

import highspy

Terms = list[tuple[int, int]]


class Program:
    """A minimisation over whole numbers; columns are numbers, terms pairs of column and coefficient."""

    def __init__(self) -> None:
        self.costs: list[int] = []
        self.impossible = False
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.0),
            ("mip_feasibility_tolerance", 1e-9),
            ("primal_feasibility_tolerance", 1e-9),
        ):
            self.highs.setOptionValue(name, value)

    def whole(self, cost: int, most: float = 1) -> int:
        """A new column, 0 to `most`."""
        column = len(self.costs)
        self.costs.append(cost)
        self.highs.addCol(cost, 0, most, 0, [], [])
        self.highs.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        return column

    def change_cost(self, column: int, cost: int) -> None:
        """Another cost of a column."""
        self.costs[column] = cost
        self.highs.changeColCost(column, cost)

    def row(self, terms: Terms, low: float, high: float) -> None:
        """low <= terms <= high; a column may come more than once."""
        merged: dict[int, int] = defaultdict(int)
        for column, factor in terms:
            merged[column] += factor
        if merged:
            self.highs.addRow(low, high, len(merged), list(merged), list(merged.values()))
        elif not low <= 0 <= high:
            self.impossible = True

    def at_most(self, terms: Terms, high: float) -> None:
        self.row(terms, -highspy.kHighsInf, high)

    def as_it_stands(self) -> None:
        """Solve without presolve from now on."""
        self.highs.setOptionValue("presolve", "off")

    def _run(self) -> Any:
        self.highs.run()
        return self.highs.getModelStatus()

    def solve(self) -> list[int] | None:
        """Values of all columns at the minimum, None where there is none.

        HiGHS sometimes fails at what its presolve leaves, or calls it infeasible though it is not; what has no optimum
        is solved again as it stands.
        """
        if self.impossible:
            return None
        status = self._run()
        if status != highspy.HighsModelStatus.kOptimal:
            self.as_it_stands()
            self.highs.clearSolver()
            status = self._run()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None
        assert status == highspy.HighsModelStatus.kOptimal, status
        values = [round(value) for value in self.highs.getSolution().col_value]
        total = sum(cost * value for cost, value in zip(self.costs, values, strict=True))
        assert abs(total - self.highs.getInfo().objective_function_value) < 0.5
        return values
