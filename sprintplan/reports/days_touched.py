"""Weekends and public holidays that a trip takes from somebody, whatever the policy makes of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.trip import Trip
from sprintplan.reports.formatting import day_month
from sprintplan.world.airports import airports
from sprintplan.world.holidays import national_holidays, public_holidays

SATURDAY = 5
IN_PARTS = "*"
"""Stands at a holiday of parts of a country: where in the country somebody lives is not known."""


@dataclass(frozen=True)
class DaysTouched:
    """Days from leaving home to being back that are Saturdays or Sundays, and those that may be public holidays there.

    A day that is both counts in both: a holiday of some part of the country alone hides no weekend.

    Attributes
    ----------
    weekend : how many days are Saturdays or Sundays
    holidays : those that are a public holiday in any part of the country
    in_parts : those of them that not the whole country has
    """

    weekend: int
    holidays: tuple[date, ...]
    in_parts: tuple[date, ...] = ()

    @property
    def holiday_words(self) -> str:
        """The holidays, a star at those of parts of the country: "5 Apr, 27 May*"; empty where there is none."""
        return ", ".join(day_month(day) + IN_PARTS * (day in self.in_parts) for day in self.holidays)


def days_touched(trip: Trip) -> DaysTouched:
    """Weekend days and holidays of a `trip`, by local dates; holidays are those of the country that the journey begins
    in, or of any part of it. Who does not travel has the days of the event, and no known holidays."""
    country = _country(trip.outbound) or _country(trip.inbound, home_at_end=True)
    days = _days(trip)
    holidays = tuple(day for day in days if country and day in public_holidays(country, day.year))
    in_parts = tuple(day for day in holidays if day not in national_holidays(country, day.year))
    return DaysTouched(sum(day.weekday() >= SATURDAY for day in days), holidays, in_parts)


def holiday_note(touched: Iterable[DaysTouched]) -> str:
    """What stands beside a table of days, `touched`: what its stars mean; empty where there is none."""
    means = f"{IN_PARTS} a holiday in parts of the country where the journey begins, not in all of it"
    return means if any(days.in_parts for days in touched) else ""


def _days(trip: Trip) -> list[date]:
    """Local dates from departure, or the first day, to landing at home, or the last day; none of who cannot attend."""
    if trip.status == "remote":
        return []
    first = datetime.fromisoformat(trip.outbound.departs_at).date() if trip.outbound else trip.first_day
    last = datetime.fromisoformat(trip.inbound.arrives_at).date() if trip.inbound else trip.last_day
    return [first + timedelta(days=n) for n in range((last - first).days + 1)] if first and last else []


def _country(way: JourneyRecord | None, *, home_at_end: bool = False) -> str:
    """Country of the airport at home; empty where it is not known, as on the ground."""
    if way is None or not way.by_air:
        return ""
    table = airports()
    number = table.number(way.end if home_at_end else way.start)
    return "" if number is None else table.countries[number]
