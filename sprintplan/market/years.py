"""The best year of each market: one candidate an event, of those that go together, that cost least in all."""

import heapq
from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PAIRS_A_MARKET = 15
"""So many pairs of two events' candidates for each market are all looked at."""
MOST_STEPS = 5_000
"""Combinations that are looked at in one market otherwise; beyond them the known year is taken for the best."""


class BestYears:
    """The best years of m markets.

    Parameters
    ----------
    costs : of each event, (candidates, m) what each costs; of equals the first is taken
    together : whether candidates of two events go together, by event and candidate of both
    """

    def __init__(self, costs: Sequence[Floats], together: Callable[[int, int, int, int], bool]) -> None:
        self.costs, self.is_complete = costs, True
        self._together = cache(together)

    def best(self, known: Sequence[int]) -> tuple[Ints, Floats]:
        """(events, m) the candidates of the best year of each market, and (m,) what it costs.

        Parameters
        ----------
        known : candidates of a year that is possible, by event
        """
        lists = [np.arange(len(cost)) for cost in self.costs]
        return self._best(lists, known, np.arange(self.costs[0].shape[1]))

    def keeping(self, known: Sequence[int], event: int, best: Ints, least: Floats) -> Floats:
        """(m,) what the best year costs that keeps one event's candidate of a known year.

        Parameters
        ----------
        best, least : both members of `best`
        """
        lists = [np.array([known[n]]) if n == event else np.arange(len(cost)) for n, cost in enumerate(self.costs)]
        lost = np.flatnonzero(best[event] != known[event])
        kept = least.copy()
        if len(lost):
            kept[lost] = self._best(lists, known, lost)[1]
        return kept

    def _best(self, lists: Sequence[Ints], known: Sequence[int], markets: Ints) -> tuple[Ints, Floats]:
        """What `best` gives, of some candidates in some markets."""
        if len(lists) == 2 and len(lists[0]) * len(lists[1]) <= PAIRS_A_MARKET * self.costs[0].shape[1]:
            picks = self._of_pairs(lists, markets)
        else:
            picks = self._one_by_one(lists, known, markets)
        return picks, np.sum([cost[mine, markets] for cost, mine in zip(self.costs, picks, strict=True)], axis=0)

    def _of_pairs(self, lists: Sequence[Ints], markets: Ints) -> Ints:
        """(2, m) the best candidates of two events: the best partner of each of the first, then the best of these."""
        first, second = lists
        mine, theirs = self.costs[0][:, markets], self.costs[1][np.ix_(second, markets)]
        partner = np.zeros((len(first), theirs.shape[1]), np.int64)
        total = np.full(partner.shape, np.inf)
        for number, one in enumerate(first.tolist()):
            allowed = np.flatnonzero([self._together(0, one, 1, other) for other in second.tolist()])
            if len(allowed):
                best = theirs[allowed].argmin(axis=0)
                partner[number] = second[allowed[best]]
                total[number] = mine[one] + theirs[allowed].min(axis=0)
        best = total.argmin(axis=0)
        return np.stack([first[best], partner[best, np.arange(len(best))]])

    def _one_by_one(self, lists: Sequence[Ints], known: Sequence[int], markets: Ints) -> Ints:
        """(events, m) the same, market by market."""
        places, more = [], []
        for cost, mine in zip(self.costs, lists, strict=True):
            costs = cost[np.ix_(mine, markets)]
            order = np.argsort(costs, axis=0, kind="stable")
            places.append(mine[order].T.tolist())
            more.append((np.take_along_axis(costs, order, axis=0) - costs.min(axis=0)).T.tolist())
        ordered = zip(zip(*places, strict=True), zip(*more, strict=True), strict=True)
        return np.array([self._of_market(*one, known) for one in ordered], np.int64).T

    def _of_market(
        self, places: Sequence[list[int]], extra: Sequence[list[float]], known: Sequence[int]
    ) -> tuple[int, ...]:
        """Combinations in order of what they cost, until one is possible.

        Parameters
        ----------
        places : of each event its candidates, cheapest first
        extra : how much more each of these costs than the first
        known : candidates of a year that is possible
        """
        heap, seen = [(0.0, (0,) * len(places))], set[tuple[int, ...]]()
        for _ in range(MOST_STEPS):
            more, at = heapq.heappop(heap)
            picks = tuple(place[position] for place, position in zip(places, at, strict=True))
            if self._go_together(picks):
                return picks
            for event, position in enumerate(at):
                step = (*at[:event], position + 1, *at[event + 1 :])
                if position + 1 < len(places[event]) and step not in seen:
                    seen.add(step)
                    heapq.heappush(heap, (more - extra[event][position] + extra[event][position + 1], step))
        self.is_complete = False
        return tuple(known)

    def _go_together(self, picks: tuple[int, ...]) -> bool:
        return all(self._together(a, picks[a], b, picks[b]) for a, b in combinations(range(len(picks)), 2))
