"""Needs and shops for tests: journeys between a few airports on a few days."""

from datetime import date
from fractions import Fraction

import numpy as np

from sprintplan.offers.estimate.needs import NEVER_ASKED, Needs
from sprintplan.offers.estimate.products import EstimateTerms, Shop
from sprintplan.offers.table import OfferTable
from sprintplan.units import day_number
from sprintplan.world.airports import airports

TODAY = date(2026, 11, 24)


def wanted(homes: str, first: date, days: int, *, people: int = 1, cabins: int = 1) -> Needs:
    """Anybody from the homes may arrive or leave on any of the days, in the lowest `cabins` cabins."""
    numbers = np.array(sorted(airports().numbers(homes.split())), np.int32)
    margin = 4
    every = np.zeros((len(numbers), days + 2 * margin), np.bool_)
    every[:, margin : margin + days] = True
    over = np.full((len(numbers), 4), NEVER_ASKED, np.int64)
    over[:, :cabins] = 0
    floor = np.where(np.arange(4) == 0, 0, np.full((len(numbers), 4), NEVER_ASKED))
    return Needs(
        homes=numbers,
        people=np.full(len(numbers), people, np.int32),
        first=day_number(first) - margin,
        eves=every,
        last_days=every,
        early=0,
        late=0,
        arrive_by_min=24 * 60,
        depart_after_min=0,
        over_min=over,
        floor_min=floor,
    )


def sold(homes: str, ends: str, first: date, days: int = 7, *, outbound: bool = True, **more: int) -> OfferTable:
    """Journeys between the homes and one airport; `least` is the shortest connection asked for."""
    least = more.pop("least", 0)
    shop = Shop(wanted(homes, first, days, **more), EstimateTerms(day_number(TODAY), Fraction(1), least))
    (table,) = shop.sell(airports().numbers([ends]), outbound=outbound)
    return table
