"""Places of `scout` as rows of a venues.csv, whose own rows stay as they are."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sprintplan.app.output import refuse_table
from sprintplan.domain.scouted import Scouted, ScoutedPlace
from sprintplan.encoding import BYTE_ORDER_MARK, NotText, text_of, without_marks
from sprintplan.errors import InputError, Place, Problem, UsageError
from sprintplan.files import is_file, named
from sprintplan.workspace.files import numbered_rows, read_rows, separator_of
from sprintplan.workspace.report import Report
from sprintplan.workspace.venues import COLUMNS, FILE

NEW_COLUMNS = ("id", "name", "city", "country", "airports", "room_rate", "x_rates")
ASSUMED = "assumed"
"""What the column `x_rates` says of a row that nobody has quoted anything for."""


@dataclass(frozen=True)
class _Table:
    """A file of venues: how it is written, and its rows of cells, the header first; none of a file that is new."""

    rows: tuple[list[str], ...] = ()
    separator: str = ","
    line_end: str = "\n"
    mark: bytes = b""


def refuse_venues(path: Path) -> None:
    """Refuse a file at `path` that no rows of venues can be added to, so that this is known before the work.

    Raises
    ------
    InputError : it is no table of venues as a workspace reads them
    UsageError : it must not be written, or cannot be read
    """
    refuse_table(path, FILE)
    _table(path)


def with_places(path: Path, places: Scouted) -> bytes:
    """The file of venues at `path` with a row for every ranked place of `places` that it has not yet; nothing is
    written.

    Raises
    ------
    InputError : the file is no table of venues as a workspace reads them
    UsageError : the file cannot be read
    """
    return _with_places(_table(path), places)


def _table(path: Path) -> _Table:
    """The table in a file, in which nothing may be unclear: what is misread would be written back so."""
    raw = _bytes(path)
    if not without_marks(raw).strip():
        return _Table()
    name = named(path)
    try:
        text = text_of(raw, path.name)
    except NotText as error:
        raise InputError([Problem(Place(name, error.line), error.what, error.remedy)]) from error
    report = Report()
    for _ in read_rows(name, text, COLUMNS, report)[1]:
        pass
    report.check()
    return _Table(
        tuple(cells for _, cells in numbered_rows(name, text, Report())),
        separator_of(text),
        "\r\n" if "\r\n" in text else "\n",
        BYTE_ORDER_MARK if raw.startswith(BYTE_ORDER_MARK) else b"",
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes() if is_file(path) else b""
    except OSError as error:
        raise UsageError(f"{named(path)} cannot be read: {error.strerror}. Check its rights") from error


def _with_places(table: _Table, places: Scouted) -> bytes:
    """The table as a file, with a row for every place that it has not yet."""
    before = table.rows[0] if table.rows else []
    header = [*before, *_missing(before)]
    names = [title.lower() for title in header]
    taken = {row[names.index("id")] for row in table.rows[1:] if len(row) > names.index("id")}
    text = io.StringIO()
    writer = csv.writer(text, delimiter=table.separator, lineterminator=table.line_end)
    writer.writerow(header)
    writer.writerows([*row, *[""] * (len(header) - len(row))] for row in table.rows[1:])
    for place in _ranked(places):
        if place.venue not in taken:
            cells = _cells(place)
            writer.writerow([cells.get(name, "") for name in names])
    return table.mark + text.getvalue().encode()


def _missing(header: Iterable[str]) -> list[str]:
    present = {title.lower() for title in header}
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
