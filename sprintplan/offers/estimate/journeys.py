"""Journeys as a week's timetable has them: each way, each departure, with the next connections in time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sprintplan.columns import counted
from sprintplan.offers.estimate.block_times import route_minutes
from sprintplan.offers.estimate.connections import least_connection_min
from sprintplan.offers.estimate.paths import Paths
from sprintplan.offers.estimate.timetable import EVERY_DAY, timetable
from sprintplan.offers.table import UNKNOWN, Int32, Int64, Mask
from sprintplan.units import MINUTES_PER_DAY, spans_two_am
from sprintplan.world.airports import airports
from sprintplan.world.zones import local_from_utc, utc_from_local

MOST_LEGS = 3
LEAST_DAILY, MOST_DAILY, FEW_DAILY, PEOPLE_A_JOURNEY = 4, 9, 2, 8
LONG_WAIT_MIN, LONG_WAIT_TROUBLE_MIN = 360, 480
"""A wait of over six hours or at night counts as eight hours more when journeys are ranked."""
SLACK_RATIO, SLACK_MIN = 1.5, 240
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Journeys:
    """n journeys that leave on day 0; minutes count from that day's beginning, on the clocks of `shown` days.

    path : (n,) position in the ways; `departure` : (n,) the first flight's number among its route's daily ones
    departs_utc, arrives_utc, departs_local, arrives_local : (3, n), -1 where a journey has fewer legs
    days : (n,) weekdays on which it can be flown, as bits, Monday the lowest
    trouble : (n,) minutes that bad connections count as when journeys are ranked
    """

    path: Int64
    departure: Int64
    departs_utc: Int32
    arrives_utc: Int32
    departs_local: Int32
    arrives_local: Int32
    days: Int32
    trouble: Int32

    def of_last(self, column: Int32, legs: Int32) -> Int32:
        """(n,) the value of a leg `column` for each journey's last leg; `legs` is how many each way has."""
        return np.asarray(np.take_along_axis(column, (legs[self.path] - 1)[None, :], axis=0)[0], np.int32)

    def duration_min(self, legs: Int32) -> Int32:
        """(n,) minutes from first departure to last arrival; `legs` is how many each way has."""
        return np.asarray(self.of_last(self.arrives_utc, legs) - self.departs_utc[0], np.int32)


def first_departures(ways: Paths) -> tuple[Int64, Int64]:
    """(path, departure) of every daily first departure of all `ways`."""
    return counted(timetable().count[ways.routes[0]])


def timed(ways: Paths, path: Int64, departure: Int64, day: Int64, least_min: int) -> Journeys:
    """The journeys that leave on the given days, each connection the next flight in time.

    Parameters
    ----------
    ways : the paths
    path, departure, day : (n,) way, number of its first flight, day number
    least_min : no connection is shorter
    """
    whole, columns = path, [np.full((MOST_LEGS, len(path)), UNKNOWN, np.int32) for _ in range(4)]
    flown, zone, block = timetable(), airports().zone, route_minutes()
    route, on, began = ways.routes[0].take(path), np.arange(len(path)), (day * MINUTES_PER_DAY).astype(np.int32)
    days, trouble = flown.days.take(route), np.zeros(len(path), np.int32)
    wall, left, landed = began + flown.departs.take(departure * flown.departs.shape[1] + route), began, began
    for leg in range(MOST_LEGS):
        if leg:
            more = np.flatnonzero(ways.legs.take(path) > leg)
            on, path, left, landed = on.take(more), path.take(more), left.take(more), landed.take(more)
            route = ways.routes[leg].take(path)
            wall = _next(ways, path, leg, landed, least_min)
            trouble[on] += LONG_WAIT_TROUBLE_MIN * _bad_wait(landed, wall)
            later = (wall - left) // MINUTES_PER_DAY % DAYS_A_WEEK
            days[on] &= _days_before(flown.days.take(route), later)
        start, end = ways.stops[leg].take(path), ways.stops[leg + 1].take(path)
        departs = utc_from_local(zone.take(start), wall)
        arrives = departs + block.take(route)
        landed = local_from_utc(zone.take(end), arrives)
        wall = local_from_utc(zone.take(start), departs) if leg == 0 else wall
        for column, values in zip(columns, (departs, arrives, wall, landed), strict=True):
            column[leg][on] = values - left
    return Journeys(whole, departure, columns[0], columns[1], columns[2], columns[3], days, trouble)


def _next(ways: Paths, path: Int64, leg: int, landed: Int32, least_min: int) -> Int32:
    """(n,) wall clock of the next leg's first departure after the least connection."""
    least = least_connection_min(*(ways.stops[stop].take(path) for stop in (leg - 1, leg, leg + 1)))
    ready = landed + np.maximum(least, least_min)
    minute = (ready % MINUTES_PER_DAY).astype(np.int16)
    departs, route = timetable().departs, ways.routes[leg].take(path)
    gone = (departs.take(route, axis=1) < minute).view(np.int8).sum(axis=0, dtype=np.int32)
    tomorrow = gone == len(departs)
    gone[tomorrow] = 0
    leaves = departs.take(gone * departs.shape[1] + route) + tomorrow * np.int16(MINUTES_PER_DAY)
    return np.asarray(ready + (leaves - minute), np.int32)


def _days_before(days: Int32, later: Int32) -> Int32:
    """(n,) weekdays, as bits, that lie so many days before the given ones."""
    return np.asarray((days >> later | days << (DAYS_A_WEEK - later)) & EVERY_DAY, np.int32)


def _bad_wait(landed: Int32, leaves: Int32) -> Mask:
    """(n,) whether the wait is over six hours or includes 02:00."""
    return np.asarray(spans_two_am(landed, leaves) | (leaves - landed > LONG_WAIT_MIN), np.bool_)


def sensible(ways: Paths, home: Int64, journeys: Journeys, people: Int32) -> NDArray[np.intp]:
    """Positions of the journeys that are worth offering.

    Left out are those that another of the same way beats on every weekday (it leaves later and lands no later), and
    those with two connections in whose hours there is a simpler one every day. Of what remains each home gets its
    quickest: on every weekday four that take not much longer than its best, one more for every eight people who may be
    crowded out, or where there are less than two of these, two that take longer.

    Parameters
    ----------
    ways : the paths
    home : (ways,) the home of each
    journeys : the journeys
    people : (homes,) how many may fly from there
    """
    effort = journeys.duration_min(ways.legs) + journeys.trouble
    lands = journeys.of_last(journeys.arrives_utc, ways.legs)
    simpler = _simpler_serves(
        ways.legs[journeys.path], home[journeys.path], journeys.departs_utc[0], lands, journeys.days
    )
    kept = np.flatnonzero(~_beaten(journeys, lands) & ~simpler & (journeys.days > 0))
    order = kept[np.lexsort((effort[kept], home[journeys.path[kept]]))]
    at = home[journeys.path[order]]
    opens = np.searchsorted(at, at)
    best = effort[order[opens]]
    flown = (journeys.days[order] >> np.arange(DAYS_A_WEEK, dtype=np.int32)[:, None]) & 1
    earlier = np.cumsum(flown, axis=1, dtype=np.int32) - flown
    earlier -= earlier.take(opens, axis=1)
    near = effort[order] <= np.maximum(best * SLACK_RATIO, best + SLACK_MIN)
    daily = np.minimum(MOST_DAILY, LEAST_DAILY + people[at] // PEOPLE_A_JOURNEY)
    most = np.where(near, daily, FEW_DAILY)
    return np.sort(order[(flown.astype(np.bool_) & (earlier < most)).any(axis=0)])


def _beaten(journeys: Journeys, lands: Int32) -> Mask:
    """(n,) whether the way's next departure lands no later and can be flown on the same weekdays."""
    beaten = np.zeros(len(lands), np.bool_)
    same = journeys.path[1:] == journeys.path[:-1]
    covers = (journeys.days[:-1] & ~journeys.days[1:]) == 0
    beaten[:-1] = same & covers & (lands[1:] <= lands[:-1])
    return beaten


def _simpler_serves(legs: Int32, home: Int64, leaves: Int32, lands: Int32, days: Int32) -> Mask:
    """(n,) whether a journey has two connections and another of its home has fewer on every day of the week, leaves no
    earlier and lands no later: airlines sell the simpler one.

    Parameters
    ----------
    legs, home : (n,) flights and home of each journey
    leaves, lands : (n,) minutes of its first departure and last arrival
    days : (n,) weekdays on which it can be flown, as bits
    """
    served = np.zeros(len(legs), np.bool_)
    simpler, hard = np.flatnonzero((legs < MOST_LEGS) & (days == EVERY_DAY)), np.flatnonzero(legs == MOST_LEGS)
    if not len(simpler) or not len(hard):
        return served
    begun, ended = home * (np.ptp(leaves) + 1) + leaves.max() - leaves, lands - home * (np.ptp(lands) + 1)
    order = simpler[np.argsort(begun[simpler])]
    before = np.searchsorted(begun[order], begun[hard], side="right") - 1
    same = (before >= 0) & (home[order[before]] == home[hard])
    served[hard] = same & (np.minimum.accumulate(ended[order])[before] <= ended[hard])
    return served
