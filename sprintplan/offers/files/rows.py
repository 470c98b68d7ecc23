"""Rows of CSV files as offers of one way: read by parts on several threads, and put one below the other."""

import os
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.files.amounts import Fares, read_emissions, read_fares, read_seats
from sprintplan.offers.files.cells import Cells, Text
from sprintplan.offers.files.columns import CONDITIONS, Columns
from sprintplan.offers.files.parts import Part, read_at_once
from sprintplan.offers.files.segments import Segments, read_segments
from sprintplan.offers.files.sheets import read_columns
from sprintplan.offers.journeys import CO2E_SOURCES, embedded_grams
from sprintplan.offers.table import Int64, Mask, OfferTable
from sprintplan.offers.table_join import joined
from sprintplan.problems import Problems

_OF_OFFERS = ("bundle", *CONDITIONS)
"""Columns of which both rows of an offer tell."""


@dataclass(frozen=True)
class Rows:
    """Rows of files: their cells, and what the cells say.

    Parameters
    ----------
    columns : the n rows as they are written
    table : the same as offers of one way each
    sound : (n,) whether every airport and time of a row is known
    """

    columns: Columns
    table: OfferTable
    sound: Mask


def read_rows(
    text: bytes, files: Sequence[Part], scenario: Scenario, needed: Collection[str], problems: Problems
) -> Rows:
    """All rows of the `files`; what is wrong with them goes to `problems`.

    Large files are read by parts. Where anything is wrong in one they are read once more as a whole, so that it is told
    as if there were none.

    Parameters
    ----------
    text : of all files
    files : each as one part
    scenario : whose currency fares are told in
    needed : codes that are no airport's and must not be left out
    problems : of the workspace
    """
    groups = read_at_once(text, files)
    if len(groups) > 1:
        # The first one makes the tables of the world, which threads would make twice.
        parts = [_read(text, groups[0], scenario, needed, Problems())]
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            parts += threads.map(lambda group: _read(text, group, scenario, needed, Problems()), groups[1:])
        if not any(len(part.columns.problems) for part in parts):
            return _stacked(text, parts, problems)
    return _read(text, files, scenario, needed, problems)


def _read(text: bytes, parts: Sequence[Part], scenario: Scenario, needed: Collection[str], problems: Problems) -> Rows:
    columns = read_columns(text, parts, problems)
    segments = read_segments(columns, needed)
    fares, seats = read_fares(columns, scenario), read_seats(columns)
    grams, stated = read_emissions(columns)
    if not stated.all():
        rows = np.flatnonzero(~stated)
        ends = (column[:, rows] for column in (segments.origin, segments.destination, segments.cabin))
        grams[rows] = embedded_grams(segments.there[:, rows], *ends)
    return Rows(columns, _table(columns, segments, fares, seats, grams, stated), segments.sound)


def _table(columns: Columns, segments: Segments, fares: Fares, seats: Int64, grams: Int64, stated: Mask) -> OfferTable:
    return OfferTable(
        source="files",
        segments=segments.count.astype(np.int8),
        cabin=segments.journey_cabin(),
        fare_minor=fares.fare_minor,
        original_minor=fares.original_minor,
        currency=fares.currency.astype(np.int16),
        seats=seats.astype(np.int32),
        co2e_g=grams,
        co2e_from=stated.astype(np.int8),
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
        co2e_sources=CO2E_SOURCES,
    )


def _stacked(text: bytes, parts: Sequence[Rows], problems: Problems) -> Rows:
    """The rows of all parts, of whose cells those are kept that tell of both rows of an offer."""
    table = joined([part.table for part in parts])
    whole = Text(np.frombuffer(text, np.uint8))
    columns = [part.columns for part in parts]
    starts = np.cumsum([0, *map(len, columns)]).tolist()
    left_out = {
        start + row: why for start, one in zip(starts, columns, strict=False) for row, why in one.why_left_out.items()
    }
    doubts = Problems()
    for one in columns:
        doubts.take_in(one.doubts)
    cells = {name: _cells(whole, [one.cells[name] for one in columns]) for name in _OF_OFFERS}
    return Rows(
        Columns(cells, table.files, table.file, table.line, False, problems, doubts, left_out),
        table,
        np.concatenate([part.sound for part in parts]),
    )


def _cells(text: Text, parts: Sequence[Cells]) -> Cells:
    """Cells of all parts in the text of all files."""
    if not any(part.filled.any() for part in parts):
        start, end = np.zeros((2, sum(map(len, parts))), np.int64)
        return Cells(text, start, end)
    places = ((part.start + part.text.before, part.end + part.text.before) for part in parts)
    start, end = (np.concatenate(column) for column in zip(*places, strict=True))
    return Cells(text, start, end)
