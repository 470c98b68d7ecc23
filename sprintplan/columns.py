"""Idioms of columns: ranges end to end, ranks within groups, and which columns of a matrix are equal."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.signedinteger[Any]]


def ranges(first: Ints, width: Ints) -> NDArray[np.int64]:
    """Ranges of whole numbers, end to end.

    Parameters
    ----------
    first : (n,) where each range begins
    width : (n,) how many numbers it has, 0 or more

    Returns
    -------
    (sum of width,) first[0], first[0] + 1, ..., then the second range, as in ranges([5, 9], [2, 1]) = [5, 6, 9]
    """
    begin = np.repeat(first - np.cumsum(width) + width, width)
    return np.asarray(begin + np.arange(len(begin)), np.int64)


def counted(width: Ints) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every pair of a group and a number below its width: groups in order, each from 0.

    Parameters
    ----------
    width : (n,) how many numbers each group has, 0 or more

    Returns
    -------
    group : (sum of width,) 0 up to n - 1
    number : (sum of width,) 0 up to the group's width - 1
    """
    group = np.repeat(np.arange(len(width)), width)
    return group, ranges(np.zeros(len(width), np.int64), width)


def rank_within(group: NDArray[Any]) -> NDArray[np.int64]:
    """The rank of each place within its group.

    Parameters
    ----------
    group : (n,) sorted

    Returns
    -------
    (n,) 0 for the first of each group, as in rank_within([3, 3, 7]) = [0, 1, 0]
    """
    return np.asarray(np.arange(len(group)) - np.searchsorted(group, group), np.int64)


def equal_columns(columns: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Columns of a matrix that are equal, as runs; sorting by the rows beats `np.unique` along an axis.

    Parameters
    ----------
    columns : (rows, n)

    Returns
    -------
    order : (n,) columns, equal ones next to each other; columns of one run keep their order
    first : (runs,) where each run begins in `order`
    length : (runs,) how many columns it has
    """
    order = np.lexsort(columns)
    differs = np.any(np.diff(columns[:, order], axis=1), axis=0)
    first = np.append(0, np.flatnonzero(differs) + 1)[: len(order)]
    return order, first, np.diff(first, append=len(order))
