"""Row generation: the model has rows for what a choice broke and for nothing else, until no limit is broken.

Out and home in spring; each flight costs 100 more than the one before it.
"""

import time
from itertools import pairwise
from typing import Any

import pytest

from sprintplan.domain.limits import HoursPerYear, Limits
from sprintplan.offers.table import Int64
from sprintplan.solver.constraints.rows import Rows
from sprintplan.solver.instance.block import Block
from sprintplan.solver.instance.solution import Solution
from sprintplan.solver.optimize import cutting_loop
from sprintplan.solver.optimize.column_generation import DualBound, generate_columns
from sprintplan.solver.optimize.cutting_loop import BlockChoice, solve_block
from sprintplan.solver.optimize.restricted_problem import RestrictedProblem
from sprintplan.solver.optimize.stop_rules import StopRules
from sprintplan.solver.workers.evaluator import Evaluator
from tests.build.lisbon_week import back, out, staff
from tests.build.two_weeks import FIRST, evaluator, home, there
from tests.build.year import Quote, policy, venue

OUT = [out(at=f"{10 + n}:00", lands=f"{12 + n}:40", fare=100 * (n + 1), flights=f"TP{n}") for n in range(3)]
HOME = [back(at="20:00", lands="22:40", flights="TP9")]


@pytest.fixture
def caps(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """The caps of the rows of each restricted problem that is made."""
    caps_: list[list[int]] = []

    class Noted(RestrictedProblem):
        def __init__(self, block: Block, rows: Rows) -> None:
            caps_.append([*rows.caps])
            super().__init__(block, rows)

    monkeypatch.setattr(cutting_loop, "RestrictedProblem", Noted)
    return caps_


def solved(shop: Evaluator, stop: StopRules | None = None) -> tuple[Solution[BlockChoice], list[frozenset[int]]]:
    """The solution of the first candidate, and who was a group alone in each block that it took."""
    asked: list[frozenset[int]] = []

    def block_of(apart: frozenset[int]) -> Block:
        asked.append(apart)
        return shop.block(FIRST, apart)

    return solve_block(block_of, stop or StopRules()), asked


def crew(count: int, *quotes: Quote, **terms: Any) -> Evaluator:
    """Some people of London; a flight home has room for all of them."""
    return evaluator(*(quotes or (*OUT, *HOME)), people=staff(count), **terms)


def test_each_round_of_rows_begins_with_the_columns_of_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine people, two on a flight: the same bounds as from the cheapest columns, and what they took is kept."""
    rounds: list[tuple[RestrictedProblem, list[int], DualBound]] = []

    def noted(problem: RestrictedProblem, deadline: float | None, inside: Int64) -> DualBound:
        dual = generate_columns(problem, deadline, inside)
        rounds.append((problem, inside.tolist(), dual))
        return dual

    monkeypatch.setattr(cutting_loop, "generate_columns", noted)
    quotes = [out(at=f"{10 + n}:00", lands=f"{12 + n}:40", fare=100 * (n + 1), flights=f"TP{n}") for n in range(6)]
    homes = [back(at=f"{16 + n}:00", lands=f"{18 + n}:40", flights=f"TP2{n}") for n in range(5)]
    solution, _ = solved(crew(9, *quotes, *homes, policy=policy(max_travellers_per_flight=2)))
    assert solution.proven
    assert len(rounds) > 2
    for before, after in pairwise(rounds):
        assert after[1] == before[2].inside.tolist()
    for problem, _, dual in rounds:
        assert generate_columns(problem).bound == dual.bound


def test_where_nothing_is_broken_no_row_enters(caps: list[list[int]]) -> None:
    """Four people on the cheapest flight, at most four of one: 4 x (100 + 100)."""
    solution, asked = solved(crew(4, policy=policy(max_travellers_per_flight=4)))
    assert (solution.proven, solution.objective) == (True, 80_000)
    assert caps == [[]]
    assert asked == [frozenset()]


def test_a_flight_gets_a_row_when_a_choice_overfills_it(caps: list[list[int]]) -> None:
    """Two may share a flight: first two rows, for the flight home and the cheapest out; then the next flight out, too.

    Four of five people are on the first two flights out, one on the third: 2 x 100 + 2 x 200 + 300. Home leave three.
    """
    ways = [*OUT, *(back(at=f"{19 + n}:00", lands=f"{21 + n}:40", flights=f"TP{n + 9}") for n in range(2)), *HOME]
    ways[-1] = back(at="18:30", lands="21:10", flights="TP8")
    solution, _ = solved(crew(5, *ways, policy=policy(max_travellers_per_flight=2)))
    assert (solution.proven, solution.objective) == (True, 90_000 + 50_000)
    assert caps[0] == []
    assert caps[1] == [2, 2]
    assert [*map(len, caps)] == sorted(map(len, caps))
    assert set(caps[-1]) == {2}


def test_an_offer_with_few_seats_gets_a_row_of_its_seats(caps: list[list[int]]) -> None:
    """One seat at 100, the others at 200: 100 + 200 out, and 2 x 100 home."""
    few = [out(seats=1, flights="TP1"), *OUT[1:], *HOME]
    solution, _ = solved(crew(2, *few))
    assert (solution.proven, solution.objective) == (True, 50_000)
    assert caps == [[], [1]]


def test_a_budget_gets_its_row_when_the_cheapest_choice_is_over_it(caps: list[list[int]]) -> None:
    """200 is over a budget of 199, and nothing is cheaper: proven impossible, once the row is in."""
    solution, _ = solved(crew(1, limits=Limits(budget_minor=19_900)))
    assert (solution.proven, solution.objective, solution.choice) == (True, None, None)
    assert caps[0] == []
    assert all(len(rows) == 1 for rows in caps[1:])
    solution, _ = solved(crew(1, limits=Limits(budget_minor=20_000)))
    assert (solution.proven, solution.objective) == (True, 20_000)


def test_nights_that_everybody_needs_are_looked_at_before_anything_is_solved(caps: list[list[int]]) -> None:
    """Three people sleep there every night, whatever they fly; two rooms are too few."""
    solution, _ = solved(crew(3, venues=[venue(rooms=2)]))
    assert (solution.proven, solution.objective) == (True, None)
    assert caps == []
    assert solved(crew(3, venues=[venue(rooms=3)]))[0].objective == 60_000


def test_people_are_a_group_alone_only_when_a_limit_of_persons_is_broken() -> None:
    """Journeys of 160 minutes for 100, or of 240: 320 minutes a year keep the cheap ones, 480 do too, 319 none."""
    quick, slow = [there(), home()], [there(minutes=240), home(minutes=240)]
    cheap_slow = [there(fare=50, minutes=240), home(fare=50, minutes=240)]

    def answer_of(minutes: int, *quotes: Quote) -> tuple[int | None, list[frozenset[int]]]:
        limits = Limits(traveller_hours=HoursPerYear(minutes=minutes))
        solution, asked = solved(crew(2, *quotes, limits=limits))
        return solution.objective, asked

    assert answer_of(320, *quick, *slow) == (40_000, [frozenset()])
    assert answer_of(480, *quick, *cheap_slow) == (20_000, [frozenset()])
    assert answer_of(320, *quick, *cheap_slow) == (40_000, [frozenset(), frozenset({0, 1})])
    assert answer_of(319, *quick, *cheap_slow) == (None, [frozenset(), frozenset({0, 1})])


def test_above_the_cutoff_only_the_bound_is_given() -> None:
    """Two people for 200 each, one of whom has to pay 100 more: 500 is the optimum."""
    shop = crew(2, out(seats=1, flights="TP1"), *OUT[1:], *HOME)
    for cutoff, objective in ((50_000, 50_000), (49_999, None)):
        solution, _ = solved(shop, StopRules(cutoff=cutoff))
        assert (solution.objective, solution.proven) == (objective, objective is not None)
        assert solution.bound == 50_000


def test_when_time_is_out_nothing_is_claimed_to_be_proven() -> None:
    """The bound of the cheapest trips holds all the same."""
    solution, _ = solved(crew(2, out(seats=1, flights="TP1"), *OUT[1:], *HOME), StopRules(time.monotonic() - 1))
    assert solution.bound <= 50_000
    assert solution.objective in (None, 50_000)
    assert solution.proven == (solution.bound == solution.objective)
