"""The plan's JSON Schema."""

import ast
import inspect
import json
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from sprintplan.domain import alternatives, change_record, journey_record, plan, totals, trip

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID = "urn:sprintplan:plan:1"


class _EveryMember(GenerateJsonSchema):
    """A schema that requires every member, as a written plan has them all, but for those that may be absent."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        """Whether readers can count on the member."""
        return "serialization_exclude_if" not in field


def schema_json() -> str:
    """JSON Schema (2020-12) of the plan as `plan` writes it, as text; each member says what it is, and its unit."""
    schema = plan.Plan.model_json_schema(schema_generator=_EveryMember, mode="serialization")
    models = schema["$defs"] | {"Plan": schema}
    for model, member, meaning in _meanings():
        models[model]["properties"][member]["description"] = meaning
    head = {"$schema": DIALECT, "$id": ID, "title": "sprintplan plan, version 1"}
    return json.dumps(head | {name: member for name, member in schema.items() if name != "title"}, indent=2) + "\n"


def _meanings() -> Iterator[tuple[str, str, str]]:
    """What each member of each record of a plan is: the text that stands below it in the code."""
    for module in (journey_record, trip, totals, alternatives, change_record, plan):
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.ClassDef):
                yield from ((node.name, *member) for member in _members(node))


def _members(model: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for member, below in zip(model.body, model.body[1:], strict=False):
        match member, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(meaning))):
                yield name.rstrip("_"), meaning
