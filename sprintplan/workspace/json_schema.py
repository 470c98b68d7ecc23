"""The JSON Schema of sprint.toml, for editors: made from the declarations of its keys."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from sprintplan.domain.keys import Reading, Schema
from sprintplan.domain.settings import Settings
from sprintplan.domain.tables import Declared, keys_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID = "urn:sprintplan:workspace:1"


def schema_json() -> str:
    """JSON Schema (2020-12) of sprint.toml, as text."""
    head = {"$schema": DIALECT, "$id": ID, "title": "sprint.toml of a sprintplan workspace"}
    return json.dumps(head | _table(Settings), indent=2, default=plain) + "\n"


def _table(model: type[BaseModel]) -> Schema:
    """An object with the keys that a model declares, and no others."""
    keys = keys_of(model)
    needed = [name for name, one in keys.items() if one.required]
    properties = {name: _value(one) for name, one in keys.items()}
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def _value(one: Declared) -> Schema:
    """What a key may hold, what it means, and what stands for it where it is left out."""
    key, default = one.key, written_default(one)
    schema = key.around(_table(one.table)) if one.table else key.schema()
    described = {"description": key.says + (f" ({key.unit})" if key.unit else "")}
    return described | schema | ({} if default is None else {"default": default})


def written_default(one: Declared) -> Any:
    """The default of a key, `one`, as the file would write it; None where leaving it out means that there is none."""
    if one.key.default is not None or one.default in (None, (), {}):
        return one.key.default
    return one.key.written(one.default, Reading("EUR"))


def plain(value: Decimal | date) -> int | float | str:
    """A number or date of TOML, `value`, as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if value == value.to_integral_value() else float(value)
