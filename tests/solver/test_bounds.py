"""Bounds and cuts against every choice there is: what the solver prunes by them is never the optimum."""

from datetime import date
from itertools import product
from math import ceil

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sprintplan.solver.bounds import lagrangian
from sprintplan.solver.constraints.rows import Rows
from sprintplan.solver.constraints.shuttles import Shuttles
from sprintplan.solver.optimize import cutting_loop, integer
from sprintplan.solver.optimize.column_generation import DualBound, dual_bound, generate_columns
from sprintplan.solver.optimize.integer import floors_of, solve_integer
from sprintplan.solver.optimize.linear_model import NO_CLASS, LinearModel
from sprintplan.solver.optimize.restricted_master import DUAL_SCALE, RestrictedMaster
from sprintplan.solver.optimize.scip import _Ways, solve_scip
from sprintplan.solver.optimize.stop_rules import StopRules
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.messages import Assessment, Job
from tests.build.market import market
from tests.build.two_weeks import FIRST
from tests.oracle.model import all_candidates, best_of
from tests.properties.random_workspace import random_workspace
from tests.properties.random_year import RandomYear
from tests.solver.small_problems import every_choice, small_evaluator, small_problem, used

SEEDS = st.integers(0, 400)
BLOCK = 10


@settings(max_examples=40)
@given(SEEDS, st.data())
def test_any_prices_prove_a_bound(seed: int, data: st.DataObject) -> None:
    """Whatever whole prices the limits have, the cheapest priced choices cost no more than the optimum."""
    small = small_problem(seed)
    least = small.optimum()
    price = st.integers(0, 400 * 100 * DUAL_SCALE) | st.integers(0, 20 * 100 * DUAL_SCALE) | st.just(0)
    rows = len(small.problem.rows.caps)
    prices = np.array(data.draw(st.lists(price, min_size=rows, max_size=rows)), np.int64)
    dual = dual_bound(small.problem, prices)
    assert least is None or dual.bound <= least


@settings(max_examples=40)
@given(SEEDS)
def test_the_best_prices_prove_a_bound(seed: int) -> None:
    small = small_problem(seed)
    least = small.optimum()
    dual = generate_columns(small.problem)
    assert least is None or dual.bound <= least


@settings(max_examples=40)
@given(SEEDS, st.data())
def test_columns_that_come_in_late_count_as_much_as_the_first(seed: int, data: st.DataObject) -> None:
    """The linear optimum is the same whichever columns the model was made with."""
    problem = small_problem(seed).problem
    if not len(problem.column):
        return
    order = np.array(data.draw(st.permutations(range(len(problem.column)))), np.int64)
    at_once, later = RestrictedMaster(problem, np.arange(len(problem.column))), RestrictedMaster(problem, order[:2])
    for some in (order[2:5], order[5:]):
        assert later.solve()
        later.add(some)
    assert at_once.solve()
    assert later.solve()
    assert later.objective == pytest.approx(at_once.objective, rel=1e-9)


@settings(max_examples=40)
@given(SEEDS)
def test_no_choice_with_a_column_is_cheaper_than_its_reduced_cost_tells(seed: int) -> None:
    """Bound and reduced cost of each column that a choice takes stay below its objective, so columns may be fixed."""
    small = small_problem(seed)
    problem, dual = small.problem, generate_columns(small.problem)
    for taken in every_choice(small.block):
        inside = problem.representative_of[np.isin(problem.every, taken.column)]
        if len(inside) and small.keeps(taken):
            assert dual.bound + int(dual.reduced_cost[inside].max()) // DUAL_SCALE <= small.objective(taken)


@settings(max_examples=40)
@given(SEEDS)
def test_a_choice_near_the_bound_uses_what_the_floors_tell(seed: int) -> None:
    """Of everything that has a price, as much as its distance from the bound leaves no room to save."""
    small = small_problem(seed, shuttles=False)
    problem, dual = small.problem, generate_columns(small.problem)
    for taken in every_choice(small.block):
        if small.keeps(taken) and len(problem.column):
            width = (small.objective(taken) - dual.bound + 1) * DUAL_SCALE
            use = used(problem.rows, taken, np.zeros(0, np.int64)).tolist()
            assert all(low is None or low <= n for low, n in zip(floors_of(problem, dual, width), use, strict=True))


@settings(max_examples=40)
@given(SEEDS, st.data())
def test_no_shuttle_cut_cuts_off_a_choice(seed: int, data: st.DataObject) -> None:
    """For any groups and slot: every choice keeps the row with as many runs as carry everybody, or more."""
    small = small_problem(seed, shuttles=True)
    shuttles = Shuttles(small.block)
    groups = data.draw(st.sets(st.sampled_from(small.block.flying.tolist()), min_size=1))
    keys = np.unique(shuttles.slots[shuttles.slots >= 0]).tolist()
    shuttles.cuts[(data.draw(st.sampled_from(keys)), tuple(sorted(groups)))] = None
    rows = Rows()
    shuttles.add_rows(rows)
    more = data.draw(st.integers(0, 2))
    for taken in every_choice(small.block):
        riders = np.array([int(taken.count @ np.sum(shuttles.slots[:, taken.column] == key, axis=0)) for key in keys])
        seats = small.block.candidates[0].choices.venue.shuttle_seats or 1
        runs = np.array([ceil(number / seats) + more for number in riders.tolist()], np.int64)
        assert np.all(used(rows, taken, runs) <= rows.cap)


@settings(max_examples=40)
@given(SEEDS)
@example(406)
@example(456)
@example(535)
def test_settling_finds_the_optimum(seed: int) -> None:
    """Limits enter the model only where a choice breaks them; the answer is that of all choices tried one by one.

    In the examples the linear optimum keeps a limit that the whole one breaks.
    """
    solution = small_evaluator(seed).solve(Job(FIRST))
    assert (solution.proven, solution.objective) == (True, small_problem(seed).optimum())


@settings(max_examples=40)
@given(SEEDS)
def test_the_optimum_is_the_same_where_full_limits_are_stated_at_once(seed: int) -> None:
    """As they are where more are broken than any of these small problems has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting_loop, "MANY", 0)
        solution = small_evaluator(seed).solve(Job(FIRST))
    assert (solution.proven, solution.objective) == (True, small_problem(seed).optimum())


@settings(max_examples=40)
@given(SEEDS)
def test_branching_finds_the_optimum_that_the_other_solver_finds(seed: int) -> None:
    """Both from a bound that knows nothing, and every choice tried one by one."""
    small = small_problem(seed, shuttles=True)
    problem, least = small.problem, small.optimum()
    if not len(problem.column):
        return
    values, bound, ended = solve_scip(problem.model(), None, None)
    free = np.zeros(len(problem.rows.caps), np.int64)
    nothing = DualBound(0, np.zeros(len(problem.column), np.int64), None, free)
    whole = solve_integer(problem, nothing, StopRules())
    assert ended
    assert whole.proven
    if least is None:
        assert values is None
        assert whole.choice is None
        return
    assert values is not None
    assert whole.choice is not None
    assert (
        small.objective(problem.column_counts(values[: len(problem.column)]))
        == problem.outside_minor + bound
        == whole.objective
        == least
    )


@settings(max_examples=40)
@given(SEEDS)
def test_a_problem_with_shuttles_has_the_same_optimum_where_its_size_makes_it_hard(seed: int) -> None:
    """Hard ones state every limit that may be broken at once, and are branched on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(integer, "FEW_SHARED", 0)
        solution = small_evaluator(seed, shuttles=True).solve(Job(FIRST))
    assert (solution.proven, solution.objective) == (True, small_problem(seed, shuttles=True).optimum())


@settings(max_examples=40)
@given(SEEDS, st.integers(-500, 500))
def test_branching_looks_for_nothing_above_the_cutoff(seed: int, beyond: int) -> None:
    small = small_problem(seed, shuttles=True)
    problem, least = small.problem, small.optimum()
    if least is None or not len(problem.column):
        return
    count, _, ended = solve_scip(problem.model(), None, least - problem.outside_minor + beyond)
    assert ended
    assert (count is not None) == (beyond >= 0)


@pytest.mark.parametrize("first", range(0, 40, BLOCK))
def test_the_curves_of_the_year_bound_every_combination(first: int) -> None:
    """On random workspaces with a budget or a cap on emissions, against the optimum of each combination by one MILP."""
    for seed in range(first, first + BLOCK):
        year = random_workspace(seed, ("budget", "co2e", "shuttles", "rooms"))
        ladder = lagrangian.stated_multipliers(year.scenario)
        if ladder:
            assert (seed, list(_above_the_optimum(year, ladder))) == (seed, [])


def _above_the_optimum(year: RandomYear, ladder: tuple[lagrangian.Multiplier, ...]) -> list[str]:
    """Combinations whose bound is dearer than their optimum, the first few of each workspace."""
    work = Evaluator(year.scenario, market(year.quotes, year.scenario), year.today)
    every = [assessment for venue in range(len(year.scenario.venues)) for assessment in work.assess(venue)]
    assessed = [assessment for assessment in every if not assessment.excluded]
    judged = all_candidates(year.scenario, year.quotes, year.today)
    places = {(one.event.id, one.venue.id, one.start): one for one in judged}
    by_event = [[a for a in assessed if a.pick.event == n] for n in range(len(year.scenario.events))]
    wrong = []
    for chosen in list(product(*by_event))[:6]:
        bound = lagrangian.bound(year.scenario, ladder, [one.priced_sums for one in chosen])
        answer = best_of(year.scenario, [places[_key(year, one)] for one in chosen])
        if answer is not None and (bound is None or bound > answer.objective):
            wrong.append(f"{chosen}: {bound} above {answer.objective}")
    return wrong


def _key(year: RandomYear, one: Assessment) -> tuple[str, str, date]:
    event = year.scenario.events[one.pick.event]
    return event.id, year.scenario.venues[one.pick.venue].id, event.starts[one.pick.start]


def test_amounts_beyond_the_least_of_a_way_add_up_to_the_same() -> None:
    """Two classes of 3 and 2 people. All ways out of the first use at least 4 of the limit, so that 12 are used anyway;
    of the second class some use none. Both ways at once count beyond the sum of both; a supply is as it was."""
    none = NO_CLASS
    model = LinearModel(
        row=np.array([1, 0, 0, 0, 0, 0, 0]),
        column=np.array([0, 0, 1, 3, 5, 6, 0]),
        amount=np.array([9, 3, 7, 5, 6, -8, 1]),
        low=np.array([0, 0]),
        high=np.array([99, 99]),
        out=np.array([0, 0, none, 1, 1, 0, none]),
        back=np.array([none, none, 0, none, none, 0, none]),
        heads=np.array([3, 2]),
        cost=np.zeros(7, np.int64),
        most=np.full(7, 9),
    )
    mine = model.row == 0
    column, beyond, least = _Ways(model).beyond_least(model.column[mine], model.amount[mine])
    assert (column.tolist(), beyond.tolist(), least) == ([1, 3, 5, 6], [3, 5, 2, -8], 12)
