"""What events say that only several of their keys, or other files, can tell to be wrong."""

from sprintplan.domain.day_spans import runs_of
from sprintplan.domain.events import Event
from sprintplan.problems import did_you_mean, shown
from sprintplan.workspace.document import Document


def check_events(document: Document, events: tuple[Event, ...]) -> None:
    """Note, in a `document`, ids of `events` that stand twice, and days to avoid outside the days that an event may
    take."""
    seen = set[str]()
    for number, event in enumerate(events):
        path = ("event", number)
        if event.id in seen and document.is_sound(*path, "id"):
            document.bad((*path, "id"), f'two events are called "{event.id}"', "Give each an id of its own")
        seen.add(event.id)
        _check_sessions(document, number, event)
        sound = document.is_sound(*path, "starts") and document.is_sound(*path, "session")
        if sound and not document.is_changed(*path, "starts"):
            _check_avoid(document, number, event)


def _check_sessions(document: Document, event_number: int, event: Event) -> None:
    seen = set[str]()
    for number, session in enumerate(event.sessions):
        path = ("event", event_number, "session", number, "id")
        if session.id in seen and document.is_sound(*path):
            what = f'two sessions of this event are called "{session.id}"'
            document.bad(path, what, "Give each an id of its own")
        seen.add(session.id)


def _check_avoid(document: Document, number: int, event: Event) -> None:
    """A day to avoid that no candidate reaches is a slip of the pen, and so are days in a row of another year; those of
    the same year may be a list of holidays for several events."""
    first, last = event.starts[0], event.last_day(event.starts[-1])
    for run in runs_of(event.avoid):
        is_list = len(run) > 1 and first.year <= run[-1].year and run[0].year <= last.year
        if (run[-1] < first or last < run[0]) and not is_list:
            what = f"{run[0]} lies outside the days that the event may take, {first} to {last}"
            document.bad(("event", number, "avoid"), what, "Correct the date, or leave it out")


def check_venues(document: Document, events: tuple[Event, ...], venue_ids: tuple[str, ...]) -> None:
    """Note venues that `events` of a `document` name and that are none of the `venue_ids` of venues.csv, and baselines
    at which an event cannot be."""
    for number, event in enumerate(events):
        for word in event.venues:
            if word not in venue_ids:
                what = f"there is no venue {shown(word)}"
                document.bad(("event", number, "venues"), what, did_you_mean(word, venue_ids))
        possible = [word for word in venue_ids if not event.venues or word in event.venues]
        if event.baseline and event.baseline not in possible:
            what = f"{shown(event.baseline)} is not among the event's venues"
            document.bad(("event", number, "baseline"), what, did_you_mean(event.baseline, possible))
