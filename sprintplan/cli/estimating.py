"""Commands that show and change what estimates are made of: estimate, network."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from sprintplan.app import estimating, networks
from sprintplan.cli.commands import commands
from sprintplan.cli.options import PATH, day, format_option, today_option
from sprintplan.cli.printing import say, say_json
from sprintplan.domain.model import CABIN_BY_WORD
from sprintplan.reports.text.estimate import estimate_facts, estimate_text
from sprintplan.reports.text.network import imported_text, network_text


@commands.command(
    examples=[
        "sprintplan estimate LHR LIS 2027-05-03",
        'sprintplan estimate "Kyoto, JP" LIS 2027-05-03 --cabin business',
    ]
)
@click.argument("origin")
@click.argument("destination")
@click.argument("when", metavar="DATE", callback=day)
@click.option(
    "--cabin", type=click.Choice(list(CABIN_BY_WORD)), default="economy", show_default=True, help="What to fly in."
)
@today_option
@format_option
def estimate(origin: str, destination: str, when: date, cabin: str, today: date | None, form: str) -> None:
    """Print the estimated journeys from ORIGIN to DESTINATION on DATE.

    Both are written like homes: an airport or city code, "City, CC", or "LAT, LON". Each journey comes with its fare,
    the error to expect, and CO2e: the way to judge the estimate by itself.
    """
    one_day = estimating.estimate(origin, destination, when, CABIN_BY_WORD[cabin], today)

    if form == "json":
        say_json(estimate_facts(one_day.air, one_day.ground, CABIN_BY_WORD[cabin]))
    else:
        say(estimate_text(one_day.air, one_day.ground, (origin, destination), CABIN_BY_WORD[cabin]))


@commands.group()
def network() -> None:
    """Show or change the nonstop routes that estimates fly."""


@network.command("import", examples=["sprintplan network import routes.dat"])
@click.argument("file", type=PATH)
@today_option
@format_option
def import_(file: Path, today: date | None, form: str) -> None:
    """Keep the routes of FILE as your network, for every workspace.

    FILE is OpenFlights' routes.dat, or airline-route data as JSON: airports by code with their routes (iata, km, min).
    """
    imported = networks.import_network(file, today or date.today())

    if form == "json":
        say_json(asdict(imported) | {"network": asdict(imported.network) | {"path": str(imported.network.path)}})
    else:
        say(imported_text(imported))


@network.command("show", examples=["sprintplan network show"])
@format_option
def show_network(form: str) -> None:
    """Say which network is in use, where it comes from and how large it is."""
    in_use = networks.in_use()
    if form == "json":
        say_json(asdict(in_use) | {"path": in_use.path and str(in_use.path)})
    else:
        say(network_text(in_use))


@network.command("remove", examples=["sprintplan network remove"])
def remove_network() -> None:
    """Go back to the shipped network."""
    say("The shipped network is in use again." if networks.remove_network() else "The shipped network is in use.")
