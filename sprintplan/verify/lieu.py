"""Days in lieu that a trip states, against its journeys and days."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from sprintplan.domain.trip import LieuRecord
from sprintplan.units import round_half_up
from sprintplan.verify.market import minutes_between, on_clock, zone_of
from sprintplan.verify.sentences import differs
from sprintplan.verify.trips import Judged

WORK = time(9), time(18)
SATURDAY = 5


def add_lieu_faults(verdicts: list[Judged]) -> None:
    """Enter the faults of days in lieu into the `verdicts` of trips."""
    for one in verdicts:
        one.faults += _faults(one)


def _faults(one: Judged) -> Iterator[str]:
    stated, expected = one.trip.lieu, _expected(one)
    if stated is None or expected is None:
        yield from differs(one.visit.who, "lieu", _record_text(stated), _record_text(expected))
        return
    for name in LieuRecord.model_fields:
        yield from differs(one.visit.who, f"lieu.{name}", getattr(stated, name), getattr(expected, name))


def _record_text(record: LieuRecord | None) -> str | None:
    return None if record is None else f"{record.days} days"


def _expected(one: Judged) -> LieuRecord | None:
    terms = one.visit.scenario.policy.lieu
    if not one.attends or (terms.day_min is None and not terms.weekend_days):
        return None
    journeys = () if terms.day_min is None else one.journeys
    minutes = sum(_outside(one, journey.departs, journey.arrives) for journey in journeys)
    attended = [one.visit.first + timedelta(days=n) for n in range(one.visit.present.days)]
    weekend = sum(day.weekday() >= SATURDAY for day in attended if terms.weekend_days)
    earned = 0 if terms.day_min is None else round_half_up(Fraction(100 * minutes, terms.day_min))
    hours = round(minutes / 60, 2)
    return LieuRecord(outside_hours=hours, weekend_days=weekend, days=(100 * weekend + earned) / 100)


def _outside(one: Judged, departs: datetime, arrives: datetime) -> int:
    """Minutes of a journey less those within working hours of each day, by the clock of the home's first airport."""
    home = zone_of((one.visit.home_airports or one.visit.venue.airports)[0])
    first, last = on_clock(departs, home).date(), on_clock(arrives, home).date()
    minutes = minutes_between(departs, arrives)
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        if day.weekday() < SATURDAY:
            begins, ends = (_instant(day, clock, one) for clock in WORK)
            minutes -= max(0, minutes_between(max(begins, departs), min(ends, arrives)))
    return minutes


def _instant(day: date, clock: time, one: Judged) -> datetime:
    home = zone_of((one.visit.home_airports or one.visit.venue.airports)[0])
    return on_clock(datetime.combine(day, clock, home), home)
