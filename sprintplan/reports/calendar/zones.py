"""Time zones as calendar files spell them out, so that a phone without our tables shows the right hour."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


@cache
def zone_component(name: str, first_year: int, last_year: int) -> Timezone:
    """The VTIMEZONE of an IANA zone, with every change of its clock from one year to another.

    Each onset is written on the clock that ends with it, as RFC 5545, 3.6.5 wants it; icalendar's own generator writes
    it on the new clock, an hour late in spring.

    Parameters
    ----------
    name : of the zone
    first_year, last_year : both included
    """
    zone, begin = ZoneInfo(name), datetime(first_year - 1, 12, 30, tzinfo=UTC)
    component = Timezone()
    component.add("tzid", name)
    component.add_component(_observance(zone, begin, begin))
    for before, after in _changes(zone, begin, datetime(last_year + 1, 1, 3, tzinfo=UTC)):
        component.add_component(_observance(zone, before, after))
    return component


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Each change of the clock as the last instant of the old offset, a minute before it, and the first of the new."""
    days = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    for day in days[:-1]:
        if _offset(zone, day) != _offset(zone, day + timedelta(days=1)):
            at = _first_after(zone, day)
            yield at - _MINUTE, at


def _first_after(zone: ZoneInfo, day: datetime) -> datetime:
    """The first minute within a day whose offset is another than the day begins with; zones change on whole minutes."""
    hour = next(n for n in range(24) if _offset(zone, day + (n + 1) * _HOUR) != _offset(zone, day))
    begin = day + hour * _HOUR
    return next(at for n in range(1, 61) if _offset(zone, at := begin + n * _MINUTE) != _offset(zone, begin))


def _observance(zone: ZoneInfo, before: datetime, after: datetime) -> TimezoneDaylight | TimezoneStandard:
    local = after.astimezone(zone)
    old, new = _offset(zone, before), _offset(zone, after)
    part = TimezoneDaylight() if local.dst() else TimezoneStandard()
    part.add("dtstart", (after + old).replace(tzinfo=None))
    part.add("tzoffsetfrom", old)
    part.add("tzoffsetto", new)
    part.add("tzname", local.tzname() or zone.key)
    return part


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
