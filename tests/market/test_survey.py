"""Candidates prepared to be costed: nothing that could be the cheapest is left out."""

import pickle

import numpy as np
import pytest

from sprintplan.domain.scenario import Scenario
from sprintplan.market.draws import CERTAIN, OWN_ROWS, Levels, Markets
from sprintplan.market.options import SLOTS, Sold, possible
from sprintplan.market.survey import Survey
from sprintplan.market.years import BestYears
from sprintplan.offers.registry import open_source
from sprintplan.solver.instance.relaxation import VenueRelaxation
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.world.airports import airports
from tests.market.companies import TODAY, company, factors


def relaxations(scenario: Scenario) -> list[VenueRelaxation]:
    """Of each event at the first venue."""
    evaluator = Evaluator(scenario, open_source(scenario, TODAY), TODAY)
    return [evaluator.relaxation(event, 0) for event in range(len(scenario.events))]


@pytest.mark.parametrize("seed", range(6))
def test_estimated_fares_give_the_bound_of_the_search(seed: int) -> None:
    """In the one market in which all factors are 1."""
    for relaxation in relaxations(company(seed)):
        lines, _, known = Survey(Markets(3)).venue_lines(relaxation)
        found = lines.of_starts(np.arange(relaxation.shape[0])).costs(known.certain())[:, 0]
        assert found == pytest.approx(relaxation.bound, abs=1)


@pytest.mark.parametrize("seed", range(6))
def test_no_journey_that_is_the_cheapest_in_a_market_is_left_out(seed: int) -> None:
    """Held against the least over every journey that is allowed, market by market."""
    markets = Markets(60)
    for relaxation in relaxations(company(seed)):
        lines, _, known = Survey(markets).venue_lines(relaxation)
        found = lines.of_starts(np.arange(relaxation.shape[0])).costs(known)
        for number in range(0, markets.number, 7):
            moved = relaxation.table.fare_minor * (factors(relaxation.table, markets, number) - 1)
            choices = relaxation.choices
            ways = ((choices.outbound, relaxation.outbound), (choices.inbound, relaxation.inbound))
            least = [
                options.least(np.rint(options.cost + moved[way.entries.row[options.entry]]).astype(np.int64))
                for way, options in ways
            ]
            trips = relaxation.choices.base_minor + (least[0] + least[1]).reshape(relaxation.shape)
            heads = relaxation.choices.classes.heads
            assert found[:, number] == pytest.approx(relaxation.choices.venue_minor + trips @ heads, abs=len(heads) * 3)


def test_a_candidate_costs_alone_what_it_costs_beside_others() -> None:
    """The starts of one venue, together, one by one, and picked in another order."""
    relaxation = relaxations(company(2))[0]
    lines, _, known = Survey(Markets(20)).venue_lines(relaxation)
    alone = [lines.of_starts(np.array([start])) for start in range(relaxation.shape[0])]
    together = lines.of_starts(np.arange(len(alone)))
    assert together.costs(known) == pytest.approx(np.concatenate([one.costs(known) for one in alone]))
    back = np.arange(len(alone))[::-1]
    assert together.only(back).costs(known) == pytest.approx(together.costs(known)[back])


def test_another_process_surveys_the_same() -> None:
    """A survey that was packed and unpacked draws its markets anew."""
    relaxation = relaxations(company(1))[0]
    survey = Survey(Markets(50))
    for one, other in zip(survey(relaxation), pickle.loads(pickle.dumps(survey))(relaxation), strict=True):
        assert one is not None
        assert other is not None
        assert np.array_equal(one.screen, other.screen)


def test_the_best_year_of_each_market_keeps_what_goes_together() -> None:
    """Two events of three candidates whose numbers must differ; by pairs, and by looking one after the other."""
    random = np.random.default_rng(1)
    costs = [random.random((3, 5)), random.random((3, 5))]
    best, least = BestYears(costs, lambda _, one, __, other: one != other).best([0, 1])
    every = [[costs[0][a] + costs[1][b] if a != b else np.full(5, np.inf) for b in range(3)] for a in range(3)]
    assert least == pytest.approx(np.min(every, axis=(0, 1)))
    assert np.all(best[0] != best[1])
    third = np.zeros((1, 5))
    years, same = BestYears([*costs, third], lambda a, one, b, other: 2 in (a, b) or one != other).best([0, 1, 0])
    assert same == pytest.approx(least)
    assert np.array_equal(years[:2], best)


def test_of_options_with_the_same_draws_only_the_lowest_are_kept() -> None:
    """At factors from 0.2 to 3 or so: 100 + 10 f, 40 + 60 f cross at 1.2, where both come to 112.

    60 + 45 f comes to 114 there, so it is the lowest nowhere; 60 + 40 f comes to 108. Of another group both are kept.
    """
    ends = np.array([airports().numbers(["LHR", "LIS"])])
    rest, fare = np.array([100.0, 40, 60, 60, 60]), np.array([10.0, 60, 45, 40, 45])
    group, same = np.array([0, 0, 0, 0, 1], np.int32), np.ones(5, np.int32)
    known = Sold(group, same, same, rest, fare, np.zeros(5))
    levels = Levels(Markets(30), ends)
    assert possible(known, levels, (0, 0)).tolist() == [0, 1, 3, 4]
    rooms = known._replace(rooms=np.array([0.0, 0, 5, 0, 0]))
    assert possible(rooms, levels, (-0.5, 0.5)).tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("rooms", [(0.0, 0.0), (-0.4, 0.6)])
@pytest.mark.parametrize("by_cost", [True, False])
def test_of_random_options_none_that_is_the_cheapest_of_its_group_in_a_market_is_left_out(
    rooms: tuple[float, float], by_cost: bool
) -> None:
    """Draws that want the same place, every cabin, some fares known, nights that add rooms."""
    random, markets, count, groups = np.random.default_rng(3), Markets(200), 12_000, 400
    levels = Levels(markets, np.array([airports().numbers([code, "LIS"]) for code in ("LHR", "JFK", "DEL")]))
    group, level = (random.integers(0, high, count).astype(np.int32) for high in (groups, 1 + 3 * 4))
    own = random.choice([CERTAIN, 5, 5 + SLOTS, 5 + OWN_ROWS], count).astype(np.int32)
    rest, fare = random.integers(0, 60_000, count), np.where(own == CERTAIN, 0, random.integers(5_000, 90_000, count))
    order = np.lexsort((rest + fare if by_cost else own, group))
    added = random.choice([0.0, 9_000, 18_000], count) if any(rooms) else np.zeros(count)
    known = Sold(group, level, own, rest.astype(float), fare.astype(float), added).at(order)
    kept = possible(known, levels, rooms)
    assert len(kept) < 0.95 * count
    for number in range(markets.number):
        factor = levels.factors[known.level, number].astype(float) * markets.own[known.own, number]
        cost = known.rest + known.fare * factor + known.rooms * random.choice(rooms)
        of_kept = np.minimum.reduceat(cost[kept], np.searchsorted(known.group[kept], np.arange(groups)))
        of_all = np.minimum.reduceat(cost, np.searchsorted(known.group, np.arange(groups)))
        assert of_kept == pytest.approx(of_all, abs=0.01)
