"""How much longer flights are that go round closed airspace, by great circles from way point to way point."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sprintplan.world.airports import airports
from sprintplan.world.distance import EARTH_RADIUS_KM, great_circle_km

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

STEP_KM, MOST_STEPS = 150, 64


@dataclass(frozen=True)
class ClosedAirspace:
    """An area that flights go round: corners and way points about it, as (longitude, latitude).

    furthest_south : airports south of this latitude are led past by every great circle that is flown
    """

    corners: tuple[tuple[float, float], ...]
    way_points: tuple[tuple[float, float], ...]
    furthest_south: int = 20


SOUTH_WAY = (
    (24, 43.5), (29, 43), (36, 42), (42, 41.8), (49.5, 40.3), (54, 43), (62, 44), (77, 43.3), (88, 44.5), (105, 43),
    (117, 42), (123, 40.5), (124, 37.5), (131, 36), (21, 52), (20, 47.5), (22, 54.5), (25.5, 57.5), (24.5, 59.5),
)  # fmt: skip
POLAR_WAY = (
    (24, 66), (20, 71), (15, 79), (10, 88), (200, 88), (193, 75), (191.5, 68), (191.5, 64.5), (183, 58), (172, 51),
    (160, 46), (148, 42.5),
)  # fmt: skip
RUSSIA = ClosedAirspace(
    (
        (31, 70), (28.8, 69), (28.5, 68), (30, 66), (30, 64), (31.3, 62.5), (28, 60.6), (27.5, 59.5), (27.6, 57.5),
        (28, 56.2), (26.6, 55.6), (25.7, 54.3), (23.6, 53.9), (23.6, 52), (24, 50.8), (22.8, 49), (22.3, 48.3),
        (24.6, 47.9), (26.6, 48.3), (28.2, 48.2), (29.8, 46.5), (28.4, 45.5), (29.8, 45.2), (31, 44.6), (34, 43.9),
        (36.5, 43.3), (39.5, 43.3), (43, 43), (45.5, 42.6), (47.5, 41.5), (48.6, 41.9), (48, 44), (49.3, 46), (47, 48),
        (47.2, 50), (49.5, 51), (52, 51.6), (55, 50.7), (58.5, 51), (61, 50.8), (61, 53.6), (65, 54.4), (69, 55.3),
        (71, 54.2), (74, 53.6), (77, 53.3), (80, 50.8), (83.5, 51), (87.3, 49.2), (92, 50.8), (98, 50.5), (98, 52),
        (102, 51.4), (107, 49.8), (114, 50.2), (117, 49.7), (120, 52.5), (121.5, 53.3), (125, 53), (127.5, 50),
        (131, 47.8), (134.8, 48.3), (133, 45), (131, 43), (130.8, 42.4), (134, 42.6), (138.5, 46), (142, 45.8),
        (146, 44.3), (152, 46.5), (157.5, 50.5), (164, 54), (167, 58), (175, 60.5), (181, 62.5), (190.8, 65.6),
        (190.8, 89.9), (33, 89.9), (33, 71),
    ),
    SOUTH_WAY + POLAR_WAY,
)  # fmt: skip
"""Russia, Belarus and Ukraine, to airlines that are shut out of the first two; corners off Natural Earth's outlines."""
UKRAINE = ClosedAirspace(
    (
        (23.6, 51.5), (24, 50.8), (22.3, 48.3), (24.6, 47.9), (28.2, 48.2), (29.8, 46.5), (28.4, 45.5), (29.8, 45.2),
        (31, 44.6), (34, 43.7), (36.5, 43.3), (38.6, 43.3), (40.5, 45), (42, 48.5), (40, 50.5), (37, 52), (34.5, 52.6),
        (31, 52.3), (27, 51.9),
    ),
    (
        (22.5, 54), (21.5, 50.5), (20.5, 47.5), (24, 43.5), (29, 43), (36, 42.3), (40, 42.9), (43, 42.3), (46, 43.5),
        (44, 47), (43.5, 50), (39, 53), (34, 53.8), (28, 53.5), (49.5, 41.5),
    ),
)  # fmt: skip
"""Ukraine and the south-west of Russia, which all airlines go round."""
PAKISTAN = ClosedAirspace(
    (
        (61.5, 25.1), (63.2, 27), (61.8, 28.7), (60.9, 29.8), (66.3, 29.9), (66.9, 31.3), (69.3, 31.9), (69.7, 33.1),
        (71.1, 34.5), (71.4, 36.1), (74.6, 37), (76.2, 35.9), (77.8, 35.5), (75.8, 34.5), (74, 34), (75.3, 32.3),
        (74.4, 31), (72.8, 29), (71.8, 27.9), (69.5, 26.9), (71, 24.4), (68.2, 23.7), (67.1, 24.7), (66.4, 25.4),
    ),
    (
        (60.5, 24.3), (66, 23.8), (67.8, 23), (70, 23.2), (71.8, 24), (73.6, 29), (75.5, 31), (76.2, 32.3),
        (79, 35.8), (76.3, 37), (72, 37.3), (68.5, 33), (65.5, 30.6), (60.3, 30.3),
    ),
    furthest_south=5,
)  # fmt: skip
"""Pakistan, to airlines that are shut out; corners off Natural Earth's outlines."""


def detour_km(space: ClosedAirspace, origin: ArrayLike, destination: ArrayLike) -> Floats:
    """(n,) kilometres more than the great circle that the way round closed airspace takes; 0 where it leads past.

    Flights from or to airports inside are taken to leave it straight.

    Parameters
    ----------
    space : the airspace
    origin, destination : (n,) airport numbers
    """
    start, end = (np.asarray(ends) for ends in (origin, destination))
    detour = np.zeros(len(start))
    table = airports()
    inside = _inside(space)
    outer = ~_look_up(inside, table.longitude, table.latitude)
    near = (table.latitude[start] > space.furthest_south) & (table.latitude[end] > space.furthest_south)
    asked = np.flatnonzero(near & outer[start] & outer[end])
    places = _places(table.longitude, table.latitude)
    asked = asked[_may_cross(space, places, start[asked], end[asked])]
    crossing = asked[_crosses(inside, places[:, start[asked]], places[:, end[asked]])]
    if not len(crossing):
        return detour
    used = np.unique(np.concatenate([start[crossing], end[crossing]]))
    reach = np.full((len(table.codes), len(space.way_points)), np.inf)
    reach[used] = _reach(inside, places[:, used], _places(*np.array(space.way_points).T))
    between = _between(space)
    onward = (reach[start[crossing], :, None] + between[None]).min(axis=1)
    shortest = (onward + reach[end[crossing]]).min(axis=1)
    straight = great_circle_km(
        table.latitude[start[crossing]],
        table.longitude[start[crossing]],
        table.latitude[end[crossing]],
        table.longitude[end[crossing]],
    )
    detour[crossing] = np.where(np.isfinite(shortest), np.maximum(shortest - straight, 0), 0)
    return detour


def _may_cross(space: ClosedAirspace, places: Floats, start: NDArray[np.integer], end: NDArray[np.integer]) -> Mask:
    """(n,) whether the ways from both ends by the middle of the airspace are short enough for it to lie on the straight
    one; far fewer great circles are then walked step by step."""
    middle, radius = _circle(space)
    away = np.arccos(np.clip(middle @ places, -1, 1))
    straight = np.arccos(np.clip((places[:, start] * places[:, end]).sum(axis=0), -1, 1))
    return np.asarray(away[start] + away[end] - straight <= 2 * radius, np.bool_)


@cache
def _circle(space: ClosedAirspace) -> tuple[Floats, float]:
    """(3,) a position on the unit sphere and the radians from it within which all of the airspace lies."""
    row, column = np.nonzero(_inside(space))
    cells = _places(column / 2 + 0.25, row / 2 - 89.75)
    middle = cells.mean(axis=1)
    middle /= np.sqrt((middle * middle).sum())
    return middle, float(np.arccos(np.clip(middle @ cells, -1, 1)).max() + np.radians(0.5))


@cache
def _between(space: ClosedAirspace) -> Floats:
    """(w, w) kilometres between way points without crossing the airspace."""
    points = _places(*np.array(space.way_points, float).T)
    between = _reach(_inside(space), points, points)
    for via in range(len(between)):
        between = np.minimum(between, between[:, via : via + 1] + between[via : via + 1])
    return between


def _reach(inside: Mask, here: Floats, there: Floats) -> Floats:
    """(n, w) kilometres of the great circles between two sets of places, infinite where they cross the airspace."""
    many, points = here.shape[1], there.shape[1]
    first, second = np.repeat(np.arange(many), points), np.tile(np.arange(points), many)
    away = np.arccos(np.clip((here[:, first] * there[:, second]).sum(axis=0), -1, 1)) * EARTH_RADIUS_KM
    away[_crosses(inside, here[:, first], there[:, second])] = np.inf
    return np.asarray(away.reshape(many, points))


def _crosses(inside: Mask, start: Floats, end: Floats) -> Mask:
    """(n,) whether the great circle between places passes through; the two ends themselves do not count."""
    angle = np.maximum(np.arccos(np.clip((start * end).sum(axis=0), -1, 1)), 1e-9)
    steps = np.clip(np.ceil(angle * EARTH_RADIUS_KM / STEP_KM), 2, MOST_STEPS)
    crosses = np.zeros(start.shape[1], np.bool_)
    for step in range(1, MOST_STEPS):
        on = np.flatnonzero((step < steps) & ~crosses)
        if not len(on):
            break
        part = step / steps[on]
        x, y, z = (np.sin((1 - part) * angle[on]) * start[:, on] + np.sin(part * angle[on]) * end[:, on]) / np.sin(
            angle[on]
        )
        crosses[on] = _look_up(inside, np.degrees(np.arctan2(y, x)), np.degrees(np.arcsin(np.clip(z, -1, 1))))
    return crosses


def _places(longitude: ArrayLike, latitude: ArrayLike) -> Floats:
    """(3, n) positions on the unit sphere."""
    east, north = np.radians(np.asarray(longitude, float)), np.radians(np.asarray(latitude, float))
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


def _look_up(inside: Mask, longitude: Floats, latitude: Floats) -> Mask:
    column = np.floor(np.mod(longitude, 360) * 2).astype(np.int64) % 720
    return np.asarray(inside[np.clip(np.floor((latitude + 90) * 2).astype(np.int64), 0, 359), column], np.bool_)


@cache
def _inside(space: ClosedAirspace) -> Mask:
    """(360, 720) half degrees of latitude from the south pole and of longitude from 0 whose middle lies in it."""
    east, north = np.arange(720) / 2 + 0.25, np.arange(360) / 2 - 89.75
    inside = np.zeros((len(north), len(east)), np.bool_)
    corners = np.array(space.corners, float)
    for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        rows = np.flatnonzero((y1 > north) != (y2 > north))
        inside[rows] ^= east < (x1 + (north[rows] - y1) / (y2 - y1) * (x2 - x1))[:, None]
    return inside
