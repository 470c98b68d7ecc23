"""`scout`: where in the world the events of a workspace could be, and rows of venues.csv for it."""

import os
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sprintplan.app.meaning import event_meant
from sprintplan.app.output import OF_NO_PAGE, refuse_ending, refuse_output
from sprintplan.app.report import is_page
from sprintplan.app.scouted_venues import refuse_venues, with_places
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.scouted import Scouted
from sprintplan.errors import NoPlan, UsageError
from sprintplan.files import behind_links
from sprintplan.folders import locked, write_files
from sprintplan.intake.countries import find_country
from sprintplan.problems import did_you_mean, shown
from sprintplan.reports.html import places_page
from sprintplan.scouting.scout import Search, scout
from sprintplan.watch import Watch
from sprintplan.workspace import read_workspace
from sprintplan.workspace.homes import home_of
from sprintplan.world.airport_groups import AirportGroup, group_at
from sprintplan.world.cities import countries, country_name

OF_VENUES = "venues."
"""Begins the warnings on the list of venues, which plays no part here."""


@dataclass(frozen=True)
class ScoutWish:
    """What `scout` was asked for beside the folder.

    Attributes
    ----------
    search : which places are looked at
    baseline : the place that every other is compared with, written as homes are; None for none
    output : the file of venues that rows are added to; None for none
    page : the page to write; None for none
    force : whether a page may take the place of another file
    """

    search: Search
    baseline: str | None = None
    output: Path | None = None
    page: Path | None = None
    today: date | None = None
    workers: int | None = None
    force: bool = False


def scouted(folder: Path, wish: ScoutWish, watch: Watch) -> Scouted:
    """The places of the world for the events of a workspace; nothing is written yet.

    Parameters
    ----------
    folder : the workspace
    wish : which places, and what is to be written
    watch : times the stages and shows progress

    Raises
    ------
    InputError : the workspace cannot be planned with, or rows cannot be added to the file of venues
    UsageError : no place is left to compare, a country is unknown, or a file must not be written
    """
    lands = tuple(_country(word) for word in wish.search.countries)
    if wish.output is not None:
        refuse_venues(wish.output)
    if wish.page is not None:
        reads = [] if wish.output is None else [wish.output]
        refuse_output(wish.page, is_page, "report", force=wish.force, reads=reads, folder=folder)
        refuse_ending(wish.page, "html", "the page is a .html file", others=OF_NO_PAGE)
    with watch.stage("read workspace"):
        scenario = read_workspace(folder, venues_needed=False)
    for sentence in scenario.warnings:
        if not sentence.startswith(OF_VENUES):
            watch.warn(sentence)
    event = wish.search.event and event_meant(scenario, wish.search.event)
    baselines = _baselines(scenario, wish.baseline, event)
    search = replace(wish.search, event=event, countries=lands, baselines=baselines)
    workers = wish.workers or os.cpu_count() or 1
    return scout(scenario, search, wish.today or date.today(), workers, watch)


def require_places(places: Scouted) -> None:
    """Refuse `places` where no event has any, so that no empty file is written.

    Raises
    ------
    NoPlan : no place is possible for any event
    """
    if not any(event.places for event in places.events):
        names = " and ".join(event.name for event in places.events)
        raise NoPlan(f"no place is possible for {names}, and nothing was written. Loosen what left them out")


def write_places(places: Scouted, wish: ScoutWish, watch: Watch) -> None:
    """Write the page of some `places`, and add them to the file of venues, as a `wish` has it: both or none.

    Parameters
    ----------
    places : those to write
    wish : what is to be written
    watch : times the stage

    Raises
    ------
    InputError : the file of venues has become one that rows cannot be added to
    UsageError : a file cannot be written
    """
    with watch.stage("write"):
        asked = [path for path in (wish.page, wish.output) if path is not None]
        with locked(*(behind_links(path).parent for path in asked)):
            files = {} if wish.page is None else {wish.page: places_page(places).encode()}
            if wish.output is not None:
                files[wish.output] = with_places(wish.output, places)
            write_files(files)


def _country(word: str) -> str:
    """The code of the country that a `word` names, whatever its case: a name in some language, or an ISO code."""
    code = find_country(word.upper()) or find_country(word)
    if code is None:
        remedy = did_you_mean(
            word, map(country_name, sorted(countries())), "Use its name, or an ISO 3166-1 code such as PT"
        )
        raise UsageError(f"--country {shown(word)}: there is no such country. {remedy}")
    return code


def _baselines(scenario: Scenario, asked: str | None, event_id: str | None) -> dict[str, AirportGroup]:
    """By event, of all or of the one that is asked for, the place that every other is compared with: the one asked for,
    else the event's own in the workspace."""
    events = [event for event in scenario.events if event_id in (None, event.id)]
    if asked:
        try:
            return dict.fromkeys((event.id for event in events), group_at(home_of(asked).airports))
        except UsageError as error:
            raise UsageError(f"--baseline {shown(asked)}: {error}") from error
    venues = {event.id: scenario.venue_by_id[event.baseline] for event in events if event.baseline is not None}
    return {event: group_at(venue.airports) for event, venue in venues.items()}
