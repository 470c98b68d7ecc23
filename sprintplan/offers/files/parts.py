"""CSV files of quotes as text, cut into parts of whole rows: encoding, separator and header."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sprintplan.domain.columns import OWN_PREFIX
from sprintplan.encoding import NotText, check_text, without_marks, without_separator_line
from sprintplan.files import named
from sprintplan.offers.files.cells import WORD
from sprintplan.offers.files.columns import COLUMNS, REQUIRED, shown
from sprintplan.problems import Problems, did_you_mean

UNREADABLE = "Make it readable, or move it out of the folder"
PART_BYTES = 12_000_000
"""About so much of a text is read at once: what is worked out of it on the way then stays near the processor."""


@dataclass(frozen=True)
class Part:
    """Rows of one file, and the row or the line break before them.

    Parameters
    ----------
    file : name of the file
    header : names of its columns, in small letters
    separator : stands between cells
    start, end : of the text of all files, from where the row before the first one begins, or its line break, to behind
        the last line break
    lines : line breaks of the file before `start`
    """

    file: str
    header: tuple[str, ...]
    separator: str
    start: int
    end: int
    lines: int = 0


def read_files(paths: Sequence[Path], problems: Problems) -> tuple[bytes, list[Part]]:
    """The text of all files at `paths`, one behind the other with WORD zeros at its end, and each file as one part.

    Files that are no text, or have not the header that they must have, go to `problems`.
    """
    texts: list[bytes] = []
    parts: list[Part] = []
    for path in paths:
        text = _text(path, shown(path.name), problems)
        if text and (part := _whole(text, path, sum(map(len, texts)), problems)):
            texts.append(text)
            parts.append(part)
    return b"".join([*texts, bytes(WORD)]), parts


def read_at_once(text: bytes, files: Sequence[Part]) -> list[list[Part]]:
    """The parts that are read at once: several small files, or some rows of a large one.

    Parameters
    ----------
    text : of all files
    files : each as one part
    """
    groups: list[list[Part]] = [[]]
    for part in (part for file in files for part in _cut(text, file)):
        if groups[-1] and groups[-1][-1].end - groups[-1][0].start >= PART_BYTES:
            groups.append([])
        groups[-1].append(part)
    return groups


def bytes_of_text(path: Path, problems: Problems) -> bytes | None:
    """What the file at `path` holds; None where it cannot be read or is no text, which goes to `problems`."""
    name = shown(path.name)
    try:
        raw = path.read_bytes()
        check_text(raw, name)
    except OSError as error:
        problems.add(name, 0, f"cannot be read ({error.strerror})", UNREADABLE)
        return None
    except NotText as error:
        problems.add(name, error.line, error.what, error.remedy)
        return None
    return raw


def _cut(text: bytes, whole: Part) -> Iterator[Part]:
    start, lines = whole.start, whole.lines
    while whole.end - start > PART_BYTES and (at := _row_ends(text, start, whole.end)) < whole.end - 1:
        yield replace(whole, start=start, end=at + 1, lines=lines)
        lines += text.count(b"\n", start, at)
        start = at
    yield replace(whole, start=start, lines=lines)


def _row_ends(text: bytes, start: int, end: int) -> int:
    """Where a line break ends a row that fills a part, as those between quotation marks do not; `end` where none
    does."""
    at = text.find(b"\n", start + PART_BYTES, end)
    quotes = text.count(b'"', start, max(start, at))
    while at >= 0 and quotes % 2:
        line, at = at, text.find(b"\n", at + 1, end)
        quotes += text.count(b'"', line, max(line, at))
    return at if at >= 0 else end


def _whole(text: bytes, path: Path, before: int, problems: Problems) -> Part | None:
    """A file as one part, which has so many bytes of others `before`; None where its header is wrong."""
    blank = len(text) - len(text.lstrip(b"\n"))
    heading = text[blank : text.index(b"\n", blank)].decode()
    separator = max(",;\t", key=heading.count)
    header = [cell.strip().lower() for cell in next(csv.reader([heading], delimiter=separator), [])]
    if not _known_header(header, shown(path.name), blank + 1, problems):
        return None
    return Part(named(path.name), tuple(header), separator, before + blank, before + len(text), blank)


def _text(path: Path, name: str, problems: Problems) -> bytes | None:
    """The file's bytes without byte order mark and separator line, lines ended by newlines alone; None where it is no
    text."""
    raw = bytes_of_text(path, problems)
    if raw is None:
        return None
    raw = without_separator_line(without_marks(raw))
    if not raw or raw.isspace():
        problems.add(name, 0, "is empty", "Fill in one row a journey, or move it out of the folder")
        return None
    text = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in raw else raw
    return text if text.endswith(b"\n") else text + b"\n"


def _known_header(header: list[str], name: str, line: int, problems: Problems) -> bool:
    """Whether the columns that must be there are, in a header on that line; notes every column that is unknown, named
    twice or missing."""
    for place, column in enumerate(header):
        if column in header[:place] and column:
            problems.add(name, line, f'column "{column}" is there twice', "Leave one of them out")
        elif column not in COLUMNS and not column.startswith(OWN_PREFIX):
            what = f'unknown column "{column}"' if column else f"column {place + 1} has no name"
            otherwise = "Leave it out, or let its name begin with x_"
            problems.add(name, line, what, did_you_mean(column, COLUMNS, otherwise))
    missing = [column for column in REQUIRED if column not in header]
    if missing:
        listed = ", ".join(missing)
        problems.add(
            name, line, f"the header lacks {listed}", "The first line names the columns, one row a journey below it"
        )
    return not missing
