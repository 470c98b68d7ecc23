"""From the files of a folder to one frozen scenario, or every problem of every file."""

import hashlib
from pathlib import Path

from sprintplan.domain.events import Event
from sprintplan.domain.people import Person, Selector, selected
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.errors import UsageError
from sprintplan.workspace.files import read_text
from sprintplan.workspace.money import Exchange
from sprintplan.workspace.people import read_people
from sprintplan.workspace.report import Report, did_you_mean
from sprintplan.workspace.settings import Settings, read_settings
from sprintplan.workspace.venues import read_venues
from sprintplan.workspace.visas import read_visas

NAMES = ("sprint.toml", "people.csv", "venues.csv", "visas.csv")


def read_workspace(folder: Path) -> Scenario:
    """The scenario of a workspace.

    Raises
    ------
    UsageError : there is no such folder
    InputError : with every problem of every file
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such folder. `sprintplan new {folder}` writes a workspace there")
    report = Report()
    texts = {name: read_text(folder, name, report, required=name != "visas.csv") for name in NAMES}
    settings = read_settings(texts["sprint.toml"], report) if texts["sprint.toml"] else None
    if settings is None:
        report.check()
        raise AssertionError("unreadable settings without a problem")
    exchange = Exchange(settings.currency, settings.stated_rates, settings.rates_date)
    venues = read_venues(texts["venues.csv"], exchange, report) if texts["venues.csv"] else ()
    event_ids, venue_ids = tuple(e.id for e in settings.events), tuple(v.id for v in venues)
    radius = settings.policy.home_radius_km
    people = read_people(texts["people.csv"], event_ids, venue_ids, radius, report) if texts["people.csv"] else ()
    visas = read_visas(texts["visas.csv"], report) if texts["visas.csv"] else None
    _check_events(settings, people, venue_ids, report)
    report.check()
    return _scenario(folder, settings, people, venues, visas)


def _scenario(
    folder: Path,
    settings: Settings,
    people: tuple[Person, ...],
    venues: tuple[Venue, ...],
    visas: dict[tuple[str, str], str] | None,
) -> Scenario:
    everywhere = tuple(venue.id for venue in venues)
    return Scenario.model_construct(
        folder=folder,
        company=settings.company,
        currency=settings.currency,
        events=tuple(_resolved(event, everywhere) for event in settings.events),
        people=people,
        venues=venues,
        policy=settings.policy,
        limits=settings.limits,
        objective=settings.objective,
        stated_rates=settings.stated_rates,
        rates_date=settings.rates_date,
        source=settings.source,
        visas=visas,
        inputs_sha256=inputs_sha256(folder),
        warnings=(),
    )


def _resolved(event: Event, everywhere: tuple[str, ...]) -> Event:
    venues = tuple(venue for venue in everywhere if not event.venues or venue in event.venues)
    return event.model_copy(update={"venues": venues})


def inputs_sha256(folder: Path) -> str:
    """A hash of the names and contents of every file that a plan depends on."""
    offers = sorted(path for path in (folder / "offers").glob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in [*(folder / name for name in NAMES), *offers]:
        if path.is_file():
            digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _check_events(settings: Settings, people: tuple[Person, ...], venue_ids: tuple[str, ...], report: Report) -> None:
    for event, table in zip(settings.events, settings.event_tables, strict=True):
        for word in event.venues:
            if venue_ids and word not in venue_ids:
                table.bad("venues", f'there is no venue "{word}"', did_you_mean(word, venue_ids))
        _check_sessions(settings, event, people, report)


def _check_sessions(settings: Settings, event: Event, people: tuple[Person, ...], report: Report) -> None:
    before = 0
    for other, table in zip(settings.events, settings.event_tables, strict=True):
        tables = table.tables("session", before)
        before += len(tables)
        if other is not event or not people:
            continue
        for session, terms in zip(event.sessions, tables, strict=False):
            coming = [person for person in people if event.id in person.events]
            if not any(selected(session.who, person) for person in coming):
                terms.bad("who", f'nobody attends the session "{session.id}"', _remedy(session.who, people))


def _remedy(who: tuple[Selector, ...], people: tuple[Person, ...]) -> str:
    """The word that the selector may have meant, out of those that people.csv has."""
    named = {"team": {p.team for p in people}, "role": {role for p in people for role in p.roles}}
    named |= {"grade": {p.grade for p in people}, "home": {p.home.country for p in people}}
    for selector in who:
        if selector.kind in named and selector.value not in named[selector.kind]:
            return did_you_mean(selector.value, named[selector.kind] - {""})
    return "Change who, or the events column of people.csv"
