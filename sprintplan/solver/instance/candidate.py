"""One start of one event at one venue: what its travellers may buy, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import IntEnum
from functools import cached_property

import numpy as np

from sprintplan.columns import ranges
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import UNKNOWN, Int32, Int64, Mask, OfferTable, taken
from sprintplan.rules.attendance import Attendance
from sprintplan.rules.choices import Choices
from sprintplan.rules.costs import Bought
from sprintplan.solver.instance.groups import Groups
from sprintplan.solver.instance.relaxation import Options, VenueRelaxation


class Way(IntEnum):
    """What a column buys."""

    OUT = 0
    BACK = 1
    BOTH = 2


@dataclass(frozen=True)
class Columns:
    """What each group may buy: (m,) arrays, sorted by way, group and cost.

    Attributes
    ----------
    group : number in the candidate's groups
    way : number of `Way`
    out_row, back_row : rows of the offer table, UNKNOWN where the column buys no such journey
    cost : objective of one traveller, minor units
    visa_minor, home_visa_minor : visa fees of the outbound and the return, part of the cost
    early, late : nights that outbound and return add
    out_exchange, back_exchange : what bookings that are exchanged take off, part of the cost
    change : what it counts as a change of the published itinerary, part of the cost
    changed : 1 where a published itinerary changes by it, counted outbound
    moved : minutes by which its ends differ from the published ones
    out_min, back_min : minutes of the journeys, 0 where there is none
    """

    group: Int64
    way: Int64
    out_row: Int64
    back_row: Int64
    cost: Int64
    visa_minor: Int64
    home_visa_minor: Int64
    early: Int64
    late: Int64
    out_exchange: Int64
    back_exchange: Int64
    change: Int64
    changed: Int64
    moved: Int64
    out_min: Int64
    back_min: Int64

    def __len__(self) -> int:
        return len(self.group)

    def at(self, positions: Int64) -> "Columns":
        """The columns at some `positions`, (k,)."""
        return Columns(**{name: column[positions] for name, column in self.__dict__.items()})

    def journeys(self, table: OfferTable, start: int | Int64) -> tuple[tuple[Int64, Bought], tuple[Int64, Bought]]:
        """For the outbound journey and the return: the columns that buy such a journey, (k,), and what they buy.

        Parameters
        ----------
        table : the offers of the candidate
        start : its start of the event, or (m,) that of each column
        """
        nothing, starts = np.zeros(len(self), np.int64), np.broadcast_to(np.int64(start), len(self))
        out, home = (
            (
                at := np.flatnonzero(row != UNKNOWN),
                Bought(table, row[at], starts[at], visa[at], nights[at], outbound, exchange[at], change[at]),
            )
            for outbound, row, visa, nights, exchange, change in (
                (True, self.out_row, self.visa_minor, self.early, self.out_exchange, self.change),
                (False, self.back_row, self.home_visa_minor, self.late, self.back_exchange, nothing),
            )
        )
        return out, home

    @staticmethod
    def joined(parts: "Sequence[Columns]") -> "Columns":
        """The columns of all `parts`, one below the other."""
        names = Columns.__dataclass_fields__
        return Columns(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


NO_COLUMNS = Columns(*np.zeros((len(fields(Columns)), 0), np.int64))
"""What nobody buys anything by."""


@dataclass(frozen=True)
class Candidate:
    """One start of one event at one venue, ready to be solved.

    Attributes
    ----------
    relaxation : the event at the venue, for every start
    start : number of the first day among the event's starts
    groups : who is called, as groups that are counted
    most : how many columns each group and way has at most, the cheapest ones; None for all
    """

    relaxation: VenueRelaxation
    start: int
    groups: Groups
    most: int | None = None

    @property
    def choices(self) -> Choices:
        """What everybody may do there."""
        return self.relaxation.choices

    @property
    def scenario(self) -> Scenario:
        """The company's year."""
        return self.choices.scenario

    @property
    def table(self) -> OfferTable:
        """The offers of the venue."""
        return self.relaxation.table

    @cached_property
    def status(self) -> Int64:
        """(groups,) how each group takes part, numbers of `Attendance`."""
        return np.asarray(self.choices.attending.status[self.start][self.groups.traveller], np.int64)

    @cached_property
    def flying(self) -> Int64:
        """Groups that fly there."""
        return np.flatnonzero(self.status == Attendance.TRAVELS)

    @cached_property
    def travellers(self) -> int:
        """How many people fly there."""
        return int(self.groups.count[self.flying].sum())

    @cached_property
    def fixed_minor(self) -> int:
        """Everything that no journey decides: hire, base costs, people at home, on own means or away."""
        base = self.choices.base_minor[self.start][self.groups.traveller]
        return self.choices.venue_minor + int(base @ self.groups.count)

    @cached_property
    def published(self) -> Mask:
        """(classes,) who was told an itinerary to the event."""
        return self.choices.classes.published

    @cached_property
    def columns(self) -> Columns:
        """Everything that the groups who fly there may buy."""
        return columns_of([self])[0]


def columns_of(candidates: Sequence[Candidate]) -> tuple[Columns, Int64]:
    """What the groups of some `candidates` may buy, starts of one event at one venue, one below the other; and
    (candidates,) how many columns each has."""
    shop = _Shelves(candidates)
    parts = [shop.part(way, options) for way, options in enumerate(shop.relaxation.options)]
    columns, owner = Columns.joined([part for part, _ in parts]), np.concatenate([whose for _, whose in parts])
    count = np.bincount(owner, minlength=len(candidates)).astype(np.int64)
    return columns if len(candidates) == 1 else columns.at(np.argsort(owner, kind="stable")), count


class _Shelves:
    """What the groups who fly to some starts of an event at a venue find on sale."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        one, flying = candidates[0], [candidate.flying for candidate in candidates]
        self.relaxation, self.most, self.published = one.relaxation, one.most, one.published
        self.owner = np.repeat(np.arange(len(candidates)), [len(groups) for groups in flying])
        self.group = np.concatenate(flying)
        traveller = [c.groups.traveller[groups] for c, groups in zip(candidates, flying, strict=True)]
        self.traveller = np.concatenate(traveller)
        start = np.array([candidate.start for candidate in candidates], np.int64)
        self.number = start[self.owner] * self.relaxation.shape[1] + self.traveller

    def part(self, way: int, options: Options) -> tuple[Columns, Int64]:
        """The columns of one `way`, of which these are the `options`, and (k,) the candidate of each."""
        first, width = options.first[self.number], options.first[self.number + 1] - options.first[self.number]
        width = width if self.most is None else np.minimum(width, self.most)
        if not width.any():
            return NO_COLUMNS, np.zeros(0, np.int64)
        at, whose = ranges(first, width), np.repeat(np.arange(len(width)), width)
        return self._bought(whose, way, options.entry[at], options.cost[at]), self.owner[whose]

    def _bought(self, whose: Int64, way: int, position: Int64, cost: Int64) -> Columns:
        """Columns of one way, by position in the entries or in the both-ways offers."""
        choices, group = self.relaxation.choices, self.group[whose]
        both, there, home = choices.both, choices.outbound.entries, choices.inbound.entries
        out = both.outbound[position] if way == Way.BOTH else position if way == Way.OUT else None
        back = both.inbound[position] if way == Way.BOTH else position if way == Way.BACK else None
        minutes, kept = self.relaxation.table.duration_min, np.zeros(len(group), np.bool_)
        if way == Way.BOTH:
            kept = both.kept[position]
        changes_itinerary = self.published[self.traveller[whose]] & (way != Way.BACK) & ~kept
        size = len(group)

        def bought(column: Int32 | Int64, at: Int64 | None, without: int = 0) -> Int64:
            """(m,) the column at some positions, something else where the way has none of that journey."""
            if at is None:
                return np.full(size, without, np.int64)
            return taken(column, at).astype(np.int64, copy=False)

        out_row, back_row = bought(there.row, out, UNKNOWN), bought(home.row, back, UNKNOWN)
        return Columns(
            group=group,
            way=np.full(len(group), way, np.int64),
            out_row=out_row,
            back_row=back_row,
            cost=cost.astype(np.int64),
            visa_minor=bought(there.visa, out),
            home_visa_minor=bought(home.visa, back),
            early=bought(there.extra_nights, out),
            late=bought(home.extra_nights, back),
            out_exchange=bought(there.exchange, out),
            back_exchange=bought(home.exchange, back),
            change=np.where(kept, 0, bought(there.change, out)),
            changed=changes_itinerary.astype(np.int64),
            moved=np.where(kept, 0, bought(there.moved, out) + bought(home.moved, back)),
            out_min=bought(minutes, None if out is None else out_row),
            back_min=bought(minutes, None if back is None else back_row),
        )
