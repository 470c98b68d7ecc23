"""Whether the offers on sale have seats for everybody: a cut of the flow of people over offers."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.solver.bounds.crowds import home_numbers
from sprintplan.solver.instance.block import NOTHING, Block
from sprintplan.solver.instance.candidate import Way


@dataclass(frozen=True)
class Shortage:
    """Too few seats one way at a candidate.

    Attributes
    ----------
    outbound : whether it is the way there
    heads : people who have to travel that way on offers that state their seats
    seats : those of all offers that any of them may take
    person : position of somebody from the homes that all of them share; None where homes differ
    """

    outbound: bool
    heads: int
    seats: int
    person: int | None

    @property
    def missing(self) -> int:
        """How many find no seat, at least."""
        return self.heads - self.seats


def shortage(block: Block) -> Shortage | None:
    """The largest shortage of seats at the one candidate of a `block`, of people from the same homes or of everybody;
    None where such cuts show none.

    Source: the easy half of max-flow min-cut (Ford and Fulkerson 1956), for cuts around each home and around the venue.
    """
    known = [one for outbound in (True, False) for one in _shortages(block, outbound)]
    return max(known, key=lambda one: (one.missing, one.person is not None), default=None)


def _shortages(block: Block, outbound: bool) -> Iterator[Shortage]:
    """The shortages one way, by homes and of everybody."""
    (candidate,) = block.candidates
    group, key, most = _taken(block, outbound)
    short = np.zeros(len(block.count), np.bool_)
    short[candidate.flying] = True
    short[group[key == NOTHING]] = False
    home = home_numbers(candidate.choices.classes.homes)[candidate.groups.traveller]
    for number in (None, *np.flatnonzero(np.bincount(home[short])).tolist()):
        mine = short if number is None else short & (home == number)
        taken = mine[group]
        seats = dict(zip(key[taken].tolist(), most[taken].tolist(), strict=True))
        heads, first = int(block.count[mine].sum()), int(np.flatnonzero(mine)[0]) if mine.any() else 0
        if heads > sum(seats.values()):
            person = None if number is None else candidate.groups.members[first][0]
            yield Shortage(outbound, heads, sum(seats.values()), person)


def _taken(block: Block, outbound: bool) -> tuple[Int64, Int64, Int64]:
    """Of every column that travels one way its group, the offer whose seat it takes then, NOTHING where that has no
    limit, and how many seats that has."""
    columns, (keys, most) = block.columns, block.seats
    at = np.flatnonzero(columns.way != (Way.BACK if outbound else Way.OUT))
    slot = np.zeros(len(at), np.int64)
    if not outbound:
        slot[(columns.way[at] == Way.BACK) | block.takes_two[at]] = 1
    return columns.group[at], keys[slot, at], most[slot, at]
