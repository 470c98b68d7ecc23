"""Ways through the real network with up to two connections, between many airports and one."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sprintplan.columns import rank_within
from sprintplan.offers.estimate.connections import sold_apart, typical_connection_min
from sprintplan.offers.estimate.frequency import weekly_flights
from sprintplan.offers.estimate.network import hub_network, is_hub, network
from sprintplan.offers.estimate.tickets import Bits, apart_minutes
from sprintplan.offers.table import Int32, Int64, Mask
from sprintplan.world.airports import airport_distance_km, airports, country_numbers

NO_WAY = ABOVE_ALL = 1 << 20
ONE_STOP_WAYS, TWO_STOP_WAYS, ONWARD_WAYS = 8, 7, 2
SLACK_RATIO, SLACK_MIN = 2, 480
"""Ways that promise to take longer than this beyond the home's best are not looked at."""
ABROAD_MIN = 240
"""What a connection abroad counts on a way within one country: no airline may sell it there."""
KEPT_HOMES = 8
"""Sets of homes of which the first legs are kept, each in one direction: any venue of the same events asks for them."""
SECOND_CONNECTION_MIN = 60
"""Two connections must save so much more: airlines sell the simpler journey."""


@dataclass(frozen=True)
class Paths:
    """n ways in order of travel: (4, n) airport numbers, -1 where a way has fewer stops; (3, n) routes; (n,) legs."""

    stops: Int32
    routes: Int32
    legs: Int32

    def take(self, chosen: Int64 | Mask) -> "Paths":
        """The ways that are `chosen`, by position or mask."""
        at = np.flatnonzero(chosen) if chosen.dtype == np.bool_ else chosen
        return Paths(self.stops.take(at, axis=1), self.routes.take(at, axis=1), self.legs[at])


def paths(homes: Int32, end: int, *, outbound: bool) -> Paths:
    """Ways between home airports and one airport of a venue.

    Per home the nonstop flight, the eight quickest with one connection and the seven quickest with two, as far as they
    promise to be sensible beside its best.

    Parameters
    ----------
    homes : airport numbers, sorted and distinct
    end : airport number at the venue
    outbound : whether the ways lead to it
    """
    outward = _Search(homes, end, outbound).ways()
    return outward if outbound else _reversed(outward)


def _reversed(ways: Paths) -> Paths:
    stop, leg = np.arange(4)[:, None], np.arange(3)[:, None]
    stops = np.take_along_axis(ways.stops, np.where(stop <= ways.legs, ways.legs - stop, 3), axis=0)
    flown = np.take_along_axis(ways.routes, np.where(leg < ways.legs, ways.legs - 1 - leg, 2), axis=0)
    return Paths(np.where(stop <= ways.legs, stops, -1), np.where(leg < ways.legs, flown, -1), ways.legs)


@dataclass(frozen=True)
class _Onward:
    """By airport: least minutes to the venue with one more connection, where that is, the route to it, its tickets."""

    minutes: Int64
    via: Int32
    route: Int32
    tickets: Bits


@dataclass(frozen=True)
class _FirstLegs:
    """(legs,) columns: home, airport to change planes at, minutes until one leaves there, route; (legs, 2) tickets."""

    near: Int32
    far: Int32
    minutes: Int64
    route: Int32
    tickets: Bits


class _Search:
    """One venue airport's ways, read from home to venue whatever the direction of travel."""

    def __init__(self, homes: Int32, end: int, outbound: bool) -> None:
        self.homes, self.end = homes[homes != end], end
        self.net, self.hubs = network(outbound), hub_network(outbound)
        self.legs = _first_legs(outbound, homes.tobytes())
        size = len(airports().codes)
        self.last, self.last_route = np.full(size, NO_WAY, np.int64), np.full(size, -1, np.int32)
        into = self.net.legs_to(end)
        if not is_hub()[self.net.near[into]].any():
            self.hubs = self.net
        self.last[self.net.near[into]] = self.net.minutes[into] + self.net.rare[into]
        self.last_route[self.net.near[into]] = self.net.route[into]
        self.last_tickets = np.zeros((size, 2), np.uint64)
        self.last_tickets[self.net.near[into]] = self.net.tickets[into]
        self.country = country_numbers()

    def ways(self) -> Paths:
        """Nonstop, one-stop and two-stop ways of every home that are worth looking at."""
        legs, onward = self.legs, self._onward()
        near = legs.near
        cost = legs.minutes + self._abroad(near, legs.far)
        cost[(near == self.end) | (legs.far == self.end)] = NO_WAY
        layer = np.repeat(np.arange(len(onward)), len(near))
        two = np.concatenate([self._two(cost, part) for part in onward])
        one = np.where(self._sold_apart(two[: len(near)]), NO_WAY, self._one(cost))
        best = self._best(np.minimum(one, two[: len(near)]))
        limit = np.maximum(best * SLACK_RATIO, best + SLACK_MIN)[near]
        ones = _quickest(near, one, (one < NO_WAY) & (one <= limit), ONE_STOP_WAYS)
        limits = np.tile(limit, len(onward))
        twos = _quickest(np.tile(near, len(onward)), two, (two < NO_WAY) & (two <= limits), TWO_STOP_WAYS)
        parts = [self._two_stop(twos[layer[twos] == n] - n * len(near), part) for n, part in enumerate(onward)]
        return _joined(self._nonstop(), self._one_stop(ones), *parts)

    def _one(self, cost: Int64) -> Int64:
        """(legs,) promised minutes by each first leg, whose `cost` is (legs,), and the last."""
        far = self.legs.far
        apart = apart_minutes(self.legs.tickets, self.last_tickets[far])
        return np.asarray(np.minimum(cost + self.last[far] + apart, NO_WAY), np.int64)

    def _two(self, cost: Int64, onward: _Onward) -> Int64:
        """(legs,) promised minutes by each first leg and a second connection."""
        far = self.legs.far
        apart = apart_minutes(self.legs.tickets, onward.tickets[far])
        promised = cost + onward.minutes[far] + SECOND_CONNECTION_MIN + apart
        back = onward.via[far] == self.legs.near
        return np.asarray(np.where(back, NO_WAY, np.minimum(promised, NO_WAY)), np.int64)

    def _sold_apart(self, two: Int64) -> Mask:
        """(legs,) whether no airline sells the one connection over each leg's end; without other ways all do."""
        home, hub = self.legs.near, self.legs.far
        joins = np.flatnonzero((self.last[hub] < NO_WAY) & (home != self.end))
        weekly = weekly_flights()
        product = weekly[self.legs.route[joins]] * weekly[self.last_route[hub[joins]]]
        end = np.full(len(joins), self.end, np.int32)
        away = airport_distance_km(home[joins], end)
        apart = np.zeros(len(home), np.bool_)
        apart[joins] = sold_apart(product, hub[joins], (home[joins], end), away)
        otherwise = np.zeros(len(self.last), np.bool_)
        otherwise[home[two < NO_WAY]] = True
        return apart & otherwise[home]

    def _abroad(self, near: Int32, stop: Int32) -> Int64:
        home = self.country[self.end]
        away = (self.country[near] == home) & (self.country[stop] != home)
        return np.asarray(np.where(away, ABROAD_MIN, 0), np.int64)

    def _best(self, cost: Int64) -> NDArray[np.int64]:
        """(airports,) least promise of each home, nonstop counted in."""
        best = np.full(len(self.last), NO_WAY, np.int64)
        best[self.homes] = self.last[self.homes]
        np.minimum.at(best, self.legs.near, cost)
        return best

    def _onward(self) -> list[_Onward]:
        """The best connections at a hub on the way to the venue, and the second best, from every airport."""
        hubs = self.hubs
        cost = hubs.minutes + typical_connection_min()[hubs.far] + self._abroad(hubs.near, hubs.far)
        cost += self.last[hubs.far]
        cost += hubs.rare + apart_minutes(hubs.tickets, self.last_tickets[hubs.far])
        packed = np.minimum(cost, NO_WAY) * len(cost) + np.arange(len(cost))
        starts = np.flatnonzero(np.diff(hubs.first))
        onward = []
        for _ in range(ONWARD_WAYS):
            minutes = np.full(len(self.last), NO_WAY, np.int64)
            via, route = np.full((2, len(self.last)), -1, np.int32)
            tickets = np.zeros((len(self.last), 2), np.uint64)
            minutes[starts], leg = np.divmod(np.minimum.reduceat(packed, hubs.first[starts]), len(cost))
            via[starts], route[starts], tickets[starts] = hubs.far[leg], hubs.route[leg], hubs.tickets[leg]
            packed[leg] = NO_WAY * len(cost) + leg
            onward.append(_Onward(minutes, via, route, tickets))
        return onward

    def _nonstop(self) -> Paths:
        homes = self.homes[self.last[self.homes] < NO_WAY]
        return _stacked([homes, np.full(len(homes), self.end)], [self.last_route[homes]])

    def _one_stop(self, legs: Int64) -> Paths:
        home, stop = self.legs.near[legs], self.legs.far[legs]
        return _stacked([home, stop, np.full(len(legs), self.end)], [self.legs.route[legs], self.last_route[stop]])

    def _two_stop(self, legs: Int64, onward: _Onward) -> Paths:
        home, stop = self.legs.near[legs], self.legs.far[legs]
        second = onward.via[stop]
        flown = [self.legs.route[legs], onward.route[stop], self.last_route[second]]
        return _stacked([home, stop, second, np.full(len(legs), self.end)], flown)


@lru_cache(maxsize=KEPT_HOMES)
def _first_legs(outbound: bool, homes: bytes) -> _FirstLegs:
    """The legs from some `homes`, by the bytes of their numbers, which end at a hub, or at the best connected airport
    that the home has a flight to."""
    net = network(outbound)
    legs = net.legs_from(np.frombuffer(homes, np.int32))
    size, near = np.where(is_hub(), ABOVE_ALL, airports().degree)[net.far[legs]], net.near[legs]
    most = np.zeros(len(airports().codes), np.int64)
    np.maximum.at(most, near, size)
    legs = legs[size == most[near]]
    far = net.far[legs]
    minutes = net.minutes[legs] + net.rare[legs] + typical_connection_min()[far]
    return _FirstLegs(net.near[legs], far, minutes, net.route[legs], net.tickets[legs])


def _quickest(home: Int32, cost: Int64, kept: Mask, most: int) -> Int64:
    """Positions of each home's quickest legs; of equals the first."""
    at = np.flatnonzero(kept)
    order = at[np.lexsort((cost[at], home[at]))]
    return np.asarray(order[rank_within(home[order]) < most], np.int64)


def _stacked(stops: list[NDArray[np.int32]], flown: list[NDArray[np.int32]]) -> Paths:
    count = len(stops[0])
    nothing = np.full(count, -1, np.int32)
    legs = np.full(count, len(flown), np.int32)
    padded = [*stops, *[nothing] * (4 - len(stops))], [*flown, *[nothing] * (3 - len(flown))]
    return Paths(np.stack(padded[0]).astype(np.int32), np.stack(padded[1]).astype(np.int32), legs)


def _joined(*parts: Paths) -> Paths:
    stops, flown = (np.concatenate([getattr(p, name) for p in parts], axis=1) for name in ("stops", "routes"))
    return Paths(stops, flown, np.concatenate([p.legs for p in parts]))
