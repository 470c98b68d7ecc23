"""Selectors of sprint.toml held against people.csv: who is named, and whether anybody attends a session."""

from collections.abc import Mapping
from operator import attrgetter

from sprintplan.domain.events import Event
from sprintplan.domain.people import Person, Selector
from sprintplan.workspace.report import did_you_mean, shown
from sprintplan.workspace.tables import FILE, Document, Table

Named = Mapping[str, frozenset[str]]


def check_selectors(document: Document, people: tuple[Person, ...]) -> None:
    """An id that nobody has is a problem; a team, role, grade or country that nobody has is worth a warning."""
    named = _named(people)
    for table, key, selector in document.selectors:
        if selector.kind == "all" or selector.value in named[selector.kind]:
            continue
        what = f"{key}: nobody in people.csv has {selector.kind} {shown(selector.value)}"
        remedy = did_you_mean(selector.value, named[selector.kind])
        if selector.kind == "id":
            table.bad(key, what.removeprefix(f"{key}: "), remedy)
        else:
            document.report.warn(FILE, table.line(key), f"{table.name}.{what}", remedy)


def check_sessions(tables: tuple[Table, ...], events: tuple[Event, ...], people: tuple[Person, ...]) -> None:
    """Every session has somebody who attends it."""
    for event, table in zip(events, tables, strict=True):
        coming = _named(tuple(person for person in people if event.id in person.events))
        for session, terms in zip(event.sessions, table.tables("session"), strict=False):
            if terms.has("who") and not any(_matched(selector, coming) for selector in session.who):
                what = f"nobody attends the session {shown(session.id)}"
                terms.bad("who", what, _remedy(session.who, _named(people)))


def _matched(selector: Selector, named: Named) -> bool:
    return bool(named["id"]) if selector.kind == "all" else selector.value in named[selector.kind]


def _named(people: tuple[Person, ...]) -> Named:
    """What people are called by, by the kind of selector."""
    shared = set(map(attrgetter("team", "grade", "home.country", "roles"), people))
    return {
        "id": frozenset(person.id for person in people),
        "team": frozenset(team for team, _, _, _ in shared),
        "grade": frozenset(grade for _, grade, _, _ in shared),
        "home": frozenset(country for _, _, country, _ in shared),
        "role": frozenset(role for _, _, _, roles in shared for role in roles),
    }


def _remedy(who: tuple[Selector, ...], named: Named) -> str:
    """The word that a selector may have meant, out of those that people.csv has."""
    for selector in who:
        if selector.kind != "all" and selector.value not in named[selector.kind]:
            return did_you_mean(selector.value, named[selector.kind])
    return "Change who, or the events column of people.csv"
