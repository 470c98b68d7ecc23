"""Commands that look for places: scout."""

import sys
from datetime import date
from pathlib import Path

import click

from sprintplan.app.scouting import ScoutWish, require_places, scouted, write_places
from sprintplan.cli.commands import commands
from sprintplan.cli.options import (
    PATH,
    Number,
    event_option,
    folder_argument,
    force_option,
    format_option,
    today_option,
    workers_option,
)
from sprintplan.cli.printing import new_watch, print_text, say, say_json, show_warnings
from sprintplan.files import named
from sprintplan.reports.text.places import places_text, who_cannot_attend
from sprintplan.scouting.ranking import Wanted
from sprintplan.scouting.scout import REGIONS, Search

MOST_PLACES = 1000
MOST_HOURS = 8784


@commands.command(
    examples=[
        "sprintplan scout our-year --region europe --top 10",
        "sprintplan scout our-year --page places.html -o our-year/venues.csv",
    ]
)
@folder_argument
@event_option
@click.option("--top", type=click.IntRange(1, MOST_PLACES), default=30, show_default=True, help="Places to list.")
@click.option(
    "--region", "regions", multiple=True, type=click.Choice(list(REGIONS)), help="Only this continent; may be repeated."
)
@click.option("--country", "countries", multiple=True, metavar="NAME", help="Only this country; may be repeated.")
@click.option("--visa-free", type=Number(min=0, max=1), metavar="SHARE", help="Least share who need no visa.")
@click.option(
    "--longest-hours",
    type=Number(min=0, max=MOST_HOURS),
    metavar="HOURS",
    help="Longest journey that anybody may have.",
)
@click.option("--per-country", type=click.IntRange(1, MOST_PLACES), metavar="N", help="Most places of a country.")
@click.option("--baseline", metavar="PLACE", help='Compare with "Lisbon, PT", say, or LIS.')
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Add the places to this venues.csv.")
@click.option("--page", type=PATH, metavar="FILE", help="Write a page with a map.")
@today_option
@workers_option
@force_option
@format_option
def scout(
    folder: Path,
    event: str | None,
    top: int,
    regions: tuple[str, ...],
    countries: tuple[str, ...],
    visa_free: float | None,
    longest_hours: float | None,
    per_country: int | None,
    baseline: str | None,
    output: Path | None,
    page: Path | None,
    today: date | None,
    workers: int | None,
    force: bool,
    form: str,
) -> None:
    """Rank the places of the world for the events of FOLDER.

    Every group of airports with at least 20 nonstop destinations is looked at, under the people, dates and policy of
    FOLDER: by travel and stay alone, at public lodging rates. The venues of FOLDER play no part, and need not be
    there; places are compared with the baseline among them.
    """
    longest = None if longest_hours is None else round(longest_hours * 60)
    wanted = Wanted(exact=min(top, Wanted.exact), top=top, longest_minutes=longest, per_country=per_country)
    search = Search(event, regions, countries, visa_free, wanted=wanted)
    watch = new_watch()
    wish = ScoutWish(search, baseline, output, page, today, workers, force)
    places = scouted(folder, wish, watch)
    show_warnings(watch.warnings)
    if form == "json":
        say_json(places.model_dump(mode="json"))
    else:
        say(places_text(places))
    require_places(places)
    write_places(places, wish, watch)
    if form == "json":
        return
    if output is not None:
        print_text(f"{named(output)} has the places.", sys.stdout)
        if away := who_cannot_attend(places):
            print_text(away, sys.stdout)
    if page is not None:
        print_text(f"{named(page)} is the page.", sys.stdout)
