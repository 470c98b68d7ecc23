"""What takes place: events, their sessions, and who is present on which days."""

from dataclasses import dataclass
from datetime import date, timedelta

from sprintplan.domain.model import Model
from sprintplan.domain.people import Person, Selector, selected

NIGHT_ENDS_MIN = 6 * 60
# Who lands before 06:00 needs the room of the night before (contract, 3.1).


class Session(Model):
    """A part of an event; `days` are its first and last, counted from the event's first day, which is 1."""

    id: str
    days: tuple[int, int]
    who: tuple[Selector, ...]

    @property
    def first(self) -> int:
        """The day of the event that the session begins on."""
        return self.days[0]

    @property
    def last(self) -> int:
        """The day of the event that the session ends on."""
        return self.days[1]


class Event(Model):
    """One `[[event]]`: candidate first days in order, and its sessions.

    `arrive_by_min` and `depart_after_min` are minutes after midnight at the venue; `venues` are ids in file order.
    """

    id: str
    name: str
    starts: tuple[date, ...]
    sessions: tuple[Session, ...]
    venues: tuple[str, ...]
    arrive_by_min: int = 18 * 60
    depart_after_min: int = 16 * 60
    avoid: tuple[date, ...] = ()
    budget_minor: int | None = None

    @property
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
        """The person's first day."""
        return event_first_day + timedelta(days=self.first - 1)

    def last_day(self, event_first_day: date) -> date:
        """The person's last day."""
        return event_first_day + timedelta(days=self.last - 1)

    def eve(self, event_first_day: date) -> date:
        """The day before the person's first day."""
        return self.first_day(event_first_day) - timedelta(days=1)


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
