"""What candidates cost in each of many markets: everybody's best trip anew under the fares of each.

A journey costs `rest + fare x factor` in a market, and each night that it adds a share of the room rate's error.
Limits that travellers share are not looked at: where some bind, a cost is a lower bound.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sprintplan.columns import ranges
from sprintplan.market.draws import Factors
from sprintplan.offers.table import Int32, Int64

PIECE = 1 << 16
"""Groups times markets that are costed at a time, so that they stay in the processor's cache."""
COLUMNS = ("rest", "fare", "rooms", "weighed", "level", "own")
"""Members of lines that have a value a line."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Lines:
    """What groups may take one way, sorted by group: group g has those from first[g] to first[g + 1].

    Attributes
    ----------
    rest, fare, rooms : (l,) minor units: what no market changes, the fare as estimated, and rooms of added nights
    weighed : (l,) minor units of `rest` that are no cash
    level, own : (l,) rows of the factors
    """

    first: Int32
    rest: Factors
    fare: Factors
    rooms: Factors
    weighed: Factors
    level: Int32
    own: Int32

    def of_groups(self, group: Int64) -> "Lines":
        """The lines of some groups, `group` being (g,) their numbers, which become the groups from 0 on."""
        width = self.first[group + 1] - self.first[group]
        at = ranges(self.first[group], width)
        columns = {name: getattr(self, name)[at] for name in COLUMNS}
        return Lines(first=np.append(0, np.cumsum(width)).astype(np.int32), **columns)

    @cached_property
    def rooms_vary(self) -> bool:
        """Whether any line adds nights at a rate that is not known."""
        return bool(self.rooms.any())

    def __len__(self) -> int:
        return len(self.rest)


class MarketFactors(NamedTuple):
    """Factors of m markets: of levels, of own parts, of the venue's room rate and of its other rates."""

    level: Factors
    own: Factors
    rooms: Factors
    rates: Factors

    def of(self, markets: slice) -> "MarketFactors":
        """Of some of the markets."""
        return MarketFactors(*(np.ascontiguousarray(part[..., markets]) for part in self))

    def certain(self) -> "MarketFactors":
        """One market in which everything costs what it is estimated at."""
        return MarketFactors(*(np.ones((*part.shape[:-1], 1), np.float32) for part in self))


@dataclass(frozen=True)
class CandidateLines:
    """k candidates of one event at one venue, ready to be costed in any market.

    Attributes
    ----------
    fixed, rooms, rates : (k,) minor units that no journey decides: in all, and of it rooms, and hire and day rates
    fixed_weighed : (k,) minor units of `fixed` that are no cash
    owner, heads : (g,) the candidate of each group that flies, sorted, and its people
    ways : the lines out and home
    both : those of trips that are had as a whole alone, out and home side by side; None where there are none
    """

    fixed: Floats
    rooms: Floats
    rates: Floats
    fixed_weighed: Floats
    owner: Int64
    heads: Factors
    ways: tuple[Lines, ...]
    both: tuple[Lines, ...] | None

    def only(self, candidates: Int64) -> "CandidateLines":
        """Some of the candidates, by their numbers, in order."""
        group = np.flatnonzero(np.isin(self.owner, candidates))
        order = np.argsort(candidates)
        fixed = {name: getattr(self, name)[candidates] for name in ("fixed", "rooms", "rates", "fixed_weighed")}
        return CandidateLines(
            owner=order[np.searchsorted(candidates[order], self.owner[group])],
            heads=self.heads[group],
            ways=tuple(lines.of_groups(group) for lines in self.ways),
            both=self.both and tuple(lines.of_groups(group) for lines in self.both),
            **fixed,
        )

    def costs(self, factors: MarketFactors) -> Floats:
        """(k, m) minor units of the objective in each market of the `factors`."""
        total, every = self._before_trips(factors), np.arange(len(self.heads))
        if self.both is None:
            for lines in self.ways:
                order = np.argsort(np.diff(lines.first)[::-1], kind="stable")[::-1]
                for group in _pieces(len(self.heads) - 1 - order, factors):
                    self._add(total, group, _least((lines,), group, factors))
            return total
        for group in _pieces(every, factors):
            out, home = (_least((lines,), group, factors) for lines in self.ways)
            self._add(total, group, np.minimum(out + home, _least(self.both, group, factors)))
        return total

    def cash(self, factors: MarketFactors) -> Floats:
        """(k, m) minor units of cash in each market of the `factors`, where everybody takes what costs least in the
        objective."""
        total = self._before_trips(factors) - self.fixed_weighed[:, None]
        for group in _pieces(np.arange(len(self.heads)), factors):
            trips = [_least_with_cash((lines,), group, factors) for lines in self.ways]
            cost, cash = (out + home for out, home in zip(*trips, strict=True))
            if self.both is not None:
                together, paid = _least_with_cash(self.both, group, factors)
                cash = np.where(together < cost, paid, cash)
            self._add(total, group, cash)
        return total

    def _before_trips(self, factors: MarketFactors) -> Floats:
        """(k, m) what no journey decides."""
        total = self.fixed[:, None] + np.outer(self.rooms, factors.rooms.astype(np.float64) - 1)
        return total + np.outer(self.rates, factors.rates.astype(np.float64) - 1)

    def _add(self, total: Floats, group: Int64, each: Factors) -> None:
        """Add what some groups cost a head, (groups, m), to their candidates."""
        heads = np.zeros((len(total), len(group)), np.float32)
        heads[self.owner[group], np.arange(len(group))] = self.heads[group]
        total += heads @ each


def _pieces(groups: Int64, factors: MarketFactors) -> Iterator[Int64]:
    """Some groups in order, as many at a time as are costed together."""
    piece = max(1, PIECE // factors.level.shape[1])
    return (groups[begin : begin + piece] for begin in range(0, len(groups), piece))


def _least(parts: tuple[Lines, ...], group: Int64, factors: MarketFactors) -> Factors:
    """(g, m) the least cost in each market, by group, of lines that stand side by side and are bought together; quicker
    where groups have about as many."""
    begin, count = parts[0].first[group], np.diff(parts[0].first)[group]
    least = np.full((len(group), factors.level.shape[1]), np.inf, np.float32)
    room = np.empty((len(parts), 2, *least.shape), np.float32)
    for slot in range(int(count.max(initial=0))):
        mine = np.flatnonzero(count > slot)
        cost = _costs(parts, begin[mine] + slot, factors, room[:, :, : len(mine)])
        if mine[-1] == len(mine) - 1:
            np.minimum(least[: len(mine)], cost, out=least[: len(mine)])
        else:
            least[mine] = np.minimum(least[mine], cost)
    return least


def _costs(parts: tuple[Lines, ...], at: Int64, factors: MarketFactors, room: Factors) -> Factors:
    """(k, m) what some lines cost in each market, all parts together, worked out in `room`, (parts, 2, k, m)."""
    for lines, (cost, own) in zip(parts, room, strict=True):
        factors.level.take(lines.level[at], axis=0, out=cost, mode="clip")
        factors.own.take(lines.own[at], axis=0, out=own, mode="clip")
        cost *= own
        cost *= lines.fare[at, None]
        cost += lines.rest[at, None]
        if lines.rooms_vary:
            cost += lines.rooms[at, None] * (factors.rooms - 1)
    return np.asarray(room[0, 0] if len(parts) == 1 else room[:, 0].sum(axis=0), np.float32)


def _least_with_cash(parts: tuple[Lines, ...], group: Int64, factors: MarketFactors) -> tuple[Factors, Factors]:
    """(g, m) each group's least cost in each market, as `_least` has it, and the cash of what costs least."""
    begin, count = parts[0].first[group], np.diff(parts[0].first)[group]
    least, weighed = np.full((2, len(group), factors.level.shape[1]), np.inf, np.float32)
    every = np.sum([lines.weighed for lines in parts], axis=0)
    for slot in range(int(count.max(initial=0))):
        mine = np.flatnonzero(count > slot)
        at = begin[mine] + slot
        cost = _costs(parts, at, factors, np.empty((len(parts), 2, len(at), least.shape[1]), np.float32))
        better = cost < least[mine]
        weighed[mine] = np.where(better, every[at, None], weighed[mine])
        least[mine] = np.where(better, cost, least[mine])
    return least, least - np.where(np.isfinite(least), weighed, 0)
