"""The flights of drafted offers as airports, instants and cabins, checked against each other."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from sprintplan.offers import codes
from sprintplan.offers.answers.columns import Drafted
from sprintplan.offers.answers.sieve import Sieve
from sprintplan.offers.table import MOST_JOURNEY_MIN, UNKNOWN, Int32, Int64, Mask
from sprintplan.world.airports import airports
from sprintplan.world.zones import (
    FIRST_YEAR,
    LAST_YEAR,
    local_from_utc,
    second_utc,
    utc_from_local,
    zone_names,
    zone_number,
)

TOLERANCE_MIN = 10
"""Minutes by which a stated duration may be rounded."""
_DURATION = re.compile(r"P(?:(\d{1,2})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,5})(?:\.\d+)?S)?)?", re.ASCII)
_EPOCH = datetime(1970, 1, 1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Flown:
    """(f,) columns of flights; those of offers that the sieve left out hold anything."""

    origin: Int32
    destination: Int32
    departs_utc: Int32
    arrives_utc: Int32
    departs_local: Int32
    arrives_local: Int32
    cabin: Int32


def read_flights(drafted: Drafted, sieve: Sieve) -> Flown:
    """Every flight of the offers that were `drafted`; what is wrong with one leaves its offer out of the `sieve`."""
    flights, cabins = drafted.flights, drafted.words["cabin"]
    origin, destination = (_airports(drafted, sieve, end) for end in ("origin", "destination"))
    cabin = _looked_up(flights["cabin"], [codes.cabin(word) for word in cabins])
    sieve.refuse_flights(cabin < 0, lambda at: _word("without a cabin", "unknown cabin", cabins, flights["cabin"][at]))
    departs, later_departs = _instants(drafted, sieve, "departs", "origin", origin)
    arrives, later_arrives = _instants(drafted, sieve, "arrives", "destination", destination)
    _read_again(drafted, (departs, arrives), (later_departs, later_arrives))
    zones = airports().zone
    departs_local = local_from_utc(zones[np.maximum(origin, 0)], departs)
    arrives_local = local_from_utc(zones[np.maximum(destination, 0)], arrives)
    flown = Flown(origin, destination, departs, arrives, departs_local, arrives_local, cabin)
    _doubt_other_durations(drafted, sieve, flown)
    _refuse_disorder(drafted, sieve, flown)
    return flown


def _looked_up(numbers: Int32, meanings: list[int]) -> Int32:
    """The meaning of each number, UNKNOWN for UNKNOWN."""
    return np.array([*meanings, UNKNOWN], np.int32)[numbers]


def _word(missing: str, unknown: str, known: tuple[str, ...], number: int) -> str:
    return missing if number == UNKNOWN else f'{unknown} "{known[number]}"'


def _airports(drafted: Drafted, sieve: Sieve, end: str) -> Int32:
    places, numbers = drafted.words["place"], drafted.flights[end]
    ends = _looked_up(numbers, [codes.airport(code) for code in places])
    sieve.refuse_flights(ends < 0, lambda at: _word(f"without {end}", "unknown airport", places, numbers[at]))
    return ends


def _instants(drafted: Drafted, sieve: Sieve, when: str, end: str, airport: Int32) -> tuple[Int32, Int32]:
    """(f,) instants of local times, and the second ones of those that come twice; times that do not exist shift."""
    written, texts = drafted.flights[when], drafted.words["time"]
    local = _looked_up(written, [_minutes(text) for text in texts])
    what = f"no local time of the years {FIRST_YEAR} to {LAST_YEAR}:"
    sieve.refuse_flights(local < 0, lambda at: _word("without times", what, texts, written[at]))
    zone = airports().zone[np.maximum(airport, 0)]
    utc = utc_from_local(zone, local)
    _refuse_other_zones(drafted, sieve, end, airport, local, utc)
    return utc, second_utc(zone, local)


def _read_again(drafted: Drafted, first: tuple[Int32, Int32], second: tuple[Int32, Int32]) -> None:
    """Take the second of two instants where a flight then lasts as long as its seller says, and connects.

    Where the seller says nothing, the landing's second instant counts where the first is not after the take-off.

    Parameters
    ----------
    first, second : (f,) instants of departures and of arrivals; the first ones are replaced
    """
    (up, down), stated = first, _stated_minutes(drafted)
    follows = np.append(np.False_, drafted.row_of_flight[1:] == drafted.row_of_flight[:-1])
    for at in np.flatnonzero((second[0] != up) | (second[1] != down)).tolist():
        landed = down[at - 1] if follows[at] else up[at]
        readings = [(leaves, lands) for leaves in (up[at], second[0][at]) for lands in (down[at], second[1][at])]
        fits = [
            (leaves, lands)
            for leaves, lands in readings
            if leaves >= landed and (lands - leaves == stated[at] if stated[at] >= 0 else lands > leaves)
        ]
        up[at], down[at] = fits[0] if fits else readings[0]


def _stated_minutes(drafted: Drafted) -> Int32:
    """(f,) how long sellers say that flights last, UNKNOWN where they do not."""
    return _looked_up(drafted.flights["duration"], [_duration(text) for text in drafted.words["duration"]])


def _duration(text: str) -> int:
    """Whole minutes of a duration of ISO 8601, such as P1DT2H05M; UNKNOWN of anything else."""
    match = _DURATION.fullmatch(text)
    if not match or not any(match.groups()):
        return UNKNOWN
    days, hours, minutes = (int(part or 0) for part in match.groups()[:3])
    return (days * 24 + hours) * 60 + minutes


def _doubt_other_durations(drafted: Drafted, sieve: Sieve, flown: Flown) -> None:
    """Doubt flights whose local times make them longer or shorter than their seller says; the times count."""
    stated, lasts = _stated_minutes(drafted), flown.arrives_utc - flown.departs_utc
    other = (stated > 0) & (np.abs(stated - lasts) > TOLERANCE_MIN) & (lasts > 0)
    sieve.doubt_flights(
        other, lambda at: f"a flight of {lasts[at]} minutes by its local times, {stated[at]} by its duration"
    )


def _minutes(text: str) -> int:
    """Minutes since 1970 of a local time such as 2027-04-04T09:15:00; UNKNOWN where it is none."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return UNKNOWN
    known = time.tzinfo is None and FIRST_YEAR <= time.year <= LAST_YEAR and len(text) > len("2027-04-04")
    return (time - _EPOCH) // _MINUTE if known else UNKNOWN


def _refuse_other_zones(drafted: Drafted, sieve: Sieve, end: str, airport: Int32, local: Int32, utc: Int32) -> None:
    """Leave out flights whose airport the seller keeps on another clock than the shipped table does."""
    names, stated = drafted.words["zone"], drafted.flights[f"{end}_zone"]
    known = set(zone_names())
    zone = _looked_up(stated, [zone_number(name) if name in known else UNKNOWN for name in names])
    asked = (zone >= 0) & (airport >= 0) & (local >= 0)
    other = asked.copy()
    other[asked] = utc_from_local(zone[asked], local[asked]) != utc[asked]

    def tell(at: int) -> str:
        code = airports().codes[airport[at]]
        mine = zone_names()[airports().zone[airport[at]]]
        return f"{code} on the clock of {names[stated[at]]}, where ours is {mine}"

    sieve.refuse_flights(other, tell)


def _refuse_disorder(drafted: Drafted, sieve: Sieve, flown: Flown) -> None:
    """Leave out flights in no possible order: of one, of a journey, of the outbound journey and the way back."""
    airport_codes = airports().codes
    sieve.refuse_flights(flown.origin == flown.destination, lambda _: "a flight that ends where it begins")
    early = flown.arrives_utc <= flown.departs_utc
    sieve.refuse_flights(early, lambda _: "a flight that lands before it departs")
    row = drafted.row_of_flight
    follows = np.append(np.False_, row[1:] == row[:-1])
    moved = follows & (flown.origin != _shifted(flown.destination))

    def tell(at: int) -> str:
        return f"a connection from {airport_codes[flown.destination[at - 1]]} to {airport_codes[flown.origin[at]]}"

    sieve.refuse_flights(moved, tell)
    backwards = follows & (flown.departs_utc < _shifted(flown.arrives_utc))
    sieve.refuse_flights(backwards, lambda _: "a connection that departs before it lands")
    _refuse_long(drafted, sieve, flown)
    _refuse_overlaps(drafted, sieve, flown)


def _refuse_long(drafted: Drafted, sieve: Sieve, flown: Flown) -> None:
    last = np.cumsum(drafted.count) - 1
    minutes = flown.arrives_utc[last] - flown.departs_utc[last - drafted.count + 1]
    sieve.refuse_rows(minutes >= MOST_JOURNEY_MIN, lambda _: "a journey of three days or more")


def _shifted(column: Int32) -> Int32:
    """The value before each one; the first has the last, which is never asked for."""
    return np.roll(column, 1)


def _refuse_overlaps(drafted: Drafted, sieve: Sieve, flown: Flown) -> None:
    last = np.cumsum(drafted.count) - 1
    first = last - drafted.count + 1
    second = second_rows(drafted)
    overlap = np.zeros(len(second), bool)
    at = np.flatnonzero(second)
    overlap[at] = flown.departs_utc[first[at]] <= flown.arrives_utc[last[at - 1]]
    sieve.refuse_rows(overlap, lambda _: "a return journey that departs before the outbound one lands")


def second_rows(drafted: Drafted) -> Mask:
    """(n,) whether a row of the offers that were `drafted` is the second journey of its offer."""
    return np.append(np.False_, drafted.offer[1:] == drafted.offer[:-1])[: len(drafted.offer)]


def in_slots(drafted: Drafted, rows: Int64, columns: dict[str, Any]) -> dict[str, Any]:
    """(s, r) columns of the flights of some rows, slot by slot, UNKNOWN behind the last; s is the most flights of any.

    Parameters
    ----------
    drafted : the offers
    rows : (r,) journeys
    columns : by name, (f,) columns of the flights
    """
    count = drafted.count[rows]
    first = np.cumsum(drafted.count)[rows] - count
    slots = int(count.max(initial=1))
    there = np.arange(slots)[:, None] < count
    at = np.where(there, first + np.arange(slots)[:, None], 0)
    size = len(next(iter(columns.values())))
    return {name: np.where(there, column[at] if size else UNKNOWN, UNKNOWN) for name, column in columns.items()}
