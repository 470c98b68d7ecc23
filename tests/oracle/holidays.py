"""Who may have a public holiday at home on which days."""

from collections.abc import Iterable
from datetime import date
from functools import cache

import holidays

from tests.oracle.journeys import DAY
from tests.oracle.visit import Visit


def may_miss_a_holiday(visit: Visit) -> bool:
    """Whether an attended day is a public holiday somewhere in the country of the person's home."""
    days = (visit.first_day + n * DAY for n in range(visit.presence.days))
    return any(day in _days_off(visit.person.home.country, day.year) for day in days)


@cache
def _days_off(country: str, year: int) -> frozenset[date]:
    """The year's public holidays of the whole country and of each of its parts; none where the library lacks it."""
    supported = holidays.list_supported_countries()
    if country not in supported:
        return frozenset()
    everywhere: Iterable[str | None] = (None, *supported[country])
    calendars = (holidays.country_holidays(country, subdiv=part, years=year) for part in everywhere)
    return frozenset(day for calendar in calendars for day in calendar)
