"""What the command `actuals` does."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sprintplan.app.booked import booked_of_plan, folder_of
from sprintplan.app.output import OF_NO_PAGE, OR_JSON, refuse_ending, refuse_output
from sprintplan.app.plan_log import earlier_plans
from sprintplan.app.report import is_page
from sprintplan.encoding import BYTE_ORDER_MARK
from sprintplan.errors import UsageError
from sprintplan.files import named
from sprintplan.folders import write_files
from sprintplan.itinerary.actuals import Actuals, actuals_of
from sprintplan.problems import shown
from sprintplan.reports.html.actuals import actuals_page
from sprintplan.reports.lists.actuals import actuals_by, actuals_tables
from sprintplan.reports.lists.csv_text import csv_text
from sprintplan.reports.lists.recognised import is_list
from sprintplan.reports.lists.workbook import workbook
from sprintplan.reports.plan_json import plan_head, read_plan
from sprintplan.watch import Watch

SHEETS = ".xlsx"


def actuals(plan_path: Path, bookings: Path, by: str, watch: Watch) -> Actuals:
    """Planned against booked.

    Parameters
    ----------
    plan_path : file of the plan
    bookings : a file of bookings, or a folder of them and of orders
    by : the column that sums are wanted by: `person`, `team`, `event`, or one that begins with `x_`
    watch : gets warnings on what is booked

    Raises
    ------
    UsageError : the plan has no events, there are no such bookings, a plan is named in their place, or no trip has the
        column
    InputError : with every problem of the bookings
    """
    if plan_head(bookings) is not None:
        raise UsageError(f"{named(bookings)} is a plan. Name what is booked behind it, such as bookings.csv")
    plan = read_plan(plan_path)
    if not plan.events:
        raise UsageError(f"{named(plan_path)} has no events: it is {plan.status}. Name a plan that has some")
    figures = actuals_of(plan, booked_of_plan(bookings, plan, watch), earlier_plans(folder_of(bookings)))
    known = {"person", "team", "event"} | {name for one in figures.trips for name in one.extra}
    if by not in known:
        raise UsageError(f"--by {shown(by)}: no trip has that column. Use one of {', '.join(sorted(known))}")
    return figures


def refuse_actuals(output: Path | None, page: Path | None, reads: Iterable[Path], *, force: bool) -> None:
    """Raise UsageError where list or page must not be written, so that this is known before either is.

    Parameters
    ----------
    output : file of the list; None for none
    page : file of the page; None for none
    reads : files that the command reads
    force : whether a file that is neither list nor page of ours may be written over
    """
    if output is not None:
        refuse_ending(
            output, _form(output), "the list of trips is a .csv or .xlsx file", instead="xlsx", others=OR_JSON
        )
        refuse_output(output, is_list, "list", force=force, reads=reads)
    if page is not None:
        refuse_output(page, is_page, "report", force=force, reads=[*reads, *filter(None, [output])])
        refuse_ending(page, "html", "the page is a .html file", others=OF_NO_PAGE)


def _form(output: Path) -> str:
    return "xlsx" if output.suffix.lower() == SHEETS else "csv"


def write_actuals(actuals: Actuals, by: str, today: date, output: Path | None, page: Path | None) -> None:
    """Write list and page, both or none: as list a workbook with every sum where the file ends in .xlsx, else the trips
    as CSV.

    Parameters
    ----------
    actuals : planned against booked
    by : the column that sums are wanted by
    today : the day that dates are held against
    output : file of the list; None for none
    page : file of the page; None for none

    Raises
    ------
    UsageError : a file cannot be written
    """
    files = dict[Path, bytes]()
    if output is not None:
        files[output] = _list(actuals, by, _form(output))
    if page is not None:
        files[page] = actuals_page(actuals, today).encode()
    write_files(files)


def _list(actuals: Actuals, by: str, form: str) -> bytes:
    tables = actuals_tables(actuals)
    if form == "csv":
        return BYTE_ORDER_MARK + csv_text(tables[0]).encode()
    return workbook(actuals.plan, (*tables, actuals_by(actuals, by)) if by == "person" else tables)
