"""What one trip costs: fares, rooms, per diems, levies and hours; `tests.build.lisbon_week` has the week."""

from datetime import date
from decimal import Decimal
from typing import Any

from sprintplan.domain.limits import Limits
from sprintplan.domain.venues import PublicRates, Season
from tests.build.lisbon_week import back, out
from tests.build.year import (
    event,
    objective,
    person,
    policy,
    quote,
    venue,
)
from tests.stories.conftest import Least


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


def test_people_at_home_cost_their_days_alone(least: Least) -> None:
    """5 days at 40; with `locals_stay` 5 nights at 90 as well."""
    place = venue(day_rate_minor=4000, room_rate_minor=9000)
    for lisboner in (person(home_text="LIS"), person(home_text="Lisbon, PT"), person(local_to=("lisbon",))):
        assert least(people=[lisboner], venues=[place]) == 200
        assert least(people=[lisboner], venues=[place], policy=policy(locals_stay=True)) == 650


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
