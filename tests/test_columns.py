"""Idioms of columns, each against plain Python."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprintplan.columns import counted, equal_columns, ranges, rank_within

SMALL = st.integers(0, 5)


@given(st.lists(st.tuples(st.integers(-9, 9), SMALL)))
def test_ranges_stand_end_to_end(pairs: list[tuple[int, int]]) -> None:
    """Empty ranges add nothing."""
    first, width = np.array(pairs, np.int64).reshape(-1, 2).T
    assert ranges(first, width).tolist() == [n for begin, size in pairs for n in range(begin, begin + size)]


@given(st.lists(SMALL))
def test_groups_are_counted_from_0_each(widths: list[int]) -> None:
    group, number = counted(np.array(widths, np.int32))
    expected = [(at, n) for at, size in enumerate(widths) for n in range(size)]
    assert list(zip(group.tolist(), number.tolist(), strict=True)) == expected


@given(st.lists(SMALL).map(sorted))
def test_ranks_begin_at_0_in_every_group(group: list[int]) -> None:
    assert rank_within(np.array(group, np.int64)).tolist() == [at - group.index(one) for at, one in enumerate(group)]


@pytest.mark.parametrize("rows", [1, 3])
@given(data=st.data())
def test_equal_columns_are_neighbours_in_their_old_order(rows: int, data: st.DataObject) -> None:
    """Each run is all the columns with one content, and no two runs have the same."""
    content = data.draw(st.lists(st.tuples(*[st.integers(0, 1)] * rows)))
    order, first, length = equal_columns(np.array(content, np.int64).reshape(-1, rows).T)
    found = [order[at : at + size].tolist() for at, size in zip(first.tolist(), length.tolist(), strict=True)]
    expected: dict[tuple[int, ...], list[int]] = {}
    for number, column in enumerate(content):
        expected.setdefault(column, []).append(number)
    assert sorted(found) == sorted(expected.values())
