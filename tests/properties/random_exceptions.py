"""Rows of exceptions.csv for random years, drawn apart from all else."""

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sprintplan.domain.exemptions import Exemption
from sprintplan.domain.fare_policy import Margin
from sprintplan.domain.model import Cabin
from sprintplan.domain.people import ALL
from sprintplan.domain.policy import Detour
from sprintplan.domain.scenario import Scenario

HELD: dict[str, tuple[Any, ...]] = {
    "policy.cabin": tuple(Cabin)[:3],
    "policy.max_connections": (0, 1, 2),
    "policy.connection_minutes": ((30, 600), (90, 200)),
    "policy.overnight_connections": (True, False),
    "policy.detour": (Detour(ratio=Decimal(3), extra_min=600), Detour(ratio=Decimal(1), extra_min=60)),
    "policy.max_early_nights": (0, 1, 3),
    "policy.max_late_nights": (0, 2),
    "policy.check_in_minutes": (0, 200),
    "policy.avoid_airlines": ((), ("AA",)),
    "policy.fare.above_cheapest": (None, Margin(share=Decimal("0.2")), Margin(amount_minor=3000)),
    "limits.journey_hours": (None, 240, 900),
    "policy.no_weekend_travel": ((), ALL),
    "policy.hours": ((),),
    "policy.rest": ((),),
    "policy.ground": ((),),
    "limits.long_haul": ((),),
    "limits.traveller_hours_per_year": ((),),
}
"""What each key may hold for somebody."""


def with_exceptions(scenario: Scenario) -> Scenario:
    """The year, half of the time with one to four rows; some of them are over on any day that it is planned on."""
    dice = Random(repr([[one.id for one in scenario.people], [one.starts for one in scenario.events], "exceptions"]))
    if dice.random() < 0.5:
        return scenario
    rows = {
        row.key + row.person: row for row in (_row(dice, scenario, line) for line in range(2, 2 + dice.randint(1, 4)))
    }
    return scenario.changed(exemptions=tuple(rows.values()))


def _row(dice: Random, scenario: Scenario, line: int) -> Exemption:
    key = dice.choice(sorted(HELD))
    event = "" if key.startswith("limits.") else dice.choice(("", dice.choice(scenario.events).id))
    over = scenario.events[0].starts[0] - timedelta(days=800)
    return Exemption(
        line=line,
        person=dice.choice(scenario.people).id,
        event=event,
        key=key,
        value="as held",
        held=dice.choice(HELD[key]),
        until=dice.choice((None, None, None, over)),
    )
