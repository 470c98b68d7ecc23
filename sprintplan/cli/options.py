"""Arguments and options that several commands share."""

from datetime import date
from pathlib import Path

import click

FOLDER = click.Path(path_type=Path)
folder_argument = click.argument("folder", type=FOLDER)
plan_argument = click.argument("path", metavar="PLAN", type=FOLDER)


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f'"{value}" is no date. Write it as 2027-05-31') from error


today_option = click.option("--today", metavar="DATE", callback=_day, help="Plan as if it were this day.")
force_option = click.option("--force", is_flag=True, help="Write over a file that sprintplan did not make.")
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to print."
)
