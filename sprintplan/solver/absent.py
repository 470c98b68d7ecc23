"""Managers who come to no event, so that the tree above those who come stays whole in the plan."""

from collections.abc import Iterable

from sprintplan.domain.plan import EventPlan, ManagerRecord
from sprintplan.domain.scenario import Scenario


def absent_managers(scenario: Scenario, events: Iterable[EventPlan]) -> tuple[ManagerRecord, ...]:
    """Everybody above a person of the plan, however far, who has no trip; in the order of people.csv."""
    told = {traveller.person for event in events for traveller in event.trips.travellers}
    absent = _above(scenario, told) - told
    return tuple(
        ManagerRecord(person=person.id, name=person.name, manager=person.manager)
        for person in scenario.people
        if person.id in absent
    )


def _above(scenario: Scenario, people: Iterable[str]) -> set[str]:
    """Ids of everybody above these people."""
    manager_of = {person.id: person.manager for person in scenario.people}
    found, todo = set[str](), set(people)
    while todo:
        todo = {manager_of[person] for person in todo} & manager_of.keys() - found
        found |= todo
    return found
