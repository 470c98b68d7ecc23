"""The journeys that a row of bookings.csv states: flights, airports, local times, cabin."""

import re
from datetime import datetime
from itertools import pairwise
from typing import get_args

from sprintplan.domain.bookings import BOTH_WAYS, BookedFlight, BookedJourney
from sprintplan.domain.flight_codes import flight_code
from sprintplan.domain.keys import FIRST_YEAR, LAST_YEAR
from sprintplan.domain.model import CABIN_BY_WORD, Cabin
from sprintplan.domain.record_types import Mode
from sprintplan.domain.synonyms import SYNONYMS
from sprintplan.problems import did_you_mean, shown
from sprintplan.units import wall_minutes
from sprintplan.workspace.cells import Cells
from sprintplan.world.advice import airport_advice
from sprintplan.world.airports import airports
from sprintplan.world.zones import utc_from_local

TIME_REMEDY = "Write local times as 2027-05-09T09:15"
MOST_MINUTES = 72 * 60
"""A flight of so many minutes or more has a date that is wrong."""
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})((?: \d\d:\d\d(?::\d\d)?)?)", re.ASCII)
Change = tuple[datetime | None, datetime | None]
"""Landing and take-off at a connection."""
MODES: tuple[Mode, ...] = get_args(Mode)


def booked_journey(cells: Cells, way: str, *, both: bool) -> BookedJourney | None:
    """One way of a row; None where anything is wrong, which is noted.

    Parameters
    ----------
    way : `outbound` or `inbound`
    both : whether the row covers both ways, whose cells hold two parts
    """
    before, mode = len(cells.report), _mode(cells, way, both=both)
    if mode != "air":
        return _on_ground(cells, way, mode, both=both)
    parts = {name: _part(cells, name, way, both=both) for name in ("flights", "via", "via_times", "cabin")}
    times = {name: _time(cells, name, _needed(cells, name, way, both=both)) for name in ("departs", "arrives")}
    ends = _ends(cells, way, both=both)
    codes = [code for code in parts["flights"].split("|") if code.strip()]
    stops, changes = _stops(cells, parts["via"]), _changes(cells, parts["via_times"])
    cabin = _cabin(cells, parts["cabin"])
    if len(cells.report) > before or None in times.values():
        return None
    if len(stops) != len(changes) or (stops and len(codes) not in (0, len(stops) + 1)):
        what = f"{len(codes)} flights, {len(stops)} connecting airports and {len(changes)} via_times do not go together"
        cells.bad("via", what, "Write one airport and one landing/take-off fewer than flights, or leave both empty")
        return None
    flights = _flights(cells, codes, [ends[0], *stops, ends[1]], [times["departs"], *changes, times["arrives"]])
    return None if flights is None or cabin is None else BookedJourney(flights=flights, cabin=cabin)


def _mode(cells: Cells, way: str, *, both: bool) -> Mode:
    """How this way is travelled, as the row or an exported list says; by air where nothing is said."""
    column = "out_mode" if way == "outbound" else "home_mode"
    exported = cells.row[column] if column in cells.row.header.at else ""
    stated = _part(cells, "mode", way, both=both).casefold() or exported or "air"
    for mode in MODES:
        if mode == stated:
            return mode
    cells.bad("mode", f"unknown mode {shown(stated)}", did_you_mean(stated, MODES))
    return "air"


def _on_ground(cells: Cells, way: str, mode: Mode, *, both: bool) -> BookedJourney | None:
    """From place to place, in one."""
    times = {name: _time(cells, name, _needed(cells, name, way, both=both)) for name in ("departs", "arrives")}
    ends = [_part(cells, name, way, both=both) for name in ("origin", "destination")]
    if None in times.values():
        return None
    whole = {"origin": ends[0], "destination": ends[1], **times}
    return BookedJourney(flights=(BookedFlight.model_validate(whole),), cabin=Cabin.FIRST, mode=mode)


def _part(cells: Cells, column: str, way: str, *, both: bool) -> str:
    """What a cell says of a way; without a mark a cabin or a mode is said of both ways."""
    first, mark, second = cells.row[column].partition(BOTH_WAYS)
    if not both:
        return cells.row[column]
    if not mark and column in ("cabin", "mode"):
        return first
    return (first if way == "outbound" else second).strip()


def _needed(cells: Cells, column: str, way: str, *, both: bool) -> str:
    if both and BOTH_WAYS not in cells.row[column]:
        if way == "outbound":
            word = cells.row[column]
            what = f"{shown(word)} says nothing of the return" if word else "it is empty"
            cells.bad(column, what, f"Join both with {BOTH_WAYS}" if word else f"{TIME_REMEDY}, both ways joined by //")
        return ""
    return _part(cells, column, way, both=both)


def _time(cells: Cells, column: str, word: str) -> datetime | None:
    if not word and BOTH_WAYS not in cells.row[column] and cells.row["direction"].casefold() == "both":
        return None
    iso = iso_form(word).replace(" ", "T")
    try:
        moment = datetime.fromisoformat(iso) if "T" in iso else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None:
        cells.bad(column, f"{shown(word)} is not a local time" if word else "it is empty", TIME_REMEDY)
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        cells.bad(column, f"{moment.year} is not a year to plan for", f"Write a year from {FIRST_YEAR} to {LAST_YEAR}")
        return None
    return moment.replace(second=0, microsecond=0)


def iso_form(word: str) -> str:
    """A date, with or without a time, in the form 2027-05-09 where the `word` has it as 9.5.2027: points stand in no
    form that begins with the month. Any other word stays as it is."""
    found = DOTTED.fullmatch(word)
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}{found[4]}" if found else word


def _ends(cells: Cells, way: str, *, both: bool) -> tuple[str, str]:
    """First and last airport of a way; of both ways that name one pair, the return runs the other way round."""
    start, end = (cells.row[column] for column in ("origin", "destination"))
    if both and BOTH_WAYS not in start + end:
        start, end = (start, end) if way == "outbound" else (end, start)
        columns = ("origin", "destination") if way == "outbound" else ("destination", "origin")
        return _airport(cells, columns[0], start), _airport(cells, columns[1], end)
    ends = [_part(cells, column, way, both=both) for column in ("origin", "destination")]
    return _airport(cells, "origin", ends[0]), _airport(cells, "destination", ends[1])


def _airport(cells: Cells, column: str, word: str) -> str:
    code = word.strip().upper()
    if airports().number(code) is None:
        cells.bad(column, f"{shown(word)} is not an airport", airport_advice(code))
    return code


def _stops(cells: Cells, part: str) -> list[str]:
    return [_airport(cells, "via", word) for word in part.split("|") if word.strip()]


def _changes(cells: Cells, part: str) -> list[Change]:
    """Landing and take-off at each connection."""
    changes = []
    for word in part.split("|"):
        if word.strip():
            lands, _, leaves = word.partition("/")
            changes.append((_time(cells, "via_times", lands.strip()), _time(cells, "via_times", leaves.strip())))
    return changes


def _cabin(cells: Cells, word: str) -> Cabin | None:
    plain = word.strip().casefold().replace(" ", "_") or Cabin.ECONOMY.word
    if plain not in CABIN_BY_WORD:
        cells.bad("cabin", f"unknown cabin {shown(word)}", did_you_mean(plain, CABIN_BY_WORD, meanings=SYNONYMS))
    return CABIN_BY_WORD.get(plain)


def _flights(
    cells: Cells, codes: list[str], stops: list[str], times: list[datetime | Change | None]
) -> tuple[BookedFlight, ...] | None:
    """Each flight between two stops; one that stands for the whole way where its connections are not known."""
    changes = [change for change in times[1:-1] if isinstance(change, tuple)]
    leaves, lands = [times[0], *(up for _, up in changes)], [*(down for down, _ in changes), times[-1]]
    named = [flight_code(code) for code in codes[: len(stops) - 1]]
    if strange := [code for code, read in zip(codes, named, strict=False) if read is None]:
        cells.bad("flights", f"{shown(strange[0])} is not a flight code", "Write codes such as TP1351, joined by |")
        return None
    carriers = [*named, *[None] * (len(stops) - 1 - len(named))]
    flights = []
    for (start, end), up, down, named_by in zip(pairwise(stops), leaves, lands, carriers, strict=True):
        carrier, number = named_by or (None, None)
        ends = {"origin": start, "destination": end, "departs": up, "arrives": down}
        flights.append(BookedFlight.model_validate({**ends, "carrier": carrier, "number": number}))
    if bad := next((one for one in flights if not is_possible(one)), None):
        what = f"{bad.origin} {bad.departs:%Y-%m-%dT%H:%M} to {bad.destination} {bad.arrives:%Y-%m-%dT%H:%M}"
        cells.bad("arrives", f"{what} is no flight", "Check the dates: times are local at each airport")
        return None
    return tuple(flights)


def is_possible(flight: BookedFlight) -> bool:
    """Whether a `flight` between two known airports, or a way on the ground by their clocks, takes a time that it may
    take."""
    ends = (flight.origin, flight.departs), (flight.destination, flight.arrives)
    up, down = (
        int(utc_from_local(airports().zone[airports().number(code)], wall_minutes(when))) for code, when in ends
    )
    return 0 < down - up < MOST_MINUTES
