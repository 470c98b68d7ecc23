"""Sums of one candidate under a choice: what the event costs item by item, hours and CO2e."""

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


def figures(candidate: Candidate, bought: Columns, count: Int64, shuttle_cash: int) -> Figures:
    """The sums where so many travellers take each of some columns of the candidate.

    Parameters
    ----------
    bought : (k,) columns
    count : (k,) travellers on each
    shuttle_cash : minor units of the shuttle runs that this takes
    """
    chosen, heads, grams = candidate.choices, candidate.groups.count, 0
    costs = chosen.each_person[:, candidate.start].take(candidate.groups.traveller, axis=1) @ heads
    costs += [item.of_venue(chosen.rates) + item.shuttles * shuttle_cash for item in ITEMS]
    for column, journeys in bought.journeys(candidate.table, candidate.start):
        for item in PER_JOURNEY:
            costs[ITEMS.index(item)] += int(item.of_journeys(chosen.rates, journeys) @ count[column])
        grams += int(candidate.table.co2e_g[journeys.row].astype(np.int64) @ count[column])
    spent = sum(int(cost) for item, cost in zip(ITEMS, costs, strict=True) if item.spent_at_venue)
    costs[ITEMS.index(SHORTFALL)] = max(0, chosen.venue.minimum_spend_minor - spent)
    return Figures(
        costs=tuple(costs.tolist()),
        minutes=int((bought.out_min + bought.back_min) @ count),
        grams=grams,
        travellers=candidate.travellers,
        remote=int(heads[candidate.status == Attendance.REMOTE].sum()),
    )
