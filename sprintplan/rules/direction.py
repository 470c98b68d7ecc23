"""The allowed journeys of one direction, and what they were judged by."""

from dataclasses import dataclass, replace

import numpy as np

from sprintplan.offers.table import Int8, Int32, Int64, Mask, taken
from sprintplan.rules.entitlement import Entitlement
from sprintplan.rules.pairs import Pairs


@dataclass(frozen=True)
class Entries:
    """Allowed journeys of one direction: (m,) columns, sorted by start, class, cost and row.

    `cost` is the journey's share of the objective in minor units: fare, transfer, travel time, CO2e, the rooms and per
    diems of the nights it adds, outbound the visa fee (stated again in `visa`); `extra_nights` are those nights.
    Where the year is planned anew `exchange` is what a booking that is exchanged takes off, `change` what the journey
    counts as a change of the published itinerary (outbound), both in the cost too; `same` tells that it is the
    published one, `moved` by how many minutes its ends differ from that. A column that says
    nothing is a view of one value.
    """

    start: Int64
    traveller: Int64
    row: Int64
    cost: Int64
    visa: Int64
    extra_nights: Int32
    by_rest: Mask
    exchange: Int64
    change: Int64
    same: Mask
    moved: Int32 | Int64

    def span(self, start: int, traveller: int) -> tuple[int, int]:
        """Position of the first entry of a class of travellers for a start, and the one behind the last.

        Parameters
        ----------
        start : number of the start of the event
        traveller : number of the class
        """
        # Numbers of another width than the column's would have all of it copied.
        first, last = np.searchsorted(self.start, np.array([start, start + 1], self.start.dtype)).tolist()
        theirs = self.traveller[first:last]
        begin, end = np.searchsorted(theirs, np.array([traveller, traveller + 1], theirs.dtype)).tolist()
        return first + begin, first + end

    def only(self, kept: Mask) -> "Entries":
        """Those of a mask, `kept`, (m,)."""
        return self.at(np.flatnonzero(kept))

    def at(self, positions: Int64) -> "Entries":
        """Those at some `positions`, (k,), in their order."""
        return Entries(**{name: taken(column, positions) for name, column in self.__dict__.items()})


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
    rest_due : (starts, classes) least nights before the eve that the outbound journey lands, as a right
    """

    pairs: Pairs
    entitlement: Entitlement
    entries: Entries
    counting: Int8
    by_night: Mask
    rest_due: Int32

    def only(self, kept: Mask) -> "Direction":
        """With the entries of a mask, `kept`, alone."""
        return replace(self, entries=self.entries.only(kept))

    def entry_of(self, start: int, traveller: int, row: int) -> int:
        """The entry by which a class of travellers takes a row of the table.

        Parameters
        ----------
        start : number of the start of the event
        traveller : number of the class
        row : row of the table, which the class may take to that start
        """
        first, last = self.entries.span(start, traveller)
        return int(first + np.flatnonzero(self.entries.row[first:last] == row)[0])
