"""Rules of the policy on journeys and people: kept, broken and mended; `tests.build.lisbon_week` tells the setting."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sprintplan.domain.journey_rules import HoursRule, RestRule
from sprintplan.domain.limits import Limits
from sprintplan.domain.policy import Detour
from sprintplan.domain.venues import PublicRates, Season
from sprintplan.domain.visa_rules import VisaRule
from tests.build.lisbon_week import AWAY, back, out
from tests.build.year import (
    Quote,
    cabin_rule,
    event,
    objective,
    person,
    policy,
    quote,
    selectors,
    session,
    venue,
)
from tests.stories.conftest import Least


def test_a_trip_costs_its_two_cheapest_fares(least: Least) -> None:
    """100 + 100, not 100 + 130."""
    assert least(out(), back(), back(fare=130)) == 200


def test_who_cannot_return_stays_away(least: Least) -> None:
    assert least(out()) == AWAY


@pytest.mark.parametrize(("lands", "cost"), [("18:00", 200), ("18:01", AWAY)])
def test_landing_by_six_on_the_eve(least: Least, lands: str, cost: int) -> None:
    assert least(out(lands=lands), back()) == cost


def test_a_later_landing_is_mended_by_a_dearer_one(least: Least) -> None:
    """18:01 for 100 is too late, 14:40 for 150 is not: 150 + 100."""
    assert least(out(lands="18:01"), out(fare=150), back()) == 250


@pytest.mark.parametrize(("minutes", "cost"), [(200, 200), (201, AWAY)])
def test_the_transfer_counts_towards_arrive_by(least: Least, minutes: int, cost: int) -> None:
    """14:40 and 3 h 20 are 18:00; home at 21:30 leaves time for it."""
    place = venue(transfer_minutes=minutes)
    assert least(out(), back(at="21:30", lands="23:59"), venues=[place]) == cost


@pytest.mark.parametrize(("at", "cost"), [("18:00", 200), ("17:59", AWAY)])
def test_taking_off_from_six_on_the_last_day(least: Least, at: str, cost: int) -> None:
    assert least(out(), back(at=at)) == cost


@pytest.mark.parametrize(("day", "cost"), [(2, 200 + 6 * 60), (1, AWAY)])
def test_two_early_nights_are_kept_and_paid(least: Least, day: int, cost: int) -> None:
    """From Friday 2 to Friday 9 are 7 nights at 60, 360 + 60 and 200 of fares."""
    paid = objective(night_per_diem=6000)
    expected = cost + 60 if cost != AWAY else AWAY
    assert least(out(day), back(), objective=paid) == expected


def test_landing_before_six_takes_the_night_before(least: Least) -> None:
    """05:59 on Sunday checks in on Saturday: 6 nights at 10; 06:00 checks in on Sunday: 5."""
    paid = objective(night_per_diem=1000)
    assert least(out(at="03:20", lands="05:59"), back(), objective=paid) == 260
    assert least(out(at="03:20", lands="06:00"), back(), objective=paid) == 250


@pytest.mark.parametrize(("day", "cost"), [(10, 200), (11, AWAY)])
def test_one_late_night(least: Least, day: int, cost: int) -> None:
    assert least(out(), back(day, at="10:00", lands="12:40")) == cost


def test_amounts_of_the_venue_add_up(least: Least) -> None:
    """Hire 1000, 5 days at 40, 5 nights at 90, two transfers at 15, fares 200: 1880."""
    amounts: dict[str, Any] = {
        "hire_minor": 100_000,
        "day_rate_minor": 4000,
        "room_rate_minor": 9000,
        "transfer_cost_minor": 1500,
    }
    assert least(out(), back(), venues=[venue(**amounts)]) == 1880


def test_hours_and_emissions_round_half_up_journey_by_journey(least: Least) -> None:
    """161 minutes at 0.30 an hour are 0.805, 0.81 each way; 500 g at 10 a tonne are 0.005, 0.01 each: 201.64."""
    weights = objective(travel_hour=30, tonne_co2e=1000)
    quotes = (out(lands="14:41", co2e_g=500), back(lands="21:41", co2e_g=500))
    assert least(*quotes, objective=weights) == 201.64


def test_a_levy_on_co2e_is_cash_of_each_journey(least: Least) -> None:
    """100 a tonne: 125 grams are 0.0125, 0.01 each way. 1.2 t for 100 or 0.1 t for 200: 220 or 210 with the levy.

    Home costs 100.01. A budget of 310.01 is enough, one of a cent less is not.
    """
    levied = objective(co2e_levy_minor=10_000)
    assert least(out(co2e_g=125), back(co2e_g=125), objective=levied) == 200.02
    dirty, clean = out(co2e_g=1_200_000), out(fare=200, co2e_g=100_000)
    assert least(dirty, clean, back(co2e_g=100)) == 200
    assert least(dirty, clean, back(co2e_g=100), objective=levied) == 310.01
    assert least(dirty, back(co2e_g=100), objective=levied) == 320.01
    for budget, cost in ((31_001, 310.01), (31_000, None)):
        assert least(dirty, clean, back(co2e_g=100), objective=levied, limits=Limits(budget_minor=budget)) == cost


def test_hours_of_transfers_count_where_they_are_asked_for(least: Least) -> None:
    """160 minutes at 0.30 an hour are 0.80; with 65 minutes of transfer 225 are 1.125, 1.13 each way."""
    place = [venue(transfer_minutes=65)]
    quotes = (out(), back(at="21:00", lands="23:40"))
    assert least(*quotes, venues=place, objective=objective(travel_hour=30)) == 201.60
    assert least(*quotes, venues=place, objective=objective(travel_hour=30, transfer_hours=True)) == 202.26


def test_hours_of_transfers_decide_between_venues(least: Least) -> None:
    """Lisbon for 200 with an hour's transfer, Porto for 210: 2 h 40 each way are 32 at 6 an hour, transfers 12."""
    places = [venue(transfer_minutes=60), venue("porto", "OPO")]
    porto = (
        quote("LHR", "OPO", "2027-04-04T12:00", "2027-04-04T14:40", 100),
        quote("OPO", "LHR", "2027-04-09T19:00", "2027-04-09T21:40", 110),
    )
    quotes = (out(), back(), *porto)
    assert least(*quotes, venues=places, objective=objective()) == 200
    for flag, weight, cost in ((True, 0, 200), (True, 600, 242), (False, 600, 232)):
        weights = objective(travel_hour=weight, transfer_hours=flag)
        assert least(*quotes, venues=places, objective=weights) == cost


def connection(arrives: str, departs: str, lands: str = "17:00", **terms: Any) -> Quote:
    waits = f"2027-04-04T{arrives}/2027-04-04T{departs}"
    return out(at="08:00", lands=lands, flights="TP1|TP2", via="MAD", via_times=waits, **terms)


@pytest.mark.parametrize(("weight", "cost"), [(0, 200), (5000, 250), (10000, 300), (10001, 300)])
def test_a_change_of_planes_has_its_price(weight: int, cost: int, least: Least) -> None:
    """By way of Madrid for 100, or nonstop for 200: at 100 a change both cost the same, over it nonstop does less."""
    quotes = (connection("11:00", "12:00", lands="13:00"), out(fare=200), back())
    assert least(*quotes, objective=objective(connection=weight)) == cost


@pytest.mark.parametrize(("departs", "cost"), [("13:00", 200), ("12:59", AWAY)])
def test_the_shortest_wait_is_kept_at_its_end(least: Least, departs: str, cost: int) -> None:
    """From 12:00 in Madrid, 60 minutes are enough."""
    assert least(connection("12:00", departs), back()) == cost


def test_the_longest_wait_is_kept_at_its_end(least: Least) -> None:
    for most, cost in ((240, 200), (239, AWAY)):
        assert least(connection("12:00", "16:00"), back(), policy=policy(connection_minutes=(60, most))) == cost


def test_connections(least: Least) -> None:
    for most, cost in ((1, 200), (0, AWAY)):
        assert least(connection("12:00", "14:00"), back(), policy=policy(max_connections=most)) == cost


@pytest.mark.parametrize(
    ("wait", "cost"),
    [
        ("2027-04-04T02:01/2027-04-04T05:00", 200),
        ("2027-04-04T02:00/2027-04-04T05:00", AWAY),
        ("2027-04-03T23:50/2027-04-04T02:00", AWAY),
        ("2027-04-03T23:50/2027-04-04T01:59", 200),
    ],
)
def test_a_wait_that_touches_two_at_night(least: Least, wait: str, cost: int) -> None:
    flight = quote(
        *("LHR", "LIS", "2027-04-03T20:00", "2027-04-04T08:00"), flights="TP1|TP2", via="MAD", via_times=wait
    )
    assert least(flight, back()) == cost
    assert least(flight, back(), policy=policy(overnight_connections=True)) == 200


@pytest.mark.parametrize(("lands", "cost"), [("14:40", 1000), ("14:41", 5000)])
def test_a_detour_is_measured_against_the_fastest_of_any_price(least: Least, lands: str, cost: int) -> None:
    """The fastest takes 160 minutes and lands too late; 160 + 240 minutes from 08:00 end at 14:40."""
    fastest = out(6, fare=1)
    slow = out(at="08:00", lands=lands, fare=900)
    assert least(fastest, slow, back()) == cost


def test_the_ratio_of_a_detour(least: Least) -> None:
    """Twice the fastest of 160 minutes are 320 minutes: 13:20 is kept, 13:21 not, with 0 extra hours."""
    terms = policy(detour=Detour(ratio=Decimal(2), extra_min=0))
    fastest = out(6)
    assert least(fastest, out(at="08:00", lands="13:20"), back(), policy=terms) == 200
    assert least(fastest, out(at="08:00", lands="13:21"), back(), policy=terms) == AWAY


def test_airlines_to_avoid_sell_or_fly(least: Least) -> None:
    """TP sells, XX flies: both are avoided by name; another airline mends it for 50 more."""
    quotes = (out(operated_by="XX"), back())
    assert least(*quotes, policy=policy(avoid_airlines=("YY",))) == 200
    assert least(*quotes, policy=policy(avoid_airlines=("XX",))) == AWAY
    assert least(*quotes, out(fare=150), policy=policy(avoid_airlines=("XX",))) == 250


def test_no_weekend_travel(least: Least) -> None:
    """The eve is a Sunday; Friday 2 April lands two nights early instead."""
    fridays = policy(no_weekend_travel="home:GB")
    assert least(out(), back(), policy=fridays) == AWAY
    assert least(out(), out(2, fare=130), back(), policy=fridays) == 230
    assert least(out(), back(), policy=policy(no_weekend_travel="home:FR")) == 200


def test_days_when_somebody_is_unavailable(least: Least) -> None:
    """Saturday 10 bars a journey on it, not a stay until Friday; a day of the week bars the whole trip."""
    late = back(10, at="10:00", lands="12:40", fare=50)
    busy = person(unavailable="2027-04-10")
    assert least(out(), late) == 150
    assert least(out(), late, people=[busy]) == AWAY
    assert least(out(), late, back(), people=[busy]) == 200
    assert least(out(), back(), people=[person(unavailable="2027-04-07")]) == AWAY


def test_countries_that_somebody_cannot_enter(least: Least) -> None:
    """Neither the venue's nor a connection's; a nonstop for 300 mends the latter."""
    quotes = (connection("12:00", "14:00"), back())
    assert least(*quotes, people=[person(cannot_enter=("FR",))]) == 200
    assert least(*quotes, people=[person(cannot_enter=("ES",))]) == AWAY
    assert least(*quotes, out(fare=300), people=[person(cannot_enter=("ES",))]) == 400
    assert least(*quotes, people=[person(cannot_enter=("PT",))]) == AWAY


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


def test_people_at_home_cost_their_days_alone(least: Least) -> None:
    """5 days at 40; with `locals_stay` 5 nights at 90 as well."""
    place = venue(day_rate_minor=4000, room_rate_minor=9000)
    for lisboner in (person(home_text="LIS"), person(home_text="Lisbon, PT"), person(local_to=("lisbon",))):
        assert least(people=[lisboner], venues=[place]) == 200
        assert least(people=[lisboner], venues=[place], policy=policy(locals_stay=True)) == 650


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


def test_a_venue_without_a_rate_costs_the_public_one_of_the_month_of_the_first_day(least: Least) -> None:
    """The week of Monday 29 March pays March's 50 for all five nights, that of 5 April April's 90."""
    months = (5000, 5000, 5000, 9000) + (0,) * 8
    place = venue(public_rate=PublicRates(by_month_minor=months, source="public"))
    march = (quote("LHR", "LIS", "2027-03-28T12:00", "2027-03-28T14:40", 100), back(2))
    assert least(out(), back(), venues=[place]) == 200 + 5 * 90
    assert least(*march, venues=[place], events=[event(starts=[date(2027, 3, 29)])]) == 200 + 5 * 50
    both = event(starts=[date(2027, 3, 29), date(2027, 4, 5)])
    assert least(*march, out(), back(), venues=[place], events=[both]) == 200 + 5 * 50


def test_an_early_night_costs_the_public_rate_of_the_same_month(least: Least) -> None:
    """Landing on Tuesday 30 March for an event from Friday 2 to Tuesday 6 April: seven nights at April's 90."""
    months = (5000, 5000, 5000, 9000) + (0,) * 8
    place = venue(public_rate=PublicRates(by_month_minor=months, source="public"))
    early = quote("LHR", "LIS", "2027-03-30T12:00", "2027-03-30T14:40", 100)
    week = event(starts=[date(2027, 4, 2)])
    assert least(early, back(6), venues=[place], events=[week]) == 200 + 7 * 90


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


def test_seasons_and_the_venue_s_per_diem_decide_what_a_night_costs(least: Least) -> None:
    """Five nights from Sunday 4 April at 90, or 200 from Tuesday to Wednesday; a per diem of 10, or of 25 here."""
    spring = Season(first=date(2027, 4, 6), last=date(2027, 4, 7), rate_minor=20_000)
    late = Season(first=date(2027, 4, 9), last=date(2027, 4, 30), rate_minor=50_000)
    for seasons, per_diem, cost in (((), None, 700), ((spring,), None, 920), ((spring, late), 2500, 995), ((), 0, 650)):
        place = venue(room_rate_minor=9000, room_rates=seasons, per_diem_minor=per_diem)
        assert least(out(), back(), venues=[place], objective=objective(night_per_diem=1000)) == cost


def test_per_diem_by_days_counts_a_part_of_the_first_and_the_last(least: Least) -> None:
    """Five nights at 33.33: six days, of which the first and the last are 24.9975, rounded to 25.00 each."""
    for part, cost in ((None, 366.65), (Decimal("0.75"), 383.32), (Decimal(1), 399.98), (Decimal(0), 333.32)):
        worth = objective(night_per_diem=3333, first_last_day=part)
        assert least(out(), back(), objective=worth) == cost


def test_a_public_per_diem_is_that_of_the_month_of_the_first_day(least: Least) -> None:
    """Five nights from Sunday 4 April at 40; at a venue with a per diem of its own at 10."""
    meals = PublicRates(by_month_minor=(0, 0, 9000, 4000, 8000) + (0,) * 7, source="public")
    for own, cost in ((None, 400), (1000, 250)):
        place = venue(public_meals=meals, per_diem_minor=own)
        assert least(out(), back(), venues=[place], objective=objective(night_per_diem="public")) == cost


def test_what_a_venue_falls_short_of_its_minimum_spend_is_paid(least: Least) -> None:
    """Five nights at 90, five days at 40 and a hire of 50 are 700, with fares of 200; a minimum of 800 adds 100."""
    terms: dict[str, Any] = {"hire_minor": 5000, "day_rate_minor": 4000, "room_rate_minor": 9000}
    for minimum, cost in ((0, 900), (70_000, 900), (70_001, 900.01), (80_000, 1000)):
        assert least(out(), back(), venues=[venue(minimum_spend_minor=minimum, **terms)]) == cost


def test_a_night_more_is_free_as_long_as_the_venue_is_short(least: Least) -> None:
    """Five nights at 90 are 450. Out on Saturday saves 60 for one night more: not worth 90, but worth what is left."""
    quotes = (out(fare=100), back(fare=100), out(3, fare=40))
    for minimum, cost in ((0, 650), (45_000, 650), (47_900, 679), (48_000, 680), (48_100, 680), (60_000, 740)):
        place = venue(minimum_spend_minor=minimum, room_rate_minor=9000)
        assert least(*quotes, venues=[place]) == cost


def test_a_shortfall_counts_in_budgets(least: Least) -> None:
    """Cash of 650 with 150 more for the minimum: a budget of 800 is just kept, one cent less is not."""
    place = venue(minimum_spend_minor=60_000, room_rate_minor=9000)
    for budget, cost in ((80_000, 800), (79_999, None)):
        assert least(out(), back(), venues=[place], limits=Limits(budget_minor=budget)) == cost
        assert least(out(), back(), venues=[place], events=[event(budget_minor=budget)]) == cost


def test_nights_that_a_journey_adds_cost_the_rate_of_their_season(least: Least) -> None:
    """Out a day earlier is 30 cheaper: worth it at 20 for the night of Saturday, not at 40; home likewise."""
    nights = (out(fare=100), back(fare=100), out(3, fare=70), back(10, fare=70))
    for early, late, cost in ((2000, 2000, 180), (4000, 2000, 190), (4000, 4000, 200), (0, 0, 140)):
        days = ((3, early), (9, late))
        seasons = tuple(Season(first=d, last=d, rate_minor=r) for d, r in ((date(2027, 4, n), r) for n, r in days))
        assert least(*nights, venues=[venue(room_rates=seasons)], policy=policy(max_late_nights=1)) == cost


def test_sessions_make_the_presence(least: Least) -> None:
    """Who attends days 3 to 5 arrives on Tuesday 6; who is selected by none costs nothing."""
    week = event(sessions=(session("all", 1, 2, "team:core"), session("late", 3, 5, "team:late")))
    quotes = (out(6), back())
    assert least(*quotes, people=[person(team="late")], events=[week]) == 200
    assert least(*quotes, people=[person(team="core")], events=[week]) == AWAY
    assert least(*quotes, people=[person(team="none")], events=[week]) == 0


BUSINESS = cabin_rule("2.5", "business")
PREMIUM = cabin_rule("2.5", "premium_economy")


def test_a_cabin_rule_asks_for_its_cabin_over_its_hours(least: Least) -> None:
    """The fastest takes 2 h 40: over 2.5 hours business is due, over 2 h 40 (not longer) economy will do."""
    quotes = (out(), back(), out(fare=400, cabin="business"), back(fare=500, cabin="first"))
    assert least(*quotes, policy=policy(cabin_rules=(BUSINESS,))) == 900
    assert least(*quotes, policy=policy(cabin_rules=(cabin_rule("2.75", "business"),))) == 200
    assert least(*quotes, policy=policy(cabin_rules=(cabin_rule("2.5", "business", "role:boss"),))) == 200


def test_a_cabin_that_is_not_sold_gives_way_to_the_highest_that_is(least: Least) -> None:
    """Business is on sale, but lands too late: premium economy counts, and economy is not enough."""
    rules = policy(cabin_rules=(BUSINESS,))
    quotes = (out(), out(fare=250, cabin="premium_economy"), out(lands="18:01", cabin="business"))
    assert least(*quotes, back(), policy=rules) == 350


def test_rest_instead_of_the_cabin(least: Least) -> None:
    """One cabin lower and a night earlier, way out alone: 250 + 600, not 400 + 600; the eve itself is no rest."""
    rules = policy(cabin_rules=(cabin_rule("2.5", "business", or_rest_nights=1),))
    home = (back(), back(fare=600, cabin="business"))
    dear, rested = out(fare=400, cabin="business"), out(3, fare=250, cabin="premium_economy")
    assert least(dear, rested, *home, policy=rules) == 850
    assert least(dear, out(fare=250, cabin="premium_economy"), *home, policy=rules) == 1000
    assert least(dear, out(3, fare=250), *home, policy=rules) == 1000


def test_rest_nights_reach_beyond_the_early_nights(least: Least) -> None:
    """Two nights of rest land on Friday 2 though only one early night is allowed; three would be too many."""
    rules = policy(cabin_rules=(cabin_rule("2.5", "premium_economy", or_rest_nights=2),), max_early_nights=1)
    quotes = (out(fare=400, cabin="premium_economy"), out(2), back(cabin="premium_economy"))
    assert least(*quotes, policy=rules) == 200
    assert least(quotes[0], out(1), quotes[2], policy=rules) == 500


def test_a_personal_cabin_is_never_rested_away(least: Least) -> None:
    rules = policy(cabin_rules=(cabin_rule("2.5", "business", or_rest_nights=1),))
    quotes = (out(fare=400, cabin="business"), out(3, cabin="premium_economy"), back(cabin="business"))
    assert least(*quotes, policy=rules) == 200
    assert least(*quotes, people=[person(cabin="business")], policy=rules) == 500


def test_of_equal_rules_one_without_rest_decides(least: Least) -> None:
    rules = policy(cabin_rules=(cabin_rule("2.5", "business", or_rest_nights=1), BUSINESS))
    quotes = (out(fare=400, cabin="business"), out(3, cabin="premium_economy"), back(cabin="business"))
    assert least(*quotes, policy=rules) == 500


@pytest.mark.parametrize(("lands", "cost"), [("14:00", 800), ("14:01", 200)])
def test_only_flights_of_over_three_hours_make_the_cabin(least: Least, lands: str, cost: int) -> None:
    """From 12:00 in Madrid, 14:00 in Lisbon is 3 h: the economy hop before it counts. At 14:01 business alone does."""
    mixed = connection("10:30", "12:00", lands=lands, cabin="economy|business")
    sold = out(fare=700, cabin="business")
    assert least(mixed, sold, back(cabin="business"), policy=policy(cabin_rules=(BUSINESS,))) == cost


def test_both_ways_offers_compete_and_are_bought_whole(least: Least) -> None:
    """90 + 70 together beat 100 + 100; the cheap half alone cannot be had."""
    pair = (out(fare=90, bundle="b"), back(fare=70, bundle="b"))
    assert least(out(), back(), *pair) == 160
    assert least(out(fare=100), back(), out(fare=1, bundle="b"), back(fare=300, bundle="b")) == 200


def test_a_cabin_rule_measures_the_journey_the_air_or_the_longest_flight(least: Least) -> None:
    """By way of Madrid: 3 h 30 in the air, an hour's wait, 1 h 30 in the air; 6 h in all."""
    ways = {"arrives": "12:30", "departs": "13:30", "lands": "14:00"}
    quotes = (connection(**ways), connection(**ways, cabin="business|business", fare=700), back(cabin="business"))
    rules: list[tuple[str, dict[str, Any], int]] = [
        ("5.9", {}, 800),
        ("4.9", {"measure": "flying"}, 800),
        ("5", {"measure": "flying"}, 200),
        ("5", {"measure": "flying", "waits_up_to": 30}, 800),
        ("5.5", {"measure": "flying", "waits_up_to": 30}, 200),
        ("3.4", {"measure": "longest_flight"}, 800),
        ("3.5", {"measure": "longest_flight"}, 200),
    ]
    for hours, terms, cost in rules:
        assert least(*quotes, policy=policy(cabin_rules=(cabin_rule(hours, "business", **terms),))) == cost


def test_a_cabin_rule_counts_where_its_scope_and_its_countries_say(least: Least) -> None:
    """London to Lisbon: international, on one continent; to Portugal and EMEA, from Britain."""
    quotes = (out(), back(), out(fare=400, cabin="business"), back(fare=500, cabin="business"))

    def cost(**terms: Any) -> float | None:
        rules = policy(cabin_rules=(cabin_rule("2.5", "business", **terms),))
        return least(*quotes, venues=[venue(region="EMEA")], policy=rules)

    assert [cost(scope=scope) for scope in ("domestic", "international", "intercontinental")] == [200, 900, 200]
    assert [cost(to=(place,)) for place in ("PT", "EMEA", "US")] == [900, 900, 200]
    assert [cost(from_region=(place,)) for place in ("GB", "PT")] == [900, 200]


def test_a_cabin_rule_for_night_flights_leaves_journeys_by_day_to_the_others(least: Least) -> None:
    """From 22:00 in London, 02:00 in Lisbon is four hours on, 01:59 is not. Home is by day, for 100."""
    night: dict[str, Any] = {"origin": "LHR", "destination": "LIS", "departs": "2027-04-03T22:00"}
    night["arrives"] = "2027-04-04T02:00"
    dozing, sleeping = quote(**night, fare=100), quote(**night, fare=400, cabin="business")
    rules = policy(cabin_rules=(cabin_rule("2", "business", overnight=True),))
    assert least(dozing, sleeping, back()) == 200
    assert least(dozing, sleeping, back(), policy=rules) == 500
    assert least(quote(**night | {"arrives": "2027-04-04T01:59"}, fare=100), sleeping, back(), policy=rules) == 200
    assert least(dozing, sleeping, out(fare=250), back(), policy=rules) == 350
    assert least(dozing, back(), policy=rules) == 200
    assert least(dozing, out(fare=250), out(lands="18:01", fare=900, cabin="business"), back(), policy=rules) == 200
    assert (
        least(dozing, sleeping, back(), policy=policy(cabin_rules=(cabin_rule("4", "business", overnight=True),)))
        == 200
    )
    plain = policy(cabin_rules=(cabin_rule("2", "premium_economy"), cabin_rule("2", "business", overnight=True)))
    comfort = (out(fare=150, cabin="premium_economy"), back(cabin="premium_economy"))
    assert least(dozing, *comfort, sleeping, policy=plain) == 250


def test_hours_of_the_day_keep_journeys_out(least: Least) -> None:
    """Out at 09:00 to 11:40, or 09:30 to 12:10 for 50 more; home at 19:00 to 21:40."""
    quotes = (out(at="09:00", lands="11:40"), out(at="09:30", lands="12:10", fare=150), back())
    rules: list[tuple[dict[str, Any], int]] = [
        ({"take_off": (540, 1320)}, 200),
        ({"take_off": (541, 1320)}, 250),
        ({"land": (701, 1300)}, 250),
        ({"land": (360, 1300)}, 200),
        ({"take_off": (541, 1320), "who": selectors("team:late")}, 200),
        ({"take_off": (1140, 540)}, 200),
        ({"take_off": (1140, 539)}, AWAY),
        ({"land": (701, 1299)}, AWAY),
    ]
    for terms, cost in rules:
        assert least(*quotes, policy=policy(hours=(HoursRule(**terms),))) == cost


@pytest.mark.parametrize(("lands", "over", "cost"), [("03:00", 420, AWAY), ("03:00", 180, 200), ("01:59", 420, 200)])
def test_a_flight_of_four_hours_of_night_is_a_night_flight(least: Least, lands: str, over: int, cost: int) -> None:
    """From 22:00 in London, 03:00 in Lisbon is five hours on: all of them night; under seven hours is too short."""
    night = quote("LHR", "LIS", "2027-04-03T22:00", f"2027-04-04T{lands}", 100)
    assert least(night, back(), policy=policy(hours=(HoursRule(night_flights_over_min=over),))) == cost


def test_rest_after_a_long_way_is_taken_and_paid(least: Least) -> None:
    """2 h 40 on Sunday for 100, or on Friday for 250: two nights of rest want Friday, though one early night is all."""
    rules: list[tuple[dict[str, Any], int]] = [
        ({"over_hours": Decimal("2.6")}, 350),
        ({"over_hours": Decimal("2.75")}, 200),
        ({"over_hours": Decimal("2.6"), "who": selectors("team:late")}, 200),
        ({"time_zones": Decimal(1)}, 200),
        ({"over_hours": Decimal("2.6"), "nights": 3}, AWAY),
    ]
    for terms, cost in rules:
        rest = RestRule(**{"nights": 2, **terms})
        assert least(out(), out(2, fare=250), back(), policy=policy(rest=(rest,), max_early_nights=1)) == cost


def test_rest_after_time_zones_counts_the_hours_between_the_clocks(least: Least) -> None:
    """Helsinki's clock is two hours ahead of Lisbon's in April."""
    quotes = (out(origin="HEL"), out(3, fare=250, origin="HEL"), back(lands="23:40", destination="HEL"))
    for zones, cost in (("2", 350), ("2.5", 200)):
        rules = policy(rest=(RestRule(nights=1, time_zones=Decimal(zones)),))
        assert least(*quotes, people=[person("ana", "HEL")], policy=rules) == cost
