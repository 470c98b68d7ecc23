"""Parts of CSV files as columns of cells: the shape of every row."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.files.cells import WORD, Cells, Text
from sprintplan.offers.files.columns import COLUMNS, MOST_WORDED, Columns, shown
from sprintplan.offers.files.parts import Part
from sprintplan.offers.table import Int32, Int64, Mask
from sprintplan.problems import Problems

LONGEST_CELL = 400
_NEWLINE, _QUOTE = ord("\n"), ord('"')


@dataclass(frozen=True)
class _Sheet:
    """One part: the positions (r, columns) of its sound rows' cells by name, with their lines (r,)."""

    spans: dict[str, tuple[Int64, Int64]]
    line: Int32
    rows_lost: bool = False


def read_columns(text: bytes, parts: Sequence[Part], problems: Problems) -> Columns:
    """All rows of some `parts` of the `text` of all files, WORD bytes before its end, that have the shape of their
    header; what has not goes to `problems`."""
    before = parts[0].start if parts else 0
    glyphs = np.frombuffer(text, np.uint8)[before : parts[-1].end + WORD if parts else None]
    sheets = [_sheet(glyphs[part.start - before : part.end - before], part, problems) for part in parts]
    starts = [part.start - before for part in parts]
    here = Text(glyphs, before)
    cells = {name: _stacked(here, name, sheets, starts) for name in COLUMNS}
    files = tuple(dict.fromkeys(part.file for part in parts))
    file = np.repeat(np.array([files.index(part.file) for part in parts], np.int16), [len(s.line) for s in sheets])
    line = np.concatenate([np.zeros(0, np.int32), *(sheet.line for sheet in sheets)])
    lost = any(sheet.rows_lost for sheet in sheets)
    return _without_long_cells(Columns(cells, files, file, line, lost, problems))


def _stacked(text: Text, name: str, sheets: list[_Sheet], starts: list[int]) -> Cells:
    """One column of all sheets, whose parts begin at `starts` in the text; a sheet that lacks it has empty cells."""
    start, end = np.zeros((2, sum(len(sheet.line) for sheet in sheets)), np.int64)
    row = 0
    for sheet, offset in zip(sheets, starts, strict=True):
        if name in sheet.spans:
            for whole, mine in zip((start, end), sheet.spans[name], strict=True):
                np.add(mine, offset, out=whole[row : row + len(mine)])
        row += len(sheet.line)
    return Cells(text, start, end).stripped()


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


def _sheet(glyphs: NDArray[np.uint8], part: Part, problems: Problems) -> _Sheet:
    """The rows of a part, whose bytes are `glyphs`, behind the first one."""
    breaks = glyphs == _NEWLINE
    marks = breaks | (glyphs == ord(part.separator))
    quotes = glyphs == _QUOTE
    is_quoted = bool(quotes.any())
    if is_quoted:
        within = np.logical_xor.accumulate(quotes)
        if within[-1]:
            line = part.lines + int(np.count_nonzero(breaks[: np.flatnonzero(quotes)[-1]])) + 1
            what = "a quotation mark is opened and never closed"
            problems.add(shown(part.file), line, what, "Close it, or leave it out")
            return _Sheet({}, np.zeros(0, np.int32))
        marks &= ~within
    at = np.flatnonzero(marks)
    last = np.flatnonzero(glyphs[at] == _NEWLINE)
    first, start = last[:-1] + 1, at[last[:-1]] + 1
    # The row before is not among these. Where nothing is quoted every line is a row.
    lines = np.searchsorted(np.flatnonzero(breaks), start) if is_quoted else np.arange(1, len(start) + 1)
    line_no = (part.lines + lines + 1).astype(np.int32)
    count, size = last[1:] - first + 1, at[last[1:]] - start
    sound = _sound_rows(count, size, line_no, part, problems)
    ends = at[first[sound] + np.arange(len(part.header))[:, None]]
    spans = _spans(glyphs, is_quoted, start[sound], ends, part.header)
    return _Sheet(spans, line_no[sound], bool((count[~sound] != size[~sound] + 1).any()))


def _sound_rows(count: Int64, size: Int64, line: Int32, part: Part, problems: Problems) -> Mask:
    """Which rows have as many cells as the header; rows of empty cells alone (count - 1 separators) are passed over."""
    blank, width, name = size == count - 1, len(part.header), shown(part.file)
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
    glyphs: NDArray[np.uint8], is_quoted: bool, start: Int64, ends: Int64, header: Sequence[str]
) -> dict[str, tuple[Int64, Int64]]:
    """First byte and byte behind the end of each row's cells, quotation marks taken off.

    Parameters
    ----------
    glyphs : (m,) bytes
    is_quoted : whether any of them is a quotation mark
    start : (r,) where rows begin
    ends : (columns, r) where their cells end
    header : the columns' names
    """
    spans = {}
    for place, column in enumerate(header):
        if column in COLUMNS:
            begin, end = ends[place - 1] + 1 if place else start, ends[place]
            if is_quoted:
                marked = (end - begin >= 2) & (glyphs[begin] == _QUOTE) & (glyphs[end - 1] == _QUOTE)
                begin, end = begin + marked, end - marked
            spans[column] = (begin, end)
    return spans
