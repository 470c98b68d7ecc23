"""The plan's JSON Schema."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from sprintplan.domain.plan import Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _EveryMember(GenerateJsonSchema):
    """A schema that requires every member, as a written plan has them all."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        """Whether readers can count on the member."""
        return True


def schema_json() -> str:
    """JSON Schema (2020-12) of the plan as `plan` writes it, as text."""
    schema = Plan.model_json_schema(schema_generator=_EveryMember, mode="serialization")
    head = {"$schema": DIALECT, "title": "sprintplan plan, version 1"}
    return json.dumps(head | {name: said for name, said in schema.items() if name != "title"}, indent=2) + "\n"
