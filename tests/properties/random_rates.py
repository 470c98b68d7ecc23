"""Random years in which nothing ties travellers together, and rates of venues may turn out otherwise."""

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from sprintplan.domain.venues import Venue
from tests.properties.random_workspace import random_workspace
from tests.properties.random_year import RandomYear

ERRORS = (None, Decimal("0.3"), Decimal(1), Decimal(1))
UNTIED = {"max_travellers_per_flight": None, "max_key_travellers_per_flight": None, "max_team_share_per_flight": None}


def random_rates(seed: int) -> RandomYear:
    """The year of a seed."""
    found, dice = random_workspace(seed, ()), Random(f"rates {seed}")
    scenario = found.scenario
    scenario = scenario.changed(
        policy=scenario.policy.changed(**UNTIED),
        venues=tuple(one.changed(**_terms(dice, one)) for one in scenario.venues),
        objective=scenario.objective.changed(tie_minor=0),
    )
    quotes = tuple(replace(quote, seats=None) for quote in found.quotes)
    return RandomYear(scenario, quotes, found.today)


def _terms(dice: Random, venue: Venue) -> dict[str, Any]:
    """An error, and rates high enough to decide."""
    return {
        "rate_error": dice.choice(ERRORS),
        "room_rate_minor": venue.room_rate_minor * dice.choice((1, 5)),
        "hire_minor": venue.hire_minor * dice.choice((1, 5)),
        "minimum_spend_minor": 0,
        "rooms": None,
    }
