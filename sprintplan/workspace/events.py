"""[[event]] and [[event.session]] of sprint.toml."""

from datetime import date, timedelta
from typing import Any

from sprintplan.domain.events import Event, Session
from sprintplan.problems import did_you_mean, shown
from sprintplan.units import MOST_BUDGET_MINOR
from sprintplan.workspace.cells import ID, ID_REMEDY
from sprintplan.workspace.tables import Table
from sprintplan.world.zones import FIRST_YEAR, LAST_YEAR

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_DAYS = 14
MOST_SPAN_DAYS = 731
AROUND = timedelta(days=45)
"""Travel to and from an event stays within so many days of its first: 14 days, 30 nights, and a day on the way."""
RESERVED = ("all", "-")
# Words of people.csv that stand where an event's id may stand.
STARTS = 'Write { from = 2027-04-05, to = 2027-05-24, on = "monday" }, or a list of dates'


def read_events(tables: tuple[Table, ...], currency: str) -> tuple[Event, ...]:
    """Every event, in file order."""
    events, seen = list[Event](), set[str]()
    for table in tables:
        event = _event(table, currency)
        if event.id in seen:
            table.bad("id", f'two events are called "{event.id}"', "Give each an id of its own")
        seen.add(event.id)
        events.append(event)
    return tuple(events)


def _event(table: Table, currency: str) -> Event:
    name = _id(table)
    event = Event(
        id=name,
        name=table.text("name", name),
        starts=_starts(table),
        sessions=_sessions(table),
        venues=_venues(table),
        arrive_by_min=table.clock("arrive_by", "18:00"),
        depart_after_min=table.clock("depart_after", "16:00"),
        avoid=table.days("avoid"),
        budget_minor=table.money("budget", currency, MOST_BUDGET_MINOR),
    )
    table.done()
    _check_avoid(table, event)
    return event


def _id(table: Table) -> str:
    name = table.text("id")
    if name in RESERVED:
        table.bad("id", f'"{name}" means something else in people.csv', 'Write a word such as id = "spring"')
    elif not name:
        table.bad("id", "an event needs an id", 'Write a word such as id = "spring"')
    elif not ID.fullmatch(name):
        table.bad("id", f"{shown(name)} is no id", ID_REMEDY)
    return name


def _venues(table: Table) -> tuple[str, ...]:
    venues = table.words("venues")
    if table.values.get("venues") == []:
        table.bad("venues", "the list is empty", "Name venues, or leave the key out: then every venue is possible")
    return venues


def _starts(table: Table) -> tuple[date, ...]:
    value = table.get("starts", (list, dict), None, "a table { from, to, on } or a list of dates")
    if value is None:
        if not table.has("starts"):
            table.bad("starts", "it is missing", STARTS)
        return ()
    if isinstance(value, dict):
        return _in_known_years(table, _span(table, value))
    if not value:
        table.bad("starts", "no first day is listed", STARTS)
    return _in_known_years(table, table.days("starts"))


def _in_known_years(table: Table, starts: tuple[date, ...]) -> tuple[date, ...]:
    """The first days; a problem where travel around one leaves the years of which clocks are known."""
    first, last = date(FIRST_YEAR, 1, 1) + AROUND, date(LAST_YEAR, 12, 31) - AROUND
    for day in starts:
        if not first <= day <= last:
            what = f"{day} is outside the years that can be planned, as time zones are known from {first} to {last}"
            table.bad("starts", what, "Correct the year")
    return starts


def _span(table: Table, value: dict[str, Any]) -> tuple[date, ...]:
    span = Table(value, (*table.path, "starts"), table.document)
    first, last, on = span.day("from"), span.day("to"), span.one_of("on", WEEKDAYS, None)
    span.done()
    for key in ("from", "to"):
        if not span.has(key):
            table.bad("starts", f"{key} is missing", STARTS)
    if first is None or last is None:
        return ()
    if first > last:
        table.bad("starts", f"the range {first} to {last} runs backwards", "Put the earlier date into from")
        return ()
    if (last - first).days > MOST_SPAN_DAYS:
        table.bad("starts", f"{first} to {last} is over two years", "Plan one year at a time")
        return ()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    starts = tuple(day for day in days if on is None or WEEKDAYS[day.weekday()] == on)
    if not starts:
        table.bad("starts", f"there is no {on} from {first} to {last}", "Widen the range, or change on")
    return starts


def _check_avoid(table: Table, event: Event) -> None:
    """A day to avoid that no candidate reaches is a slip of the pen."""
    if not event.starts:
        return
    first, last = event.starts[0], event.last_day(event.starts[-1])
    for day in event.avoid:
        if not first <= day <= last:
            what = f"{day} lies outside the days that the event may take, {first} to {last}"
            table.bad("avoid", what, "Correct the date, or leave it out")


def _sessions(table: Table) -> tuple[Session, ...]:
    found, seen = list[Session](), set[str]()
    for session in table.tables("session"):
        name = session.text("id")
        if not name:
            session.bad("id", "a session needs an id", 'Write a word such as id = "everyone"')
        elif name in seen:
            session.bad("id", f'two sessions of this event are called "{name}"', "Give each an id of its own")
        seen.add(name)
        first, last = _days(session)
        if not session.has("who"):
            session.bad("who", "it is missing", 'Write who = "all" or a list of selectors')
        found.append(Session(id=name, days=(first, last), who=session.selectors("who")))
        session.done()
    if not found and not table.values.get("session"):
        table.bad("session", "the event has no session", "Add [[event.session]] with id, days and who")
    return tuple(found) or (Session(id="", days=(1, 1), who=()),)


def _days(session: Table) -> tuple[int, int]:
    days = session.get("days", list, None, "two day numbers, such as [1, 5]")
    if days is None:
        if not session.has("days"):
            session.bad("days", "it is missing", "Write first and last day, counted from 1: days = [1, 5]")
    elif len(days) != 2 or not all(type(day) is int for day in days):
        session.bad("days", f"{shown(days)} is not two day numbers", "Write days = [1, 5]")
    elif days[0] > days[1]:
        session.bad("days", f"{shown(days)} runs backwards", f"Did you mean [{days[1]}, {days[0]}]?")
    elif days[0] < 1:
        session.bad("days", f"{shown(days)} starts before day 1", "Count from 1, the event's first day")
    elif days[1] > MOST_DAYS:
        what = f"day {shown(days[1])} makes the event last more than {MOST_DAYS} days"
        session.bad("days", what, f"End by day {MOST_DAYS}")
    else:
        return days[0], days[1]
    return 1, 1


def check_venues(tables: tuple[Table, ...], events: tuple[Event, ...], venue_ids: tuple[str, ...]) -> None:
    """Venues that events name must be rows of venues.csv."""
    for event, table in zip(events, tables, strict=True):
        for word in event.venues:
            if word not in venue_ids:
                table.bad("venues", f"there is no venue {shown(word)}", did_you_mean(word, venue_ids))
