"""Candidates that no combination of the year can hold, found for all pairs at once."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64, Mask
from sprintplan.solver.bounds.compatibility import Pick, held
from sprintplan.solver.bounds.lagrangian import Multiplier
from sprintplan.solver.bounds.person_limits import PersonClasses
from sprintplan.solver.constraints.between_events import PAIR_LIMITS, Held
from sprintplan.solver.instance.relaxation import UNREACHABLE

PLACE = ("id", "country", "region")
"""What limits between events compare of two venues."""
AT_ONCE = 500
"""Candidates that are put together with all of another event at a time, which takes memory."""


def without_partners(
    scenario: Scenario,
    lists: Sequence[Sequence[Pick]],
    priced: Sequence[Int64],
    multipliers: Sequence[Multiplier],
    reach: "VenuesInReach | None" = None,
) -> list[Mask]:
    """Of each event's candidates, (n,), which can be no part of a year.

    Parameters
    ----------
    scenario : states the limits
    lists : the candidates of each event
    priced : of each event (n, multipliers), their least priced sums
    multipliers : those of the limits of the scenario
    reach : venues to which everybody can go; None without limits of persons
    """
    dead = [np.zeros(len(mine), np.bool_) for mine in lists]
    least = [_least(sums) for sums in priced]
    if len(lists) == 1:
        dead[0] |= ~_affordable(scenario, multipliers, priced[0])
    for one, other in combinations(range(len(lists)), 2):
        rest = sum((least[n] for n in range(len(lists)) if n not in (one, other)), np.zeros(len(multipliers), np.int64))
        distance, others = DistanceKept(scenario, one, other), _places(lists[other])
        within = reach.of(one, other) if reach and all(lists) else None
        has_partner = np.zeros(len(lists[other]), np.bool_)
        for begin in range(0, len(lists[one]), AT_ONCE):
            some = slice(begin, begin + AT_ONCE)
            sums = priced[one][some, None] + priced[other][None] + rest
            mine = _places(lists[one][some])
            together = _affordable(scenario, multipliers, sums) & distance.of(mine, others)
            if within is not None:
                together &= within[mine[0][:, None], others[0]]
            dead[one][some] |= ~together.any(axis=1)
            has_partner |= together.any(axis=0)
        dead[other] |= ~has_partner
    return dead


def _least(sums: Int64) -> Int64:
    """(prices,) the least sum at each price; 0 without candidates, as then there is no year anyway."""
    return sums.min(axis=0) if len(sums) else np.zeros(sums.shape[1], np.int64)


def _affordable(scenario: Scenario, multipliers: Sequence[Multiplier], sums: Int64) -> Mask:
    """(...,) whether sums (..., prices) stay within what every limit allows, whatever they cost."""
    keeps = np.ones(sums.shape[:-1], np.bool_)
    for number, price in enumerate(multipliers):
        if price.cost == 0:
            keeps &= sums[..., number] <= price.weight * price.limit.stated(scenario)
    return keeps


class DistanceKept:
    """Which candidates of two events keep every limit between events.

    Such a limit reads the dates, and of the venues which of their id, country and region are the same; so it is asked
    of one pair of venues of each sort.

    Parameters
    ----------
    scenario : states the limits
    event, other : numbers of the events
    """

    def __init__(self, scenario: Scenario, event: int, other: int) -> None:
        stated = [(limit, limit.stated(scenario)) for limit in PAIR_LIMITS if limit.is_stated(scenario)]
        many, sort = len(scenario.venues), np.zeros((len(scenario.venues),) * 2, np.int64)
        for member in PLACE if stated else ():
            word = np.array([getattr(venue, member) for venue in scenario.venues])
            sort = 2 * sort + (word[:, None] == word)
        _, first, number = np.unique(sort, return_index=True, return_inverse=True)
        self._sort = number.reshape(sort.shape)
        shape = len(first), len(scenario.events[event].starts), len(scenario.events[other].starts)
        self._keeps = np.ones(shape, np.bool_)
        for place, pair in enumerate(first.tolist() if stated else ()):
            here, there = divmod(pair, many)
            mine, others = self._held(scenario, event, here), self._held(scenario, other, there)
            for a, b in np.ndindex(*shape[1:]):
                one, two = mine[a], others[b]
                earlier, later = (one, two) if (one.first_day, event) <= (two.first_day, other) else (two, one)
                self._keeps[place, a, b] = all(limit.keeps(value, earlier, later) for limit, value in stated)

    def _held(self, scenario: Scenario, event: int, venue: int) -> list[Held]:
        """An event at a venue on each of its first days."""
        return [held(scenario, Pick(event, venue, start)) for start in range(len(scenario.events[event].starts))]

    def of(self, mine: Int64, others: Int64) -> Mask:
        """(m, n) whether candidates keep them.

        Parameters
        ----------
        mine, others : (2, m) and (2, n) venues and starts
        """
        sort = self._sort[mine[0][:, None], others[0]]
        return np.asarray(self._keeps[sort, mine[1][:, None], others[1]])

    def of_venues(self, mine: Mask, others: Mask) -> Mask:
        """(venues, venues) whether two venues keep them on some dates.

        Parameters
        ----------
        mine, others : (venues, starts) when each event may be held at each
        """
        keeps = np.stack([mine.astype(np.int64) @ dates @ others.T.astype(np.int64) > 0 for dates in self._keeps])
        return np.asarray(np.take_along_axis(keeps, self._sort[None], axis=0)[0])


def _places(picks: Sequence[Pick]) -> Int64:
    """(2, n) venues and starts."""
    return np.array([[pick.venue for pick in picks], [pick.start for pick in picks]], np.int64)


class VenuesInReach:
    """Which venues of two events everybody can go to within the limits of persons, each on the dates that ask least.

    Parameters
    ----------
    classes : people whom the limits of persons do not tell apart
    venues : how many there are
    lists : the candidates of each event
    needs : of each of them what the limits ask of one trip, (limits, classes)
    """

    def __init__(
        self,
        classes: PersonClasses,
        venues: int,
        lists: Sequence[Sequence[Pick]],
        needs: Sequence[Sequence[Int64]],
    ) -> None:
        self._classes, self._least = classes, list[Int64]()
        for mine, asked in zip(lists, needs, strict=True):
            least = np.full((venues, *asked[0].shape), UNREACHABLE) if asked else np.zeros((venues, 0, 0), np.int64)
            for pick, need in zip(mine, asked, strict=True):
                np.minimum(least[pick.venue], need, out=least[pick.venue])
            self._least.append(least)

    def of(self, one: int, other: int) -> Mask:
        """(venues, venues) of the events with the numbers `one` and `other`."""
        rest = [number for number in range(len(self._least)) if number not in (one, other)]
        least = [self._least[number].min(axis=0, keepdims=True) for number in rest]
        mine, others = self._least[one], self._least[other]
        rows = (self._classes.possible((one, other, *rest), (row[None], others, *least)) for row in mine)
        return np.stack([*rows])


def over_person_limits(classes: PersonClasses, needs: Sequence[Sequence[Int64]]) -> list[Mask]:
    """Of each event's candidates, (n,), which take some person over a limit whatever the other events are.

    Parameters
    ----------
    classes : people whom the limits of persons do not tell apart
    needs : of each event's candidates what the limits ask of one trip, (limits, classes)
    """
    events = [number for number, mine in enumerate(needs) if mine]
    least = [np.minimum.reduce(needs[number]) for number in events]
    dead = [np.zeros(len(mine), np.bool_) for mine in needs]
    for place, event in enumerate(events):
        for begin in range(0, len(needs[event]), AT_ONCE):
            some = np.stack(needs[event][begin : begin + AT_ONCE])
            year = [*(one[None] for one in least[:place]), some, *(one[None] for one in least[place + 1 :])]
            dead[event][begin : begin + AT_ONCE] = ~classes.possible(events, year)
    return dead
