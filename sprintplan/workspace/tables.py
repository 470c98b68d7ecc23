"""Tables of sprint.toml: each key read once, with its line, its type, and what to do about a bad value."""

import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, TypeVar

from sprintplan.domain.people import Selector
from sprintplan.workspace.report import Report, did_you_mean

FILE = "sprint.toml"
Word = TypeVar("Word", bound=str)
HEADER = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
KEY = re.compile(r"\s*\"?([\w -]+?)\"?\s*=")
SELECTORS = ("all", "team:", "role:", "grade:", "home:", "id:")


def key_lines(text: str) -> dict[tuple[str, int, str], int]:
    """Lines by (table, which one of that name, key); the header itself stands under the key ""."""
    found: dict[tuple[str, int, str], int] = {}
    table, seen = "", dict[str, int]()
    for number, line in enumerate(text.splitlines(), 1):
        if header := HEADER.match(line):
            table = header[2]
            seen[table] = seen.get(table, -1) + 1
            found.setdefault((table, seen[table], ""), number)
        elif key := KEY.match(line):
            found.setdefault((table, seen.get(table, 0), key[1]), number)
    return found


class Table:
    """One table: `number` counts tables of the same name in the whole file, from 0."""

    def __init__(
        self,
        values: Mapping[str, Any],
        name: str,
        number: int,
        lines: dict[tuple[str, int, str], int],
        report: Report,
    ) -> None:
        self.values, self.name, self.number, self.lines, self.report = values, name, number, lines, report
        self.read: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.values

    def bad(self, key: str, what: str, remedy: str) -> None:
        """Note a problem of one key."""
        line = self.lines.get((self.name, self.number, key)) or self.lines.get((self.name, self.number, ""), 0)
        self.report.add(FILE, line, f"{self.name}.{key}: {what}" if key else f"[{self.name}]: {what}", remedy)

    def get(self, key: str, kind: type | tuple[type, ...], default: Any, wanted: str) -> Any:
        """The key's value where it has the kind, else the default and a problem."""
        self.read.add(key)
        value = self.values.get(key, default)
        if key in self.values and (not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)):
            self.bad(key, f"{value!r} is not {wanted}", f"Write {wanted}")
            return default
        return value

    def done(self, elsewhere: Mapping[str, str]) -> None:
        """Every key that was not asked for is unknown; `elsewhere` names tables that have a key of that name."""
        for key in self.values:
            if key not in self.read and key in elsewhere and elsewhere[key] != self.name:
                what = f"this key belongs to [{elsewhere[key]}]"
                self.bad(key, what, f"A key belongs to the table above it: move it above [[{self.name}]]")
            elif key not in self.read:
                self.bad(key, "unknown key", did_you_mean(key, sorted(self.read)))

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        return str(self.get(key, str, default, "a text in quotes"))

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        return bool(self.get(key, bool, default, "true or false"))

    def whole(self, key: str, default: int | None, least: int = 0) -> int | None:
        """A whole number of at least `least`."""
        value = self.get(key, int, default, "a whole number")
        if value is not None and value < least:
            self.bad(key, f"{value} is below {least}", f"Write {least} or more")
        return None if value is None else int(value)

    def count(self, key: str, default: int, least: int = 0) -> int:
        """A whole number that is there or has a default."""
        value = self.whole(key, default, least)
        return default if value is None else value

    def number_of(self, key: str, default: Decimal | None) -> Decimal | None:
        """A decimal number of at least zero."""
        value = self.get(key, (int, Decimal), default, "a number")
        if value is not None and (not Decimal(value).is_finite() or value < 0):
            self.bad(key, f"{value} is below zero", "Write zero or more")
            return default
        return None if value is None else Decimal(value)

    def clock(self, key: str, default: str) -> int:
        """Minutes after midnight of a time such as "18:00"."""
        word = self.get(key, (str, time), default, 'a time such as "18:00"')
        match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)(:00)?", str(word))
        if not match:
            self.bad(key, f'"{word}" is no time', 'Write hours and minutes, such as "18:00"')
            return 0
        return int(match[1]) * 60 + int(match[2])

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.get(key, list, [], "a list of texts")
        if not all(isinstance(word, str) for word in value):
            self.bad(key, f"{value!r} holds something that is no text", 'Write ["one", "two"]')
            return ()
        return tuple(value)

    def days(self, key: str) -> tuple[date, ...]:
        """A list of dates."""
        value = self.get(key, list, [], "a list of dates")
        if not all(type(day) is date for day in value):
            self.bad(key, "not every entry is a date", "Write dates without quotes: [2027-05-01]")
            return ()
        return tuple(sorted(value))

    def one_of(self, key: str, known: tuple[Word, ...], default: Word | None) -> Word | None:
        """One of some words."""
        value = self.get(key, str, default, "one of " + ", ".join(known))
        if value is not None and value not in known:
            self.bad(key, f'unknown "{value}"', did_you_mean(value, known))
            return default
        return None if value is None else next(word for word in known if word == value)

    def selectors(self, key: str, default: tuple[Selector, ...] = ()) -> tuple[Selector, ...]:
        """A selector or a list of them."""
        value = self.get(key, (str, list), None, 'a selector such as "all" or ["team:core"]')
        if value is None:
            return default
        words = [value] if isinstance(value, str) else value
        return tuple(selector for word in words if (selector := self._selector(key, word)))

    def _selector(self, key: str, word: object) -> Selector | None:
        kind, colon, name = str(word).partition(":")
        if word == "all":
            return Selector(kind="all")
        if not colon or f"{kind}:" not in SELECTORS or not name:
            self.bad(key, f"{word!r} is no selector", "Use all, team:NAME, role:NAME, grade:NAME, home:CC or id:ID")
            return None
        return Selector.model_validate({"kind": kind, "value": name})

    def table(self, key: str) -> "Table | None":
        """A table within this one, written in braces or under a header of its own."""
        value = self.get(key, dict, None, "a table in braces")
        return None if value is None else Table(value, self._named(key), self._number(key), self.lines, self.report)

    def _named(self, key: str) -> str:
        inner = f"{self.name}.{key}"
        return inner if (inner, 0, "") in self.lines else self.name

    def _number(self, key: str) -> int:
        return 0 if (f"{self.name}.{key}", 0, "") in self.lines else self.number

    def tables(self, key: str, first: int = 0) -> "list[Table]":
        """An array of tables, of which `first` of the same name stand before these in the file."""
        values = self.get(key, list, [], f"[[{key}]] tables")
        name = f"{self.name}.{key}" if self.name else key
        if not all(isinstance(value, dict) for value in values):
            self.bad(key, "this is no array of tables", f"Write [[{name}]] headers")
            return []
        return [Table(value, name, first + n, self.lines, self.report) for n, value in enumerate(values)]
