"""Dots of the map that have names, each name where it touches no other one and hides no other dot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sprintplan.reports.html.boxes import Box, touch

WIDTH, HEIGHT = 1000, 480
"""Units of the drawing."""
SIZES = (17.0, 32.0)
"""Units of the drawing that the letters of a name are high, on a wide screen and on a narrow one."""
LETTER, BESIDE = 0.62, 0.6
"""Width of a letter, and distance of a name from its dot, in heights of letters."""
BASELINES = (-0.55, 0.35, 1.2)
"""Below its dot, in heights of letters: the baseline of a name that is moved up, beside its dot, or moved down."""
ABOVE, BELOW = 0.78, 0.22
"""How far letters reach from their baseline, in heights of letters."""

KEPT = 36
"""Ways to write some names that are gone on with: all of two dots, so that three have the best of all."""


@dataclass(frozen=True)
class Dot:
    """A place on the map.

    Attributes
    ----------
    name : what it is called
    x, y : where it is, units of the drawing
    size : its radius
    number : how many people are at home there, or which event takes place there
    shift : where its name is: -1 above its height, 0 beside it, 1 below
    left : whether its name ends at it
    """

    name: str
    x: float
    y: float
    size: float
    number: int
    shift: int = 0
    left: bool = False

    @property
    def middle(self) -> float:
        """Middle of its name from above, on a wide screen, units of the drawing."""
        _, top, _, bottom = self.box(SIZES[0])
        return (top + bottom) / 2

    def box(self, letters: float) -> Box:
        """The room that its name takes where the `letters` are so high, units of the drawing."""
        near, wide = BESIDE * letters, (BESIDE + LETTER * len(self.name)) * letters
        left, right = (self.x - wide, self.x - near) if self.left else (self.x + near, self.x + wide)
        baseline = self.y + BASELINES[self.shift + 1] * letters
        return left, baseline - ABOVE * letters, right, baseline + BELOW * letters


def names_apart(dots: Sequence[Dot]) -> tuple[Dot, ...]:
    """The `dots` with their names where they touch least: each other, other dots, and the drawing's edge.

    A name is on the right of its dot where it can be, at its height where it can be. Of the ways to write the names so
    far the KEPT best are gone on with at each dot.
    """
    kept: list[tuple[tuple[int, int, int], tuple[Dot, ...]]] = [((0, 0, 0), ())]
    for number, dot in enumerate(dots):
        spots = [_spot(other) for other in (*dots[:number], *dots[number + 1 :])]
        ways = [replace(dot, shift=shift, left=left) for left in (False, True) for shift in (0, -1, 1)]
        longer = []
        for (cut, touched, moved), named in kept:
            for move, way in enumerate(ways):
                more_cut, more_touched = _in_the_way(way, named, spots)
                longer.append(((cut + more_cut, touched + more_touched, moved + move), (*named, way)))
        kept = sorted(longer, key=lambda one: one[0])[:KEPT]
    return kept[0][1]


def _in_the_way(dot: Dot, named: Iterable[Dot], spots: Sequence[Box]) -> tuple[int, int]:
    """On how many screens the name of a `dot` is cut off, and how many names of those `named`, and `spots`, it touches
    there."""
    boxes = [dot.box(letters) for letters in SIZES]
    touched = sum(touch(box, other) for box in boxes for other in spots)
    touched += sum(touch(box, other.box(letters)) for box, letters in zip(boxes, SIZES, strict=True) for other in named)
    return sum(box[0] < 0 or box[1] < 0 or box[2] > WIDTH or box[3] > HEIGHT for box in boxes), touched


def _spot(dot: Dot) -> Box:
    return dot.x - dot.size, dot.y - dot.size, dot.x + dot.size, dot.y + dot.size
