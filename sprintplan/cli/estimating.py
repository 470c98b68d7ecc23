"""Commands that show and change what estimates are made of: estimate."""

from datetime import date

import click

from sprintplan.cli.commands import commands
from sprintplan.cli.options import format_option, today_option
from sprintplan.cli.printing import say, say_json

CABINS = ["economy", "premium_economy", "business", "first"]


def _day(ctx: click.Context, param: click.Parameter, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f'"{value}" is no date. Write it as 2027-05-31') from error


@commands.command()
@click.argument("origin")
@click.argument("destination")
@click.argument("day", metavar="DATE", callback=_day)
@click.option("--cabin", type=click.Choice(CABINS), default="economy", show_default=True, help="What to fly in.")
@today_option
@format_option
def estimate(origin: str, destination: str, day: date, cabin: str, today: date | None, form: str) -> None:
    """Print the estimated journeys from ORIGIN to DESTINATION on DATE.

    Both are airport or city codes. Each journey comes with its fare, the error to expect, and CO2e: the way to judge
    the estimate by itself.
    """
    from sprintplan.app import estimating
    from sprintplan.domain.model import CABIN_BY_WORD

    found = estimating.estimate(origin, destination, day, CABIN_BY_WORD[cabin], today)
    from sprintplan.reports.estimate import estimate_facts, estimate_text

    if form == "json":
        say_json(estimate_facts(found, CABIN_BY_WORD[cabin]))
    else:
        say(estimate_text(found, (origin, destination), CABIN_BY_WORD[cabin]))
