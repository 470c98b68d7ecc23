"""Markets: which fares move together, and how far."""

from dataclasses import replace

import numpy as np
import pytest

from sprintplan.domain.model import Cabin
from sprintplan.market.draws import CERTAIN, Levels, Markets
from sprintplan.offers.estimate import EstimateSource
from sprintplan.offers.estimate.fare_errors import errors_of
from sprintplan.offers.estimate.fares import cabin_factor
from sprintplan.offers.table import OfferTable
from sprintplan.world.airports import airport_distance_km, airports
from sprintplan.world.lodging import PUBLIC_RATE_ERROR
from tests.build import year as builders
from tests.market.companies import TODAY

LHR, LGW, LIS, JFK, FRA = airports().numbers(["LHR", "LGW", "LIS", "JFK", "FRA"])
MANY = 4000
"""Markets from which standard deviations are known within three hundredths."""


def lisbon() -> OfferTable:
    """Journeys between London, New York and Lisbon."""
    people = [builders.person("ana", "LHR|LGW"), builders.person("bob", "JFK")]
    year = builders.scenario(people, [builders.venue()], [builders.event()], source="estimate")
    return EstimateSource(year, TODAY).to_and_from(year.venues[0])


def logs(table: OfferTable, markets: Markets) -> "dict[str, np.ndarray]":
    """Logarithms of the factors of some rows: of one route on two days, of its way back, and of another route."""
    ends, rows = markets.rows_of(table)
    of_row = np.log(Levels(markets, ends).factors[rows.level]) + np.log(markets.own[rows.own])
    here, there = (table.origin == LHR) & (table.destination == LIS), (table.origin == LIS) & (table.destination == LHR)
    days = np.unique(table.departs_local[here] // 1440)
    day = [np.flatnonzero(here & (table.departs_local // 1440 == number)) for number in days]
    far = np.flatnonzero((table.origin == JFK) & (table.cabin == 0))
    return {
        "one": of_row[day[0][0]],
        "same day": of_row[day[0][-1]],
        "next day": of_row[day[1][0]],
        "back": of_row[np.flatnonzero(there)[0]],
        "other": of_row[far[0]],
    }


def test_fares_of_a_route_move_together_but_for_the_day() -> None:
    """The same day and way the same; another day, or the way back, as far apart as two own parts; routes much more."""
    found = logs(lisbon(), Markets(MANY))
    between_dates = float(np.sqrt(2) * errors_of(LHR, LIS).own)
    assert np.array_equal(found["one"], found["same day"])
    for other in ("next day", "back"):
        assert np.std(found["one"] - found[other]) == pytest.approx(between_dates, rel=0.06)
    assert np.std(found["one"] - found["other"]) > 1.3 * between_dates


def test_a_fare_is_as_far_off_as_the_estimate_states_and_the_year_moves_all() -> None:
    """The year's own level, 15 %, is on top of what is stated."""
    drawn = logs(lisbon(), Markets(MANY))["one"]
    assert np.std(drawn) == pytest.approx(np.hypot(float(errors_of(LHR, LIS).fare), 0.15), rel=0.06)
    assert np.mean(drawn) == pytest.approx(0, abs=0.03)


def test_airports_of_one_city_are_one_route() -> None:
    """Heathrow and Gatwick to Lisbon on one day."""
    table, markets = lisbon(), Markets(50)
    ends, rows = markets.rows_of(table)
    day = table.departs_local // 1440 == int(table.departs_local[table.origin == LHR][0]) // 1440
    same = [rows.level[(table.origin == start) & day & (table.cabin == 0)][0] for start in (LHR, LGW)]
    assert same[0] == same[1]
    assert len(ends) == 2


def test_a_higher_cabin_is_never_sold_below_economy() -> None:
    """A journey in business costs some four times as much; in no market less than in economy."""
    ends = np.array([[LHR, JFK], [LIS, FRA]])
    levels = Levels(Markets(MANY), ends)
    ratio = levels.factors[1:].reshape(2, len(Cabin), -1) / levels.factors[1::4][:, None]
    dearer = cabin_factor(airport_distance_km(ends[:, 0], ends[:, 1])).T[:, :, None]
    assert np.all(ratio * dearer > 1 - 1e-5)
    assert np.all(ratio[:, 2] >= levels.least_ratio[1:, 2, 0, None] * (1 - 1e-5))
    assert np.all(ratio[:, 2] / ratio[:, 1] >= levels.least_ratio[1:, 2, 1, None] * (1 - 1e-5))


def test_quoted_fares_are_certain() -> None:
    """The same table from another source."""
    table = replace(lisbon(), source="files")
    ends, rows = Markets(20).rows_of(table)
    assert len(ends) == 0
    assert np.all(rows.own == CERTAIN)
    assert np.all(rows.level == CERTAIN)


def test_public_room_rates_have_an_error_of_their_own() -> None:
    """Stated rates have the one that the venue states, or none."""
    public = builders.venue().changed(public_rate=True)
    rooms, rates = Markets(MANY).of_venue(public)
    assert np.std(np.log(rooms)) == pytest.approx(PUBLIC_RATE_ERROR, rel=0.06)
    assert np.all(rates == 1)
    rooms, rates = Markets(MANY).of_venue(builders.venue(rate_error=0.1))
    assert np.array_equal(rooms, rates)
    assert np.std(np.log(rates)) == pytest.approx(0.1, rel=0.06)
