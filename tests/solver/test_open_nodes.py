"""The open nodes of the search: every combination comes once, cheapest bound first, and back when it is put back."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.workers.pool import Here
from sprintplan.solver.year.open_nodes import OpenNodes
from sprintplan.solver.year.state import Picks, Year
from tests.build.two_weeks import SPRING, evaluator
from tests.build.year import event, scenario

BOUNDS = st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=4), min_size=1, max_size=3)
STARTS = [SPRING + timedelta(weeks=n) for n in range(4)]


@dataclass
class Known(Year):
    """A year of which the bound of some combinations is known to be higher; None where one is impossible."""

    higher: dict[Picks, int | None] = field(default_factory=dict)

    def worth(self, picks: Picks) -> int | None:
        """As it is known, else the sum of the bounds."""
        return self.higher.get(picks, sum(self.bound[pick] for pick in picks))


def nodes_of(*bounds: list[int], higher: dict[Picks, int | None] | None = None) -> OpenNodes:
    """The open nodes of a year whose candidates have these bounds by event, one start each, cheapest first."""
    events = [event(f"e{number}", STARTS[: max(1, len(mine))]) for number, mine in enumerate(bounds)]
    lists = [[Pick(number, 0, start) for start in range(len(mine))] for number, mine in enumerate(bounds)]
    pairs = [pair for mine, costs in zip(lists, bounds, strict=True) for pair in zip(mine, sorted(costs), strict=True)]
    bound = dict(pairs)
    shop = evaluator(events=events)
    terms: dict[str, Any] = {"assessed": {}, "bound": bound, "value": dict(bound), "exact": set()}
    return OpenNodes(Known(scenario(events=events), Here(shop), None, lists, **terms, higher=higher or {}))


def popped(nodes: OpenNodes) -> list[Picks]:
    """Everything that is left, in the order in which it comes; each is finished at once."""
    order = []
    while nodes.waiting():
        order.append(nodes.pop())
        nodes.drop()
    return order


def places(*starts: int) -> Picks:
    """One candidate of each event, by its start."""
    return tuple(Pick(number, 0, start) for number, start in enumerate(starts))


@given(BOUNDS)
def test_every_combination_comes_once_cheapest_first(bounds: list[list[int]]) -> None:
    """As if all combinations were made and sorted by the sum of their bounds, then by their dates."""
    nodes = nodes_of(*bounds)
    year = nodes.year
    every = sorted(product(*year.lists), key=lambda picks: (sum(year.bound[pick] for pick in picks), year.rank(picks)))
    assert popped(nodes) == every


def test_of_equal_bounds_the_earlier_dates_come_first() -> None:
    """1 + 2 and 2 + 1 are equal: the first event's earlier week comes first."""
    assert popped(nodes_of([1, 2], [1, 2])) == [places(0, 0), places(0, 1), places(1, 0), places(1, 1)]


def test_a_combination_that_is_put_back_waits_for_its_higher_bound() -> None:
    """Bounds 2, 3, 3 and 4; the first turns out to cost 4 at least, and comes again before the last by its dates."""
    nodes = nodes_of([1, 2], [1, 2], higher={places(0, 0): 4})
    first = nodes.pop()
    assert nodes.popped == 2
    nodes.push(first)
    assert popped(nodes) == [places(0, 1), places(1, 0), places(0, 0), places(1, 1)]


def test_an_impossible_combination_does_not_come_back_but_those_behind_it_do() -> None:
    nodes = nodes_of([1], [1, 2], higher={places(0, 0): None})
    nodes.push(nodes.pop())
    assert popped(nodes) == [places(0, 1)]


def test_the_least_bound_counts_the_combination_that_is_at_work() -> None:
    """2 is taken, and 3 is left; once 2 is finished 3 is the least, and nothing when that is finished too."""
    nodes = nodes_of([1], [1, 2])
    assert nodes.least() == 2
    nodes.pop()
    assert (nodes.bound(), nodes.least()) == (3, 2)
    nodes.drop()
    assert nodes.least() == 3
    nodes.pop()
    nodes.drop()
    assert nodes.least() is None


def test_looking_ahead_takes_nothing() -> None:
    nodes = nodes_of([1, 2], [1, 2])
    nodes.pop()
    assert nodes.next_few() == nodes.next_few() == [places(0, 1), places(1, 0)]


def test_an_event_without_candidates_leaves_no_combination() -> None:
    assert not nodes_of([1, 2], []).waiting()
