"""Exact conversions between UTC and the wall clocks of airports, for whole columns of minutes since 1970."""

from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import ArrayLike, NDArray

Minutes = NDArray[np.int32]
FIRST_YEAR, LAST_YEAR = 2020, 2040
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEP = timedelta(days=7)
# No zone has changed its clock twice within a week since 1990 (tz database).


@cache
def zone_names() -> tuple[str, ...]:
    """IANA names of the shipped airports' zones; the position is the zone's number."""
    return tuple((files("sprintplan.world.tables") / "zones.txt").read_text().split())


@cache
def zone_number(name: str) -> int:
    """The number of an IANA name; ValueError where no airport has it."""
    return zone_names().index(name)


def _minutes(instant: datetime) -> int:
    return int((instant - _EPOCH).total_seconds()) // 60


def _offset(zone: ZoneInfo, instant: datetime) -> int:
    offset = instant.astimezone(zone).utcoffset() or timedelta()
    return int(offset.total_seconds()) // 60


@cache
def transitions(zone_no: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """UTC minutes at which the zone's offset changes in FIRST_YEAR..LAST_YEAR, and the offsets before and after each."""
    zone = ZoneInfo(zone_names()[zone_no])
    start, end = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR, 1, 1, tzinfo=UTC)
    times, offsets = [], [_offset(zone, start)]
    while start < end:
        if _offset(zone, start + _STEP) != offsets[-1]:
            times.append(_change(zone, start, start + _STEP))
            offsets.append(_offset(zone, start + _STEP))
        start += _STEP
    return tuple(times), tuple(offsets)


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> int:
    """The first UTC minute after `low` with the offset of `high`."""
    before = _offset(zone, low)
    while high - low > timedelta(minutes=1):
        middle = low + timedelta(minutes=int((high - low).total_seconds()) // 120)
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return _minutes(high)


def _each_zone(zone: NDArray[np.int16], minutes: Minutes, shift: int) -> Minutes:
    """Offsets of each minute in its zone; `shift` 1 reads the minutes as wall clock, 0 as UTC."""
    offsets = np.zeros(minutes.shape, np.int32)
    used = np.unique(zone)
    for number in used.tolist():
        times, values = transitions(number)
        clock = np.array(values, np.int32)
        # On the wall clock a change begins at the later of its two readings: ambiguous times are the first ones and
        # times that do not exist are read with the offset before the change, which shifts them forward.
        at = np.array(times, np.int64) + shift * np.maximum(clock[:-1], clock[1:]) if times else np.array([], np.int64)
        mine = slice(None) if len(used) == 1 else zone == number
        offsets[mine] = clock[np.searchsorted(at, minutes[mine], side="right")]
    return offsets


def local_from_utc(zone: ArrayLike, utc_min: ArrayLike) -> Minutes:
    """Wall-clock minutes since 1970 of UTC minutes since 1970; zone numbers and minutes broadcast."""
    zones, minutes = np.broadcast_arrays(np.asarray(zone, np.int16), np.asarray(utc_min, np.int32))
    return minutes + _each_zone(zones, minutes, 0)


def utc_from_local(zone: ArrayLike, local_min: ArrayLike) -> Minutes:
    """UTC minutes since 1970 of wall-clock minutes; times that do not exist shift forward, ambiguous take the first."""
    zones, minutes = np.broadcast_arrays(np.asarray(zone, np.int16), np.asarray(local_min, np.int32))
    return minutes - _each_zone(zones, minutes, 1)
