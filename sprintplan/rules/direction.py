"""The allowed journeys of one direction, and what they were judged by."""

from dataclasses import dataclass

import numpy as np

from sprintplan.offers.table import Int8, Int32, Int64, Mask
from sprintplan.rules.entitlement import Entitlement
from sprintplan.rules.pairs import Pairs


@dataclass(frozen=True)
class Entries:
    """Allowed journeys of one direction: (m,) columns, sorted by start, class, cost and row.

    `cost` is the journey's share of the objective in minor units: fare, transfer, travel time, CO2e, the rooms and per
    diems of the nights it adds, on the way out the visa fee (stated again in `visa`); `extra_nights` are those nights.
    """

    start: Int32
    traveller: Int32
    row: Int32
    cost: Int64
    visa: Int64
    extra_nights: Int32
    by_rest: Mask


@dataclass(frozen=True)
class Direction:
    """One direction's entries, and what they were judged by.

    Attributes
    ----------
    pairs : journeys that keep every rule but those of cabin and nights
    entitlement : what each class is entitled to on journeys without and with a night flight
    entries : the allowed journeys
    counting : (2, starts, classes) the cabin that counts on either sort of journey
    by_night : (n,) rows of the table with a night flight; none where no rule asks for them
    """

    pairs: Pairs
    entitlement: Entitlement
    entries: Entries
    counting: Int8
    by_night: Mask

    def entry_of(self, start: int, traveller: int, row: int) -> int:
        """The entry by which a class of travellers takes a row of the table.

        Parameters
        ----------
        start : number of the start of the event
        traveller : number of the class
        row : row of the table, which the class may take to that start
        """
        begin, end = np.searchsorted(self.entries.start, [start, start + 1])
        first, last = begin + np.searchsorted(self.entries.traveller[begin:end], [traveller, traveller + 1])
        return int(first + np.flatnonzero(self.entries.row[first:last] == row)[0])
