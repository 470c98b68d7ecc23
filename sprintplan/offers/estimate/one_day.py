"""The journeys between two places on one day: the estimate by itself, without a workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.model import Cabin
from sprintplan.offers.estimate.alone import alone_factor
from sprintplan.offers.estimate.fare_errors import errors_of
from sprintplan.offers.estimate.needs import NEVER_ASKED, Needs
from sprintplan.offers.estimate.products import EstimateTerms, Shop
from sprintplan.offers.table import Int64, OfferTable
from sprintplan.offers.table_join import joined
from sprintplan.units import MINUTES_PER_DAY, day_number

Floats = NDArray[np.float64]

EVERYTHING = 1_000
"""As many people as make the estimate offer all that it knows."""
DAYS_AROUND = 4


@dataclass(frozen=True)
class OneDay:
    """Journeys that leave on one day, in order of departure.

    table : the rows
    log_error : (n,) errors of their fares' logarithms
    alone : (n,) factor of a ticket for this way alone on each fare, in economy
    """

    table: OfferTable
    log_error: Floats
    alone: Floats


def one_day(origins: Sequence[int], destinations: Sequence[int], day: date, cabin: Cabin, today: date) -> OneDay:
    """Every journey from one of some airports to another that leaves on a day; fares in cents.

    Parameters
    ----------
    origins, destinations : airport numbers
    day : of the departure
    cabin : the one that it is sold in
    today : the planning date
    """
    shop = Shop(_needs(destinations, day, cabin), EstimateTerms(day_number(today), Fraction(1), 0, from_venue=True))
    table = joined([part for end in origins for part in shop.sell([end], outbound=False)])
    table = table.take(_in_order(table))
    error = errors_of(table.origin, table.destination, table.cabin, table.segments - 1).fare
    return OneDay(table, error, alone_factor(table.origin, table.destination))


def _in_order(table: OfferTable) -> Int64:
    return np.lexsort((table.duration_min, table.departs_local))


def _needs(destinations: Sequence[int], day: date, cabin: Cabin) -> Needs:
    leaves = np.zeros((len(destinations), 2 * DAYS_AROUND), np.bool_)
    leaves[:, DAYS_AROUND] = True
    numbers = np.arange(len(Cabin))
    return Needs(
        homes=np.array(sorted(destinations), np.int32),
        people=np.full(len(destinations), EVERYTHING, np.int32),
        first=day_number(day) - DAYS_AROUND,
        eves=np.zeros_like(leaves),
        last_days=leaves,
        early=0,
        late=0,
        arrive_by_min=MINUTES_PER_DAY,
        depart_after_min=0,
        over_min=np.tile(np.where(numbers == cabin, 0, NEVER_ASKED), (len(destinations), 1)),
        floor_min=np.tile(np.where(numbers == 0, 0, NEVER_ASKED), (len(destinations), 1)),
    )
