"""Commands that work with what is booked: actuals."""

from pathlib import Path

import click

from sprintplan.app.actuals import actuals as actuals_of
from sprintplan.app.actuals import write_actuals
from sprintplan.cli.commands import commands
from sprintplan.cli.options import FOLDER, force_option, format_option, plan_argument
from sprintplan.cli.printing import say, say_json
from sprintplan.files import named
from sprintplan.reports.text.actuals import actuals_facts, actuals_text


@commands.command()
@plan_argument
@click.argument("bookings", type=FOLDER)
@click.option("--by", metavar="COLUMN", default="team", show_default=True, help="Sums by person, team, event or x_...")
@click.option("-o", "--output", type=FOLDER, help="Write the list of trips too, as .csv or .xlsx.")
@force_option
@format_option
def actuals(path: Path, bookings: Path, by: str, output: Path | None, force: bool, form: str) -> None:
    """Print what of PLAN is booked, at what price, and what is still to book.

    BOOKINGS is a bookings.csv, an order of Duffel in JSON, or a folder of them.

    Example: sprintplan actuals plan.json bookings.csv --by x_cost_centre
    """
    found = actuals_of(path, bookings, by)
    if output is not None:
        write_actuals(found, by, output, force=force)
    if form == "json":
        say_json(actuals_facts(found, by))
    else:
        say(actuals_text(found, by) + (f"\n{named(output)} lists every trip.\n" if output else ""))
