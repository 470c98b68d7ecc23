"""Keys as they are declared: whatever one holds is read or told, and every example and default can be written."""

import csv
import tomllib
from copy import deepcopy
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from sprintplan.domain.columns import columns_of, member_of
from sprintplan.domain.keys import Reading
from sprintplan.domain.model import Cabin
from sprintplan.domain.people import Person
from sprintplan.domain.settings import Settings
from sprintplan.domain.tables import Declared, Section, Tables, all_keys, keys_of, keys_written
from sprintplan.domain.venues import Venue
from sprintplan.workspace import lines, read_workspace, visas
from sprintplan.workspace.document import Document
from sprintplan.workspace.report import Report
from sprintplan.workspace.settings import read_settings
from tests.build import full_workspace as full

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
SPRING = """\
[company]
[[event]]
id = "spring"
starts = [2027-04-05]
session = [{ id = "s", days = [1, 5], who = "all" }]
[policy]
"""


def exemplary(model: type[BaseModel]) -> dict[str, Any]:
    """A table in which every key has its example."""
    return {name: example(one) for name, one in keys_of(model).items()}


def example(one: Declared) -> Any:
    if one.table and isinstance(one.key, Section | Tables):
        return [exemplary(one.table)] if isinstance(one.key, Tables) else exemplary(one.table)
    return tomllib.loads(f"example = {one.key.example}", parse_float=Decimal)["example"]


EXAMPLES = exemplary(Settings)
"""A file in which every key has its example."""
KEYS = {path: VALUES for path, _, _ in keys_written(VALUES, Settings)}
KEYS |= {path: EXAMPLES for path, _, _ in keys_written(EXAMPLES, Settings) if path not in KEYS}
"""Every key, with a file that has it."""


def document(path: lines.Path, value: Any) -> Document:
    """A file that has the key of a path, with another value there."""
    values = deepcopy(KEYS[path])
    holder: Any = values
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    return Document(values, {}, Report())


@pytest.mark.parametrize("path", KEYS, ids=[".".join(map(str, path)) for path in KEYS])
def test_whatever_a_key_holds_is_read_or_told(path: lines.Path) -> None:
    """A problem names the key, or one within it, and nothing else; what is read stays in the values."""
    for odd in ODD:
        written_document = document(path, odd)
        read_settings(written_document)
        assert all(one[: len(path)] == path for one in written_document.wrong)
        assert bool(written_document.wrong) == bool(len(written_document.report))


def test_those_are_all_keys() -> None:
    """But for those of visas, whose tables have names of their own."""
    tried = {".".join(part for part in path if isinstance(part, str)) for path in KEYS}
    assert {".".join(path) for path, _ in all_keys(Settings)} - tried <= {"policy.visa.lead_days", "policy.visa.fee"}


def test_a_file_of_all_examples_is_right() -> None:
    written_document = Document(deepcopy(EXAMPLES), {}, Report())
    settings = read_settings(written_document)
    assert written_document.report.messages() == []
    (rule,), (event,) = settings.policy.cabin_rules, settings.events
    assert (rule.cabin, rule.or_rest_nights) == (Cabin.PREMIUM_ECONOMY, 1)
    assert (event.starts, event.sessions[0].days) == ((date(2027, 4, 5),), (1, 5))


def test_defaults_can_be_written_and_mean_the_same() -> None:
    """What the reference and the schema show as a key's default is what its member holds without it."""
    needed = {"company": {}, "policy": {}, "event": [{"id": "e", "starts": [MONDAY], "session": [SESSION]}]}
    plain = read_settings(Document(deepcopy(needed), {}, Report()))
    written = {
        name: one.key.written(getattr(plain, one.member), Reading("EUR")) for name, one in keys_of(Settings).items()
    }
    written_document = Document(written, {}, Report())
    assert read_settings(written_document) == plain
    assert written_document.report.messages() == []


def test_rows_of_all_examples_are_right(tmp_path: Path) -> None:
    """Ana, whose manager is Bob, and Lisbon with what it costs."""
    people, venues, needed = columns_of(Person), columns_of(Venue), visas.COLUMNS
    table = {
        "people.csv": [list(people), [one.example for one in people.values()], ["bob", "Bob", "", "", "", "LON"]],
        "venues.csv": [list(venues), [one.example for one in venues.values()]],
        "visas.csv": [list(needed), [one.example for one in needed.values()]],
    }
    for name, rows in table.items():
        with (tmp_path / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    (tmp_path / "sprint.toml").write_text(SPRING)
    year = read_workspace(tmp_path)
    assert year.warnings == ()
    ana, (lisbon,) = year.person_by_id["ana"], year.venues
    assert all(getattr(ana, member_of(Person, name)) for name in people)
    assert all(getattr(lisbon, member_of(Venue, name)) for name in venues)
    assert (lisbon.hire_minor, lisbon.shuttle_seats, ana.cabin) == (14_500_00, 8, Cabin.BUSINESS)


def test_nobody_declares_a_key_without_saying_what_it_means() -> None:
    said = {path: one.key.says for path, one in all_keys(Settings)}
    said |= {(name,): one.says for model in (Person, Venue) for name, one in columns_of(model).items()}
    assert [path for path, says in said.items() if not says or says.endswith(".")] == []
