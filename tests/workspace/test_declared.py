"""Keys as they are declared: whatever one holds is read or told, and every example and default can be written."""

import tomllib
from copy import deepcopy
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel

from sprintplan.domain.model import Cabin
from sprintplan.domain.settings import Settings
from sprintplan.domain.tables import Declared, Section, Tables, all_keys, keys_of, keys_written
from sprintplan.workspace.document import Document
from sprintplan.workspace.lines import Path
from sprintplan.workspace.report import Report
from sprintplan.workspace.settings import read_settings
from tests.workspace import full

VALUES = tomllib.loads(full.TOML, parse_float=Decimal) | {
    "offers": {
        "source": "estimate",
        "emissions": "embedded",
        "duffel": {
            "url": "https://api.example",
            "private_fare": [{"airline": "QF", "tour_code": "X", "account_code": "1"}],
        },
    }
}
"""A file that is right, with every table in it."""
ODD = [5, -1, 10**30, Decimal("1.5"), Decimal("nan"), "", "x", True, [], [5], ["x"], [[]], [{}], {}, {"x": 5}]
ODD += [date(2027, 5, 1), datetime(2027, 5, 1), time(7, 30), date(1, 1, 1)]
MONDAY = date(2027, 4, 5)
SESSION = {"id": "s", "days": [1, 5], "who": "all"}
KEYS = [path for path, _, _ in keys_written(VALUES, Settings)]


def document(path: Path, value: Any) -> Document:
    """The file with another value at a path."""
    values = deepcopy(VALUES)
    holder: Any = values
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    return Document(values, {}, Report())


@pytest.mark.parametrize("path", KEYS, ids=[".".join(map(str, path)) for path in KEYS])
def test_whatever_a_key_holds_is_read_or_told(path: Path) -> None:
    """A problem names the key, or one within it, and nothing else; what is read stays in the values."""
    for odd in ODD:
        found = document(path, odd)
        read_settings(found)
        assert all(one[: len(path)] == path for one in found.wrong)
        assert bool(found.wrong) == bool(len(found.report))


def exemplary(model: type[BaseModel]) -> dict[str, Any]:
    """A table in which every key has its example."""
    return {name: example(one) for name, one in keys_of(model).items()}


def example(one: Declared) -> Any:
    if one.table and isinstance(one.key, Section | Tables):
        return [exemplary(one.table)] if isinstance(one.key, Tables) else exemplary(one.table)
    return tomllib.loads(f"example = {one.key.example}", parse_float=Decimal)["example"]


def test_a_file_of_all_examples_is_right() -> None:
    found = Document(exemplary(Settings), {}, Report())
    settings = read_settings(found)
    assert found.report.messages() == []
    (rule,), (event,) = settings.policy.cabin_rules, settings.events
    assert (rule.cabin, rule.or_rest_nights) == (Cabin.PREMIUM_ECONOMY, 1)
    assert (event.starts, event.sessions[0].days) == ((date(2027, 4, 5),), (1, 5))


def test_defaults_can_be_written_and_mean_the_same() -> None:
    """What the reference and the schema show as a key's default is what its member holds without it."""
    needed = {"company": {}, "policy": {}, "event": [{"id": "e", "starts": [MONDAY], "session": [SESSION]}]}
    plain = read_settings(Document(deepcopy(needed), {}, Report()))
    written = {name: one.key.written(getattr(plain, one.member)) for name, one in keys_of(Settings).items()}
    del written["objective"]
    found = Document(written, {}, Report())
    assert read_settings(found) == plain
    assert found.report.messages() == []


def test_nobody_declares_a_key_without_saying_what_it_means() -> None:
    assert [path for path, one in all_keys(Settings) if not one.key.says or one.key.says.endswith(".")] == []
