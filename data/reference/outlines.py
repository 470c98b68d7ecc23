"""Builds the outlines of the map in the report from Natural Earth's countries; README.md tells how to run it.

One line a ring: longitudes and latitudes in turn, in tenths of a degree. Rings that cross the antimeridian are cut
there, and the cut edge gets points of its own, because it is a curve on the map. Antarctica is left out.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

TABLE = Path(__file__).parent.parent.parent / "sprintplan" / "reports" / "html" / "map" / "outlines.txt.gz"
ANTARCTICA = "010"
EDGE_STEP = 2.0
# Degrees between the points of a cut edge.


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("topology", type=Path, help="countries-110m.json of world-atlas")
    topology = json.loads(parser.parse_args().topology.read_text(encoding="utf-8"))
    lines = [_line(part) for ring in _rings(topology) for part in cut(ring)]
    TABLE.write_bytes(gzip.compress("\n".join(filter(None, lines)).encode(), 9, mtime=0))


def _rings(topology: dict[str, Any]) -> Iterator[Ring]:
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    for country in topology["objects"]["countries"]["geometries"]:
        if country.get("id") == ANTARCTICA:
            continue
        several = country["type"] == "MultiPolygon"
        for polygon in country["arcs"] if several else [country["arcs"]]:
            yield from (_ring(numbers, arcs) for numbers in polygon)


def _arc(steps: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    """Positions of a quantised arc, whose points are told as steps from one to the next."""
    scale, origin = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in steps:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + origin[0], y * scale[1] + origin[1]))
    return points


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    """Arcs one after the other; a negative number is an arc backwards."""
    ring: Ring = []
    for number in numbers:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += part[1:] if ring else part
    return ring


def cut(ring: Ring) -> Iterator[Ring]:
    """The parts of a ring on this side of the antimeridian."""
    whole = _unrolled(ring)
    for turn in (-360.0, 0.0, 360.0):
        moved = [(x + turn, y) for x, y in whole]
        part = _clipped(_clipped(moved, 180.0, 1), -180.0, -1)
        if len(part) > 2:
            yield _edged(part)


def _unrolled(ring: Ring) -> Ring:
    """The ring with longitudes that go on past 180 instead of jumping."""
    points = [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        points.append((points[-1][0] + (x - before + 180) % 360 - 180, y))
    return points


def _clipped(ring: Ring, edge: float, side: int) -> Ring:
    """The part of a closed ring with side x longitude <= side x edge (Sutherland and Hodgman)."""
    kept: Ring = []
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        inside1, inside2 = side * x1 <= side * edge, side * x2 <= side * edge
        if inside1:
            kept.append((x1, y1))
        if inside1 != inside2:
            kept.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return kept


def _edged(ring: Ring) -> Ring:
    """The ring with points along every edge that runs on the antimeridian."""
    points: Ring = []
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        points.append((x1, y1))
        if abs(x1) == abs(x2) == 180.0:
            steps = int(abs(y2 - y1) / EDGE_STEP)
            points += [(x1, y1 + (y2 - y1) * n / (steps + 1)) for n in range(1, steps + 1)]
    return points


def _line(ring: Ring) -> str:
    """The ring in tenths of a degree without repeated points; empty where too little is left of it."""
    tenths = [(round(10 * x), round(10 * y)) for x, y in ring]
    points = [point for point, before in zip(tenths, tenths[-1:] + tenths[:-1], strict=True) if point != before]
    return " ".join(f"{x} {y}" for x, y in points) if len(points) > 2 else ""


if __name__ == "__main__":
    main()
