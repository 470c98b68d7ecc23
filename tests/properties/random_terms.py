"""Further terms of people and venues for random years, drawn apart from all else: what is on sale stays what it was."""

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sprintplan.domain.objective import PUBLIC, Objective
from sprintplan.domain.people import Person
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import PublicRates, Season

PASSPORTS = ("GB", "DE", "IN", "US", "FR")
WORDS = ("visa free", "90", "eta", "e-visa", "visa required", "no admission")
DAY = timedelta(days=1)


def with_terms(scenario: Scenario) -> Scenario:
    """The year, two times in three with some of the terms."""
    dice = Random(repr([[one.home.text for one in scenario.people], [one.id for one in scenario.venues]]))
    if dice.random() < 0.33:
        return scenario
    people = tuple(one.changed(**_of_person(dice, one, scenario)) for one in scenario.people)
    venues = tuple(one.changed(**_of_venue(dice, scenario)) for one in scenario.venues)
    if dice.random() < 0.4:
        pairs = [(passport, country) for passport in PASSPORTS for country in ("DE", "FR", "IE", "PT", "ES")]
        scenario = scenario.changed(transit={pair: dice.choice(WORDS) for pair in pairs if dice.random() < 0.7})
    return scenario.changed(people=people, venues=venues, objective=_per_diem(dice, scenario.objective))


def _per_diem(dice: Random, worth: Objective) -> Objective:
    """Public rates of meals now and then, and a part of the first and the last day."""
    public, part = dice.random() < 0.2, dice.choice((None, None, Decimal("0.75"), Decimal("0.333"), Decimal(0)))
    return worth.changed(night_per_diem_minor=PUBLIC if public else worth.night_per_diem_minor, first_last_day=part)


def _of_venue(dice: Random, scenario: Scenario) -> dict[str, Any]:
    """Seasons that begin or end about an event, a per diem, and a minimum spend."""
    terms: dict[str, Any] = {}
    if dice.random() < 0.4:
        first = dice.choice(dice.choice(scenario.events).starts) + dice.choice((-9, -2, 0, 1)) * DAY
        last = first + dice.choice((0, 1, 3, 40)) * DAY
        terms["room_rates"] = (
            Season(first=first, last=last, rate_minor=dice.choice((0, 20_000))),
            Season(first=last + 2 * DAY, last=last + 20 * DAY, rate_minor=dice.randint(0, 9000)),
        )
    if dice.random() < 0.3:
        terms["per_diem_minor"] = dice.choice((0, 2500, 7777))
    if dice.random() < 0.35:
        terms["minimum_spend_minor"] = dice.choice((5000, 40_000, 90_000, 150_000, 400_000))
    rates = tuple(dice.randint(0, 9000) for _ in range(12))
    terms["public_meals"] = PublicRates(by_month_minor=rates, source="public")
    return terms


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
