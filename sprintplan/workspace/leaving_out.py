"""Every rule, limit and preference that sprint.toml states, each with the change that leaves it out alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sprintplan.domain.events import Event
from sprintplan.domain.keys import Text
from sprintplan.domain.limits import Limits
from sprintplan.domain.objective import Objective
from sprintplan.domain.policy import Policy
from sprintplan.domain.quantities import Money
from sprintplan.domain.tables import Declared, Section, Tables, keys_of
from sprintplan.errors import Place
from sprintplan.workspace.changes import LEFT_OUT, Change, as_toml, default_at, instead
from sprintplan.workspace.document import FILE, read_document
from sprintplan.workspace.files import read_text
from sprintplan.workspace.report import Report

TABLES: tuple[tuple[str, type[BaseModel]], ...] = (("policy", Policy), ("limits", Limits), ("objective", Objective))
"""The tables whose keys are rules, limits and preferences, beside those of events."""


@dataclass(frozen=True)
class StatedRule:
    """A rule as sprint.toml states it.

    Attributes
    ----------
    text : the key with its value, on one line
    change : what leaves it out; what is weighed in money is left out by a weight of 0, as its default is another one
    """

    text: str
    change: Change

    @property
    def without(self) -> str:
        """The text of the year that leaves it out, with the value that counts instead, where one does."""
        value = self.change.value
        return self.text + instead(default_at(self.change.path) if value is LEFT_OUT else value)


def stated_rules(folder: Path) -> list[StatedRule]:
    """Every rule of the workspace in `folder`, which can be read, in the order of the declarations: events first.

    A rule is a key of an event, of `[policy]`, `[limits]` or `[objective]` that may be left out; of keys that hold
    several tables each table is one, and so is each key of a table under a header of its own.
    """
    report = Report()
    document = read_document(read_text(folder, FILE, report), report)
    report.check()
    rules = list[StatedRule]()
    for number, event in enumerate(document.values.get("event", ())):
        rules += _of_table(event, Event, ("event", number), f"event.{event['id']}")
    for name, model in TABLES:
        rules += _of_table(document.values.get(name, {}), model, (name,), name)
    return rules


def _of_table(
    values: dict[str, Any], model: type[BaseModel], path: tuple[str | int, ...], label: str
) -> Iterator[StatedRule]:
    for name, one in keys_of(model).items():
        if name in values and not one.required and not isinstance(one.key, Text):
            yield from _of_key(values[name], one, (*path, name), f"{label}.{name}")


def _of_key(value: Any, one: Declared, path: tuple[str | int, ...], label: str) -> Iterator[StatedRule]:
    if isinstance(one.key, Tables):
        for number, table in enumerate(value):
            yield _left_out(f"{label}[{number + 1}]", table, (*path, number))
    elif one.key.between:
        for name, table in value.items():
            yield _left_out(f'{label}."{name}"', table, (*path, name))
    elif isinstance(one.key, Section) and one.key.has_header and one.table:
        yield from _of_table(value, one.table, path, label)
    elif path[0] == "objective" and isinstance(one.key, Money):
        yield StatedRule(f"{label} = {as_toml(value)}", Change(label, path, 0, Place(FILE)))
    else:
        yield _left_out(label, value, path)


def _left_out(label: str, value: Any, path: tuple[str | int, ...]) -> StatedRule:
    return StatedRule(f"{label} = {as_toml(value)}", Change(label, path, LEFT_OUT, Place(FILE)))
