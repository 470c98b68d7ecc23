"""Where each table and key of a TOML text stands: a small scan beside the parser, which keeps no lines."""

import re

Path = tuple[str | int, ...]
HEADER = re.compile(r"\s*(\[\[?)\s*([\w\"'][^\[\]=#,]*?)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=\s*(.*)")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
BETWEEN_KEYS = re.compile(r"[^\w\s.-]+")
MOST_DEPTH = 32
"""Parts of a dotted key: no key of ours has five. The parser's memory grows with the square of their number."""
PART = re.compile(r"\"[^\"]*\"|'[^']*'|[\w-]+")


def key_lines(text: str) -> dict[Path, int]:
    """Lines of a TOML `text` by path: ("event", 1, "session", 0, "who") is a key, the path without it that table's
    header, ("event",) the first header of its kind or within it."""
    lines_of: dict[Path, int] = {}
    count: dict[Path, int] = {}
    table, closing = Path(()), ""
    for number, line in enumerate(text.split("\n"), 1):
        if closing:
            closing = "" if closing in line else closing
        elif header := HEADER.match(line):
            table = _table(_parts(header[2]), header[1] == "[[", count)
            for depth in range(len(table)):
                lines_of.setdefault(table[: depth + 1], number)
        elif key := KEY.match(line):
            path = table
            for part in _parts(key[1]):
                path = (*path, part)
                lines_of.setdefault(path, number)
            closing = _opened(key[2])
    return lines_of


def too_deep(text: str) -> int | None:
    """The first line of a TOML `text` with a dotted key of more parts than any that is ours, None where there is
    none."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MOST_DEPTH:
            bare = BETWEEN_KEYS.split(QUOTED.sub("q", line.partition("#")[0]))
            if max(part.count(".") for part in bare) > MOST_DEPTH:
                return number
    return None


def line_of(path: Path, lines: dict[Path, int]) -> int:
    """The line of a key by its `path` among `lines`, else of the closest table around it, else 0."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 0)


def _parts(name: str) -> list[str]:
    return [part.strip("\"'") for part in PART.findall(name)]


def _table(parts: list[str], array: bool, count: dict[Path, int]) -> Path:
    """The path of a header; names of arrays on the way mean their last table, as in TOML."""
    path = Path(())
    for part in parts[:-1]:
        path = (*path, part)
        path = (*path, count[path]) if path in count else path
    path = (*path, *parts[-1:])
    if not array:
        return path
    count[path] = count.get(path, -1) + 1
    return (*path, count[path])


def _opened(value: str) -> str:
    """The quotes that end a text of several lines which this value begins, or nothing."""
    quotes = value[:3]
    return quotes if quotes in ('"""', "'''") and quotes not in value[3:] else ""
