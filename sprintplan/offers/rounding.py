"""Decimal amounts times exact factors, rounded half up, by whole columns."""

from fractions import Fraction

import numpy as np

from sprintplan.offers.table import Int64

_LARGEST = np.iinfo(np.int64).max


def scaled(value: Int64, places: Int64, factors: list[Fraction], index: Int64) -> Int64:
    """(n,) value / 10^places x factor, `index` (n,) into the factors, rounded half up; exact whatever the sizes.

    What 64 bits do not hold is their largest number.
    """
    above, below = [factor.numerator for factor in factors], [factor.denominator for factor in factors]
    most = 2 * int(value.max(initial=0)) * max(above, default=0) + 10 ** int(places.max(initial=0)) * max(
        below, default=1
    )
    kind = np.int64 if most < _LARGEST // 2 else object
    numerator = value.astype(kind) * np.array(above, kind)[index]
    denominator = np.array([10**place for place in range(10)], kind)[places] * np.array(below, kind)[index]
    rounded = np.minimum((2 * numerator + denominator) // (2 * denominator), _LARGEST)
    return np.asarray(rounded.astype(np.int64), np.int64)
