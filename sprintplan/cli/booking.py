"""Commands that work with what is published and booked: actuals, log, replan."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, get_args

import click

from sprintplan.app.actuals import actuals as actuals_of
from sprintplan.app.actuals import refuse_actuals, write_actuals
from sprintplan.app.booked import booking_files
from sprintplan.app.opening import refuse_another
from sprintplan.app.plan_log import is_published, log_of, record, refuse_log
from sprintplan.app.planning import Wish, require_plan
from sprintplan.app.replanning import ReplanWish
from sprintplan.app.replanning import replan as replan_year
from sprintplan.cli.commands import commands
from sprintplan.cli.offers_option import offers_option
from sprintplan.cli.options import (
    PATH,
    folder_argument,
    force_option,
    format_option,
    insecure_option,
    plan_and,
    plan_argument,
    time_limit_option,
    timings_option,
    today_option,
    workers_option,
)
from sprintplan.cli.plan_output import PlanOutput, Summary, enter_in_log
from sprintplan.cli.printing import new_watch, say, say_json, show_timings, show_warnings, warn
from sprintplan.domain.plan import Keep
from sprintplan.files import named, typed
from sprintplan.reports.plan_json import read_plan
from sprintplan.reports.text.actuals import actuals_facts, actuals_text
from sprintplan.reports.text.replanned import log_facts, log_text, replanned_facts, replanned_text


@commands.command(
    examples=[
        "sprintplan actuals bookings.csv --page actuals.html",
        "sprintplan actuals plan.json bookings.csv --by x_cost_centre",
    ]
)
@plan_and("BOOKINGS")
@click.option("--by", metavar="COLUMN", default="team", show_default=True, help="Sums by person, team, event, x_NAME.")
@click.option("-o", "--output", type=PATH, help="Write the list of trips too, as .csv or .xlsx.")
@click.option("--page", type=PATH, metavar="FILE", help="Write a page with all sums too.")
@today_option
@force_option
@format_option
def actuals(
    path: Path,
    what: str,
    by: str,
    today: date | None,
    output: Path | None,
    page: Path | None,
    force: bool,
    form: str,
) -> None:
    """Print what of PLAN is booked, at what price, and what is still to book.

    BOOKINGS is a bookings.csv or bookings.xlsx, an order of Duffel in JSON, a
    folder of them, or the workspace.
    """
    refuse_actuals(output, page, [path, *booking_files(Path(what))], force=force)
    watch, now = new_watch(), today or date.today()
    figures = actuals_of(path, Path(what), by, watch)
    show_warnings(watch.warnings)
    write_actuals(figures, by, now, output, page)
    if form == "json":
        say_json(actuals_facts(figures, by, now))
        return
    say(actuals_text(figures, by, now))
    for file, what_it_is in ((output, "lists every trip"), (page, "is the page")):
        if file is not None:
            say(f"{named(file)} {what_it_is}.")


KEEP = {
    "venues": "venue and dates stay (the default once anything is booked)",
    "dates": "dates stay, venues may change",
    "flights": "venue, dates and every booked flight stay",
    "nothing": "everything may change",
}
"""What --keep keeps."""


@commands.command(
    examples=[
        "sprintplan replan our-year --today 2027-03-01",
        "sprintplan replan our-year plan.json --keep flights -o new.json",
    ],
    words=KEEP,
)
@folder_argument
@plan_argument
@click.option("--keep", type=click.Choice(get_args(Keep)), metavar="WORD", help="What stays, a word of those above.")
@click.option("-o", "--output", default="plan.json", show_default=True, help="File of the plan; - prints it.")
@offers_option
@today_option
@time_limit_option("Stop after this many seconds.")
@workers_option
@insecure_option
@force_option
@timings_option
@format_option
def replan(
    folder: Path, path: Path, keep: Keep | None, output: str, force: bool, timings: bool, form: str, **wished: Any
) -> None:
    """Change the published PLAN at least cost to fit FOLDER as it is now.

    What is booked (bookings.csv, orders in bookings/) is paid: it stays free,
    and giving it up costs what does not come back. Nothing changes that nobody
    needs to change. The published plan is kept in plans/ of FOLDER, and so is
    the new one where it takes its place.
    """
    before = read_plan(path)
    summary = Summary(replanned_facts, partial(replanned_text, before=before))
    place = PlanOutput.checked(output, folder, form, summary, force=force)
    refuse_log(folder, before)
    target = place.path
    is_draft = target is None or not (target.resolve() == path.resolve() or is_published(target, folder))
    watch = new_watch()
    plan = replan_year(folder, path, ReplanWish(Wish(**wished), keep), watch)
    show_warnings(watch.warnings)
    what = place.put(plan, watch, lambda: record(folder, before, path))
    if timings:
        show_timings(watch, "")
    require_plan(plan, stopped=watch.stopped, what=what)
    if what:
        warn(what)
    elif target is not None and not is_draft:
        enter_in_log(plan, folder, target, form)
    elif target is not None and form != "json":
        say(f"Once it is published, `sprintplan log {typed(folder)} {typed(target)}` enters it in the log.")


@commands.command(examples=["sprintplan log our-year", "sprintplan log our-year plan.json"])
@folder_argument
@click.argument("path", metavar="[PLAN]", type=PATH, required=False)
@click.option("--force", is_flag=True, help="Enter PLAN though it was made from a folder of another name.")
@format_option
def log(folder: Path, path: Path | None, force: bool, form: str) -> None:
    """List the plans that were published in FOLDER, or enter PLAN as published.

    They are files of plans/ in FOLDER, by date and hash; none is replaced or
    deleted. `replan` enters the plan that it starts from; `plan` and `replan`
    enter the new one where it is written over a published one.
    """
    if path is not None:
        plan = read_plan(path)
        require_plan(plan)
        if not force:
            refuse_another(folder, plan, path)
        say(f"{named(record(folder, plan, path))} holds the published plan.")
        return
    plans, others = log_of(folder)
    for other in others:
        warn(f"warning: {named(other)} is passed over, as it is not a whole plan")
    if form == "json":
        say_json(log_facts(plans))
    else:
        say(log_text(plans))
