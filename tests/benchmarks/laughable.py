"""Counts what a frequent flyer laughs about in the trips of plans.

    sprintplan plan data/example -o plan.json && python -m tests.benchmarks.laughable plan.json ...

Ten things, each of a way of a trip that flies by the estimate: a connection where a nonstop leaves no earlier and
lands no later; three flights where two do so; twice as long as another in its hours; half as far again as straight, so
that it leads back past one of its ends; a stop where few flights go on; a stop abroad within one country; a wait of
over eight hours where another journey in its hours has none; airports closed by war, or airspace closed to each other;
airlines none of which sell the connection; a flight of under three hours that leaves or lands from midnight to five.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.model import Cabin
from sprintplan.offers.estimate.one_day import OneDay, one_day
from sprintplan.offers.estimate.tickets import route_tickets
from sprintplan.offers.table import OfferTable
from sprintplan.world.airports import airport_distance_km, airports
from sprintplan.world.routes import routes
from sprintplan.world.skies import closed_airport, open_skies

AIM = 0.02
LONG_WAIT_MIN, SHORT_FLIGHT_MIN = 480, 180
FEW_DESTINATIONS, ROUNDABOUT, TWICE = 25, 1.5, 2.0
NIGHT_HOURS = range(5)
Way = dict[str, Any]


def main() -> None:
    """Print how often each happens in each plan, and the share of trips that have any of it."""
    for path in sys.argv[1:]:
        plan = json.loads(Path(path).read_text(encoding="utf-8"))
        today = date.fromisoformat(plan["today"])
        allowance, trips, laughed = Counter[str](), 0, 0
        for trip in (trip for event in plan["events"] for trip in event["trips"]):
            ways = [way for name in ("outbound", "inbound") if (way := trip.get(name)) and _flies(way)]
            here = {words for way in ways for words in laughs(way, today)}
            trips += bool(ways)
            laughed += bool(here)
            allowance.update(here)
        print(f"{path}: {laughed} of {trips} trips ({100 * laughed / max(trips, 1):.1f} %; aim {100 * AIM:.0f} %)")
        for words, count in allowance.most_common():
            print(f"  {count:4} {words}")


def _flies(way: Way) -> bool:
    return all(airports().number(segment["origin"]) is not None for segment in way["segments"])


def laughs(way: Way, today: date) -> Iterator[str]:
    """Each of the ten that is true of one way."""
    flights = way["segments"]
    stops = airports().numbers([flight["origin"] for flight in flights] + [flights[-1]["destination"]])
    leaves = datetime.fromisoformat(way["departs_at"])
    table = in_its_hours(journeys(stops[0], stops[-1], leaves.date(), today), way)
    if len(flights) > 1 and np.any(table.segments == 1):
        yield "a connection where a nonstop flies in its hours"
    if len(flights) > 2 and np.any(table.segments == 2):
        yield "three flights where two do in its hours"
    if way["duration_minutes"] > TWICE * table.duration_min.min(initial=way["duration_minutes"]):
        yield "twice as long as another in its hours"
    yield from _of_stops(stops)
    if max(_waits(flights), default=0) > LONG_WAIT_MIN and np.any(_longest_waits(table) <= LONG_WAIT_MIN):
        yield "a wait of over eight hours where another has none"
    for flight in flights:
        if _at_night(flight):
            yield "a short flight between midnight and five"


def _of_stops(stops: list[int]) -> Iterator[str]:
    table = airports()
    country = table.countries
    straight = int(airport_distance_km(stops[0], stops[-1]))
    flown = sum(int(airport_distance_km(a, b)) for a, b in pairwise(stops))
    if flown > ROUNDABOUT * straight + 500:
        yield "half as far again as straight"
    for stop in stops[1:-1]:
        ends = table.degree[[stops[0], stops[-1]]]
        if table.degree[stop] < min(FEW_DESTINATIONS, ends.min()):
            yield "a stop where few flights go on"
        if country[stops[0]] == country[stops[-1]] != country[stop]:
            yield "a stop abroad within one country"
    for a, b in pairwise(stops):
        if closed_airport(table.codes[a]) or closed_airport(table.codes[b]) or not open_skies(country[a], country[b]):
            yield "closed airports or airspace"
    known = [int(routes().number(a, b)) for a, b in pairwise(stops)]
    bits = route_tickets()
    if any(not (bits[a] & bits[b]).any() for a, b in pairwise(known)):
        yield "airlines that sell no such connection"


def _waits(flights: list[dict[str, Any]]) -> list[float]:
    lands = [datetime.fromisoformat(flight["arrives_at"]) for flight in flights[:-1]]
    leaves = [datetime.fromisoformat(flight["departs_at"]) for flight in flights[1:]]
    return [(b - a).total_seconds() / 60 for a, b in zip(lands, leaves, strict=True)]


def in_its_hours(others: OneDay, way: Way) -> OfferTable:
    """Journeys that leave no earlier and land no later."""
    leaves, lands = (_local_minutes(way[name]) for name in ("departs_at", "arrives_at"))
    table = others.table
    return table.take(np.flatnonzero((table.departs_local >= leaves) & (table.arrives_local <= lands)))


def _local_minutes(text: str) -> int:
    return int((datetime.fromisoformat(text).replace(tzinfo=None) - datetime(1970, 1, 1)).total_seconds() // 60)


def _longest_waits(table: OfferTable) -> NDArray[np.int64]:
    """(n,) minutes of the longest wait of each journey."""
    found = np.zeros(len(table), np.int64)
    for slot in (0, 1):
        on = table.segments > slot + 1
        found[on] = np.maximum(found[on], table.seg_departs_utc[slot + 1, on] - table.seg_arrives_utc[slot, on])
    return found


def _at_night(flight: dict[str, Any]) -> bool:
    leaves, lands = (datetime.fromisoformat(flight[name]) for name in ("departs_at", "arrives_at"))
    short = (lands - leaves).total_seconds() / 60 < SHORT_FLIGHT_MIN
    return short and (leaves.hour in NIGHT_HOURS or lands.hour in NIGHT_HOURS)


@cache
def journeys(origin: int, destination: int, day: date, today: date) -> OneDay:
    """All that is sold between two airports on the day."""
    return one_day([origin], [destination], day, Cabin.ECONOMY, today)


if __name__ == "__main__":
    main()
