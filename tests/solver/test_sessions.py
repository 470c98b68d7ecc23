"""Sessions with their days."""

from datetime import date

from sprintplan.domain.plan import SessionRecord
from sprintplan.itinerary.sessions import sessions_of
from tests.build.year import event, session


def test_days_of_sessions_are_counted_from_the_first_day() -> None:
    """Days 1 to 3 and 3 to 7 of an event that begins on 10 May, in the workspace's order."""
    week = event(sessions=(session("leads", 1, 3), session("all", 3, 7)))
    assert sessions_of(week, date(2027, 5, 10)) == (
        SessionRecord(session="leads", first_day=date(2027, 5, 10), last_day=date(2027, 5, 12)),
        SessionRecord(session="all", first_day=date(2027, 5, 12), last_day=date(2027, 5, 16)),
    )
