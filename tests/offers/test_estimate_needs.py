"""The estimate shops for every night that somebody may need, however early they may come."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from sprintplan.domain.events import presence
from sprintplan.offers.estimate.needs import needs
from sprintplan.units import day_number
from sprintplan.workspace import read_workspace
from sprintplan.world.airports import airports

EXAMPLE = Path(__file__).parent.parent.parent / "data" / "example"


@pytest.mark.parametrize("early", [0, 2, 19, 20, 30])
@pytest.mark.parametrize("late", [0, 30])
def test_every_night_of_every_start_is_shopped_for(early: int, late: int) -> None:
    """Exactly the check-in nights eve - early..eve and the check-out nights last..last + late of each who flies."""
    read = read_workspace(EXAMPLE)
    terms = {"max_early_nights": early, "max_late_nights": late}
    scenario = read.model_copy(update={"policy": read.policy.model_copy(update=terms)})
    wanted = needs(scenario, tuple(event.id for event in scenario.events))
    row = {int(home): number for number, home in enumerate(wanted.homes)}
    check_in, check_out = np.zeros_like(wanted.check_in), np.zeros_like(wanted.check_out)
    earliest = max(early, scenario.policy.most_early_nights)
    for event in scenario.events:
        for person in scenario.people:
            present = None if event.id in person.own_travel else presence(event, person)
            for start in event.starts if present else ():
                assert present is not None
                for home in airports().numbers(person.home.airports):
                    for nights in range(earliest + 1):
                        night = day_number(present.eve(start) - timedelta(days=nights)) - wanted.first
                        assert night >= 0
                        check_in[row[home], night] = True
                    for nights in range(late + 1):
                        check_out[row[home], day_number(present.last_day(start)) + nights - wanted.first] = True
    assert np.array_equal(wanted.check_in, check_in)
    assert np.array_equal(wanted.check_out, check_out)
