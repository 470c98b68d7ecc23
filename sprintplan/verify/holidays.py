"""`limits.holiday_share`: travellers who may have a public holiday at home on one of their days."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from importlib import import_module
from typing import Any

from sprintplan.domain.scenario import Scenario
from sprintplan.verify.events import JudgedEvent


def holiday_faults(scenario: Scenario, events: list[JudgedEvent]) -> Iterator[str]:
    """Events of which too many travellers miss a holiday; a country that the library lacks has none."""
    share = scenario.limits.holiday_share
    if share is None:
        return
    try:
        import_module("holidays")
    except ImportError:
        yield "limits.holiday_share cannot be judged without the library holidays"
        return
    for event in events:
        flying = [one for one in event.trips if one.trip.status == "travels"]
        missing = [
            one
            for one in flying
            if any(
                one.visit.first + timedelta(days=n) in _days_off(one.visit.person.home.country, one.visit.last.year)
                for n in range(one.visit.present.days)
            )
        ]
        if len(missing) > Fraction(share) * len(flying):
            told = f"{len(missing)} of {len(flying)} travellers may have a public holiday"
            yield f"{event.event.id}: {told}, at most a share of {share} (limits.holiday_share)"


@cache
def _days_off(country: str, year: int) -> frozenset[date]:
    """Public holidays of a country about that year, those of any of its parts counted in."""
    library: Any = import_module("holidays")
    parts: list[str] | None = library.list_supported_countries().get(country)
    if parts is None:
        return frozenset()
    years = (year - 1, year)
    return frozenset(
        day for part in (None, *parts) for day in library.country_holidays(country, subdiv=part, years=years)
    )
