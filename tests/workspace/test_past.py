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
