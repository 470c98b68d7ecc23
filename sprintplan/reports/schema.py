"""JSON Schemas of what commands write: plans, comparisons, explanations."""

import ast
import inspect
import json
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from sprintplan.domain import (
    alternatives,
    change_record,
    comparison,
    explanation,
    journey_record,
    plan,
    totals,
    trip,
)
from sprintplan.domain.model import Model

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: dict[str, type[Model]] = {
    "plan": plan.Plan,
    "comparison": comparison.Comparison,
    "explanation": explanation.Explanation,
}
"""What there is a schema of, by the word that its format ends with."""


class _EveryMember(GenerateJsonSchema):
    """A schema that requires every member, as a written plan has them all, but for those that may be absent."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        """Whether readers can count on the member."""
        return "serialization_exclude_if" not in field


def schema_json(kind: str = "plan") -> str:
    """JSON Schema (2020-12) of what a command writes, as text, `kind` being one of KINDS; each member says what it is,
    and its unit."""
    model = KINDS[kind]
    schema = model.model_json_schema(schema_generator=_EveryMember, mode="serialization")
    models = schema.get("$defs", {}) | {model.__name__: schema}
    for name, member, meaning in _meanings():
        if member in models.get(name, {}).get("properties", {}):
            models[name]["properties"][member]["description"] = meaning
    head = {"$schema": DIALECT, "$id": f"urn:sprintplan:{kind}:1", "title": f"sprintplan {kind}, version 1"}
    return json.dumps(head | {name: member for name, member in schema.items() if name != "title"}, indent=2) + "\n"


def _meanings() -> Iterator[tuple[str, str, str]]:
    """What each member of each record is: the text that stands below it in the code."""
    for module in (journey_record, trip, totals, alternatives, change_record, plan, comparison, explanation):
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.ClassDef):
                yield from ((node.name, *member) for member in _members(node))


def _members(model: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for member, below in zip(model.body, model.body[1:], strict=False):
        match member, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(meaning))):
                yield name.rstrip("_"), meaning
