"""Great-circle distances."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS_KM = 6371.0088
"""Source: IUGG mean radius R1."""


def great_circle_km(lat1: ArrayLike, lon1: ArrayLike, lat2: ArrayLike, lon2: ArrayLike) -> NDArray[np.float64]:
    """Haversine distance of positions, `lat1`, `lon1` and `lat2`, `lon2`, in degrees; broadcasts. At most 0.56 % off
    the WGS 84 ellipsoid."""
    north1, east1, north2, east2 = (np.radians(np.asarray(x, float)) for x in (lat1, lon1, lat2, lon2))
    north, east = np.sin((north2 - north1) / 2) ** 2, np.sin((east2 - east1) / 2) ** 2
    half = north + np.cos(north1) * np.cos(north2) * east
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half))), np.float64)
