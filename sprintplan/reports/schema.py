"""The plan's JSON Schema."""

import json

from sprintplan.domain.plan import Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_json() -> str:
    """JSON Schema (2020-12) of the plan as `plan` writes it, as text."""
    schema = Plan.model_json_schema(mode="serialization")
    head = {"$schema": DIALECT, "title": "sprintplan plan, version 1"}
    return json.dumps(head | {name: said for name, said in schema.items() if name != "title"}, indent=2) + "\n"
