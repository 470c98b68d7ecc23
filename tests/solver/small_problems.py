"""Cores of one event that are small enough to try every choice."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement, product
from random import Random
from typing import Any

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.solver.constraints.heads import CapacityLimit
from sprintplan.solver.constraints.in_force import BlockLimit
from sprintplan.solver.constraints.registry import limits_of
from sprintplan.solver.constraints.rows import Rows
from sprintplan.solver.constraints.shuttles import Shuttles
from sprintplan.solver.instance.block import NOTHING, Block, ColumnCounts
from sprintplan.solver.instance.candidate import Way
from sprintplan.solver.optimize.restricted_problem import RestrictedProblem
from sprintplan.solver.workers.evaluator import Evaluator
from tests.build.lisbon_week import back, out
from tests.build.two_weeks import FIRST, evaluator
from tests.build.year import Quote, event, person, policy, venue

HOMES = ("LHR", "LGW")


@dataclass(frozen=True)
class SmallProblem:
    """A block with all its limits as rows, and those limits themselves."""

    block: Block
    shuttles: Shuttles
    limits: tuple[BlockLimit, ...]
    problem: RestrictedProblem

    def objective(self, taken: ColumnCounts) -> int:
        """The objective of a choice with the runs that it needs."""
        return self.block.objective(taken) + self.shuttles.cash(taken, (0,))

    def keeps(self, taken: ColumnCounts) -> bool:
        """Whether a choice keeps every limit."""
        return not any(limit.broken(taken) for limit in self.limits)

    def optimum(self) -> int | None:
        """The least objective of all choices, one by one; None where none keeps the limits."""
        return min((self.objective(taken) for taken in every_choice(self.block) if self.keeps(taken)), default=None)


def small_problem(seed: int, *, shuttles: bool | None = None) -> SmallProblem:
    """The problem of a small evaluator with every limit in it."""
    return _built(small_evaluator(seed, shuttles=shuttles).block(FIRST))


def small_evaluator(seed: int, *, shuttles: bool | None = None) -> Evaluator:
    """Two to five people from two airports, a few flights each way, and limits that a seed draws."""
    dice = Random(f"problem {seed}")
    with_shuttles = dice.random() < 0.6 if shuttles is None else shuttles
    homes = [dice.choice(HOMES) for _ in range(dice.randint(2, 5))]
    people = [person(f"p{n}", home, roles=("key",) * dice.randint(0, 1)) for n, home in enumerate(homes)]
    quotes = [quote for home in sorted(set(homes)) for quote in _on_sale(dice, home)]
    runs: dict[str, Any] = {"shuttle_cost_minor": dice.choice((900, 2500, 7000)), "shuttle_seats": dice.randint(1, 4)}
    rules = policy(
        max_travellers_per_flight=dice.choice((None, 1, 2, 3)), max_key_travellers_per_flight=dice.choice((None, 1))
    )
    budget = dice.choice((None, None, 20_000 * len(people) + dice.randint(0, 9000)))
    terms = {"venues": [venue(**(runs if with_shuttles else {}))], "events": [event(budget_minor=budget)]}
    return evaluator(*quotes, people=people, policy=rules, **terms)


def _on_sale(dice: Random, airport: str) -> Iterator[Quote]:
    for hour in dice.sample((9, 10, 11, 12, 13), dice.randint(1, 3)):
        seats, terms = dice.choice((None, 1, 2)), dict[str, Any](flights=f"TP{hour}", origin=airport)
        lands = f"{hour + 2}:{dice.choice((40, 59))}"
        yield out(at=f"{hour:02}:00", lands=lands, fare=dice.randint(80, 130), seats=seats, **terms)
    for hour in dice.sample((18, 19, 20), dice.randint(1, 2)):
        terms = dict[str, Any](flights=f"TP{hour}", destination=airport)
        yield back(at=f"{hour}:00", lands=f"{hour + 2}:40", fare=dice.randint(80, 130), **terms)
    yield out(fare=dice.randint(70, 110), bundle=airport, flights="TP12", origin=airport)
    yield back(fare=dice.randint(70, 110), bundle=airport, flights="TP19", destination=airport)


def _built(block: Block) -> SmallProblem:
    rows, shuttles = Rows(), Shuttles(block)
    shuttles.add_rows(rows)
    limits = tuple(limits_of(shuttles))
    for limit in limits:
        keys = limit.keys[limit.keys != NOTHING] if isinstance(limit, CapacityLimit) else np.zeros(1, np.int64)
        limit.active = frozenset(keys.tolist())
        limit.add_rows(rows)
    return SmallProblem(block, shuttles, limits, RestrictedProblem(block, rows))


def every_choice(block: Block) -> Iterator[ColumnCounts]:
    """Every way to send everybody there and home."""
    by_group = [_of_group(block, group) for group in block.flying.tolist()]
    for chosen in product(*by_group):
        column, count = np.unique(np.concatenate([np.array(one, np.int64) for one in chosen]), return_counts=True)
        yield ColumnCounts(column, count.astype(np.int64))


def _of_group(block: Block, group: int) -> list[tuple[int, ...]]:
    """Columns that the members of a group take, one way after the other."""
    columns = block.columns
    outs, backs, both = (np.flatnonzero((columns.group == group) & (columns.way == way)).tolist() for way in Way)
    trips = [*product(outs, backs), *((column,) for column in both)]
    heads = int(block.count[group])
    return [tuple(c for trip in taken for c in trip) for taken in combinations_with_replacement(trips, heads)]


def used(rows: Rows, taken: ColumnCounts, supplied: Int64) -> Int64:
    """(rows,) what a choice with so much of each supply uses."""
    row, column, amount = rows.terms()
    heads = np.zeros(int(max(column.max(initial=0), taken.column.max())) + 1, np.int64)
    heads[taken.column] = taken.count
    total = np.zeros(len(rows.caps), np.int64)
    np.add.at(total, row, amount * heads[column])
    for supply, number in zip(rows.supplies, supplied.tolist(), strict=True):
        for at, more in supply.terms:
            total[at] += more * number
    return total
