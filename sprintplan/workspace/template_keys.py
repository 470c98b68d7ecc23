"""Keys that the shipped sprint.toml does not write out: they join it switched off, as they are declared."""

import re
from collections.abc import Iterator

from sprintplan.domain.settings import Settings
from sprintplan.domain.tables import Declared, Tables, all_keys, keys_of

OFF = re.compile(r'# (?=\[|\w+ = |"[^"]+" = )')
"""What stands before a header or key that is switched off."""
HEADER = re.compile(r"\[\[?([\w.]+)\]")
KEY = re.compile(r'(\w+|"[^"]+") = ')
COMMENT_AT = 36


def keys_of_text(text: str) -> Iterator[tuple[int, str, str]]:
    """Every header and key of a text, those that are off too: its line's number, its table, its name or nothing."""
    table = ""
    for number, line in enumerate(text.splitlines()):
        bare = OFF.sub("", line)
        if header := HEADER.match(bare):
            table = header[1]
            yield number, table, ""
        elif key := KEY.match(bare):
            yield number, table, key[1]


def completed(text: str) -> str:
    """The text with every declared key that it lacks, behind the others of its table, each with example and meaning."""
    lines = text.splitlines()
    for table, names in sorted(_lacking(text).items(), key=lambda one: -_end(text, one[0])):
        keys = {".".join(path): one for path, one in all_keys(Settings)}
        added = [_line(name, keys[f"{table}.{name}"]) for name in names]
        if not _has(text, table):
            head = f"[[{table}]]" if isinstance(keys[table].key, Tables) else f"[{table}]"
            added = ["", _commented(f"# {head}", keys[table].key.says), *added]
        end = _end(text, table) + 1
        lines[end:end] = added
    return "\n".join(lines) + "\n"


def _line(name: str, one: Declared) -> str:
    """The key switched off, with its example and what it means."""
    inner = keys_of(one.table).items() if one.table and not one.key.example else ()
    example = one.key.example or "{ " + ", ".join(f"{key} = {part.key.example}" for key, part in inner) + " }"
    return _commented(f"# {name} = {example}", one.key.says)


def _commented(code: str, says: str) -> str:
    return f"{code:<{COMMENT_AT - 2}}  # {says}"


def _lacking(text: str) -> dict[str, list[str]]:
    """The keys with a value that a text has not, by their tables with headers."""
    there = {(table, name) for _, table, name in keys_of_text(text)}
    headed = {".".join(path) for path, one in all_keys(Settings) if one.key.has_header and not one.key.between}
    lacking: dict[str, list[str]] = {}
    for path, one in all_keys(Settings):
        table = ".".join(path[:-1])
        if table in headed and not one.key.has_header and (table, path[-1]) not in there:
            lacking.setdefault(table, []).append(path[-1])
    return lacking


def _has(text: str, table: str) -> bool:
    return any(one == table for _, one, _ in keys_of_text(text))


def _end(text: str, table: str) -> int:
    """The last line of the table's first block, or of the last block of the table around it."""
    keys = list(keys_of_text(text))
    mine = [number for number, one, _ in keys if one == table]
    if not mine:
        around = table.rpartition(".")[0]
        return max(number for number, one, _ in keys if one == around or one.startswith(f"{around}."))
    second = next((number for number, one, name in keys if one == table and not name and number > mine[0]), len(text))
    return max(number for number in mine if number < second)
