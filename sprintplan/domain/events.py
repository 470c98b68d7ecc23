"""What takes place: events, their sessions, and who is present on which days."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field

from sprintplan.domain.day_spans import DaysAndSpans
from sprintplan.domain.keys import Clock, Key, Reading, Schema, Text, of_type, wrong
from sprintplan.domain.people import Person, Selector, Who, selected
from sprintplan.domain.quantities import Money
from sprintplan.domain.starts import Starts
from sprintplan.domain.tables import Table, Tables, Words
from sprintplan.problems import shown
from sprintplan.units import MOST_BUDGET_MINOR

NIGHT_ENDS_MIN = 6 * 60
"""Who lands before 06:00 needs the room of the night before (contract, 3.1)."""
MOST_DAYS = 14
ID, AS_ID = r"[A-Za-z0-9._@-]+", "Use letters, digits, and the characters . _ - @"


RESERVED = ("all", "-")
"""Words of people.csv that stand where an event's id may stand."""
NAME_VENUES = "Name venues, or leave the key out: then every venue is possible"


@dataclass(frozen=True)
class SessionDays(Key):
    """First and last day of a session, counted from the event's first day, which is 1."""

    kind = "two whole numbers"

    def read(self, value: Any, reading: Reading) -> tuple[int, int]:
        """Both days as they are."""
        days = of_type(value, list, "two day numbers, such as [1, 5]")
        if len(days) != 2 or not all(type(day) is int for day in days):
            raise wrong(f"{shown(days)} is not two day numbers", "Write days = [1, 5]")
        if days[0] > days[1]:
            raise wrong(f"{shown(days)} runs backwards", f"Did you mean [{days[1]}, {days[0]}]?")
        if days[0] < 1:
            raise wrong(f"{shown(days)} starts before day 1", "Count from 1, the event's first day")
        if days[1] > MOST_DAYS:
            what = f"day {shown(days[1])} makes the event last more than {MOST_DAYS} days"
            raise wrong(what, f"End by day {MOST_DAYS}")
        return days[0], days[1]

    def written(self, value: tuple[int, int], reading: Reading) -> list[int]:
        """Both days again."""
        return list(value)

    def schema(self) -> Schema:
        """An array of two integers."""
        item = {"type": "integer", "minimum": 1, "maximum": MOST_DAYS}
        return {"type": "array", "minItems": 2, "maxItems": 2, "items": item}

    def bounds(self) -> str:
        """Both ends of each."""
        return f"1 to {MOST_DAYS}"


class Session(Table):
    """A part of an event; `days` are its first and last, counted from the event's first day, which is 1."""

    id: Annotated[str, Text("the word that plan and calendars call it by", '"everyone"', pattern=".+", noun="word")]
    days: Annotated[tuple[int, int], SessionDays("first and last day, counted from the event's first day", "[1, 5]")]
    who: Annotated[
        tuple[Selector, ...], Who("selectors: all, team:NAME, role:NAME, grade:NAME, home:CC, id:ID", '"all"')
    ]

    @property
    def first(self) -> int:
        """The day of the event that the session begins on."""
        return self.days[0]

    @property
    def last(self) -> int:
        """The day of the event that the session ends on."""
        return self.days[1]


@dataclass(frozen=True)
class EventId(Text):
    """An id that people.csv can name: none of the words that stand for something else there."""

    pattern: str = ID
    noun: str = "id"
    remedy: str = AS_ID

    def read(self, value: Any, reading: Reading) -> str:
        """The id as it is."""
        if value in RESERVED:
            raise wrong(f'"{value}" means something else in people.csv', 'Write a word such as id = "spring"')
        return super().read(value, reading)


class Event(Table):
    """One `[[event]]`: candidate first days in order, and its sessions.

    `arrive_by_min` and `depart_after_min` are minutes after midnight at the venue; `venues` are ids in file order,
    none where the file names none, until all are known.
    """

    id: Annotated[str, EventId("the word that people.csv calls it by", '"spring"')]
    name: Annotated[str, Text("what people read; the id unless stated", '"Spring sprint 2027"')] = ""
    starts: Annotated[tuple[date, ...], Starts("possible first days", "[2027-04-05]")]
    arrive_by_min: Annotated[
        int,
        Clock("at the venue, on the eve of a traveller's first day, venue time", '"18:00"'),
        Field(alias="arrive_by"),
    ] = 18 * 60
    depart_after_min: Annotated[
        int, Clock("from the venue, on the traveller's last day", '"16:00"'), Field(alias="depart_after")
    ] = 16 * 60
    venues: Annotated[
        tuple[str, ...],
        Words("only these; without the key every venue is possible", '["lisbon"]', least=1, remedy=NAME_VENUES),
    ] = ()
    avoid: Annotated[
        tuple[date, ...], DaysAndSpans("no event day may be one of these", '[2027-05-09, "2027-05-18..2027-05-28"]')
    ] = ()
    budget_minor: Annotated[
        int | None, Money("cash of this event", "150_000", most_minor=MOST_BUDGET_MINOR), Field(alias="budget")
    ] = None
    baseline: Annotated[
        str | None,
        Text(
            "the venue that this event's choice is compared with, in place of the baseline of venues.csv",
            '"lisbon"',
            pattern=ID,
            noun="id",
            remedy=AS_ID,
        ),
    ] = None
    sessions: Annotated[
        tuple[Session, ...], Tables("parts of the event, and who attends them", least=1), Field(alias="session")
    ]

    @cached_property
    def days(self) -> int:
        """How many days the event lasts: the last day of any session."""
        return max(session.last for session in self.sessions)

    def last_day(self, first_day: date) -> date:
        """The event's last day where it starts on `first_day`."""
        return first_day + timedelta(days=self.days - 1)


@dataclass(frozen=True)
class Presence:
    """The days of an event that a person attends, counted from 1, and the sessions that call for it."""

    first: int
    last: int
    sessions: tuple[str, ...]

    @property
    def days(self) -> int:
        """Attended days: all days of the presence."""
        return self.last - self.first + 1

    def first_day(self, event_first_day: date) -> date:
        """The person's first day at an event that begins on `event_first_day`."""
        return event_first_day + timedelta(days=self.first - 1)

    def last_day(self, event_first_day: date) -> date:
        """The person's last day at an event that begins on `event_first_day`."""
        return event_first_day + timedelta(days=self.last - 1)

    def eve(self, event_first_day: date) -> date:
        """The day before the person's first day at an event that begins on `event_first_day`."""
        return self.first_day(event_first_day) - timedelta(days=1)


def is_with_company(event: Event, person: Person, first_day: date) -> bool:
    """Whether a `person` has joined by the `first_day` of an `event`, and has not left by its last."""
    joined = person.joins is None or person.joins <= first_day
    return joined and (person.leaves is None or event.last_day(first_day) <= person.leaves)


def is_asked(event: Event, person: Person) -> bool:
    """Whether a `person` is asked to come to an `event`, and is with the company on some first day of it."""
    with_company = any(is_with_company(event, person, first_day) for first_day in event.starts)
    return with_company and presence(event, person) is not None


def presence(event: Event, person: Person) -> Presence | None:
    """When the person attends the event, or None where no session selects them or they are not asked to come."""
    if event.id not in person.events:
        return None
    attended = [session for session in event.sessions if selected(session.who, person)]
    if not attended:
        return None
    first = min(session.first for session in attended)
    last = max(session.last for session in attended)
    return Presence(first, last, tuple(session.id for session in attended))
