"""Tables of sprint.toml: each key read once, with its line, its type, and what to do about a bad value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from sprintplan.domain.people import Selector
from sprintplan.numerals import is_finer, may_be_thousands, plain_forms
from sprintplan.problems import did_you_mean, shown
from sprintplan.units import MOST_MINOR, currency_decimals, minor_units
from sprintplan.workspace.cells import FIRST_YEAR, LAST_YEAR, MOST_AMOUNT, MOST_DECIMALS
from sprintplan.workspace.lines import Path, line_of
from sprintplan.workspace.report import Report
from sprintplan.world.cities import countries

FILE = "sprint.toml"
MOST = 1_000_000
ARRAYS = ("event", "event.session", "policy.cabin", "offers.duffel.private_fare")
KINDS = ("team", "role", "grade", "home", "id")

Word = TypeVar("Word", bound=str)


@dataclass(frozen=True)
class Document:
    """What all tables of one file share.

    `owners` names the tables that know a key, by key; `selectors` collects those that were read, so that they can
    be held against people.csv.
    """

    lines: dict[Path, int]
    report: Report
    owners: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    selectors: "list[tuple[Table, str, Selector]]" = field(default_factory=list)


class Table:
    """One table at `path`, such as ("event", 0, "session", 1)."""

    def __init__(self, values: Mapping[str, Any], path: Path, document: Document) -> None:
        self.values, self.path, self.document = values, path, document
        self.known: set[str] = set()

    @property
    def name(self) -> str:
        """The table as a header names it: `event.session`."""
        return ".".join(part for part in self.path if isinstance(part, str))

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.values

    def line(self, key: str = "") -> int:
        """The line of a key, or of what is around it."""
        return line_of((*self.path, key), self.document.lines)

    def bad(self, key: str, what: str, remedy: str) -> None:
        """Note a problem of one key, or of the whole table where the key is empty."""
        where = ".".join(part for part in (self.name, key) if part)
        self.document.report.add(FILE, self.line(key), f"{where}: {what}", remedy)

    def get(self, key: str, kind: type | tuple[type, ...], default: Any, wanted: str) -> Any:
        """The key's value where it has the kind, else the default and a problem."""
        self.known.add(key)
        if key not in self.values:
            return default
        value = self.values[key]
        odd = (isinstance(value, bool) and kind is not bool) or isinstance(value, datetime)
        if odd or not isinstance(value, kind):
            self.bad(key, f"{shown(value)} is not {wanted}", f"Write {wanted}")
            return default
        return value

    def done(self) -> None:
        """Every key that was not asked for is unknown, or belongs to a table that it was not put under."""
        for key in self.values:
            if key not in self.known:
                self._unknown(key)

    def _unknown(self, key: str) -> None:
        owners = [owner for owner in self.document.owners.get(key, ()) if owner != self.name]
        inner = [owner for owner in owners if self.name.startswith(owner + ".")]
        if inner:
            what = f"this key belongs to {_header(inner[0])}, and TOML gives a key to the table above it"
            self.bad(key, what, f"Move it above the first {_header(self.name)}")
        elif owners and self.path:
            what = f"this key belongs to {_header(owners[0])}, and TOML gives a key to the table above it"
            self.bad(key, what, f"Move it under {_header(owners[0])}")
        else:
            self.bad(key, "unknown key", did_you_mean(key, sorted(self.known)))

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        return str(self.get(key, str, default, "a text in quotes"))

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        return bool(self.get(key, bool, default, "true or false"))

    def whole(self, key: str, default: int | None, least: int = 0, most: int = MOST) -> int | None:
        """A whole number from `least` to `most`."""
        value = self.get(key, int, default, "a whole number")
        if value is not None and not least <= value <= most:
            self._outside(key, value, least, most)
            return default
        return None if value is None else int(value)

    def count(self, key: str, default: int, least: int = 0, most: int = MOST) -> int:
        """A whole number that always has a value."""
        found = self.whole(key, default, least, most)
        return default if found is None else found

    def number_of(self, key: str, default: Decimal | None, most: int = MOST_AMOUNT) -> Decimal | None:
        """A decimal number from zero to `most`."""
        value = self.values.get(key)
        if isinstance(value, str) and (forms := plain_forms(value)):
            self.known.add(key)
            self.bad(key, f"{shown(value)} is a text", f"Write {forms}, without quotes")
            return default
        value = self.get(key, (int, Decimal), default, "a number")
        if value is None or value is default:
            return default
        number = Decimal(value)
        if not number.is_finite() or not 0 <= number <= most:
            self._outside(key, value, 0, most)
            return default
        if -int(number.as_tuple().exponent) > MOST_DECIMALS:
            self.bad(key, f"{shown(value)} has too many decimals", f"Write at most {MOST_DECIMALS}")
            return default
        return number

    def money(self, key: str, currency: str, most_minor: int = MOST_MINOR) -> int | None:
        """An amount of the currency in minor units, None where the key is absent or wrong."""
        decimals = currency_decimals(currency)
        amount = self.number_of(key, None, most_minor // 10**decimals)
        if amount is None:
            return None
        if may_be_thousands(text := f"{amount:f}", decimals):
            what = f"{text} has more decimals than {currency}, and may mean thousands"
            self.bad(key, what, f"Write {plain_forms(text, decimals)}")
        elif is_finer(text, decimals):
            what = f"{self.name}.{key}: {text} is rounded, as {currency} has {decimals} decimals"
            self.document.report.warn(FILE, self.line(key), what, "Check the amount")
        return minor_units(amount, currency)

    def decimal(self, key: str, default: Decimal, most: int = MOST_AMOUNT) -> Decimal:
        """A decimal number that always has a value."""
        found = self.number_of(key, default, most)
        return default if found is None else found

    def _outside(self, key: str, value: object, least: int, most: int) -> None:
        if isinstance(value, int | Decimal) and value == value and value < least:
            self.bad(key, f"{shown(value)} is below {least or 'zero'}", f"Write {least or 'zero'} or more")
        else:
            self.bad(key, f"{shown(value)} is not within {least} to {most}", "Write a number in between")

    def clock(self, key: str, default: str) -> int:
        """Minutes after midnight of a time such as "18:00"."""
        word = str(self.get(key, (str, time), default, 'a time such as "18:00"'))
        match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)(:00)?", word, re.ASCII)
        if not match:
            self.bad(key, f"{shown(word)} is no time", 'Write hours and minutes, such as "18:00"')
            return 0
        return int(match[1]) * 60 + int(match[2])

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts, each once."""
        value = self.get(key, list, [], "a list of texts")
        if not all(isinstance(word, str) for word in value):
            self.bad(key, f"{shown(value)} holds something that is no text", 'Write ["one", "two"]')
            return ()
        return tuple(dict.fromkeys(value))

    def day(self, key: str) -> date | None:
        """One date."""
        value = self.get(key, date, None, "a date without quotes, such as 2027-05-01")
        return value if value is not None and self._sane(key, value) else None

    def days(self, key: str) -> tuple[date, ...]:
        """A list of dates, in order and each once."""
        value = self.get(key, list, [], "a list of dates")
        if not all(type(day) is date for day in value):
            self.bad(key, "not every entry is a date", "Write dates without quotes: [2027-05-01]")
            return ()
        return tuple(sorted({day for day in value if self._sane(key, day)}))

    def _sane(self, key: str, day: date) -> bool:
        sane = FIRST_YEAR <= day.year <= LAST_YEAR
        if not sane:
            self.bad(key, f"{day} is no year to plan for", f"Write a year from {FIRST_YEAR} to {LAST_YEAR}")
        return sane

    def one_of(self, key: str, known: tuple[Word, ...], default: Word | None) -> Word | None:
        """One of some words."""
        value = self.get(key, str, default, "one of " + ", ".join(f'"{word}"' for word in known))
        for word in known:
            if value == word:
                return word
        if value is not None:
            self.bad(key, f"unknown word {shown(value)}", did_you_mean(value, known))
        return default

    def selectors(self, key: str, default: tuple[Selector, ...] = ()) -> tuple[Selector, ...]:
        """A selector or a list of them."""
        value = self.get(key, (str, list), None, 'a selector such as "all" or ["team:core"]')
        if value is None:
            return default
        words = dict.fromkeys(map(str, [value] if isinstance(value, str) else value))
        found = tuple(selector for word in words if (selector := self._selector(key, word)))
        self.document.selectors.extend((self, key, selector) for selector in found)
        return found

    def _selector(self, key: str, word: str) -> Selector | None:
        kind, colon, name = word.partition(":")
        if word == "all":
            return Selector(kind="all")
        if not colon or kind not in KINDS or not name:
            remedy = "Use all, team:NAME, role:NAME, grade:NAME, home:CC or id:ID"
            self.bad(key, f"{shown(word)} is no selector", remedy)
            return None
        if kind == "home" and name not in countries():
            self.bad(key, f'"{name}" is no country code', "Use ISO 3166-1 alpha-2 codes, such as home:FR")
            return None
        return Selector.model_validate({"kind": kind, "value": name})

    def table(self, key: str) -> "Table | None":
        """A table within this one, written in braces or under a header of its own."""
        value = self.get(key, dict, None, "a table in braces")
        return None if value is None else Table(value, (*self.path, key), self.document)

    def tables(self, key: str) -> "list[Table]":
        """An array of tables."""
        name = ".".join(part for part in (self.name, key) if part)
        values = self.get(key, list, [], f"[[{name}]] tables, with two brackets")
        if not all(isinstance(value, dict) for value in values):
            self.bad(key, "this is no array of tables", f"Write [[{name}]] headers")
            return []
        return [Table(value, (*self.path, key, number), self.document) for number, value in enumerate(values)]


def _header(name: str) -> str:
    return f"[[{name}]]" if name in ARRAYS else f"[{name}]"
