"""Every rule and limit is asked of what the plan does: one changed rule, one sentence that names it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sprintplan.domain.journey_rules import CabinRule, HoursRule, RestRule
from sprintplan.domain.limits import HoursPerYear, Limits, LongHaul
from sprintplan.domain.model import Cabin, DateRange
from sprintplan.domain.people import Home, Selector
from sprintplan.domain.policy import Detour
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trips import Trips
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import HALF, OfferTable
from sprintplan.verify import faults
from sprintplan.verify.months import months_after
from tests.build.judged_year import AUTUMN, LISBON, PEOPLE, RIGA, SPRING, judged_year, offers, policy
from tests.build.market_rows import Leg, Row, rows_table
from tests.build.stated_plan import stated_offer, stated_plan

ALL = (Selector(kind="all"),)
ANA = (Selector(kind="id", value="ana"),)
BUSINESS_OVER_6 = CabinRule(over_hours=Decimal(6), cabin=Cabin.BUSINESS)
REST_OVER_6 = BUSINESS_OVER_6.model_copy(update={"or_rest_nights": 1})


def ruled(**changes: Any) -> Scenario:
    """The workspace with another policy."""
    return judged_year(policy=policy(**changes))


def limited(**changes: Any) -> Scenario:
    """The workspace with limits."""
    return judged_year(limits=Limits(**changes))


def people(number: str, **changes: Any) -> Scenario:
    """The workspace with one person changed."""
    return judged_year(people=tuple(p.model_copy(update=changes if p.id == number else {}) for p in PEOPLE))


def lisbon(**changes: Any) -> Scenario:
    """The workspace with Lisbon changed."""
    return judged_year(venues=(LISBON.model_copy(update=changes), RIGA))


def riga(**changes: Any) -> Scenario:
    """The workspace with Riga changed."""
    return judged_year(venues=(LISBON, RIGA.model_copy(update=changes)))


def spring(**changes: Any) -> Scenario:
    """The workspace with the spring event changed."""
    return judged_year(events=(SPRING.model_copy(update=changes), AUTUMN))


def days(first: str, last: str) -> tuple[DateRange, ...]:
    """One range of days."""
    return (DateRange(first=date.fromisoformat(first), last=date.fromisoformat(last)),)


def required(requirement: str) -> Scenario:
    """The workspace where Brazilians need something else for Portugal."""
    return judged_year(visas=(judged_year().visas or {}) | {("BR", "PT"): requirement})


BROKEN = [
    (ruled(max_connections=0), "Ana (ana): outbound: 1 connections, at most 0 (policy.max_connections)"),
    (
        ruled(connection_minutes=(91, 360)),
        "waits 90 minutes at LHR, expected 91 to 360 (policy.connection_minutes)",
    ),
    (
        ruled(connection_minutes=(60, 89)),
        "outbound: waits 90 minutes at LHR, expected 60 to 89 ",
    ),
    (ruled(avoid_airlines=("TP",)), "Ana (ana): outbound: flies TP from LHR to LIS (policy.avoid_airlines)"),
    (
        ruled(detour=Detour(ratio=Decimal(1), extra_min=224)),
        "takes 11 h 15, at most 11 h 14 as the fastest takes 7 h 30 (policy.detour)",
    ),
    (ruled(no_weekend_travel=ANA), "outbound: departs on Saturday 2027-05-08 (policy.no_weekend_travel)"),
    (ruled(no_weekend_travel=ALL), "Cat (cat): outbound: lands on Sunday 2027-05-09 (policy.no_weekend_travel)"),
    (ruled(hours=(HoursRule(take_off=(390, 1199), who=ANA),)), "takes off at 20:00, outside the hours of policy.hours"),
    (ruled(hours=(HoursRule(land=(390, 734)),)), "outbound: lands at 12:15, outside the hours of policy.hours"),
    (ruled(hours=(HoursRule(night_flights_over_min=421),)), "flies 7 h 00 by night from EWR (policy.hours)"),
    (
        ruled(rest=(RestRule(nights=1, over_hours=Decimal(7)),)),
        "0 nights before the eve, at least 1 are due (policy.rest)",
    ),
    (ruled(max_late_nights=0), "return: 1 nights after the last day, at most 0 (policy.max_late_nights)"),
    (ruled(check_in_minutes=200), "return: takes off at 2027-05-12 19:00 venue time, expected from 2027-05-12 19:50"),
    (ruled(locals_stay=True), "Dan (dan): check_in is stated as nothing, expected 2027-05-09"),
    (ruled(unreachable="forbid"), 'Rem (rem): cannot attend, policy.unreachable "forbid" expects nobody to'),
    (ruled(must_attend=ALL), "Rem (rem): cannot attend, policy.must_attend expects them"),
    (ruled(cabin_rules=(BUSINESS_OVER_6,)), "outbound: flies premium_economy, entitled to business"),
    (ruled(cabin_rules=(BUSINESS_OVER_6,)), "return: business is not sold, expected a cabin_not_sold notice"),
    (ruled(cabin_rules=(REST_OVER_6,)), "outbound: flies premium_economy, entitled to business"),
    (ruled(cabin_rules=()), "outbound: entitled_cabin is stated as premium_economy, expected economy"),
    (ruled(visa={}), "Ana (ana): cost.visa is stated as 40.00, expected 0.00"),
    (ruled(max_travellers_per_flight=1), "flight TP1353 LHR-LIS 2027-05-09 13:00: 2 travellers, at most 1"),
    (ruled(max_key_travellers_per_flight=0), "flight BA112 EWR-LHR 2027-05-08 20:00: 1 key travellers, at most 0"),
    (limited(weeks_between_events=21), "begins on 2027-10-04, expected from 2027-10-06 on"),
    (spring(avoid=(date(2027, 5, 12),)), "spring: 2027-05-10 to 2027-05-12 holds 2027-05-12 (event.avoid)"),
    (spring(arrive_by_min=16 * 60), "lands at 2027-05-09 15:45 venue time, expected by 2027-05-09 15:30 (arrive_by)"),
    (spring(starts=(date(2027, 5, 17),)), "first_day is stated as 2027-05-10, expected one of 2027-05-17"),
    (lisbon(available=days("2027-05-01", "2027-05-11")), "lisbon is not available from 2027-05-10 to 2027-05-12"),
    (lisbon(country="XX"), "spring: country is stated as PT, expected XX"),
    (lisbon(airports=("OPO",)), "ends at LIS, expected one of OPO"),
    (lisbon(shuttle_cost_minor=30_00, shuttle_seats=1), "LIS arrival 2027-05-09 15 h is stated as nothing, expected 2"),
    (riga(shuttle_seats=0, shuttle_cost_minor=26_00), "autumn: totals.transfers is stated as 50.00, expected 52.00"),
    (people("ana", home=Home(text="JFK", airports=("JFK",), country="US", coded=True)), "leaves from EWR, expected"),
    (people("ana", unavailable=days("2027-05-11", "2027-05-11")), "expected remote: unavailable from 2027-05-11"),
    (people("ana", unavailable=days("2027-05-08", "2027-05-08")), "outbound: travels from 2027-05-08 to 2027-05-09"),
    (
        people("dan", unavailable=days("2027-05-12", "2027-06-01")),
        "Dan (dan): status is stated as local, expected remote",
    ),
    (people("bob", cannot_enter=("PT",)), "Bob (bob): status is stated as travels, expected remote: cannot enter PT"),
    (people("eva", cannot_enter=("PT",)), "Eva (eva): status is stated as own_travel, expected remote"),
    (people("ana", cannot_enter=("GB",)), "Ana (ana): outbound: connects at LHR in GB (cannot_enter)"),
    (people("ana", cabin=Cabin.FIRST), "Ana (ana): return: first is not sold, expected a cabin_not_sold notice"),
    (people("ana", cabin=Cabin.FIRST), "Ana (ana): outbound: flies premium_economy, entitled to business"),
    (people("cat", own_travel=("spring",)), "Cat (cat): status is stated as travels, expected own_travel"),
    (people("cat", local_to=("lisbon",)), "Cat (cat): status is stated as travels, expected local"),
    (people("ana", events=()), "ana has a trip, expected none: ana attends no session"),
    (people("bob", citizenship=()), "Bob (bob): a visa notice is missing for PT"),
    (people("bob", citizenship=("FR",)), "Bob (bob): a visa notice is missing for PT"),
    (people("ana", may_enter=("PT",)), "Ana (ana): cost.visa is stated as 40.00, expected 0.00"),
    (required("no admission"), "Ana (ana): status is stated as travels, expected remote: no admission to PT"),
    (judged_year(stated_rates={}), "exchange_rates USD: "),
]


@pytest.mark.parametrize(("workspace", "sentence"), BROKEN, ids=[sentence[-60:] for _, sentence in BROKEN])
def test_a_rule_that_the_plan_breaks_is_named(workspace: Scenario, sentence: str) -> None:
    """The plan stays, the workspace changes: the sentence is among the faults."""
    judged = faults(workspace, stated_plan(), offers)
    assert any(sentence in fault for fault in judged), judged


KEPT = [
    ruled(hours=(HoursRule(take_off=(660, 1200), land=(735, 840), night_flights_over_min=420, who=ANA),)),
    ruled(connection_minutes=(90, 90)),
    ruled(detour=Detour(ratio=Decimal(1), extra_min=225)),
    ruled(max_travellers_per_flight=2, max_key_travellers_per_flight=1),
    ruled(max_team_share_per_flight=Decimal("0.1")),
    ruled(check_in_minutes=150, avoid_airlines=("XX",)),
    limited(weeks_between_events=20),
    limited(long_haul=LongHaul(over_min=480, trips_per_year=1)),
    limited(
        traveller_hours=HoursPerYear(minutes=1, exempt=ALL),
        long_haul=LongHaul(over_min=1, trips_per_year=0, exempt=ALL),
    ),
    limited(months_between_uses=24),
    spring(arrive_by_min=16 * 60 + 15, avoid=(date(2027, 5, 9), date(2027, 5, 13))),
    lisbon(available=days("2027-05-10", "2027-05-12")),
    people("bob", unavailable=days("2027-05-13", "2027-10-02")),
]


@pytest.mark.parametrize("workspace", KEPT, ids=range(len(KEPT)))
def test_a_limit_that_is_just_kept_is_no_fault(workspace: Scenario) -> None:
    """The last value that the plan still keeps."""
    assert faults(workspace, stated_plan(), offers) == []


def test_a_visa_that_takes_longer_than_there_is_bars_the_departure() -> None:
    """Planned on 2027-04-25 for a departure on 2027-05-08: 13 days, where the e-visa takes 14."""
    judged = faults(judged_year(), stated_plan({"today": "2027-04-25"}), offers)
    assert "spring: Ana (ana): outbound: leaves 13 days from 2027-04-25, a visa for PT takes 14" in judged
    assert faults(judged_year(), stated_plan({"today": "2027-04-24"}), offers) == []


def test_own_travel_has_its_visa_by_the_eve_and_pays_for_it() -> None:
    """Eva needs an e-visa: 40.00; on 2027-04-26 the eve is 13 days away."""
    workspace = judged_year(visas=(judged_year().visas or {}) | {("ES", "PT"): "e-visa"})
    assert any(
        "Eva (eva): cost.visa is stated as 0.00, expected 40.00" in f for f in faults(workspace, stated_plan(), offers)
    )
    late = faults(workspace, stated_plan({"today": "2027-04-26"}), offers)
    assert any("expected remote: no visa for PT in time for the eve 2027-05-09" in fault for fault in late)


def test_a_last_use_that_is_too_recent_is_named_with_the_first_day_that_is_not() -> None:
    """24 months after 2025-05-31 is 2027-05-31; six after 2026-08-31 are 2027-02-28, clamped to the month's end."""
    limits = Limits(months_between_uses=24)
    used = LISBON.model_copy(update={"last_used": date(2025, 5, 31)})
    judged = faults(judged_year(limits=limits, venues=(used, RIGA)), stated_plan(), offers)
    assert judged == ["spring: lisbon on 2027-05-10, expected from 2027-05-31 on (limits.months_between_uses)"]
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 11, 30), 1) == date(2026, 12, 30)


def test_seats_of_a_both_ways_offer_are_counted_once_a_traveller() -> None:
    """Two travellers take the pair: two seats are enough, one is not."""
    judged = faults(judged_year(), stated_plan(), lambda venue: _with_seats(offers(venue), 1))
    assert judged == ['offer "offers/air.csv:4|offers/air.csv:5" serves 2 travellers, at most 1 (seats)']


def _with_seats(of: OfferTable, seats: int) -> OfferTable:
    of.seats[of.partner >= 0] = seats
    return of


def test_a_team_of_three_may_not_share_a_flight_when_half_of_it_may() -> None:
    """Half of three is one, never under two; with a third on board there is one too many."""
    third = stated_plan().events[0].trips[1].model_copy(update={"person": "ida", "name": "Ida"})
    ida = PEOPLE[1].model_copy(update={"id": "ida", "name": "Ida", "events": ("spring",)})
    workspace = judged_year(people=(*PEOPLE, ida), policy=policy(max_team_share_per_flight=Decimal("0.5")))
    whole = stated_plan()
    event = whole.events[0].model_copy(update={"trips": Trips.of([*whole.events[0].trips, third])})
    judged = faults(workspace, whole.model_copy(update={"events": (event, whole.events[1])}), offers)
    share = "3 of 4 travellers of team red to spring, at most 2 (policy.max_team_share_per_flight)"
    assert f"flight TP1353 LHR-LIS 2027-05-09 13:00: {share}" in judged


def test_nobody_stays_away_who_has_an_allowed_trip() -> None:
    """Rem: a way out alone leaves them at home; with a way home there is a trip."""
    out = Row(6, (Leg("TP9 KTM 2027-05-08T10:00 LIS 2027-05-08T20:00", "premium_economy"),), 900_00)
    back = Row(7, (Leg("TP8 LIS 2027-05-13T10:00 KTM 2027-05-14T06:00", "premium_economy"),), 900_00)
    assert faults(judged_year(), stated_plan(), lambda venue: offers(venue, (out,))) == []
    judged = faults(judged_year(), stated_plan(), lambda venue: offers(venue, (out, back)))
    assert judged == [
        "spring: Rem (rem): status is stated as remote, expected travels: "
        "offers/air.csv:6 and offers/air.csv:7 are allowed"
    ]


def test_a_wait_that_touches_two_at_night_is_overnight() -> None:
    """Cat by Paris: lands 22:00, goes on 02:00, within 360 minutes; two at night counts at its end."""
    legs = (
        Leg("BA1 LHR 2027-05-08T19:30 CDG 2027-05-08T22:00"),
        Leg("TP2 CDG 2027-05-09T02:00 LIS 2027-05-09T03:30"),
    )
    judged = faults(judged_year(), *_cat_by(legs))
    assert any("waits at CDG over 02:00 of 2027-05-09 (policy.overnight_connections)" in fault for fault in judged)
    assert not any("over 02:00" in f for f in faults(ruled(overnight_connections=True), *_cat_by(legs)))


def test_who_lands_before_six_needs_the_night_before() -> None:
    """Cat lands on Sunday at 03:30: check-in on Saturday."""
    legs = (Leg("BA1 LHR 2027-05-09T00:30 LIS 2027-05-09T03:30"),)
    judged = faults(judged_year(), *_cat_by(legs))
    assert "spring: Cat (cat): check_in is stated as 2027-05-09, expected 2027-05-08" in judged


def test_who_arrives_too_early_is_told_the_nights() -> None:
    """Cat lands on Thursday, three nights before the eve."""
    legs = (Leg("BA1 LHR 2027-05-06T10:30 LIS 2027-05-06T13:30"),)
    judged = faults(judged_year(), *_cat_by(legs))
    late = "spring: Cat (cat): outbound: 3 nights before the eve, at most 2 (policy.max_early_nights)"
    assert late in judged


def _cat_by(legs: tuple[Leg, ...]) -> tuple[Any, Any]:
    """The plan with Cat on another way out, and offers that sell it and her way home one by one."""
    out = Row(6, legs, 80_00)
    home = Row(7, (Leg("TP1354 LIS 2027-05-12T19:00 LHR 2027-05-12T21:40"),), 70_00)
    departs = legs[0].text.split()[2]
    cat = "events.0.trips.2"
    changed = stated_plan(
        {
            f"{cat}.outbound.departs_at": f"{departs}+01:00",
            f"{cat}.offers": [stated_offer("6", "outbound", "80.00"), stated_offer("7", "inbound", "70.00")],
        }
    )
    return changed, lambda venue: offers(venue, (out, home))


def test_rest_nights_make_up_for_one_cabin_where_the_rule_offers_them() -> None:
    """Business over 6 h or a night of rest: Ana lands a day early in premium economy."""
    workspace = ruled(cabin_rules=(REST_OVER_6,))
    early = Row(6, (Leg("UA65 EWR 2027-05-07T22:00 LIS 2027-05-08T10:30", "premium_economy"),), 400_00, 700_000)
    out = "events.0.trips.0.outbound"
    rested = {
        f"{out}.departs_at": "2027-05-07T22:00-04:00",
        "events.0.trips.0.offers.0.id": "offers/air.csv:6",
        f"{out}.entitled_cabin": "business",
        f"{out}.rest_nights": 1,
    }
    judged = faults(workspace, stated_plan(rested), lambda venue: offers(venue, (early,)))
    assert not any("flies premium_economy" in fault or "rest_nights" in fault for fault in judged)
    unsaid = faults(workspace, stated_plan(rested | {f"{out}.rest_nights": 0}), lambda venue: offers(venue, (early,)))
    assert any("outbound: rest_nights is stated as 0, expected 1" in fault for fault in unsaid)


def test_the_fastest_journey_counts_whoever_it_is_sold_to() -> None:
    """The way home of somebody's both-ways offer is a journey between the airports too: 120 minutes to Lisbon."""
    first = Row(6, (Leg("TP1 LIS 2027-05-01T08:00 LHR 2027-05-01T10:00"),), 1_00, partner=7)
    second = Row(7, (Leg("TP2 LHR 2027-05-02T08:00 LIS 2027-05-02T10:00"),), 1_00, partner=6, first_leg=False)
    judged = faults(judged_year(), stated_plan(), lambda venue: offers(venue, (first, second)))
    assert "spring: Bob (bob): outbound: fastest_minutes is stated as 165, expected 120" in judged


def test_half_an_offer_is_on_sale_for_the_fastest_and_for_nobody_to_buy() -> None:
    """The rest of the offer leads elsewhere: Bob's way out takes 100 minutes at best; who buys it is told."""
    half = Row(6, (Leg("TP7 LHR 2027-05-09T13:00 LIS 2027-05-09T14:40"),), 1_00, 120_000, partner=HALF + 1)
    changes = {"events.0.trips.1.offers.0.id": "offers/air.csv:6|offers/air.csv:5"}
    judged = faults(judged_year(), stated_plan(), lambda venue: offers(venue, (half,)))
    assert "spring: Bob (bob): outbound: fastest_minutes is stated as 165, expected 100" in judged
    bought = faults(judged_year(), stated_plan(changes), lambda venue: offers(venue, (half,)))
    assert any("are not the two journeys of one both-ways offer" in fault for fault in bought)


def test_a_fare_that_was_converted_at_another_rate_is_named() -> None:
    """542.10 USD at 1.0842 are 500.00; the row on sale says 501.00."""

    def dearer(venue: Venue) -> OfferTable:
        found = offers(venue)
        found.fare_minor[found.currency == 1] = 501_00
        return found

    judged = faults(judged_year(), stated_plan(), dearer)
    assert any("542.10 USD: fare on sale is stated as 501.00, expected 500.00" in fault for fault in judged)


def test_nobody_is_due_at_two_events_at_once() -> None:
    """Riga begins on the last day of Lisbon: Bob is due there from the day before."""
    early = AUTUMN.model_copy(update={"starts": (date(2027, 5, 12),)})
    judged = faults(judged_year(events=(SPRING, early)), stated_plan({"events.1.first_day": "2027-05-12"}), offers)
    expected = "Bob (bob) is due until 2027-05-12 at one and from 2027-05-11 at the other"
    assert f"spring and autumn: {expected}" in judged


def test_one_venue_twice_needs_the_months_between() -> None:
    """Both events in Lisbon, five months apart, where six are wanted."""
    events = (SPRING, AUTUMN.model_copy(update={"venues": ("lisbon", "riga")}))
    workspace = judged_year(events=events, limits=Limits(months_between_uses=6, different="venue"))
    judged = faults(workspace, stated_plan({"events.1.venue": "lisbon"}), offers)
    assert "spring and autumn: lisbon on 2027-10-04, expected from 2027-11-12 on (limits.months_between_uses)" in judged
    assert 'spring and autumn: both have the venue lisbon, expected two (limits.different "venue")' in judged


def test_a_home_written_as_a_city_is_at_home_only_near_the_airport() -> None:
    """Oeiras lies 17 km from Lisbon's airport: at home within 40 km, not within 10."""
    oeiras = Home(text="Oeiras, PT", airports=("LIS",), country="PT", coded=False, latitude=38.69, longitude=-9.31)
    people = tuple(p.model_copy(update={"home": oeiras} if p.id == "dan" else {}) for p in PEOPLE)
    assert faults(judged_year(people=people), stated_plan(), offers) == []
    judged = faults(judged_year(people=people, policy=policy(local_km=10)), stated_plan(), offers)
    assert "spring: Dan (dan): status is stated as local, expected travels" in judged


def test_an_estimate_is_named_by_its_airports_departure_cabin_and_fare() -> None:
    """Without files the id is the journey and its fare; two people on it share a flight that has no number."""
    rows = (
        Row(1, (Leg("XX0 LHR 2027-10-03T10:00 RIX 2027-10-03T14:45"),), 90_00, 130_000),
        Row(2, (Leg("XX0 RIX 2027-10-04T20:00 LHR 2027-10-04T20:55"),), 95_00, 131_000),
    )

    def sold(venue: Venue) -> OfferTable:
        return rows_table(rows, "estimate") if venue.id == "riga" else offers(venue)

    assert faults(judged_year(), stated_plan(_estimated()), sold) == []
    unmarked = stated_plan(_estimated() | {"events.1.trips.0.notices": []})
    assert faults(judged_year(), unmarked, sold) == ["autumn: Bob (bob): the notice estimate is missing"]


def _estimated() -> dict[str, Any]:
    bob = "events.1.trips.0"
    ids = ("LHR-RIX 2027-10-03T10:00 economy 90.00", "RIX-LHR 2027-10-04T20:00 economy 95.00")
    changes: dict[str, Any] = {f"{bob}.notices": [{"kind": "estimate", "text": "an estimate"}]}
    for number, (way, name) in enumerate(zip(("outbound", "inbound"), ids, strict=True)):
        changes |= {f"{bob}.offers.{number}.id": name, f"{bob}.offers.{number}.source": "estimate"}
        changes |= {f"{bob}.{way}.segments.0.{key}": None for key in ("carrier", "flight_number")}
    return changes


def test_a_holiday_of_too_many_travellers_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Britain has a holiday on 2027-05-11: two of three travellers."""
    import sprintplan.verify.holidays as room

    def days_off(country: str, year: int) -> frozenset[date]:
        return frozenset({date(year, 5, 11)} if country == "GB" else ())

    monkeypatch.setattr(room, "_days_off", days_off)
    judged = faults(limited(holiday_share=Decimal("0.5")), stated_plan(), offers)
    expected = "2 of 3 travellers may have a public holiday, at most a share of 0.5 (limits.holiday_share)"
    assert judged == [f"spring: {expected}"]
