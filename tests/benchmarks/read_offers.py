"""How many rows a second the source `files` reads: `python -m tests.benchmarks.read_offers [ROWS]`."""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sprintplan.domain.limits import Limits
from sprintplan.domain.objective import Objective
from sprintplan.domain.people import Home, Person
from sprintplan.domain.policy import Policy
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.files import FileSource

ROWS = 300_000
HOMES = "EWR SIN SYD WAW ARN NRT GRU BOS DEN YYZ MEX BOG CPT NBO DEL BOM MEL AKL ICN HEL".split()
VENUES = "LIS RIX FRA DOH MAD ATH KUL LIM".split()
HUBS = "LHR CDG AMS IST JFK DXB".split()
HEADER = "origin,destination,departs,arrives,flights,via,via_times,operated_by,cabin,fare,currency,seats,co2e_kg,bundle"
CABINS = ("economy", "economy", "premium_economy", "business")


def generated(rows: int) -> Iterator[str]:
    """Rows of random journeys, three in four with a connection, a third of them in pairs; the same ones each time."""
    dice = random.Random(1)
    for number in range(0, rows, 2):
        home, venue, day = dice.choice(HOMES), dice.choice(VENUES), dice.randrange(180)
        bundle = f"B{number}" if number % 3 == 0 else ""
        currency = dice.choice(("EUR", "USD", "GBP"))
        yield _row(dice, home, venue, day, currency, bundle)
        yield _row(dice, venue, home, day + 7, currency, bundle)


def _row(dice: random.Random, origin: str, destination: str, day: int, currency: str, bundle: str) -> str:
    leaves = datetime(2027, 4, 1) + timedelta(days=day, minutes=5 * dice.randrange(288))
    landing, leaving, arrives = (leaves + timedelta(hours=hours) for hours in (25, 27, 52))
    seats = dice.choice(("", "4", "9"))
    fare = f"{dice.randrange(4000, 900000) / 100:.2f},{currency},{seats},,{bundle}"
    first, second = (f"{dice.choice(('TP', 'LH', 'U2'))}{dice.randrange(1, 3000)}" for _ in range(2))
    if dice.random() < 0.25:
        return f"{origin},{destination},{leaves:%FT%R},{landing:%FT%R},{first},,,,{dice.choice(CABINS)},{fare}"
    times = f"{landing:%FT%R}/{leaving:%FT%R}"
    via = dice.choice(HUBS)
    return (
        f"{origin},{destination},{leaves:%FT%R},{arrives:%FT%R},{first}|{second},{via},{times},TP|LH,"
        f"{dice.choice(CABINS)},{fare}"
    )


def scenario(folder: Path) -> Scenario:
    """Twenty people, a home each."""
    homes = [Home(text=code, airports=(code,), country="XX", coded=True) for code in HOMES]
    return Scenario(
        folder=folder,
        company="Acme",
        currency="EUR",
        events=(),
        people=tuple(Person(id=home.text, name=home.text, home=home) for home in homes),
        venues=(),
        policy=Policy(),
        limits=Limits(),
        objective=Objective(travel_hour_minor=0, tonne_co2e_minor=0, night_per_diem_minor=0, remote_minor=0),
        source="files",
    )


def main(rows: int) -> None:
    """Print rows a second, and milliseconds a venue."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "offers").mkdir()
        path = folder / "offers" / "may.csv"
        path.write_text("\n".join([HEADER, *generated(rows)]) + "\n")
        megabytes = path.stat().st_size / 1e6
        for _ in range(3):
            begun = time.perf_counter()
            source = FileSource(scenario(folder))
            took = time.perf_counter() - begun
            print(f"{rows:,} rows, {megabytes:.0f} MB: {took:.2f} s, {rows / took:,.0f} rows/s")
        begun = time.perf_counter()
        for code in VENUES:
            source.to_and_from(Venue(id=code, name=code, city=code, country="XX", airports=(code,)))
        print(f"{1000 * (time.perf_counter() - begun) / len(VENUES):.1f} ms a venue")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else ROWS)
