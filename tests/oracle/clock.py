"""Hours of the day and nights, minute by minute."""

from collections import Counter
from datetime import date, datetime
from functools import cache

from tests.oracle.journeys import DAY, MINUTE, wall_at


def clock_minutes(first: int, last: int) -> set[int]:
    """All minutes of the day in a span that may pass midnight."""
    return {minute % 1440 for minute in range(first, (last if last >= first else last + 1440) + 1)}


@cache
def is_by_night(origin: str, up: datetime, down: datetime) -> bool:
    """Whether four hours of a flight lie in one night, minute by minute."""
    leaves = wall_at(origin, up)
    nights = Counter(_night_of(leaves + minute * MINUTE) for minute in range((down - up) // MINUTE))
    return any(minutes >= 240 for night, minutes in nights.items() if night)


def _night_of(moment: datetime) -> date | None:
    """The evening of the night that a moment lies in; None by day."""
    if moment.hour >= 22:
        return moment.date()
    return moment.date() - DAY if moment.hour < 6 else None
