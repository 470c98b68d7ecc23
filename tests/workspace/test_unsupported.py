"""Limits that are read and not kept yet are refused, each where it stands."""

from pathlib import Path

import pytest

from sprintplan.errors import InputError
from sprintplan.workspace import read_workspace
from sprintplan.workspace.unsupported import refuse_unsupported
from tests.workspace import full


def test_every_limit_that_is_not_kept_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        refuse_unsupported(read_workspace(full.write(tmp_path)))
    assert [str(problem).split(" is not")[0] for problem in caught.value.problems] == [
        "sprint.toml:13: event.budget",
        "sprint.toml:64: limits.budget",
        "sprint.toml:65: limits.co2e_tonnes",
        "sprint.toml:67: limits.traveller_hours_per_year",
        "sprint.toml:68: limits.long_haul",
        "sprint.toml:72: limits.holiday_share",
        'venues.csv:2: rooms of "lisbon"',
        'venues.csv:3: shuttle_cost of "riga"',
        'venues.csv:3: shuttle_seats of "riga"',
    ]


def test_a_workspace_without_such_limits_passes() -> None:
    refuse_unsupported(read_workspace(Path(__file__).parents[2] / "data" / "example"))
