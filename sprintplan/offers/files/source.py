"""The source `files`: every quote of the folder `offers` as one table, and the rows that a venue needs."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sprintplan.domain.inputs import OFFERS, QUOTES, entries_of_offers, offer_files
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.errors import InputError, Place, Problem
from sprintplan.files import named
from sprintplan.offers.by_venue import ByVenue
from sprintplan.offers.files.bundles import read_bundles, refuse_mixed_currencies
from sprintplan.offers.files.columns import shown
from sprintplan.offers.files.conditions import read_conditions
from sprintplan.offers.files.parts import bytes_of_text, read_files
from sprintplan.offers.files.rows import Rows, read_rows
from sprintplan.offers.table import OfferTable
from sprintplan.offers.table_join import joined
from sprintplan.problems import Problems
from sprintplan.world.advice import closed_airports
from sprintplan.world.airports import airports

if TYPE_CHECKING:
    from sprintplan.offers.answers import Reading

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
        self._by_venue = ByVenue(self.table, scenario)

    def to_and_from(self, venue: Venue) -> OfferTable:
        """Rows between any home airport and the venue's airports, in order of files and lines."""
        return self._by_venue.rows(venue)


def read_table(scenario: Scenario) -> tuple[OfferTable, tuple[str, ...]]:
    """Every offer of every file of the folder `offers` of a `scenario`, files by name, rows by line; and what was left
    out."""
    problems = Problems()
    sheets, answers = _files(scenario.folder, problems)
    read = _answers(answers, scenario, problems) if answers else None
    rows = (
        read_rows(*read_files(sheets, problems), scenario, _needed(scenario), problems) if sheets or not read else None
    )
    quotes = _whole(rows) if rows else None
    problems.check()
    tables = [table for table in (quotes, read.table if read else None) if table is not None]
    doubts = (*map(str, rows.columns.doubts.messages()), *rows.columns.left_out()) if rows else ()
    return _by_name(joined(tables)), (*doubts, *(read.warnings if read else ()))


def _by_name(table: OfferTable) -> OfferTable:
    """The rows of all files in order of the files' names."""
    rank = np.argsort(np.argsort(np.array(table.files, np.str_), kind="stable"), kind="stable")
    order = np.argsort(rank[table.file], kind="stable")
    return table if (order[:-1] < order[1:]).all() else table.take(order)


def _answers(paths: list[Path], scenario: Scenario, problems: Problems) -> "Reading":
    from sprintplan.offers.answers import ProviderAnswer, read_answers

    def read() -> Iterator[ProviderAnswer]:
        for path in paths:
            body = bytes_of_text(path, problems)
            if body is not None:
                yield ProviderAnswer(shown(path.name), body, file=named(path.name))

    return read_answers(read(), scenario, source=FileSource.name, problems=problems)


def _whole(rows: Rows) -> OfferTable | None:
    """The rows as offers, some of them both ways; None where something is wrong anywhere."""
    columns, table = rows.columns, rows.table
    bundles = read_bundles(rows)
    refuse_mixed_currencies(rows, bundles)
    offer, terms = read_conditions(columns, bundles)
    if columns.problems:
        return None
    table = replace(table, offer=offer, terms=terms)
    if bundles.any:
        partner = bundles.partner.astype(np.int32)
        table = replace(table, seats=bundles.smaller(table.seats), partner=partner, first_leg=bundles.first_leg)
    return table.take(columns.kept) if columns.why_left_out else table


def _needed(scenario: Scenario) -> frozenset[str]:
    """Codes that are no airport's and mean one of a home or a venue: a city's code, and that of a closed airport."""
    ends = {code for person in scenario.people for code in person.home.airports}
    ends |= {code for venue in scenario.venues for code in venue.airports}
    cities = {airports().city_codes[number] for number in airports().numbers(ends)}
    return frozenset(cities | {code for code, (instead, _) in closed_airports().items() if ends & {*instead}})


def _files(folder: Path, problems: Problems) -> tuple[list[Path], list[Path]]:
    """The CSV and JSON files of offers by name; others that may hold some are noted, the rest is not ours."""
    try:
        for path in entries_of_offers(folder):
            if (kind := path.suffix.lower()) in _UNREAD:
                problems.add(shown(path.name), 0, *_UNREAD[kind])
            elif kind in QUOTES and not path.is_file():
                problems.add(shown(path.name), 0, "is not a file", "Move it out of the folder, or mend the link")
        files = offer_files(folder)
    except OSError as error:
        problem = Problem(Place(OFFERS), f"the folder cannot be read: {error.strerror}", "Fix its rights")
        raise InputError([problem]) from error
    sheets, answers = ([path for path in files if path.suffix.lower() == kind] for kind in QUOTES)
    if not sheets and not answers and not problems:
        what = 'no offers: source is "files", and there is no CSV or JSON file in the folder'
        remedy = 'Put quotes into offers/*.csv, one row a journey, or take source = "estimate"'
        raise InputError([Problem(Place(OFFERS), what, remedy)])
    return sheets, answers
