"""transit.csv: visas that connections need, once for each country of a journey."""

from collections.abc import Hashable

import numpy as np

from sprintplan.offers.table import Int32, Int64
from sprintplan.rules.pairs import NEVER, Pairs
from sprintplan.rules.place import VisaWay, transit_ways
from sprintplan.units import MINUTES_PER_DAY
from sprintplan.world.airports import countries_among


def transit_fees(pairs: Pairs) -> Int64:
    """(p,) lowest fees of all transit visas of each of `pairs`, minor units, in time for the journey's departure; -1
    where some connection is open to no passport in time."""
    total = np.zeros(len(pairs.row), np.int64)
    listed = tuple(sorted({country for _, country in pairs.scenario.transit or {}}))
    if not listed or len(pairs.table.seg_cabin) == 1:
        return total
    country = countries_among(listed)
    lead, fee = _ways(pairs, listed)
    ahead = pairs.of_row(pairs.table.departs_local // MINUTES_PER_DAY) - pairs.today
    passed: list[Int32 | Int64] = []
    for via in pairs.table.seg_origin[1:].take(pairs.row, axis=1):
        there = country[via]
        for before in passed:
            there = np.where(there == before, len(listed), there)
        passed.append(there)
        best = np.full(len(total), -1, np.int64)
        for slot in range(lead.shape[2]):
            in_time = lead[pairs.traveller, there, slot] <= ahead
            mine = fee[pairs.traveller, there, slot]
            best = np.where(in_time & ((best < 0) | (mine < best)), mine, best)
        total = np.where((total < 0) | (best < 0), -1, total + best)
    return total


def _ways(pairs: Pairs, listed: tuple[str, ...]) -> tuple[Int64, Int64]:
    """(classes, countries + 1, ways) lead days and fees of each class's ways; the last country stands for all others,
    where nothing is needed."""
    known: dict[Hashable, list[tuple[VisaWay, ...]]] = {}
    ways = []
    for traits in (one.traits for one in pairs.classes):
        passports = traits.home.country, traits.may_enter, traits.citizenship
        if passports not in known:
            known[passports] = [transit_ways(pairs.scenario, traits, pairs.venue, country) for country in listed]
        ways.append(known[passports])
    most = max((len(visas) for mine in ways for visas in mine), default=1)
    lead = np.full((len(ways), len(listed) + 1, max(most, 1)), NEVER, np.int64)
    fee = np.zeros(lead.shape, np.int64)
    lead[:, len(listed), 0] = -NEVER
    for who, mine in enumerate(ways):
        for country, visas in enumerate(mine):
            for slot, way in enumerate(visas):
                lead[who, country, slot] = way.lead_days or -NEVER
                fee[who, country, slot] = way.fee_minor
    return lead, fee
