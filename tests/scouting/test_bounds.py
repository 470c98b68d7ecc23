"""Bounds of places hold against everything that is known once their timetables are drawn."""

from pathlib import Path

import numpy as np
import pytest

from sprintplan.scouting.bounds import least_costs
from sprintplan.solver.bounds.before_journeys import OUT_OF_REACH
from tests.scouting.company import evaluator_of, relaxed_bounds, write_company

POLICIES = {
    "as it is": "",
    "connections weighed": "[objective]\nconnection = 40\nremote = 900\n[limits]\njourney_hours = 20",
    "flights alone": "[ground]\nestimate = false",
}


@pytest.mark.parametrize("policy", POLICIES)
def test_no_first_day_of_any_place_costs_less_than_its_bound(policy: str, tmp_path: Path) -> None:
    """Places in Portugal, Ireland and New Zealand, across clock changes and the date line, in both events.

    Where nothing but time zones and fares decide, the bound lies within a few percent.
    """
    evaluator = evaluator_of(write_company(tmp_path, POLICIES[policy]), ("PT", "IE", "NZ"))
    ratios = []
    for venue in range(len(evaluator.scenario.venues)):
        for event, bounds in enumerate(least_costs(evaluator, venue)):
            known = relaxed_bounds(evaluator, event, venue)
            assert (bounds <= known).all()
            ratios += (bounds / known).tolist()
    assert np.mean(ratios) > 0.9


def test_a_day_that_the_event_avoids_is_out_of_reach(tmp_path: Path) -> None:
    """The spring's first start holds 24 March, which no event day may be: two of three first days are left."""
    folder = write_company(tmp_path)
    text = (folder / "sprint.toml").read_text(encoding="utf-8")
    (folder / "sprint.toml").write_text(text.replace('id = "spring"', 'id = "spring"\navoid = [2027-03-24]', 1))
    spring, _ = least_costs(evaluator_of(folder, ("PT",)), 0)
    assert (spring == OUT_OF_REACH).tolist() == [True, False, False]


def test_people_with_rules_of_their_own_are_bounded_by_staying_away(tmp_path: Path) -> None:
    """Whoever may not travel at weekends may have no trip at all: then absence, at 900 EUR, is the least."""
    remote = "[objective]\nremote = 900\n"
    free = least_costs(evaluator_of(write_company(tmp_path / "a", remote), ("NZ",)), 0)[1]
    folder = write_company(tmp_path / "b", remote)
    text = (folder / "sprint.toml").read_text(encoding="utf-8")
    (folder / "sprint.toml").write_text(text.replace("[policy]", '[policy]\nno_weekend_travel = ["all"]', 1))
    bound = least_costs(evaluator_of(folder, ("NZ",)), 0)[1]
    assert (bound < free).all()
    assert bound.max() <= 9 * 90_000
