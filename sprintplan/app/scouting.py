"""`scout`: where in the world the events of a workspace could be, and rows of venues.csv for it."""

import csv
import io
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sprintplan.app.output import refuse_output
from sprintplan.app.report import is_page
from sprintplan.domain.inputs import refuse_input
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.scouted import Scouted, ScoutedPlace
from sprintplan.errors import UsageError
from sprintplan.files import is_file, named, refuse_unwritable, write_file
from sprintplan.reports.html import places_page
from sprintplan.scouting.scout import Search, scout
from sprintplan.watch import Watch
from sprintplan.workspace import read_workspace
from sprintplan.workspace.homes import home_of
from sprintplan.workspace.venues import FILE
from sprintplan.world.airport_groups import AirportGroup, group_at

NEW_COLUMNS = ("id", "name", "city", "country", "airports", "room_rate", "x_rates")
ASSUMED = "assumed"
"""What the column `x_rates` says of a row that nobody has quoted anything for."""


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
    """The places of the world for the events of a workspace; the files that are asked for are written.

    Parameters
    ----------
    folder : the workspace
    wish : which places, and what is written
    watch : times the stages and shows progress

    Raises
    ------
    InputError : the workspace cannot be planned with
    UsageError : no place is left to compare, or a file must not be written
    """
    if wish.output is not None:
        _refuse_venues(wish.output)
    if wish.page is not None:
        refuse_output(wish.page, is_page, "report", force=wish.force)
    with watch.stage("read workspace"):
        scenario = read_workspace(folder, venues_needed=False)
    for sentence in scenario.warnings:
        watch.warn(sentence)
    search = replace(wish.search, baseline=_baseline(scenario, wish))
    workers = wish.workers or os.cpu_count() or 1
    places = scout(scenario, search, wish.today or date.today(), workers, watch)
    with watch.stage("write"):
        if wish.page is not None:
            write_file(wish.page, places_page(places))
        if wish.output is not None:
            write_file(wish.output, with_places(wish.output, places))
    return places


def _baseline(scenario: Scenario, wish: ScoutWish) -> AirportGroup | None:
    """The place that every other is compared with: as wished, else the workspace's baseline of the event."""
    if wish.baseline:
        return group_at(home_of(wish.baseline).airports)
    named = [event.baseline for event in scenario.events if wish.search.event in (None, event.id)]
    venue = next((scenario.venue_by_id[word] for word in named if word is not None), None)
    return group_at(venue.airports) if venue else None


def _refuse_venues(path: Path) -> None:
    """Raise UsageError where no rows of venues may be added."""
    refuse_unwritable(path)
    if path.name != FILE:
        refuse_input(path)
    if is_file(path) and not (_header(path.read_bytes()) or {"id"}) >= {"id", "airports"}:
        raise UsageError(f"{named(path)} has no columns id and airports, so it is no list of venues. Name another file")


def _header(raw: bytes) -> set[str]:
    return {cell.strip().lower() for cell in next(iter(_table(raw)[1]), [])}


def _table(raw: bytes) -> tuple[str, list[list[str]]]:
    """The separator and the rows of a CSV file."""
    text = raw.decode("utf-8-sig", "replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",;\t", key=first.count)
    return separator, [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(row)]


def with_places(path: Path, places: Scouted) -> bytes:
    """The file of venues at `path` with a row for every ranked place of `places` that it has not yet; its own rows stay
    as they are."""
    raw = path.read_bytes() if is_file(path) else b""
    separator, rows = _table(raw)
    header = [*(rows[0] if rows else []), *_missing(rows[0] if rows else [])]
    known = {name.strip().lower(): at for at, name in enumerate(header)}
    taken = {row[known["id"]] for row in rows[1:] if len(row) > known["id"]}
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n" if b"\r\n" in raw else "\n")
    writer.writerow(header)
    writer.writerows(row + [""] * (len(header) - len(row)) for row in rows[1:])
    for place in _ranked(places):
        if place.venue not in taken:
            cells = _cells(place)
            writer.writerow([cells.get(name.strip().lower(), "") for name in header])
    return (b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b"") + text.getvalue().encode()


def _missing(header: Iterable[str]) -> list[str]:
    present = {name.strip().lower() for name in header}
    return [name for name in NEW_COLUMNS if name not in present]


def _ranked(places: Scouted) -> list[ScoutedPlace]:
    """Every place of any event's ranking once, in order; the baselines behind them."""
    ranked = [place for event in places.events for place in event.places]
    baselines = [event.baseline for event in places.events if event.baseline]
    return list({place.venue: place for place in (*ranked, *baselines)}.values())


def _cells(place: ScoutedPlace) -> dict[str, str]:
    """The row of a place: its room_rate is empty, so that the public rate of the month counts."""
    return {
        "id": place.venue,
        "name": place.city,
        "city": place.city,
        "country": place.country,
        "airports": "|".join(place.airports),
        "x_rates": f"{ASSUMED}: {place.rate_source}",
    }
