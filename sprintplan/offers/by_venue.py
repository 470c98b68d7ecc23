"""A whole table of offers by venue: the rows between people's home airports and a venue's, either way."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import HALF, UNKNOWN, Int64, Mask, OfferTable
from sprintplan.world.airports import airports


class ByVenue:
    """Finds a venue's rows in a table that is read once."""

    def __init__(self, table: OfferTable, scenario: Scenario) -> None:
        self.table = table
        self.homes = _these(code for person in scenario.people for code in person.home.airports)
        self._leaving, self._landing = _ByAirport(table.origin), _ByAirport(table.destination)

    def rows(self, venue: Venue) -> OfferTable:
        """Rows between any home airport and the venue's airports, in order of the table.

        Both-ways offers are whole, from home to the venue first and back from it; of the others the journeys that
        fit are HALF an offer each.
        """
        ends = np.flatnonzero(_these(venue.airports))
        out = self._landing.rows(ends)
        goes = self._marked(out[self.homes[self.table.origin[out]]])
        back = self._leaving.rows(ends)
        returns = self._marked(back[self.homes[self.table.destination[back]]])
        rows = np.flatnonzero(goes | returns)
        part = self.table.take(rows)
        return replace(part, partner=np.where(self._split(rows, goes, returns), HALF, part.partner).astype(np.int32))

    def _marked(self, rows: Int64) -> Mask:
        """Mask over the table's rows, and one that is none, of some rows."""
        mask = np.zeros(len(self.table) + 1, np.bool_)
        mask[rows] = True
        return mask

    def _split(self, rows: Int64, goes: Mask, returns: Mask) -> Mask:
        """Which rows belong to both-ways offers of which either row leads elsewhere or the wrong way."""
        partner, first = self.table.partner[rows], self.table.first_leg[rows]
        whole = np.where(first, goes[rows] & returns[partner], returns[rows] & goes[partner])
        return np.asarray((partner != UNKNOWN) & ~whole, np.bool_)


class _ByAirport:
    """Row numbers, in order, of each airport in a column."""

    def __init__(self, column: np.ndarray[tuple[int, ...], np.dtype[np.int16]]) -> None:
        self.order = np.argsort(column, kind="stable")
        self.first = np.searchsorted(column[self.order], np.arange(len(airports().codes) + 1))

    def rows(self, ends: Int64) -> Int64:
        """Rows with any of these airports."""
        parts = [self.order[self.first[end] : self.first[end + 1]] for end in ends.tolist()]
        return np.concatenate([np.zeros(0, np.int64), *parts])


def _these(codes: Iterable[str]) -> Mask:
    """Mask over airport numbers of those codes that are known."""
    mask = np.zeros(len(airports().codes), bool)
    mask[airports().numbers(set(codes))] = True
    return mask
