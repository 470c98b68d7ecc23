"""Notices on passports that expire less than six months after an event abroad."""

from datetime import date
from typing import Any

import pytest

from sprintplan.units import day_words
from sprintplan.verify import faults
from tests.build.lisbon_week import back, out
from tests.build.market import market
from tests.build.two_weeks import planned_of
from tests.build.year import person, scenario, venue

QUOTES = (out(), back())


@pytest.mark.parametrize(
    ("expires", "terms", "expected"),
    [
        (date(2027, 10, 8), {}, True),
        (date(2027, 10, 9), {}, False),
        (None, {}, False),
        (date(2027, 5, 1), {"own_travel": ("spring",)}, True),
        (date(2027, 5, 1), {"local_to": ("lisbon",)}, False),
        (date(2027, 5, 1), {"cannot_enter": ("PT",)}, False),
    ],
)
def test_a_passport_that_expires_soon_after_an_event_abroad_is_noticed(
    expires: date | None, terms: dict[str, Any], expected: bool
) -> None:
    """The week in Lisbon ends on Friday 9 April; who stays away, or lives there, needs none."""
    ana = person().changed(passport_expires=expires, **terms)
    year = scenario([ana, person("bob")])
    plan = planned_of(year, QUOTES)
    mine, bobs = plan.events[0].trips
    texts = [notice.text for notice in mine.notices if notice.kind == "passport"]
    assert (
        texts
        == [f"passport expires on {expires and day_words(expires)}, less than six months after 9 Apr 2027"] * expected
    )
    assert not any(notice.kind == "passport" for notice in bobs.notices)


def test_at_home_in_the_country_no_passport_is_asked_for() -> None:
    ana = person("ana", "OPO", passport_expires=date(2027, 5, 1))
    plan = planned_of(scenario([ana], [venue()]), (out(origin="OPO"), back(destination="OPO")))
    assert not any(notice.kind == "passport" for notice in plan.events[0].trips[0].notices)


def test_the_judge_misses_a_notice_and_refuses_one_too_many() -> None:
    soon = scenario([person("ana", passport_expires=date(2027, 5, 1))])
    fine = scenario([person("ana")])
    for year, other, words in ((soon, fine, "passport is stated, expected none"), (fine, soon, "passport is missing")):
        plan = planned_of(year, QUOTES)
        judged = faults(other, plan, market(QUOTES, other).to_and_from)
        assert any(words in fault for fault in judged), judged
