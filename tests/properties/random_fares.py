"""What random years say of fares, night flights and levies, drawn apart from all else of them."""

from decimal import Decimal
from random import Random

from sprintplan.domain.fare_policy import FareTerms, Margin
from sprintplan.domain.lieu import LieuTerms
from sprintplan.domain.objective import Objective
from sprintplan.domain.policy import Policy
from sprintplan.domain.scenario import Scenario


def with_fare_terms(scenario: Scenario) -> Scenario:
    """The year, half of the time with rules that company policies have for fares and nights.

    They are drawn apart, so that who comes and what is on sale stay what they were.
    """
    dice = Random(repr(["fares", [one.home.text for one in scenario.people], [one.starts for one in scenario.events]]))
    if dice.random() < 0.5:
        return scenario
    return scenario.changed(
        policy=_with_night_cabins(dice, scenario.policy), objective=_with_weights(dice, scenario.objective)
    )


def _with_weights(dice: Random, objective: Objective) -> Objective:
    """Cash for each tonne, and transfers that count as hours, now and then."""
    return objective.changed(
        co2e_levy_minor=dice.choice((0, 0, 5000, 12_345)), transfer_hours=dice.choice((False, False, True))
    )


def _with_night_cabins(dice: Random, policy: Policy) -> Policy:
    """Some rules for cabins count by night alone, and days in lieu are stated."""
    rules = tuple(rule.changed(overnight=dice.random() < 0.4) for rule in policy.cabin_rules)
    lieu = LieuTerms(day_min=dice.choice((None, 480, 450)), weekend_days=dice.random() < 0.5)
    return policy.changed(cabin_rules=rules, lieu=lieu, fare=_fares(dice))


def _fares(dice: Random) -> FareTerms:
    """What fares may be."""
    share = dice.choice((Decimal(0), Decimal("0.1"), Decimal("0.333"), Decimal("1.5")))
    margin = Margin(share=share, amount_minor=dice.choice((0, 1000, 6000, 20_000)))
    return FareTerms(above_cheapest=dice.choice((None, margin)))
