"""exceptions.csv: for whom a key of the policy has another value, why, who agreed, and until when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from sprintplan.domain.columns import Column, Day, Id
from sprintplan.domain.events import presence
from sprintplan.domain.exemptions import CABIN, EXEMPTABLE, LISTS, TABLES, VALUES, YEAR_LIMITS, Exemption, switched
from sprintplan.domain.keys import Reading
from sprintplan.domain.model import Cabin
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.tables import keys_of
from sprintplan.problems import did_you_mean, shown
from sprintplan.workspace.cells import Cells
from sprintplan.workspace.files import read_rows
from sprintplan.workspace.report import Report
from sprintplan.workspace.toml_text import value_of

FILE = "exceptions.csv"
GROUND = "policy.ground"
NO_FLIGHT = ": then flights are open to this person, too; who may not fly at all has own_travel in people.csv"
"""What follows where somebody wants it to mean something else."""


class ExemptKey(Column):
    """A key that judges a person or a journey."""

    kind = "key"

    def bounds(self) -> str:
        """The keys."""
        return ", ".join(EXEMPTABLE)


COLUMNS = {
    "person": Id("whom it is for, a row of people.csv", "ana", required=True),
    "event": Id("at which event", "spring", empty="every event"),
    "key": ExemptKey("the key that has another value", "policy.max_connections", required=True),
    "value": Column("its value as sprint.toml has it, a cabin, or off", "1", required=True),
    "reason": Column("why, in words", "bad back"),
    "approved_by": Column("who agreed", "bob"),
    "until": Day("last planning date on which it counts", "2027-06-30", empty="without end"),
}


@dataclass(frozen=True)
class Known:
    """What rows may name: ids of people and of events, None where they could not be read; the company's currency."""

    people: Collection[str] | None
    events: Collection[str] | None
    currency: str


def read_exceptions(text: str, known: Known, report: Report) -> tuple[Exemption, ...]:
    """Every row, in file order.

    Parameters
    ----------
    text : the file's
    known : what rows may name
    report : takes the problems
    """
    _, rows = read_rows(FILE, text, COLUMNS, report)
    seen: dict[tuple[str, str, str], int] = {}
    exceptions = (_row(Cells(row, report), known, seen) for row in rows)
    return tuple(row for row in exceptions if row is not None)


def _row(cells: Cells, known: Known, seen: dict[tuple[str, str, str], int]) -> Exemption | None:
    """One row; None where it cannot be read."""
    before, row = len(cells.report), cells.row
    person, event, key = row["person"], row["event"], row["key"]
    if known.people is not None:
        cells.known_word("person", person, known.people)
    if event and known.events is not None:
        cells.known_word("event", event, known.events)
    if event and key in YEAR_LIMITS:
        cells.bad("event", f"{key} speaks of the whole year", "Leave the cell empty")
    until = cells.day("until", row["until"]) if row["until"] else None
    held = _held(cells, key, known.currency)
    first = seen.setdefault((person, event, key), row.line)
    if first != row.line:
        cells.bad("key", f"the person has this key on line {first} too", "Keep one of the two rows")
    if len(cells.report) > before:
        return None
    return Exemption(
        line=row.line,
        person=person,
        event=event,
        key=key,
        value=row["value"],
        held=held,
        reason=row["reason"],
        approved_by=row["approved_by"],
        until=until,
    )


def _held(cells: Cells, key: str, currency: str) -> Any:
    """What the key's member holds for the cell; problems go to the report."""
    text = cells.row["value"]
    if key not in EXEMPTABLE:
        what = f"{shown(key)} is not a key that judges a person or a journey"
        cells.bad("key", what, did_you_mean(key, EXEMPTABLE))
        return None
    try:
        return switched(key, text)
    except KeyError:
        if key in VALUES:
            return _value(cells, key, text, currency)
    words = {"policy.cabin": "a cabin, or off", "policy.no_weekend_travel": "on or off"}.get(key, "off")
    own = f'; a rule for one person alone is a [[{key}]] of sprint.toml with who = ["id:{cells.row["person"]}"]'
    more = own if key in LISTS else NO_FLIGHT if key == GROUND else ""
    cells.bad("value", f"{shown(text)} is not {words}", f"Write {words}{more}")
    return None


def _value(cells: Cells, key: str, text: str, currency: str) -> Any:
    """The value as sprint.toml would hold it."""
    table, _, name = key.rpartition(".")
    model = TABLES[table]
    try:
        read = model.model_validate({name: value_of(text)}, context=Reading(currency), by_alias=True, by_name=False)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        context = detail.get("ctx", {})
        remedy = context.get("remedy", f"Write {keys_of(model)[name].key.example}")
        cells.bad("value", f"{key}: {context.get('what', shown(text) + ' cannot be read')}", remedy)
        return None
    return getattr(read, keys_of(model)[name].member)


def expired(scenario: Scenario, today: date) -> tuple[str, ...]:
    """A sentence for each row that counts for nothing any more.

    Parameters
    ----------
    scenario : the workspace as it was read
    today : the planning date
    """
    return tuple(
        f"{FILE}:{row.line}: until: the exception of {row.key} for {row.person} ended on {row.until}, and counts for "
        "nothing. Take the row out, or have it extended"
        for row in scenario.exemptions
        if row.until is not None and row.until < today
    )


def idle(scenario: Scenario) -> tuple[str, ...]:
    """A sentence for each row that changes nothing in a `scenario`: its person is not asked to come, or the policy has
    the value already."""
    return tuple(
        f"{FILE}:{row.line}: {row.key}: {why}, so the exception does nothing. Take the row out, or correct it"
        for row in scenario.exemptions
        if (why := _why_idle(scenario, row))
    )


def _why_idle(scenario: Scenario, row: Exemption) -> str:
    """Why a row does nothing; empty where it may do something."""
    people = [person for person in scenario.people if row.person in person.ids]
    events = [event for event in scenario.events if row.event in ("", event.id)]
    if not any(presence(event, person) for event in events for person in people):
        return f"{row.person} is not asked to come to {row.event or 'any event'}"
    if row.key in YEAR_LIMITS:
        return "" if getattr(scenario.limits, YEAR_LIMITS[row.key]) else "there is no such limit"
    policy = scenario.policy
    same = row.changed_rules(policy, scenario.limits) == (policy, scenario.limits)
    if row.key == CABIN and not policy.cabin_rules:
        same = row.held == Cabin.ECONOMY
    return "everybody has this value" if same else ""
