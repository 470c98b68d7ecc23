"""When estimated flights leave: how often a route is flown, on which weekdays, and at what hours."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.estimate.block_times import TIMETABLE_STEP_MIN, route_minutes
from sprintplan.offers.estimate.frequency import LONG_HAUL_KM, service_days, weekly_flights
from sprintplan.offers.table import Int16, Int32, Int64
from sprintplan.units import MINUTES_PER_DAY
from sprintplan.world.airports import airports
from sprintplan.world.fitted import fitted
from sprintplan.world.regions import NAMES, region_numbers
from sprintplan.world.routes import routes
from sprintplan.world.zones import minutes_ahead

MOST_DEPARTURES = 8
EVERY_DAY = 0b1111111
SLOT_MIN, DAY_HOURS = 60, 24
KINDS = (2, DAY_HOURS, 2, 2)
"""Long haul or not, hours from leaving to landing, quiet nights at the start and at the end."""
NIGHT_ENDS_HOUR, NIGHT_SHARE = 5, 0.02
"""Of the short flights that leave or land between midnight and five nearly none are left, as few companies book them;
of long ones where airports are closed or quiet at night."""
QUIET = ("europe", "south-europe", "east-europe", "north-america", "oceania")
GOOD_DAYS = (4, 0, 2, 6, 3, 1, 5)
"""In which order weekdays get a flight, before the hub's own turn of the week."""
WINTER_DAY = 20_468
"""2026-01-15: hours of departure are drawn from the clocks of that day, and stay the same on the wall all year."""


@dataclass(frozen=True)
class Timetable:
    """What is flown on each of the network's m routes.

    departs : (8, m) local minutes after midnight, ascending; routes with fewer departures repeat their last
    count : (m,) departures on a day of service, 1..8
    days : (m,) weekdays on which it is flown as bits, Monday the lowest
    """

    departs: Int16
    count: Int32
    days: Int32


@cache
def timetable() -> Timetable:
    """The same flights for whoever asks, drawn from the codes of the airports and nothing else."""
    weekly = weekly_flights()
    flown_on = service_days(weekly)
    count = np.clip(np.floor(weekly / flown_on + 0.5), 1, MOST_DEPARTURES).astype(np.int32)
    scatter = _scatter(routes().origin, routes().destination)
    return Timetable(_departs(count, scatter), count, _days(flown_on))


def _days(flown_on: Int32) -> Int32:
    """(m,) bits of so many weekdays.

    Routes of one hub share its good days, so that what flies on few days still connects there.
    """
    degree = airports().degree
    ends = routes().origin, routes().destination
    hub = np.where(degree[ends[0]] >= degree[ends[1]], *ends)
    order = (np.array(GOOD_DAYS)[:, None] + _code_values()[hub]) % 7
    bits = np.where(np.arange(7)[:, None] < flown_on, 1 << order, 0)
    return np.asarray(np.bitwise_or.reduce(bits, axis=0), np.int32)


def _departs(count: Int32, scatter: NDArray[np.float64]) -> Int16:
    """(8, m) departures at even shares of the day's demand, which is drawn from the hours of real flights."""
    demand, kind = np.cumsum(_hourly_demand(), axis=0), _kinds()
    number = np.minimum(np.arange(MOST_DEPARTURES)[:, None], count - 1)
    share = (number + 0.1 + 0.8 * scatter) / count * demand[-1, kind]
    hour = np.zeros(share.shape, np.int8)
    for until in demand:
        hour += until[kind] <= share
    before = np.where(hour > 0, demand[np.maximum(hour - 1, 0), kind], 0)
    inside = (share - before) / np.maximum(demand[hour, kind] - before, 1e-9)
    minutes = (hour + np.clip(inside, 0, 0.999)) * SLOT_MIN
    return np.asarray((minutes // TIMETABLE_STEP_MIN * TIMETABLE_STEP_MIN).astype(np.int16))


def _kinds() -> Int64:
    """(m,) of each route the column of `_hourly_demand`: long haul or not, hours on the clock from leaving to landing,
    and whether nights are quiet at either end."""
    noon = WINTER_DAY * MINUTES_PER_DAY
    clock = minutes_ahead(noon)[airports().zone]
    hours = (clock[routes().destination] - clock[routes().origin] + route_minutes()) // SLOT_MIN % DAY_HOURS
    quiet = np.isin(np.array(NAMES)[region_numbers()], QUIET)
    far = routes().distance_km > LONG_HAUL_KM
    columns = far, hours, quiet[routes().origin], quiet[routes().destination]
    return np.asarray(np.ravel_multi_index(tuple(np.asarray(one, np.int64) for one in columns), KINDS), np.int64)


def _hourly_demand() -> NDArray[np.float64]:
    """(24, kinds) how readily each kind of route is flown at each local hour: at hours fit for leaving and landing."""
    known = {haul: np.array(rows) for haul, rows in fitted("hours").items()}
    far, hours, quiet_start, quiet_end = (one.ravel() for one in np.indices(KINDS))
    leaves = np.arange(DAY_HOURS)[:, None]
    lands = (leaves + hours) % DAY_HOURS
    short, long = (known[haul][0][leaves] * known[haul][1][lands] for haul in ("short", "long"))
    night = leaves < NIGHT_ENDS_HOUR, lands < NIGHT_ENDS_HOUR
    closed = night[0] & (quiet_start > 0) | night[1] & (quiet_end > 0)
    asleep = np.where(far, closed, night[0] | night[1])
    return np.asarray(np.where(far, long, short) * np.where(asleep, NIGHT_SHARE, 1), np.float64)


def _scatter(origin: Int16, destination: Int16) -> NDArray[np.float64]:
    """A number from 0 to 1 per route, the same on every machine and for every edition of the tables."""
    mixed = _code_values()[origin] * 2_654_435_761 + _code_values()[destination] * 40_503
    return np.asarray((mixed % 9_973) / 9_973.0, np.float64)


@cache
def _code_values() -> Int64:
    """(airports,) each code read as a number in base 36."""
    return np.array([int(code, 36) for code in airports().codes], np.int64)
