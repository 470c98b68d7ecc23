"""Airlines of the network: which are low-cost, and which sell journeys together."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sprintplan.world.tables import rows

TICKET_BITS = 128
OWN_BITS = 112
"""The tokens that most carriers share have a bit each; the rest share the others, which seldom meet at one airport."""
NO_CONNECTIONS = "none"


@dataclass(frozen=True)
class Carriers:
    """n airlines.

    codes : ICAO codes, sorted
    low_cost : (n,) whether it is a low-cost airline
    tickets : (n, 2) bits; airlines that share one sell journeys with a connection between them, and one without any
        bit sells none, not even between its own flights
    """

    codes: tuple[str, ...]
    low_cost: NDArray[np.bool_]
    tickets: NDArray[np.uint64]


@cache
def carriers() -> Carriers:
    """The shipped table: alliances, subsidiaries and partners by hand, an airline alone where nothing is known."""
    table = rows("carriers.csv.gz")
    tokens = [set() if sells == NO_CONNECTIONS else {code, *sells.split()} for code, _, sells in table]
    shared: dict[str, int] = {}
    for token in (token for some in tokens for token in some):
        shared[token] = shared.get(token, 0) + 1
    order = sorted(shared, key=lambda token: (-shared[token], token))
    bit = {token: n if n < OWN_BITS else OWN_BITS + n % (TICKET_BITS - OWN_BITS) for n, token in enumerate(order)}
    masks = [sum(1 << number for number in {bit[token] for token in some}) for some in tokens]
    return Carriers(
        codes=tuple(code for code, _, _ in table),
        low_cost=np.array([low_cost == "yes" for _, low_cost, _ in table]),
        tickets=np.array([(mask % (1 << 64), mask >> 64) for mask in masks], np.uint64),
    )
