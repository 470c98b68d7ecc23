"""What years cost at least that have a venue which was not judged: by what is known of it before its journeys."""

from collections.abc import Mapping, Sequence

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.estimate.least import Price
from sprintplan.offers.table import Int64, Mask
from sprintplan.solver.bounds.before_journeys import OUT_OF_REACH
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.bounds.lagrangian import stated_multipliers
from sprintplan.solver.workers.messages import Assessment

Together = Mapping[tuple[int, int], Mask]
"""By numbers of two events, the smaller first, (venues, venues) whether two venues go together on some dates."""


class Unjudged:
    """Bounds of the candidates that were not judged yet, of each venue at its best first day.

    Parameters
    ----------
    scenario : the workspace
    bare : bounds of all candidates that are not ruled out whoever travels, minor units
    together : which venues keep the limits between events

    Attributes
    ----------
    left : (venues,) which were not judged
    """

    def __init__(self, scenario: Scenario, bare: Mapping[Pick, int], together: Together) -> None:
        self.scenario, self.together = scenario, together
        self.multipliers = stated_multipliers(scenario)
        shape = len(scenario.events), len(scenario.venues)
        self.left = np.ones(shape[1], np.bool_)
        self._least = np.full((1 + len(self.multipliers), *shape), OUT_OF_REACH, np.int64)
        for pick, bound in bare.items():
            at = pick.event, pick.venue
            self._least[0][at] = min(self._least[0][at], bound)
        open_ = self._least[0] < OUT_OF_REACH
        for number, price in enumerate(self.multipliers, 1):
            self._least[number][open_] = price.cost * self._least[0][open_]

    def learn_assessments(self, assessments: Sequence[Assessment], values: Mapping[Pick, int] | None = None) -> None:
        """Take what is known of candidates of venues that were judged, in place of what was before.

        Parameters
        ----------
        assessments : all candidates of these venues
        values : what some of them cost at least by now, minor units
        """
        venues = [*{one.pick.venue for one in assessments}]
        self.left[venues] = False
        self._least[:, :, venues] = OUT_OF_REACH
        for one in assessments:
            if one.excluded is None:
                known = (values or {}).get(one.pick, one.bound)
                mine = np.array([known, *one.priced_sums], np.int64)
                at = self._least[:, one.pick.event, one.pick.venue]
                np.minimum(at, mine, out=at)

    def learn_bounds(self, venue: int, prices: Sequence[int], bounds: Sequence[Int64]) -> None:
        """Learn bounds of a venue that was not judged.

        Parameters
        ----------
        venue : its number
        prices : numbers of the prices that it was bounded at: 0 the objective, those of the multipliers after it
        bounds : by event (prices, starts)
        """
        for event, by_price in enumerate(bounds):
            for price, by_start in zip(prices, by_price, strict=True):
                least = int(by_start.min(initial=OUT_OF_REACH))
                self._least[price, event, venue] = max(self._least[price, event, venue], least)

    def prices(self) -> list[int]:
        """Numbers of the prices worth bounding venues at: the objective, and of each limit the one that bounds years of
        judged venues best, where there are any, or all years by what is known."""
        years = [self._year(number, self.left) for number in range(len(self._least))]
        if min(years) >= OUT_OF_REACH:
            years = [self._year(number) for number in range(len(self._least))]
        best: dict[object, int] = {}
        for number, price in enumerate(self.multipliers, 1):
            before = best.get(price.limit)
            if price.cost and (before is None or years[before] < years[number]):
                best[price.limit] = number
        return [0, *best.values()]

    def price(self, number: int) -> Price:
        """What counts how much at the price of a `number`."""
        if not number:
            return Price()
        one = self.multipliers[number - 1]
        return Price(one.cost, **{one.limit.measure.name: one.weight})

    def least(self) -> int | None:
        """No year with a venue that was not judged costs less, minor units; None where there is no such year."""
        known = self.by_venue()[self.left]
        least = int(known.min(initial=OUT_OF_REACH))
        return None if least >= OUT_OF_REACH else least

    def by_venue(self) -> Int64:
        """(venues,) no year that has the venue costs less, minor units; OUT_OF_REACH where there is none."""
        return np.asarray(self.by_event().min(axis=0), np.int64)

    def by_event(self) -> Int64:
        """(events, venues) no year that has the event at the venue costs less, minor units; OUT_OF_REACH where there is
        none."""
        least = np.zeros(self._least.shape[1:], np.int64)
        for number in range(len(self._least)):
            least = np.maximum(least, self._minor(number, self._years(number)))
        return least

    def _year(self, number: int, without: Mask | None = None) -> int:
        """The least of a year at the price of a `number`, of some `without` venues, by a mask, (venues,)."""
        return int(self._minor(number, self._years(number, without)).min(initial=OUT_OF_REACH))

    def _minor(self, number: int, sums: Int64) -> Int64:
        """Bounds in minor units of the `sums` of years at the price of a `number`."""
        if not number:
            return sums
        price = self.multipliers[number - 1]
        over = sums - price.weight * (price.limit.stated(self.scenario) or 0)
        if not price.cost:
            return np.asarray(np.where((over > 0) | (sums >= OUT_OF_REACH), OUT_OF_REACH, 0), np.int64)
        return np.asarray(np.where(sums >= OUT_OF_REACH, OUT_OF_REACH, -(-over // price.cost)), np.int64)

    def _years(self, number: int, without: Mask | None = None) -> Int64:
        """(events, venues) the least sum of a year that has each event at each venue, the others where they go with
        it; no event at venues to do `without`, by a mask, (venues,)."""
        least = self._least[number]
        if without is not None:
            least = np.where(without, OUT_OF_REACH, least)
        years: Int64 = least.copy()
        for event in range(len(least)):
            for other in range(len(least)):
                if other != event:
                    kept = self.together[event, other] if event < other else self.together[other, event].T
                    best = np.where(kept, least[other], OUT_OF_REACH).min(axis=1)
                    years[event] = np.minimum(years[event] + best, OUT_OF_REACH)
        return years
