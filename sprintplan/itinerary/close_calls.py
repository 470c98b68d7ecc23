"""Journeys of which the estimates cannot tell whether air or ground is better, so that somebody looks."""

from math import hypot

import numpy as np

from sprintplan.domain.ground import MODES
from sprintplan.offers.ground.source import is_estimate
from sprintplan.offers.stated_error import fare_log_error
from sprintplan.offers.table import OfferTable
from sprintplan.rules.direction import Direction
from sprintplan.units import journey_time_cost

GROUND_TIME_ERROR = 0.15
"""Standard error of the logarithm of estimated minutes on the ground: a little more than in western Europe, where
8 of 10 true times lie within 0.9 and 1.25 of them."""


def close_call(way: Direction, start: int, traveller: int, entry: int) -> tuple[str, str, int] | None:
    """A journey's mode, the mode that is as good as can be told, and the difference in minor units of the objective.

    None where the best journey of the other medium differs by more than both estimates err by, where there is none, and
    where nothing of either is estimated.

    Parameters
    ----------
    way : the direction; `entry` : of the journey that is taken, sold by itself
    start, traveller : of whoever takes it; `traveller` is the number of a class
    """
    table, entries = way.pairs.table, way.entries
    begin, end = entries.span(start, traveller)
    mine = entries.row[entry]
    others = np.arange(begin, end)
    others = others[table.partner[entries.row[begin:end]] < 0]
    others = others[table.on_ground[entries.row[others]] != table.on_ground[mine]]
    if not len(others) or table.partner[mine] >= 0:
        return None
    other = entries.row[others[0]]
    difference = abs(int(entries.cost[others[0]]) - int(entries.cost[entry]))
    hour = way.pairs.scenario.objective.travel_hour_minor
    error = hypot(*(_error(table, int(row), hour) for row in (mine, other)))
    return (MODES[table.mode[mine]], MODES[table.mode[other]], difference) if 0 < error >= difference else None


def _error(table: OfferTable, row: int, hour_minor: int) -> float:
    """Minor units of one standard error of what a journey counts for; 0 where it is quoted."""
    if table.is_booked[row] or not is_estimate(table, row):
        return 0.0
    fare = float(table.fare_minor[row]) * fare_log_error(table, row)
    if not table.on_ground[row]:
        return fare
    hours = float(journey_time_cost(hour_minor, table.duration_min[row : row + 1])[0])
    return hypot(fare, hours * GROUND_TIME_ERROR)
