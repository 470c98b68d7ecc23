"""The journeys of one day as people and programs read them: times, fares with their error, CO2e."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np

from sprintplan.domain.model import Cabin
from sprintplan.offers.estimate.alone import alone_error
from sprintplan.offers.estimate.one_day import OneDay
from sprintplan.offers.ground.estimate import Estimated
from sprintplan.offers.table import NO_LIMIT
from sprintplan.reports.formatting import columns, count, day, thousands, wrapped
from sprintplan.units import MINUTES_PER_DAY, hours_text, money_text
from sprintplan.world.airports import airports
from sprintplan.world.emissions import EMISSIONS_SOURCE

MOST_ROWS = 24
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FARE_NOTE = (
    "Fares are for one way, half of a round trip bought where the way begins, and estimated: 7 of 10 true fares lie "
    "within the two in brackets, more than 9 of 10 within twice as far. {alone} Fares are of the first nine seats of a "
    "flight; from the tenth on the next fare is 8 % dearer, from the 28th on 20 %. There is no airline behind them and "
    "nobody knows of seats left."
)
ALONE_UNKNOWN = "A ticket for this way alone can cost several times as much."
ALONE_IS = (
    "alone_eur is a ticket for this way alone, estimated for economy; 7 of 10 true fares lie within a factor of "
    "exp(alone_log_standard_error)"
)
GROUND_IS = (
    "minutes of the best train or coach of a day from station to station, of a car from centre to centre, without "
    "traffic jams; true times lie within from_minutes and to_minutes in 8 of 10 cases; door_to_door_minutes count a "
    "quarter of an hour at each end of a train or coach"
)
GROUND_NOTE = (
    "From station to station; plans count a quarter of an hour more at each end of trains and coaches. A car is paid "
    "by the official mileage of the country it starts in. CO2e is direct; making the fuel or current adds a quarter."
)
Ground = Mapping[str, Estimated | str]
"""By mode the journey, or the reason why none is estimated."""
ERRORS = (
    "from_eur and to_eur are one standard error away and hold 7 of 10 true fares, twice as far more than 9 of 10; all "
    "journeys of a route share most of it"
)


def estimate_facts(air: OneDay | None, ground: Ground, cabin: Cabin) -> dict[str, object]:
    """The same as JSON has it; fares of flights in euros with cents, times with their offset.

    Parameters
    ----------
    air : journeys by air of one day; None where an end has no airport
    ground : by mode the journey on the ground, or why none is estimated
    cabin : the cabin that was asked for
    """
    return {
        "cabin": cabin.word,
        "fare_is": "one way, half of a round trip, EUR",
        "error": ERRORS,
        "alone_is": ALONE_IS,
        "alone_log_standard_error": round(alone_error(), 4),
        "co2e_source": EMISSIONS_SOURCE + ", radiative forcing counted",
        "journeys": [] if air is None else [_facts(air, row) for row in range(len(air.table))],
        "ground_is": GROUND_IS,
        "ground": [_ground_facts(mode, journey) for mode, journey in ground.items()],
    }


def _ground_facts(mode: str, estimate: Estimated | str) -> dict[str, object]:
    """One ground journey; where none is estimated, the reason alone is known."""
    journey = None if isinstance(estimate, str) else estimate
    return {
        "mode": mode,
        "minutes": journey and journey.minutes,
        "from_minutes": journey and journey.low_minutes,
        "to_minutes": journey and journey.high_minutes,
        "door_to_door_minutes": journey and journey.door_minutes,
        "km": journey and round(journey.km),
        "fare": journey and money_text(journey.fare.minor, journey.fare.currency),
        "currency": journey and journey.fare.currency,
        "co2e_kg": journey and round(journey.grams.direct / 1000, 1),
        "co2e_well_to_tank_kg": journey and round(journey.grams.well_to_tank / 1000, 1),
        "measured_in": journey and journey.region,
        "reason": None if journey else estimate,
    }


def _facts(one_day: OneDay, row: int) -> dict[str, object]:
    table = one_day.table
    low, high = _range(one_day, row)
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
        "alone_eur": None if table.cabin[row] else f"{table.original_minor[row] / 100 * one_day.alone[row]:.2f}",
        "log_standard_error": round(float(one_day.log_error[row]), 4),
        "co2e_kg": round(int(table.co2e_g[row]) / 1000, 1),
        "segments": [_segment(one_day, row, slot) for slot in range(int(table.segments[row]))],
    }


def _segment(one_day: OneDay, row: int, slot: int) -> dict[str, object]:
    table = one_day.table
    leaves, lands = int(table.seg_departs_utc[slot, row]), int(table.seg_arrives_utc[slot, row])
    return {
        "origin": _code(int(table.seg_origin[slot, row])),
        "destination": _code(int(table.seg_destination[slot, row])),
        "departs_at": _instant(int(table.seg_departs_local[slot, row]), leaves),
        "arrives_at": _instant(int(table.seg_arrives_local[slot, row]), lands),
        "duration_minutes": lands - leaves,
        "cabin": Cabin(int(table.seg_cabin[slot, row])).word,
    }


def estimate_text(air: OneDay | None, ground: Ground, ends: tuple[str, str], cabin: Cabin) -> str:
    """The same for people, at most 80 columns wide.

    Parameters
    ----------
    air : journeys by air of one day; None where an end has no airport
    ground : by mode the journey on the ground, or why none is estimated
    ends : where from and where to, as they were asked for
    cabin : the cabin that was asked for
    """
    name = " to ".join(end if "," in end else end.upper() for end in ends)
    return "\n".join([*_lines(air, name, cabin), *_ground_lines(ground)]) + "\n"


def _ground_lines(ground: Ground) -> Iterator[str]:
    """A table of the modes that are estimated, and why the others are not."""
    known = [estimate for estimate in ground.values() if not isinstance(estimate, str)]
    if known:
        yield "On the ground, at any hour"
        head = ["by", "takes", "(8 of 10 within)", "fare", "kg CO2e"]
        rows = [head, *map(_ground_cells, known)]
        yield from columns(rows, right=frozenset({1, 3, 4}), indent="  ", headed=True)
        yield from wrapped(GROUND_NOTE)
    for mode, estimate in ground.items():
        if isinstance(estimate, str):
            yield from wrapped(f"No {mode} is estimated: {estimate}.", rest="  ")


def _ground_cells(estimate: Estimated) -> list[str]:
    return [
        estimate.mode,
        hours_text(estimate.minutes),
        f"({hours_text(estimate.low_minutes)} to {hours_text(estimate.high_minutes)})",
        f"{thousands(float(money_text(estimate.fare.minor, estimate.fare.currency)))} {estimate.fare.currency}",
        thousands(estimate.grams.direct / 1000),
    ]


def _lines(one_day: OneDay | None, name: str, cabin: Cabin) -> Iterator[str]:
    words = cabin.word.replace("_", " ")
    if one_day is None or not len(one_day.table):
        yield from wrapped(f"{name}: no journey in {words} that day", rest="  ")
        return
    leaves = _EPOCH + timedelta(minutes=int(one_day.table.departs_local[0]))
    yield f"{name}, {day(leaves.date())}, {words}"
    head = ["leaves", "lands", "takes", "by way of", "EUR", "", "kg CO2e"]
    first = np.flatnonzero(one_day.table.seats == one_day.table.seats.min())
    shown = np.sort(first[np.argsort(one_day.table.duration_min[first], kind="stable")[:MOST_ROWS]])
    rows = [head, *(_cells(one_day, int(row)) for row in shown)]
    yield from columns(rows, right=frozenset({2, 4, 6}), indent="  ", headed=True)
    if more := len(first) - len(shown):
        yield f"  and {count(more, 'slower journey')}; --format json has them all"
    yield from wrapped(FARE_NOTE.format(alone=_alone_note(one_day, cabin)))
    yield from wrapped(f"CO2e: {EMISSIONS_SOURCE}; radiative forcing counted.")


def _alone_note(one_day: OneDay, cabin: Cabin) -> str:
    if cabin != Cabin.ECONOMY:
        return ALONE_UNKNOWN
    low, high = f"{one_day.alone.min():.1f}", f"{one_day.alone.max():.1f}"
    times = f"{low} times" if low == high else f"{low} to {high} times"
    share = round(100 * (np.exp(alone_error()) - 1))
    return f"A ticket for this way alone costs about {times} as much, which 7 of 10 times is true within {share} %."


def _cells(one_day: OneDay, row: int) -> list[str]:
    table = one_day.table
    low, high = _range(one_day, row)
    return [
        f"{_code(int(table.origin[row]))} {_clock(int(table.departs_local[row]))}",
        f"{_code(int(table.destination[row]))} {_clock(int(table.arrives_local[row]))}{_later(one_day, row)}",
        hours_text(int(table.duration_min[row])),
        _way(one_day, row),
        thousands(table.original_minor[row] / 100),
        f"({thousands(low)} to {thousands(high)})",
        thousands(int(table.co2e_g[row]) / 1000),
    ]


def _range(one_day: OneDay, row: int) -> tuple[float, float]:
    """Euros one standard error below and above."""
    fare, off = int(one_day.table.original_minor[row]) / 100, float(np.exp(one_day.log_error[row]))
    return fare / off, fare * off


def _way(one_day: OneDay, row: int) -> str:
    """`nonstop`, or the connections with their waits: FRA 1:35."""
    table, legs = one_day.table, range(int(one_day.table.segments[row]))
    waits = (
        (int(table.seg_origin[after, row]), int(table.seg_departs_utc[after, row] - table.seg_arrives_utc[before, row]))
        for before, after in pairwise(legs)
    )
    return ", ".join(f"{_code(stop)} {wait // 60}:{wait % 60:02d}" for stop, wait in waits) or "nonstop"


def _later(one_day: OneDay, row: int) -> str:
    table = one_day.table
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
