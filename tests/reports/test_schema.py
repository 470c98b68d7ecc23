"""The JSON Schema of the plan says what each member is, in which unit and form, and which words it may hold."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sprintplan.reports.schema import KINDS, schema_json
from tests.build.plan_records import team_plan, to_json

SCHEMAS: dict[str, dict[str, Any]] = {kind: json.loads(schema_json(kind)) for kind in KINDS}
SCHEMA = SCHEMAS["plan"]
RECORDS: dict[str, dict[str, Any]] = {
    name: record
    for kind, schema in SCHEMAS.items()
    for name, record in {kind.title(): schema, **schema["$defs"]}.items()
}
MEMBERS = [(record, name, one) for record, model in RECORDS.items() for name, one in model["properties"].items()]
IDS = [f"{record}.{name}" for record, name, _ in MEMBERS]


def forms(member: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every form that a member may have, null aside."""
    for one in member.get("anyOf", [member]):
        if one.get("type") != "null":
            yield one


def test_it_has_a_name_and_is_valid_itself() -> None:
    assert (SCHEMA["$id"], SCHEMA["$schema"]) == (
        "urn:sprintplan:plan:1",
        "https://json-schema.org/draft/2020-12/schema",
    )
    Draft202012Validator.check_schema(SCHEMA)
    assert len(MEMBERS) > 120
    assert list(Draft202012Validator(SCHEMA).iter_errors(json.loads(to_json(team_plan())))) == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_schema_of_its_name(kind: str) -> None:
    """What `compare` and `explain` print is held against theirs in the tests of these commands."""
    Draft202012Validator.check_schema(SCHEMAS[kind])
    assert SCHEMAS[kind]["$id"] == f"urn:sprintplan:{kind}:1"
    assert SCHEMAS[kind]["properties"]["format"]["const"] == f"sprintplan-{kind}"


@pytest.mark.parametrize(("record", "name", "member"), MEMBERS, ids=IDS)
def test_a_member_says_what_it_is(record: str, name: str, member: dict[str, Any]) -> None:
    """A sentence for each; every number and amount has a unit, every date its format, every other word its enum."""
    assert member["description"].endswith(".")
    for form in forms(member):
        if form.get("type") in ("integer", "number") and "const" not in form:
            assert member.get("unit") or form.get("unit"), (record, name)
        if name.endswith("_day") or name in ("today", "check_in", "check_out", "date"):
            assert form["format"] == "date"
        if name in ("created_at", "fetched_at", "expires_at"):
            assert form["format"] == "date-time"
        if name in ("status", "kind", "mode", "cabin", "entitled_cabin", "covers", "direction"):
            assert form["enum"]


def test_amounts_have_a_unit() -> None:
    """Whatever has the form of money is in the plan's currency, or in the one whose code is beside it."""
    money = [form for _, _, one in MEMBERS for form in (one, *forms(one)) if "{1,19}" in str(form.get("pattern"))]
    assert len(money) > 25
    assert all("currency" in form["unit"] for form in money)
