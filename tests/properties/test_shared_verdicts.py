"""One verdict on trips that state the same of people alike says what a verdict on each by itself would say."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trip import Trip
from sprintplan.domain.trips import Trips
from sprintplan.verify import faults
from tests.build.market import market
from tests.properties.agreement import planned
from tests.properties.random_workspace import random_workspace

SEEDS, BLOCK, CORRUPTED = 30, 15, 10
Path = tuple[str | int, ...]


@pytest.mark.usefixtures("unexplained")
@pytest.mark.parametrize("first", range(0, SEEDS, BLOCK))
def test_sharing_changes_no_sentence(first: int) -> None:
    """Everybody has a twin of another team; in one trip, or in the twin's too, some member of the plan is changed."""
    for seed in range(first, first + BLOCK):
        year = random_workspace(seed)
        scenario, sold = with_twins(year.scenario), market(year.quotes, year.scenario).to_and_from
        for plan in corrupted(doubled(planned(year)), Random(seed)):
            shared = sorted(faults(scenario, plan, sold))
            assert (seed, shared) == (seed, sorted(faults(scenario, apart(plan), sold)))


def with_twins(scenario: Scenario) -> Scenario:
    """The same year with a twin for everybody."""
    own = [{"id": f"{one.id}x", "name": f"{one.name} Twin", "team": "twins"} for one in scenario.people]
    twins = [one.model_copy(update=mine) for one, mine in zip(scenario.people, own, strict=True)]
    return scenario.changed(people=(*scenario.people, *twins))


def doubled(plan: Plan) -> Plan:
    """The plan with each trip made by the twin too; the two share their records."""
    return plan.model_copy(update={"events": tuple(_doubled_event(event) for event in plan.events)})


def _doubled_event(event: EventPlan) -> EventPlan:
    return event.model_copy(update={"trips": Trips.of([*event.trips, *map(_twin, event.trips)])})


def _twin(trip: Trip) -> Trip:
    return trip.model_copy(update={"person": f"{trip.person}x", "name": f"{trip.name} Twin", "team": "twins"})


def apart(plan: Plan) -> Plan:
    """The plan with nothing held in common."""
    return plan.model_copy(update={"events": tuple(_apart(event) for event in plan.events)})


def _apart(event: EventPlan) -> EventPlan:
    trips = event.trips
    contents = [content for _, content in trips.pairs()]
    return event.model_copy(update={"trips": Trips(trips.travellers, contents, range(len(contents)))})


def corrupted(plan: Plan, random: Random) -> Iterator[Plan]:
    """The plan itself, and as read from files in which one member of a trip, often of the twin's too, is another."""
    yield plan
    for _ in range(CORRUPTED if any(event.trips for event in plan.events) else 0):
        whole = plan.model_dump(mode="json")
        trips = random.choice([event["trips"] for event in whole["events"] if event["trips"]])
        number = random.randrange(len(trips))
        path = random.choice(list(_leaves(trips[number])))
        _change(trips[number], path)
        if random.random() < 0.5:
            _change(trips[(number + len(trips) // 2) % len(trips)], path)
        try:
            yield Plan.model_validate(whole)
        except ValidationError:
            continue


def _leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in members:
        yield from _leaves(member, (*path, name))
    if not isinstance(value, dict | list):
        yield path


def _change(trip: Any, path: Path) -> None:
    *steps, last = path
    for step in steps:
        trip = trip[step]
    trip[last] = _other(trip[last])


def _other(value: str | float | bool | None) -> str | float | bool | None:
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return {"travels": "remote", "economy": "business", "both": "outbound"}.get(value, value[:-1] + "0")
    return "2027-05-01" if value is None else value + 1
