"""The Natural Earth projection: a whole world without the stretched poles of a rectangle."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Plane = NDArray[np.float64]
HALF_WIDTH = 2.7353821
"""The projection's x at longitude 180 on the equator: 0.8707 x pi."""


def natural_earth(longitude: ArrayLike, latitude: ArrayLike) -> Plane:
    """Positions on the plane.

    Parameters
    ----------
    longitude, latitude : (n,) degrees, -180..180 and -90..90

    Returns
    -------
    (n, 2) x to the east, -2.74..2.74 at the equator, and y to the north, -1.43..1.43

    Source: Šavrič, Jenny, Patterson, Petrovič, Hurni: A polynomial equation for the Natural Earth projection, 2011.
    """
    east, north = np.radians(np.asarray(longitude, float)), np.radians(np.asarray(latitude, float))
    n2 = north * north
    n4 = n2 * n2
    width = 0.8707 - 0.131979 * n2 + n4 * (-0.013791 + n4 * (0.003971 * n2 - 0.001529 * n4))
    height = 1.007226 + n2 * (0.015085 + n4 * (-0.044475 + 0.028874 * n2 - 0.005916 * n4))
    return np.column_stack([east * width, north * height])
