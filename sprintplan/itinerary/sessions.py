"""An event's sessions with their days, as the plan states them."""

from datetime import date, timedelta

from sprintplan.domain.events import Event
from sprintplan.domain.plan import SessionRecord


def sessions_of(event: Event, first_day: date) -> tuple[SessionRecord, ...]:
    """The sessions of an `event` that begins on `first_day`, in the workspace's order."""
    return tuple(
        SessionRecord(
            session=session.id,
            first_day=first_day + timedelta(days=session.first - 1),
            last_day=first_day + timedelta(days=session.last - 1),
        )
        for session in event.sessions
    )
