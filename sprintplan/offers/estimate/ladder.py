"""Fare ladders: the first seats of a flight are the cheap ones."""

import numpy as np
from numpy.typing import NDArray

from sprintplan.columns import counted
from sprintplan.offers.table import NO_LIMIT, Int32, Int64

RUNG_SEATS = np.array([9, 18, NO_LIMIT])
RUNG_FACTOR = np.array([1.0, 1.08, 1.2])
"""Airlines sell a flight's seats in fare classes, the cheap ones first, and show at most nine of a class: who brings
more pays the next. How much more is an assumption of the usual size."""
_BEFORE = np.array([0, 9, 27])


def rungs(people: Int32) -> tuple[Int64, Int64]:
    """(product, rung) of every rung that so many people can come to need; products in order, the cheap rung first.

    people : (n,) how many may want each product. An offer's seats are its own, so that nobody else takes the cheap
    ones, and rungs that a product's people never reach are left out without loss.
    """
    count = np.searchsorted(_BEFORE, np.maximum(people, 1), side="left")
    return counted(count)


def rung_seats(rung: Int64, people: Int32) -> NDArray[np.int32]:
    """(n,) seats of each rung; no limit where its product's people cannot fill it."""
    filled = people > _BEFORE[rung] + RUNG_SEATS[rung].astype(np.int64)
    return np.where(filled, RUNG_SEATS[rung], NO_LIMIT).astype(np.int32)
