"""Dates of people, venues and rates that are dates and can hardly be meant: slips of a year or a decade."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from sprintplan.domain.events import Event
from sprintplan.domain.people import Person
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.problems import listed
from sprintplan.workspace.people import FILE as PEOPLE
from sprintplan.workspace.report import Report
from sprintplan.workspace.venues import FILE as VENUES

FAR = timedelta(days=731)
"""So long after the last event nobody plans an absence or states when a venue is free; rates so old are asked about."""
AHEAD = timedelta(days=366)
"""Of a day that lies so far ahead nobody knows a rate."""
LONG_GONE = timedelta(days=366)
"""Whoever left within so many days before an event may well be in its list of people still."""
NAMED = 3


def note_odd_dates(
    events: tuple[Event, ...], everybody: tuple[Person, ...], places: tuple[Venue, ...], report: Report
) -> None:
    """Warn of dates that keep somebody from every event, and of those that lie where no event can be.

    Parameters
    ----------
    events : of the year
    everybody : its people
    places : its venues
    report : gets the warnings
    """
    last = max(event.last_day(event.starts[-1]) for event in events)
    by_id = {event.id: event for event in events}

    def warn(file: str, column: str, odd: Iterable[tuple[str, date]], what: str) -> None:
        names = [f"{word} {day}" for word, day in odd]
        if names:
            report.warn(file, 0, f"{column}: {what}: {listed(names, NAMED)}", "Check the year")

    late = _out_of_all(everybody, by_id, lambda one: one.joins, lambda day, event: day > event.starts[-1])
    warn(PEOPLE, "joins", late, "too late for every event of")
    early = _out_of_all(everybody, by_id, lambda one: one.leaves, lambda day, event: day < event.starts[0] - LONG_GONE)
    warn(PEOPLE, "leaves", early, "too early for every event of")
    far = last + FAR
    absences = ((one.id, span.first) for one in everybody for span in one.unavailable if span.first > far)
    warn(PEOPLE, "unavailable", absences, "years after the last event")
    used = ((one.id, one.last_used) for one in places if one.last_used and one.last_used > last)
    warn(VENUES, "last_used", used, "after the last day that any event may take")
    free = ((one.id, span.first) for one in places for span in one.available if span.first > far)
    warn(VENUES, "available", free, "years after the last event")
    seasons = ((one.id, season.first) for one in places for season in one.room_rates if season.first > far)
    warn(VENUES, "room_rates", seasons, "years after the last event")


def _out_of_all(
    everybody: Iterable[Person],
    events: dict[str, Event],
    day_of: Callable[[Person], date | None],
    misses: Callable[[date, Event], bool],
) -> Iterator[tuple[str, date]]:
    """Who misses each of their events, whichever first day it takes, by a day of theirs."""
    for person in everybody:
        day, mine = day_of(person), [events[word] for word in person.events if word in events]
        if day and mine and all(misses(day, event) for event in mine):
            yield person.id, day


def odd_rates(scenario: Scenario, today: date) -> Iterator[str]:
    """A sentence where the day of the rates of a `scenario` lies years before the planning date, `today`, or a year
    after it."""
    on = scenario.rates_date
    if on is not None and not today - FAR <= on <= today + AHEAD:
        what = "before" if on < today else "after"
        yield f"sprint.toml: rates.date: {on} lies {abs(on - today).days} days {what} the planning date. Check the year"
