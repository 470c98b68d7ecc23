"""Bounds of a candidate at fixed multipliers of what limits of the year add up, so that these prune combinations.

At any price, what everybody's cheapest choice costs with the measure priced in, less what the limit allows at that
price, is a lower bound of the year (a Lagrangian relaxation); a few multipliers a limit come close to the best.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64
from sprintplan.rules.attendance import Attendance
from sprintplan.solver.constraints.sums import YEAR_SUMS, Measure, YearSum
from sprintplan.solver.instance.relaxation import VenueRelaxation

MULTIPLIER_SCALE = 1 << 14
"""Multipliers are whole parts of this, so that bounds are exact."""


@dataclass(frozen=True)
class Multiplier:
    """One multiplier of one limit of the year.

    Attributes
    ----------
    limit : whose measure has a price
    cost : scaled weight of the objective; without it the bound tells what is impossible
    weight : scaled weight of the measure
    """

    limit: type[YearSum]
    cost: int
    weight: int


def stated_multipliers(scenario: Scenario) -> tuple[Multiplier, ...]:
    """The multipliers for the limits of the year that a `scenario` states; empty where it states none."""
    multipliers = list[Multiplier]()
    for limit in YEAR_SUMS:
        if limit.is_stated(scenario):
            multipliers += [
                Multiplier(limit, MULTIPLIER_SCALE, round(price * MULTIPLIER_SCALE)) for price in limit.multipliers
            ] + [Multiplier(limit, 0, MULTIPLIER_SCALE)]
    return tuple(multipliers)


def priced_sums(relaxation: VenueRelaxation, scenario: Scenario) -> Int64:
    """(starts, multipliers) the least priced sum of each start of a `relaxation`, scaled; (starts, 0) where the
    `scenario` states no limit on a sum of the year."""
    multipliers = stated_multipliers(scenario)
    if not multipliers:
        return np.zeros((relaxation.shape[0], 0), np.int64)
    amounts = {
        limit: _amounts(relaxation, limit.measure) for limit in dict.fromkeys(price.limit for price in multipliers)
    }
    return np.stack([_at(relaxation, amounts[price.limit], price) for price in multipliers], axis=1)


def least_sums(relaxation: VenueRelaxation, limit: type[YearSum]) -> Int64:
    """(starts,) the least that each start of a `relaxation` adds to what `limit` adds up, minor units or grams,
    whatever it costs."""
    return _at(relaxation, _amounts(relaxation, limit.measure), Multiplier(limit, 0, 1))


def bound(scenario: Scenario, multipliers: Sequence[Multiplier], priced: Sequence[Int64]) -> int | None:
    """No choice of some candidates costs less, minor units; None where none keeps the limits.

    Parameters
    ----------
    scenario : states the limits
    multipliers : those of its limits
    priced : of each candidate (multipliers,), its least priced sums
    """
    if not multipliers:
        return 0
    least = 0
    for price, total in zip(multipliers, np.sum(priced, axis=0).tolist(), strict=True):
        over = total - price.weight * price.limit.stated(scenario)
        if price.cost == 0 and over > 0:
            return None
        if price.cost:
            least = max(least, -(-over // price.cost))
    return least


def _amounts(relaxation: VenueRelaxation, measure: Measure) -> tuple[Int64, Int64, Int64]:
    """What each option adds to the measure, by way: out, home, both ways."""
    chosen = relaxation.choices
    out, back = (measure.journeys(chosen.rates, chosen.bought(way)) for way in (chosen.outbound, chosen.inbound))
    return relaxation.by_way(out, back)


def _at(relaxation: VenueRelaxation, amounts: Sequence[Int64], price: Multiplier) -> Int64:
    """(starts,) the least priced sum."""
    out, back, both = (
        options.least(price.cost * options.cost + price.weight * amount)
        for options, amount in zip(relaxation.options, amounts, strict=True)
    )
    choices, measure = relaxation.choices, price.limit.measure
    trip = np.minimum(out + back, both).reshape(relaxation.shape)
    counts, flying = choices.classes.heads, choices.attending.status == Attendance.TRAVELS
    base = price.cost * choices.base_minor + price.weight * measure.persons(choices)
    runs = relaxation.least_shuttles(counts)
    fixed = price.cost * (choices.venue_minor + runs) + price.weight * (measure.venue(choices) + measure.runs * runs)
    return np.asarray((base + np.where(flying, trip, 0)) @ counts + fixed, np.int64)
