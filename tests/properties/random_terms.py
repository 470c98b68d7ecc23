"""Further terms of people and venues for random years, drawn apart from all else: what is on sale stays what it was."""

from datetime import timedelta
from random import Random
from typing import Any

from sprintplan.domain.people import Person
from sprintplan.domain.scenario import Scenario

DAY = timedelta(days=1)


def with_terms(scenario: Scenario) -> Scenario:
    """The year, two times in three with some of the terms."""
    dice = Random(repr([[one.home.text for one in scenario.people], [one.id for one in scenario.venues]]))
    if dice.random() < 0.33:
        return scenario
    people = tuple(one.changed(**_of_person(dice, one, scenario)) for one in scenario.people)
    return scenario.changed(people=people)


def _of_person(dice: Random, person: Person, scenario: Scenario) -> dict[str, Any]:
    """Own travel by venue, and days of joining and leaving about those of an event."""
    terms: dict[str, Any] = {}
    if dice.random() < 0.08:
        event = dice.choice(("", dice.choice(scenario.events).id))
        terms["own_travel"] = (*person.own_travel, f"{event}@{dice.choice(scenario.venues).id}")
    for name, chance in (("joins", 0.08), ("leaves", 0.08)):
        if dice.random() < chance:
            terms[name] = dice.choice(dice.choice(scenario.events).starts) + dice.choice((-1, 0, 0, 1, 4)) * DAY
    return terms
