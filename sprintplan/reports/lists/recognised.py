"""Whether a file is a list that `export` wrote, and as it wrote it, so that nothing else is written over."""

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from sprintplan.reports.lists.json_text import FORMAT
from sprintplan.reports.lists.people_words import head_of

HEAD_BYTES = 4096
"""Of a text, among which its header or its format stands."""
MOST_BYTES = 64 << 20
"""Of a workbook; a larger one is read by nobody before it is written over."""
_CSV = re.compile(rb'(?i)^(?:\xef\xbb\xbf)?"?event"?[,;\t]"?(?:person|id|date|venue|by|approver id)"?[,;\t]')
_JSON = re.compile(rb'^\s*\{\s*"format"\s*:\s*"%s"' % FORMAT.encode())
_KINDS = (
    rb"manifest|rooming|transfers|bookings|trips|allowances|approvals|visas|lieu|budget|actuals|attendees"
    rb"|changes(?:-hotel|-shuttle)?"
)
_TIMES = re.compile(rb"<dcterms:(?:created|modified)[^>]*>([^<]*)<")
TO_FILL = ("status", "refund", "change_fee", "reference", "booked_on", "supplier")
"""Columns of the list `bookings` in CSV that are empty until a desk fills them in."""
_FILLED_IN = {*TO_FILL, *(head_of(name).casefold() for name in TO_FILL)}
_TITLE = re.compile(rb"<dc:title>[^<]*: (?:%s)</dc:title>" % _KINDS)


def is_list(path: Path) -> bool:
    """Whether the header, format or title of the file at `path` is that of a list, whichever kind and format.

    Raises
    ------
    OSError : it cannot be read
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        if not head.startswith(b"PK"):
            return bool(_CSV.match(head) or _JSON.match(head))
        return bool(_TITLE.search(_properties(head + file.read(MOST_BYTES))))


def is_filled_in(path: Path) -> bool:
    """Whether somebody may have filled in the list at `path` since `export` wrote it: a workbook that another program
    has saved, or bookings in CSV of which something is bought.

    Raises
    ------
    OSError : it cannot be read
    """
    content = path.read_bytes()
    if content.startswith(b"PK"):
        created, *modified = _TIMES.findall(_properties(content)) or [b""]
        return modified != [created]
    text = content.decode("utf-8-sig", errors="replace")
    head = text.partition("\n")[0]
    rows = csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        columns = [number for number, name in enumerate(next(rows, [])) if name.casefold() in _FILLED_IN]
        return len(columns) == len(TO_FILL) and any(any(map(str.strip, _cells(row, columns))) for row in rows)
    except csv.Error:
        return True


def _cells(row: list[str], columns: list[int]) -> list[str]:
    """What stands in these columns of a row, which may end before them."""
    return [row[number] for number in columns if number < len(row)]


def _properties(workbook: bytes) -> bytes:
    try:
        with ZipFile(BytesIO(workbook)) as parts:
            return parts.read("docProps/core.xml")
    except (BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        return b""
