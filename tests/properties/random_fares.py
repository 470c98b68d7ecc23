"""What random years say of fares, night flights and levies, drawn apart from all else of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from sprintplan.domain.fare_policy import CONDITIONS, FareTerms, Margin, Preference
from sprintplan.domain.lieu import LieuTerms
from sprintplan.domain.objective import Objective
from sprintplan.domain.policy import Policy
from sprintplan.domain.scenario import Scenario
from tests.build.year import Quote


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
    rules = tuple(rule.changed(at_most=dice.choice((None, _margin(dice)))) for rule in rules)
    lieu = LieuTerms(day_min=dice.choice((None, 480, 450)), weekend_days=dice.random() < 0.5)
    return policy.changed(cabin_rules=rules, lieu=lieu, fare=_fares(dice))


def _margin(dice: Random) -> Margin:
    """So much more than the cheapest."""
    share = dice.choice((Decimal(0), Decimal("0.1"), Decimal("0.333"), Decimal("1.5")))
    return Margin(share=share, amount_minor=dice.choice((0, 1000, 6000, 20_000)))


def _fares(dice: Random) -> FareTerms:
    """What fares may be."""
    margin = _margin(dice)
    codes = dice.choice((("AA",), ("AA", "BB"), ("CC",)))
    liked = Preference(codes=codes, share=dice.choice((Decimal("0.1"), Decimal("0.25"), Decimal(1))))
    return FareTerms(
        above_cheapest=dice.choice((None, None, margin)),
        require=tuple(word for word in CONDITIONS if dice.random() < 0.12),
        refundable_over_minor=dice.choice((None, None, None, 15_000, 40_000)),
        no_basic_economy=dice.random() < 0.15,
        prefer_airlines=dice.choice((None, liked)),
        bag_fee_minor=dice.choice((None, 0, 2500)),
    )


def with_conditions(scenario: Scenario, quotes: Sequence[Quote]) -> Iterator[Quote]:
    """The quotes, saying now and then what can be done with the ticket, where the policy may ask for it."""
    dice = Random(repr(["conditions", [one.home.text for one in scenario.people], len(quotes)]))
    for quote in quotes:
        said: dict[str, Any] = {
            "changeable": dice.choice((None, True, True, False)),
            "refundable": dice.choice((None, True, True, False)),
            "checked_bags": dice.choice((None, 0, 1, 1, 2)),
            "fare_brand": dice.choice(("", "Flex", "Economy Light", "BASIC", "Lightning")),
        }
        yield replace(quote, **said) if scenario.policy.fare.asks_for_conditions else quote
