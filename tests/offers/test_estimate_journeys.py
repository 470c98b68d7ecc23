"""What every estimated journey keeps, whoever asks for it."""

from datetime import date

import numpy as np
import pytest

from sprintplan.offers.estimate.block_times import block_minutes
from sprintplan.offers.table import OfferTable
from sprintplan.units import MINUTES_PER_DAY, day_number
from sprintplan.world.airports import airports
from sprintplan.world.routes import routes
from sprintplan.world.zones import local_from_utc
from tests.offers.estimates import sold

HOMES = "ACC AKL ANC BLR BOG BRE CPT DEN EZE GIG HEL HND HNL JFK JNB KEF KTM LHR LIS MEX NBO PER SFO SIN SYD WLG YHZ"
CLOCKS_CHANGE = [date(2027, 3, 11), date(2027, 3, 25), date(2027, 4, 1), date(2027, 10, 28), date(2027, 11, 4)]


@pytest.fixture(params=[True, False], ids=["out", "home"])
def table(request: pytest.FixtureRequest) -> OfferTable:
    """Two weeks of journeys between all parts of the world and Lisbon."""
    return sold(HOMES, "LIS", date(2027, 4, 20), 14, outbound=request.param)


def test_no_journey_arrives_before_it_leaves(table: OfferTable) -> None:
    for slot in range(3):
        flown = table.segments > slot
        assert np.all(table.seg_arrives_utc[slot, flown] > table.seg_departs_utc[slot, flown])


def test_every_segment_flies_a_route_of_the_network_in_its_block_time(table: OfferTable) -> None:
    for slot in range(3):
        flown = table.segments > slot
        origin, destination = table.seg_origin[slot, flown], table.seg_destination[slot, flown]
        assert routes().has(origin, destination).all()
        taken = table.seg_arrives_utc[slot, flown] - table.seg_departs_utc[slot, flown]
        assert np.array_equal(taken, block_minutes(origin, destination))


def test_connections_happen_at_one_airport_and_leave_time_to_change(table: OfferTable) -> None:
    """Never under 70 minutes; at Frankfurt, coming from abroad or going abroad, never under 95."""
    frankfurt = airports().number("FRA")
    for slot in range(2):
        on = table.segments > slot + 1
        assert np.array_equal(table.seg_destination[slot, on], table.seg_origin[slot + 1, on])
        wait = table.seg_departs_utc[slot + 1, on] - table.seg_arrives_utc[slot, on]
        assert wait.min() >= 70
        assert wait[table.seg_destination[slot, on] == frankfurt].min(initial=95) >= 95


def test_nobody_passes_the_same_airport_twice(table: OfferTable) -> None:
    stops = np.concatenate([table.seg_origin[:1], table.seg_destination])
    for one in range(4):
        for other in range(one):
            assert not np.any((stops[one] == stops[other]) & (stops[one] >= 0))


@pytest.mark.parametrize("first", CLOCKS_CHANGE, ids=str)
@pytest.mark.parametrize("outbound", [True, False], ids=["out", "home"])
def test_wall_clocks_are_those_of_the_places_also_when_clocks_change(first: date, outbound: bool) -> None:
    """Four days around a change in North America, Europe or Australia."""
    table = sold("AKL BLR DEN JFK LHR SYD", "BER", first, 6, outbound=outbound)
    zone = airports().zone
    for slot in range(3):
        on = table.segments > slot
        for ends, utc, local in (
            (table.seg_origin, table.seg_departs_utc, table.seg_departs_local),
            (table.seg_destination, table.seg_arrives_utc, table.seg_arrives_local),
        ):
            assert np.array_equal(local[slot, on], local_from_utc(zone[ends[slot, on]], utc[slot, on]))


def test_a_route_has_the_same_flights_whoever_asks() -> None:
    """Frankfurt to Lisbon on one day: people from Frankfurt and those who connect there see one timetable."""
    fra, lis = airports().numbers(["FRA", "LIS"])
    seen = []
    for homes in ("FRA", "BLR DEL HEL OSL SIN WAW"):
        table = sold(homes, "LIS", date(2027, 5, 5), 5)
        last = table.segments - 1
        on = np.flatnonzero((table.of_last(table.seg_origin) == fra) & (table.destination == lis))
        departs = table.seg_departs_local[last[on], on]
        seen.append({int(minute) % MINUTES_PER_DAY for minute in departs})
    assert seen[1] <= seen[0] or seen[0] <= seen[1]


def test_a_longer_shortest_connection_is_kept() -> None:
    table = sold("BRE KTM", "LIS", date(2027, 5, 5), 3, least=150)
    for slot in range(2):
        on = table.segments > slot + 1
        assert (table.seg_departs_utc[slot + 1, on] - table.seg_arrives_utc[slot, on]).min(initial=150) >= 150


def test_the_way_out_lands_and_the_way_home_leaves_on_the_nights_asked_for() -> None:
    """A landing before 06:00 belongs to the night before."""
    first = date(2027, 5, 5)
    out, home = (sold("DEN SIN", "LIS", first, 3, outbound=outbound) for outbound in (True, False))
    night = (out.arrives_local - 6 * 60) // MINUTES_PER_DAY - day_number(first)
    assert {*night.tolist()} == {0, 1, 2}
    assert {*(home.departs_local // MINUTES_PER_DAY - day_number(first)).tolist()} == {0, 1, 2}


def test_every_home_has_journeys_on_every_day() -> None:
    """From remote cities too, and crowded homes get more of them."""
    few, many = (sold(HOMES, "WAW", date(2027, 5, 3), 7, people=people) for people in (1, 40))
    days = few.arrives_local // MINUTES_PER_DAY
    for home in airports().numbers(HOMES.split()):
        assert len({*days[few.origin == home].tolist()}) >= 7
    assert len(many) > 1.3 * len(few)


def test_premium_economy_is_flown_on_every_long_flight_and_not_sold_within_the_united_states() -> None:
    """Honolulu to Lisbon by way of the mainland is five hours without such a cabin; by way of Toronto all have it."""
    table = sold("BOS HNL LAX SIN", "LIS", date(2027, 5, 3), 7, cabins=2)
    premium = table.cabin == 1
    minutes = table.seg_arrives_utc - table.seg_departs_utc
    long = (np.arange(3)[:, None] < table.segments) & (minutes > 180)
    assert premium.any()
    assert np.all((table.seg_cabin == 1) | ~long | ~premium)
    american = np.isin(airports().countries, ["US"])
    inside = american[table.seg_origin] & american[table.seg_destination] & long
    assert np.any(inside)
    assert not np.any(inside & premium)


def test_nothing_leaves_london_for_new_york_in_the_small_hours() -> None:
    """Airports of Europe and North America are closed or quiet at night; those of the Gulf are not."""
    table = sold("LHR DXB", "JFK", date(2027, 5, 3), 7)
    nonstop = table.segments == 1
    hour = table.departs_local % MINUTES_PER_DAY // 60
    lhr, dxb = airports().numbers(["LHR", "DXB"])
    assert hour[nonstop & (table.origin == lhr)].min() >= 5
    assert np.any(nonstop & (table.origin == dxb))


@pytest.mark.parametrize("outbound", [True, False], ids=["out", "home"])
def test_nobody_is_sold_three_flights_in_whose_hours_two_go_every_day(outbound: bool) -> None:
    """Two weeks without a change of clocks, from far and thin places; what goes at one minute of all 14 is daily."""
    table = sold("ANC GDL KTM LUN RIY WLG", "WAW", date(2027, 5, 3), 14, outbound=outbound)
    end = np.where(outbound, table.origin, table.of_last(table.seg_destination))
    times = np.stack(
        [end, table.segments, table.departs_local % MINUTES_PER_DAY, table.arrives_local - table.departs_local]
    )
    _, kind, count = np.unique(times, axis=1, return_inverse=True, return_counts=True)
    hard, daily = table.segments == 3, (table.segments < 3) & (count[kind] >= 14)
    assert hard.any()
    assert daily.any()
    same = end[hard][:, None] == end[daily]
    later = table.departs_local[daily] >= table.departs_local[hard][:, None]
    sooner = table.arrives_local[daily] <= table.arrives_local[hard][:, None]
    assert not np.any(same & later & sooner)
