"""Which cabin each kind of traveller may fly, or what they may take instead."""

from dataclasses import dataclass

import numpy as np

from sprintplan.offers.table import Int8, Int32
from sprintplan.rules.pairs import NEVER, Look

NO_REST = -1


@dataclass(frozen=True)
class Entitlement:
    """Per kind, (kinds,) arrays.

    rule_cabin : what the rules give; cabin : with the personal cabin; rule : number of the deciding rule, -1 none
    rest_nights : nights of the alternative, NO_REST where there is none; rest_cabin : the lowest cabin with it
    """

    rule_cabin: Int8
    cabin: Int8
    rule: Int32
    rest_nights: Int32
    rest_cabin: Int8


def entitlement(look: Look) -> Entitlement:
    """The entitlement of every kind in this direction, from its fastest journey; no journey entitles to nothing."""
    count = len(look.kinds)
    rule_cabin, rule = np.zeros(count, np.int8), np.full(count, -1, np.int32)
    rest = np.full(count, NO_REST, np.int32)
    for number, terms in enumerate(look.scenario.policy.cabin_rules):
        named = np.array([kind.traits.cabin_rules[number] for kind in look.kinds], np.bool_)
        applies = named & (look.fastest_min > terms.over_min) & (look.fastest_min < NEVER)
        firm = terms.or_rest_nights is None
        higher = applies & ((terms.cabin > rule_cabin) | ((rule < 0) & (terms.cabin == rule_cabin)))
        firmer = applies & (terms.cabin == rule_cabin) & (rest != NO_REST) & firm
        decides = higher | firmer
        rule_cabin[decides], rule[decides] = terms.cabin, number
        rest[decides] = NO_REST if terms.or_rest_nights is None else terms.or_rest_nights
        easier = applies & ~decides & (terms.cabin == rule_cabin) & (rest != NO_REST) & (not firm)
        rest[easier] = np.minimum(rest[easier], terms.or_rest_nights or 0)
    personal = np.array([-1 if kind.traits.cabin is None else kind.traits.cabin for kind in look.kinds], np.int8)
    rest[(personal >= rule_cabin) | (rule_cabin == 0) | (not look.outbound)] = NO_REST
    rest_cabin = np.maximum(rule_cabin - 1, np.maximum(personal, 0)).astype(np.int8)
    return Entitlement(rule_cabin, np.maximum(rule_cabin, personal).astype(np.int8), rule, rest, rest_cabin)
