"""Calendar files of a plan: one a traveller with nobody else in it, one a team with its members' flights and days."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from sprintplan import __version__
from sprintplan.domain.plan import EventPlan, Plan, Trip
from sprintplan.reports.calendar.entries import Scribe
from sprintplan.reports.calendar.file_names import file_names
from sprintplan.reports.calendar.zones import zone_component
from sprintplan.reports.words import plain

Trips = list[tuple[EventPlan, Trip]]


def calendars(plan: Plan) -> dict[str, bytes]:
    """Calendars by file: `people/ID.ics` and `teams/TEAM.ics`; who stays away and a team of nobody have none."""
    people, teams = dict[str, Trips](), dict[str, Trips]()
    for event in plan.events:
        for trip in (trip for trip in event.trips if trip.status != "remote"):
            people.setdefault(trip.person, []).append((event, trip))
            if trip.team:
                teams.setdefault(trip.team, []).append((event, trip))
    personal = {name: _calendar(plan, trips, False) for name, trips in _named("people", people)}
    return personal | {name: _calendar(plan, trips, True) for name, trips in _named("teams", teams)}


def _named(folder: str, groups: dict[str, Trips]) -> Iterator[tuple[str, Trips]]:
    names = file_names(groups)
    return ((f"{folder}/{names[word]}.ics", trips) for word, trips in groups.items())


def _calendar(plan: Plan, trips: Trips, named: bool) -> bytes:
    scribe = Scribe(plan, named)
    entries = [entry for event, trip in trips for entry in scribe.trip(event, trip)]
    whose = trips[0][1].team if named else trips[0][1].name
    calendar = Calendar()
    calendar.add("prodid", f"-//sprintplan//sprintplan {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{plain(plan.company)}: {plain(whose)}")
    for zone in _zones(entries):
        calendar.add_component(zone)
    for entry in entries:
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _zones(entries: Iterable[Event]) -> Iterator[Timezone]:
    """The zones of all clocks that the entries are written on, over the years that they lie in."""
    ends = [end for entry in entries for end in (entry.DTSTART, entry.DTEND) if end]
    clocks = {end.tzinfo.key for end in ends if isinstance(end, datetime) and isinstance(end.tzinfo, ZoneInfo)}
    years = [end.year for end in ends]
    for name in sorted(clocks):
        yield zone_component(name, min(years), max(years))
