"""Amounts as large as the files may state them: added exactly, or refused."""

from typing import Any

import pytest

from sprintplan.domain.plan import Plan
from sprintplan.errors import InputError
from tests.build.lisbon_week import staff
from tests.build.two_weeks import home, planned_year, there
from tests.build.year import event, objective

MOST = 10**10
"""EUR: the largest amount that a file may state."""


def year(count: int) -> Plan:
    """The plan of so many people from London, whose flights and hours cost the most that can be stated."""
    dear: dict[str, Any] = {"people": staff(count), "objective": objective(travel_hour=100 * MOST)}
    return planned_year(there(fare=MOST), home(fare=MOST), events=[event()], **dear)


def test_what_can_be_added_exactly_is_planned() -> None:
    """Ten people twice: a fare of 10^10 EUR, and 160 min at 10^10 EUR an hour."""
    assert year(10).objective == "733333333333.40"


def test_sums_beyond_what_floating_point_holds_are_refused() -> None:
    """Two thousand people would come to 1.5 x 10^16 cents."""
    with pytest.raises(InputError, match=r"sprint\.toml: one trip to .* more than can be added exactly\. Lower the "):
        year(2000)
