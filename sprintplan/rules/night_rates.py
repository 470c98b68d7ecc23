"""What nights at a venue cost by their dates: rates of seasons, and the rate of all others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sprintplan.domain.venues import Season
from sprintplan.offers.table import Int32, Int64
from sprintplan.units import day_number


@dataclass(frozen=True)
class NightRates:
    """Rates of a room at one venue.

    Attributes
    ----------
    seasons : those with a rate of their own; no two share a night
    otherwise : (starts,) minor units of a night outside of them, by the start of the event
    """

    seasons: Sequence[Season]
    otherwise: Int64

    def between(self, start: Int32 | Int64, begin: Int32 | Int64, end: Int32 | Int64) -> Int64:
        """Minor units of the nights from one date to the one before another, all of one shape.

        Parameters
        ----------
        start : numbers of starts of the event
        begin, end : day numbers
        """
        nights = np.asarray(end, np.int64) - begin
        total = np.zeros(nights.shape, np.int64)
        for season in self.seasons:
            first, after = day_number(season.first), day_number(season.last) + 1
            inside = np.maximum(np.minimum(end, after) - np.maximum(begin, first), 0)
            total += inside * np.int64(season.rate_minor)
            nights = nights - inside
        return np.asarray(total + nights * self.otherwise[start], np.int64)
