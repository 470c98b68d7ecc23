"""Journeys are looked for on the days alone on which somebody may leave, and none is missed."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from sprintplan.offers.estimate.clock_changes import Clocks
from sprintplan.offers.estimate.needs import Needs, needs
from sprintplan.offers.estimate.products import EstimateTerms, Shop
from sprintplan.units import day_number
from sprintplan.world.airports import airports
from tests.build.year import person, scenario
from tests.offers.estimates import TODAY, wanted


def _in_two_weeks() -> Needs:
    """Two days in March and three in November, with clock changes near both, and a night before and after."""
    needs = wanted("LIS JFK AKL HNL LOS", date(2027, 3, 12), 250)
    some = np.zeros_like(needs.eves)
    some[:, [6, 9, 237, 238, 244]] = True
    return Needs(**needs.__dict__ | {"eves": some, "last_days": some, "early": 1, "late": 1})


@pytest.mark.parametrize("outbound", [True, False])
@pytest.mark.parametrize("end", ["PPT", "LHR", "SYD", "DEN"])
def test_no_journey_is_missed(end: str, monkeypatch: pytest.MonkeyPatch, *, outbound: bool) -> None:
    """Whatever lies beyond the date line or takes days: the rows are those of a shop that looks at every day."""
    tables = []
    for every in (False, True):
        shop = Shop(_in_two_weeks(), EstimateTerms(day_number(TODAY), Fraction(1), 0))
        if every:
            days = np.arange(shop.wanted.days)
            assert len(shop.calendar(outbound)[0]) < len(days) / 2
            calendar = days, Clocks(shop.wanted.first + days)
            monkeypatch.setattr(shop, "calendar", lambda _, calendar=calendar: calendar)
        tables += shop.sell(airports().numbers([end]), outbound=outbound)
    few, all_days = tables
    assert len(few) > 0
    for name in ("seg_departs_utc", "seg_arrives_local", "seg_origin", "cabin", "fare_minor", "co2e_g", "rung"):
        assert np.array_equal(getattr(few, name), getattr(all_days, name))


@pytest.mark.parametrize("outbound", [True, False])
def test_nothing_is_sold_to_a_venue_of_no_event(*, outbound: bool) -> None:
    """venues.csv may hold venues that no event names: nobody needs a journey there."""
    shop = Shop(needs(scenario([person("ana", "OPO")]), ()), EstimateTerms(day_number(TODAY), Fraction(1), 0))
    assert [len(table) for table in shop.sell(airports().numbers(["LIS"]), outbound=outbound)] == [0]
