"""The proven optimum of a block: limits enter the model only where a choice breaks them, until none is broken."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sprintplan.offers.table import Int64
from sprintplan.solver.constraints.heads import FlightLimit, Heads, RoomLimit, TeamLimit
from sprintplan.solver.constraints.in_force import BlockLimit
from sprintplan.solver.constraints.persons import Persons
from sprintplan.solver.constraints.registry import limits_of
from sprintplan.solver.constraints.rows import Rows
from sprintplan.solver.constraints.shuttles import Shuttles
from sprintplan.solver.instance.block import Block, Taken
from sprintplan.solver.instance.solution import Solution
from sprintplan.solver.optimize.column_generation import Priced, best_prices
from sprintplan.solver.optimize.integer import best_whole, is_hard
from sprintplan.solver.optimize.repair import repaired
from sprintplan.solver.optimize.restricted_problem import Core
from sprintplan.solver.optimize.stop_rules import Terms

WORTH_A_CUT, MOST_CUTS = 50_000, 12
# A round of cuts goes on where the last one raised the bound by more than so small a part of it.
SEATS = "seats"
"""Stands for the seats of the offers among the keys of limits."""
BlockOf = Callable[[frozenset[int]], Block]
# Builds the block whose rosters tell these people apart.


@dataclass(frozen=True)
class BlockChoice:
    """How many travellers take each column, and the block whose columns are counted."""

    block: Block
    taken: Taken


@dataclass
class _State:
    """Which keys of which limits are in the model, and who is told apart; limits are known by their place."""

    active: dict[int, frozenset[int]] = field(default_factory=dict)
    apart: frozenset[int] = frozenset()


class _Model:
    """One block with its limits."""

    def __init__(self, block: Block, state: _State) -> None:
        self.block, self.state = block, state
        self.shuttles = Shuttles(block)
        self.limits: list[BlockLimit] = limits_of(self.shuttles)
        self.persons = Persons(block)

    def holds_at_all(self) -> bool:
        """Whether what nobody can choose keeps the limits."""
        return all(limit.holds() for limit in self.limits if isinstance(limit, RoomLimit))

    def core(self) -> Core:
        """The contested part under what is active by now."""
        rows = Rows()
        self.shuttles.add_rows(rows)
        for number, limit in enumerate(self.limits):
            limit.active = self.state.active.get(number, frozenset())
            limit.add_rows(rows)
        self.persons.add_rows(rows)
        return Core(self.block, rows)

    def widen(self, taken: Taken) -> bool:
        """Take in every limit that the choice breaks; whether there was any that the model has not yet."""
        new = False
        for number, limit in enumerate(self.limits):
            known = self.state.active.get(number, frozenset())
            broken = limit.broken(taken) - known
            new = new or bool(broken)
            self.state.active[number] = known | broken
        return new

    def foresee(self, columns: Int64) -> bool:
        """Take in every limit on heads that choices of these columns could break; whether there was any new one."""
        new = False
        for number, limit in enumerate(self.limits):
            if isinstance(limit, Heads):
                known = self.state.active.get(number, frozenset())
                possible = limit.possible(columns)
                new = new or not possible <= known
                self.state.active[number] = known | possible
        return new

    def cut(self, linear: Taken, found: Priced) -> bool:
        """Take in cuts that a linear optimum breaks and no whole choice does; whether there were any."""
        return found.supplied is not None and self.shuttles.cut(linear, found.supplied)

    def tell_apart(self, taken: Taken) -> frozenset[int]:
        """People of every group of whom somebody's dealt journeys break a limit of the year."""
        broken = self.persons.broken(taken) - self.state.apart
        if not broken:
            return frozenset()
        together = [
            set(members)
            for candidate in self.block.candidates
            for members in candidate.roster.members
            if not broken.isdisjoint(members)
        ]
        return frozenset().union(*together)

    def objective(self, taken: Taken) -> int:
        """The objective of a choice, shuttles counted in."""
        return self.block.objective(taken) + self.shuttles.cash(taken, range(len(self.block.candidates)))


def broken_by(block: Block, taken: Taken) -> frozenset[str]:
    """Keys of the limits that a choice breaks, those of single persons aside; seats of offers are SEATS.

    Teams that a limit on everybody binds first are not told apart, so where that is broken theirs may be.
    """
    model = _Model(block, _State())
    rooms = frozenset() if model.holds_at_all() else frozenset({RoomLimit.key})
    broken = rooms | {getattr(limit, "key", SEATS) for limit in model.limits if limit.broken(taken)}
    return broken | {TeamLimit.key} if FlightLimit.key in broken else broken


def feasible_choice(block: Block, cost: Int64) -> Taken | None:
    """A choice that is low in some cost of the columns, (m,), and keeps every limit of the block; None where none is
    found at once."""
    model = _Model(block, _State())
    taken = repaired(block, model.limits, cost) if model.holds_at_all() else None
    if taken is None or any(limit.broken(taken) for limit in model.limits) or model.persons.broken(taken):
        return None
    return taken


def settle(block_of: BlockOf, terms: Terms) -> Solution[BlockChoice]:
    """The cheapest choice that keeps every limit.

    At the deadline the best choice so far is given, not proven.
    """
    state = _State()
    model = _Model(block_of(state.apart), state)
    if not model.holds_at_all():
        return Solution(0, proven=True)
    while True:
        found = _once(model, terms)
        if found.choice is None or not found.proven:
            return found
        apart = model.tell_apart(found.choice.taken)
        if not apart:
            return found
        state.apart |= apart
        model = _Model(block_of(state.apart), state)


def _once(model: _Model, terms: Terms) -> Solution[BlockChoice]:
    """The optimum under every limit but those of persons who are not told apart yet.

    A choice that time does not let be proven is given only where it keeps those, too.
    """
    while True:
        core, found = _priced(model, terms)
        if found.bound > core.dearest:
            return Solution(found.bound, proven=True)
        if terms.cutoff is not None and found.bound > terms.cutoff:
            return Solution(found.bound, proven=False)
        if is_hard(core) and not terms.quick and model.foresee(core.every):
            continue
        answer = best_whole(core, found, terms)
        if answer.choice is None or answer.objective is None:
            return Solution(answer.bound, answer.proven)
        taken = core.taken(answer.choice)
        if not model.widen(taken):
            bound = answer.objective if answer.proven else found.bound
            if not answer.proven and model.tell_apart(taken):
                return Solution(bound, proven=False)
            return Solution(bound, answer.proven, model.objective(taken), BlockChoice(model.block, taken))
        if not answer.proven:
            return Solution(found.bound, proven=False)


def _priced(model: _Model, terms: Terms) -> tuple[Core, Priced]:
    """The core whose linear optimum breaks no limit, with its prices; cuts are added while they raise the bound."""
    before, rounds = 0, 0
    while True:
        core = model.core()
        found = best_prices(core, terms.deadline)
        if found.linear is None or (terms.cutoff is not None and found.bound > terms.cutoff):
            return core, found
        if model.widen(core.spread(found.linear)):
            continue
        pays = found.bound - before > found.bound // WORTH_A_CUT
        before, rounds = found.bound, rounds + 1
        if terms.quick or rounds > MOST_CUTS or not pays or not model.cut(core.spread(found.linear), found):
            return core, found
