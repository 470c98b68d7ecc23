"""The map: outlines of the countries, an arc for each flown route, the homes and the venues."""

import gzip
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import sqrt

import numpy as np

from sprintplan.domain.plan import EventPlan
from sprintplan.reports.formatting import fit
from sprintplan.reports.html.filters import place
from sprintplan.reports.html.map.dots import HEIGHT, WIDTH, Dot, names_apart
from sprintplan.reports.html.map.great_circle import great_circle
from sprintplan.reports.html.map.labels import Label, labels, weights_of
from sprintplan.reports.html.map.projection import HALF_WIDTH, Plane, natural_earth
from sprintplan.reports.html.map.routes import Route, flown_routes, home_airports
from sprintplan.world.airports import airports
from sprintplan.world.cities import find_city

SOUTH, NORTH = -57.0, 83.0
"""Latitudes of the whole map: from Cape Horn to Greenland's north."""
LEAST_WIDTH = 0.9
"""Of the projection's plane, a sixth of the world: closer, the outlines would look coarse."""
MARGIN = 0.07
STEP_DEGREES = 3.0
"""Between the points of an arc on a map of the whole world, on a nearer one less: so arcs look smooth."""
SLACK = 0.03
"""Of the plane: how far an arc may reach beyond the points that the window is measured by."""
CLOSER, FEWEST_TIMES = 6.0, 2.0
"""How much closer the second map is, and how many times its least width the first one is wide at least to have one."""
LONGEST_NAME = 28


@dataclass(frozen=True)
class Arc:
    """A route as it is drawn: the path, its width, and what is said of it."""

    route: Route
    path: str
    width: float


@dataclass(frozen=True)
class EventArcs:
    """What the map has of one event."""

    event: EventPlan
    arcs: tuple[Arc, ...]


@dataclass(frozen=True)
class WorldMap:
    """Everything that the map's drawing needs; `unplaced` routes touch an airport that no table has.

    `labels` : names of airports; `near` : the part where most routes end, drawn closer; None where they are not crowded
    """

    sea: str
    land: str
    homes: tuple[Dot, ...]
    events: tuple[EventArcs, ...]
    venues: tuple[Dot, ...]
    unplaced: int
    labels: tuple[Label, ...] = ()
    near: "WorldMap | None" = None
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Frame:
    """The part of the plane that is shown: its upper left corner and units of the drawing per unit of the plane."""

    west: float
    top: float
    scale: float

    def place(self, plane: Plane) -> Plane:
        """Positions of the `plane` in the drawing, y downwards."""
        return np.column_stack([(plane[:, 0] - self.west) * self.scale, (self.top - plane[:, 1]) * self.scale])


def world_map(events: Sequence[EventPlan]) -> WorldMap | None:
    """The map of these events, close enough that all routes fill it; None where nobody flies."""
    routes = {event.event: flown_routes(event) for event in events}
    every = [route for mine in routes.values() for route in mine]
    pairs = {_pair(route) for route in every}
    coarse = [part for pair in sorted(pairs) for part in _line(*pair, STEP_DEGREES)]
    if not coarse:
        return None
    frame = frame_around(np.vstack([natural_earth(*part.T) for part in coarse]))
    unplaced = sum(not _is_placed(route) for route in every)
    far = _drawing(events, routes, frame, unplaced)
    ends = [code for event in events for route in routes[event.event] for code in _pair(route)]
    close = _crowd(ends, frame)
    return far if close is None else replace(far, near=_drawing(events, routes, close, 0))


def _is_placed(route: Route) -> bool:
    return _position(route.origin) is not None and _position(route.destination) is not None


def _drawing(
    events: Sequence[EventPlan], routes: Mapping[str, Sequence[Route]], frame: Frame, unplaced: int
) -> WorldMap:
    """What reaches into a `frame`."""
    step = STEP_DEGREES * WIDTH / (2 * HALF_WIDTH * frame.scale)
    every = [route for mine in routes.values() for route in mine]
    lines = {pair: line for pair in {*map(_pair, every)} if (line := _line(*pair, step))}
    most = max(route.travellers for route in every)
    drawn = []
    for event in events:
        arcs = (_arc(route, lines, frame, most) for route in routes[event.event] if _pair(route) in lines)
        drawn.append(EventArcs(event, tuple(arc for arc in arcs if arc.path)))
    homes, venues = _homes(events, frame), _venues(events, frame)
    return WorldMap(
        sea_of(frame), land_of(frame), homes, tuple(drawn), venues, unplaced, _labels(events, homes, venues, frame)
    )


def _labels(
    events: Sequence[EventPlan], homes: Sequence[Dot], venues: Sequence[Dot], frame: Frame
) -> tuple[Label, ...]:
    """Names of homes and of airports where people change; not of the venues, which have theirs."""
    ways = (way for event in events for trip in event.trips for way in (trip.outbound, trip.inbound) if way)
    hubs = [segment.start for way in ways for segment in way.segments[1:]]
    weights = weights_of({dot.name: dot.number for dot in homes}, hubs)
    spots = {code: spot for code in weights if (spot := _spot(code, frame)) and _is_inside(spot)}
    at_venues = {(dot.x, dot.y) for dot in venues}
    apart = {code: spot for code, spot in spots.items() if spot not in at_venues}
    return labels(apart, weights, [(dot.x, dot.middle, len(dot.name), dot.left) for dot in venues], (WIDTH, HEIGHT))


def _crowd(ends: Sequence[str], frame: Frame) -> Frame | None:
    """The closer window, within the `frame`, in which most `ends` of routes lie; None where it would be little closer,
    or less than a third of them lie in it."""
    width = WIDTH / frame.scale
    if width < FEWEST_TIMES * LEAST_WIDTH:
        return None
    near = max(LEAST_WIDTH, width / CLOSER)
    high = near * HEIGHT / WIDTH
    places = [position for code in ends if (position := _position(code))]
    plane = natural_earth(*np.array(places).T)
    inside = (np.abs(plane[:, None] - plane[None]) <= [near / 2, high / 2]).all(axis=2).sum(axis=1)
    best = int(inside.argmax())
    if inside[best] * 3 < len(plane):
        return None
    mine = plane[(np.abs(plane - plane[best]) <= [near / 2, high / 2]).all(axis=1)]
    x, y = mine.mean(axis=0)
    return Frame(x - near / 2, y + high / 2, WIDTH / near)


def _pair(route: Route) -> tuple[str, str]:
    return route.origin, route.destination


def _line(origin: str, destination: str, step_degrees: float) -> list[Plane]:
    """The way between two airports; nothing where one of them is unknown."""
    begin, end = _position(origin), _position(destination)
    return great_circle(begin, end, step_degrees) if begin and end else []


def _position(code: str) -> tuple[float, float] | None:
    """Longitude and latitude of an airport, or of a place on the ground as plans name it."""
    table = airports()
    number = table.number(code)
    return _place(code) if number is None else (float(table.longitude[number]), float(table.latitude[number]))


def _place(text: str) -> tuple[float, float] | None:
    """Of `City, CC`, `City, STATE, CC` or `LAT, LON`; None where it is not known."""
    name, *area = (part.strip() for part in text.split(","))
    with suppress(ValueError, IndexError):
        return float(area[-1]), float(name)
    city = find_city(name, area[-1], area[0] if len(area) > 1 else "") if area else None
    return (city.longitude, city.latitude) if city else None


def frame_around(plane: Plane) -> Frame:
    """The smallest window of the drawing's shape that holds the positions of a `plane` with a margin, inside the world
    if it can."""
    low, high = plane.min(axis=0) - SLACK, plane.max(axis=0) + SLACK
    (south, north) = natural_earth([0, 0], [SOUTH, NORTH])[:, 1]
    pad = MARGIN * max(high[0] - low[0], 2 * (high[1] - low[1]), LEAST_WIDTH)
    shape = WIDTH / HEIGHT
    width = max(high[0] - low[0] + 2 * pad, (high[1] - low[1] + 2 * pad) * shape, LEAST_WIDTH)
    width = max(min(width, 2 * HALF_WIDTH), (high[1] - low[1]) * shape)
    west = _within((low[0] + high[0]) / 2 - width / 2, width, -HALF_WIDTH, HALF_WIDTH)
    bottom = _within((low[1] + high[1] - width / shape) / 2, width / shape, min(south, low[1]), max(north, high[1]))
    return Frame(west, bottom + width / shape, WIDTH / width)


def _within(begin: float, length: float, low: float, high: float) -> float:
    """The begin of a stretch moved so that it lies between low and high; centred where it is longer than that."""
    if length >= high - low:
        return (low + high - length) / 2
    return min(max(begin, low), high - length)


def _arc(route: Route, lines: dict[tuple[str, str], list[Plane]], frame: Frame, most: int) -> Arc:
    """Widths grow with the square root, so that ten travellers do not hide one; no path where none is in sight."""
    parts = [frame.place(natural_earth(*part.T)) for part in lines[_pair(route)]]
    path = "".join(_path(part) for part in parts if _is_in_sight(part))
    return Arc(route, path, round(0.7 + 3.3 * sqrt(route.travellers / max(most, 10)), 2))


def _is_in_sight(points: Plane) -> bool:
    """Whether a line may pass through the drawing."""
    low, high = points.min(axis=0), points.max(axis=0)
    return bool(high[0] > 0 and high[1] > 0 and low[0] < WIDTH and low[1] < HEIGHT)


def _is_inside(spot: tuple[float, float]) -> bool:
    return 0 <= spot[0] <= WIDTH and 0 <= spot[1] <= HEIGHT


def _path(points: Plane) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points.tolist())


def sea_of(frame: Frame) -> str:
    """The globe's edge in a `frame`, which is the antimeridian on both sides."""
    up = np.arange(-90.0, 91.0, 3.0)
    edges = np.vstack([natural_earth(np.full_like(up, -180), up), natural_earth(np.full_like(up, 180), up[::-1])])
    return _path(frame.place(edges)) + "Z"


def land_of(frame: Frame) -> str:
    """Every country that reaches into a `frame`, as one path."""
    drawn = []
    for ring in _outlines():
        points = frame.place(ring)
        if _is_in_sight(points):
            drawn.append(_path(points) + "Z")
    return "".join(drawn)


@cache
def _outlines() -> tuple[Plane, ...]:
    """Rings of the countries on the plane."""
    table = gzip.decompress((files(__package__) / "outlines.txt.gz").read_bytes()).decode()
    rings = [np.array(line.split(), float).reshape(-1, 2) / 10 for line in table.splitlines()]
    return tuple(natural_earth(ring[:, 0], ring[:, 1]) for ring in rings)


def _homes(events: Iterable[EventPlan], frame: Frame) -> tuple[Dot, ...]:
    heads = home_airports(trip for event in events for trip in event.trips)
    placed = [
        (code, number, spot)
        for code, number in sorted(heads.items())
        if (spot := _spot(code, frame)) and _is_inside(spot)
    ]
    return tuple(Dot(code, *spot, round(1.6 + 0.5 * sqrt(number), 1), number) for code, number, spot in placed)


def _spot(code: str, frame: Frame) -> tuple[float, float] | None:
    position = _position(code)
    if position is None:
        return None
    x, y = frame.place(natural_earth([position[0]], [position[1]]))[0].tolist()
    return round(x, 1), round(y, 1)


def _venues(events: Iterable[EventPlan], frame: Frame) -> tuple[Dot, ...]:
    """The venues at the airports where most travellers land, their names apart."""
    dots: list[Dot] = []
    for number, event in enumerate(events):
        landings = [trip.outbound.end for trip in event.trips if trip.outbound]
        busiest = max(sorted(set(landings)), key=landings.count, default="")
        spot = _spot(busiest, frame)
        if spot and _is_inside(spot):
            dots.append(Dot(fit(place(event), LONGEST_NAME), *spot, 5.0, number))
    return names_apart(dots)
