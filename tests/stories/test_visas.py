"""Visas and borders, one trip at a time: just kept, just broken, mended; `tests.build.lisbon_week` has the week."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sprintplan.domain.policy import Detour
from sprintplan.domain.visa_rules import VisaRule
from tests.build.lisbon_week import AWAY, back, out
from tests.build.year import (
    event,
    person,
    policy,
    venue,
)
from tests.stories.conftest import Least

VISAS = {("IN", "PT"): "visa required", ("CN", "PT"): "no admission", ("US", "PT"): "e-visa"}


LEADS = {"visa required": VisaRule(lead_days=90, fee_minor=8000), "e-visa": VisaRule(lead_days=91, fee_minor=4000)}


@pytest.mark.parametrize(
    ("passports", "cost"),
    [
        (("IN",), 280),  # leaves on day 90 after 4 January: just in time, for 80
        (("US",), AWAY),  # wants 91 days
        (("US", "IN"), 280),
        (("CN",), AWAY),
        (("CN", "IN"), 280),
        (("PT",), 200),
        (("CN", "XK"), 200),  # an unknown pair takes nothing
        ((), 200),
    ],
)
def test_visas(least: Least, passports: tuple[str, ...], cost: int) -> None:
    traveller = person(citizenship=passports)
    assert least(out(), back(), people=[traveller], visas=VISAS, policy=policy(visa=LEADS)) == cost


def test_a_visa_in_time_may_ask_for_a_later_departure(least: Least) -> None:
    """Of two passports the cheaper e-visa is in time for Monday 5 April alone, the week of the 6th: 40, not 80."""
    week = event(starts=[date(2027, 4, 6)])
    quotes = (out(4), out(5), back(10))
    both = person(citizenship=("IN", "US"))
    assert least(*quotes, people=[both], events=[week], visas=VISAS, policy=policy(visa=LEADS)) == 240


def test_permits_and_residence_need_no_visa(least: Least) -> None:
    terms: dict[str, Any] = {"visas": VISAS, "policy": policy(visa=LEADS)}
    assert least(out(), back(), people=[person(citizenship=("CN",), may_enter=("PT",))], **terms) == 200
    porto = (out(origin="OPO"), back(destination="OPO"))
    assert least(*porto, people=[person(home_text="OPO", citizenship=("CN",))], **terms) == 200


def test_a_home_airport_across_a_border_is_for_who_may_pass_it(least: Least) -> None:
    """From Vienna for 100 each way, from Bratislava, where the home is, for 300."""
    near = (out(origin="VIE"), back(destination="VIE"))
    far = (out(at="13:00", origin="BTS", fare=300), back(at="20:00", destination="BTS", lands="23:30", fare=300))
    quotes = (*near, *far)
    visa = {("IN", "AT"): "visa required"}
    assert least(*quotes, people=[person(home_text="BTS|VIE")]) == 200
    assert least(*quotes, people=[person(home_text="BTS|VIE", cannot_enter=("AT",))]) == 600
    assert least(*quotes, people=[person(home_text="BTS|VIE", citizenship=("IN",))], visas=visa) == 600
    permitted = person(home_text="BTS|VIE", citizenship=("IN",), may_enter=("AT",))
    assert least(*quotes, people=[permitted], visas=visa) == 200
    assert least(*quotes, people=[person(home_text="BTS|VIE", citizenship=("IN", "FR"))], visas=visa) == 200
    assert least(*near, people=[person(home_text="BTS|VIE", cannot_enter=("AT",))]) == AWAY


def test_the_detour_is_measured_among_airports_that_may_be_used(least: Least) -> None:
    """From Vienna it takes 1 h 40, so 7 h 41 from Bratislava is a detour, unless Vienna is closed to Ana."""
    long = (out(at="07:19", lands="14:00", origin="BTS"), back(at="18:00", destination="BTS", lands="23:40"))
    quotes = (out(origin="VIE", at="11:00", lands="11:40", fare=900), *long)
    tight = policy(detour=Detour(ratio=Decimal(1), extra_min=240))
    assert least(*quotes, people=[person(home_text="BTS|VIE")], policy=tight) == 1000
    assert least(*quotes, people=[person(home_text="BTS|VIE", cannot_enter=("AT",))], policy=tight) == 200


BY_PARIS: dict[str, Any] = {"via": "CDG", "flights": "AF1|AF2"}


def test_a_connection_needs_a_transit_visa(least: Least) -> None:
    """By way of Paris for 60 and 70, nonstop for 100: a visa for 35 is worth it on the way out, where 40 are saved.

    One that takes 91 days is in time for the way home on 9 April, 95 days ahead, and not for the way out.
    """
    there = out(fare=60, at="10:00", lands="15:10", via_times="2027-04-04T12:20/2027-04-04T13:30", **BY_PARIS)
    home = back(fare=70, at="19:00", lands="23:40", via_times="2027-04-09T22:00/2027-04-09T23:20", **BY_PARIS)
    rules = policy(visa={"e-visa": VisaRule(fee_minor=3500), "visa required": VisaRule(lead_days=91)})
    quotes = (out(), back(), there, home)
    words = {"visa free": 130, "eta": 130, "e-visa": 195, "visa required": 170, "no admission": 200}
    for asked, cost in words.items():
        terms: dict[str, Any] = {"transit": {("IN", "FR"): asked}, "policy": rules}
        assert least(*quotes, people=[person(citizenship=("IN",))], **terms) == cost


def test_who_needs_no_transit_visa(least: Least) -> None:
    """Another passport, none that is known, a permit, a home there, or a venue there: nothing is needed."""
    there = out(fare=60, at="10:00", lands="15:10", via_times="2027-04-04T12:20/2027-04-04T13:30", **BY_PARIS)
    terms: dict[str, Any] = {"transit": {("IN", "FR"): "no admission"}}
    free = [("IN", "FR"), ("IN", "US"), ("US",), ()]
    people = [person(citizenship=passports) for passports in free]
    people += [person(citizenship=("IN",), may_enter=("FR",))]
    for one in people:
        assert least(out(), back(), there, people=[one], **terms) == 160
    assert least(out(), back(), there, people=[person(citizenship=("IN",))], **terms) == 200


def test_own_travel_pays_nights_and_visa_but_no_transfers(least: Least) -> None:
    """5 days at 40 and 5 nights at 90; its visa of 80 is in time for the eve, an e-visa is not."""
    place = venue(day_rate_minor=4000, room_rate_minor=9000, transfer_cost_minor=1000)
    terms: dict[str, Any] = {"venues": [place], "visas": VISAS, "policy": policy(visa=LEADS)}
    assert least(people=[person(own_travel=("spring",))], **terms) == 650
    assert least(people=[person(own_travel=("spring",), citizenship=("IN",))], **terms) == 730
    assert least(people=[person(own_travel=("spring",), citizenship=("US",))], **terms) == AWAY


def test_who_is_not_called_pays_no_visa_for_own_travel(least: Least) -> None:
    """A visa for 80 where the person has joined by Monday; two days later nothing is paid."""
    terms = {"visas": {("IN", "PT"): "e-visa"}, "policy": policy(visa={"e-visa": VisaRule(fee_minor=8000)})}
    for day, cost in ((5, 80), (7, 0)):
        late = person(citizenship=("IN",), own_travel=("@lisbon",), joins=date(2027, 4, day))
        assert least(people=[late], **terms) == cost
