"""Text and rows of a workspace's files, or located problems that say how to save them."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sprintplan.workspace.report import Report, did_you_mean

MOST_BYTES = 64 * 1024 * 1024
# A workspace file beyond this is not one that a person keeps: 100 000 people take some 15 MB.
SAVE_AS = 'Save it as "CSV UTF-8 (comma delimited)"'
EXTRA_PREFIX = "x_"


def read_text(folder: Path, name: str, report: Report, *, required: bool = True) -> str | None:
    """A file's text without its byte order mark; None, and a problem, where it cannot be read as UTF-8 text."""
    path = folder / name
    if not path.is_file():
        if required:
            report.add(name, 0, "the file is missing", "`sprintplan new FOLDER` writes a workspace to start from")
        return None
    if path.stat().st_size > MOST_BYTES:
        report.add(
            name,
            0,
            f"the file has {path.stat().st_size // 1_000_000} MB",
            "Is this the right file? Keep it under 64 MB",
        )
        return None
    return _decoded(path.read_bytes(), name, report)


def _decoded(raw: bytes, name: str, report: Report) -> str | None:
    if not raw.strip():
        report.add(name, 0, "the file is empty", "`sprintplan new FOLDER` writes a workspace to start from")
        return None
    if b"\0" in raw[:65536]:
        report.add(
            name,
            0,
            "this is no UTF-8 text file",
            SAVE_AS if name.endswith(".csv") else "Save it as UTF-8 text",
        )
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        report.add(
            name,
            line,
            "this byte is not UTF-8",
            SAVE_AS if name.endswith(".csv") else "Save it as UTF-8 text",
        )
        return None


@dataclass(frozen=True)
class Row:
    """One row of a CSV file: its line, its cells by column in lower case, and its x_ columns as they were written."""

    file: str
    line: int
    cells: dict[str, str]
    extra: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_rows(
    name: str, text: str, columns: tuple[str, ...], required: tuple[str, ...], report: Report
) -> Iterator[Row]:
    """Rows of a CSV text; the separator is detected, headers match whatever their case, blank lines are passed over."""
    table = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        header = [cell.strip() for cell in next(table)]
        names = _header(name, header, columns, required, report)
        for cells in table:
            if any(cell.strip() for cell in cells):
                yield from _row(name, table.line_num, names, header, cells, report)
    except (csv.Error, StopIteration) as error:
        report.add(name, table.line_num, f"this is no CSV: {error}", SAVE_AS)


def _separator(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _header(
    name: str, header: list[str], columns: tuple[str, ...], required: tuple[str, ...], report: Report
) -> list[str]:
    names = [cell.lower() for cell in header]
    for cell in names:
        if cell not in columns and not cell.startswith(EXTRA_PREFIX):
            report.add(name, 1, f'unknown column "{cell}"', did_you_mean(cell, columns))
    for column in required:
        if column not in names:
            report.add(name, 1, f'the column "{column}" is missing', "Add it")
    for cell in sorted({cell for cell in names if names.count(cell) > 1 and cell}):
        report.add(name, 1, f'the column "{cell}" stands twice', "Keep one")
    return names


def _row(file: str, line: int, names: list[str], header: list[str], cells: list[str], report: Report) -> Iterator[Row]:
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        report.add(
            file,
            line,
            f"{len(cells)} cells under {len(names)} headers",
            "Quote cells that hold the separator",
        )
        return
    values = dict(zip(names, (cell.strip() for cell in cells), strict=False))
    extra = {
        title: value.strip()
        for title, value in zip(header, cells, strict=False)
        if title.lower().startswith(EXTRA_PREFIX)
    }
    yield Row(file, line, values, extra)
