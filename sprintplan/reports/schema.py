"""The plan's JSON Schema."""

import json

from sprintplan.domain.plan import Plan


def schema_json() -> str:
    """JSON Schema (2020-12) of the plan, as text."""
    schema = Plan.model_json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(head | schema, indent=2, ensure_ascii=False) + "\n"
