"""Estimated fares move the way fares do."""

from datetime import date

import numpy as np
import pytest

from sprintplan.offers.estimate.fare_levels import one_way_fare
from sprintplan.offers.estimate.fares import (
    cabin_factor,
    day_factors,
    fare_cents,
    quickness_factor,
    year_level,
)
from sprintplan.offers.estimate.seasons import season_curve
from sprintplan.units import day_number
from sprintplan.world.airports import airports

TODAY = day_number(date(2026, 11, 24))


def fare(origin: str, destination: str) -> float:
    ends = airports().numbers([origin, destination])
    return float(one_way_fare(*ends))


def factor(day: date, origin: str = "LHR", destination: str = "JFK") -> float:
    curve = season_curve(*(np.array(airports().numbers([code])) for code in (origin, destination)))
    return float(day_factors(np.array([day_number(day)]), TODAY)[curve[0], 0])


@pytest.mark.parametrize(
    ("origin", "destination", "low", "high"),
    [("LHR", "LIS", 60, 150), ("LHR", "JFK", 200, 450), ("FRA", "SIN", 300, 600), ("LHR", "SYD", 500, 1_000)],
)
def test_half_a_round_trip_costs_what_people_pay(origin: str, destination: str, low: int, high: int) -> None:
    assert low < fare(origin, destination) < high


def test_a_route_costs_nearly_the_same_from_every_airport_of_a_city_and_not_the_same_from_the_other_end() -> None:
    """Whoever buys a round trip buys it from home, at the fares that are sold there."""
    assert fare("LHR", "JFK") == pytest.approx(fare("LGW", "EWR"), rel=0.03)
    assert fare("LHR", "JFK") != pytest.approx(fare("JFK", "LHR"), rel=0.01)


def test_fares_within_the_united_states_are_those_that_its_government_publishes() -> None:
    """Means of 2025 in euros, one way: some 200 from Boston to Chicago, 230 from New York to San Francisco."""
    assert 100 < fare("BOS", "ORD") < 250
    assert 170 < fare("JFK", "SFO") < 320


def test_july_is_dearer_than_november_and_the_last_week_than_the_one_five_weeks_ahead() -> None:
    """Both days of each pair are Mondays, and the second pair lies in the same weeks of two years."""
    assert factor(date(2027, 7, 5)) > 1.1 * factor(date(2027, 11, 1))
    assert factor(date(2026, 11, 30)) == pytest.approx(1.18 * factor(date(2027, 11, 29)))


def test_january_is_dear_on_the_way_to_the_southern_summer_and_not_back_to_the_north_in_november() -> None:
    """London to Sydney a week before Christmas against the middle of October, and the way back."""
    christmas, autumn = date(2027, 12, 20), date(2027, 10, 18)
    assert factor(christmas, "LHR", "SYD") > 1.15 * factor(autumn, "LHR", "SYD")


def test_a_day_that_is_over_counts_as_bought_in_time() -> None:
    """Of one Monday in May 2023 and 2027 the fares differ by nothing but the year, which is the same level."""
    assert factor(date(2023, 5, 1)) == pytest.approx(factor(date(2027, 5, 3)))
    assert year_level(np.array([day_number(date(2021, 9, 6))]))[0] < 1


def test_fares_within_the_united_states_were_lower_in_2021_than_ever_since() -> None:
    """Its model is of the fares of 2025: 2021 and 2022 have levels of their own, each year since stands at 1."""
    days = np.array([day_number(date(year, 9, 6)) for year in range(2021, 2028)])
    levels = year_level(days, "fare_us_years")
    assert levels[0] < levels[1] < 1
    assert np.all(levels[2:] == 1)


def test_a_higher_cabin_costs_more_at_every_distance() -> None:
    factors = cabin_factor(np.array([300, 1_500, 4_000, 9_000, 15_000]))
    assert np.all(np.diff(factors[[0, 2, 3]], axis=0) > 0)
    assert np.all((factors[1, 2:] > factors[0, 2:]) & (factors[1, 2:] < factors[2, 2:]))


def test_slower_journeys_are_cheaper_down_to_a_floor() -> None:
    """Quickest, two hours more, and a day more."""
    quick, slow, slowest = quickness_factor(np.array([600, 720, 2_040]), np.array([600, 600, 600])).tolist()
    assert quick > slow > slowest
    assert slowest == 0.85


def test_a_connection_more_than_needed_saves_nothing_for_four_hours() -> None:
    """Four hours more with one connection more cost what the quickest does; without it they are cheaper."""
    longer, needed = quickness_factor(np.array([840, 840]), np.array([600, 600]), np.array([1, 0])).tolist()
    assert longer == quickness_factor(np.array([600]), np.array([600]))[0] > needed


def test_cents_are_rounded_half_up() -> None:
    assert fare_cents(np.array([1.004, 0.125, 2.5])).tolist() == [100, 13, 250]
