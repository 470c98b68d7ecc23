"""Names of airports on the map: where journeys begin and where people change, as many as do not touch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sprintplan.reports.html.boxes import Box, touch
from sprintplan.world.airport_groups import main_city
from sprintplan.world.airports import airports

LETTER, LINE, GAP = 6.3, 13.0, 5.0
"""Units of the drawing that a letter and a line of a name take, and its distance from its dot."""
MOST_NAMES = 28
LARGEST = 9
"""Names that a narrow screen has, those of the venues among them, where they are written larger."""


@dataclass(frozen=True)
class Label:
    """A name beside a dot; `left` where it ends at it, `large` where a narrow screen has it too."""

    name: str
    x: float
    y: float
    left: bool
    large: bool


def labels(
    spots: Mapping[str, tuple[float, float]],
    weights: Mapping[str, int],
    taken: Sequence[tuple[float, float, int, bool]],
    size: tuple[float, float],
) -> tuple[Label, ...]:
    """Names of the places of most weight, each where it touches no other one and lies within the drawing.

    Parameters
    ----------
    spots : positions in the drawing by code
    weights : journeys that begin or change at a place, by code
    taken : positions of dots with larger names, which stay free: how many letters, and whether they end at the dot
    size : width and height of the drawing
    """
    boxes = [_box(x, y, 2 * letters, left=left, lines=2) for x, y, letters, left in taken]
    large_boxes = [_box(x, y, 3 * letters, left=left, lines=4) for x, y, letters, left in taken]
    placed: list[Label] = []
    names = set[str]()
    for code in sorted(spots, key=lambda code: (-weights.get(code, 0), code)):
        name = _name(code)
        if len(placed) >= MOST_NAMES or name in names:
            continue
        x, y = spots[code]
        for left in (False, True):
            box = _box(x, y, len(name), left=left, lines=1)
            if _inside(box, size) and not any(touch(box, other) for other in boxes):
                boxes.append(box)
                names.add(name)
                large_box = _box(x, y, 2 * len(name), left=left, lines=2)
                large = len(large_boxes) < LARGEST and _inside(large_box, size)
                large = large and not any(touch(large_box, other) for other in large_boxes)
                large_boxes += [large_box] * large
                placed.append(Label(name, round(x + (-GAP if left else GAP), 1), y, left, large))
                break
    return tuple(placed)


def _name(code: str) -> str:
    """The city that an airport serves; a place on the ground without its country."""
    return code.partition(",")[0] if airports().number(code) is None else main_city(code)[0]


def _box(x: float, y: float, letters: int, *, left: bool, lines: int) -> Box:
    wide, high = GAP + letters * LETTER, lines * LINE / 2
    return (x - wide, y - high, x, y + high) if left else (x, y - high, x + wide, y + high)


def _inside(box: Box, size: tuple[float, float]) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]


def weights_of(homes: Mapping[str, int], hubs: Iterable[str]) -> dict[str, int]:
    """How many journeys begin at each place of `homes` or change at it, as often as `hubs` name it."""
    weights = dict(homes)
    for code in hubs:
        weights[code] = weights.get(code, 0) + 1
    return weights
