"""Exports of a finished plan: lists for the travel desk, calendars for travellers and teams."""

from dataclasses import dataclass
from pathlib import Path

from sprintplan.app.booked import booked_beside
from sprintplan.app.opening import workspace_of
from sprintplan.app.output import OF_NO_TEXT, refuse_ending, refuse_filled_in, refuse_output, refuse_strange
from sprintplan.app.plan_log import earlier_plans
from sprintplan.app.planning import require_plan
from sprintplan.domain.inputs import BOOKINGS, SETTINGS, refuse_input
from sprintplan.domain.plan import Plan
from sprintplan.encoding import BYTE_ORDER_MARK
from sprintplan.errors import UsageError
from sprintplan.files import is_file, is_folder, named, write_file
from sprintplan.folders import files_in, refuse_unwritable_folder, write_folder
from sprintplan.itinerary.actuals import actuals_of
from sprintplan.reports.calendar.calendars import calendar, cancellation, parts
from sprintplan.reports.calendar.cancelled import is_calendar
from sprintplan.reports.formatting import count
from sprintplan.reports.lists.actuals import actuals_tables
from sprintplan.reports.lists.attendees import attendees
from sprintplan.reports.lists.csv_text import csv_text
from sprintplan.reports.lists.json_text import json_text
from sprintplan.reports.lists.kinds import LISTS
from sprintplan.reports.lists.people_words import WHY_EMPTY
from sprintplan.reports.lists.recognised import is_filled_in, is_list
from sprintplan.reports.lists.table import Table
from sprintplan.reports.lists.workbook import workbook
from sprintplan.reports.plan_json import read_plan
from sprintplan.watch import Watch
from sprintplan.workspace import read_workspace
from sprintplan.workspace.people import FILE as PEOPLE

CALENDAR = "calendar"
ATTENDEES = "attendees"
"""The organiser's own list, which needs the workspace beside the plan."""
ACTUALS = "actuals"
"""Planned against booked, which needs the workspace's bookings beside the plan."""

KINDS = (*LISTS, ACTUALS, ATTENDEES, CALENDAR)
FORMATS = ("csv", "xlsx", "json")


@dataclass(frozen=True)
class Wanted:
    """What to export: a kind of list, in a format; without one the file's ending tells it, else it is CSV.

    `force` : write over a file that is no list of ours; `workspace` : the folder that ATTENDEES and bookings are read
    from, None for that of the plan; `excel` : CSV for Excel where numbers have a decimal comma
    """

    kind: str
    form: str | None = None
    output: Path | None = None
    force: bool = False
    workspace: Path | None = None
    excel: bool = False

    @property
    def format(self) -> str:
        """How the list is written."""
        ending = self.output.suffix[1:].lower() if self.output else ""
        return self.form or (ending if ending in FORMATS else FORMATS[0])

    def refuse_ending(self) -> None:
        """Raise UsageError where the file's ending says that it is something else than what is written."""
        sheet = "xlsx" if self.form is None else None
        if self.form == "xlsx":
            refuse_ending(self.path, self.form, "a workbook is a .xlsx file", others=OF_NO_TEXT)
        refuse_ending(self.path, self.format, "a list is a .csv, .xlsx or .json file", instead=sheet)

    @property
    def path(self) -> Path:
        """The file to write: the one that is named, or one named after the kind in this or the named folder."""
        name = f"{self.kind}.{self.format}"
        if self.output is None:
            return Path(name)
        return self.output / name if is_folder(self.output) else self.output


@dataclass(frozen=True)
class Calendars:
    """Calendar files that were written into a folder; `cancelled` are of people and teams that no longer come."""

    folder: Path
    people: int
    teams: int
    cancelled: tuple[Path, ...]


def export_calendars(plan_path: Path, folder: Path, watch: Watch, *, force: bool = False) -> Calendars:
    """Write a calendar for each traveller and each team into a folder, which is made where there is none.

    Files of an earlier export are updated: what the plan no longer has is cancelled in them.

    Parameters
    ----------
    plan_path : file of the plan
    folder : where the calendars go
    watch : times the stage and shows progress
    force : whether a calendar of the same name that is none of ours may be written over

    Raises
    ------
    NoPlan : the file only says that there is no plan
    UsageError : the folder cannot be written
    """
    refuse_unwritable_folder(folder)
    refuse_input(folder)
    plan = _plan(plan_path)
    all_parts, files = parts(plan), dict[str, bytes]()
    earlier = files_in(folder, "*/*.ics")
    for name in [] if force else all_parts:
        refuse_strange(folder / name, is_calendar, "calendar")
    with watch.stage("write calendars"):
        for name, part in all_parts.items():
            files[name] = calendar(plan, part, earlier.get(name, b""))
            watch.progress(len(all_parts), len(files))
    left = {name: cancellation(plan, earlier[name]) for name in earlier if name not in files}
    gone = {name: content for name, content in left.items() if content}
    write_folder(folder, files | gone)
    teams = sum(part.is_team for part in all_parts.values())
    return Calendars(folder, len(files) - teams, teams, tuple(folder / name for name in gone))


def export_list(plan_path: Path, wanted: Wanted, watch: Watch) -> str:
    """Write one list of the plan in the file `plan_path`, as `wanted`; returns what was written, in words.

    The `watch` gets warnings on what is booked.

    Raises
    ------
    NoPlan : the file only says that there is no plan
    UsageError : the list cannot be written there
    """
    wanted.refuse_ending()
    folder = wanted.workspace or plan_path.parent
    refuse_output(wanted.path, is_list, "list", force=wanted.force, reads=[plan_path], folder=folder)
    if not wanted.force:
        refuse_filled_in(wanted.path, is_filled_in)
    plan, tables = _read(plan_path, wanted, watch)
    write_file(wanted.path, _file(plan, tables, wanted))
    return f"{named(wanted.path)}: {_counted(tables, wanted.format)}"


def list_bytes(plan_path: Path, wanted: Wanted, watch: Watch) -> bytes:
    """One list of the plan in the file `plan_path`, as `wanted`, for a pipe; its CSV has no byte order mark.

    The `watch` gets warnings on what is booked.
    """
    plan, tables = _read(plan_path, wanted, watch)
    return _file(plan, tables, wanted).removeprefix(BYTE_ORDER_MARK)


def _read(plan_path: Path, wanted: Wanted, watch: Watch) -> tuple[Plan, tuple[Table, ...]]:
    plan = _plan(plan_path)
    needed = BOOKINGS if wanted.kind == ACTUALS else PEOPLE
    stated = (workspace_of(plan, plan_path, name) for name in (needed, SETTINGS))
    folder = wanted.workspace or next(filter(None, stated), plan_path.parent)
    if wanted.kind == ACTUALS:
        bookings = booked_beside(folder, plan, watch)
        if bookings is None:
            what = f"actuals hold the plan against what is booked, and {named(folder)} has no {BOOKINGS}"
            raise UsageError(f"{what}. Name the workspace of the plan with --workspace FOLDER")
        return plan, actuals_tables(actuals_of(plan, bookings, earlier_plans(folder)))
    if wanted.kind != ATTENDEES:
        return plan, LISTS[wanted.kind](plan)
    if not is_file(folder / PEOPLE):
        what = f"attendees come with diets and needs, which no plan holds, and {named(folder)} has no {PEOPLE}"
        raise UsageError(f"{what}. Name the workspace of the plan with --workspace")
    return plan, attendees(plan, read_workspace(folder).person_by_id)


def _plan(path: Path) -> Plan:
    """A plan that has events."""
    plan = read_plan(path)
    require_plan(plan)
    return plan


def _file(plan: Plan, tables: tuple[Table, ...], wanted: Wanted) -> bytes:
    match wanted.format:
        case "xlsx":
            return workbook(plan, tables)
        case "json":
            return json_text(plan, tables).encode()
        case _:
            return BYTE_ORDER_MARK + csv_text(tables[0], excel=wanted.excel).encode()


def _counted(tables: tuple[Table, ...], form: str) -> str:
    """Rows by table, of as many tables as the format holds."""
    written = tables[:1] if form == "csv" else tables
    rows = [count(len(table.cells), "row") for table in written]
    if not any(table.cells for table in written):
        why = WHY_EMPTY.get(tables[0].name, "")
        return f"{', '.join(rows[:1])}{f': {why}' if why else ''}"
    if len(written) == 1:
        return rows[0]
    return ", ".join(f"{number} of {table.name}" for number, table in zip(rows, written, strict=True))
