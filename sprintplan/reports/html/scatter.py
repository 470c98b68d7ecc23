"""Cash against hours and against CO2e, a point for every candidate whose totals are known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from math import floor, log10

from sprintplan.domain.totals import Totals
from sprintplan.reports.formatting import day_month, fit, thousands
from sprintplan.reports.html.boxes import Box, touch
from sprintplan.reports.html.candidates import CandidateRow

WIDTH, HEIGHT = 480, 340
LEFT, RIGHT, TOP, BOTTOM = 62, 14, 28, 46
"""Units of the drawing around the area of the points, for the axes and their words."""
LONGEST_NAME = 22
LETTER, LINE = 7.2, 15.0
"""About how wide a letter and how high a line is, so that names of points can keep clear of each other."""

Spot = tuple[str, float, float]


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where it is and what it says."""

    at: float
    label: str


@dataclass(frozen=True)
class Point:
    """A candidate in the drawing; `label` is empty where there is no room for one."""

    x: float
    y: float
    candidate: CandidateRow
    label: str
    anchor: str
    label_x: float
    label_y: float


@dataclass(frozen=True)
class Scatter:
    """One drawing; `what` is the quantity from left to right with its unit."""

    what: str
    points: tuple[Point, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


@dataclass(frozen=True)
class _Axis:
    """A scale from values to the drawing."""

    ticks: tuple[float, ...]
    begin: float
    end: float

    def at(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return round(self.begin + (value - low) / (high - low) * (self.end - self.begin), 1)

    def marks(self) -> tuple[Tick, ...]:
        return tuple(Tick(self.at(value), _number(value)) for value in self.ticks)


def scatters(candidates: Sequence[CandidateRow]) -> tuple[Scatter, ...]:
    """Cash against hours and against tonnes of CO2e; none where fewer than two candidates have totals."""
    known = [(one, one.totals) for one in candidates if one.totals]
    if len(known) < 2:
        return ()
    hours = _scatter("travel hours", known, lambda totals: totals.travel_hours)
    return hours, _scatter("tonnes of CO2e", known, lambda totals: totals.co2e_kg / 1000)


def _scatter(what: str, known: Sequence[tuple[CandidateRow, Totals]], measure: Callable[[Totals], float]) -> Scatter:
    across = _axis([measure(totals) for _, totals in known], LEFT, WIDTH - RIGHT)
    up = _axis([float(totals.cash) / 1000 for _, totals in known], HEIGHT - BOTTOM, TOP)
    spots = [(one, across.at(measure(totals)), up.at(float(totals.cash) / 1000)) for one, totals in known]
    return Scatter(what, tuple(_labelled(spots)), across.marks(), up.marks())


def _axis(values: Sequence[float], begin: float, end: float) -> _Axis:
    """Round marks from below the least value to above the greatest, four to eight of them."""
    low, high = min(values), max(values)
    room = (high - low) or abs(high) or 1.0
    low, high = max(0.0, low - 0.06 * room) if low >= 0 else low - 0.06 * room, high + 0.06 * room
    step = _round_step((high - low) / 5)
    first = floor(low / step)
    steps = next(n for n in count(1) if (first + n) * step >= high)
    return _Axis(tuple((first + n) * step for n in range(steps + 1)), begin, end)


def _round_step(about: float) -> float:
    power: float = 10.0 ** floor(log10(about))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= about * 0.999)


def _number(value: float) -> str:
    if abs(value - round(value)) < 1e-9:
        return thousands(round(value))
    return f"{value:.4g}"


def _labelled(spots: Sequence[tuple[CandidateRow, float, float]]) -> list[Point]:
    """Points with names where they fit: the chosen one's, then the best of each venue's; drawn dearest first."""
    boxes = [(x - 6, y - 6, x + 6, y + 6) for _, x, y in spots]
    named, points = set[str](), []
    for one, x, y in sorted(spots, key=lambda spot: (not spot[0].chosen, spot[0].objective)):
        wanted = "" if one.venue in named else _name(one)
        named.add(one.venue)
        points.append(_placed(one, x, y, wanted, boxes))
    return points[::-1]


def _name(one: CandidateRow) -> str:
    """The place, whose other days lie near it; of the chosen one the day too."""
    place = fit(one.place, LONGEST_NAME)
    return f"{place}, {day_month(one.first_day)}" if one.chosen and one.first_day else place


def _placed(one: CandidateRow, x: float, y: float, name: str, boxes: list[Box]) -> Point:
    """The point with its name where that touches nothing else, or without it; the chosen one's is always written."""
    spots = [spot for spot in _beside(x, y) if _inside(_box(spot, name))] if name else []
    free = [spot for spot in spots if not any(touch(_box(spot, name), other) for other in boxes)]
    for spot in free or (spots if one.chosen else []):
        boxes.append(_box(spot, name))
        return Point(x, y, one, name, spot[0], round(spot[1], 1), round(spot[2], 1))
    return Point(x, y, one, "", "start", x, y)


def _box(spot: Spot, name: str) -> Box:
    """The corners of a name: left, top, right, bottom."""
    anchor, at, line = spot
    wide = LETTER * len(name)
    begin = {"start": at, "end": at - wide, "middle": at - wide / 2}[anchor]
    return begin, line - LINE + 3, begin + wide, line + 3


def _inside(box: Box) -> bool:
    return box[0] > LEFT and box[2] < WIDTH and box[1] > 0 and box[3] < HEIGHT - BOTTOM


def _beside(x: float, y: float) -> list[Spot]:
    """Where a point's name may stand, the best place first: how it is anchored, and at which position."""
    level = [("start", x + 9, y + 4), ("end", x - 9, y + 4), ("middle", x, y - 11), ("middle", x, y + 20)]
    slanting = [
        [(anchor, x + side * 7, y + down) for down in downs for anchor, side in (("start", 1), ("end", -1))]
        for downs in ((-10, 18), (-23, 31))
    ]
    return [*level, *slanting[0], ("middle", x, y - 25), ("middle", x, y + 34), *slanting[1]]
