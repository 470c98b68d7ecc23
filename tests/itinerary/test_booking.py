"""By when trips are booked, within what, and who agrees to them; the judge holds every plan here."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from sprintplan.domain.booking import ApprovalRule, ApprovalTerms, BookingTerms
from sprintplan.domain.fare_policy import FareTerms, Margin
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trip import Allowance, Trip
from sprintplan.verify import faults
from tests.build.lisbon_week import back, out
from tests.build.market import market
from tests.build.two_weeks import planned_of
from tests.build.year import Quote, cabin_rule, person, policy, scenario, selectors, venue

QUOTES = (out(), back())
BOOKED = BookingTerms(days=14, international_days=30)


def year(**terms: Any) -> Scenario:
    """Ana from London, in Lisbon from Monday, 5 April to Friday, with a transfer of half an hour."""
    rules = {"booking": BOOKED, **terms.pop("rules", {})}
    return scenario(venues=[venue(transfer_minutes=30)], policy=policy(**rules), **terms)


def trip_of(company: Scenario, *quotes: Quote) -> Trip:
    """The first trip of the plan."""
    return planned_of(company, quotes or QUOTES).events[0].trips[0]


def allowance_of(company: Scenario, *quotes: Quote) -> Allowance:
    """Of the first trip."""
    allowance = trip_of(company, *quotes).allowance
    assert allowance is not None
    return allowance


def test_a_trip_abroad_is_booked_by_the_days_for_trips_abroad() -> None:
    """Out on 4 April: 30 days before from London, 14 from Porto; 14 where nothing is said of trips abroad."""
    assert trip_of(year()).book_by == date(2027, 3, 5)
    at_home = (out(origin="OPO"), back(destination="OPO"))
    assert trip_of(year(people=[person("ana", "OPO")]), *at_home).book_by == date(2027, 3, 21)
    assert trip_of(year(rules={"booking": BookingTerms(days=14)})).book_by == date(2027, 3, 21)


def test_without_the_table_nothing_is_stated() -> None:
    """And with one that states no days there is an allowance without a day."""
    bare = trip_of(year(rules={"booking": None}))
    assert (bare.book_by, bare.allowance, bare.approvals) == (None, None, ())
    assert allowance_of(year(rules={"booking": BookingTerms()})).book_by is None


def test_a_day_that_is_over_is_told() -> None:
    """Planned on 4 January: 90 days before the departure; 91 days are one too many."""
    for days, texts in ((90, []), (91, ["to be booked by 2027-01-03, which is over: book now"])):
        trip = trip_of(year(rules={"booking": BookingTerms(days=days)}))
        assert [notice.text for notice in trip.notices] == texts


def test_the_allowance_holds_the_windows_that_policy_leaves() -> None:
    """On the eve by 18:00 less half an hour, two nights earlier at most; home two and a half hours from 16:00 on."""
    allowance = allowance_of(year())
    assert (allowance.land_from, allowance.land_by) == ("2027-04-02T06:00+01:00", "2027-04-04T17:30+01:00")
    assert (allowance.take_off_from, allowance.take_off_by) == ("2027-04-09T18:30+01:00", "2027-04-10T23:59+01:00")
    assert (allowance.cabin, allowance.inbound_cabin) == ("economy", "economy")
    assert (allowance.fare_ceiling, allowance.fare_error, allowance.book_by) == ("200.00", "0.00", date(2027, 3, 5))


def test_the_ceiling_is_what_policy_allows_above_the_cheapest() -> None:
    """Two flights of 100 may cost 125 each; a return ticket for 150 a tenth more, where the amount is less."""
    for amount, ceiling in ((2500, "250.00"), (500, "220.00")):
        terms = FareTerms(above_cheapest=Margin(share=Decimal("0.1"), amount_minor=amount))
        assert allowance_of(year(rules={"fare": terms})).fare_ceiling == ceiling
    whole = (out(fare=90, bundle="b"), back(fare=60, bundle="b"))
    assert allowance_of(year(rules={"fare": terms}), *QUOTES, *whole).fare_ceiling == "165.00"
    dearer = out(fare=104)
    assert allowance_of(year(rules={"fare": terms, "max_connections": 0}), dearer, back()).fare_ceiling == "224.40"


def test_rest_in_place_of_a_cabin_moves_the_window_and_the_cabin() -> None:
    """Premium economy a night earlier in place of business: landed before 06:00 on the eve."""
    rules = {"cabin_rules": (cabin_rule("2", "business", or_rest_nights=1),)}
    rested = out(3, cabin="premium_economy")
    allowance = allowance_of(year(rules=rules), rested, out(cabin="business", fare=900), back(cabin="business"))
    assert (allowance.cabin, allowance.inbound_cabin, allowance.land_by) == (
        "premium_economy",
        "business",
        "2027-04-04T05:59+01:00",
    )


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("cabin", "business"),
        ("inbound_cabin", None),
        ("land_from", "2027-04-01T06:00+01:00"),
        ("land_by", "2027-04-04T18:00+01:00"),
        ("take_off_from", "2027-04-09T16:00+01:00"),
        ("take_off_by", "2027-04-11T23:59+01:00"),
        ("fare_ceiling", "300.00"),
        ("fare_error", "10.00"),
        ("book_by", date(2027, 3, 6)),
    ],
)
def test_the_judge_notices_another_allowance(member: str, value: object) -> None:
    """Each member of it by itself, and that it is missing."""
    company = year()
    trip = trip_of(company)
    assert trip.allowance is not None
    for allowance in (trip.allowance.changed(**{member: value}), None):
        assert f"allowance{'.' if allowance else ''}" in " ".join(
            changed_faults(company, trip.changed(allowance=allowance))
        )


def changed_faults(scenario: Scenario, trip: Trip) -> list[str]:
    """What the judge says of the plan with another trip."""
    plan = planned_of(scenario, QUOTES)
    [event] = plan.events
    stated = plan.changed(events=(event.changed(trips=type(event.trips).of([trip, *event.trips[1:]])),))
    return list(faults(scenario, stated, market(QUOTES, scenario).to_and_from))


def test_the_judge_notices_another_day_to_book_by() -> None:
    """A day later, or none."""
    company = year()
    trip = trip_of(company)
    assert trip.book_by
    for day in (trip.book_by + timedelta(days=1), None):
        assert "book_by is stated as" in " ".join(changed_faults(company, trip.changed(book_by=day)))


BOSSES = [person("ana", manager="bob"), person("bob", manager="")]
"""Bob is above Ana, and nobody above Bob."""


def dear(by: str, **terms: Any) -> ApprovalRule:
    """Fares of 200 are over 150."""
    return ApprovalRule(by=by, when=ApprovalTerms(fare_over_minor=15_000), **terms)


def test_a_manager_agrees_to_the_trips_of_those_below() -> None:
    """Bob to Ana's; nobody is named for Bob's own."""
    company = year(people=BOSSES, rules={"approval": (dear("manager"),)})
    trips = planned_of(company, QUOTES).events[0].trips
    assert [[one.by for one in trip.approvals] for trip in trips] == [["bob"], [""]]


def test_a_reason_says_amounts_as_people_read_them() -> None:
    """Thousands apart, cents and currency beside them."""
    rule = ApprovalRule(by="id:bob", when=ApprovalTerms(fare_over_minor=123_456))
    trip = trip_of(year(people=[person("ana")], rules={"approval": (rule,)}), out(fare=1234), back(fare="12345.50"))
    assert [one.reason for one in trip.approvals] == ["fares of 13 579.50 EUR, over 1 234.56 EUR"]


def test_each_rule_asks_by_itself() -> None:
    """Two rules ask for Ana's trip, one of them for Bob's; the other's `who` leaves him out."""
    rules = (dear("id:bob", who=selectors("id:ana")), dear("role:vp"))
    trips = planned_of(year(people=BOSSES, rules={"approval": rules}), QUOTES).events[0].trips
    allowance = [[(one.by, one.rule) for one in trip.approvals] for trip in trips]
    first, second = ("bob", "policy.approval[1]"), ("role:vp", "policy.approval[2]")
    assert allowance == [[first, second], [second]]


def test_nobody_agrees_to_who_stays_away() -> None:
    """Ana cannot leave London on the eve."""
    company = year(people=[person("ana", unavailable="2027-04-04")], rules={"approval": (dear("id:ana"),)})
    assert (trip_of(company).status, trip_of(company).approvals) == ("remote", ())


def test_the_judge_notices_other_approvals() -> None:
    """None, another approver, another rule."""
    company = year(people=BOSSES, rules={"approval": (dear("manager"),)})
    trip = trip_of(company)
    [asked] = trip.approvals
    for approvals in ((), (asked.changed(by="ana"),), (asked.changed(rule="policy.approval[2]"),), (asked, asked)):
        assert "approvals is stated as" in " ".join(changed_faults(company, trip.changed(approvals=approvals)))
    assert "no reason" in " ".join(changed_faults(company, trip.changed(approvals=(asked.changed(reason=""),))))
