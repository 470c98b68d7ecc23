"""Dominance: columns that another beats in cost and in every limited sum, and that uses no capacity, are dropped."""

from collections.abc import Sequence

import numpy as np

from sprintplan.offers.table import Int64, Mask

NEIGHBOURS = 16
"""How many columns before it each is compared with, where two sums are limited: hardly any other beats it alone."""


def undominated(cell: Int64, free: Mask, measures: Sequence[Int64]) -> Mask:
    """(m,) which columns are not dominated: all but those after a free one of their cell with no more of any measure.

    Parameters
    ----------
    cell : (m,) number of each column's group and way; equal ones are neighbours, the cheapest first
    free : (m,) which columns use nothing that runs out one by one
    measures : (m,) each, what is limited in sum, such as cash; where there are two, a few dominated ones are kept
    """
    number = np.cumsum(np.append(False, cell[1:] != cell[:-1]))[: len(cell)]
    if len(measures) < 2:
        return _less_than_before(measures[0] if measures else np.zeros(len(cell), np.int64), free, number)
    beaten = np.zeros(len(cell), np.bool_)
    for step in range(1, min(NEIGHBOURS, len(cell) - 1) + 1):
        beats = free[:-step] & (number[:-step] == number[step:])
        for amount in measures:
            beats &= amount[:-step] <= amount[step:]
        beaten[step:] |= beats
    return ~beaten


def _less_than_before(amount: Int64, free: Mask, number: Int64) -> Mask:
    """(m,) whether each amount is below those of all free columns before it that have the same number; numbers rise."""
    if not len(amount):
        return free
    least = amount.min()
    span = int(amount.max() - least) + 2
    lowered = np.where(free, amount - least, span - 1) - number * span
    before = np.append(span, np.minimum.accumulate(lowered)[:-1]) + number * span
    return np.asarray(amount - least < before)
