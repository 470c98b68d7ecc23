"""The source `files`: every quote of the folder `offers` as one table, and the rows that a venue needs."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.errors import InputError, Place, Problem
from sprintplan.offers.faults import Faults
from sprintplan.offers.files.amounts import Fares, read_emissions, read_fares, read_seats
from sprintplan.offers.files.bundles import Bundles, read_bundles
from sprintplan.offers.files.columns import UNREADABLE, Columns, read_columns, shown
from sprintplan.offers.files.segments import Segments, read_segments
from sprintplan.offers.join import joined
from sprintplan.offers.journeys import CO2E_SOURCES, embedded_grams
from sprintplan.offers.table import HALF, UNKNOWN, Int64, Mask, OfferTable
from sprintplan.world.airports import airports

if TYPE_CHECKING:
    from sprintplan.offers.answers import Reading

FOLDER = "offers"
_SPREADSHEET = ("spreadsheets cannot be read", "Save it as CSV beside, and move it out")
_WEB_PAGE = ("web pages cannot be read", "Ask the provider again, and move it out of the folder")
_UNREAD = {
    **dict.fromkeys((".xlsx", ".xls", ".ods"), _SPREADSHEET),
    **dict.fromkeys((".html", ".htm"), _WEB_PAGE),
}


class FileSource:
    """Quotes in the files of a scenario's folder, read once, when the source is made.

    Raises
    ------
    InputError with every problem of every file
    """

    name = "files"

    def __init__(self, scenario: Scenario) -> None:
        self.table, self.warnings = read_table(scenario)
        self.homes = _these(code for person in scenario.people for code in person.home.airports)
        self._leaving, self._landing = _ByAirport(self.table.origin), _ByAirport(self.table.destination)

    def to_and_from(self, venue: Venue) -> OfferTable:
        """Rows between any home airport and the venue's airports, in order of files and lines.

        Both-ways offers are whole, from home to the venue first and back from it; of the others the journeys that
        fit are HALF an offer each.
        """
        ends = np.flatnonzero(_these(venue.airports))
        out = self._landing.rows(ends)
        out = out[self.homes[self.table.origin[out]]]
        back = self._leaving.rows(ends)
        back = back[self.homes[self.table.destination[back]]]
        rows = np.union1d(out, back)
        taken = self.table.take(rows)
        return replace(taken, partner=np.where(self._split(rows, out, back), HALF, taken.partner).astype(np.int32))

    def _split(self, rows: Int64, out: Int64, back: Int64) -> Mask:
        """Which rows belong to both-ways offers of which either row leads elsewhere or the wrong way."""
        goes, returns = (np.zeros(len(self.table) + 1, bool) for _ in range(2))
        goes[out], returns[back] = True, True
        partner, first = self.table.partner[rows], self.table.first_leg[rows]
        whole = np.where(first, goes[rows] & returns[partner], returns[rows] & goes[partner])
        return np.asarray((partner != UNKNOWN) & ~whole, np.bool_)


class _ByAirport:
    """Row numbers, in order, of each airport in a column."""

    def __init__(self, column: np.ndarray[tuple[int, ...], np.dtype[np.int16]]) -> None:
        self.order = np.argsort(column, kind="stable")
        self.first = np.searchsorted(column[self.order], np.arange(len(airports().codes) + 1))

    def rows(self, ends: Int64) -> Int64:
        """Rows with any of these airports."""
        found = [self.order[self.first[end] : self.first[end + 1]] for end in ends.tolist()]
        return np.concatenate([np.zeros(0, np.int64), *found])


def _these(codes: Iterable[str]) -> Mask:
    """Mask over airport numbers of those codes that are known."""
    mask = np.zeros(len(airports().codes), bool)
    mask[airports().numbers(set(codes))] = True
    return mask


def read_table(scenario: Scenario) -> tuple[OfferTable, tuple[str, ...]]:
    """Every offer of every file of the folder `offers`, files by name, rows by line; and what was left out."""
    faults = Faults()
    sheets, answers = _files(scenario.folder / FOLDER, faults)
    read = _answers(answers, scenario, faults) if answers else None
    rows = _rows(sheets, scenario, faults) if sheets or not read else None
    faults.check()
    tables = [table for table in (rows, read.table if read else None) if table is not None]
    return _by_name(joined(tables)), read.warnings if read else ()


def _by_name(table: OfferTable) -> OfferTable:
    """The rows of all files in order of the files' names."""
    rank = np.argsort(np.argsort(np.array(table.files, np.str_), kind="stable"), kind="stable")
    order = np.argsort(rank[table.file], kind="stable")
    return table if (order[:-1] < order[1:]).all() else table.take(order)


def _answers(paths: list[Path], scenario: Scenario, faults: Faults) -> "Reading":
    from sprintplan.offers.answers import Answer, read_answers

    def read() -> Iterator[Answer]:
        for path in paths:
            try:
                yield Answer(shown(path.name), path.read_bytes(), file=path.name)
            except OSError as error:
                faults.add(shown(path.name), 0, f"cannot be read ({error.strerror})", UNREADABLE)

    return read_answers(read(), scenario, source=FileSource.name, faults=faults)


def _rows(paths: list[Path], scenario: Scenario, faults: Faults) -> OfferTable | None:
    """The rows of CSV files; None where something is wrong anywhere."""
    columns = read_columns(paths, faults)
    segments = read_segments(columns)
    fares, seats = read_fares(columns, scenario), read_seats(columns)
    grams, stated = read_emissions(columns)
    bundles = read_bundles(columns, segments)
    if faults:
        return None
    embedded = embedded_grams(segments.there, segments.origin, segments.destination, segments.cabin)
    table = _table(columns, segments, fares, bundles, bundles.smaller(seats), np.where(stated, grams, embedded))
    return replace(table, co2e_from=stated.astype(np.int8), co2e_sources=CO2E_SOURCES)


def _files(folder: Path, faults: Faults) -> tuple[list[Path], list[Path]]:
    """The folder's CSV and JSON files by name; others that may hold offers are noted, the rest is not ours."""
    found = sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~"))) if folder.is_dir() else []
    for path in found:
        if (kind := path.suffix.lower()) in _UNREAD:
            faults.add(shown(path.name), 0, *_UNREAD[kind])
    sheets, answers = (
        [path for path in found if path.suffix.lower() == kind and path.is_file()] for kind in (".csv", ".json")
    )
    if not sheets and not answers and not faults:
        what = 'no offers: source is "files", and there is no CSV or JSON file in the folder'
        remedy = 'Put quotes into offers/*.csv, one row a journey, or take source = "estimate"'
        raise InputError([Problem(Place(FOLDER), what, remedy)])
    return sheets, answers


def _table(
    columns: Columns, segments: Segments, fares: Fares, bundles: Bundles, seats: Int64, grams: Int64
) -> OfferTable:
    return OfferTable(
        source="files",
        segments=segments.count.astype(np.int8),
        cabin=segments.journey_cabin(),
        fare_minor=fares.fare_minor,
        original_minor=fares.original_minor,
        currency=fares.currency.astype(np.int16),
        seats=seats.astype(np.int32),
        co2e_g=grams,
        partner=bundles.partner.astype(np.int32),
        first_leg=bundles.first_leg,
        file=columns.file,
        line=columns.line,
        seg_origin=segments.origin.astype(np.int16),
        seg_destination=segments.destination.astype(np.int16),
        seg_departs_utc=segments.departs_utc,
        seg_arrives_utc=segments.arrives_utc,
        seg_departs_local=segments.departs_local,
        seg_arrives_local=segments.arrives_local,
        seg_carrier=segments.carrier.astype(np.int16),
        seg_operator=segments.operator.astype(np.int16),
        seg_number=segments.number.astype(np.int32),
        seg_cabin=segments.cabin.astype(np.int8),
        currencies=fares.currencies,
        files=columns.files,
        carriers=segments.carriers,
        flight_numbers=segments.flight_numbers,
    )
