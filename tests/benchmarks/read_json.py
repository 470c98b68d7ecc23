"""What becomes of providers' answers in a folder, and how fast they are read: `python -m tests.benchmarks.read_json`.

`python -m tests.benchmarks.read_json FOLDER` accounts for every offer of the answers in a folder; `--offers N` reads
N generated offers of Duffel, in pages of 200 as its API gives them, into columns.
"""

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sprintplan.errors import InputError
from sprintplan.offers.answers import ProviderAnswer, read_answers
from tests.benchmarks.read_offers import CABINS, HOMES, HUBS, VENUES, scenario
from tests.build import duffel

OFFERS = 200_000
PAGE = 200


def pages(offers: int) -> Iterator[bytes]:
    """Compact pages of random offers, half of them both ways, three in four with a connection; the same ones."""
    dice = random.Random(1)
    for first in range(0, offers, PAGE):
        offers_of_page = [_offer(dice, number) for number in range(first, min(first + PAGE, offers))]
        yield json.dumps(
            {"meta": {"limit": PAGE, "after": None}, "data": offers_of_page}, separators=(",", ":")
        ).encode()


def _offer(dice: random.Random, number: int) -> dict[str, Any]:
    home, venue, day = dice.choice(HOMES), dice.choice(VENUES), dice.randrange(180)
    slices = [_journey(dice, home, venue, day)]
    if number % 2:
        slices.append(_journey(dice, venue, home, day + 7))
    return duffel.duffel_offer(
        *slices,
        id=f"off_{number:022d}",
        amount=f"{dice.randrange(4000, 900000) / 100:.2f}",
        total_currency=dice.choice(("EUR", "USD", "GBP")),
        total_emissions_kg=str(dice.randrange(100, 2000)),
    )


def _journey(dice: random.Random, origin: str, destination: str, day: int) -> dict[str, Any]:
    leaves = datetime(2027, 4, 1) + timedelta(days=day, minutes=5 * dice.randrange(288))
    landing, leaving, arrives = (f"{leaves + timedelta(hours=hours):%FT%R}" for hours in (25, 27, 52))
    first, second = (f"{dice.choice(('TP', 'LH', 'UA'))}{dice.randrange(1, 3000)}" for _ in range(2))
    cabin, brand = dice.choice(CABINS), dice.choice(("Light", "Classic", "Flex", None))
    if dice.random() < 0.25:
        return duffel.duffel_journey(
            duffel.duffel_segment(first, origin, f"{leaves:%FT%R}", destination, landing, cabin=cabin)
        )
    hub = dice.choice(HUBS)
    return duffel.duffel_journey(
        duffel.duffel_segment(first, origin, f"{leaves:%FT%R}", hub, landing, cabin=cabin),
        duffel.duffel_segment(second, hub, leaving, destination, arrives, cabin=cabin),
        brand=brand,
    )


def speed(offers: int) -> None:
    """Print how long generated offers take from files to columns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, page in enumerate(pages(offers)):
            (folder / f"{number:05}.json").write_bytes(page)
        paths = sorted(folder.iterdir())
        megabytes = sum(path.stat().st_size for path in paths) / 1e6
        for _ in range(3):
            wall, cpu = time.perf_counter(), time.process_time()
            answers = (ProviderAnswer(path.name, path.read_bytes(), 1_795_000_000) for path in paths)
            reading = read_answers(answers, scenario(folder), source="duffel")
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            assert not reading.skipped
            print(
                f"{offers:,} offers, {megabytes:,.0f} MB in {len(paths):,} pages -> {len(reading.table):,} rows: "
                f"{wall:.2f} s ({cpu:.2f} s of processor), peak {peak:,.0f} MB"
            )


def account(folder: Path) -> None:
    """Print, answer by answer, how many offers were used, and each offer that was not with the reason."""
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".json", ".html")):
        name = str(path.relative_to(folder))
        try:
            reading = read_answers(
                [ProviderAnswer(name, path.read_bytes(), file=path.name)], scenario(folder), source="files"
            )
        except InputError as error:
            print(f"no offers: {error}")
            continue
        used, pairs = len(reading.table.terms), int((reading.table.partner >= 0).sum()) // 2
        print(f"{name}: {reading.offers[name]} offers: {used} used ({pairs} both ways), {len(reading.skipped)} skipped")
        for sentence in reading.warnings:
            print(f"    {sentence}")
        for one in reading.skipped:
            print(f"    {one.offer}: {one.why}")
        assert used + len(reading.skipped) == reading.offers[name]


def main() -> None:
    """Account for a folder where one is named, else measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--offers", type=int, default=OFFERS)
    wanted = parser.parse_args()
    if wanted.folder:
        account(wanted.folder)
    else:
        speed(wanted.offers)


if __name__ == "__main__":
    main()
