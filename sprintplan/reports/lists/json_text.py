"""A list as JSON: money as text with its decimals, times with their offset, as in the plan."""

import json
from datetime import date, datetime
from decimal import Decimal

from sprintplan.domain.plan import Plan
from sprintplan.reports.lists.table import Cell, Table

FORMAT, VERSION = "sprintplan-list", 1


def json_text(plan: Plan, tables: tuple[Table, ...]) -> str:
    """The tables as members of one object, beside which plan they are from."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "created_at": plan.created_at,
        "inputs_sha256": plan.inputs_sha256,
        "company": plan.company,
        "currency": plan.currency,
    }
    facts = {
        table.name: [dict(zip(table.names, map(_json_value, row), strict=True)) for row in table.cells]
        for table in tables
    }
    return json.dumps(head | facts, indent=2, ensure_ascii=False) + "\n"


def _json_value(cell: Cell) -> str | int | float | bool | None:
    match cell:
        case datetime():
            return cell.isoformat(timespec="minutes")
        case date():
            return cell.isoformat()
        case Decimal():
            return f"{cell:f}"
        case _:
            return cell
