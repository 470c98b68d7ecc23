"""Great circles as lines of positions, in two parts where they cross the antimeridian."""

import numpy as np
from numpy.typing import NDArray

Line = NDArray[np.float64]
LEAST_STEPS = 4


def great_circle(begin: tuple[float, float], end: tuple[float, float], step_degrees: float = 3.0) -> list[Line]:
    """The shortest way between two positions on the globe.

    Parameters
    ----------
    begin, end : longitude and latitude in degrees
    step_degrees : about how far the line's points are apart

    Returns
    -------
    one line, (n, 2) longitudes and latitudes, or two where the way crosses the antimeridian
    """
    return _cut(_positions(_points(_vector(begin), _vector(end), step_degrees)))


def _vector(position: tuple[float, float]) -> Line:
    east, north = np.radians(position)
    return np.array([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


def _points(a: Line, b: Line, step_degrees: float) -> Line:
    """Vectors along the way, evenly spaced; between antipodes, where every way is shortest, over the equator's east."""
    angle = float(np.arccos(np.clip(a @ b, -1.0, 1.0)))
    steps = max(LEAST_STEPS, round(np.degrees(angle) / step_degrees))
    part = np.linspace(0.0, angle, steps + 1)[:, None]
    across = b - (a @ b) * a
    length = float(np.linalg.norm(across))
    if length < 1e-9:
        across, length = np.array([-a[1], a[0], 0.0]), float(np.hypot(a[0], a[1])) or 1.0
    return np.asarray(np.cos(part) * a + np.sin(part) * (across / length))


def _positions(points: Line) -> Line:
    north = np.degrees(np.arcsin(np.clip(points[:, 2], -1.0, 1.0)))
    east = np.degrees(np.arctan2(points[:, 1], points[:, 0]))
    return np.column_stack([east, north])


def _cut(line: Line) -> list[Line]:
    jumps = np.flatnonzero(np.abs(np.diff(line[:, 0])) > 180)
    if not len(jumps):
        return [line]
    at = int(jumps[0])
    before, after = line[at], line[at + 1]
    side = 180.0 if before[0] > 0 else -180.0
    beyond = after[0] + 2 * side
    share = (side - before[0]) / (beyond - before[0]) if beyond != before[0] else 0.0
    north = before[1] + share * (after[1] - before[1])
    return [np.vstack([line[: at + 1], [side, north]]), np.vstack([[-side, north], line[at + 1 :]])]
