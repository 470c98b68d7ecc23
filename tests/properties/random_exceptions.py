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

HELD: dict[str, tuple[tuple[str, Any], ...]] = {
    "policy.cabin": tuple((cabin.word, cabin) for cabin in tuple(Cabin)[:3]),
    "policy.max_connections": (("0", 0), ("1", 1), ("2", 2)),
    "policy.connection_minutes": (("[30, 600]", (30, 600)), ("[90, 200]", (90, 200))),
    "policy.overnight_connections": (("true", True), ("false", False)),
    "policy.detour": (
        ("{ ratio = 3, hours = 10 }", Detour(ratio=Decimal(3), extra_min=600)),
        ("{ ratio = 1, hours = 1 }", Detour(ratio=Decimal(1), extra_min=60)),
    ),
    "policy.max_early_nights": (("0", 0), ("1", 1), ("3", 3)),
    "policy.max_late_nights": (("0", 0), ("2", 2)),
    "policy.check_in_minutes": (("0", 0), ("200", 200)),
    "policy.avoid_airlines": (("[]", ()), ('["AA"]', ("AA",))),
    "policy.fare.above_cheapest": (
        ("off", None),
        ("{ share = 0.2 }", Margin(share=Decimal("0.2"))),
        ("{ amount = 30 }", Margin(amount_minor=3000)),
    ),
    "limits.journey_hours": (("off", None), ("4", 240), ("15", 900)),
    "policy.no_weekend_travel": (("off", ()), ("on", ALL)),
    "policy.hours": (("off", ()),),
    "policy.rest": (("off", ()),),
    "policy.ground": (("off", ()),),
    "limits.long_haul": (("off", ()),),
    "limits.traveller_hours_per_year": (("off", ()),),
}
"""What each key may hold for somebody: as a cell, and as it is held."""


def with_exceptions(scenario: Scenario) -> Scenario:
    """The year, half of the time with one to four rows; some of them are over on any day that it is planned on."""
    dice = Random(repr([[one.id for one in scenario.people], [one.starts for one in scenario.events], "exceptions"]))
    if dice.random() < 0.5:
        return scenario
    drawn = [_row(dice, scenario) for _ in range(dice.randint(1, 4))]
    rows = {row.key + row.person: row for row in drawn}.values()
    return scenario.changed(exemptions=tuple(row.changed(line=line) for line, row in enumerate(rows, 2)))


def _row(dice: Random, scenario: Scenario) -> Exemption:
    key = dice.choice(sorted(HELD))
    event = "" if key.startswith("limits.") else dice.choice(("", dice.choice(scenario.events).id))
    value, held = dice.choice(HELD[key])
    over = scenario.events[0].starts[0] - timedelta(days=800)
    return Exemption(
        line=0,
        person=dice.choice(scenario.people).id,
        event=event,
        key=key,
        value=value,
        held=held,
        until=dice.choice((None, None, None, over)),
    )
