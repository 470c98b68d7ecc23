"""Room rates far from the public ones of city and month are pointed out."""

from datetime import date
from decimal import Decimal

import pytest

from sprintplan.domain.policy import Rate
from sprintplan.domain.scenario import Scenario
from sprintplan.workspace.lodging import lodging_warnings
from sprintplan.world.lodging import lodging_usd
from tests.builders import event, scenario, venue

DOLLARS = {"USD": Rate(currency="USD", rate=Decimal(2), on=date(2026, 11, 20), source="workspace")}


def with_room(euros: int, city: str = "Lisbon", country: str = "PT") -> Scenario:
    """A venue in the city; a euro is two dollars."""
    place = venue("home", city=city, country=country, room_rate_minor=euros * 100)
    may = event("sprint", [date(2027, 5, 3)], venues=("home",))
    return scenario(events=[may], venues=[place], stated_rates=DOLLARS)


def test_the_table_knows_cities_by_month_under_the_names_that_people_write() -> None:
    """Lisbon all year at 280 dollars; Boston dearer in September than in January."""
    assert lodging_usd("Lisboa", "PT") == (280,) * 12
    boston = lodging_usd("Boston", "US")
    assert boston is not None
    assert boston[8] > boston[0]
    assert lodging_usd("Nowhere", "PT") is None


@pytest.mark.parametrize(
    ("euros", "told"),
    [(69, "under half of"), (70, None), (280, None), (281, "over twice"), (0, None)],
)
def test_under_half_and_over_twice_are_told_and_what_lies_between_is_not(euros: int, told: str | None) -> None:
    """280 dollars are 140 euros, so 70 to 280 pass; a venue without a rate says nothing of rooms."""
    found = lodging_warnings(with_room(euros))
    assert len(found) == (told is not None)
    assert all(told is not None and told in sentence and "home" in sentence and "May" in sentence for sentence in found)


def test_a_city_without_a_public_rate_is_not_judged() -> None:
    assert lodging_warnings(with_room(1, "Coimbra", "PT")) == ()
