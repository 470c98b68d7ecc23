"""What a plan uses that is known is enough, whatever else it keeps."""

from pathlib import Path

import pytest

from sprintplan.domain.limits import HoursPerYear, Limits, LongHaul
from sprintplan.domain.scenario import Scenario
from sprintplan.solver.constraints.registry import relaxations_of
from sprintplan.solver.infeasibility.relaxations import without
from sprintplan.solver.infeasibility.replanning import Replanning
from sprintplan.solver.workers.pool import Here
from tests.solver.test_at_once import company

LIMITS = {
    "hours": Limits(traveller_hours=HoursPerYear(minutes=10 * 60)),
    "long trips": Limits(long_haul=LongHaul(over_min=5 * 60, trips_per_year=0)),
    "both": Limits(
        traveller_hours=HoursPerYear(minutes=10 * 60), long_haul=LongHaul(over_min=5 * 60, trips_per_year=0)
    ),
}


@pytest.mark.parametrize("is_cheapest", [True, False])
@pytest.mark.parametrize("name", LIMITS)
def test_a_plan_exists_with_as_much_as_one_uses(name: str, is_cheapest: bool, tmp_path: Path) -> None:
    """Of a plan of everybody's cheapest trips, and of one that is searched for; of another rule nothing is known."""
    shop = company(tmp_path, LIMITS[name])
    year = shop.scenario
    planner = Replanning(Here(shop), [one for venue in range(len(year.venues)) for one in shop.assess(venue)], None)
    persons = [
        rule for rule in relaxations_of(year) if rule.key in ("limits.traveller_hours_per_year", "limits.long_haul")
    ]
    assert all(planner.enough_steps(year, rule.name) is None for rule in relaxations_of(year))
    free = without(year, [rule.name for rule in persons])
    if is_cheapest:
        assert planner.plan(free) is not None
    else:
        [judged] = planner._judged
        known = {one.pick: one for one in judged.assessed if one.excluded is None}
        assert planner._searched(free, judged, known, None) is not None
    enough = {
        rule.key: planner.enough_steps(without(year, [other.name for other in persons if other is not rule]), rule.name)
        for rule in persons
    }
    for rule in persons:
        wider = year
        for other in persons:
            wider = wider if other is rule else widened(wider, other.key, enough[other.key])
        assert planner.enough_steps(wider, rule.name) == enough[rule.key], "what it uses of the others is within them"
    for rule in persons:
        alone = without(year, [other.name for other in persons if other is not rule])
        steps = planner.enough_steps(alone, rule.name)
        assert steps
        assert planner.plan(alone) is None
        [mine] = [one for one in relaxations_of(alone) if one.name == rule.name]
        assert mine.widened
        assert planner.plan(mine.widened(steps)) is not None
    assert (planner.enough_steps(year, persons[0].name) is None) == (len(persons) > 1)


def widened(year: Scenario, key: str, steps: int | None) -> Scenario:
    """The workspace `year` with the rule of that `key` wider by so many steps."""
    [rule] = [one for one in relaxations_of(year) if one.key == key]
    assert rule.widened
    assert steps
    return rule.widened(steps)
