"""How long a replan takes: `python -m tests.benchmarks.replanning`.

The year of data/example-1000 is planned and published, 600 of its trips are booked, then life goes on: people leave and
join, some are no longer free, and the flight that most have booked is cancelled. Prints the seconds of the replan, and
of its own replan, which changes nothing.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from shutil import copytree

from sprintplan.app.planning import Wish, plan
from sprintplan.domain.plan import Plan
from sprintplan.reports.lists.bookings import bookings
from sprintplan.reports.lists.csv_text import csv_text
from sprintplan.reports.plan_json import plan_bytes, read_plan
from sprintplan.watch import Watch

EXAMPLE = Path("data/example-1000")
TODAY = date(2026, 11, 24)
AIM_SECONDS = 10.0
Rows = list[dict[str, str]]


def main() -> None:
    """Plan, book, let life go on, and time both replans."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--booked", type=int, default=600, help="trips that are booked")
    parser.add_argument("--plan", type=Path, help="the example's published plan, where it was planned before")
    parser.add_argument("--folder", type=Path, help="where to leave workspace and plans; default: nowhere")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = asked.folder or Path(scratch)
        folder, published = place / "year", place / "published.json"
        copytree(EXAMPLE, folder)
        found = read_plan(asked.plan) if asked.plan else plan(folder, Wish(today=TODAY), Watch())
        published.write_bytes(b"".join(plan_bytes(found)))
        print(f"{len(_trips(found))} trips, {asked.booked} of them booked, aim {AIM_SECONDS:.0f} s")
        _overtake(folder, _book(folder, found, asked.booked), found)
        _replan(folder, published, place / "replanned.json")
        _replan(folder, place / "replanned.json", place / "again.json")


def _trips(found: Plan) -> list[tuple[str, str]]:
    """Event and person of everybody who travels, in the order of the plan."""
    return [(event.event, trip.person) for event in found.events for trip in event.trips if trip.status == "travels"]


def _book(folder: Path, found: Plan, count: int) -> Rows:
    """The exported list with so many trips filled in, spread evenly over the plan; half of each fare comes back."""
    trips = _trips(found)
    chosen = {trips[number * len(trips) // count] for number in range(min(count, len(trips)))}
    rows = _rows(csv_text(bookings(found)[0]))
    for row in rows:
        if (row["event"], row["person"]) in chosen:
            half = f"{float(row['fare']) / 2:.2f}"
            row.update({"status": "booked", "refund": half, "change_fee": "50", "reference": f"R{row['person']}"})
    _write(folder / "bookings.csv", rows)
    return rows


def _overtake(folder: Path, booked: Rows, found: Plan) -> None:
    """Ten people leave, five join, ten are not free, and the flight that most have booked is cancelled."""
    people = _rows((folder / "people.csv").read_text(encoding="utf-8"))
    bosses = {row["manager"] for row in people}
    staff = [row for row in people if row["id"] not in bosses]
    gone = {row["id"] for row in staff[5::90][:10]}
    for row in staff[7::90][:10]:
        row["unavailable"] = f"{found.events[0].first_day}..{found.events[0].last_day}"
    joined = [{**row, "id": f"new{n}", "name": f"New {n}", "email": ""} for n, row in enumerate(staff[9::150][:5])]
    _write(folder / "people.csv", [row for row in people if row["id"] not in gone] + joined)
    flights = Counter(_way(row) for row in booked if row["status"])
    most, _ = flights.most_common(1)[0]
    for row in booked:
        if row["status"] and _way(row) == most:
            row.update({"status": "cancelled", "refund": row["fare"]})
    _write(folder / "bookings.csv", booked)


def _way(row: dict[str, str]) -> tuple[str, str, str]:
    return row["origin"], row["destination"], row["departs"]


def _rows(text: str) -> Rows:
    return list(csv.DictReader(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").splitlines()))


def _write(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def _replan(folder: Path, before: Path, after: Path) -> None:
    """Run the command in a process of its own and print what it took."""
    words = ["replan", str(folder), str(before), "--today", str(TODAY), "-o", str(after), "--timings"]
    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-m", "sprintplan.cli", *words], stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    found = read_plan(after)
    cpu, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    changes = len(found.changes or ())
    print(f"replanned, {found.status}, {changes} changes: {seconds:.1f} s, {cpu:.1f} s of processors, {memory:.0f} MB")


if __name__ == "__main__":
    main()
