"""Commands that work on a workspace: check, plan, verify."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from sprintplan.app import checking, planning, verifying
from sprintplan.app.plan_log import is_published
from sprintplan.cli.commands import commands
from sprintplan.cli.offers_option import offers_option
from sprintplan.cli.options import (
    folder_argument,
    force_option,
    format_option,
    insecure_option,
    plan_argument,
    time_limit_option,
    timings_option,
    today_option,
    workers_option,
)
from sprintplan.cli.plan_output import PlanOutput, Summary, enter_in_log
from sprintplan.cli.printing import new_watch, say, say_json, show_timings, show_warnings, warn
from sprintplan.reports.text.check import check_facts, check_text
from sprintplan.reports.text.homes import homes_facts, homes_text
from sprintplan.reports.text.summary import summary, summary_facts


@commands.command(examples=["sprintplan check our-year", "sprintplan check our-year --homes"])
@folder_argument
@click.option("--homes", is_flag=True, help="List where everybody was placed, with the airports.")
@today_option
@insecure_option
@format_option
def check(folder: Path, homes: bool, today: date | None, insecure: bool, form: str) -> None:
    """Check FOLDER and summarise what would be planned."""
    checked = checking.check(folder, today, new_watch(), insecure=insecure)

    if form == "json":
        facts = check_facts(checked.scenario, checked.journeys, checked.bottlenecks)
        say_json(facts | {"homes": homes_facts(checked.scenario)} if homes else facts)
    else:
        listed = homes_text(checked.scenario) + "\n" if homes else ""
        say(listed + check_text(checked.scenario, checked.journeys, checked.bottlenecks))


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
    elif replaces_published:
        enter_in_log(result, folder, form)


@commands.command(examples=["sprintplan verify our-year", "sprintplan verify our-year march.json"])
@folder_argument
@plan_argument
@insecure_option
def verify(folder: Path, path: Path, insecure: bool) -> None:
    """Check PLAN anew against the workspace in FOLDER."""
    verifying.verify(folder, path, new_watch(), insecure=insecure)
    say("The plan holds.")
