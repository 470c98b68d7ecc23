"""CSV files as columns of cells: encoding, separator, header and the shape of every row."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.columns import OWN_PREFIX, CabinWord, Code, Codes, Column, Instant, Number, Whole, Words, YesOrNo
from sprintplan.encoding import NotText, check_text, without_marks
from sprintplan.files import named
from sprintplan.offers.files.cells import WORD, Cells, Text
from sprintplan.offers.skipped import Skipped, sentences
from sprintplan.offers.table import Int16, Int32, Int64, Mask
from sprintplan.problems import Problems, did_you_mean

COLUMNS = {
    "origin": Code("IATA code of the airport that the journey begins at", "EWR", required=True),
    "destination": Code("IATA code of the airport that it ends at", "LIS", required=True),
    "departs": Instant("take-off, by the clock of its airport", "2027-04-04T09:15", required=True),
    "arrives": Instant("landing, by the clock of its airport", "2027-04-04T21:40", required=True),
    "flights": Words("flight numbers", "TP1351|LH1172", required=True),
    "cabin": CabinWord("of the journey, or one of each segment joined by |", "economy", required=True),
    "fare": Number("for one adult", "412.50", unit="the row's currency", required=True),
    "via": Codes("airports of connections, one fewer than flights", "FRA"),
    "via_times": Words("landing and take-off at each of them", "2027-04-04T11:00/2027-04-04T12:30"),
    "operated_by": Codes("carriers that fly each segment", "TP|LH", empty="not known"),
    "currency": Code("ISO 4217 code of the fare", "EUR", empty="the company's"),
    "seats": Whole("travellers that the offer serves", "4", unit="seats", empty="no limit"),
    "co2e_kg": Number("CO2e for one adult", "812.5", unit="kg", empty="by the embedded factors"),
    "bundle": Column("a word that the two journeys of one both-ways offer share", "B1", empty="sold alone"),
    "changeable": YesOrNo("whether the ticket may be changed", "yes", empty="not known"),
    "refundable": YesOrNo("whether it may be given back for money", "no", empty="not known"),
    "checked_bags": Whole("checked bags that the fare includes", "1", unit="bags", empty="not known"),
    "fare_brand": Column("the airline's name for the fare", "Economy Light", empty="not known"),
}
REQUIRED = [name for name, column in COLUMNS.items() if column.required]
LONGEST_CELL = 400
MOST_WORDED = 10_000
"""Wrong rows of one kind whose problem is put into words; those beyond are counted."""
UNREADABLE = "Make it readable, or move it out of the folder"
_NEWLINE, _QUOTE = ord("\n"), ord('"')


@dataclass(frozen=True)
class Columns:
    """The rows of all files one below the other, n in all: cells by column name, and (n,) file number and line.

    `rows_lost` tells that rows are missing because they have not the shape of their header; `problems` keep the files
    from being read, `doubts` do not. `why_left_out` has a reason for each row that is not used.
    """

    cells: dict[str, Cells]
    files: tuple[str, ...]
    file: Int16
    line: Int32
    rows_lost: bool
    problems: Problems
    doubts: Problems = field(default_factory=Problems)
    why_left_out: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.line)

    def refuse(self, wrong: Mask, tell: Callable[[int], tuple[str, str]], cause: str = "") -> None:
        """Note a problem for every row of a mask; `tell` words what is wrong with a row, and the remedy.

        `cause` : what all of them have in common, where words and remedies differ by row
        """
        self._note(self.problems, wrong, tell, cause)

    def leave_out(self, rows_of: Mask, tell: Callable[[int], str]) -> None:
        """Leave out every row of a mask, `rows_of`, (n,); `tell` says why."""
        for row in np.flatnonzero(rows_of).tolist():
            self.why_left_out.setdefault(row, tell(row))

    @property
    def kept(self) -> Mask:
        """(n,) whether a row is used."""
        kept = np.ones(len(self), np.bool_)
        kept[list(self.why_left_out)] = False
        return kept

    def left_out(self) -> Iterator[str]:
        """A sentence for each file with rows that are not used: how many, why, and the first of them."""
        skipped = [
            Skipped(shown(self.files[self.file[row]]), f"line {self.line[row]}", why)
            for row, why in sorted(self.why_left_out.items())
        ]
        counts = np.bincount(self.file, minlength=len(self.files)).tolist()
        return sentences(skipped, dict(zip(map(shown, self.files), counts, strict=True)))

    def doubt(self, odd: Mask, tell: Callable[[int], tuple[str, str]]) -> None:
        """Note a warning for every row of a mask, `odd`, (n,); `tell` gives its two sentences."""
        self._note(self.doubts, odd, tell, "")

    def _note(self, notes: Problems, rows_of: Mask, tell: Callable[[int], tuple[str, str]], cause: str) -> None:
        rows = np.flatnonzero(rows_of)
        for row in rows[:MOST_WORDED].tolist():
            notes.add(shown(self.files[self.file[row]]), int(self.line[row]), *tell(row), cause)
        notes.add_unworded(max(0, len(rows) - MOST_WORDED))


@dataclass(frozen=True)
class _Sheet:
    """One file: text, and the positions (r, columns) of its sound rows' cells by name, with their lines (r,)."""

    text: bytes
    spans: dict[str, tuple[Int64, Int64]]
    line: Int32
    rows_lost: bool = False


def shown(file: str) -> str:
    """A file of the folder as problems name it."""
    return f"offers/{named(file)}"


def read_columns(paths: Sequence[Path], problems: Problems) -> Columns:
    """All rows of the files at `paths` that have the shape of their header; what has not goes to `problems`."""
    sheets = [_read(path, problems) for path in paths]
    text = Text(np.frombuffer(b"".join(sheet.text for sheet in sheets) + bytes(WORD), np.uint8))
    offsets = np.cumsum([0] + [len(sheet.text) for sheet in sheets])
    cells = {name: _stacked(text, name, sheets, offsets.tolist()).stripped() for name in COLUMNS}
    sizes = [len(sheet.line) for sheet in sheets]
    file = np.repeat(np.arange(len(sheets), dtype=np.int16), sizes)
    line = np.concatenate([np.zeros(0, np.int32), *(sheet.line for sheet in sheets)])
    lost = any(sheet.rows_lost for sheet in sheets)
    return _without_long_cells(Columns(cells, tuple(named(path.name) for path in paths), file, line, lost, problems))


def _stacked(text: Text, name: str, sheets: list[_Sheet], offsets: list[int]) -> Cells:
    """One column of all sheets; a sheet that lacks it has empty cells."""
    start, end = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for sheet, offset in zip(sheets, offsets, strict=False):
        nowhere = np.full(len(sheet.line), -offset, np.int64)
        first, last = sheet.spans.get(name, (nowhere, nowhere))
        start.append(first + offset)
        end.append(last + offset)
    return Cells(text, np.concatenate(start), np.concatenate(end))


def _without_long_cells(columns: Columns) -> Columns:
    """The rows without those that have a cell which no quote needs: columns of cells are as wide as their longest."""
    long = np.zeros(len(columns), bool)
    for name, cells in columns.cells.items():
        mine = cells.length > LONGEST_CELL
        problem = (f"{name} has over {LONGEST_CELL} characters", "Check quotation marks, or shorten it")
        columns.refuse(mine, partial(_always, problem))
        long |= mine
    if not long.any():
        return columns
    kept = ~long
    kept_cells = {name: Cells(c.text, c.start[kept], c.end[kept]) for name, c in columns.cells.items()}
    return Columns(kept_cells, columns.files, columns.file[kept], columns.line[kept], True, columns.problems)


def _always(problem: tuple[str, str], _: int) -> tuple[str, str]:
    return problem


def _read(path: Path, problems: Problems) -> _Sheet:
    name, nothing = shown(path.name), _Sheet(b"", {}, np.zeros(0, np.int32))
    text = _text(path, name, problems)
    if text is None:
        return nothing
    heading = text[: text.index(b"\n")].decode()
    separator = max(",;\t", key=heading.count)
    header = [cell.strip().lower() for cell in next(csv.reader([heading], delimiter=separator), [])]
    if not _known_header(header, name, problems):
        return nothing
    return _sheet(text, header, separator, name, problems)


def _text(path: Path, name: str, problems: Problems) -> bytes | None:
    """The file's bytes without byte order mark, lines ended by newlines alone; None where it is no text."""
    try:
        raw = path.read_bytes()
        check_text(raw, name)
    except OSError as error:
        problems.add(name, 0, f"cannot be read ({error.strerror})", UNREADABLE)
        return None
    except NotText as error:
        problems.add(name, error.line, error.what, error.remedy)
        return None
    raw = without_marks(raw)
    if not raw.strip():
        problems.add(name, 0, "is empty", "Fill in one row a journey, or move it out of the folder")
        return None
    text = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in raw else raw
    return text if text.endswith(b"\n") else text + b"\n"


def _known_header(header: list[str], name: str, problems: Problems) -> bool:
    """Whether the columns that must be there are; notes every column that is unknown, named twice or missing."""
    for place, column in enumerate(header):
        if column in header[:place] and column:
            problems.add(name, 1, f'column "{column}" is there twice', "Leave one of them out")
        elif column not in COLUMNS and not column.startswith(OWN_PREFIX):
            what = f'unknown column "{column}"' if column else f"column {place + 1} has no name"
            otherwise = "Leave it out, or let its name begin with x_"
            problems.add(name, 1, what, did_you_mean(column, COLUMNS, otherwise))
    missing = [column for column in REQUIRED if column not in header]
    if missing:
        listed = ", ".join(missing)
        problems.add(
            name, 1, f"the header lacks {listed}", "The first line names the columns, one row a journey below it"
        )
    return not missing


def _sheet(text: bytes, header: list[str], separator: str, name: str, problems: Problems) -> _Sheet:
    glyphs = np.frombuffer(text, np.uint8)
    breaks = glyphs == _NEWLINE
    marks = breaks | (glyphs == ord(separator))
    lines = np.flatnonzero(breaks)
    if b'"' in text:
        quoted = np.logical_xor.accumulate(glyphs == _QUOTE)
        if quoted[-1]:
            line = text.count(b"\n", 0, text.rindex(b'"')) + 1
            problems.add(name, line, "a quotation mark is opened and never closed", "Close it, or leave it out")
            return _Sheet(b"", {}, np.zeros(0, np.int32))
        marks &= ~quoted
    at = np.flatnonzero(marks)
    last = np.flatnonzero(glyphs[at] == _NEWLINE)
    first, start = last[:-1] + 1, at[last[:-1]] + 1
    # The header's row is not among these.
    line_no = (np.searchsorted(lines, start) + 1).astype(np.int32)
    count, size = last[1:] - first + 1, at[last[1:]] - start
    sound = _sound_rows(count, size, line_no, len(header), name, problems)
    spans = _spans(glyphs, b'"' in text, at, first[sound], start[sound], header)
    return _Sheet(text, spans, line_no[sound], bool((count[~sound] != size[~sound] + 1).any()))


def _sound_rows(count: Int64, size: Int64, line: Int32, width: int, name: str, problems: Problems) -> Mask:
    """Which rows have as many cells as the header; rows of empty cells alone (count - 1 separators) are passed over."""
    blank = size == count - 1
    wrong = np.flatnonzero((count != width) & ~blank)
    for row in wrong[:MOST_WORDED].tolist():
        what = f"{count[row]} cells in the row, {width} in the header"
        remedy = "Check separators and quotation marks; amounts have a decimal point (412.50)"
        problems.add(name, int(line[row]), what, remedy)
    problems.add_unworded(max(0, len(wrong) - MOST_WORDED))
    if blank.all():
        problems.add(name, 1, "has no rows below the header", "Fill in one row a journey, or move it out of the folder")
    sound: Mask = (count == width) & ~blank
    return sound


def _spans(
    glyphs: NDArray[np.uint8], quoted: bool, at: Int64, first: Int64, start: Int64, header: list[str]
) -> dict[str, tuple[Int64, Int64]]:
    """First byte and byte behind the end of each row's cells, quotation marks taken off."""
    spans = {}
    for place, column in enumerate(header):
        if column in COLUMNS:
            begin = start if place == 0 else at[first + place - 1] + 1
            end = at[first + place]
            if quoted:
                marked = (end - begin >= 2) & (glyphs[begin] == _QUOTE) & (glyphs[end - 1] == _QUOTE)
                begin, end = begin + marked, end - marked
            spans[column] = (begin, end)
    return spans
