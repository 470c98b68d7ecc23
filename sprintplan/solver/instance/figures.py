"""Sums of one candidate under a choice: what the event costs item by item, hours and CO2e."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.rules.attendance import Attendance
from sprintplan.rules.costs import ITEMS, PER_JOURNEY, SHORTFALL
from sprintplan.solver.instance.candidate import Candidate, Columns


@dataclass(frozen=True)
class Figures:
    """Sums of an event, or of several.

    Attributes
    ----------
    costs : minor units of each item, in the order of `rules.costs.ITEMS`
    minutes, grams : of all journeys
    travellers, remote : people who fly, and who cannot attend
    """

    costs: tuple[int, ...] = (0,) * len(ITEMS)
    minutes: int = 0
    grams: int = 0
    travellers: int = 0
    remote: int = 0

    @property
    def cash(self) -> int:
        """All that is paid."""
        return sum(cost for item, cost in zip(ITEMS, self.costs, strict=True) if item.paid)

    @property
    def objective(self) -> int:
        """Cash and what is weighed in."""
        return sum(self.costs)

    def total(self, name: str) -> int:
        """What is paid for the total of that `name`, one of `rules.costs.TOTALS`, minor units."""
        return sum(cost for item, cost in zip(ITEMS, self.costs, strict=True) if item.paid and item.total == name)

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            tuple(one + more for one, more in zip(self.costs, other.costs, strict=True)),
            self.minutes + other.minutes,
            self.grams + other.grams,
            self.travellers + other.travellers,
            self.remote + other.remote,
        )


def figures(
    candidates: Sequence[Candidate], bought: Columns, owner: Int64, count: Int64, shuttle_cash: Sequence[int]
) -> list[Figures]:
    """The sums of some candidates, starts of one event at one venue, where so many travellers take each of some
    columns.

    Parameters
    ----------
    bought : (k,) columns
    owner : (k,) the candidate of each
    count : (k,) travellers on each
    shuttle_cash : minor units of the shuttle runs that this takes at each candidate
    """
    one, size = candidates[0], len(candidates)
    starts = np.array([candidate.start for candidate in candidates], np.int64)
    costs = np.stack([_before_trips(candidate) for candidate in candidates])
    costs += [[item.of_venue(one.choices.rates) + item.shuttles * runs for item in ITEMS] for runs in shuttle_cash]
    grams, minutes = np.zeros(size, np.int64), _by_owner(owner, (bought.out_min + bought.back_min) * count, size)
    for column, journeys in bought.journeys(one.table, starts[owner]):
        heads, mine = count[column], owner[column]
        for item in PER_JOURNEY:
            costs[:, ITEMS.index(item)] += _by_owner(mine, item.of_journeys(one.choices.rates, journeys) * heads, size)
        grams += _by_owner(mine, one.table.co2e_g.take(journeys.row).astype(np.int64) * heads, size)
    spent = costs[:, [item.spent_at_venue for item in ITEMS]].sum(axis=1)
    costs[:, ITEMS.index(SHORTFALL)] = np.maximum(0, one.choices.venue.minimum_spend_minor - spent)
    return [
        Figures(
            costs=tuple(costs[number].tolist()),
            minutes=int(minutes[number]),
            grams=int(grams[number]),
            travellers=candidate.travellers,
            remote=int(candidate.groups.count[candidate.status == Attendance.REMOTE].sum()),
        )
        for number, candidate in enumerate(candidates)
    ]


def _by_owner(owner: Int64, amount: Int64, size: int) -> Int64:
    """(size,) the exact sums of the amounts, (k,), of each owner."""
    total = np.zeros(size, np.int64)
    if amount.any():
        np.add.at(total, owner, amount)
    return total


def _before_trips(candidate: Candidate) -> Int64:
    """(items,) what everybody costs before any journey, in the order of ITEMS."""
    each = candidate.choices.each_person[:, candidate.start].take(candidate.groups.traveller, axis=1)
    return np.asarray(each @ candidate.groups.count, np.int64)
