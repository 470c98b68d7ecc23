"""Keys of sprint.toml: each is declared once, in the annotation of the member that holds it.

A member holds what the program counts with (minutes, minor units, grams), and built in Python a model takes that as it
is. Read from a file, `Reading` is pydantic's validation context, and the declaration turns what is written into it or
says what is wrong. Template, reference and JSON Schema are made from the declarations or held against them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, ClassVar, get_args

from pydantic import BaseModel, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from sprintplan.domain.synonyms import SYNONYMS
from sprintplan.problems import article, did_you_mean, shown

FIRST_YEAR, LAST_YEAR = 2000, 2199
"""Years that a date may be of: days can be counted on from any of them."""

Schema = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """What values of a file are read with: the currency that its amounts are in."""

    currency: str


def wrong(what: str, remedy: str) -> PydanticCustomError:
    """The error that pydantic collects for one value: `what` is wrong with it, and the `remedy`."""
    return PydanticCustomError("key", "{what}. {remedy}", {"what": what, "remedy": remedy})


def of_type(value: Any, types: type | tuple[type, ...], wanted: str) -> Any:
    """A `value`, where it has one of some types of TOML, which are apart: `true` is no number, a date-time no date.

    Parameters
    ----------
    value : what the file holds
    types : the types
    wanted : what it should be, as people read it: "a whole number"

    Raises
    ------
    PydanticCustomError : it has another type
    """
    odd = (isinstance(value, bool) and types is not bool) or isinstance(value, datetime)
    if odd or not isinstance(value, types):
        raise wrong(f"{shown(value)} is not {wanted}", f"Write {wanted}")
    return value


@dataclass(frozen=True)
class Key:
    """The declaration of one key.

    Parameters
    ----------
    says : what it means, as the template's comment tells it
    example : a value, as TOML writes it
    unit : what a number of it counts, as written
    default : the value as written where the member has no default of its own: an amount whose currency is not known
    """

    says: str
    example: str
    unit: str = field(default="", kw_only=True)
    default: Any = field(default=None, kw_only=True)
    kind: ClassVar[str] = ""
    """What its values are, as the reference names them."""
    between: ClassVar[str] = ""
    """What stands between its name and the keys of tables that it holds by name, as the reference names it."""
    table: ClassVar[type[BaseModel] | None] = None
    """The model of a table that it may be written as, where the member holds something else."""

    @property
    def has_header(self) -> bool:
        """Whether it is a table that the file writes under a header of its own."""
        return False

    def read(self, value: Any, reading: Reading) -> Any:
        """The member's value for a `value` of the file; `reading` knows what it is read with, such as the currency.

        Raises
        ------
        PydanticCustomError : by `wrong`, where the value cannot be taken
        """
        raise NotImplementedError

    def written(self, value: Any, reading: Reading) -> Any:
        """The member's `value` as the file writes it, under the same `reading`."""
        return value

    def schema(self) -> Schema:
        """The values of the file as JSON Schema, but for tables."""
        return {}

    def around(self, table: Schema) -> Schema:
        """The values of the file as JSON Schema, given that of the tables among them, `table`."""
        return table

    def bounds(self) -> str:
        """Which values are taken, as the reference tells it; empty where all of the kind are."""
        return ""

    def doubt(self, value: Any, reading: Reading) -> tuple[str, str] | None:
        """The odd thing about a `value` of the file that was read with `reading`, and what to do about it; None for
        nothing."""
        return None

    def tables(self, value: Any) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
        """Tables that a value of the file is or holds, each with what leads to it from the value."""
        if self.table and isinstance(value, dict):
            yield (), value

    def core(self, inner: CoreSchema) -> CoreSchema:
        """A pydantic schema of the member that reads the file's form first, then goes on with the `inner` one."""
        return core_schema.with_info_before_validator_function(self._read, inner)

    def _read(self, value: Any, info: ValidationInfo) -> Any:
        return self.read(value, info.context) if isinstance(info.context, Reading) else value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return self.core(handler(source))


@dataclass(frozen=True)
class Text(Key):
    """A text, of any form or of a pattern; `noun` and `remedy` word what another one is not."""

    pattern: str = field(default="", kw_only=True)
    noun: str = field(default="", kw_only=True)
    remedy: str = field(default="", kw_only=True)
    kind = "text"

    def read(self, value: Any, reading: Reading) -> str:
        """The text as it is."""
        text: str = of_type(value, str, "a text in quotes")
        if self.pattern and not re.fullmatch(self.pattern, text, re.ASCII):
            raise wrong(f"{shown(text)} is not {article(self.noun)}", self.remedy)
        return text

    def schema(self) -> Schema:
        """A string."""
        return {"type": "string"} | ({"pattern": f"^({self.pattern})$"} if self.pattern else {})


@dataclass(frozen=True)
class Flag(Key):
    """True or false."""

    kind = "true or false"

    def read(self, value: Any, reading: Reading) -> bool:
        """The value as it is."""
        return bool(of_type(value, bool, "true or false"))

    def schema(self) -> Schema:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class Clock(Key):
    """A time of the day, of which the member holds minutes after midnight."""

    kind = "time"
    PATTERN: ClassVar[str] = r"([01]\d|2[0-3]):([0-5]\d)(:00)?"

    def read(self, value: Any, reading: Reading) -> int:
        """Minutes after midnight."""
        word = str(of_type(value, (str, time), 'a time such as "18:00"'))
        match = re.fullmatch(self.PATTERN, word, re.ASCII)
        if not match:
            raise wrong(f"{shown(word)} is not a time", 'Write hours and minutes, such as "18:00"')
        return int(match[1]) * 60 + int(match[2])

    def written(self, value: int, reading: Reading) -> str:
        """Hours and minutes again."""
        return f"{value // 60:02}:{value % 60:02}"

    def schema(self) -> Schema:
        """A string."""
        return {"type": "string", "pattern": f"^{self.PATTERN}$"}


_CLOCK = Clock("", "")


@dataclass(frozen=True)
class ClockSpan(Key):
    """Two times of the day, of which the member holds minutes after midnight; the span may pass midnight."""

    kind = "two times"

    def read(self, value: Any, reading: Reading) -> tuple[int, int]:
        """Both in minutes after midnight."""
        if not isinstance(value, list) or len(value) != 2:
            raise wrong("this is not a span of two times", 'Write a first and a last time, such as ["06:30", "22:30"]')
        first, last = (_CLOCK.read(word, reading) for word in value)
        return first, last

    def written(self, value: tuple[int, int], reading: Reading) -> list[str]:
        """Both times again."""
        return [_CLOCK.written(minutes, reading) for minutes in value]

    def schema(self) -> Schema:
        """An array of two strings."""
        return {"type": "array", "minItems": 2, "maxItems": 2, "items": _CLOCK.schema()}


def sane_day(day: date) -> date:
    """The `day`, of a year that can be planned for.

    Raises
    ------
    PydanticCustomError : it is of another year
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise wrong(f"{day} is not a year to plan for", f"Write a year from {FIRST_YEAR} to {LAST_YEAR}")
    return day


@dataclass(frozen=True)
class Day(Key):
    """A date."""

    kind = "date"

    def read(self, value: Any, reading: Reading) -> date:
        """The date as it is."""
        return sane_day(of_type(value, date, "a date without quotes, such as 2027-05-01"))

    def schema(self) -> Schema:
        """A string that is a date."""
        return {"type": "string", "format": "date"}


@dataclass(frozen=True)
class Word(Key):
    """One of some words, by the value that the member holds for each."""

    values: Mapping[str, Any] = field(kw_only=True)
    kind = "word"

    def read(self, value: Any, reading: Reading) -> Any:
        """The value of the word."""
        word: str = of_type(value, str, "one of " + ", ".join(f'"{word}"' for word in self.values))
        if word not in self.values:
            raise wrong(f"unknown word {shown(word)}", did_you_mean(word, self.values, meanings=SYNONYMS))
        return self.values[word]

    def written(self, value: Any, reading: Reading) -> Any:
        """The word again."""
        return next(word for word, one in self.values.items() if one == value)

    def schema(self) -> Schema:
        """One of some strings."""
        return {"enum": list(self.values)}

    def bounds(self) -> str:
        """All words."""
        return ", ".join(self.values)


def words_of(literal: Any) -> dict[str, str]:
    """The words of a `literal`, a `Literal` type; a member holds them as they are."""
    return {word: word for word in get_args(literal)}
