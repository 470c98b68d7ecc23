"""The plan as a file."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from sprintplan.domain.plan import Plan
from sprintplan.errors import InputError
from sprintplan.reports import plan_json
from sprintplan.reports.plan_json import read_plan
from sprintplan.reports.schema import schema_json
from tests.build.plan_records import (
    event_record,
    offer_record,
    plan_record,
    remote,
    team_plan,
    to_json,
    trip_record,
    without_events,
)
from tests.members import leaves, lists, with_member
from tests.reports.lists.desk import desk_plan

NAMES = "Łukasz Żak 漢字 🙂"


def test_a_plan_that_is_written_and_read_is_the_same(tmp_path: Path) -> None:
    """Names in any script included; a byte order mark does not matter."""
    year_plan = plan_record(event_record(trip_record("ana", NAMES)))
    path = tmp_path / "plan.json"
    path.write_text(to_json(year_plan), encoding="utf-8")
    assert read_plan(path) == year_plan
    path.write_text("\ufeff" + to_json(year_plan), encoding="utf-8")
    assert read_plan(path) == year_plan


def test_the_same_plan_gives_the_same_bytes() -> None:
    """Indented by two, one newline at the end, names as they are."""
    text = to_json(plan_record(event_record(trip_record("ana", NAMES))))
    assert text == to_json(plan_record(event_record(trip_record("ana", NAMES))))
    assert text.startswith('{\n  "format": "sprintplan-plan",\n  "version": 1,\n')
    assert text.endswith("\n}\n")
    assert NAMES in text


def test_a_huge_plan_is_the_same_text_without_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ana and Bo share all but who they are, Cy only looks like them, Di and Eva have less in common with anybody."""
    monkeypatch.setattr(plan_json, "INDENTED_TRIPS", 5)
    ana = trip_record("ana", NAMES, "eva", email="ana@example.com", extra={"x_cost_centre": '4 "2" \\ \n\x7f'})
    bo = ana.changed(person="bo", name="\x01Bo\t/", extra={})
    eva = ana.changed(person="eva", offers=(offer_record("40.00"),))
    spring = event_record(ana, bo, trip_record("cy"), remote("di", "policy.detour"), eva)
    for told in (
        plan_record(spring, event_record(bo, event="autumn")),
        plan_record(spring, event_record(event="autumn")),
    ):
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
        ('{"format": "sprintplan-plan", "version": 1}', "not a whole plan: created_at"),
        (to_json(team_plan()).replace('"cash": "12841.00"', '"cash": 12841.0'), "not a whole plan: totals.cash"),
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
    for name, answer in {"": "is a folder", "missing": "No such file", "bytes": "UTF-16"}.items():
        with pytest.raises(InputError, match=answer):
            read_plan(tmp_path / name)


@pytest.mark.parametrize(
    "plan",
    [team_plan(), without_events("infeasible", "capacity"), without_events("unknown")],
    ids=["optimal", "infeasible", "unknown"],
)
def test_every_plan_keeps_the_published_schema(plan: Plan) -> None:
    """As a desk agent validates it, with any JSON Schema tool."""
    schema = json.loads(schema_json())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(to_json(plan)), schema)


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


TIMES = {
    "no such hour": "2027-04-12T25:00:00+02:00",
    "no such offset": "2027-04-12T10:00:00+99:99",
    "no such day": "2027-02-30T10:00:00+02:00",
    "long ago": "0001-01-01T00:00:00+05:00",
    "far away": "9999-12-31T23:59:00-05:00",
    "no offset": "2027-04-12T10:00:00",
    "digits of another script": "٢٠٢٧-04-12T10:00:00+02:00",
}
DAYS = {"no such day": "2027-02-30", "long ago": "0001-01-01", "far away": "9999-12-31", "a number": 20270412}
AMOUNTS = {
    "too long": "9" * 20 + ".00",
    "too fine": "1.00000",
    "no number": "nan",
    "a sum": "1+1",
    "an exponent": "1e3",
}
NUMBERS = {"no number": float("nan"), "no end": float("inf"), "a text": "many"}


def odd_values(value: object) -> Iterator[tuple[str, object]]:
    """What has no meaning in the place of a value, by what is wrong with it."""
    if isinstance(value, float):
        yield from NUMBERS.items()
    elif re.fullmatch(r"\d{4}-\d\d-\d\dT.*", str(value)):
        yield from TIMES.items()
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        yield from DAYS.items()
    elif re.fullmatch(r"\d+\.\d\d", str(value)):
        yield from AMOUNTS.items()


def test_a_journey_without_flights_is_refused(tmp_path: Path) -> None:
    """Lists and `replan` ask for its first flight."""
    record, path, tried = json.loads(to_json(desk_plan())), tmp_path / "plan.json", 0
    for way, _ in lists(record):
        if way[-1] == "segments":
            path.write_text(json.dumps(with_member(record, way, [])), encoding="utf-8")
            with pytest.raises(InputError, match=r"not a whole plan: .*segments: .*at least 1 item"):
                read_plan(path)
            tried += 1
    assert tried > 1


def test_times_amounts_and_numbers_that_no_plan_has_are_refused_wherever_they_stand(tmp_path: Path) -> None:
    """As an editor or another program leaves them: whoever shows the plan could not count with them."""
    record, path, tried = json.loads(to_json(desk_plan())), tmp_path / "plan.json", 0
    for way, value in leaves(record):
        for what, odd in odd_values(value) if way[-1] not in ("data_version", "rate") else ():
            path.write_text(json.dumps(with_member(record, way, odd)), encoding="utf-8")
            with pytest.raises(InputError, match="not a whole plan") as refused:
                read_plan(path)
            assert str(way[-1]) in str(refused.value), (way, what)
            tried += 1
    assert tried > 500
