"""Bounds of venues before their journeys are made hold at every price; a year that is made with them is the same."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sprintplan.domain.limits import Limits
from sprintplan.domain.venues import Season
from sprintplan.offers.estimate.least import Price
from sprintplan.offers.registry import open_source
from sprintplan.solver import solve
from sprintplan.solver.bounds.before_journeys import OUT_OF_REACH
from sprintplan.solver.solve import YearSolution, solve_year
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.floors import FloorJob, can_have_floors, floors
from sprintplan.solver.year import judging
from sprintplan.solver.year.prospects import Prospects
from tests.build.two_weeks import evaluator as small_evaluator
from tests.build.two_weeks import two_weeks
from tests.scouting.company import TODAY, evaluator_of, write_company

LONG_S = 3600.0
CAPPED = Limits(co2e_g=60_000_000, budget_minor=30_000_000)
SEASON = Season(
    first=TODAY.replace(year=2027, month=3, day=1), last=TODAY.replace(year=2027, month=10), rate_minor=7_000
)
VENUES: dict[str, dict[str, Any]] = {
    "transfers": {"transfer_cost_minor": 2_500, "hire_minor": 100_000, "day_rate_minor": 4_000},
    "shuttles": {"shuttle_cost_minor": 14_001, "shuttle_seats": 8, "minimum_spend_minor": 100_000},
    "seasons": {"room_rate_minor": 15_000, "room_rates": (SEASON,), "per_diem_minor": 5_500},
}


def evaluator(
    tmp_path: Path, limits: Limits = CAPPED, countries: tuple[str, ...] = ("PT", "IE", "NZ"), **venue: Any
) -> Evaluator:
    """A small company at the places of some countries, on which it has agreed terms."""
    scenario = evaluator_of(
        write_company(tmp_path, "[objective]\nco2e_levy = 90\nconnection = 10\n"), countries
    ).scenario
    venues = tuple(one.changed(public_rate=None, **venue) for one in scenario.venues)
    year = scenario.changed(venues=venues, limits=limits)
    return Evaluator(year, open_source(year, TODAY), TODAY)


@pytest.mark.parametrize("terms", VENUES)
def test_no_first_day_counts_less_than_its_bound_at_any_price(terms: str, tmp_path: Path) -> None:
    """Against what is known once journeys are made, at the objective and at every multiplier of cash and CO2e."""
    shop = evaluator(tmp_path, **VENUES[terms])
    unjudged = Prospects(shop).unjudged
    prices = [unjudged.price(number) for number in range(1 + len(unjudged.multipliers))]
    ratios = list[float]()
    for venue, by_event in floors(shop, FloorJob(range(len(shop.scenario.venues)), prices)):
        for one in shop.assess(venue):
            known = np.array([one.bound, *one.priced_sums], np.int64)
            bound = by_event[one.pick.event][:, one.pick.start]
            assert one.excluded or (bound <= known).all()
            ratios += [] if one.excluded else [float(bound[0] / known[0])]
    assert np.mean(ratios) > 0.9


def test_only_estimates_have_bounds_before_journeys(tmp_path: Path) -> None:
    shop = evaluator(tmp_path)
    assert can_have_floors(shop)
    assert not can_have_floors(small_evaluator(events=two_weeks()))


def test_what_is_known_of_a_venue_counts_with_the_best_that_goes_with_it(tmp_path: Path) -> None:
    """Both events in Portugal and Ireland, in different countries: a year costs the sum of two countries' best."""
    shop = evaluator(tmp_path, Limits(different="country"), ("PT", "IE"), hire_minor=100_000)
    unjudged = Prospects(shop).unjudged
    venues, countries = range(len(shop.scenario.venues)), [venue.country for venue in shop.scenario.venues]
    for venue, by_event in floors(shop, FloorJob(venues, [Price()])):
        unjudged.learn_bounds(venue, [0], by_event)
    least = np.array([[one[0].min() for one in by_event] for _, by_event in floors(shop, FloorJob(venues, [Price()]))])
    pairs = [(a, b) for a in venues for b in venues if countries[a] != countries[b]]
    best = {venue: min(int(least[a, 0] + least[b, 1]) for a, b in pairs if venue in (a, b)) for venue in venues}
    assert unjudged.by_venue().tolist() == [best[venue] for venue in venues]
    assert unjudged.least() == min(best.values())
    for venue in venues:
        unjudged.learn_assessments(shop.assess(venue))
    assert unjudged.least() is None
    assert unjudged.by_venue().max() < OUT_OF_REACH


def solved(shop: Evaluator, time_limit: float | None, workers: int = 1) -> YearSolution:
    """The year."""
    return solve_year(shop.scenario, shop.source, today=TODAY, time_limit=time_limit, workers=workers)


@pytest.mark.parametrize("limits", [Limits(), Limits(different="country"), CAPPED], ids=["free", "apart", "capped"])
def test_a_year_whose_venues_are_bounded_before_they_are_judged_is_the_same(
    limits: Limits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As without a limit of time, where all are judged in the order of their file."""
    monkeypatch.setattr(judging, "FLOORS_FROM_S", -1.0)
    monkeypatch.setattr(judging, "FLOORS_AT_ONCE", 2)
    monkeypatch.setattr(solve, "EARLY_FROM", 0)
    shop = evaluator(tmp_path, limits)
    plain, bounded = solved(shop, None), solved(shop, LONG_S)
    assert plain.answer.proven
    assert (bounded.answer.objective, bounded.answer.choice) == (plain.answer.objective, plain.answer.choice)
    assert len(bounded.assessed) == len(plain.assessed)


def test_judging_ends_where_nothing_that_is_left_may_be_better(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no time to judge all: the year is the best of all, proven, of fewer venues."""
    monkeypatch.setattr(judging, "FLOORS_FROM_S", -1.0)
    monkeypatch.setattr(judging._Clock, "is_enough", lambda clock, done: False)
    monkeypatch.setattr(solve, "EARLY_FROM", 0)
    shop = evaluator(tmp_path, Limits(different="country"), ("PT", "IE", "NZ", "AU", "CL"))
    plain, bounded = solved(shop, None), solved(shop, LONG_S)
    assert len(bounded.assessed) < len(plain.assessed)
    assert (bounded.answer.proven, bounded.answer.objective) == (True, plain.answer.objective)
