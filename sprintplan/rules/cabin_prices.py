"""`[[policy.cabin]] at_most`: which rules for cabins count, by what the cheapest trip costs with and without them."""

import numpy as np

from sprintplan.offers.table import Int64, Mask
from sprintplan.rules.allowed import InTime
from sprintplan.rules.entries import both_ways
from sprintplan.rules.fares import NO_FARE, ceiling, cheapest


def too_dear(outbound: InTime, inbound: InTime) -> Mask | None:
    """(rules, starts, classes) which rules for cabins do not count, as trips that keep them cost too much more than
    trips by the other rules; None where no rule has a price.

    Rules with a price are asked from the lowest cabin up, each beside those without one and those that count already.

    Parameters
    ----------
    outbound, inbound : the journeys of both directions
    """
    rules = outbound.pairs.scenario.policy.cabin_rules
    priced = [number for number, terms in enumerate(rules) if terms.at_most is not None]
    if not priced:
        return None
    classes = len(outbound.pairs.classes)
    left_out = np.zeros((len(rules), len(outbound.event.starts), classes), np.bool_)
    left_out[priced] = True
    for number in sorted(priced, key=lambda number: rules[number].cabin):
        asked = np.concatenate([way.claims[number].applies for way in (outbound, inbound)])
        concerned = np.asarray(asked.any(axis=0), np.bool_)
        if not concerned.any():
            continue
        out, back = outbound.of(concerned), inbound.of(concerned)
        without = _least_fares(out, back, left_out)
        left_out[number] = False
        most = ceiling([rules[number].at_most] * classes, without)
        left_out[number] = (without < NO_FARE) & (_least_fares(out, back, left_out) > most)
    return left_out


def _least_fares(outbound: InTime, inbound: InTime, left_out: Mask) -> Int64:
    """(starts, classes) fares of the cheapest trips by air, with some rules left out."""
    out, back = outbound.uncosted(left_out), inbound.uncosted(left_out)
    table, (_, starts, classes) = outbound.pairs.table, left_out.shape
    return cheapest(table, out, back, both_ways(table, out, back, classes), (starts, classes)).trip
