"""ground.csv: journeys by train, coach, car and ferry, from door to door."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from sprintplan.domain.columns import Amount, Clock, Code, Column, Number, Place, Whole, YesOrNo
from sprintplan.domain.ground import GroundEnd, GroundMode, GroundRow
from sprintplan.problems import did_you_mean, shown
from sprintplan.units import minor_units, round_half_up
from sprintplan.workspace.cells import AMOUNT, Cells
from sprintplan.workspace.files import Header, Row, read_rows
from sprintplan.workspace.homes import Homes
from sprintplan.workspace.money import Exchange
from sprintplan.workspace.report import Report

FILE = "ground.csv"
MOST_MINUTES = 2 * 1440
MOST_KG = 10_000
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
BY_ID = "id:"
YES, NO = "yes", "no"


class Mode(Column):
    """A way to travel on the ground."""

    kind = "word"

    def bounds(self) -> str:
        """The words."""
        return ", ".join(MODES)


class End(Place):
    """A place, or somebody's home or a venue by id."""

    def bounds(self) -> str:
        """The forms."""
        return f"{super().bounds()}, `id:PERSON`, or a venue's id"


MODES = get_args(GroundMode)
COLUMNS: Mapping[str, Column] = {
    "origin": End("whose home or which place it starts from", "Paris, FR", required=True),
    "destination": End("which venue or place it goes to", "brussels", required=True),
    "mode": Mode("how", "train", required=True),
    "minutes": Whole("from door to door", "112", unit="minutes", least=1, most=MOST_MINUTES, required=True),
    "fare": Amount("of one person, one way", "79", empty="a car is paid by mileage"),
    "currency": Code("of the fare", "EUR", empty="the company's"),
    "co2e_kg": Number("of one person, one way", "1.4", unit="kg", empty="by the embedded factors"),
    "depart_from": Clock("earliest start, by the clock where it starts", "06:00", empty="06:00"),
    "depart_until": Clock("latest start", "22:00", empty="22:00"),
    "both_ways": YesOrNo("whether it runs back too", "yes", empty="yes"),
}
DEFAULT_SPAN = {"depart_from": 6 * 60, "depart_until": 22 * 60}


@dataclass(frozen=True)
class Known:
    """What ends of rows may name: ids of people and venues, None where their file could not be read."""

    people: Collection[str] | None
    venues: Collection[str] | None
    homes: Homes
    exchange: Exchange


def read_ground(text: str, known: Known, report: Report) -> tuple[GroundRow, ...]:
    """Every row of ground.csv, in file order.

    Parameters
    ----------
    text : of the file
    known : what ends of rows may name
    report : gets the problems
    """
    _, rows = read_rows(FILE, text, COLUMNS, report)
    journeys = (_row(Cells(row, report), known) for row in rows)
    return tuple(row for row in journeys if row is not None)


def _row(cells: Cells, known: Known) -> GroundRow | None:
    """One row; None where it cannot be read."""
    before, row = len(cells.report), cells.row
    ends = {column: _end(cells, column, known) for column in ("origin", "destination")}
    _check_ends(cells, ends)
    if row["mode"] not in MODES:
        cells.bad("mode", f"unknown mode {shown(row['mode'])}", did_you_mean(row["mode"], MODES))
    if row["both_ways"] not in ("", YES, NO):
        cells.bad("both_ways", f"{shown(row['both_ways'])} is not yes or no", "Write yes or no, or leave it empty")
    minutes = cells.whole("minutes", 1, MOST_MINUTES, required=True)
    if not row["minutes"]:
        cells.bad("minutes", "it is empty", "Write the minutes from door to door")
    fare, currency = _fare(cells, known), row["currency"] or known.exchange.currency
    span = {column: _minute(cells, column) for column in DEFAULT_SPAN}
    grams = _grams(cells)
    if len(cells.report) > before or minutes is None:
        return None
    return GroundRow.model_validate(
        {
            **ends,
            "line": row.line,
            "mode": row["mode"],
            "minutes": minutes,
            "fare_minor": None if fare is None else minor_units(fare, currency),
            "currency": currency,
            "co2e_g": grams,
            "from_min": span["depart_from"],
            "until_min": span["depart_until"],
            "both_ways": row["both_ways"] != NO,
        }
    )


def _end(cells: Cells, column: str, known: Known) -> GroundEnd:
    """A person by `id:`, a venue by its id, else a place that is written like a home."""
    word = cells.row[column]
    if word.startswith(BY_ID):
        person = word.removeprefix(BY_ID)
        if known.people is not None and person not in known.people:
            cells.bad(column, f"unknown person {shown(person)}", cells.report.hint("person", person, known.people))
        return GroundEnd(person=person)
    if known.venues is not None and word in known.venues:
        return GroundEnd(venue=word)
    return GroundEnd(place=known.homes.anyone(_as_home(cells, column)))


def _as_home(cells: Cells, column: str) -> Cells:
    """The row as if its column were one of homes."""
    header = cells.row.header
    at = {**header.at, "home": header.at[column]}
    return _EndCells(Row(Header(header.file, at, header.titles), cells.row.line, cells.row.cells), cells.report, column)


class _EndCells(Cells):
    """A row whose `home` is another column, by whose name problems mention it."""

    __slots__ = ("column",)

    def __init__(self, row: Row, report: Report, column: str) -> None:
        super().__init__(row, report)
        self.column = column

    def bad(self, column: str, what: str, remedy: str, cause: str = "") -> None:
        """Note a problem of the end."""
        super().bad(self.column if column == "home" else column, what, remedy, cause)


def _check_ends(cells: Cells, ends: Mapping[str, GroundEnd]) -> None:
    """One end is a home and the other a venue, as far as ids tell."""
    kinds = [("person" if one.person else "venue" if one.venue else "place") for one in ends.values()]
    if kinds in (["person", "person"], ["venue", "venue"]):
        cells.bad("destination", f"both ends name a {kinds[0]}", "A journey leads between a home and a venue")


def _fare(cells: Cells, known: Known) -> Decimal | None:
    """The fare; only a car's may be left out."""
    currency = cells.row["currency"] or known.exchange.currency
    rate = known.exchange.of(cells)
    if not cells.row["fare"]:
        if cells.row["mode"] in MODES and cells.row["mode"] != "car":
            remedy = "Write the fare, or 0 where it is free; a car without one is paid by mileage"
            cells.bad("fare", f"a {cells.row['mode']} has none", remedy)
        return None
    return None if rate is None else cells.amount("fare", currency)


def _minute(cells: Cells, column: str) -> int:
    """Minutes after midnight of a time of the day."""
    word = cells.row[column]
    if not word:
        return DEFAULT_SPAN[column]
    match = CLOCK.fullmatch(word)
    if not match:
        cells.bad(column, f"{shown(word)} is not a time", "Write hours and minutes, such as 06:30")
        return DEFAULT_SPAN[column]
    return int(match[1]) * 60 + int(match[2])


def _grams(cells: Cells) -> int | None:
    """Kilograms as grams, None where the cell is empty."""
    word = cells.row["co2e_kg"]
    if not word:
        return None
    if not AMOUNT.fullmatch(word) or not 0 <= Decimal(word) <= MOST_KG:
        cells.bad(
            "co2e_kg", f"{shown(word)} is not a weight", f"Write kilograms from 0 to {MOST_KG}, or leave it empty"
        )
        return None
    return round_half_up(Decimal(word) * 1000)
