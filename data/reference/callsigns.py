"""Derive which airlines fly between which airports, and since when, from Virtual Radar Server's standing data.

    git clone https://github.com/vradarserver/standing-data        # CC0 1.0; the whole history, 1 GB unpacked
    python -m data.reference.callsigns standing-data CALLSIGNS.csv.gz

The newest file knows the route of every callsign that was ever reported; its history says when each route was last
reported anew, which tells what is flown from what was. One row a directed pair of airports and airline: how many of
its callsigns fly that leg, when the newest of their routes changed and the oldest was first seen, how many changed
since the months of RECENT, how many callsigns have left the leg, and when the last one did. Takes a minute
or two.
"""

import argparse
import csv
import gzip
import io
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

RECENT = ("2024-01", "2025-01", "2025-09", "2026-01", "2026-04", "2026-06")
HEADER = (
    "origin", "dest", "airline", "callsigns", "last_changed", "first_seen",
    *(f"changed_since_{month}" for month in RECENT), "left", "last_left", "left_since_2025-09",
)  # fmt: skip
Leg = tuple[str, str]


@dataclass
class Flown:
    """One airline on one leg: months in which its callsigns there changed and were first seen, and when some left."""

    changed: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def cells(self) -> tuple[str | int, ...]:
        """The row without its key."""
        months = self.changed.values()
        return (
            len(self.changed),
            max(months, default=""),
            min((self.seen[callsign] for callsign in self.changed), default=""),
            *(sum(month >= since for month in months) for since in RECENT),
            len(self.left),
            max(self.left, default=""),
            sum(month >= RECENT[2] for month in self.left),
        )


def main() -> None:
    """Replay the history and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clone", type=Path)
    parser.add_argument("table", type=Path)
    args = parser.parse_args()
    found = replayed(args.clone, iata_codes(args.clone))
    text = io.StringIO()
    rows = ((*key[0], key[1], *flown.cells()) for key, flown in sorted(found.items()))
    csv.writer(text, lineterminator="\n").writerows([HEADER, *rows])
    with args.table.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(text.getvalue().encode())


def iata_codes(clone: Path) -> dict[str, str]:
    """IATA codes by the ICAO codes that routes are written in; some airports are listed under their IATA code alone."""
    found: dict[str, str] = {}
    for path in _git(clone, "ls-tree", "-r", "--name-only", "HEAD", "airports/schema-01"):
        lines = _git(clone, "show", f"HEAD:{path.strip()}")
        for row in csv.DictReader(line.removeprefix("\ufeff") for line in lines):
            if len(row.get("IATA") or "") == 3:
                found |= {row["ICAO"]: row["IATA"], row["Code"]: row["IATA"]}
    return found


def replayed(clone: Path, iata: dict[str, str]) -> dict[tuple[Leg, str], Flown]:
    """Every leg and airline after all commits in order of their dates."""
    found: dict[tuple[Leg, str], Flown] = defaultdict(Flown)
    now: dict[str, tuple[str, frozenset[Leg]]] = {}
    for month, before, after in _commits(clone):
        for callsign in before.keys() | after.keys():
            airline, route = after.get(callsign, ("", ""))
            legs = _legs(route, iata)
            was, had = now.get(callsign, ("", frozenset[Leg]()))
            if (airline, legs) == (was, had):
                continue
            for leg in had - (legs if was == airline else frozenset()):
                flown = found[leg, was]
                del flown.changed[callsign]
                flown.left.append(month)
            for leg in legs:
                flown = found[leg, airline]
                flown.changed[callsign] = month
                flown.seen.setdefault(callsign, month)
            now[callsign] = (airline, legs)
    return found


def _legs(route: str, iata: dict[str, str]) -> frozenset[Leg]:
    """Consecutive pairs of a route such as EGLL-KJFK between airports with an IATA code."""
    codes = [iata.get(stop, "") for stop in route.split("-")]
    return frozenset((a, b) for a, b in pairwise(codes) if a and b and a != b)


def _commits(clone: Path) -> Iterator[tuple[str, dict[str, str], dict[str, tuple[str, str]]]]:
    """Of each commit its month, the routes that it takes away, and those that it sets, by callsign."""
    month, before, after = "", {}, {}
    command = ("log", "-p", "--reverse", "--no-renames", "--unified=0", "--format=commit %cI", "--", "routes/schema-01")
    for line in _git(clone, *command):
        if line.startswith("commit "):
            yield month, before, after
            month, before, after = line[7:14], {}, {}
        elif line[0] in "+-" and line.count(",") == 4 and not line.startswith(("+Callsign", "+\ufeff", "-\ufeff")):
            callsign, _, _, airline, route = line[1:].strip().split(",")
            if line[0] == "-":
                before[callsign] = route
            else:
                after[callsign] = (airline, route)
    yield month, before, after


def _git(clone: Path, *command: str) -> Iterator[str]:
    with subprocess.Popen(["git", "-C", str(clone), *command], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield from io.TextIOWrapper(process.stdout, "utf-8", errors="replace")


if __name__ == "__main__":
    main()
