"""A record's JSON member by member, to change one at a time."""

import copy
from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]


def leaves(record: object, *path: str | int) -> Iterator[tuple[Path, Any]]:
    """Every value that is neither list nor object, with the way to it."""
    if isinstance(record, dict | list):
        for key, value in record.items() if isinstance(record, dict) else enumerate(record):
            yield from leaves(value, *path, key)
    else:
        yield path, record


def lists(record: object, *path: str | int) -> Iterator[tuple[Path, list[Any]]]:
    """Every list, with the way to it."""
    if isinstance(record, list):
        yield path, record
    if isinstance(record, dict | list):
        for key, value in record.items() if isinstance(record, dict) else enumerate(record):
            yield from lists(value, *path, key)


def with_member(record: Any, path: Path, value: object) -> Any:
    """The record with one member changed; the others are shared with it."""
    if not path:
        return value
    changed = copy.copy(record)
    changed[path[0]] = with_member(record[path[0]], path[1:], value)
    return changed


def name_of(path: Path) -> str:
    """The member's name, places in lists aside: "events.trips.cost.fare"."""
    return ".".join(key for key in path if isinstance(key, str))
