"""From the files of a folder to one frozen scenario, or every problem of every file."""

import hashlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from sprintplan.domain.events import Event
from sprintplan.domain.exemptions import Exemption
from sprintplan.domain.ground import GroundRow
from sprintplan.domain.inputs import NAMES, OFFERS, OPTIONAL, WORKBOOKS, offer_files
from sprintplan.domain.objective import PUBLIC, Rate
from sprintplan.domain.people import Person
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.settings import Settings
from sprintplan.domain.venues import Venue
from sprintplan.errors import UsageError
from sprintplan.files import is_folder, named, status_of
from sprintplan.workspace import exceptions, people, venues
from sprintplan.workspace.approvals import check_approvals
from sprintplan.workspace.attendance import Called, check_selectors, check_sessions
from sprintplan.workspace.changes import Change, apply
from sprintplan.workspace.document import FILE, Document, read_document
from sprintplan.workspace.events import check_events, check_venues
from sprintplan.workspace.exceptions import FILE as EXCEPTIONS
from sprintplan.workspace.ground import FILE as GROUND
from sprintplan.workspace.ground import Known, read_ground
from sprintplan.workspace.homes import Homes, Visas
from sprintplan.workspace.lodging import assumed_rates
from sprintplan.workspace.money import Exchange
from sprintplan.workspace.odd_dates import note_odd_dates
from sprintplan.workspace.rates import stated_rates
from sprintplan.workspace.report import Report
from sprintplan.workspace.settings import read_settings
from sprintplan.workspace.visas import read_transit, read_visas
from sprintplan.workspace.workbooks import read_table


def read_workspace(
    folder: Path, changes: Sequence[Change] = (), joining: Path | None = None, *, venues_needed: bool = True
) -> Scenario:
    """The scenario of a workspace.

    Parameters
    ----------
    folder : the workspace
    changes : keys of sprint.toml that have other values than the file's
    joining : a file of the form of people.csv with people who come in addition; None for nobody
    venues_needed : whether venues.csv has to be there; without it there are no venues, and no id of one is known

    Raises
    ------
    UsageError : there is no such folder, or its files may not be looked at
    InputError : with every problem of every file
    """
    if not is_folder(folder):
        what = f"{named(folder)}: there is no such folder"
        raise UsageError(f"{what}. `sprintplan new {named(folder)}` writes a workspace there")
    status_of(folder / FILE)
    report = Report()
    optional = OPTIONAL if venues_needed else (*OPTIONAL, venues.FILE)
    texts = {name: read_table(folder, name, report, required=name not in optional) for name in NAMES}
    document = read_document(texts[FILE], report)
    apply(changes, document)
    settings = read_settings(document)
    check_events(document, settings.events)
    check_approvals(document, settings.policy)
    rates = stated_rates(document, settings.company.currency, settings.rates)
    places = _venues(texts[venues.FILE], settings, rates, report)
    visas = read_visas(text, report) if (text := texts["visas.csv"]) is not None else None
    transit = read_transit(text, report) if (text := texts["transit.csv"]) is not None else None
    everybody = _people(texts[people.FILE], settings, places, visas, document, report)
    if joining is not None:
        everybody += _joining(joining, settings, places, visas, everybody, report)
    ground = _ground(texts[GROUND], settings, rates, everybody, places, report)
    exemptions = _exemptions(texts[EXCEPTIONS], settings, everybody, report)
    _check_across(document, settings, everybody, places, report)
    digest = inputs_sha256(folder, report)
    report.check()
    scenario = _scenario(folder, settings, rates, everybody, places, visas).changed(transit=transit)
    warnings = (*report.warnings, *assumed_rates(scenario))
    return scenario.changed(ground=ground, exemptions=exemptions, inputs_sha256=digest, warnings=warnings)


def _venues(text: str | None, settings: Settings, rates: dict[str, Rate], report: Report) -> tuple[Venue, ...]:
    if text is None:
        return ()
    exchange = Exchange(settings.company.currency, rates, settings.rates.on, FILE not in report.broken)
    flown = settings.offers.source == "estimate"
    meals = settings.objective.night_per_diem_minor == PUBLIC
    return venues.read_venues(text, exchange, report, flown=flown, public_meals=meals)


def _people(
    text: str | None,
    settings: Settings,
    places: tuple[Venue, ...],
    visas: Visas | None,
    document: Document,
    report: Report,
) -> tuple[Person, ...]:
    """Everybody; events and venues are only held against files that could be read."""
    if text is None:
        return ()
    named = all(document.is_sound("event", number, "id") for number in range(len(settings.events)))
    event_ids = tuple(event.id for event in settings.events) if named and FILE not in report.broken else None
    venue_ids = None if venues.FILE in report.broken or not places else tuple(venue.id for venue in places)
    homes = Homes(settings.policy.home_radius_km, settings.offers.source == "estimate", visas)
    return people.read_people(text, event_ids, venue_ids, homes, report)


def _joining(
    path: Path,
    settings: Settings,
    places: tuple[Venue, ...],
    visas: Visas | None,
    everybody: tuple[Person, ...],
    report: Report,
) -> tuple[Person, ...]:
    """The people of another file; nobody where it, or a file that it refers to, cannot be read."""
    text = read_table(path.parent, path.name, report, required=True)
    if text is None or FILE in report.broken or venues.FILE in report.broken:
        return ()
    homes = Homes(settings.policy.home_radius_km, settings.offers.source == "estimate", visas)
    events, ids = tuple(event.id for event in settings.events), tuple(venue.id for venue in places)
    return people.read_people(text, events, ids, homes, report, file=path.name, others=everybody)


def _ground(
    text: str | None,
    settings: Settings,
    rates: dict[str, Rate],
    everybody: tuple[Person, ...],
    places: tuple[Venue, ...],
    report: Report,
) -> tuple[GroundRow, ...]:
    """Journeys on the ground; people and venues are only held against files that could be read."""
    if text is None:
        return ()
    known = Known(
        people=None if people.FILE in report.broken else {word for person in everybody for word in person.ids},
        venues=None if venues.FILE in report.broken else {venue.id for venue in places},
        homes=Homes(settings.policy.home_radius_km, flown=False),
        exchange=Exchange(settings.company.currency, rates, settings.rates.on, FILE not in report.broken),
    )
    return read_ground(text, known, report)


def _exemptions(
    text: str | None, settings: Settings, everybody: tuple[Person, ...], report: Report
) -> tuple[Exemption, ...]:
    """Exceptions on record; people and events are only held against files that could be read."""
    if text is None:
        return ()
    known = exceptions.Known(
        people=None if people.FILE in report.broken else {word for person in everybody for word in person.ids},
        events=None if FILE in report.broken else {event.id for event in settings.events},
        currency=settings.company.currency,
    )
    return exceptions.read_exceptions(text, known, report)


def _check_across(
    document: Document,
    settings: Settings,
    everybody: tuple[Person, ...],
    places: tuple[Venue, ...],
    report: Report,
) -> None:
    """What only two files together can tell."""
    if FILE in report.broken:
        return
    if venues.FILE not in report.broken and places:
        check_venues(document, settings.events, tuple(venue.id for venue in places))
    if people.FILE not in report.broken and everybody:
        called = Called(everybody)
        check_selectors(document, called)
        check_sessions(document, settings.events, called)
    note_odd_dates(settings.events, everybody, places, report)


def _scenario(
    folder: Path,
    settings: Settings,
    rates: dict[str, Rate],
    everybody: tuple[Person, ...],
    places: tuple[Venue, ...],
    visas: dict[tuple[str, str], str] | None,
) -> Scenario:
    return Scenario.model_construct(
        folder=folder,
        company=settings.company.name,
        currency=settings.company.currency,
        events=tuple(_resolved(event, places) for event in settings.events),
        people=everybody,
        venues=places,
        policy=settings.policy,
        limits=settings.limits,
        objective=settings.objective,
        stated_rates=rates,
        rates_date=settings.rates.on,
        source=settings.offers.source,
        emissions=settings.offers.emissions,
        duffel=settings.offers.duffel,
        ground_terms=settings.ground,
        visas=visas,
    )


def _resolved(event: Event, places: tuple[Venue, ...]) -> Event:
    """The event with a name, with all venues in file order where it names none, and with the baseline that there is."""
    possible = [venue for venue in places if not event.venues or venue.id in event.venues]
    shared = next((venue.id for venue in possible if venue.baseline), None)
    venues_of_it = tuple(venue.id for venue in possible)
    return event.changed(name=event.name or event.id, venues=venues_of_it, baseline=event.baseline or shared)


def inputs_sha256(folder: Path, report: Report) -> str:
    """A hash of the names and contents of every file of a `folder` that a plan depends on, in order of their names.

    Quotes that cannot be read become problems of the `report`.
    """
    digest = hashlib.sha256()
    for path in (*(folder / name for name in (*NAMES, *WORKBOOKS.values())), *_offer_files(folder, report)):
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                continue
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            continue
        except OSError as error:
            if path.name not in report.broken:
                what = f"the file cannot be read: {error.strerror}"
                report.add(f"{OFFERS}/{named(path.name)}", 0, what, "Fix its rights, or move it out of the folder")
            continue
        digest.update(os.fsencode(path.relative_to(folder).as_posix()) + f"\0{content}\n".encode())
    return digest.hexdigest()


def _offer_files(folder: Path, report: Report) -> list[Path]:
    try:
        return offer_files(folder)
    except OSError as error:
        report.add(OFFERS, 0, f"the folder cannot be read: {error.strerror}", "Fix its rights")
        return []
