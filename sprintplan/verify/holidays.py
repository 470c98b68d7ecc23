"""`limits.holiday_share`: travellers who may have a public holiday at home on one of their days."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

from sprintplan.domain.scenario import Scenario
from sprintplan.verify.events import JudgedEvent
from sprintplan.verify.visit import Visit


def holiday_faults(scenario: Scenario, events: list[JudgedEvent]) -> Iterator[str]:
    """Faults of those `events` at which too many travellers miss a holiday, by the `holiday_share` of the `scenario`; a
    country that the library lacks has none."""
    share = scenario.limits.holiday_share
    if share is None:
        return
    for event in events:
        flying = [one for one in event.verdicts if one.trip.status == "travels"]
        travellers = sum(one.count for one in flying)
        missing = sum(one.count for one in flying if misses_one(one.visit))
        if missing > Fraction(share) * travellers:
            message = f"{missing} of {travellers} travellers may have a public holiday"
            yield f"{event.event.id}: {message}, at most a share of {share} (limits.holiday_share)"


def misses_one(visit: Visit) -> bool:
    """Whether a day of a `visit` is a public holiday somewhere in the country of the person's home."""
    days = (visit.first + timedelta(days=n) for n in range(visit.present.days))
    return any(day in _days_off(visit.person.home.country, visit.last.year) for day in days)


@cache
def _days_off(country: str, year: int) -> frozenset[date]:
    """Public holidays of a country about that year, those of any of its parts counted in."""
    import holidays

    parts = holidays.list_supported_countries().get(country)
    if parts is None:
        return frozenset()
    years = (year - 1, year)
    return frozenset(
        day for part in (None, *parts) for day in holidays.country_holidays(country, subdiv=part, years=years)
    )
