"""How far rates of venues may be off, and how much fewer holidays are worth: drawn apart from all else of a year."""

from decimal import Decimal
from random import Random

from sprintplan.domain.scenario import Scenario

ERRORS = (None, None, Decimal("0.05"), Decimal("0.2"), Decimal(1))


def with_doubt(scenario: Scenario) -> Scenario:
    """The year, sometimes with a tie, and sometimes with rates of venues that are not known."""
    dice = Random(f"doubt {[one.home.text for one in scenario.people]} {[one.starts for one in scenario.events]}")
    if dice.random() < 0.4:
        tie = dice.choice((1, 2000, 20_000, 200_000))
        scenario = scenario.changed(objective=scenario.objective.changed(tie_minor=tie))
    if dice.random() < 0.3:
        venues = tuple(one.changed(rate_error=dice.choice(ERRORS)) for one in scenario.venues)
        scenario = scenario.changed(venues=venues)
    return scenario
