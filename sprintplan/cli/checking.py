"""Commands that judge: `check` a workspace, and `verify` a plan against it."""

from datetime import date
from pathlib import Path

import click

from sprintplan.app import checking, verifying
from sprintplan.cli.commands import commands
from sprintplan.cli.options import folder_argument, format_option, insecure_option, plan_argument, today_option
from sprintplan.cli.printing import new_watch, say, say_json
from sprintplan.reports.text.check import check_facts, check_text
from sprintplan.reports.text.homes import homes_facts, homes_text


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


@commands.command(examples=["sprintplan verify our-year", "sprintplan verify our-year march.json"])
@folder_argument
@plan_argument
@insecure_option
def verify(folder: Path, path: Path, insecure: bool) -> None:
    """Check PLAN anew against the workspace in FOLDER."""
    verifying.verify(folder, path, new_watch(), insecure=insecure)
    say("The plan holds.")
