"""Hard years of `data/example-1000`, whole process: `python -m tests.benchmarks.hard_example [--families NAMES]`.

The example is planned once; then each family adds something to it or makes a limit tight, amounts of caps and budgets
as shares of that least-cost year, and a process of its own plans it with a limit of time, from its start to the plan
written. Two families have quotes of their own in place of estimates. For each: seconds until the first year is known,
the gap after 10 s and at the end, and when the end was; of an impossible year, the sentences that name why.

`--busy N` lets N other processes compute at the same time: with 18 of them two cores are ten times oversubscribed.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from sprintplan.app.opening import planned_scenario
from sprintplan.app.planning import Wish, plan
from sprintplan.domain.limits import Limits
from sprintplan.domain.scenario import Scenario
from sprintplan.errors import NoPlan
from sprintplan.reports.plan_json import plan_bytes
from sprintplan.watch import Watch
from tests.benchmarks.course import Course, told
from tests.benchmarks.tight import (
    Family,
    Least,
    all_of,
    capped,
    hours,
    limited,
    long_haul,
    many_places,
    roomy,
    ruled,
    shuttles,
    staffed,
    third_event,
    two_weeks,
)
from tests.build import year as builders
from tests.build.workspace_files import write_workspace
from tests.build.year import Quote

EXAMPLE = Path(__file__).parent.parent.parent / "data" / "example-1000"
TODAY = date(2026, 11, 23)
TEN_TIMES = all_of(staffed(10_000), ruled(max_travellers_per_flight=200, max_key_travellers_per_flight=6), roomy)

FAMILIES: dict[str, Family] = {
    "third-event": third_event,
    "co2-0.95": capped(grams=0.95),
    "co2-0.99": capped(grams=0.99),
    "budget-1.0": capped(cash=1.0),
    "shuttles": shuttles,
    "two-weeks": two_weeks,
    "many-places": all_of(staffed(300), many_places),
    "people-10000": TEN_TIMES,
    "people-10000-capped": all_of(TEN_TIMES, capped(10.2, 9.8)),
    "long-haul": long_haul(9),
    "hours-40": hours(40),
    "all-too-low": all_of(capped(0.9, 0.82), hours(30)),
    "budget-0.6": capped(cash=0.6),
    "co2-0.6": capped(grams=0.6),
    "alone-on-a-flight": all_of(staffed(300), ruled(max_travellers_per_flight=1)),
    "together": all_of(shuttles, capped(1.01, 0.95), hours(40)),
    "third-event-capped": all_of(third_event, capped(grams=1.4), limited(weeks_between_events=14), long_haul(9)),
    "people-10000-together": all_of(
        TEN_TIMES, capped(10.2, 9.6), long_haul(12), hours(60), limited(holiday_share=Decimal("0.3"))
    ),
}
HOMES = ("LHR", "FRA", "CDG", "AMS", "MAD", "FCO", "VIE", "CPH", "ARN", "OSL")
ENDS = ("LIS", "ATH", "RIX")
MONDAY = date(2027, 4, 5)
DAY = timedelta(days=1)


def main() -> None:
    """Print a row a family; `--plan FOLDER` prints that of one workspace, counted from `--since`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    every = [*FAMILIES, "quotes", "ladders"]
    parser.add_argument("--families", type=lambda text: text.split(","), default=every, help=", ".join(every))
    parser.add_argument("--time-limit", type=float, default=60)
    parser.add_argument("--busy", type=int, default=0, help="other processes that compute at the same time")
    parser.add_argument("--plan", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--since", type=float, help=argparse.SUPPRESS)
    wish = parser.parse_args()
    if wish.plan:
        print(_planned(wish.plan, wish.time_limit, wish.since))
        return
    example = planned_scenario(EXAMPLE, None, insecure=False)
    totals = plan(EXAMPLE, Wish(today=TODAY), Watch()).totals
    assert totals is not None
    least = Least(round(100 * float(totals.cash)), round(1000 * totals.co2e_kg))
    print(f"least cost: {totals.cash} {example.currency}, {totals.co2e_kg:.0f} kg", flush=True)
    for name in wish.families:
        with tempfile.TemporaryDirectory() as scratch, _busy(wish.busy):
            folder = Path(scratch)
            _write(folder, name, example, least)
            print(f"{name}: {_in_a_process(folder, wish.time_limit)}", flush=True)


def _write(folder: Path, name: str, example: Scenario, least: Least) -> None:
    """Write the workspace of a family."""
    if name in FAMILIES:
        write_workspace(folder, FAMILIES[name](example, least), [])
    elif name == "quotes":
        write_workspace(folder, _europe(800, ENDS, flight=8, co2e_g=150_000_000), _million())
    else:
        write_workspace(folder, _europe(500, ENDS[:1], flight=9, co2e_g=57_000_000, homes=1, starts=1), _ladders())


def _europe(
    people: int, ends: Iterable[str], *, flight: int, co2e_g: int, homes: int = 10, starts: int = 3
) -> Scenario:
    """A company of so many people in cities of Europe, at most `flight` of them on one, whose flights have quotes."""
    return builders.scenario(
        [builders.person(f"p{n}", HOMES[n % homes], team=f"t{n % 23}") for n in range(people)],
        [builders.venue(end.lower(), end, room_rate_minor=10_000 - 1000 * n) for n, end in enumerate(ends)],
        [builders.event("spring", [MONDAY + timedelta(days=day) for day in (0, 2, 7)[:starts]])],
        policy=builders.policy(max_early_nights=1, max_travellers_per_flight=flight),
        limits=Limits(co2e_g=co2e_g),
    )


def _million() -> Iterator[Quote]:
    """A million quotes, half of them to a venue and half from there, each with one to nine seats."""
    dice = Random(7)
    for n in range(500_000):
        home, end, day = HOMES[n % 10], ENDS[n // 10 % 3], MONDAY + (n // 30 % 20 - 3) * DAY
        for origin, destination in ((home, end), (end, home)):
            at, fare = dice.randrange(5 * 60, 19 * 60), dice.randrange(6000, 96_000)
            yield _flight(origin, destination, day, at, f"XY{dice.randrange(1, 9999)}", fare, dice.randrange(1, 10), 4)


def _ladders() -> Iterator[Quote]:
    """Seventy flights out and as many back, each with three rungs of three seats, of like fares."""
    dice = Random(7)
    for n in range(70):
        at = 6 * 60 + 37 * n % 600
        for rung in range(3):
            fares = [100 * (60 + 35 * rung + dice.randrange(90)) for _ in range(2)]
            yield _flight("LHR", "LIS", MONDAY - DAY, at, f"BA{100 + n}", fares[0], 3, 2)
            yield _flight("LIS", "LHR", MONDAY + 4 * DAY, 18 * 60 + 37 * n % 180, f"BA{500 + n}", fares[1], 3, 2)


def _flight(
    origin: str, destination: str, day: date, at: int, number: str, fare_minor: int, seats: int, hours: int
) -> Quote:
    """A flight that leaves so many minutes after midnight and lands so many hours later by the clock there."""
    departs = datetime(day.year, day.month, day.day) + timedelta(minutes=at)
    arrives, fare, co2e_g = departs + timedelta(hours=hours), Decimal(fare_minor) / 100, 90_000 + 1000 * (at % 99)
    ends = origin, destination, f"{departs}", f"{arrives}"
    return builders.quote(*ends, fare, flights=number, seats=seats, co2e_g=co2e_g)


def _in_a_process(folder: Path, limit_s: float) -> str:
    """What a process prints that plans a workspace."""
    command = [sys.executable, "-m", "tests.benchmarks.hard_example", "--plan", str(folder)]
    options = ["--time-limit", str(limit_s), "--since", str(time.monotonic())]
    return subprocess.run([*command, *options], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def _planned(folder: Path, limit_s: float, since: float) -> str:
    """One row of a workspace, planned and written; seconds from a moment of `time.monotonic`."""
    watch = Course(since)
    try:
        found = plan(folder, Wish(today=TODAY, time_limit=limit_s), watch)
    except NoPlan as error:
        return f"no plan in {watch.seconds:.1f} s: {error}"
    (folder / "plan.json").write_bytes(b"".join(plan_bytes(found)))
    return "\n    ".join([told(found.status, watch.seconds, watch.known), *found.conflict])


@contextmanager
def _busy(count: int) -> Iterator[None]:
    """While the block runs, so many processes compute."""
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


if __name__ == "__main__":
    main()
