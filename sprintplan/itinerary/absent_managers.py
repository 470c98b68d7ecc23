"""Managers who come to no event, so that the tree above those who come stays whole in the plan."""

from collections.abc import Iterable

from sprintplan.domain.plan import EventPlan, ManagerRecord
from sprintplan.domain.scenario import Scenario


def absent_managers(scenario: Scenario, events: Iterable[EventPlan]) -> tuple[ManagerRecord, ...]:
    """Everybody above a person of the plan's `events`, however far, who has no trip; in the order of people.csv of the
    `scenario`."""
    planned = {traveller.person for event in events for traveller in event.trips.travellers}
    todo = {traveller.manager for event in events for traveller in event.trips.travellers}
    absent = set[str]()
    while todo := (todo & scenario.person_by_id.keys()) - planned - absent:
        absent |= todo
        todo = {scenario.person_by_id[number].manager for number in todo}
    return tuple(
        ManagerRecord(person=person.id, name=person.name, manager=person.manager, email=person.email)
        for person in scenario.people
        if person.id in absent
    )
