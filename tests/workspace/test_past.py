"""First days before the planning date are told of, and can be planned."""

from datetime import date
from pathlib import Path

from sprintplan.workspace import read_workspace
from sprintplan.workspace.past import past_starts
from tests.build import full_workspace as full


def test_first_days_before_the_planning_date_are_told_of(tmp_path: Path) -> None:
    """Spring has eight Mondays from 5 April 2027; on the 19th two lie behind, autumn ahead."""
    scenario = read_workspace(full.write(tmp_path))
    assert list(past_starts(scenario, date(2027, 4, 19))) == [
        "sprint.toml: event.starts: 2 of 8 first days of Spring sprint 2027 lie before 2027-04-19, from 2027-04-05 "
        "on. Leave them out, as they can be chosen like the others"
    ]
    assert list(past_starts(scenario, date(2026, 11, 26))) == []


def test_that_every_first_day_is_over_is_told(tmp_path: Path) -> None:
    """In 2028 all eight are over, or the only one."""
    scenario = read_workspace(full.write(tmp_path))
    told = next(past_starts(scenario, date(2028, 1, 1)))
    assert told == (
        "sprint.toml: event.starts: all 8 first days of Spring sprint 2027, the last one 2027-05-24, lie before "
        "2028-01-01. Write days to come: a plan takes one that is over until then"
    )
    spring = scenario.events[0].changed(starts=(date(2027, 4, 5),))
    (told,) = past_starts(scenario.changed(events=(spring,)), date(2028, 1, 1))
    assert "the only first day of Spring sprint 2027 lies before 2028-01-01. Write" in told
