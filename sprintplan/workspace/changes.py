"""Keys of sprint.toml set to other values, or left out, before the file is understood: what if it said this."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sprintplan.domain.settings import Settings
from sprintplan.domain.tables import Tables, keys_of
from sprintplan.errors import InputError, Place, Problem
from sprintplan.problems import did_you_mean, shown
from sprintplan.workspace.document import Document
from sprintplan.workspace.json_schema import written_default
from sprintplan.workspace.lines import Path
from sprintplan.workspace.toml_text import value_of

LEFT_OUT = object()
"""The value of a key that is taken out."""
PART = re.compile(r"\s*(?:\"([^\"]*)\"|([^\".\[\]=]+?))\s*((?:\[\d+\]\s*)*)(?:\.|$)")
NUMBER = re.compile(r"\[(\d+)\]")
REMEDY = "Write KEY=VALUE as sprint.toml would: policy.max_connections=1, policy.cabin[2].over_hours=8"


@dataclass(frozen=True)
class Change:
    """One key with another value.

    Attributes
    ----------
    key : as people write it: `policy.cabin[2].over_hours`; tables of an array count from 1, events go by their ids too
    path : its parts; whole numbers are positions in arrays, counted from 0
    value : as TOML reads it, or LEFT_OUT
    place : where the change is asked for
    """

    key: str
    path: Path
    value: Any
    place: Place

    def __str__(self) -> str:
        if self.value is not LEFT_OUT:
            return f"{self.key} = {as_toml(self.value)}"
        return f"without {self.key}{instead(default_at(self.path))}"


def instead(value: Any) -> str:
    """What to say behind a key that is left out, where some `value` takes the place of its own; None is none."""
    return "" if value is None else f" ({as_toml(value)} counts instead)"


def default_at(path: Path) -> Any:
    """What counts where the key at a `path` is left out; None where that is nothing, and for tables and their like."""
    declared, at = keys_of(Settings), list(path)
    while at:
        one = declared.get(str(at.pop(0)))
        if one is None:
            return None
        if not at:
            return None if one.table or one.key.between else written_default(one) or None
        if isinstance(one.key, Tables) or one.key.between:
            at.pop(0)
        declared = keys_of(one.table) if one.table else {}
    return None


def change_of(text: str, place: Place) -> Change:
    """The change that a `text`, KEY=VALUE, asks for; without a value the key is left out, a bare word is a text.

    Parameters
    ----------
    text : as people write it
    place : where they write it

    Raises
    ------
    InputError : it has no key, or no `=`
    """
    key, equals, written = text.partition("=")
    if not equals:
        raise InputError([Problem(place, "there is no = in it", REMEDY)])
    return Change(key.strip(), path_of(key, place), _value_of(written.strip()), place)


def path_of(key: str, place: Place) -> Path:
    """The parts of a `key` as people write it, at `place`.

    Raises
    ------
    InputError : it is not a key
    """
    path, at = list[str | int](), 0
    while at < len(key) or not path:
        part = PART.match(key, at)
        if part is None or part.end() == at:
            raise InputError([Problem(place, f"{shown(key.strip())} is not a key", REMEDY)])
        path.append(part[2] if part[1] is None else part[1])
        path += [int(number) - 1 for number in NUMBER.findall(part[3])]
        at = part.end()
    return tuple(path)


def _value_of(written: str) -> Any:
    if not written:
        return LEFT_OUT
    return value_of(written)


def as_toml(value: Any) -> str:
    """A value as sprint.toml may write it on one line."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case list() | tuple():
            return f"[{', '.join(map(as_toml, value))}]"
        case dict():
            return "{ " + ", ".join(f"{_as_key(name)} = {as_toml(one)}" for name, one in value.items()) + " }"
        case _:
            return str(value)


def _as_key(name: str) -> str:
    return name if re.fullmatch(r"[\w-]+", name, re.ASCII) else as_toml(name)


def apply(changes: Iterable[Change], document: Document) -> None:
    """Apply changes to the document's values; problems of a changed value are located at its change.

    Parameters
    ----------
    changes : keys with other values; positions are those of the file as it is, whatever else is left out
    document : sprint.toml, not yet understood
    """
    dropped = list[tuple[list[Any], int]]()
    for change in changes:
        path = tuple(_positions(change.path, document.values))
        holder = _holder(document.values, path, change)
        document.changed[path] = change.place
        if isinstance(holder, list):
            _put(holder, path[-1], change, dropped)
        elif change.value is LEFT_OUT:
            _leave_out(document.values, holder, path)
        else:
            holder[path[-1]] = change.value
    for holder, number in sorted(dropped, key=lambda one: -one[1]):
        del holder[number]


def _leave_out(values: dict[str, Any], holder: dict[str, Any], path: Path) -> None:
    """Take a key out of its table, and with the last one a table within a table."""
    holder.pop(str(path[-1]), None)
    if not holder and len(path) > 2:
        around: Any = values
        for part in path[:-2]:
            around = around[part]
        if isinstance(around, dict):
            around.pop(str(path[-2]), None)


def _put(holder: list[Any], number: str | int, change: Change, dropped: list[tuple[list[Any], int]]) -> None:
    """Change one of an array's tables, or note that it goes; the one after the last may be added."""
    if not isinstance(number, int) or not 0 <= number < len(holder) + (change.value is not LEFT_OUT):
        raise InputError([Problem(change.place, f"{change.key}: there are {len(holder)} of them", "Count from 1")])
    if change.value is LEFT_OUT:
        dropped.append((holder, number))
    else:
        holder[number : number + 1] = [change.value]


def _positions(path: Path, values: Any) -> Iterator[str | int]:
    """The path with the positions of events, and of their sessions, in place of their ids."""
    at = values
    for part in path:
        if isinstance(at, list) and isinstance(part, str):
            known = [one.get("id") if isinstance(one, dict) else None for one in at]
            part = known.index(part) if part in known else part
        yield part
        at = _inside(at, part)


def _inside(at: Any, part: str | int) -> Any:
    if isinstance(at, dict):
        return at.get(part)
    return at[part] if isinstance(at, list) and isinstance(part, int) and 0 <= part < len(at) else None


def _holder(values: dict[str, Any], path: Path, change: Change) -> Any:
    """The table or array around the last part of a path; tables that are not there are made.

    Raises
    ------
    InputError : a part on the way is neither
    """
    at: Any = values
    for part in path[:-1]:
        if isinstance(at, dict) and isinstance(part, str) and part not in at:
            at[part] = {}
        inner = _inside(at, part)
        if not isinstance(inner, dict | list):
            raise InputError([Problem(change.place, _stray(at, part, change), REMEDY)])
        at = inner
    if not isinstance(at, dict if isinstance(path[-1], str) else list):
        raise InputError([Problem(change.place, _stray(at, path[-1], change), REMEDY)])
    return at


def _stray(at: Any, part: str | int, change: Change) -> str:
    """Why a path leads nowhere."""
    if isinstance(at, list) and isinstance(part, int):
        return f"{change.key}: there are {len(at)} of them, counted from 1"
    if isinstance(at, list):
        known = [str(one["id"]) for one in at if isinstance(one, dict) and "id" in one]
        hint = f" {did_you_mean(str(part), known)}" if known else ""
        return f"{change.key}: none is called {shown(str(part))}.{hint}".rstrip(".")
    return f"{change.key}: {shown(part)} holds no other keys"
