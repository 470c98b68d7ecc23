"""`plan`: the command that plans a workspace."""

from pathlib import Path
from typing import Any

import click

from sprintplan.app import planning
from sprintplan.app.plan_log import is_published
from sprintplan.cli.commands import commands
from sprintplan.cli.offers_option import offers_option
from sprintplan.cli.options import (
    folder_argument,
    force_option,
    format_option,
    insecure_option,
    time_limit_option,
    timings_option,
    today_option,
    workers_option,
)
from sprintplan.cli.plan_output import PlanOutput, Summary, enter_in_log
from sprintplan.cli.printing import new_watch, show_timings, show_warnings, warn
from sprintplan.reports.text.summary import summary, summary_facts


@commands.command(examples=["sprintplan plan our-year", "sprintplan plan our-year -o march.json --today 2027-03-01"])
@folder_argument
@click.option("-o", "--output", default="plan.json", show_default=True, help="File of the plan; - prints it.")
@offers_option
@today_option
@time_limit_option("Stop after this many seconds.")
@workers_option
@click.option("--cluster", metavar="ADDRESS", help="Dask scheduler whose workers plan, in place of processes.")
@insecure_option
@force_option
@timings_option
@format_option
def plan(folder: Path, output: str, force: bool, timings: bool, form: str, **wished: Any) -> None:
    """Plan the year of FOLDER and write plan.json.

    A plan that is there is replaced by a plan alone: a result without one goes beside it, into plan.no-plan.json.
    Over a plan of the log (see `sprintplan log`) the new one is published too, and goes into the log.
    """
    place = PlanOutput.checked(output, folder, form, Summary(summary_facts, summary), force=force)
    replaces_published = place.path is not None and is_published(place.path, folder)
    watch = new_watch()
    result = planning.plan(folder, planning.Wish(**wished), watch)
    show_warnings(watch.warnings)
    what = place.put(result, watch)
    if timings:
        counted = result.proof
        show_timings(
            watch, f"{counted.excluded} ruled out, {counted.skipped} settled by bound, {counted.solved} solved"
        )
    planning.require_plan(result, stopped=watch.stopped, what=what)
    if what:
        warn(what)
    elif place.path is not None and replaces_published:
        enter_in_log(result, folder, place.path, form)
