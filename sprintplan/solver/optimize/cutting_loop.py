"""Row generation: limits enter the model where a choice breaks them, until none is broken; shuttles also add cuts."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.solver.constraints.heads import CapacityLimit, FlightLimit, RoomLimit, TeamLimit
from sprintplan.solver.constraints.in_force import BlockLimit
from sprintplan.solver.constraints.minimum_spend import MinimumSpend
from sprintplan.solver.constraints.persons import Persons
from sprintplan.solver.constraints.registry import limits_of
from sprintplan.solver.constraints.rows import Rows
from sprintplan.solver.constraints.shuttles import Shuttles
from sprintplan.solver.instance.block import Block, ColumnCounts
from sprintplan.solver.instance.solution import Solution
from sprintplan.solver.optimize.column_generation import NONE_INSIDE, DualBound, generate_columns
from sprintplan.solver.optimize.integer import is_hard, solve_integer
from sprintplan.solver.optimize.least_change import least_changed
from sprintplan.solver.optimize.repair import repaired
from sprintplan.solver.optimize.restricted_problem import RestrictedProblem
from sprintplan.solver.optimize.stop_rules import StopRules

WORTH_A_CUT, MOST_CUTS = 50_000, 12
"""Rounds of cuts go on, so many at most, while the last one raised the bound by more than a 50 000th part."""
MANY = 400
"""Where more limits are broken, those that are full are activated once, too: who is turned away from one resource fills
the next, which would take a round each."""
SEATS = "seats"
"""Stands for the seats of the offers among the keys of limits."""
BlockOf = Callable[[frozenset[int]], Block]
"""Builds the block in which each of these people is a group alone."""


@dataclass(frozen=True)
class BlockChoice:
    """How many travellers take each column, and the block whose columns are counted."""

    block: Block
    chosen: ColumnCounts


@dataclass
class _State:
    """Which keys of which limits have rows in the model, and which people are a group alone; limits by their number.

    `is_filled` tells whether those were looked for that are full where everybody takes what is left.
    """

    active: dict[int, frozenset[int]] = field(default_factory=dict)
    short: frozenset[int] = frozenset()
    apart: frozenset[int] = frozenset()
    is_filled: bool = False


class _Model:
    """One block with its limits, and the columns that its last linear optimum was found with."""

    def __init__(self, block: Block, state: _State) -> None:
        self.block, self.state = block, state
        self.shuttles = Shuttles(block)
        self.minimum = MinimumSpend(block)
        self.limits: list[BlockLimit] = limits_of(self.shuttles)
        self.persons = Persons(block)
        self.inside = NONE_INSIDE

    def fixed_demand_fits(self) -> bool:
        """Whether the demand that no choice changes, such as the nights everybody needs, keeps the limits."""
        return all(limit.holds() for limit in self.limits if isinstance(limit, RoomLimit))

    def problem(self) -> RestrictedProblem:
        """The restricted problem under the rows that are active by now."""
        rows = Rows()
        self.shuttles.add_rows(rows)
        self.minimum.add_rows(rows, self.state.short)
        for number, limit in enumerate(self.limits):
            limit.active = self.state.active.get(number, frozenset())
            limit.add_rows(rows)
        self.persons.add_rows(rows)
        return RestrictedProblem(self.block, rows)

    def add_broken(self, chosen: ColumnCounts) -> bool:
        """Activate every limit that the choice breaks, and every minimum spend that it is short of; whether any of
        them was new."""
        short = frozenset(self.minimum.shortfalls(chosen)) - self.state.short
        new = bool(short)
        self.state.short |= short
        for number, limit in enumerate(self.limits):
            known = self.state.active.get(number, frozenset())
            broken = limit.broken(chosen) - known
            new = new or bool(broken)
            self.state.active[number] = known | broken
        if new and not self.state.is_filled and sum(map(len, self.state.active.values())) > MANY:
            self.state.is_filled = True
            self._add_full()
        return new

    def _add_full(self) -> None:
        """Activate every capacity limit of which nothing is left once each group took the cheapest that was left."""
        chosen = repaired(self.block, self.limits, self.block.columns.cost)
        for number, limit in enumerate(self.limits):
            if chosen is not None and isinstance(limit, CapacityLimit):
                self.state.active[number] = self.state.active.get(number, frozenset()) | limit.full(chosen)

    def add_possible(self, columns: Int64) -> bool:
        """Activate every capacity limit that choices of these columns could break; whether any of them was new."""
        new = False
        for number, limit in enumerate(self.limits):
            if isinstance(limit, CapacityLimit):
                known = self.state.active.get(number, frozenset())
                possible = limit.possible(columns)
                new = new or not possible <= known
                self.state.active[number] = known | possible
        return new

    def add_cuts(self, linear: ColumnCounts, dual: DualBound) -> bool:
        """Add cuts that a linear optimum breaks and no integer choice does; whether there were any."""
        return dual.supplied is not None and self.shuttles.cut(linear, dual.supplied)

    def people_to_separate(self, chosen: ColumnCounts) -> frozenset[int]:
        """People of every group of which somebody's assigned journeys break a limit of the year."""
        broken = self.persons.broken(chosen) - self.state.apart
        if not broken:
            return frozenset()
        together = [
            set(members)
            for candidate in self.block.candidates
            for members in candidate.groups.members
            if not broken.isdisjoint(members)
        ]
        return frozenset().union(*together)

    def objective(self, chosen: ColumnCounts) -> int:
        """The objective of a choice, shuttles counted in."""
        everywhere = range(len(self.block.candidates))
        bought = self.shuttles.cash(chosen, everywhere) + self.minimum.shortfall(chosen, everywhere)
        return self.block.objective(chosen) + bought


def broken_by(block: Block, chosen: ColumnCounts) -> list[frozenset[str]]:
    """Of each candidate of a `block`, as if it were the only one, the keys of the limits that the choice `chosen`
    breaks, those of single persons aside; seats of offers are SEATS.

    A team that the limit on everybody binds first is no group of its own, so where that limit is broken, its own may
    be.
    """
    broken = [set[str]() for _ in block.candidates]
    for limit in limits_of(Shuttles(block)):
        over = limit.broken_alone(chosen)
        if isinstance(limit, RoomLimit):
            over = over | ~limit.holds_alone()
        for number in np.flatnonzero(over).tolist():
            broken[number].add(getattr(limit, "key", SEATS))
    return [frozenset(keys | {TeamLimit.key} if FlightLimit.key in keys else keys) for keys in broken]


def feasible_choice(block: Block, cost: Int64) -> ColumnCounts | None:
    """A choice that is low in some cost of the columns, (m,), and keeps every limit of the block; None where none is
    found at once."""
    model = _Model(block, _State())
    chosen = repaired(block, model.limits, cost) if model.fixed_demand_fits() else None
    if chosen is None or any(limit.broken(chosen) for limit in model.limits) or model.persons.broken(chosen):
        return None
    return chosen


def solve_block(block_of: BlockOf, stop: StopRules) -> Solution[BlockChoice]:
    """The cheapest choice that keeps every limit.

    Parameters
    ----------
    block_of : builds the block in which some people are a group alone
    stop : when to stop; at the deadline the best choice so far is given, not proven
    """
    state = _State()
    model = _Model(block_of(state.apart), state)
    if not model.fixed_demand_fits():
        return Solution(0, proven=True)
    while True:
        solution = _solve_under_rows(model, stop)
        if solution.choice is None or not solution.proven:
            return solution
        apart = model.people_to_separate(solution.choice.chosen)
        if not apart:
            return solution
        state.apart |= apart
        model = _Model(block_of(state.apart), state)


def _solve_under_rows(model: _Model, stop: StopRules) -> Solution[BlockChoice]:
    """The optimum under every limit but those of persons who are no group alone yet.

    A choice that time does not let be proven is given only where it keeps those, too.
    """
    while True:
        problem, dual = _linear_bound(model, stop)
        if dual.bound > problem.dearest:
            return Solution(dual.bound, proven=True)
        if stop.cutoff is not None and dual.bound > stop.cutoff:
            return Solution(dual.bound, proven=False)
        if is_hard(problem) and not stop.quick and model.add_possible(problem.every):
            continue
        answer = least_changed(problem, dual, solve_integer(problem, dual, stop), stop)
        if answer.choice is None or answer.objective is None:
            return Solution(answer.bound, answer.proven)
        chosen = problem.column_counts(answer.choice)
        if not model.add_broken(chosen):
            bound = answer.objective if answer.proven else dual.bound
            if not answer.proven and model.people_to_separate(chosen):
                return Solution(bound, proven=False)
            return Solution(bound, answer.proven, model.objective(chosen), BlockChoice(model.block, chosen))
        if not answer.proven:
            return Solution(dual.bound, proven=False)


def _linear_bound(model: _Model, stop: StopRules) -> tuple[RestrictedProblem, DualBound]:
    """The problem whose linear optimum breaks no limit, with its prices; cuts are added while they raise the bound."""
    before, rounds = 0, 0
    while True:
        problem = model.problem()
        dual = generate_columns(problem, stop.deadline, model.inside)
        model.inside = dual.inside
        if dual.linear is None or (stop.cutoff is not None and dual.bound > stop.cutoff):
            return problem, dual
        if model.add_broken(problem.spread(dual.linear)):
            continue
        pays = dual.bound - before > dual.bound // WORTH_A_CUT
        before, rounds = dual.bound, rounds + 1
        if stop.quick or rounds > MOST_CUTS or not pays or not model.add_cuts(problem.spread(dual.linear), dual):
            return problem, dual
