"""The allowed journeys of one direction, and what they were judged by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int8, Int32, Int64, Mask, Number, OfferTable, taken
from sprintplan.rules.entitlement import Entitlement
from sprintplan.rules.pairs import Pairs
from sprintplan.rules.traveller_classes import TravellerClasses


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

    start: Int32
    traveller: Int32
    row: Int32
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

    def within(self, table: OfferTable, rows: Int64) -> "Direction":
        """The same journeys as rows of a whole table, where they were judged in a part of it.

        Parameters
        ----------
        table : the whole table
        rows : which of its rows the part holds, in their order
        """
        by_night = np.zeros(len(table), np.bool_)
        by_night[rows[self.by_night]] = True
        numbers = rows.astype(np.int32)
        return replace(
            self,
            pairs=replace(self.pairs, table=table, row=numbers.take(self.pairs.row)),
            entries=replace(self.entries, row=numbers.take(self.entries.row)),
            by_night=by_night,
        )

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


def put_together(parts: Sequence[tuple[Int64, Direction]], scenario: Scenario, classes: TravellerClasses) -> Direction:
    """One direction of all classes, of which groups were judged by themselves.

    Parameters
    ----------
    parts : the numbers of each group's classes, and its direction, in which they are numbered from 0 on; the first
        says what does not differ
    scenario : the workspace
    classes : all classes
    """
    ways = [way for _, way in parts]
    order = np.argsort(np.concatenate([own for own, _ in parts]))

    def all_of(columns: Iterable[NDArray[Number]]) -> NDArray[Number]:
        """A column whose last axis is the classes."""
        return np.concatenate([*columns], axis=-1)[..., order]

    earned = {field.name: all_of(getattr(way.entitlement, field.name) for way in ways) for field in fields(Entitlement)}
    pairs = replace(
        ways[0].pairs,
        scenario=scenario,
        classes=classes,
        fastest_min=all_of(way.pairs.fastest_min for way in ways),
        ground_min=all_of(way.pairs.ground_min for way in ways),
        traveller=np.concatenate([own[way.pairs.traveller] for own, way in parts]).astype(np.int32),
        row=np.concatenate([way.pairs.row for way in ways]),
    )
    return Direction(
        pairs=pairs,
        entitlement=Entitlement(**earned),
        entries=_joined([own[way.entries.traveller] for own, way in parts], [way.entries for way in ways]),
        counting=all_of(way.counting for way in ways),
        by_night=np.any([way.by_night for way in ways], axis=0),
        rest_due=all_of(way.rest_due for way in ways),
    )


def _joined(travellers: Sequence[Int64], parts: Sequence[Entries]) -> Entries:
    """The entries of all parts in their order, for the numbers of their classes among all."""
    columns = {field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Entries)}
    columns["traveller"] = np.concatenate(travellers).astype(np.int32)
    order = np.lexsort((columns["row"], columns["moved"], columns["cost"], columns["traveller"], columns["start"]))
    return Entries(**{name: column[order] for name, column in columns.items()})
