"""Ways through the real network with up to two connections, from many airports to one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.estimate.blocks import route_minutes
from sprintplan.offers.table import Int32, Int64
from sprintplan.world.airports import airports
from sprintplan.world.routes import routes

CONNECTION_COST_MIN = 120
NO_WAY = 1_000_000
ONE_STOP_WAYS, TWO_STOP_WAYS = 4, 4
# With a nonstop flight one connecting way is kept beside it, for those whom a flight limit crowds out.


@dataclass(frozen=True)
class Paths:
    """n ways: (4, n) airport numbers in order of travel, -1 where a way has fewer stops, and (n,) legs 1..3."""

    stops: Int32
    legs: Int32


@dataclass(frozen=True)
class _Network:
    """Directed routes with their block times."""

    origin: Int32
    destination: Int32
    minutes: Int32


def paths(homes: Int32, end: int, *, outbound: bool) -> Paths:
    """Ways between each of the home airports and the airport `end`, outbound to it, else from it."""
    network = routes()
    ends = (network.origin.astype(np.int32), network.destination.astype(np.int32))
    origin, destination = ends if outbound else ends[::-1]
    ways = _ways(_Network(origin, destination, route_minutes()), homes, end)
    if outbound:
        return ways
    slot = np.arange(4)[:, None]
    turned = np.where(slot <= ways.legs, ways.legs - slot, 3)
    return Paths(np.take_along_axis(ways.stops, turned, axis=0), ways.legs)


def _ways(network: _Network, homes: Int32, end: int) -> Paths:
    size = len(airports().codes)
    last_leg = np.full(size, NO_WAY, np.int64)
    ends = network.destination == end
    last_leg[network.origin[ends]] = network.minutes[ends]
    direct = homes[last_leg[homes] < NO_WAY]
    one_stop = _one_stop(network, last_leg, homes, end, np.isin(homes, direct))
    remote = homes[~np.isin(homes, np.append(direct, one_stop.stops[0]))]
    return _joined(_nonstop(direct, end), one_stop, _two_stop(network, last_leg, remote, end))


def _best_onward(network: _Network, onward: Int64) -> tuple[Int64, Int32]:
    """(airports,) least minutes by one more leg than `onward` knows, and the stop on that way."""
    cost = network.minutes + CONNECTION_COST_MIN + onward[network.destination]
    order = np.lexsort((network.destination, cost, network.origin))
    origin, first = np.unique(network.origin[order], return_index=True)
    best, via = np.full(len(onward), NO_WAY, np.int64), np.full(len(onward), -1, np.int32)
    best[origin], via[origin] = np.minimum(cost[order[first]], NO_WAY), network.destination[order[first]]
    return best, via


def _cheapest_legs(network: _Network, onward: Int64, homes: Int32, most: NDArray[np.int64]) -> tuple[Int32, Int32]:
    """(home, stop) of each home's `most` quickest first legs towards places that `onward` knows a way from."""
    limit = np.zeros(len(onward), np.int64)
    limit[homes] = most
    wanted = np.flatnonzero((limit[network.origin] > 0) & (onward[network.destination] < NO_WAY))
    cost = network.minutes[wanted] + onward[network.destination[wanted]]
    order = wanted[np.lexsort((network.destination[wanted], cost, network.origin[wanted]))]
    origin = network.origin[order]
    rank = np.arange(len(order)) - np.searchsorted(origin, origin)
    kept = order[rank < limit[origin]]
    return network.origin[kept], network.destination[kept]


def _nonstop(homes: Int32, end: int) -> Paths:
    return _stacked([homes, np.full(len(homes), end)])


def _one_stop(network: _Network, last_leg: Int64, homes: Int32, end: int, direct: NDArray[np.bool_]) -> Paths:
    home, stop = _cheapest_legs(network, last_leg, homes, np.where(direct, 1, ONE_STOP_WAYS))
    kept = (home != end) & (stop != end)
    return _stacked([home[kept], stop[kept], np.full(int(kept.sum()), end)])


def _two_stop(network: _Network, last_leg: Int64, homes: Int32, end: int) -> Paths:
    if not len(homes):
        return _stacked([homes, homes])
    one_stop, via = _best_onward(network, last_leg)
    home, stop = _cheapest_legs(network, one_stop, homes, np.full(len(homes), TWO_STOP_WAYS))
    kept = (via[stop] != home) & (via[stop] != end) & (stop != end) & (home != end)
    home, stop = home[kept], stop[kept]
    return _stacked([home, stop, via[stop], np.full(len(home), end)])


def _stacked(stops: list[NDArray[np.int32]]) -> Paths:
    count = len(stops[0])
    padding = [np.full(count, -1, np.int32)] * (4 - len(stops))
    return Paths(np.stack([*stops, *padding]).astype(np.int32), np.full(count, len(stops) - 1, np.int32))


def _joined(*parts: Paths) -> Paths:
    return Paths(np.concatenate([p.stops for p in parts], axis=1), np.concatenate([p.legs for p in parts]))
