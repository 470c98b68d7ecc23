"""Plans out of text that other software wrote."""

import json
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from sprintplan.reports.plan_text import plan_of
from tests.build.plan_records import event_record, plan_record, remote, trip_record

TOLD = plan_record(
    event_record(trip_record("ana"), trip_record("bo", manager="ana"), remote("di", "policy.detour")),
    event_record(event="autumn"),
)


def stated() -> dict[str, Any]:
    """The plan as JSON has it."""
    whole: dict[str, Any] = json.loads(TOLD.model_dump_json())
    return whole


@pytest.mark.parametrize("indent", [None, 2])
def test_order_of_members_and_spaces_say_nothing(indent: int | None) -> None:
    """Every object's members stand in the opposite order."""
    turned = json.loads(json.dumps(stated()), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert plan_of(json.dumps(turned, indent=indent)) == TOLD
    assert [*plan_of(json.dumps(turned)).events[0].trips.which] == [0, 0, 1]


def test_members_are_told_apart_by_their_names() -> None:
    """Bo's days read like Ana's, but for the names before them."""
    whole = stated()
    trips = whole["events"][0]["trips"]
    for number, days in enumerate([("check_in", "check_out"), ("check_out", "check_in")]):
        trips[number] = {name: value for name, value in trips[number].items() if name not in days}
        trips[number] |= dict(zip(days, ("2027-05-09", "2027-05-16"), strict=True))
    ana, bo = plan_of(json.dumps(whole)).events[0].trips[:2]
    assert (ana.check_in, bo.check_in) == (date(2027, 5, 9), date(2027, 5, 16))


@pytest.mark.parametrize(
    ("member", "wrong", "where"),
    [
        ("name", 7, "events.0.trips.1.name"),
        ("extra", {"x_code": 7}, "events.0.trips.1.extra.x_code"),
        ("nights", "x", "events.0.trips.1.nights"),
        ("hotel", "Tivoli", "events.0.trips.1.hotel"),
    ],
)
def test_a_fault_is_told_with_its_place(member: str, wrong: object, where: str) -> None:
    """Whether a trip states it of itself or of its person."""
    whole = stated()
    whole["events"][0]["trips"][1][member] = wrong
    with pytest.raises(ValidationError) as caught:
        plan_of(json.dumps(whole))
    assert [".".join(map(str, fault["loc"])) for fault in caught.value.errors()] == [where]


@pytest.mark.parametrize("missing", ["events", "events.0.trips", "events.0.trips.0.person", "events.0.trips.0.cost"])
def test_a_member_that_is_missing_is_named(missing: str) -> None:
    """At any depth."""
    whole: Any = stated()
    *steps, last = missing.split(".")
    place = whole
    for step in steps:
        place = place[int(step) if step.isdigit() else step]
    del place[last]
    with pytest.raises(ValidationError) as caught:
        plan_of(json.dumps(whole))
    assert [".".join(map(str, fault["loc"])) for fault in caught.value.errors()] == [missing]
