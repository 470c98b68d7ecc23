"""Adaptive pricing on simulated markets of a small workspace; the benchmark does the same on the shipped example."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from sprintplan.market.selection import search_selection
from sprintplan.workspace import read_workspace
from tests.benchmarks.adaptive import Board, board, board_of, play
from tests.offers.duffel import workspace

HOMES = "LHR CDG BER WAW MAD FCO VIE CPH".split()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Board:
    return board(workspace.write(Path(tmp_path_factory.mktemp("small")), homes=HOMES, starts=8, early=2, late=1), 1)


def test_the_true_best_is_found_about_as_often_as_promised(small: Board) -> None:
    """Twenty markets at 95 %: 17 or more right with a probability over 98 %; seeds are fixed."""
    outcomes = [play(small, 0.95, seed) for seed in range(20)]
    assert sum(one.days for one in outcomes) >= 17
    assert sum(one.venues for one in outcomes) >= 18
    assert np.mean([one.regret for one in outcomes]) < 0.005


def test_less_is_asked_than_everything(small: Board) -> None:
    """640 searches; those of a day that cannot win are left alone."""
    everything = len(small.searches.queries)
    assert all(play(small, 0.95, seed).asked < 0.8 * everything for seed in range(3))


def test_more_certainty_takes_more_searches(small: Board) -> None:
    loose, strict = (sum(play(small, confidence, seed).asked for seed in range(8)) for confidence in (0.6, 0.99))
    assert loose < strict


def test_the_same_market_is_asked_the_same(small: Board) -> None:
    assert play(small, 0.95, 3) == play(small, 0.95, 3)


def test_venues_of_two_events_are_chosen_together(tmp_path: Path) -> None:
    """In different countries: whoever wins one event leaves the other venue to the other event."""
    scenario = read_workspace(workspace.write(tmp_path, homes=HOMES, starts=3, early=1))
    (spring,) = scenario.events
    autumn = spring.model_copy(
        update={"id": "autumn", "starts": tuple(day + timedelta(weeks=20) for day in spring.starts)}
    )
    people = tuple(person.model_copy(update={"events": ("spring", "autumn")}) for person in scenario.people)
    limits = scenario.limits.model_copy(update={"different": "country"})
    played = board_of(
        scenario.model_copy(update={"events": (spring, autumn), "people": people, "limits": limits}),
    )
    pricing = search_selection(played.evaluator, played.searches, played.cost_lines, 0.95)
    venues = np.array([pick.venue for pick in played.cost_lines.picks])
    assert pricing.combinations.shape == (2 * 3 * 3, 2)
    assert (venues[pricing.combinations[:, 0]] != venues[pricing.combinations[:, 1]]).all()
    assert sum(play(played, 0.95, seed).venues for seed in range(4)) >= 3


def test_lines_add_up_to_the_costs_that_plans_have(small: Board) -> None:
    """At the estimated fares every candidate costs its bound, to the rounding of single precision."""
    found, evaluator = small.cost_lines, small.evaluator
    costs = found.lines_of(np.arange(len(found.picks))).costs(np.ones((len(found.cells), 1), np.float32))[:, 0]
    bounds = [evaluator.relaxation(pick.event, pick.venue).bound[pick.start] for pick in found.picks]
    np.testing.assert_allclose(costs, bounds, rtol=0.01)
    assert (costs >= np.array(bounds) - 1).all()
