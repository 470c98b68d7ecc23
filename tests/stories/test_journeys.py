"""Rules of the policy on journeys and people: kept, broken and mended; `tests.build.lisbon_week` tells the setting."""

from decimal import Decimal
from typing import Any

import pytest

from sprintplan.domain.journey_rules import HoursRule
from sprintplan.domain.policy import Detour
from tests.build.lisbon_week import AWAY, back, connection, out
from tests.build.year import (
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


def test_sessions_make_the_presence(least: Least) -> None:
    """Who attends days 3 to 5 arrives on Tuesday 6; who is selected by none costs nothing."""
    week = event(sessions=(session("all", 1, 2, "team:core"), session("late", 3, 5, "team:late")))
    quotes = (out(6), back())
    assert least(*quotes, people=[person(team="late")], events=[week]) == 200
    assert least(*quotes, people=[person(team="core")], events=[week]) == AWAY
    assert least(*quotes, people=[person(team="none")], events=[week]) == 0


def test_both_ways_offers_compete_and_are_bought_whole(least: Least) -> None:
    """90 + 70 together beat 100 + 100; the cheap half alone cannot be had."""
    pair = (out(fare=90, bundle="b"), back(fare=70, bundle="b"))
    assert least(out(), back(), *pair) == 160
    assert least(out(fare=100), back(), out(fare=1, bundle="b"), back(fare=300, bundle="b")) == 200


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
