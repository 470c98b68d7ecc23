"""Bounds of a candidate at fixed prices of cash and CO2e, so that limits of the year prune whole combinations.

At any price, what everybody's cheapest choice costs with cash and emissions priced in, less what the limits allow at
that price, is a lower bound of the year (a Lagrangian relaxation); a few prices on a ladder come close to the best.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64
from sprintplan.rules.attendance import Stands
from sprintplan.rules.choices import Entries
from sprintplan.solver.instance.relaxation import Options, Relaxed

SCALE = 1 << 14
CASH_PRICES = (0.03, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
GRAM_PRICES = (0.003, 0.01, 0.02, 0.05, 0.1, 0.3)
# Minor units for one of cash, and for a gram (0.01 of a currency with cents is 100 a tonne).


@dataclass(frozen=True)
class Price:
    """Scaled weights of objective, cash and grams; without weight on the objective it tells what is impossible."""

    cost: int
    cash: int
    grams: int


def prices(scenario: Scenario) -> tuple[Price, ...]:
    """The ladder for the limits of the year that the workspace states; empty where it states none."""
    limits, found = scenario.limits, list[Price]()
    if limits.budget_minor is not None:
        found += [Price(SCALE, round(price * SCALE), 0) for price in CASH_PRICES] + [Price(0, SCALE, 0)]
    if limits.co2e_g is not None:
        found += [Price(SCALE, 0, round(price * SCALE)) for price in GRAM_PRICES] + [Price(0, 0, SCALE)]
    return tuple(found)


def curve(relaxed: Relaxed, scenario: Scenario) -> Int64:
    """(starts, prices) the least priced sum of each start; (starts, 0) where no limit asks for it."""
    ladder = prices(scenario)
    if not ladder:
        return np.zeros((relaxed.shape[0], 0), np.int64)
    parts = [_amounts(relaxed, options, way) for way, options in enumerate(relaxed.options)]
    return np.stack([_at(relaxed, parts, price) for price in ladder], axis=1)


def bound(scenario: Scenario, ladder: Sequence[Price], curves: Sequence[Int64]) -> int | None:
    """No choice of the candidates with these curves costs less, minor units; None where none keeps the limits."""
    if not ladder:
        return 0
    most_cash, most_grams = scenario.limits.budget_minor or 0, scenario.limits.co2e_g or 0
    least = 0
    for price, total in zip(ladder, np.sum(curves, axis=0).tolist(), strict=True):
        over = total - price.cash * most_cash - price.grams * most_grams
        if price.cost == 0 and over > 0:
            return None
        if price.cost:
            least = max(least, -(-over // price.cost))
    return least


def _amounts(relaxed: Relaxed, options: Options, way: int) -> tuple[Options, Int64, Int64]:
    """The options with the cash and grams of each."""
    chosen = relaxed.choices
    out, back = _of_entries(relaxed, chosen.outbound.entries), _of_entries(relaxed, chosen.inbound.entries)
    if way == 2:
        there, home = chosen.both.outbound[options.entry], chosen.both.inbound[options.entry]
        return options, out[0][there] + back[0][home], out[1][there] + back[1][home]
    cash, grams = (out, back)[way]
    return options, cash[options.entry], grams[options.entry]


def _of_entries(relaxed: Relaxed, entries: Entries) -> tuple[Int64, Int64]:
    """(entries,) cash and grams."""
    cash = relaxed.choices.cash(entries, np.arange(len(entries.row)))
    return cash, np.asarray(relaxed.table.co2e_g[entries.row], np.int64)


def _at(relaxed: Relaxed, parts: Sequence[tuple[Options, Int64, Int64]], price: Price) -> Int64:
    """(starts,) the least priced sum."""
    out, back, both = (
        options.least(price.cost * options.cost + price.cash * cash + price.grams * grams)
        for options, cash, grams in parts
    )
    standing = relaxed.choices.standing
    trip = np.minimum(out + back, both).reshape(relaxed.shape)
    counts = relaxed.choices.kinds.heads
    flying = standing.stands == Stands.TRAVELS
    base = price.cost * standing.base_minor + price.cash * np.where(
        standing.stands == Stands.REMOTE, 0, standing.base_minor
    )
    fixed = relaxed.choices.venue.hire_minor + relaxed.least_shuttles(counts)
    return np.asarray((base + np.where(flying, trip, 0)) @ counts + (price.cost + price.cash) * fixed, np.int64)
