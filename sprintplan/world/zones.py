"""Exact conversions between UTC and the wall clocks of airports, for whole columns of minutes since 1970.

The rules of FIRST_YEAR to LAST_YEAR are known, both included; times outside keep the first and the last offset
of that span. A zone is prepared when it is first used.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import ArrayLike, NDArray

Minutes = NDArray[np.int32]
FIRST_YEAR, LAST_YEAR = 2020, 2040
_MINUTE = timedelta(minutes=1)
_LONGEST_CHANGE = 3 * 60
"""Minutes: no clock is set back by more, and none twice within so many."""
_EPOCH = datetime(1970, 1, 1)
_BEGIN, _END = datetime(FIRST_YEAR, 1, 1), datetime(LAST_YEAR + 1, 1, 1)
_FIRST, _LAST = ((day - _EPOCH) // _MINUTE for day in (_BEGIN, _END))

# No zone changes its clock twice within a week in that span (tz database; the tests compare every zone).
_WEEKS = [_BEGIN + timedelta(weeks=n) for n in range((_END - _BEGIN).days // 7 + 2)]
_WEEK = range(7 * 24 * 60)
"""So time is cut into buckets of 2^13 minutes, 5.7 days: a conversion is a look-up and a comparison, no search."""
_BITS = 13
_EDGES: Minutes = np.arange(_FIRST, _LAST + (1 << _BITS), 1 << _BITS).astype(np.int32)
_BUCKETS = len(_EDGES) - 1


@cache
def zone_names() -> tuple[str, ...]:
    """IANA names of the shipped airports' zones; the position is the zone's number."""
    return tuple((files("sprintplan.world.tables") / "zones.txt").read_text(encoding="utf-8").split())


@cache
def zone_number(name: str) -> int:
    """The number of an IANA name; ValueError where no airport has it."""
    return zone_names().index(name)


def minutes_ahead(utc_min: int) -> NDArray[np.int16]:
    """(zones,) how far each zone's clock is ahead of UTC at one minute since 1970, `utc_min`; no zone is prepared."""
    instant = datetime(1970, 1, 1, tzinfo=UTC) + utc_min * _MINUTE
    offsets = [instant.astimezone(ZoneInfo(name)).utcoffset() or timedelta() for name in zone_names()]
    return np.array([offset // _MINUTE for offset in offsets], np.int16)


def local_from_utc(zone: ArrayLike, utc_min: ArrayLike) -> Minutes:
    """Wall-clock minutes since 1970 of UTC minutes since 1970, `utc_min`, in zones by number, `zone`; broadcasts."""
    minutes = np.asarray(utc_min, np.int32)
    return np.asarray(minutes + _offset(np.asarray(zone), minutes, _tables().utc), np.int32)


def utc_from_local(zone: ArrayLike, local_min: ArrayLike) -> Minutes:
    """UTC minutes since 1970 of wall-clock minutes, `local_min`, in zones by number, `zone`; broadcasts.

    A time that the clock skips moves forward by the gap (02:30 becomes 03:30); one that comes twice is the first of the
    two.
    """
    minutes = np.asarray(local_min, np.int32)
    return np.asarray(minutes - _offset(np.asarray(zone), minutes, _tables().local), np.int32)


def second_utc(zone: ArrayLike, local_min: ArrayLike) -> Minutes:
    """UTC minutes of the second of the two instants at which the clock shows a time that comes twice.

    Of every other time the one that `utc_from_local` gives.

    Parameters
    ----------
    zone : zone numbers
    local_min : wall-clock minutes since 1970
    """
    numbers, minutes = np.asarray(zone), np.asarray(local_min, np.int32)
    first = utc_from_local(numbers, minutes)
    after = local_from_utc(numbers, first + _LONGEST_CHANGE) - first - _LONGEST_CHANGE
    second = np.asarray(minutes - after, np.int32)
    again = (second > first) & (local_from_utc(numbers, second) == minutes)
    return np.asarray(np.where(again, second, first), np.int32)


class _Clock:
    """Flat by zone and bucket: the minute of the change in it, 0 in zones that are not entered, and the offsets before
    and from it on, in turns."""

    def __init__(self, zones: int) -> None:
        self.change = np.zeros(zones * _BUCKETS, np.int32)
        self.offset = np.zeros(zones * _BUCKETS * 2, np.int16)

    def fill(self, zone: int, changes: Minutes, offsets: NDArray[np.int16]) -> None:
        """Enter k sorted changes and the k + 1 offsets around them."""
        here = slice(zone * _BUCKETS, (zone + 1) * _BUCKETS)
        done = np.searchsorted(changes, _EDGES[:-1], "right")
        both = self.offset.reshape(-1, 2)[here]
        both[:, 0] = offsets[done]
        both[:, 1] = offsets[np.searchsorted(changes, _EDGES[1:] - 1, "right")]
        self.change[here] = np.append(changes, _EDGES[-1])[done]


class _Tables:
    """The clocks by instant and by wall clock, and which zones have been entered."""

    def __init__(self, zones: int) -> None:
        self.ready = np.zeros(zones, np.bool_)
        self.utc, self.local = _Clock(zones), _Clock(zones)

    def prepare(self, zone: int) -> None:
        """Enter a zone into both clocks, unless it is there."""
        if self.ready[zone]:
            return
        on_wall, offsets = _changes(zone)
        self.utc.fill(zone, on_wall - np.maximum(offsets[:-1], offsets[1:]), offsets)
        self.local.fill(zone, on_wall, offsets)
        self.ready[zone] = True


@cache
def _tables() -> _Tables:
    return _Tables(len(zone_names()))


def _offset(zone: NDArray[np.integer], minutes: Minutes, clock: _Clock) -> NDArray[np.int16]:
    """Minutes ahead of UTC, broadcast."""
    cell = (minutes - _FIRST) >> _BITS
    cell = zone.astype(np.int32) * _BUCKETS + np.minimum(np.maximum(cell, 0), _BUCKETS - 1)
    # take() gathers much faster than indexing does.
    change = clock.change.take(cell)
    if not change.all():
        for number in np.unique(zone).tolist():
            _tables().prepare(number)
        change = clock.change.take(cell)
    return np.asarray(clock.offset.take(2 * cell + (minutes >= change)), np.int16)


def _changes(zone_no: int) -> tuple[Minutes, NDArray[np.int16]]:
    """Wall-clock minutes from which a new offset holds, and the offsets before and after each.

    The wall clock is read as zoneinfo does with fold 0, which is the reading of `utc_from_local`: the old
    offset lasts until the gap, or the hour that comes twice, is over by the later of the two clocks.
    """
    zone = ZoneInfo(zone_names()[zone_no])
    changes = list(_read_changes(zone))
    offsets = [_on_wall(zone, _BEGIN), *(offset for _, offset in changes)]
    times = [(time - _EPOCH) // _MINUTE for time, _ in changes]
    return np.array(times, np.int32), np.array([offset // _MINUTE for offset in offsets], np.int16)


def _read_changes(zone: ZoneInfo) -> Iterator[tuple[datetime, timedelta]]:
    """Each change, by halving the week that it lies in."""
    offsets = [_on_wall(zone, week) for week in _WEEKS]
    for week, (old, new) in zip(_WEEKS, pairwise(offsets), strict=False):
        if old != new:
            yield _change(zone, week, old), new


def _change(zone: ZoneInfo, week: datetime, old: timedelta) -> datetime:
    """The first wall-clock minute of the week without the old offset."""
    at = bisect_left(_WEEK, True, key=lambda minute: zone.utcoffset(week + minute * _MINUTE) != old)
    return week + at * _MINUTE


def _on_wall(zone: ZoneInfo, time: datetime) -> timedelta:
    return zone.utcoffset(time) or timedelta()
