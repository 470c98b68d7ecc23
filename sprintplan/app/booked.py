"""What is booked, from a file of bookings, a seller's orders, or a folder of both."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from sprintplan.app.plan_log import earlier_plans
from sprintplan.domain.bookings import Booking
from sprintplan.domain.inputs import BOOKINGS, BOOKINGS_BOOK, ORDERS, SETTINGS
from sprintplan.domain.objective import Rate
from sprintplan.domain.people import Person
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.errors import UsageError
from sprintplan.files import entries, is_file, is_folder, named
from sprintplan.intake.sheet import WORKBOOKS
from sprintplan.offers.answers.decode import NoOffers
from sprintplan.offers.answers.orders import has_more_pages, order_rows
from sprintplan.reports.lists.bookings import columns_by_head
from sprintplan.watch import Watch
from sprintplan.workspace.bookings import Booked, Due, People, check_overlaps, read_booking_file, read_order_rows
from sprintplan.workspace.money import Exchange
from sprintplan.workspace.report import Report

JSON = ".json"
ENDINGS = (".csv", *WORKBOOKS, JSON)


def booked_of_plan(path: Path, plan: Plan, watch: Watch) -> tuple[Booking, ...]:
    """The bookings of a file or a folder, held against a plan alone.

    Parameters
    ----------
    path : a CSV file, a workbook, a seller's order in JSON, or a folder with any of these
    plan : events and airports that bookings may name, and people by e-mail and name; others are found in the log of
        the workspace that the file is in, and whoever is known nowhere is taken as written
    watch : gets warnings on what is booked

    Raises
    ------
    UsageError : there is no such file, or none of bookings
    InputError : with every problem
    """
    return _of_files(booking_files(path), folder_of(path), plan, watch)


def folder_of(path: Path) -> Path:
    """The folder that a `path` of bookings means: itself, or the one that it is in."""
    return path if is_folder(path) else path.parent


def booked_beside(folder: Path, plan: Plan, watch: Watch) -> tuple[Booking, ...] | None:
    """The bookings of a workspace, or the file of bookings of another `folder`, held against a `plan` alone; None
    without any. The `watch` gets warnings on them.

    Raises
    ------
    InputError : with every problem
    """
    every = _of_workspace(folder)
    files = [one for one in every if one.parent == folder or is_file(folder / SETTINGS)]
    return _of_files(files, folder, plan, watch) if files else None


def _of_files(files: Iterable[Path], folder: Path, plan: Plan, watch: Watch) -> tuple[Booking, ...]:
    """The bookings of files of a folder, in whose log people of earlier plans are looked for."""
    rates = {
        one.currency: Rate(currency=one.currency, rate=Decimal(one.rate), on=one.date, source=one.source)
        for one in plan.exchange_rates
    }

    def former() -> People:
        return _former(earlier_plans(folder)())

    exchange = Exchange(plan.currency, rates, None)
    known = Booked(_people(plan, ()), _events(plan, None), exchange, former, strangers=True)
    extra = {name for event in plan.events for one in event.trips.travellers for name in one.extra}
    report = Report()
    bookings = _read(files, folder, known, columns_by_head(extra), report)
    for sentence in report.warnings:
        watch.warn(sentence)
    return bookings


def booking_files(path: Path) -> list[Path]:
    """The files of bookings and orders that a `path` means: those of a workspace, where nothing may be booked yet, of
    another folder, or the one.

    Raises
    ------
    UsageError : there is no such file, or none of bookings
    """
    if not is_file(path) and not is_folder(path):
        raise UsageError(f"{named(path)}: there is no such file. Name a bookings.csv, an order, or their folder")
    if is_file(path / SETTINGS):
        return [*_of_workspace(path)]
    if is_folder(path):
        files = [one for one in entries(path) if one.suffix.lower() in ENDINGS]
    else:
        files = [path] if path.suffix.lower() in ENDINGS else []
    if not files:
        what = f"{named(path)} holds no bookings: they are in .csv or .xlsx files, and orders in .json files"
        raise UsageError(f"{what}. Name a bookings.csv, an order, or their folder")
    return files


def _lists(folder: Path) -> Iterator[Path]:
    """bookings.csv and the workbook of that name, as far as they are there; a link that leads nowhere counts."""
    return (folder / name for name in (BOOKINGS, BOOKINGS_BOOK) if os.path.lexists(folder / name))


def _of_workspace(folder: Path) -> Iterator[Path]:
    """The lists and the orders of a workspace."""
    yield from _lists(folder)
    yield from (one for one in entries(folder / ORDERS) if one.suffix.lower() == JSON)


def booked_of_workspace(
    scenario: Scenario, plan: Plan | None, earlier: Callable[[], Iterable[Plan]]
) -> tuple[tuple[Booking, ...], tuple[str, ...]]:
    """The bookings of a workspace, in file order, and warnings on them; none where nothing is booked.

    Parameters
    ----------
    scenario : the workspace
    plan : the published plan, whose people may have left since; None where there is none
    earlier : gives plans that were published before, whose people may have left and whose venues may be gone; asked
        where a booking names nobody, or an airport of no venue, of the workspace and the plan

    Raises
    ------
    InputError : with every problem
    """
    exchange = Exchange(scenario.currency, scenario.stated_rates, scenario.rates_date)

    def former() -> People:
        return _former(earlier())

    def former_airports(event_id: str) -> set[str]:
        return {code for one in earlier() for event in one.events if event.event == event_id for code in _ends(event)}

    known = Booked(_people(plan, scenario.people), _events(plan, scenario), exchange, former, former_airports)
    report = Report()
    extra = {name for one in scenario.people for name in one.extra}
    heads = columns_by_head(extra)
    bookings = _read(_of_workspace(scenario.folder), scenario.folder, known, heads, report)
    return bookings, report.warnings


def unread_bookings(folder: Path) -> str | None:
    """A sentence for commands that do not look at what is booked in a workspace's `folder`; None where nothing is."""
    names = (one.name for one in _lists(folder))
    what = next(names, f"{ORDERS}/" if is_folder(folder / ORDERS) else None)
    return what and f"what is booked ({what}) counts in `sprintplan replan` alone: `plan` buys every trip anew"


def _read(
    files: Iterable[Path], folder: Path, known: Booked, heads: Mapping[str, str], report: Report
) -> tuple[Booking, ...]:
    """The bookings of files, which are named as seen from the folder."""
    bookings: list[Booking] = []
    every = [*files]
    if {folder / BOOKINGS, folder / BOOKINGS_BOOK} <= {*every}:
        report.add(BOOKINGS, 0, f"{BOOKINGS_BOOK} is there too", "Keep one of the two files")
    for path in every:
        if path.suffix.lower() == JSON:
            name = path.name if path.parent == folder else f"{path.parent.name}/{path.name}"
            bookings += _orders(path, name, known, report)
        else:
            bookings += read_booking_file(path, known, heads, report)
    check_overlaps(bookings, report)
    report.check()
    return tuple(bookings)


def _orders(path: Path, name: str, known: Booked, report: Report) -> list[Booking]:
    if not is_file(path):
        report.add(name, 0, "this is not a file", "Move it out of the folder")
        return []
    try:
        body = path.read_bytes()
        if has_more_pages(body):
            report.warn(name, 0, "the provider has more pages of orders behind this one", "Save all of them")
        return read_order_rows(name, order_rows(body), known, report)
    except OSError as error:
        report.add(name, 0, f"the file cannot be read: {error.strerror}", "Fix its rights")
    except NoOffers as error:
        report.add(name, error.line, error.what, error.remedy)
    return []


def _former(plans: Iterable[Plan]) -> People:
    """The people of all these plans, as the last of them names each."""
    return {id: names for one in plans for id, names in _people(one, ()).items()}


def _people(plan: Plan | None, people: Iterable[Person]) -> dict[str, tuple[str, str]]:
    """Names and e-mails of the workspace's people, and of those of the plan, by id."""
    events = plan.events if plan else ()
    travellers = sorted((one for event in events for one in event.trips.travellers), key=lambda one: one.email)
    planned = {one.person: (one.name, one.email) for one in travellers}
    return planned | {one.id: (one.name, one.email) for one in people}


def _events(plan: Plan | None, scenario: Scenario | None) -> dict[str, Due]:
    """When each event may be, and the airports that lead to it; a plan alone tells only those that it uses."""
    planned = {one.event: one for one in (plan.events if plan else ())}
    if scenario is None:
        return {id: Due(one.first_day, one.last_day, None, _ends(one)) for id, one in planned.items()}
    by_id = {}
    for event in scenario.events:
        airports = {code for venue in event.venues for code in scenario.venue_by_id[venue].airports}
        first, last = event.starts[0], event.last_day(event.starts[-1])
        if (stated := planned.get(event.id)) is not None:
            first, last = stated.first_day, stated.last_day
            if stated.venue in scenario.venue_by_id:
                airports |= set(scenario.venue_by_id[stated.venue].airports)
            airports |= _ends(stated)
        by_id[event.id] = Due(first, last, frozenset(airports), frozenset(airports))
    return by_id


def _ends(event: EventPlan) -> frozenset[str]:
    """The airports at an event's venue that its trips use."""
    trips = event.trips.contents
    there = {one.outbound.end for one in trips if one.outbound and one.outbound.by_air}
    return frozenset(there | {one.inbound.start for one in trips if one.inbound and one.inbound.by_air})
