"""Keys that hold lists and tables, and the walk over all keys that a model declares."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, ValidationInfo, model_validator
from pydantic_core import CoreSchema, core_schema

from sprintplan.domain.keys import Key, Reading, Schema, of_type, sane_day, wrong
from sprintplan.domain.model import Model
from sprintplan.problems import article, shown


class Table(Model):
    """A table of sprint.toml: each member declares its key."""

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, values: Any, info: ValidationInfo) -> Any:
        """Give keys that are left out the default that is declared as the file writes it."""
        if not isinstance(info.context, Reading) or not isinstance(values, dict):
            return values
        return {name: one.key.default for name, one in keys_of(cls).items() if one.key.default is not None} | values


@dataclass(frozen=True)
class Days(Key):
    """A list of dates, which the member holds in order and each once."""

    kind = "list of dates"
    how = "Write dates without quotes: [2027-05-01]"

    def read(self, value: Any, reading: Reading) -> tuple[date, ...]:
        """The dates, in order."""
        days = of_type(value, list, "a list of dates")
        if not all(type(day) is date for day in days):
            raise wrong("not every entry is a date", self.how)
        return tuple(sorted(set(map(sane_day, days))))

    def written(self, value: tuple[date, ...], reading: Reading) -> list[date]:
        """The dates again."""
        return list(value)

    def schema(self) -> Schema:
        """An array of dates."""
        return {"type": "array", "items": {"type": "string", "format": "date"}}


@dataclass(frozen=True)
class Words(Key):
    """A list of texts, each once; where they have a pattern, `noun` and `remedy` word what another one is not."""

    pattern: str = field(default="", kw_only=True)
    noun: str = field(default="", kw_only=True)
    remedy: str = field(default="", kw_only=True)
    least: int = field(default=0, kw_only=True)
    kind = "list of texts"

    def read(self, value: Any, reading: Reading) -> tuple[str, ...]:
        """The texts, each once."""
        words = of_type(value, list, "a list of texts")
        if not all(isinstance(word, str) for word in words):
            raise wrong(f"{shown(words)} holds something that is not text", 'Write ["one", "two"]')
        if len(words) < self.least:
            raise wrong("the list is empty", self.remedy)
        return tuple(dict.fromkeys(words))

    def written(self, value: tuple[str, ...], reading: Reading) -> list[str]:
        """The texts again."""
        return list(value)

    def core(self, inner: CoreSchema) -> CoreSchema:
        """A tuple whose items are held against the pattern one by one."""
        item = core_schema.no_info_before_validator_function(self._item, core_schema.str_schema())
        return super().core(core_schema.tuple_variable_schema(item))

    def _item(self, word: Any) -> Any:
        if self.pattern and not re.fullmatch(self.pattern, str(word), re.ASCII):
            raise wrong(f"{shown(word)} is not {article(self.noun)}", self.remedy)
        return word

    def schema(self) -> Schema:
        """An array of strings."""
        item: Schema = {"type": "string"} | ({"pattern": f"^{self.pattern}$"} if self.pattern else {})
        return {"type": "array", "items": item} | ({"minItems": self.least} if self.least else {})


@dataclass(frozen=True)
class Section(Key):
    """A table: under a header of its own, or `inline` in braces."""

    example: str = field(default="", kw_only=True)
    inline: bool = field(default=False, kw_only=True)
    kind = "table"

    @property
    def has_header(self) -> bool:
        """Whether it is not in braces."""
        return not self.inline

    def read(self, value: Any, reading: Reading) -> Any:
        """The table as it is."""
        return of_type(value, dict, "a table in braces" if self.inline else "a table with a header in brackets")

    def tables(self, value: Any) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
        """The table itself, where it is one."""
        if isinstance(value, dict):
            yield (), value

    def written(self, value: BaseModel, reading: Reading) -> dict[str, Any]:
        """The table again, with every key that has a value."""
        held = {name: (one, getattr(value, one.member)) for name, one in keys_of(type(value)).items()}
        return {name: one.key.written(inner, reading) for name, (one, inner) in held.items() if inner not in (None, ())}


@dataclass(frozen=True)
class Tables(Key):
    """An array of tables, `least` of them or more."""

    example: str = field(default="", kw_only=True)
    least: int = field(default=0, kw_only=True)
    kind = "tables"

    @property
    def has_header(self) -> bool:
        """Each has one."""
        return True

    def read(self, value: Any, reading: Reading) -> tuple[Any, ...]:
        """The tables as they are."""
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise wrong("this is not an array of tables", f"Write headers with two brackets: {self.example}")
        if len(value) < self.least:
            raise wrong("the list is empty", f"Add {self.example}")
        return tuple(value)

    def written(self, value: tuple[BaseModel, ...], reading: Reading) -> list[dict[str, Any]]:
        """The tables again."""
        return [Section(self.says).written(one, reading) for one in value]

    def tables(self, value: Any) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
        """Each by its number."""
        yield from (((number,), one) for number, one in enumerate(value))

    def around(self, table: Schema) -> Schema:
        """An array of tables."""
        return {"type": "array", "items": table} | ({"minItems": self.least} if self.least else {})


@dataclass(frozen=True)
class Declared:
    """One key of a table: its name in the file, the member that holds it, what it declares.

    `table` is the model of the tables that it holds, None for any other value; `default` is the member's, None where
    it has none.
    """

    name: str
    member: str
    key: Key
    table: type[BaseModel] | None
    required: bool
    default: Any


@cache
def keys_of(model: type[BaseModel]) -> Mapping[str, Declared]:
    """The keys that a model declares, by their names in the file, in order."""
    keys = {}
    for member, info in model.model_fields.items():
        for key in info.metadata:
            if isinstance(key, Key):
                name = info.alias or member
                required = info.is_required() and key.default is None
                default = None if info.is_required() else info.get_default(call_default_factory=True)
                table = key.table or _table_in(info.annotation)
                keys[name] = Declared(name, member, key, table, required, default)
    return keys


def _table_in(annotation: Any) -> type[BaseModel] | None:
    """The model of tables within a type: itself, or that of which it holds many, or one or nothing."""
    if isinstance(annotation, type) and issubclass(annotation, Table):
        return annotation
    return next((model for part in get_args(annotation) if (model := _table_in(part))), None)


def all_keys(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Declared]]:
    """Every key that a `model` declares, in its tables too, with the names that lead to it, after `path`."""
    for name, one in keys_of(model).items():
        yield (*path, name), one
        if one.table:
            yield from all_keys(one.table, (*path, name))


def keys_written(
    values: dict[str, Any], model: type[BaseModel], path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Declared, Any]]:
    """Every key that a file writes and a model declares, in its tables too, with its path and its value.

    Parameters
    ----------
    values : the tables of the file
    model : what declares the keys
    path : names that lead to the values
    """
    for name, one in keys_of(model).items():
        if name in values:
            yield (*path, name), one, values[name]
            if one.table:
                for inner, table in one.key.tables(values[name]):
                    yield from keys_written(table, one.table, (*path, name, *inner))
