"""Columns are left out only where another that uses nothing scarce makes them useless."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprintplan.solver.optimize.dominance import undominated

FREE, SCARCE = True, False
Column = tuple[int, bool, int, int]
"""Cell, whether it is free, cash and grams."""
COLUMNS = st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 4), st.integers(0, 4)), max_size=40)


def _kept(columns: list[Column], measures: int) -> list[bool]:
    cell, free, cash, grams = np.array(columns, np.int64).reshape(-1, 4).T
    kept: list[bool] = undominated(cell, free.astype(np.bool_), (cash, grams)[:measures]).tolist()
    return kept


def _beaten(columns: list[Column], at: int, measures: int) -> bool:
    cell, _, *amounts = columns[at]
    return any(
        (mine, free) == (cell, FREE) and all(a <= b for a, b in zip(less[:measures], amounts[:measures], strict=True))
        for mine, free, *less in columns[:at]
    )


def test_without_limits_on_sums_nothing_after_the_first_free_column_of_a_cell_is_needed() -> None:
    columns = [(0, SCARCE, 5, 0), (0, FREE, 9, 0), (0, SCARCE, 1, 0), (0, FREE, 1, 0), (1, SCARCE, 5, 0)]
    assert _kept(columns, 0) == [True, True, False, False, True]


def test_with_a_budget_columns_of_less_cash_are_needed_too() -> None:
    """The third has as much cash as a free one before it; the fourth has less."""
    columns = [(0, SCARCE, 5, 0), (0, FREE, 9, 0), (0, SCARCE, 9, 0), (0, SCARCE, 8, 0), (0, FREE, 6, 0)]
    assert _kept(columns, 1) == [True, True, False, True, True]


def test_with_two_sums_a_column_of_less_of_either_is_needed() -> None:
    columns = [(0, FREE, 5, 5), (0, FREE, 6, 4), (0, FREE, 4, 6), (0, FREE, 6, 5)]
    assert _kept(columns, 2) == [True, True, True, False]


@pytest.mark.parametrize("measures", [0, 1])
@settings(max_examples=200)
@given(columns=COLUMNS)
def test_a_column_is_left_out_exactly_where_one_before_it_beats_it(columns: list[Column], measures: int) -> None:
    columns = sorted(columns, key=lambda column: column[0])
    expected = [not _beaten(columns, at, measures) for at in range(len(columns))]
    assert _kept(columns, measures) == expected


@settings(max_examples=200)
@given(columns=COLUMNS)
def test_with_two_sums_no_column_is_left_out_that_nothing_beats(columns: list[Column]) -> None:
    columns = sorted(columns, key=lambda column: column[0])
    assert all(kept or _beaten(columns, at, 2) for at, kept in enumerate(_kept(columns, 2)))
