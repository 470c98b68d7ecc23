"""Prices what matters: asks the searches that tell the likely winners apart, until no other can still win."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from sprintplan.errors import NoPlan
from sprintplan.market.cost_lines import CostLines, Floats, Ints
from sprintplan.market.fare_model import FareModel
from sprintplan.market.searches import Searches
from sprintplan.offers.duffel.query import Query
from sprintplan.solver.bounds.compatibility import Pick, compatible
from sprintplan.solver.workers.evaluator import Evaluator

DRAWS = 400
"""Markets that are drawn to see who leads."""
LEAST_BATCH, BATCH_SHARE = 16, 8
"""Searches asked at a time: this many, and an eighth of those asked already, as each asking costs an evaluation."""
MOST_COMBINATIONS = 20_000
"""So many combinations of candidates are weighed; of more, those of the most promising candidates of each event."""
NO_CELL = -1
"""Stands for the second cell of a search that reveals one."""
IN_THE_RUNNING = 4.0
"""A candidate is no longer looked at when it trails by so many standard deviations of the difference."""


@dataclass(frozen=True)
class Standings:
    """Who leads by now: the candidates of the year's events with the least expected cost, and the probability that
    some other combination costs less."""

    leader: tuple[int, ...]
    risk: float


class SearchSelection:
    """One adaptive run over cost lines.

    Parameters
    ----------
    cost_lines : what candidates cost by fares that searches reveal
    queries : every search of the workspace
    of_candidate : all searches that pricing one candidate (by its number) takes
    allowed : whether candidates of different events go together
    confidence : probability that the leader must have to be the best
    seed : of the random draws

    Attributes
    ----------
    fares : what is known by now of the errors of estimated fares
    used : numbers of the cells that some line hangs on
    asked : searches that are not asked any more in this run, answered or not
    combinations : (m, events) candidates, by number, that go together and may still be the best
    """

    def __init__(
        self,
        cost_lines: CostLines,
        queries: Sequence[Query],
        of_candidate: Callable[[int], Sequence[Query]],
        allowed: Callable[[tuple[Pick, ...]], bool],
        confidence: float,
        *,
        seed: int = 0,
    ) -> None:
        self.cost_lines, self.confidence, self.of_candidate = cost_lines, confidence, of_candidate
        self.fares = FareModel(cost_lines.tree, cost_lines.spread)
        self.used = np.unique(cost_lines.cell)
        self.asked: set[Query] = set()
        self._random = np.random.default_rng(seed)
        self._queries, self._cells = self._telling(queries)
        self._number = {query: number for number, query in enumerate(self._queries)}
        self._open = np.ones(len(self._queries), np.bool_)
        self._everybody = np.arange(len(cost_lines.picks))
        self.combinations = self._allowed(allowed)
        self._every, self._running, self._least_aside = self.combinations, self._everybody, math.inf

    def see(self, query: Query, error: float | None) -> None:
        """Record the answer of a search, `query`: `error` is the logarithm of its cheapest fare over the estimated one,
        None where nothing is sold."""
        self.lost(query)
        for cell in self.cost_lines.revealed(query):
            if not self.fares.seen[cell]:
                self.fares.see(cell, error)

    def lost(self, query: Query) -> None:
        """Leave a search, `query`, out of this run from now on: it brought nothing."""
        self.asked.add(query)
        if query in self._number:
            self._open[self._number[query]] = False

    def next(self) -> tuple[list[Query], Standings]:
        """The searches to ask next, none where the leader is priced and nobody else can win; and who leads."""
        chances, standings = self._look()
        if standings.risk > 1 - self.confidence:
            batch = self._best_searches(chances)
            if batch:
                return batch, standings
        left = dict.fromkeys(query for number in standings.leader for query in self.of_candidate(number))
        return [query for query in left if query not in self.asked], standings

    def _look(self) -> tuple[Floats, Standings]:
        """(candidates,) each one's probability to be part of the best, and the standings."""
        lines = self.cost_lines.lines_of(self._running)
        wanted, cell = np.unique(lines.cell, return_inverse=True)
        factor = self.fares.draws(DRAWS, self._random, wanted)
        costs = np.zeros((len(self._everybody), DRAWS))
        costs[self._running] = replace(lines, cell=cell).costs(factor)
        sums = costs[self.combinations].sum(axis=1)
        best = sums.argmin(axis=0)
        lead = int(sums.mean(axis=1).argmin())
        chances = np.zeros(len(self._everybody))
        for column in self.combinations.T:
            chances += np.bincount(column[best], minlength=len(chances)) / DRAWS
        leader = tuple(int(number) for number in self.combinations[lead])
        if self._set_aside(sums, lead):
            return self._look()
        return chances, Standings(leader, float((best != lead).mean()))

    def _set_aside(self, sums: Floats, lead: int) -> bool:
        """Leave out combinations that trail beyond hope; True where those left out before are back in the running.

        They are back when the leader turns out to cost more than the least that they were thought to cost.
        """
        if sums[lead].mean() > self._least_aside:
            self.combinations, self._running, self._least_aside = self._every, self._everybody, math.inf
            return True
        behind = sums - sums[lead]
        least = behind.mean(axis=1) - IN_THE_RUNNING * behind.std(axis=1)
        far = least > 0
        far[lead] = False
        if far.any():
            self._least_aside = min(self._least_aside, float((sums[lead].mean() + least[far]).min()))
            self.combinations = self.combinations[~far]
            self._running = np.unique(self.combinations)
        return False

    def _best_searches(self, chances: Floats) -> list[Query]:
        """Searches by how much doubt about the likely winners they take away, one a route and cabin at a time."""
        size = max(LEAST_BATCH, len(self.asked) // BATCH_SHARE)
        worth = np.append(self._worth(chances), 0.0)
        scores = np.where(self._open, worth[self._cells].sum(axis=1), 0.0)
        chosen: list[Query] = []
        branches: set[int] = set()
        for number in np.argsort(-scores, kind="stable").tolist():
            branch = int(self.cost_lines.tree.branch_of_cell[self._cells[number, 0]])
            if len(chosen) == size or scores[number] <= 0:
                break
            if branch not in branches:
                branches.add(branch)
                chosen.append(self._queries[number])
        return chosen

    def _worth(self, chances: Floats) -> Floats:
        """(j,) variance of costs that seeing a cell takes away, candidates weighed by how open their race is."""
        weight = chances * (1 - np.minimum(chances, 1))
        open_ones = np.flatnonzero(weight > 0)
        if not len(open_ones):
            return np.zeros(len(self.cost_lines.cells))
        cell, spent, candidate = self.cost_lines.lines_of(open_ones).chosen(self.fares.likely())
        unseen = ~self.fares.seen[cell]
        cell, spent, candidate = cell[unseen], spent[unseen], candidate[unseen]
        tree, own = self.cost_lines.tree, self.fares.spread.cell**2
        left = self.fares.branch_variance()
        by_branch = self._squares(tree.branch_of_cell[cell], spent, candidate, weight[open_ones], len(left))
        by_cell = self._squares(cell, spent, candidate, weight[open_ones], len(self.cost_lines.cells))
        worth = (by_branch * left**2 / (left + own))[tree.branch_of_cell] + by_cell * own
        worth[self.fares.seen] = 0
        return np.asarray(worth, np.float64)

    @staticmethod
    def _squares(key: Ints, spent: Floats, candidate: Ints, weight: Floats, size: int) -> Floats:
        """(size,) sum over candidates of weight x (spent there) squared."""
        pair = candidate * size + key
        known, inverse = np.unique(pair, return_inverse=True)
        spent_there = np.bincount(inverse, spent, minlength=len(known))
        squares = weight[known // size] * spent_there**2
        return np.asarray(np.bincount(known % size, squares, minlength=size), np.float64)

    def _telling(self, queries: Iterable[Query]) -> tuple[list[Query], Ints]:
        """Searches that reveal a cell which some line hangs on, and (q, 2) their cells, -1 for none."""
        used = np.zeros(len(self.cost_lines.cells), np.bool_)
        used[self.used] = True
        revealed = [(query, self.cost_lines.revealed(query)) for query in queries]
        revealed = [(query, cells) for query, cells in revealed if any(used[cell] for cell in cells)]
        padded = [(*cells, NO_CELL)[:2] for _, cells in revealed]
        return [query for query, _ in revealed], np.array(padded, np.int64).reshape(len(revealed), 2)

    def _allowed(self, allowed: Callable[[tuple[Pick, ...]], bool]) -> Ints:
        """(m, events) candidates of the year's events that go together, the most promising of each event."""
        by_event: dict[int, list[int]] = {}
        lines = self.cost_lines.lines_of(self._everybody)
        costs = lines.costs(np.ones((len(self.cost_lines.cells), 1), np.float32))[:, 0]
        for number in np.argsort(costs, kind="stable").tolist():
            by_event.setdefault(self.cost_lines.picks[number].event, []).append(number)
        most = int(MOST_COMBINATIONS ** (1 / max(1, len(by_event))))
        every = product(*(by_event[event][:most] for event in sorted(by_event)))
        years = [numbers for numbers in every if allowed(tuple(self.cost_lines.picks[number] for number in numbers))]
        return np.array(years, np.int64).reshape(len(years), len(by_event))


def search_selection(
    evaluator: Evaluator, searches: Searches, cost_lines: CostLines, confidence: float, *, seed: int = 0
) -> SearchSelection:
    """An adaptive run over a workspace's cost lines, before anything is asked.

    Parameters
    ----------
    evaluator : knows which candidates are compatible
    searches : what asking for everything takes
    cost_lines : the cost lines
    confidence : from which probability on a winner is settled
    seed : of the random draws

    Raises
    ------
    NoPlan : rules leave no candidate, or none that go together
    """
    scenario = evaluator.scenario

    def of_candidate(number: int) -> list[Query]:
        pick = cost_lines.picks[number]
        event, venue = scenario.events[pick.event], scenario.venues[pick.venue]
        needs = searches.of_candidate.get((event.id, venue.id, event.starts[pick.start]), ())
        return [query for need in needs for query in need.queries]

    def allowed(picks: tuple[Pick, ...]) -> bool:
        return compatible(scenario, evaluator.attending, picks)

    selection = SearchSelection(cost_lines, searches.queries, of_candidate, allowed, confidence, seed=seed)
    if not len(selection.combinations) or selection.combinations.shape[1] < len(scenario.events):
        raise NoPlan("no venues and first days go together: `sprintplan plan FOLDER --offers estimate` says why")
    return selection
