"""Which cabin each class of travellers may fly, or what they may take instead."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sprintplan.domain.journey_rules import CabinRule, RestRule
from sprintplan.offers.table import Int8, Int32, Mask
from sprintplan.rules.pairs import NEVER, Pairs, venue_rows
from sprintplan.world.airports import airports
from sprintplan.world.cities import continent

NO_REST = -1
DAY_AND_NIGHT = np.array([False, True])
"""Journeys without a night flight come first, then those with one."""
AS_FAST = 1 << 20
"""Above the minutes of any journey: a duration and a measure in one number, the duration first."""


@dataclass(frozen=True)
class Claim:
    """What one rule asks: `terms` of `applies`, (2, classes) whether it does on journeys without a night flight, and on
    those with one, by the minutes that it `measured`, (classes,)."""

    terms: CabinRule
    applies: Mask
    measured: Int32


@dataclass(frozen=True)
class Entitlement:
    """(2, starts, classes) arrays: of journeys without a night flight, and of those with one.

    Attributes
    ----------
    rule_cabin : what the rules give
    cabin : with the personal cabin
    rest_cabin : the lowest cabin with the alternative
    rule : number of the deciding rule, -1 none
    measured : minutes that the deciding rule measured
    rest_nights : nights of the alternative, NO_REST where there is none
    too_dear : number of the rule that would give the highest cabin above `cabin`, if its price did; -1 none
    """

    rule_cabin: Int8
    cabin: Int8
    rest_cabin: Int8
    rule: Int32
    measured: Int32
    rest_nights: Int32
    too_dear: Int32


def claims(pairs: Pairs) -> tuple[Claim, ...]:
    """What each rule for cabins asks of the classes in the direction of some `pairs`, from their fastest journeys;
    without one it is nothing."""
    asked = []
    for number, terms in enumerate(pairs.scenario.policy.cabin_rules):
        minutes = measure(pairs, terms)
        applies = _named(pairs, number, terms) & (minutes > terms.over_min) & (pairs.fastest_min < NEVER)
        asked.append(Claim(terms, applies & (DAY_AND_NIGHT[:, None] | (not terms.overnight)), minutes))
    return tuple(asked)


def entitlement(pairs: Pairs, asked: Sequence[Claim], starts: int, left_out: Mask | None = None) -> Entitlement:
    """The entitlement of every class in the direction of some `pairs`.

    Parameters
    ----------
    pairs : name the classes, and the direction
    asked : what each rule asks of them
    starts : number of starts
    left_out : (rules, starts, classes) which rules do not count for whom; None where all do
    """
    shape = len(DAY_AND_NIGHT), 1 if left_out is None else starts, len(pairs.classes)
    rule_cabin, rule = np.zeros(shape, np.int8), np.full(shape, -1, np.int32)
    measured, rest = np.zeros(shape, np.int32), np.full(shape, NO_REST, np.int32)
    for number, claim in enumerate(asked):
        terms, applies, given = claim.terms, claim.applies[:, None, :], int(claim.terms.cabin)
        applies = applies if left_out is None else applies & ~left_out[number]
        firm = terms.or_rest_nights is None
        higher = applies & ((rule_cabin < given) | ((rule < 0) & (rule_cabin == given)))
        firmer = applies & (rule_cabin == given) & (rest != NO_REST) & firm
        decides = higher | firmer
        rule_cabin[decides], rule[decides] = given, number
        measured[decides] = np.broadcast_to(claim.measured, shape)[decides]
        rest[decides] = NO_REST if terms.or_rest_nights is None else terms.or_rest_nights
        easier = applies & ~decides & (rule_cabin == given) & (rest != NO_REST) & (not firm)
        rest[easier] = np.minimum(rest[easier], terms.or_rest_nights or 0)
    personal = pairs.classes.personal_cabin
    rest[(personal >= rule_cabin) | (rule_cabin == 0) | (not pairs.outbound)] = NO_REST
    rest_cabin = np.maximum(rule_cabin - 1, np.maximum(personal, 0)).astype(np.int8)
    cabin = np.maximum(rule_cabin, personal).astype(np.int8)
    dear = _too_dear(asked, cabin, left_out)
    whole = shape[0], starts, shape[2]
    cabins = (np.broadcast_to(one, whole) for one in (rule_cabin, cabin, rest_cabin))
    numbers = (np.broadcast_to(one, whole) for one in (rule, measured, rest, dear))
    return Entitlement(*cabins, *numbers)


def _too_dear(asked: Sequence[Claim], cabin: Int8, left_out: Mask | None) -> Int32:
    """(2, starts, classes) number of the rule left out that would give the highest cabin above the one that counts."""
    rule, above = np.full(cabin.shape, -1, np.int32), cabin.copy()
    if left_out is None:
        return rule
    for number, claim in enumerate(asked):
        missed = claim.applies[:, None, :] & left_out[number] & (above < int(claim.terms.cabin))
        rule[missed], above[missed] = number, int(claim.terms.cabin)
    return rule


def _named(pairs: Pairs, number: int, terms: CabinRule) -> Mask:
    """(classes,) whom the rule names, from whose home and to which venue it counts."""
    venue = pairs.venue
    if terms.to and not {venue.country, venue.region} & {*terms.to}:
        return np.zeros(len(pairs.classes), np.bool_)
    named, homes = pairs.classes.of_cabin_rule(number), pairs.classes.home_countries
    if terms.scope is None and not terms.from_region:
        return named
    there = {
        home: (not terms.from_region or home in terms.from_region) and in_scope(terms.scope, home, venue.country)
        for home in set(homes)
    }
    return named & np.array([there[home] for home in homes], np.bool_)


def in_scope(scope: str | None, home: str, country: str) -> bool:
    """Whether a journey is within a rule's scope.

    Parameters
    ----------
    scope : domestic, international or intercontinental; None is any
    home, country : ISO codes of the countries it links
    """
    match scope:
        case "domestic":
            return home == country
        case "international":
            return home != country
        case "intercontinental":
            return continent(home) != continent(country)
        case _:
            return True


def measure(pairs: Pairs, terms: CabinRule | RestRule) -> Int32:
    """(classes,) minutes that the rule `terms` measures of the fastest journey of each class in `pairs`; of journeys
    equally fast the least."""
    if terms.measure == "journey":
        return pairs.fastest_min
    table = pairs.table
    rows = np.flatnonzero(venue_rows(table, pairs.venue, pairs.outbound) & ~table.on_ground & ~table.is_booked)
    whole, flying = table.duration_min[rows].astype(np.int64), table.flying_min[rows]
    waits = np.minimum(whole - flying, terms.waits_up_to or 0)
    value = table.longest_flight_min[rows] if terms.measure == "longest_flight" else flying + waits
    best = np.full(len(airports().codes) + 1, AS_FAST * AS_FAST, np.int64)
    np.minimum.at(best, (table.origin if pairs.outbound else table.destination)[rows], whole * AS_FAST + value)
    least = best[pairs.classes.homes].min(axis=1, initial=AS_FAST * AS_FAST)
    return np.asarray(least % AS_FAST, np.int32)
