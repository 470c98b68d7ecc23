"""Entries of an earlier plan that a later one no longer has, as entries that take themselves out of calendars."""

import re
from collections.abc import Container, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDDDTypes, vText

from sprintplan.domain.plan import Plan
from sprintplan.reports.calendar.entries import readable_alike, stamp

PRODUCT = "-//sprintplan//"
ESCAPED = re.compile(r"\\(.)")
"""A character of a text as RFC 5545, 3.3.11 escapes it; an N stands for a line's end."""
YEARS_AHEAD = 10
"""No plan reaches further; an entry that claims to is not one of ours."""


def is_calendar(path: Path) -> bool:
    """Whether the file at `path` says that an earlier export wrote it, damaged or not.

    Raises
    ------
    OSError : it cannot be read
    """
    return f"\nPRODID:{PRODUCT}".encode() in path.read_bytes()


def ours(content: bytes) -> Calendar | None:
    """The calendar in the `content` of a file that an earlier export wrote; None where it is somebody else's, damaged,
    or none."""
    calendar: Any
    try:
        calendar = Calendar.from_ical(content)
    except Exception:
        # What the library raises on damaged text depends on where it stumbles.
        return None
    if not isinstance(calendar, Calendar) or any(part.errors for part in calendar.walk()):
        return None
    return calendar if str(calendar.get("prodid", "")).startswith(PRODUCT) else None


def title_of(calendar: Calendar) -> str:
    """What the `calendar` of a file is called; empty where it has no name."""
    name = calendar.get("x-wr-calname", "")
    if isinstance(name, vText):
        return str(name)
    # From icalendar 7.2 on a property that the RFC does not name is read as it is written.
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], str(name))


def cancelled(plan: Plan, earlier: Calendar, kept: Container[str]) -> Iterator[Event]:
    """The earlier entries that are not kept, marked as cancelled; what is over by the plan's date is left in peace.

    Parameters
    ----------
    kept : UIDs of the entries that the plan still has
    """
    for old in earlier.events:
        start, end = _when(old.get("dtstart")), _when(old.get("dtend"))
        if str(old.get("uid")) not in kept and start and end and _is_ahead(start, end, plan):
            yield _cancellation(plan, old, start, end)


def _cancellation(plan: Plan, old: Event, start: date, end: date) -> Event:
    entry = Event()
    for name in ("uid", "summary", "location"):
        if name in old:
            entry.add(name, str(old[name]))
    entry.add("dtstart", start)
    entry.add("dtend", end)
    stamp(entry, plan)
    entry.add("status", "CANCELLED")
    entry.add("transp", "TRANSPARENT")
    return entry


def _when(value: object) -> date | None:
    """A day, or an instant on the clock of a zone that we can spell out, else in UTC; as every program reads it."""
    when = value.dt if isinstance(value, vDDDTypes) else None
    if isinstance(when, datetime):
        return readable_alike(when) if isinstance(when.tzinfo, ZoneInfo) else when.astimezone(UTC)
    return when if isinstance(when, date) else None


def _is_ahead(start: date, end: date, plan: Plan) -> bool:
    """Whether an entry ends after the plan was made; of whole days the end is the day after the last."""
    now = datetime.fromisoformat(plan.created_at)
    if not now.year - 1 <= start.year <= end.year <= now.year + YEARS_AHEAD:
        return False
    return end >= now if isinstance(end, datetime) else end > now.date()
