"""Days in lieu that a trip earns: by journeys outside working hours at home, and by event days at a weekend."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import numpy as np

from sprintplan.domain.lieu import LieuTerms
from sprintplan.domain.trip import LieuRecord
from sprintplan.offers.table import OfferTable
from sprintplan.units import MINUTES_PER_DAY, round_half_up
from sprintplan.world.zones import local_from_utc

WORK_BEGINS_MIN, WORK_ENDS_MIN = 9 * 60, 18 * 60
"""Working hours, Monday to Friday by the clock at home (contract, 8.2)."""
FRIDAY, DAYS_OF_WEEK = 4, 7
"""Monday is 0."""
_FIRST = 3
"""The first of January 1970, from which days are counted, was a Thursday."""


def lieu_of(
    terms: LieuTerms, table: OfferTable, rows: Sequence[int], zone: int, days: Sequence[date]
) -> LieuRecord | None:
    """What one trip earns; None where the policy has no days in lieu.

    Parameters
    ----------
    terms : what earns a day
    table, rows : the offers, and the journeys of the trip in them
    zone : number of the time zone at home
    days : event days that the traveller attends
    """
    if not terms.is_stated:
        return None
    counted = rows if terms.day_min else ()
    minutes = sum(outside_minutes(int(table.departs_utc[row]), int(table.arrives_utc[row]), zone) for row in counted)
    weekend_days = sum(day.weekday() > FRIDAY for day in days) if terms.weekend_days else 0
    hundredths = round_half_up(Fraction(minutes * 100, terms.day_min)) if terms.day_min else 0
    return LieuRecord(
        outside_hours=round(minutes / 60, 2),
        weekend_days=weekend_days,
        days=(weekend_days * 100 + hundredths) / 100,
    )


def outside_minutes(departs_utc: int, arrives_utc: int, zone: int) -> int:
    """Minutes of a journey that lie outside working hours by the clock of a zone; the one of arrival is not counted.

    Parameters
    ----------
    departs_utc, arrives_utc : minutes since 1970
    zone : number of the time zone
    """
    local = local_from_utc(zone, np.arange(departs_utc, arrives_utc, dtype=np.int32))
    clock = local % MINUTES_PER_DAY
    weekday = (local // MINUTES_PER_DAY + _FIRST) % DAYS_OF_WEEK
    at_work = (clock >= WORK_BEGINS_MIN) & (clock < WORK_ENDS_MIN) & (weekday <= FRIDAY)
    return int(np.count_nonzero(~at_work))
