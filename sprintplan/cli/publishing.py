"""Commands that turn a finished plan into files for its readers: export."""

import sys
from pathlib import Path

import click

from sprintplan.app.export import FORMATS, KINDS
from sprintplan.cli.commands import commands
from sprintplan.cli.options import plan_argument
from sprintplan.cli.printing import print_text


@commands.command()
@plan_argument
@click.option("--kind", type=click.Choice(KINDS), required=True, help="What to write.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Of a list; csv unless the file's ending tells it.")
@click.option("-o", "--output", metavar="FILE|DIR", help="Where to; - prints a list. Default: here, named after it.")
def export(path: Path, kind: str, form: str | None, output: str | None) -> None:
    """Write lists for the travel desk.

    \b
    manifest   arrivals and departures by day, hour and airport
    rooming    who sleeps at the venue, night by night
    transfers  rides between airport and venue
    bookings   what to buy for whom, with fares and conditions
    trips      one row a flight, as agencies take them
    """
    from sprintplan.app.export import Wanted, export_list, list_bytes

    if output == "-":
        click.echo(list_bytes(path, Wanted(kind, form)), nl=False)
    else:
        print_text(export_list(path, Wanted(kind, form, Path(output) if output else None)), sys.stdout)
