"""Selectors of sprint.toml held against people.csv: who is named, and whether anybody attends a session."""

from functools import cache
from operator import attrgetter

from sprintplan.domain.events import Event
from sprintplan.domain.people import Person, Selector
from sprintplan.problems import did_you_mean, shown
from sprintplan.workspace.document import Document
from sprintplan.workspace.settings import selectors_of

_read = attrgetter("events", "team", "grade", "home.country", "roles")


class Called:
    """What people are called by, by the kind of selector: everybody, or those who come to an event."""

    def __init__(self, people: tuple[Person, ...]) -> None:
        self.people = people
        self._alike = set(map(_read, people))
        self.words = cache(self._words)

    def _words(self, kind: str, event_id: str | None = None) -> frozenset[str]:
        """Every word that a selector of this kind may name."""
        if kind == "id":
            coming = (one for one in self.people if event_id is None or event_id in one.events)
            return frozenset(word for person in coming for word in person.ids)
        found_words = [words for events, *words in self._alike if event_id is None or event_id in events]
        if kind == "role":
            return frozenset(role for *_, roles in found_words for role in roles)
        return frozenset(words[("team", "grade", "home").index(kind)] for words in found_words)

    def names(self, selector: Selector, event_id: str | None = None) -> bool:
        """Whether a `selector` names anybody, or anybody who comes to the event with the id `event_id`."""
        if selector.kind == "all":
            return event_id is None or any(event_id in events for events, *_ in self._alike)
        return selector.value in self.words(selector.kind, event_id)


def check_selectors(document: Document, called: Called) -> None:
    """Note selectors of a `document` that name nobody `called`: an id is a problem; a team, role, grade or country is
    worth a warning."""
    for path, selector in selectors_of(document):
        if called.names(selector):
            continue
        what = f"nobody in people.csv has {selector.kind} {shown(selector.value)}"
        note = document.bad if selector.kind == "id" else document.warn
        note(path, what, did_you_mean(selector.value, called.words(selector.kind)))


def check_sessions(document: Document, events: tuple[Event, ...], called: Called) -> None:
    """Note sessions of the `events` in a `document` that nobody `called` attends."""
    for event_number, event in enumerate(events):
        for number, session in enumerate(event.sessions):
            path = ("event", event_number, "session", number, "who")
            if document.is_sound(*path) and not any(called.names(selector, event.id) for selector in session.who):
                document.bad(path, f"nobody attends the session {shown(session.id)}", _remedy(session.who, called))


def _remedy(who: tuple[Selector, ...], called: Called) -> str:
    """The word that a selector may have meant, out of those that people.csv has."""
    for selector in who:
        if not called.names(selector):
            return did_you_mean(selector.value, called.words(selector.kind))
    return "Change who, or the events column of people.csv"
