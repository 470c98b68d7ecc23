"""The table of a CSV or workbook file as text cells, whatever wrote it."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sprintplan.encoding import NotText, check_kind, without_marks
from sprintplan.errors import UsageError
from sprintplan.files import named
from sprintplan.intake.lost_cells import LostCell, Range, lost_cells, merged_away

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""Endings of workbooks that are read."""

MOST_BYTES = 64 * 1024 * 1024
"""A staff list beyond this is another file: 100 000 people take some 15 MB."""

MOST_LOOKED_AT = 20
"""Lines of a text in which the sign is looked for that parts its cells."""
MOST_LOST = 3
"""Cells without a value that are named one by one."""

Cell = str | bool | float | int | date | datetime | time | timedelta


@dataclass(frozen=True)
class Sheet:
    """A table of text.

    Attributes
    ----------
    rows : each with the number of its line (of a workbook: its row, counted from 1) and its cells; none is blank
    remarks : what was guessed about the file: its encoding, the sheet that was taken
    lost : cells of these rows that are read as empty, though they have a meaning
    name : of the sheet in its workbook
    alike : other sheets of the workbook that fit as well
    """

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    remarks: tuple[str, ...] = ()
    lost: tuple[LostCell, ...] = ()
    name: str = ""
    alike: tuple[str, ...] = ()


def read_sheet(path: Path, sheet: str | None, fits: Callable[[Sheet], bool]) -> Sheet:
    """The table of a file.

    Parameters
    ----------
    path : a CSV text (UTF-8, UTF-16, UTF-32 or the encodings that Excel writes in Europe and Japan) or a workbook
    sheet : the name of a workbook's sheet; None for the first that fits
    fits : whether a table is the wanted one

    Raises
    ------
    UsageError : the file cannot be read, or has no such sheet
    """
    if path.suffix.lower() in WORKBOOKS:
        return _workbook(path, sheet, fits)
    if sheet is not None:
        raise UsageError(f"{named(path)} is not a workbook, so it has no sheets. Leave out --sheet")
    return _text(path, _bytes(path))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{named(path)} is over {MOST_BYTES // 2**20} MB. Check that it is the right file")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{named(path)} cannot be read: {error.strerror}. Check its name and its rights") from error


def _text(path: Path, raw: bytes) -> Sheet:
    text, remarks = _decoded(path, raw)
    text = text.replace("\0", "")
    separator = _separator([line for line in text.splitlines() if line.strip()][:MOST_LOOKED_AT])
    rows: list[tuple[int, tuple[str, ...]]] = []
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        line = table.line_num + 1
        try:
            cells = tuple(" ".join(cell.split()) for cell in next(table))
        except StopIteration:
            return Sheet(tuple(rows), remarks)
        except csv.Error as error:
            raise UsageError(
                f"{named(path)}:{line}: the row cannot be read: {error}. Save the sheet as CSV again"
            ) from error
        if any(cells):
            rows.append((line, cells))


def _separator(lines: Sequence[str]) -> str:
    """What parts the cells of some `lines`: a tab or a semicolon of which all rows have as many, whatever stands in
    their cells, as in `Groß, Jürgen;Bonn, Germany`; else the most frequent sign. Titles and totals have none."""
    bare = ["".join(line.split('"')[::2]) for line in lines]
    for sign in "\t;":
        rows = [number for number, line in enumerate(bare) if sign in line]
        alike = len({line.count(sign) for line in bare[rows[0] : rows[-1] + 1]}) == 1 if len(rows) > 1 else False
        if alike and not any("," in line for line in (*bare[: rows[0]], *bare[rows[-1] + 1 :])):
            return sign
    return max(",;\t", key=lambda sign: sum(line.count(sign) for line in lines))


def _decoded(path: Path, raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and a remark where the encoding is a guess."""
    if raw.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        guesses = ["utf-32"]
    elif raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        guesses = ["utf-16"]
    else:
        _refuse_others(path, raw)
        guesses = ["utf-8-sig", "cp932" if _is_japanese(raw) else "cp1252"]
    for encoding in guesses:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        guessed = encoding.startswith("cp")
        return text, (f"The file is not UTF-8; it was read as {encoding}: look at accented letters",) if guessed else ()
    raise UsageError(f'{named(path)}: the encoding is unknown. Save the list as "CSV UTF-8" or XLSX')


def _refuse_others(path: Path, raw: bytes) -> None:
    """Raise UsageError where bytes hold no rows of text: another kind of file, or none."""
    remedy = "Save the list as CSV or XLSX, under the ending of its kind"
    try:
        check_kind(raw, path.name)
    except NotText as error:
        raise UsageError(f"{named(path)}: {error.what}. {remedy}") from error
    if b"\0" in raw:
        raise UsageError(f"{named(path)} is not a text file. {remedy}")
    if not without_marks(raw).strip():
        raise UsageError(f"{named(path)} is empty. {remedy}")


def _is_japanese(raw: bytes) -> bool:
    """Whether bytes that are not UTF-8 read as Shift-JIS with kana or kanji in most of their double bytes."""
    try:
        text = raw.decode("cp932")
    except UnicodeDecodeError:
        return False
    letters = [sign for sign in text if ord(sign) > 0x7F]
    return sum("\u3040" <= sign <= "\u9fff" for sign in letters) * 2 > len(letters)


def _workbook(path: Path, sheet: str | None, fits: Callable[[Sheet], bool]) -> Sheet:
    from python_calamine import CalamineError, CalamineWorkbook

    raw = _bytes(path)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        names = book.sheet_names
        if sheet is not None and sheet not in names:
            raise UsageError(f'{named(path)} has no sheet "{sheet}". It has: {", ".join(names)}')
        tables = {name: _cells(book.get_sheet_by_name(name).to_python()) for name in ([sheet] if sheet else names)}
    except (CalamineError, OSError, ValueError) as error:
        raise UsageError(
            f"{named(path)} cannot be read as a workbook: {error}. Save the list as XLSX or CSV"
        ) from error
    for name, table in tables.items():
        if fits(table):
            others = f"; other sheets were not read: {', '.join(n for n in names if n != name)}" if names[1:] else ""
            lost = _lost(raw, name, book.get_sheet_by_name(name).merged_cell_ranges, table)
            remarks = [f'Sheet "{name}"{others}'] if others else []
            alike = tuple(other for other in tables if other != name and fits(tables[other]))
            return Sheet(table.rows, (*remarks, *_lost_words(lost)), lost, name, alike)
    return next(iter(tables.values()), Sheet(()))


def _lost(raw: bytes, name: str, merged: list[Range] | None, table: Sheet) -> tuple[LostCell, ...]:
    """The cells of the rows of a table that are read as empty and have a meaning, in their order."""
    numbers = {number for number, _ in table.rows}
    every = (*lost_cells(raw, name), *merged_away(merged or ()))
    return tuple(sorted((one for one in every if one.row in numbers), key=lambda one: one.row))


def _lost_words(lost: Sequence[LostCell]) -> Iterator[str]:
    """One remark on all cells that are read as empty."""
    if lost:
        more = f" and {len(lost) - MOST_LOST} more" if len(lost) > MOST_LOST else ""
        yield f"Read as empty: {'; '.join(cell.what for cell in lost[:MOST_LOST])}{more}"


def _cells(table: list[list[Cell]]) -> Sheet:
    rows = ((number, tuple(map(_as_text, cells))) for number, cells in enumerate(table, 1))
    return Sheet(tuple(row for row in rows if any(row[1])))


def _as_text(cell: Cell) -> str:
    """A cell as CSV would hold it: whole numbers without a point, dates as ISO."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    return " ".join(str(cell).split())
