"""What `check` says of exceptions on record: for whom, where, and what each does."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sprintplan.domain.exemptions import CABIN, GROUND, LISTS, OFF, TABLES, VALUES, WEEKENDS, YEAR_LIMITS, Exemption
from sprintplan.domain.keys import Reading
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.tables import keys_of
from sprintplan.reports.formatting import count, wrapped

ANY_EVENT = "every event"


def exceptions_facts(scenario: Scenario) -> list[dict[str, object]]:
    """Every row of exceptions.csv in a `scenario`, with what it does, as JSON has it."""
    return [
        {
            "person": row.person,
            "event": row.event or None,
            "key": row.key,
            "value": row.value,
            "does": effect(scenario, row),
            "reason": row.reason,
            "approved_by": row.approved_by,
            "until": row.until,
        }
        for row in scenario.exemptions
    ]


def exceptions_lines(scenario: Scenario) -> Iterator[str]:
    """The same of a `scenario` for people; nothing where there are none."""
    if scenario.exemptions:
        yield f"{count(len(scenario.exemptions), 'exception')} on record:"
    for row in scenario.exemptions:
        notes = [row.reason, f"agreed by {row.approved_by}" if row.approved_by else ""]
        notes = [*filter(None, notes), *([f"until {row.until}"] if row.until else [])]
        why = f" ({'; '.join(notes)})" if notes else ""
        line = f"{_name(scenario, row)}, {_where(scenario, row)}: {effect(scenario, row)}{why}"
        yield from wrapped(line, "  ", "    ")


def _name(scenario: Scenario, row: Exemption) -> str:
    """Who it is for; by the id where a row of people.csv counts several."""
    person = scenario.person_by_id.get(row.person)
    return person.name if person else row.person


def _where(scenario: Scenario, row: Exemption) -> str:
    return scenario.event_by_id[row.event].name if row.event else ANY_EVENT


def effect(scenario: Scenario, row: Exemption) -> str:
    """What a `row` does in a `scenario`, in words."""
    if row.key == CABIN:
        return "no rule for cabins" if row.value == OFF else f"{row.value.replace('_', ' ')}, whatever the rules"
    if row.key in (*LISTS, GROUND, *YEAR_LIMITS):
        return f"{row.key} does not count"
    if row.key == WEEKENDS:
        return "may travel at weekends" if row.value == OFF else "does not travel at weekends"
    others = _of_others(scenario, row.key) if row.key in VALUES else None
    return f"{row.key} is {row.value}" + ("" if others is None else f", {others} for all others")


def _of_others(scenario: Scenario, key: str) -> str | None:
    """The value of a key that all others have, where it is one number or yes or no."""
    table, _, name = key.rpartition(".")
    declared, holder = keys_of(TABLES[table])[name], _holder(scenario, table)
    value = getattr(holder, declared.member)
    if value is None or not isinstance(value, int | Decimal):
        return None
    written = declared.key.written(value, Reading(scenario.currency))
    return f"{written:f}" if isinstance(written, Decimal) else str(written).lower()


def _holder(scenario: Scenario, table: str) -> Any:
    """The table of the scenario that a key such as `policy.fare` names."""
    holder: Any = scenario
    for name in table.split("."):
        holder = getattr(holder, name)
    return holder
