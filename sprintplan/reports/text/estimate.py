"""The journeys of one day as people and programs read them: times, fares with their error, CO2e."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np

from sprintplan.domain.model import Cabin
from sprintplan.offers.estimate.one_day import OneDay
from sprintplan.offers.table import NO_LIMIT
from sprintplan.reports.formatting import columns, count, day, thousands, wrapped
from sprintplan.units import MINUTES_PER_DAY, hours_text
from sprintplan.world.airports import airports
from sprintplan.world.emissions import EMISSIONS_SOURCE

MOST_ROWS = 24
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FARE_NOTE = (
    "Fares are for one way, half of a round trip, and estimated: two thirds of true fares lie within the two in "
    "brackets. They are of the first nine seats of a flight; from the tenth on the next fare is 8 % dearer, from the "
    "28th on 20 %. There is no airline behind them and nobody knows of seats left."
)
ERRORS = "from_eur and to_eur are one standard error away; all journeys of a route share most of it"


def estimate_facts(found: OneDay, cabin: Cabin) -> dict[str, object]:
    """The same as JSON has it; fares in euros with cents, times with their offset."""
    return {
        "cabin": cabin.word,
        "fare_is": "one way, half of a round trip, EUR",
        "error": ERRORS,
        "co2e_source": EMISSIONS_SOURCE + ", radiative forcing counted",
        "journeys": [_facts(found, row) for row in range(len(found.table))],
    }


def _facts(found: OneDay, row: int) -> dict[str, object]:
    table = found.table
    low, high = _range(found, row)
    return {
        "origin": _code(int(table.origin[row])),
        "destination": _code(int(table.destination[row])),
        "departs_at": _instant(int(table.departs_local[row]), int(table.departs_utc[row])),
        "arrives_at": _instant(int(table.arrives_local[row]), int(table.arrives_utc[row])),
        "duration_minutes": int(table.duration_min[row]),
        "connections": int(table.segments[row]) - 1,
        "cabin": Cabin(int(table.cabin[row])).word,
        "seats": None if table.seats[row] == NO_LIMIT else int(table.seats[row]),
        "fare_eur": f"{table.original_minor[row] / 100:.2f}",
        "from_eur": f"{low:.2f}",
        "to_eur": f"{high:.2f}",
        "log_standard_error": round(float(found.log_error[row]), 4),
        "co2e_kg": round(int(table.co2e_g[row]) / 1000, 1),
        "segments": [_segment(found, row, slot) for slot in range(int(table.segments[row]))],
    }


def _segment(found: OneDay, row: int, slot: int) -> dict[str, object]:
    table = found.table
    leaves, lands = int(table.seg_departs_utc[slot, row]), int(table.seg_arrives_utc[slot, row])
    return {
        "origin": _code(int(table.seg_origin[slot, row])),
        "destination": _code(int(table.seg_destination[slot, row])),
        "departs_at": _instant(int(table.seg_departs_local[slot, row]), leaves),
        "arrives_at": _instant(int(table.seg_arrives_local[slot, row]), lands),
        "duration_minutes": lands - leaves,
        "cabin": Cabin(int(table.seg_cabin[slot, row])).word,
    }


def estimate_text(found: OneDay, ends: tuple[str, str], cabin: Cabin) -> str:
    """The same for people, at most 80 columns wide."""
    return "\n".join(_lines(found, ends, cabin)) + "\n"


def _lines(found: OneDay, ends: tuple[str, str], cabin: Cabin) -> Iterator[str]:
    words, name = cabin.word.replace("_", " "), " to ".join(end.upper() for end in ends)
    if not len(found.table):
        yield from wrapped(f"{name}: no journey in {words} that day", rest="  ")
        return
    leaves = _EPOCH + timedelta(minutes=int(found.table.departs_local[0]))
    yield f"{name}, {day(leaves.date())}, {words}"
    head = ["leaves", "lands", "takes", "by way of", "EUR", "", "kg CO2e"]
    first = np.flatnonzero(found.table.seats == found.table.seats.min())
    shown = np.sort(first[np.argsort(found.table.duration_min[first], kind="stable")[:MOST_ROWS]])
    rows = [head, *(_cells(found, int(row)) for row in shown)]
    yield from (f"  {line}" for line in columns(rows, right=frozenset({2, 4, 6}), width=78))
    if more := len(first) - len(shown):
        yield f"  and {count(more, 'slower journey')}; --format json has them all"
    yield from wrapped(FARE_NOTE)
    yield from wrapped(f"CO2e: {EMISSIONS_SOURCE}; radiative forcing counted.")


def _cells(found: OneDay, row: int) -> list[str]:
    table = found.table
    low, high = _range(found, row)
    return [
        f"{_code(int(table.origin[row]))} {_clock(int(table.departs_local[row]))}",
        f"{_code(int(table.destination[row]))} {_clock(int(table.arrives_local[row]))}{_later(found, row)}",
        hours_text(int(table.duration_min[row])),
        _way(found, row),
        thousands(table.original_minor[row] / 100),
        f"({thousands(low)} to {thousands(high)})",
        thousands(int(table.co2e_g[row]) / 1000),
    ]


def _range(found: OneDay, row: int) -> tuple[float, float]:
    """Euros one standard error below and above."""
    fare, off = int(found.table.original_minor[row]) / 100, float(np.exp(found.log_error[row]))
    return fare / off, fare * off


def _way(found: OneDay, row: int) -> str:
    """`nonstop`, or the connections with their waits: FRA 1:35."""
    table, legs = found.table, range(int(found.table.segments[row]))
    waits = (
        (int(table.seg_origin[after, row]), int(table.seg_departs_utc[after, row] - table.seg_arrives_utc[before, row]))
        for before, after in pairwise(legs)
    )
    return ", ".join(f"{_code(stop)} {wait // 60}:{wait % 60:02d}" for stop, wait in waits) or "nonstop"


def _later(found: OneDay, row: int) -> str:
    table = found.table
    days = int(table.arrives_local[row]) // MINUTES_PER_DAY - int(table.departs_local[row]) // MINUTES_PER_DAY
    return f" {days:+d}" if days else ""


def _clock(minute: int) -> str:
    return f"{minute % MINUTES_PER_DAY // 60:02d}:{minute % 60:02d}"


def _instant(local: int, utc: int) -> str:
    """RFC 3339 with the offset of the place."""
    ahead = local - utc
    when = (_EPOCH + timedelta(minutes=local)).replace(tzinfo=None).isoformat()
    return f"{when}{'-' if ahead < 0 else '+'}{abs(ahead) // 60:02d}:{abs(ahead) % 60:02d}"


def _code(number: int) -> str:
    return airports().codes[number]
