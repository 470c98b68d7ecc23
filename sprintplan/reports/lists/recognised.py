"""Whether a file is a list that `export` wrote, so that nothing else is written over."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from sprintplan.reports.lists.json_text import FORMAT

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


def _properties(workbook: bytes) -> bytes:
    try:
        with ZipFile(BytesIO(workbook)) as parts:
            return parts.read("docProps/core.xml")
    except (BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        return b""
