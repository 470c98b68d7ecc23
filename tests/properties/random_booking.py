"""Days to book by and rules on approval for random years, drawn apart from all else."""

from random import Random
from typing import Any

from sprintplan.domain.booking import ApprovalRule, ApprovalTerms, BookingTerms
from sprintplan.domain.model import Cabin
from sprintplan.domain.scenario import Scenario
from tests.build.year import selectors


def with_booking(scenario: Scenario) -> Scenario:
    """The year, half of the time with days to book by and rules on approval, drawn apart from all else."""
    dice = Random(repr([[one.id for one in scenario.people], scenario.policy.detour, scenario.policy.cabin_rules]))
    if dice.random() < 0.5:
        return scenario
    terms = BookingTerms(days=dice.choice((None, 14, 60)), international_days=dice.choice((None, None, 30, 120)))
    rules = tuple(_approval_rule(dice) for _ in range(dice.randint(0, 3)))
    return scenario.changed(policy=scenario.policy.model_copy(update={"booking": terms, "approval": rules}))


def _approval_rule(dice: Random) -> ApprovalRule:
    """The manager, somebody or a role, for one or two reasons."""
    terms: dict[str, Any] = {
        "fare_over_minor": dice.choice((15_000, 40_000)),
        "trip_cash_over_minor": 60_000,
        "cabin": dice.choice((Cabin.PREMIUM_ECONOMY, Cabin.BUSINESS)),
        "journey_over_min": dice.choice((180, 420)),
        "late_booking": True,
    }
    return ApprovalRule(
        by=dice.choice(("manager", "id:p0", "role:key")),
        when=ApprovalTerms(**dict(dice.sample(sorted(terms.items()), dice.randint(1, 2)))),
        who=selectors(dice.choice(("all", "all", "team:red", "id:p1"))),
        scope=dice.choice((None, None, "domestic", "international", "intercontinental")),
    )
