"""When estimated flights leave: how often a route is flown, on which weekdays, and at what hours."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sprintplan.columns import rank_within
from sprintplan.offers.estimate.block_times import TIMETABLE_STEP_MIN, route_minutes
from sprintplan.offers.estimate.network import LONG_HAUL_KM, long_haul_degree
from sprintplan.offers.table import Int16, Int32, Int64
from sprintplan.units import MINUTES_PER_DAY
from sprintplan.world.airports import airports
from sprintplan.world.fitted import fitted
from sprintplan.world.routes import routes
from sprintplan.world.zones import local_from_utc

MOST_DEPARTURES = 4
EVERY_DAY = 0b1111111
SLOT_MIN = 60
DAILY_UP_TO = (9, 18, 35)
# Weekly flights from which a route is flown a second, third and fourth time a day.
SINCE_THEN = 2.7
# More flights than in the pandemic years of those itineraries, on the scale of the model's logarithmic odds.
DAYS_SHARE = 0.12
# Of the weekly flights so many count as days of service, so that as many quickest journeys are nonstop as published.
MAIN_LINKS = 2
GOOD_DAYS = (4, 0, 2, 6, 3, 1, 5)
# In which order weekdays get a flight, before the hub's own turn of the week.
WINTER_DAY = 20_468
# 2026-01-15: hours of departure are drawn from the clocks of that day, and stay the same on the wall all year.


@dataclass(frozen=True)
class Timetable:
    """What is flown on each of the network's m routes.

    departs : (4, m) local minutes after midnight, ascending; routes with fewer departures repeat their last
    count : (m,) departures on a day of service, 1..4
    days : (m,) weekdays on which a nonstop ticket is sold as bits, Monday the lowest; connections are sold every day
    weekly : (m,) flights a week, before they are rounded to the above
    """

    departs: Int16
    count: Int32
    days: Int32
    weekly: NDArray[np.float64]


@cache
def timetable() -> Timetable:
    """The same flights for whoever asks, drawn from the codes of the airports and nothing else."""
    weekly = weekly_flights(routes().origin, routes().destination, routes().distance_km)
    count = (1 + np.searchsorted(DAILY_UP_TO, weekly, side="right")).astype(np.int32)
    scatter = _scatter(routes().origin, routes().destination)
    return Timetable(_departs(count, scatter), count, _days(weekly * DAYS_SHARE), weekly)


def weekly_flights(origin: Int16, destination: Int16, distance_km: Int32) -> NDArray[np.float64]:
    """(m,) flights a week: more between well-connected airports, fewer the longer the route.

    Source: a logistic model of how often published itineraries of 2021-2023 fly a route nonstop where the network has
    one (1 313 cases), read as days of service in seven.
    """
    constant, busy, far, length = fitted("weekly")
    both = np.log(np.maximum(airports().degree[origin] * airports().degree[destination].astype(float), 1)) / 2
    long_haul = np.log((1 + long_haul_degree()[origin]) * (1 + long_haul_degree()[destination])) / 2
    odds = SINCE_THEN + constant + busy * both + far * long_haul + length * np.log(distance_km / 3000)
    return _main_links(origin, destination, np.asarray(3.5 * np.exp(0.8 * odds), np.float64))


def _main_links(origin: Int16, destination: Int16, weekly: NDArray[np.float64]) -> NDArray[np.float64]:
    """(m,) at least one flight a day on each airport's best links, however small it is."""
    main = np.zeros(len(weekly), np.bool_)
    for ends in (origin, destination):
        order = np.lexsort((-weekly, ends))
        main[order] |= rank_within(ends[order]) < MAIN_LINKS
    return np.where(main, np.maximum(weekly, 7 / DAYS_SHARE), weekly)


def _days(weekly: NDArray[np.float64]) -> Int32:
    """(m,) bits of the weekdays: as many as there are weekly flights.

    Routes of one hub share its good days, so that what flies on few days still connects there.
    """
    degree = airports().degree
    ends = routes().origin, routes().destination
    hub = np.where(degree[ends[0]] >= degree[ends[1]], *ends)
    wanted = np.clip(np.floor(weekly + 0.5), 1, 7)
    order = (np.array(GOOD_DAYS)[:, None] + _code_values()[hub]) % 7
    return np.asarray(np.bitwise_or.reduce(np.where(np.arange(7)[:, None] < wanted, 1 << order, 0), axis=0), np.int32)


def _departs(count: Int32, scatter: NDArray[np.float64]) -> Int16:
    """(4, m) departures at even shares of the day's demand, which is drawn from the hours of real flights."""
    demand = np.cumsum(_hourly_demand(), axis=0)
    number = np.minimum(np.arange(MOST_DEPARTURES)[:, None], count - 1)
    share = (number + 0.1 + 0.8 * scatter) / count * demand[-1]
    hour = (demand[None] <= share[:, None]).sum(axis=1)
    before = np.where(hour > 0, np.take_along_axis(demand, np.maximum(hour - 1, 0), axis=0), 0)
    inside = (share - before) / np.maximum(np.take_along_axis(demand, hour, axis=0) - before, 1e-9)
    minutes = (hour + np.clip(inside, 0, 0.999)) * SLOT_MIN
    return np.asarray((minutes // TIMETABLE_STEP_MIN * TIMETABLE_STEP_MIN).astype(np.int16))


def _hourly_demand() -> NDArray[np.float64]:
    """(24, m) how readily each route is flown at each local hour: at hours fit for leaving and for landing."""
    hours = {haul: np.array(rows) for haul, rows in fitted("hours").items()}
    zone = airports().zone
    noon = WINTER_DAY * MINUTES_PER_DAY
    ahead = local_from_utc(zone[routes().destination], noon) - local_from_utc(zone[routes().origin], noon)
    shift = (ahead + route_minutes()) // SLOT_MIN
    far = routes().distance_km > LONG_HAUL_KM
    leaves = np.arange(24)[:, None]
    lands = (leaves + shift) % 24
    short, long = (hours[haul][0][leaves] * hours[haul][1][lands] for haul in ("short", "long"))
    return np.asarray(np.where(far, long, short), np.float64)


def _scatter(origin: Int16, destination: Int16) -> NDArray[np.float64]:
    """A number from 0 to 1 per route, the same on every machine and for every edition of the tables."""
    mixed = _code_values()[origin] * 2_654_435_761 + _code_values()[destination] * 40_503
    return np.asarray((mixed % 9_973) / 9_973.0, np.float64)


@cache
def _code_values() -> Int64:
    """(airports,) each code read as a number in base 36."""
    return np.array([int(code, 36) for code in airports().codes], np.int64)
