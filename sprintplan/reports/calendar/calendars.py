"""Calendar files of a plan: one a traveller with nobody else in it, one a team with its members' flights and days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vText

from sprintplan import __version__
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.trip import Trip
from sprintplan.reports.calendar.cancelled import PRODUCT, cancelled, ours, title_of
from sprintplan.reports.calendar.entries import Scribe
from sprintplan.reports.calendar.file_names import file_names
from sprintplan.reports.calendar.zones import zone_component
from sprintplan.reports.formatting import plain


@dataclass(frozen=True)
class Part:
    """The trips that one calendar tells, of one person or of a team's people."""

    trips: tuple[tuple[EventPlan, Trip], ...]
    is_team: bool

    @property
    def whose(self) -> str:
        """The name of the person or the team."""
        trip = self.trips[0][1]
        return trip.team if self.is_team else trip.name


def parts(plan: Plan) -> dict[str, Part]:
    """The part of a `plan` that each calendar holds, by its file: `people/ID.ics`, `teams/TEAM.ics`; who cannot attend
    is in none."""
    coming = [(event, trip) for event in plan.events for trip in event.trips if trip.status != "remote"]
    people, teams = dict[str, list[tuple[EventPlan, Trip]]](), dict[str, list[tuple[EventPlan, Trip]]]()
    for event, trip in coming:
        people.setdefault(trip.person, []).append((event, trip))
        if trip.team:
            teams.setdefault(trip.team, []).append((event, trip))
    names, team_names = file_names(people), file_names(teams)
    personal = {f"people/{names[person]}.ics": Part(tuple(trips), False) for person, trips in people.items()}
    return personal | {f"teams/{team_names[team]}.ics": Part(tuple(trips), True) for team, trips in teams.items()}


def calendar(plan: Plan, part: Part, earlier: bytes = b"") -> bytes:
    """The calendar of a part; one person's has nobody else in it, a team's its members' flights and days.

    `earlier` is the file that an earlier plan's export left: what it has and this plan has not is cancelled.
    """
    scribe = Scribe(plan, part.is_team)
    entries = [entry for event, trip in part.trips for entry in scribe.trip(event, trip)]
    old = ours(earlier)
    gone = cancelled(plan, old, {str(entry["uid"]) for entry in entries}) if old else ()
    return _file(f"{plain(plan.company)}: {plain(part.whose)}", [*entries, *gone])


def cancellation(plan: Plan, earlier: bytes) -> bytes | None:
    """The calendar of somebody whom the plan no longer has: all that an earlier one had, cancelled.

    None where the file is not ours, or all in it is over.
    """
    old = ours(earlier)
    gone = [*cancelled(plan, old, ())] if old else []
    return _file(title_of(old), gone) if old and gone else None


def _file(title: str, entries: list[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"{PRODUCT}sprintplan {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(title))
    for component in (*_zones(entries), *entries):
        calendar.add_component(component)
    return bytes(calendar.to_ical())


def _zones(entries: Iterable[Event]) -> Iterator[Timezone]:
    """The zones of all clocks that the entries are written on, over the years that they lie in."""
    ends = [end for entry in entries for end in (entry.DTSTART, entry.DTEND) if end]
    clocks = {end.tzinfo.key for end in ends if isinstance(end, datetime) and isinstance(end.tzinfo, ZoneInfo)}
    years = [end.year for end in ends]
    for name in sorted(clocks):
        yield zone_component(name, min(years), max(years))
