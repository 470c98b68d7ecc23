"""Routes that the graph of August 2021 cannot have: airports opened since, and flights begun since.

    python -m data.reference.since

does for the shipped table what build.py does at its end, where the pinned packages are not at hand.
"""

import csv
import gzip
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
Pairs = set[tuple[str, str]]


def with_later_routes(pairs: Pairs, country: dict[str, str]) -> Pairs:
    """The pairs with those of siblings.csv and opened.csv, both directions, between known airports."""
    found = set(pairs)
    for row in _rows("siblings.csv"):
        there = {end for start, end in pairs if start == row["like"]}
        allowed = {end for end in there if not row["countries"] or country[end] in row["countries"].split("|")}
        found |= _both_ways(row["code"], allowed - {row["code"]})
    for row in _rows("opened.csv"):
        found |= _both_ways(row["airport"], set(row["destinations"].split("|")))
    return {(start, end) for start, end in found if start in country and end in country}


def _both_ways(code: str, others: set[str]) -> Pairs:
    return {(code, other) for other in others} | {(other, code) for other in others}


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Add the later routes to the shipped table."""
    from sprintplan.world.airports import airports
    from sprintplan.world.routes import shipped_routes

    codes, known = airports().codes, shipped_routes()
    pairs = {(codes[a], codes[b]) for a, b in zip(known.origin.tolist(), known.destination.tolist(), strict=True)}
    later = with_later_routes(pairs, dict(zip(codes, airports().countries, strict=True)))
    table = np.array(sorted((codes.index(a), codes.index(b)) for a, b in later), "<i2").T
    path = HERE.parents[1] / "sprintplan" / "world" / "tables" / "routes.i2.gz"
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(np.ascontiguousarray(table).tobytes())


if __name__ == "__main__":
    main()
