"""Places at which some columns all hold the same."""

import numpy as np

from sprintplan.offers.table import Int64


def runs(columns: Int64) -> tuple[Int64, Int64, Int64]:
    """The places of (rows, n) columns in groups that hold the same: an order in which each group's follow each other as
    they came, where in it each group begins, and how many it has. `np.unique` along an axis is slower."""
    order = np.lexsort(columns)
    differs = np.any(np.diff(columns[:, order], axis=1), axis=0)
    first = np.append(0, np.flatnonzero(differs) + 1)[: len(order)]
    return order, first, np.diff(first, append=len(order))
