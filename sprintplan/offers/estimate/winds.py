"""How far flights go with the wind: kilometres towards the east near the knots of a net over the planet."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sprintplan.world.airports import airports

Floats = NDArray[np.float64]

LATITUDES = tuple(range(-75, 91, 15))
SECTORS = 6
"""Knots lie at these degrees north and, on each, at so many longitudes; between knots the wind runs straight."""
WAY_POINTS = 5


def eastward(
    origin: NDArray[np.integer], destination: NDArray[np.integer], km: NDArray[np.integer]
) -> tuple[NDArray[np.int64], Floats]:
    """Knots along great circles, (cells, n), and thousands of kilometres flown towards the east near each.

    A knot is its latitude's place times SECTORS and its longitude's.

    Parameters
    ----------
    origin, destination : (n,) airport numbers
    km : (n,) great circle between them
    """
    start, end = unit_places()[:, origin], unit_places()[:, destination]
    angle = np.maximum(np.arccos(np.clip((start * end).sum(axis=0), -1, 1)), 1e-9)
    knots, share = [], []
    for part in (np.arange(WAY_POINTS) + 0.5) / WAY_POINTS:
        before, after = (1 - part) * angle, part * angle
        x, y, z = (np.sin(before) * start + np.sin(after) * end) / np.sin(angle)
        dx, dy, _ = (np.cos(after) * end - np.cos(before) * start) / np.sin(angle)
        east = (x * dy - y * dx) / np.sqrt(np.maximum(x * x + y * y, 1e-12)) * km / WAY_POINTS / 1000
        north, northward = _between((np.degrees(np.arcsin(np.clip(z, -1, 1))) - LATITUDES[0]) / 15, len(LATITUDES) - 2)
        around, onward = _between(np.degrees(np.arctan2(y, x)) % 360 * SECTORS / 360, SECTORS - 1)
        for row, weight in ((north, 1 - northward), (north + 1, northward)):
            knots += [row * SECTORS + around, row * SECTORS + (around + 1) % SECTORS]
            share += [east * weight * (1 - onward), east * weight * onward]
    return np.stack(knots), np.stack(share)


def _between(place: Floats, last: int) -> tuple[NDArray[np.int64], Floats]:
    """(n,) the knot before each place, `last` at most, and how far it is from there to the next."""
    knot = np.clip(np.floor(place), 0, last).astype(np.int64)
    return knot, np.clip(place - knot, 0, 1)


@cache
def unit_places() -> Floats:
    """(3, airports) positions on the unit sphere."""
    north, east = np.radians(airports().latitude), np.radians(airports().longitude)
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
