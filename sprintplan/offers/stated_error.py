"""How far the fare of a row may be off: one standard error, as its estimate states it."""

from math import expm1

from sprintplan.offers.estimate.fare_errors import errors_of
from sprintplan.offers.ground.source import is_estimate
from sprintplan.offers.table import OfferTable

GROUND_FARE_ERROR = 0.35
"""Standard error of the logarithm of estimated fares on the ground: an assumption, as fares of one route differ by a
factor of two with the day and the train."""


def fare_log_error(table: OfferTable, row: int) -> float:
    """Standard error of the logarithm of the fare of a `row` of the `table`; 0 where it is quoted, or booked."""
    if table.is_booked[row] or not is_estimate(table, row):
        return 0.0
    if table.on_ground[row]:
        return GROUND_FARE_ERROR
    errors = errors_of(table.origin[row], table.destination[row], table.cabin[row], table.segments[row] - 1)
    return float(errors.fare)


def fare_error_minor(table: OfferTable, row: int) -> int:
    """Minor units that the fare of a `row` of the `table` grows by at one standard error more, rounded half up; 0 where
    it is quoted."""
    return int(int(table.fare_minor[row]) * expm1(fare_log_error(table, row)) + 0.5)
