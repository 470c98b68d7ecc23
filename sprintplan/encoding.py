"""Bytes of a file as UTF-8 text, or what they are instead and how to save them: one answer for every kind of file."""

import re

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8: passed over where files are read, written before CSV, as spreadsheets read it in the
old code page of the computer without it."""
END_MARK = b"\x1a"
"""Ends a text of DOS; some programs still write it."""
SEPARATOR_LINE = re.compile(rb'\A"?sep=[,;\t]"?[,;\t]*(?=\r?\n|\r|\Z)', re.IGNORECASE)
"""The first line of a CSV file that tells Excel the separator; a spreadsheet may have saved it again as a cell."""
PAGE = (b"<!doctype html", b"<html")
POINTER = b"version https://git-lfs.github.com/spec/"
MERGE = b"<<<<<<< "
"""How a web page, a pointer of Git LFS and a line of an unfinished merge begin."""
LOOKED_AT = 4096
"""Bytes at the start by which an encoding is told."""
MANY = 0.3
"""Of the looked-at bytes: so many zeros, all at odd or all at even places, are the halves of UTF-16."""
SIGNATURES = {
    b"\xff\xfe\0\0": "saved as UTF-32",
    b"\0\0\xfe\xff": "saved as UTF-32",
    b"\xff\xfe": "saved as UTF-16",
    b"\xfe\xff": "saved as UTF-16",
    b"PK\x03\x04": "a workbook or archive, not a text file",
    b"\xd0\xcf\x11\xe0": "a workbook, not a text file",
    b"\x1f\x8b": "compressed, not a text file",
    b"BZh": "compressed, not a text file",
    b"\xfd7zXZ": "compressed, not a text file",
    b"%PDF": "a PDF, not a text file",
}


class NotText(Exception):
    """Bytes that are not UTF-8 text.

    Attributes
    ----------
    line : the first that cannot be read; 0 where it is the file as a whole
    what : what they are, to stand behind "this file is"
    remedy : how to save the file
    """

    def __init__(self, line: int, what: str, remedy: str) -> None:
        super().__init__(what)
        self.line, self.what, self.remedy = line, f"this file is {what}", remedy


def text_of(raw: bytes, name: str) -> str:
    """The text of a file's bytes, without byte order marks and the end mark of DOS; the first line of a CSV text is
    empty where it tells Excel the separator.

    Parameters
    ----------
    raw : the bytes
    name : of the file, whose ending tells what saves it

    Raises
    ------
    NotText : the bytes are in another encoding, or no text at all
    """
    check_text(raw, name)
    text = without_marks(raw)
    return (without_separator_line(text) if name.lower().endswith(".csv") else text).decode()


def without_separator_line(text: bytes) -> bytes:
    """The bytes `text` of a CSV file whose first line is empty where it says `sep=;`, as some programs write for Excel:
    the header tells the separator, and lines keep their numbers."""
    return SEPARATOR_LINE.sub(b"", text, count=1)


def without_marks(raw: bytes) -> bytes:
    """The bytes `raw` of a text without byte order marks, of which a file may have got two, and without an end mark."""
    while raw.startswith(BYTE_ORDER_MARK):
        raw = raw.removeprefix(BYTE_ORDER_MARK)
    return raw.removesuffix(END_MARK)


def check_text(raw: bytes, name: str) -> None:
    """Refuse the bytes `raw` of a file of that `name`, whose ending tells what saves it, where they are not UTF-8 text.

    Raises
    ------
    NotText : they are in another encoding, or no text at all
    """
    check_kind(raw, name)
    if b"\0" in raw:
        half = _is_half_zeros(raw[:LOOKED_AT])
        line = 0 if half else _line_of(raw, raw.index(b"\0"))
        raise NotText(line, "saved as UTF-16" if half else "not text: a byte is zero", _save_as(name))
    if raw.isascii():
        return
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        what = f"not saved as UTF-8, as the letters of this line show ({_guess(raw, error.start)})"
        raise NotText(_line_of(raw, error.start), what, _save_as(name)) from error


def check_kind(raw: bytes, name: str) -> None:
    """Refuse the bytes `raw` of a file of that `name` that are of another kind than the text that was meant: by how
    they begin another encoding, an archive, a web page or a pointer, by their lines an unfinished merge.

    Raises
    ------
    NotText : they are
    """
    for signature, what in SIGNATURES.items():
        if raw.startswith(signature):
            raise NotText(0, what, _save_as(name))
    text = without_marks(raw)
    start = text[:LOOKED_AT].lstrip().lower()
    if start.startswith(PAGE):
        raise NotText(0, "a web page", "Download the file itself, signed in where that is needed")
    if start.startswith(POINTER):
        raise NotText(0, "a pointer of Git LFS in place of the file", "Fetch the file with `git lfs pull`")
    at = 0 if text.startswith(MERGE) else text.find(b"\n" + MERGE) + 1 or len(text)
    if text.find(b"\n=======", at) >= 0:
        raise NotText(_line_of(text, at), "left amid a merge, as this line marks", "Finish the merge in Git")


def _is_half_zeros(start: bytes) -> bool:
    """Whether every other byte is zero as often as in UTF-16 of mostly Latin letters."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    return min(even, odd) == 0 and max(even, odd) > MANY * len(start) / 2


def _guess(raw: bytes, at: int) -> str:
    """What the line with the byte reads like in the encoding that is likeliest there."""
    begin, end = raw.rfind(b"\n", 0, at) + 1, raw.find(b"\n", at)
    line = raw[begin : end if end >= 0 else len(raw)]
    for encoding, name in (("cp1252", "Windows-1252"), ("latin-1", "Latin-1")):
        try:
            word = line.decode(encoding)
        except UnicodeDecodeError:
            continue
        near = word[max(0, at - begin - 10) : at - begin + 10].strip()
        return f'it may be {name}: "{"".join(sign for sign in near if sign.isprintable())}"'
    return "its encoding is unknown"


def _save_as(name: str) -> str:
    if name.lower().endswith(".csv"):
        return 'In the spreadsheet, save it as "CSV UTF-8"'
    if name.lower().endswith(".json"):
        return "Save the answer as it came, in UTF-8, or move it out of the folder"
    return "In the editor, save it with the encoding UTF-8"


def _line_of(raw: bytes, at: int) -> int:
    return raw.count(b"\n", 0, at) + 1
