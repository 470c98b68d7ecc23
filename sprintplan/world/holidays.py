"""Public holidays by country, from the library `holidays`."""

from datetime import date, timedelta
from functools import cache


@cache
def public_holidays(country: str, year: int) -> frozenset[date]:
    """Days of a `year` that are a public holiday in a `country` or in any part of it; empty where none are known.

    Source: library `holidays`; movable feasts of the moon's calendar are its estimates.
    """
    return frozenset().union(*_by_part(country, year))


@cache
def national_holidays(country: str, year: int) -> frozenset[date]:
    """Those of them that the whole `country` has in that `year`."""
    whole, *parts = _by_part(country, year) or (frozenset[date](),)
    return whole.union(frozenset.intersection(*parts)) if parts else whole


@cache
def _by_part(country: str, year: int) -> tuple[frozenset[date], ...]:
    """Public holidays of a country as a whole, then of each of its parts; none where the country is not known."""
    import holidays

    parts = holidays.list_supported_countries().get(country)
    if parts is None:
        return ()
    return tuple(frozenset(holidays.country_holidays(country, subdiv=part, years=year)) for part in (None, *parts))


@cache
def has_holiday_between(country: str, first: date, last: date) -> bool:
    """Whether some day from `first` to `last` is a public holiday in a country or in any part of it."""
    days = {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return any(days & public_holidays(country, year) for year in range(first.year, last.year + 1))
