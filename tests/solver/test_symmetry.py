"""Groups that nothing tells apart are one class, and what the class takes reaches each of them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sprintplan.offers.table import Int64
from sprintplan.solver.instance.candidate import Way
from sprintplan.solver.optimize.symmetry import Symmetry

OUT, BACK, BOTH = int(Way.OUT), int(Way.BACK), int(Way.BOTH)
OFFERS = ((OUT, 90), (OUT, 95), (BACK, 70), (BOTH, 150))


def _symmetry(heads: list[int], uses: list[tuple[int, int, int]] | None = None) -> Symmetry:
    """Groups that may all buy the same four offers, sorted by way as a block's columns are; uses are terms of rows."""
    owner = np.concatenate([np.arange(len(heads))] * len(OFFERS))
    way, cost = (np.repeat([offer[of] for offer in OFFERS], len(heads)) for of in (0, 1))
    row, column, amount = np.array(uses or [], np.int64).reshape(-1, 3).T
    return Symmetry(owner, way, cost, (row, column, amount), np.array(heads, np.int64))


def _by_group(alike: Symmetry, count: Int64) -> list[list[int]]:
    return count.reshape(len(OFFERS), len(alike.heads)).T.tolist()


def test_groups_with_the_same_offers_are_one_class() -> None:
    alike = _symmetry([2, 1, 3])
    assert alike.number.tolist() == [0, 0, 0]
    assert alike.count.tolist() == [6]
    assert alike.representatives.tolist() == [0, 3, 6, 9]


def test_a_group_whose_offer_uses_another_row_is_a_class_of_its_own() -> None:
    """The first offer of the first two groups uses row 0, that of the third row 1, and the fourth's uses 2 of row 0."""
    alike = _symmetry([1, 1, 1, 1], [(0, 0, 1), (0, 1, 1), (1, 2, 1), (0, 3, 2)])
    assert alike.number.tolist() == [0, 0, 1, 2]


def test_a_class_is_dealt_out_so_that_its_groups_take_turns() -> None:
    """Six people of two groups: half of each take the cheap way out, though it could all go to the first group."""
    alike = _symmetry([4, 2])
    assert _by_group(alike, alike.disaggregated(np.array([3, 3, 6, 0]))) == [[2, 2, 4, 0], [1, 1, 2, 0]]


def test_a_share_of_a_class_goes_to_its_groups_by_their_size() -> None:
    alike = _symmetry([4, 2])
    shared = alike.shared(np.array([1.5, 4.5, 6.0, 0.0]))
    assert shared.reshape(4, 2).T.tolist() == [[1.0, 3.0, 4.0, 0.0], [0.5, 1.5, 2.0, 0.0]]


@settings(max_examples=100)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=6), st.data())
def test_everybody_of_each_group_goes_out_and_home(heads: list[int], data: st.DataObject) -> None:
    """All that a class takes is disaggregated out, and each group gets as many ways out, and home, as it has people."""
    alike, people = _symmetry(heads), sum(heads)
    both = data.draw(st.integers(0, people))
    cheap = data.draw(st.integers(0, people - both))
    count = np.array([cheap, people - both - cheap, people - both, both])
    disaggregated = alike.disaggregated(count)
    assert np.bincount(alike.representative_of, disaggregated, len(count)).tolist() == count.tolist()
    for mine, size in zip(_by_group(alike, disaggregated), heads, strict=True):
        assert (mine[0] + mine[1] + mine[3], mine[2] + mine[3]) == (size, size)
