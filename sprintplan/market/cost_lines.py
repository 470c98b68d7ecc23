"""Cost lines of each candidate: what every class of travellers pays each way, as lines that rise with a fare's error.

A journey costs `rest` + `fare` x factor, where the factor is how much the market differs from the estimate in the
journey's cell: route, departure date and cabin. One live search reveals the factor of a cell, a search for both ways
those of two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sprintplan.columns import ranges
from sprintplan.domain.model import Cabin
from sprintplan.domain.scenario import Scenario
from sprintplan.market.fare_model import ErrorSizes, Tree
from sprintplan.market.searches import Searches
from sprintplan.offers.duffel.query import Query
from sprintplan.offers.estimate.fare_errors import own_log_error, route_log_error
from sprintplan.offers.table import OfferTable
from sprintplan.rules.attendance import Attendance
from sprintplan.rules.direction import Entries
from sprintplan.rules.entries import one_way
from sprintplan.rules.traveller_classes import TravellerClass
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.instance.relaxation import VenueRelaxation
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.units import MINUTES_PER_DAY, as_date
from sprintplan.world.airports import airport_distance_km, airports

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Cell = tuple[str, str, date, Cabin]
"""Origin, destination and departure date as searches name them, and the cabin."""

LOWEST_FACTOR, HIGHEST_FACTOR = 0.25, 3.0
"""A line that is above another of its group even if its own fare is a quarter and the other's is threefold never
counts."""
DRAWS_AT_ONCE = 50
"""So that the lines of a large company stay in memory."""
NEEDED = 100
"""Who has to come counts as so many absences."""
PROBED = (0.25, 0.5, 0.8, 1.2, 2.0, 4.0)
"""Of the lines of one group and cell those are kept that are lowest at one of these factors."""


def cells_of(query: Query) -> Iterator[Cell]:
    """The cells of which a search, `query`, tells the fare, out and back."""
    yield query.origin, query.destination, query.departs, query.cabin
    if query.returns is not None:
        yield query.destination, query.origin, query.returns, query.cabin


class GroupLines(NamedTuple):
    """What one class of travellers may take one way to one candidate: (l,) `rest` and `fare` in minor units, and the
    number of the `cell` of each."""

    rest: Floats
    fare: Floats
    cell: Ints


@dataclass(frozen=True)
class CostLines:
    """Candidates in order of venues, events and starts; g groups of l lines in order; j cells.

    picks, base : the candidates, and their cost in minor units without journeys
    rest, fare, cell : (l,) of each line; group_first : (g + 1,) its first line, group_count : (g,) travellers
    candidate_first : (c + 1,) each candidate's first group
    tree, spread : how the cells' errors hang together, and how large they are
    estimate : (j,) each cell's cheapest estimated fare
    """

    picks: tuple[Pick, ...]
    base: Floats
    rest: Floats
    fare: Floats
    cell: Ints
    group_first: Ints
    group_count: Floats
    candidate_first: Ints
    cells: tuple[Cell, ...]
    tree: Tree
    spread: ErrorSizes
    estimate: Floats

    @cached_property
    def cell_number(self) -> dict[Cell, int]:
        """Each cell's number."""
        return {cell: number for number, cell in enumerate(self.cells)}

    def revealed(self, query: Query) -> tuple[int, ...]:
        """The cells that a search, `query`, reveals, out and back."""
        return tuple(self.cell_number[cell] for cell in cells_of(query) if cell in self.cell_number)

    def estimate_of(self, query: Query) -> float | None:
        """The cheapest estimated fare, minor units, for a search, `query`; None where nothing is estimated for it."""
        fares = self.estimate[list(self.revealed(query))]
        return float(fares.sum()) if len(fares) and np.isfinite(fares).all() else None

    def lines_of(self, candidates: Ints) -> "LineSet":
        """The lines of some candidates alone."""
        groups = _ranges_of(self.candidate_first, candidates)
        lines = _ranges_of(self.group_first, groups)
        sizes = self.group_first[groups + 1] - self.group_first[groups]
        counts = self.candidate_first[candidates + 1] - self.candidate_first[candidates]
        return LineSet(
            base=self.base[candidates],
            rest=self.rest[lines].astype(np.float32),
            fare=self.fare[lines].astype(np.float32),
            cell=self.cell[lines],
            group_begin=np.cumsum(sizes) - sizes,
            group_count=self.group_count[groups],
            candidate_begin=np.cumsum(counts) - counts,
            candidate_size=counts,
        )


@dataclass(frozen=True)
class LineSet:
    """The lines of some candidates, ready to be evaluated."""

    base: Floats
    rest: NDArray[np.float32]
    fare: NDArray[np.float32]
    cell: Ints
    group_begin: Ints
    group_count: Floats
    candidate_begin: Ints
    candidate_size: Ints

    def costs(self, factor: NDArray[np.float32]) -> Floats:
        """(candidates, k) cost of each, minor units, in k draws of the cells' errors: `factor` is (j, k), fare over
        estimate."""
        chunks = [factor[:, begin : begin + DRAWS_AT_ONCE] for begin in range(0, factor.shape[1], DRAWS_AT_ONCE)]
        return np.concatenate([self._costs(chunk) for chunk in chunks], axis=1)

    def _costs(self, factor: NDArray[np.float32]) -> Floats:
        value = factor[self.cell]
        value *= self.fare[:, None]
        value += self.rest[:, None]
        least = np.minimum.reduceat(value, self.group_begin, axis=0) if len(value) else value
        weighed = np.vstack([least * self.group_count[:, None], np.zeros((1, factor.shape[1]))])
        sums = np.add.reduceat(weighed, np.append(self.candidate_begin, len(least)), axis=0)[:-1]
        sums[self.candidate_size == 0] = 0
        return np.asarray(self.base[:, None] + sums, np.float64)

    def chosen(self, factor: NDArray[np.float32]) -> tuple[Ints, Floats, Ints]:
        """Of each group in one draw of the cells' errors, `factor`, (j,): its cheapest line's cell and travellers x
        fare, and its candidate."""
        value = self.rest + self.fare * factor[self.cell]
        order = np.lexsort((value, np.repeat(np.arange(len(self.group_begin)), self._sizes)))
        best = order[self.group_begin]
        candidate = np.repeat(np.arange(len(self.base)), self.candidate_size)
        return self.cell[best], self.group_count * self.fare[best] * factor[self.cell[best]], candidate

    @cached_property
    def _sizes(self) -> Ints:
        return np.diff(np.append(self.group_begin, len(self.rest)))


def _ranges_of(first: Ints, wanted: Ints) -> Ints:
    """All numbers from first[w] up to first[w + 1] for each wanted w, end to end."""
    return ranges(first[wanted], first[wanted + 1] - first[wanted])


def cost_lines(evaluator: Evaluator, searches: Searches) -> CostLines:
    """The cost lines of every candidate that no rule excludes, with the source's fares as the estimate.

    Parameters
    ----------
    evaluator : judges the candidates
    searches : what asking for everything takes
    """
    builder = _Builder(searches, evaluator.scenario)
    for venue, place in enumerate(evaluator.scenario.venues):
        for event, one in enumerate(evaluator.scenario.events):
            if place.id in one.venues:
                builder.add(event, venue, evaluator.relaxation(event, venue))
        evaluator.relaxation.clear()
    return builder.built()


class _Builder:
    """Collects lines venue by venue."""

    def __init__(self, searches: Searches, scenario: Scenario) -> None:
        self.scenario = scenario
        self.cells: dict[Cell, int] = {}
        for cell in (cell for query in searches.queries for cell in cells_of(query)):
            self.cells.setdefault(cell, len(self.cells))
        self.names = {code for origin, destination, *_ in self.cells for code in (origin, destination)}
        self.estimate = np.full(len(self.cells), np.inf)
        self.picks: list[Pick] = []
        self.base: list[float] = []
        self.parts: list[GroupLines] = []
        self.groups: list[int] = []
        self.counts: list[NDArray[Any]] = []

    def add(self, event: int, venue: int, relaxation: VenueRelaxation) -> None:
        """The candidates of one event at one venue."""
        choices, table = relaxation.choices, relaxation.table
        attending, classes = choices.attending, choices.classes
        cell = self._cells_of(table)
        ways = [self._lines(table, choices.outbound.entries, cell), self._lines(table, choices.inbound.entries, cell)]
        count = np.array([traveller.count for traveller in classes], np.int64)
        for start, excluded in enumerate(attending.excluded):
            if excluded is not None:
                continue
            flies = np.flatnonzero(attending.status[start] == Attendance.TRAVELS)
            self.picks.append(Pick(event, venue, start))
            self.base.append(float(choices.venue_minor + choices.base_minor[start] @ count))
            size = 0
            for traveller in flies.tolist():
                for way in ways:
                    lines = way.get((start, traveller))
                    if lines is not None:
                        self.parts.append(_or_away(lines, self._absence_minor(classes[traveller])))
                        self.counts.append(count[traveller])
                        size += 1
            self.groups.append(size)

    def _absence_minor(self, traveller: TravellerClass) -> float:
        """What it costs at least where nothing is sold: staying away, or the candidate itself."""
        needed = traveller.traits.must_attend or self.scenario.policy.unreachable == "forbid"
        return float(self.scenario.objective.remote_minor) * (NEEDED if needed else 1)

    def _cells_of(self, table: OfferTable) -> Ints:
        """(n,) each row's cell, -1 where no search would find it; notes the cheapest fare of each."""
        codes, cities = airports().codes, airports().city_codes
        day = table.departs_local // MINUTES_PER_DAY
        key = np.stack([table.origin, table.destination, day, table.cabin]).astype(np.int64)
        unique, inverse = np.unique(key, axis=1, return_inverse=True)

        def name(number: int) -> str:
            return cities[number] if cities[number] in self.names and codes[number] not in self.names else codes[number]

        numbers = np.array(
            [
                self.cells.get((name(o), name(d), as_date(when), Cabin(cabin)), -1)
                for o, d, when, cabin in unique.T.tolist()
            ],
            np.int64,
        )
        cells = np.where(table.on_ground, -1, numbers[inverse.ravel()]).astype(np.int64)
        known = cells >= 0
        np.minimum.at(self.estimate, cells[known], table.fare_minor[known])
        return cells

    @staticmethod
    def _lines(table: OfferTable, entries: Entries, cell: Ints) -> dict[tuple[int, int], GroupLines]:
        """By start and class: rest, fare and cell of the lines that may ever be the cheapest."""
        keep = one_way(table, entries) & (cell[entries.row] >= 0)
        start, traveller = entries.start[keep].astype(np.int64), entries.traveller[keep].astype(np.int64)
        row, cost = entries.row[keep], entries.cost[keep].astype(np.float64)
        fare = table.fare_minor[row].astype(np.float64)
        rest, at = cost - fare, cell[row]
        width = int(traveller.max(initial=0)) + 1
        group = start * width + traveller
        picked = _envelope(group, at, rest, fare)
        picked = picked[_matters(group[picked], rest[picked], fare[picked])]
        picked = picked[np.argsort(group[picked], kind="stable")]
        numbers, first = np.unique(group[picked], return_index=True)
        of_groups = zip(numbers.tolist(), np.split(picked, first[1:]), strict=True) if len(picked) else ()
        return {divmod(number, width): GroupLines(rest[mine], fare[mine], at[mine]) for number, mine in of_groups}

    def built(self) -> CostLines:
        """Everything that was added."""
        rest, fare, cell = map(np.concatenate, zip(*self.parts, strict=True)) if self.parts else np.zeros((3, 0))
        tree, spread = _errors(tuple(self.cells))
        return CostLines(
            picks=tuple(self.picks),
            base=np.array(self.base),
            rest=rest,
            fare=fare,
            cell=cell.astype(np.int64),
            group_first=np.cumsum([0, *(len(part.rest) for part in self.parts)]),
            group_count=np.array(self.counts, np.float64),
            candidate_first=np.cumsum([0, *self.groups]),
            cells=tuple(self.cells),
            tree=tree,
            spread=spread,
            estimate=self.estimate,
        )


def _errors(cells: tuple[Cell, ...]) -> tuple[Tree, ErrorSizes]:
    """How cells hang together: by their ends, whatever the direction, and by cabins on those."""
    routes: dict[tuple[str, ...], int] = {}
    branches: dict[tuple[int, Cabin], int] = {}
    numbers = []
    for origin, destination, _, cabin in cells:
        route = routes.setdefault(tuple(sorted((origin, destination))), len(routes))
        numbers.append(branches.setdefault((route, cabin), len(branches)))
    tree = Tree(np.array(numbers, np.int64), np.array([route for route, _ in branches], np.int64))
    distance = np.array([_distance_km(*ends) for ends in routes], np.int64)
    economy, at = route_log_error(distance), tree.route_of_branch
    in_cabin = route_log_error(distance[at], np.array([int(number) for _, number in branches]))
    extra = np.sqrt(np.maximum(in_cabin**2 - economy[at] ** 2, 0))
    return tree, ErrorSizes(economy, extra, float(own_log_error()))


def _distance_km(origin: str, destination: str) -> int:
    """Between two places as searches name them."""
    ends = [
        airports().number(code) or airports().numbers(airports().of_city(code))[0] for code in (origin, destination)
    ]
    return int(airport_distance_km(*ends))


def _or_away(lines: GroupLines, absence_minor: float) -> GroupLines:
    """The lines and one more, level whatever the fares: nobody pays more than staying away costs."""
    rest, fare, cell = lines
    return GroupLines(np.append(rest, absence_minor), np.append(fare, 0.0), np.append(cell, cell[:1]))


def _envelope(group: Ints, cell: Ints, rest: Floats, fare: Floats) -> Ints:
    """Lines that are the lowest of their group and cell at one of the probed factors."""
    kept: list[Ints] = []
    for factor in PROBED:
        order = np.lexsort((rest + factor * fare, cell, group))
        first = np.ones(len(order), np.bool_)
        first[1:] = (group[order][1:] != group[order][:-1]) | (cell[order][1:] != cell[order][:-1])
        kept.append(order[first])
    return np.unique(np.concatenate(kept))


def _matters(group: Ints, rest: Floats, fare: Floats) -> NDArray[np.bool_]:
    """Lines that may be the cheapest of their group under factors that are not absurd."""
    if not len(group):
        return np.zeros(0, np.bool_)
    ceiling = np.full(int(group.max()) + 1, np.inf)
    np.minimum.at(ceiling, group, rest + HIGHEST_FACTOR * fare)
    return np.asarray(rest + LOWEST_FACTOR * fare <= ceiling[group], np.bool_)
