"""`[[policy.rest]]`: nights before the eve that a traveller has a right to after a long way or many time zones."""

import numpy as np

from sprintplan.domain.events import Event
from sprintplan.domain.journey_rules import RestRule
from sprintplan.offers.table import Int32, Int64
from sprintplan.rules.entitlement import measure
from sprintplan.rules.pairs import NEVER, Pairs
from sprintplan.units import MINUTES_PER_DAY, day_number
from sprintplan.world.airports import airports
from sprintplan.world.zones import local_from_utc

NOON_MIN = 12 * 60


def rest_nights(pairs: Pairs, event: Event) -> Int32:
    """(starts, classes) nights before the eve that outbound `pairs` land, for each start of an `event`; 0 where no
    rule asks for any, and on the return."""
    nights = np.zeros((len(event.starts), len(pairs.classes)), np.int32)
    if not pairs.outbound:
        return nights
    for number, terms in enumerate(pairs.scenario.policy.rest):
        named = np.array([traveller.traits.rest_rules[number] for traveller in pairs.classes], np.bool_)
        minutes = measure(pairs, terms)
        long = (minutes > terms.over_min) & (minutes < NEVER)
        applies = named & (long | _far(pairs, event, terms))
        nights = np.maximum(nights, np.where(applies, terms.nights, 0)).astype(np.int32)
    return nights


def _far(pairs: Pairs, event: Event, terms: RestRule) -> Int64:
    """(starts, classes) whether the clocks of home and venue differ by enough at noon (UTC) of the eve."""
    if terms.time_zones is None:
        return np.zeros((len(event.starts), len(pairs.classes)), np.bool_)
    table = airports()
    homes = [
        table.number(traveller.traits.home.airports[0]) if traveller.traits.home.airports else None
        for traveller in pairs.classes
    ]
    there = table.zone[table.numbers(pairs.venue.airports)[0]]
    mine = np.array([there if home is None else table.zone[home] for home in homes], np.int16)
    starts = np.array([day_number(day) for day in event.starts], np.int64)
    noon = (starts[:, None] + pairs.classes.first - 2) * MINUTES_PER_DAY + NOON_MIN
    apart = np.abs(local_from_utc(mine, noon).astype(np.int64) - local_from_utc(there, noon))
    return np.asarray(apart >= int(terms.time_zones * 60), np.bool_)
