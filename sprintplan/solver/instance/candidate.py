"""One start of one event at one venue: what its travellers may buy, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np

from sprintplan.columns import ranges
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import UNKNOWN, Int64, OfferTable
from sprintplan.rules.attendance import Attendance
from sprintplan.rules.choices import Choices, Entries
from sprintplan.solver.instance.groups import Roster
from sprintplan.solver.instance.relaxation import Options, Relaxed


class Way(IntEnum):
    """What a column buys."""

    OUT = 0
    BACK = 1
    BOTH = 2


@dataclass(frozen=True)
class Columns:
    """What each group may buy: (m,) arrays, sorted by way, group and cost.

    group : position in the candidate's roster; way : number of `Way`
    position : entry of its direction, or both-ways offer; out, back : entries of each direction, -1 where not bought
    cost : objective in minor units; out_min, back_min : minutes
    """

    group: Int64
    way: Int64
    position: Int64
    out: Int64
    back: Int64
    cost: Int64
    out_min: Int64
    back_min: Int64

    def __len__(self) -> int:
        return len(self.group)

    def at(self, positions: Int64) -> "Columns":
        """Some of the columns."""
        return Columns(**{name: column[positions] for name, column in self.__dict__.items()})

    @staticmethod
    def joined(parts: "Sequence[Columns]") -> "Columns":
        """Columns one below the other."""
        names = Columns.__dataclass_fields__
        return Columns(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


@dataclass(frozen=True)
class Candidate:
    """One start of one event at one venue, ready to be solved.

    `roster` holds its groups; `most` is how many columns each group and way has at most, the cheapest ones
    """

    relaxed: Relaxed
    start: int
    roster: Roster
    most: int | None = None

    @property
    def choices(self) -> Choices:
        """What everybody may do there."""
        return self.relaxed.choices

    @property
    def scenario(self) -> Scenario:
        """The company's year."""
        return self.choices.scenario

    @property
    def table(self) -> OfferTable:
        """The offers of the venue."""
        return self.relaxed.table

    @cached_property
    def status(self) -> Int64:
        """(groups,) how each group takes part, numbers of `Attendance`."""
        return np.asarray(self.choices.attending.status[self.start][self.roster.traveller], np.int64)

    @cached_property
    def flying(self) -> Int64:
        """Groups that fly there."""
        return np.flatnonzero(self.status == Attendance.TRAVELS)

    @cached_property
    def travellers(self) -> int:
        """How many people fly there."""
        return int(self.roster.count[self.flying].sum())

    @cached_property
    def fixed_minor(self) -> int:
        """Everything that no journey decides: hire, base costs, people at home, on own means or away."""
        base = self.choices.base_minor[self.start][self.roster.traveller]
        return self.choices.venue_minor + int(base @ self.roster.count)

    @cached_property
    def columns(self) -> Columns:
        """Everything that the groups who fly there may buy."""
        return Columns.joined([self._part(way, options) for way, options in enumerate(self.relaxed.options)])

    def _part(self, way: int, options: Options) -> Columns:
        number = self.start * self.relaxed.shape[1] + self.roster.traveller[self.flying]
        first, width = options.first[number], options.first[number + 1] - options.first[number]
        width = width if self.most is None else np.minimum(width, self.most)
        at = ranges(first, width)
        return self.bought(np.repeat(self.flying, width), way, options.entry[at], options.cost[at])

    def bought(self, group: Int64, way: int, position: Int64, cost: Int64) -> Columns:
        """Columns of one way, by position in the entries or in the both-ways offers."""
        both, nothing = self.choices.both, np.full(len(group), -1, np.int64)
        out = both.outbound[position] if way == Way.BOTH else position if way == Way.OUT else nothing
        back = both.inbound[position] if way == Way.BOTH else position if way == Way.BACK else nothing
        return Columns(
            group=group,
            way=np.full(len(group), way, np.int64),
            position=position.astype(np.int64),
            out=out.astype(np.int64),
            back=back.astype(np.int64),
            cost=cost.astype(np.int64),
            out_min=self._minutes(self.choices.outbound.entries, out),
            back_min=self._minutes(self.choices.inbound.entries, back),
        )

    def _minutes(self, entries: Entries, entry: Int64) -> Int64:
        """Minutes of entries of one direction; 0 where none is bought."""
        minutes, there = np.zeros(len(entry), np.int64), entry >= 0
        minutes[there] = self.table.duration_min[entries.row[entry[there]]]
        return minutes

    def row(self, entry: Int64, *, outbound: bool) -> Int64:
        """Table rows of entries of one direction, UNKNOWN where the entry is -1."""
        entries = (self.choices.outbound if outbound else self.choices.inbound).entries
        if not len(entries.row):
            return np.full(len(entry), UNKNOWN, np.int64)
        return np.where(entry >= 0, entries.row[entry], UNKNOWN).astype(np.int64)
