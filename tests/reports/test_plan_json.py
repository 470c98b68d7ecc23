"""The plan as a file."""

import json
from pathlib import Path

import jsonschema
import pytest

from sprintplan.domain.plan import Plan
from sprintplan.errors import InputError
from sprintplan.reports import plan_json
from sprintplan.reports.plan_json import read_plan
from sprintplan.reports.schema import schema_json
from tests.reports.plans import event, offer, plan, remote, team_plan, to_json, trip, without_events

NAMES = "Łukasz Żak 漢字 🙂"


def test_a_plan_that_is_written_and_read_is_the_same(tmp_path: Path) -> None:
    """Names in any script included; a byte order mark does not matter."""
    told = plan(event(trip("ana", NAMES)))
    path = tmp_path / "plan.json"
    path.write_text(to_json(told), encoding="utf-8")
    assert read_plan(path) == told
    path.write_text("\ufeff" + to_json(told), encoding="utf-8")
    assert read_plan(path) == told


def test_the_same_plan_gives_the_same_bytes() -> None:
    """Indented by two, one newline at the end, names as they are."""
    text = to_json(plan(event(trip("ana", NAMES))))
    assert text == to_json(plan(event(trip("ana", NAMES))))
    assert text.startswith('{\n  "format": "sprintplan-plan",\n  "version": 1,\n')
    assert text.endswith("\n}\n")
    assert NAMES in text


def test_a_huge_plan_is_the_same_text_without_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ana and Bo share all but who they are, Cy only looks like them, Di and Eva have less in common with anybody."""
    monkeypatch.setattr(plan_json, "INDENTED_TRIPS", 5)
    ana = trip("ana", NAMES, "eva", email="ana@example.com", extra={"x_cost_centre": '4 "2" \\ \n\x7f'})
    bo = ana.changed(person="bo", name="\x01Bo\t/", extra={})
    eva = ana.changed(person="eva", offers=(offer("40.00"),))
    spring = event(ana, bo, trip("cy"), remote("di", "policy.detour"), eva)
    for told in (plan(spring, event(bo, event="autumn")), plan(spring, event(event="autumn"))):
        indented = sum(len(each.trips) for each in told.events) <= 5
        assert to_json(told) == told.model_dump_json(indent=2 if indented else None) + "\n"
        assert Plan.model_validate_json(to_json(told)) == told


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", "it is not JSON, or only a part of it"),
        (to_json(team_plan())[:900], "it is not JSON, or only a part of it"),
        ("[" * 100_000, "it is not JSON"),
        ("[1]", 'has no "format": "sprintplan-plan"'),
        ('{"format": "other"}', 'has no "format": "sprintplan-plan"'),
        ('{"format": "sprintplan-plan", "version": 2}', "is of version 2, newer than the 1 .* newer sprintplan"),
        ('{"format": "sprintplan-plan", "version": 1}', "no whole plan: created_at"),
        (to_json(team_plan()).replace('"cash": "12841.00"', '"cash": 12841.0'), "no whole plan: totals.cash"),
    ],
    ids=["empty", "cut short", "deep", "a list", "another format", "newer", "hollow", "an amount as a number"],
)
def test_what_is_no_plan_is_refused_with_the_reason(text: str, answer: str, tmp_path: Path) -> None:
    """Each names the file and says what to give instead."""
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=f"plan.json: .*{answer}"):
        read_plan(path)


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A folder, a file that is not there, bytes that are no text."""
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    for name, answer in {"": "directory", "missing": "No such file", "bytes": "UTF-8"}.items():
        with pytest.raises(InputError, match=answer):
            read_plan(tmp_path / name)


@pytest.mark.parametrize(
    "told",
    [team_plan(), without_events("infeasible", "capacity"), without_events("unknown")],
    ids=["optimal", "infeasible", "unknown"],
)
def test_every_plan_keeps_the_published_schema(told: Plan) -> None:
    """As a desk agent validates it, with any JSON Schema tool."""
    schema = json.loads(schema_json())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(to_json(told)), schema)


@pytest.mark.parametrize(
    "changes",
    [{"status": "best"}, {"objective": 18000}, {"version": 2}, {"today": 20261124}, {"more": 1}],
)
def test_the_schema_refuses_what_is_no_plan(changes: dict[str, object]) -> None:
    """A status, amount, version, date or member that the contract does not have."""
    checker = jsonschema.Draft202012Validator(json.loads(schema_json()))
    assert checker.is_valid(json.loads(to_json(team_plan())))
    assert not checker.is_valid(json.loads(to_json(team_plan())) | changes)


def test_the_schema_wants_every_member() -> None:
    """What a plan always has, readers may count on: each member of the plan is required."""
    assert set(json.loads(schema_json())["required"]) == json.loads(to_json(team_plan())).keys()
