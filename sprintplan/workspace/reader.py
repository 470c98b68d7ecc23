"""From the files of a folder to one frozen scenario, or every problem of every file."""

import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
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
from sprintplan.files import is_file, is_folder, named, status_of, typed
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
    UsageError : there is no such folder, it is a file, or its files may not be looked at
    InputError : with every problem of every file
    """
    _refuse_no_workspace(folder)
    report = Report()
    optional = OPTIONAL if venues_needed else (*OPTIONAL, venues.FILE)
    texts = {name: read_table(folder, name, report, required=name not in optional) for name in NAMES}
    document = read_document(texts[FILE], report)
    apply(changes, document)
    settings = read_settings(document)
    check_events(document, settings.events)
    check_approvals(document, settings.policy)
    stated = _Stated(document, settings, stated_rates(document, settings.company.currency, settings.rates), report)
    places = _venues(texts[venues.FILE], stated)
    visas = read_visas(text, report) if (text := texts["visas.csv"]) is not None else None
    transit = read_transit(text, report) if (text := texts["transit.csv"]) is not None else None
    everybody = _people(texts[people.FILE], stated, places, visas)
    if joining is not None:
        everybody += _joining(joining, stated, places, visas, everybody)
    ground = _ground(texts[GROUND], stated, everybody, places)
    exemptions = _exemptions(texts[EXCEPTIONS], stated, everybody)
    _check_across(stated, everybody, places)
    digest = inputs_sha256(folder, report)
    report.check()
    scenario = _scenario(folder, stated, everybody, places).changed(visas=visas, transit=transit)
    warnings = (*report.warnings, *assumed_rates(scenario))
    return scenario.changed(ground=ground, exemptions=exemptions, inputs_sha256=digest, warnings=warnings)


def _refuse_no_workspace(folder: Path) -> None:
    """Raise UsageError where there is no folder, or its files may not be looked at."""
    if is_file(folder):
        raise UsageError(f"{named(folder)} is a file. Name the folder of the workspace, in which {FILE} is")
    if not is_folder(folder):
        what = f"{named(folder)}: there is no such folder"
        raise UsageError(f"{what}. `sprintplan new {typed(folder)}` writes a workspace there")
    status_of(folder / FILE)


@dataclass(frozen=True)
class _Stated:
    """What sprint.toml states, which the other files are held against as far as it could be read.

    `rates` are those of currencies; `report` gets the problems
    """

    document: Document
    settings: Settings
    rates: dict[str, Rate]
    report: Report

    @property
    def exchange(self) -> Exchange:
        """Into the company's currency."""
        is_known = FILE not in self.report.broken
        return Exchange(self.settings.company.currency, self.rates, self.settings.rates.on, is_known)

    @property
    def flown(self) -> bool:
        """Whether airports must have flights in the network."""
        return self.settings.offers.source == "estimate"

    @property
    def event_ids(self) -> tuple[str, ...] | None:
        """Ids of events; None where not all are known."""
        sound = all(self.document.is_sound("event", number, "id") for number in range(len(self.settings.events)))
        return tuple(event.id for event in self.settings.events) if sound and FILE not in self.report.broken else None

    def homes(self, visas: Visas | None) -> Homes:
        """What resolves homes, for people who need these visas."""
        return Homes(self.settings.policy.home_radius_km, self.flown, visas)


def _venues(text: str | None, stated: _Stated) -> tuple[Venue, ...]:
    if text is None:
        return ()
    meals = stated.settings.objective.night_per_diem_minor == PUBLIC
    return venues.read_venues(text, stated.exchange, stated.report, flown=stated.flown, public_meals=meals)


def _people(text: str | None, stated: _Stated, places: tuple[Venue, ...], visas: Visas | None) -> tuple[Person, ...]:
    """Everybody; events and venues are only held against files that could be read."""
    if text is None:
        return ()
    is_known = venues.FILE not in stated.report.broken and places
    venue_ids = tuple(venue.id for venue in places) if is_known else None
    return people.read_people(text, stated.event_ids, venue_ids, stated.homes(visas), stated.report)


def _joining(
    path: Path, stated: _Stated, places: tuple[Venue, ...], visas: Visas | None, everybody: tuple[Person, ...]
) -> tuple[Person, ...]:
    """The people of another file; nobody where it, or a file that it refers to, cannot be read."""
    report = stated.report
    text = read_table(path.parent, path.name, report, required=True)
    if text is None or FILE in report.broken or venues.FILE in report.broken:
        return ()
    events, ids = tuple(event.id for event in stated.settings.events), tuple(venue.id for venue in places)
    return people.read_people(text, events, ids, stated.homes(visas), report, file=path.name, others=everybody)


def _known_people(everybody: tuple[Person, ...], report: Report) -> set[str] | None:
    """Ids of `everybody`; None where people.csv could not be read."""
    return None if people.FILE in report.broken else {word for person in everybody for word in person.ids}


def _ground(
    text: str | None, stated: _Stated, everybody: tuple[Person, ...], places: tuple[Venue, ...]
) -> tuple[GroundRow, ...]:
    """Journeys on the ground; people and venues are only held against files that could be read."""
    if text is None:
        return ()
    known = Known(
        people=_known_people(everybody, stated.report),
        venues=None if venues.FILE in stated.report.broken else {venue.id for venue in places},
        homes=Homes(stated.settings.policy.home_radius_km, flown=False),
        exchange=stated.exchange,
    )
    return read_ground(text, known, stated.report)


def _exemptions(text: str | None, stated: _Stated, everybody: tuple[Person, ...]) -> tuple[Exemption, ...]:
    """Exceptions on record; people and events are only held against files that could be read."""
    if text is None:
        return ()
    known = exceptions.Known(
        people=_known_people(everybody, stated.report),
        events=None if FILE in stated.report.broken else {event.id for event in stated.settings.events},
        currency=stated.settings.company.currency,
    )
    return exceptions.read_exceptions(text, known, stated.report)


def _check_across(stated: _Stated, everybody: tuple[Person, ...], places: tuple[Venue, ...]) -> None:
    """What only two files together can tell."""
    document, events, report = stated.document, stated.settings.events, stated.report
    if FILE in report.broken:
        return
    if venues.FILE not in report.broken and places:
        check_venues(document, events, tuple(venue.id for venue in places))
    if people.FILE not in report.broken and everybody:
        called = Called(everybody)
        check_selectors(document, called)
        check_sessions(document, events, called)
    note_odd_dates(events, everybody, places, report)


def _scenario(folder: Path, stated: _Stated, everybody: tuple[Person, ...], places: tuple[Venue, ...]) -> Scenario:
    settings = stated.settings
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
        stated_rates=stated.rates,
        rates_date=settings.rates.on,
        source=settings.offers.source,
        emissions=settings.offers.emissions,
        duffel=settings.offers.duffel,
        ground_terms=settings.ground,
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
