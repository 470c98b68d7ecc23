"""Commands that work on a workspace: new, check, plan, verify."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from sprintplan.cli.commands import commands
from sprintplan.cli.options import folder_argument, format_option, plan_argument, today_option
from sprintplan.cli.printing import new_watch, print_bytes, print_text, say, say_json, show_timings, warn


@commands.command()
@folder_argument
def new(folder: Path) -> None:
    """Write a commented workspace into FOLDER; it plans as it stands."""
    from sprintplan import app

    app.new(folder)
    say(f"Edit the files in {folder}, then: sprintplan plan {folder}")


@commands.command()
@folder_argument
@today_option
@format_option
def check(folder: Path, today: date | None, form: str) -> None:
    """Say what is wrong in FOLDER, or what planning it takes."""
    from sprintplan import app

    found = app.check(folder, today, new_watch())
    from sprintplan.reports.text.check import check_facts, check_text

    if form == "json":
        say_json(check_facts(found.scenario, found.journeys, found.bottlenecks))
    else:
        say(check_text(found.scenario, found.journeys, found.bottlenecks))


@commands.command()
@folder_argument
@click.option("-o", "--output", default="plan.json", show_default=True, help="File of the plan; - prints it.")
@click.option("--offers", type=click.Choice(["estimate", "files", "duffel"]), help="Source of offers.")
@today_option
@click.option("--time-limit", type=click.FloatRange(min=0), metavar="SECONDS", help="Longest search.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes; one a core unless told.")
@click.option("--cluster", metavar="ADDRESS", help="Dask scheduler whose workers plan, in place of processes.")
@click.option("--timings", is_flag=True, help="Show the seconds of each stage.")
@format_option
def plan(folder: Path, output: str, timings: bool, form: str, **wished: Any) -> None:
    """Plan the year of FOLDER and write plan.json."""
    from sprintplan import app
    from sprintplan.reports.plan_json import plan_bytes, refuse_unwritable, write_whole

    if output != "-":
        refuse_unwritable(Path(output))
    watch = new_watch()
    found = app.plan(folder, app.Wish(**wished), watch)
    for sentence in watch.warnings:
        warn(f"warning: {sentence}")
    with watch.stage("write"):
        if output == "-":
            print_bytes(plan_bytes(found))
        else:
            write_whole(Path(output), plan_bytes(found))
    if output != "-":
        _tell(found, output, form)
    if timings:
        show_timings(watch)
    app.require_plan(found)


def _tell(found: Any, output: str, form: str) -> None:
    from sprintplan.reports.text.summary import summary, summary_facts

    if form == "json":
        say_json(summary_facts(found))
    else:
        say(summary(found))
        if found.events:
            print_text(f"\nEvery trip is in {output}; `sprintplan show {output} --person ID` tells one.", sys.stdout)


@commands.command()
@folder_argument
@plan_argument
def verify(folder: Path, path: Path) -> None:
    """Check PLAN anew against the workspace in FOLDER."""
    from sprintplan import app

    app.verify(folder, path, new_watch())
    say("The plan holds.")
