"""The rules of `[policy]` that judge a journey: each a mask over pairs and the sentence of what it keeps out."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sprintplan.offers.table import Int32, Int64, Mask, OfferTable, everywhere
from sprintplan.rules.conditions import conditions_sentence, wanted_conditions
from sprintplan.rules.hours_of_day import hours_sentence, reasonable_hours
from sprintplan.rules.pairs import NEVER, Pairs
from sprintplan.rules.place import visa_ways
from sprintplan.rules.transit import transit_fees
from sprintplan.units import MINUTES_PER_DAY, hours_text, spans_two_am
from sprintplan.world.airports import countries_among

SATURDAY = 2
"""1970-01-01 was a Thursday, so day numbers modulo 7 are 2 and 3 at weekends."""


@dataclass(frozen=True)
class Rule:
    """One rule: its name in the workspace, who it keeps (a mask), and its sentence for people.

    `binds_booked` : whether it holds for journeys that are booked too; what only the policy forbids stays booked
    """

    name: str
    keeps: Callable[[Pairs], Mask]
    sentence: Callable[[Pairs], str]
    binds_booked: bool = False

    def lets(self, pairs: Pairs) -> Mask:
        """(p,) the pairs that may stay: those that keep it, and bookings that it does not bind."""
        if self.binds_booked or not pairs.table.is_booked.any():
            return self.keeps(pairs)
        return np.asarray(self.keeps(pairs) | pairs.of_row(pairs.table.is_booked), np.bool_)


def waits(table: OfferTable, rows: Int32) -> tuple[Int32, Mask]:
    """(s-1, p) minutes at each connection of some `rows`, (p,), of the `table`, and where there is a connection at
    all."""
    arrives, departs = table.seg_arrives_utc[:-1].take(rows, axis=1), table.seg_departs_utc[1:].take(rows, axis=1)
    connects = np.arange(1, len(table.seg_cabin), dtype=np.int8)[:, None] < table.segments[rows]
    return departs - arrives, connects


def few_connections(pairs: Pairs) -> Mask:
    """(p,) `pairs` with no more connections than `max_connections`."""
    return np.asarray(pairs.of_row(pairs.table.segments) - 1 <= pairs.scenario.policy.max_connections, np.bool_)


def fitting_waits(pairs: Pairs) -> Mask:
    """(p,) `pairs` whose every wait is within `connection_minutes`, both ends allowed."""
    wait, connects = waits(pairs.table, pairs.row)
    policy = pairs.scenario.policy
    shortest, longest = policy.connection_minutes
    fits = (wait >= shortest) & (wait <= longest)
    return np.asarray(np.all(fits | ~connects, axis=0), np.bool_)


def no_night_wait(pairs: Pairs) -> Mask:
    """(p,) `pairs` without a wait that includes 02:00 local time, its ends included."""
    if pairs.scenario.policy.overnight_connections or len(pairs.table.seg_cabin) == 1:
        return np.ones(len(pairs.row), np.bool_)
    connects = waits(pairs.table, pairs.row)[1]
    lands = pairs.table.seg_arrives_local[:-1].take(pairs.row, axis=1)
    leaves = pairs.table.seg_departs_local[1:].take(pairs.row, axis=1)
    return np.asarray(~np.any(spans_two_am(lands, leaves) & connects, axis=0), np.bool_)


def wanted_airlines(pairs: Pairs) -> Mask:
    """(p,) `pairs` without a segment sold or flown by an airline of `avoid_airlines`."""
    avoided = [code in pairs.scenario.policy.avoid_airlines for code in pairs.table.carriers]
    if not any(avoided):
        return np.ones(len(pairs.row), np.bool_)
    bad = np.array([*avoided, False])
    sold, flown = (
        bad[column.take(pairs.row, axis=1)] for column in (pairs.table.seg_carrier, pairs.table.seg_operator)
    )
    return np.asarray(~np.any(sold | flown, axis=0), np.bool_)


def short_enough(pairs: Pairs) -> Mask:
    """(p,) `pairs` within `limits.journey_hours`."""
    limit = pairs.scenario.limits.journey_min
    return np.asarray(pairs.of_row(pairs.table.duration_min) <= (NEVER if limit is None else limit), np.bool_)


def detour_limit(pairs: Pairs) -> Int32:
    """(classes,) longest allowed minutes of the classes of `pairs`: max(ratio x fastest, fastest + hours)."""
    policy = pairs.scenario.policy
    ratio = Fraction(policy.detour.ratio)
    fastest = pairs.fastest_min.astype(np.int64)
    scaled = fastest * ratio.numerator // ratio.denominator
    return np.minimum(np.maximum(scaled, fastest + policy.detour.extra_min), NEVER).astype(np.int32)


def small_detour(pairs: Pairs) -> Mask:
    """(p,) `pairs` by air that are not much longer than the fastest journey, as `detour_limit` has it; all on the
    ground."""
    short = pairs.of_row(pairs.table.duration_min) <= pairs.of_class(detour_limit(pairs))
    return np.asarray(short | pairs.of_row(pairs.table.on_ground), np.bool_)


def ground_instead(pairs: Pairs) -> Mask:
    """(p,) `pairs` on the ground, and those by air whose class has no ground journey that is short enough, nor any
    within countries where any will do."""
    terms = pairs.scenario.policy.ground
    keeps = np.ones(len(pairs.row), np.bool_)
    if terms.no_flight_under_min is None and not terms.no_flight_within:
        return keeps
    asked = np.array([traveller.traits.keeps_to_ground for traveller in pairs.classes], np.bool_)
    if terms.no_flight_under_min is not None:
        keeps &= ~pairs.of_class(asked & (pairs.ground_min < terms.no_flight_under_min))
    if terms.no_flight_within:
        domestic = _domestic(pairs, frozenset(terms.no_flight_within))
        keeps &= ~(domestic & pairs.of_class(asked & (pairs.ground_min < NEVER)))
    return np.asarray(keeps | pairs.of_row(pairs.table.on_ground), np.bool_)


def _domestic(pairs: Pairs, within: frozenset[str]) -> Mask:
    """(p,) whether any flight of a journey lies within one of the countries."""
    country = countries_among(tuple(sorted(within)))
    ends = [country[column.take(pairs.row, axis=1)] for column in (pairs.table.seg_origin, pairs.table.seg_destination)]
    return np.asarray(((ends[0] == ends[1]) & (ends[0] < len(within))).any(axis=0), np.bool_)


def _ground_text(pairs: Pairs) -> str:
    terms = pairs.scenario.policy.ground
    short = terms.no_flight_under_min
    parts = [f"no flight where the ground takes under {hours_text(short)}"] if short is not None else []
    return "; ".join([*parts, *(f"no flight within {country}" for country in terms.no_flight_within)])


def free_weekend(pairs: Pairs) -> Mask:
    """(p,) `pairs` that depart and land on no Saturday or Sunday, where their people are of `no_weekend_travel`."""
    rested = pairs.classes.no_weekend
    if not rested.any():
        return np.ones(len(pairs.row), np.bool_)
    leaves, lands = (
        (column // MINUTES_PER_DAY % 7 - SATURDAY) // 2 == 0
        for column in (pairs.table.departs_local, pairs.table.arrives_local)
    )
    return np.asarray(~(pairs.of_row(leaves | lands) & pairs.of_class(rested)), np.bool_)


def free_to_travel(pairs: Pairs) -> Mask:
    """(p,) `pairs` without a travel day within the person's `unavailable`."""
    keeps = np.ones(len(pairs.row), np.bool_)
    for starts, ends in pairs.classes.unavailable:
        at = np.flatnonzero(pairs.of_class(starts <= ends))
        asked = pairs.only(at)
        leaves, lands = (asked.of_row(column) for column in (asked.table.departs_local, asked.table.arrives_local))
        first, last = np.minimum(leaves, lands) // MINUTES_PER_DAY, np.maximum(leaves, lands) // MINUTES_PER_DAY
        keeps[at] &= ~((asked.of_class(starts) <= last) & (first <= asked.of_class(ends)))
    return keeps


def open_connections(pairs: Pairs) -> Mask:
    """(p,) `pairs` without a connection in a country that the person cannot enter."""
    barred = pairs.classes.barred_countries
    if not barred or len(pairs.table.seg_cabin) == 1:
        return np.ones(len(pairs.row), np.bool_)
    closed = np.array([[c in traveller.traits.cannot_enter for c in [*barred, ""]] for traveller in pairs.classes])
    via = pairs.table.seg_origin[1:].take(pairs.row, axis=1)
    return np.asarray(~closed[pairs.traveller, countries_among(barred)[via]].any(axis=0), np.bool_)


def visa_in_time(pairs: Pairs) -> Mask:
    """(p,) `pairs` that leave late enough for the visa of the event, and for those of connections, to be had."""
    if pairs.scenario.visas is None and not pairs.scenario.transit:
        return np.ones(len(pairs.row), np.bool_)
    return np.asarray((entry_fees(pairs) >= 0) & (transit_fees(pairs) >= 0), np.bool_)


def visa_fees(pairs: Pairs) -> Int64:
    """(p,) visa fees of each of `pairs` that may be taken, minor units: to enter and for connections."""
    if pairs.scenario.visas is None and not pairs.scenario.transit:
        return everywhere(np.int64(0), len(pairs.row))
    return entry_fees(pairs).astype(np.int64) + transit_fees(pairs)


def entry_fees(pairs: Pairs) -> Int32:
    """(p,) lowest visa fee in minor units that is in time for the departure of each of `pairs`; -1 where none is.

    What takes no days is in time for a departure before the planning date too.
    """
    fees = np.full(len(pairs.row), -1, np.int64)
    if pairs.scenario.visas is None or not pairs.outbound:
        return fees + 1
    ways = [visa_ways(pairs.scenario, traveller.traits, pairs.venue) for traveller in pairs.classes]
    ahead = pairs.of_row(pairs.table.departs_local // MINUTES_PER_DAY) - pairs.today
    for slot in range(max(map(len, ways), default=0)):
        lead = np.array([w[slot].lead_days or -NEVER if len(w) > slot else NEVER for w in ways], np.int32)
        fee = np.array([w[slot].fee_minor if len(w) > slot else 0 for w in ways], np.int64)[pairs.traveller]
        better = (pairs.of_class(lead) <= ahead) & ((fees < 0) | (fee < fees))
        fees = np.where(better, fee, fees)
    return fees


def _waits_text(pairs: Pairs) -> str:
    policy = pairs.scenario.policy
    shortest, longest = policy.connection_minutes
    return f"connections wait {shortest} to {longest} minutes"


ROW_RULES = (
    Rule(
        "policy.max_connections",
        few_connections,
        lambda pairs: f"at most {pairs.scenario.policy.max_connections} connections",
    ),
    Rule("policy.connection_minutes", fitting_waits, _waits_text),
    Rule("policy.overnight_connections", no_night_wait, lambda pairs: "no connection waits at 02:00"),
    Rule(
        "policy.avoid_airlines",
        wanted_airlines,
        lambda pairs: "not with " + ", ".join(pairs.scenario.policy.avoid_airlines),
    ),
    Rule("policy.fare", wanted_conditions, conditions_sentence),
    Rule(
        "limits.journey_hours",
        short_enough,
        lambda pairs: f"no journey over {hours_text(pairs.scenario.limits.journey_min or 0)}",
    ),
)
KIND_RULES = (
    Rule(
        "policy.detour",
        small_detour,
        lambda pairs: f"no journey over {hours_text(int(detour_limit(pairs).max(initial=0)))}, measured by the fastest",
    ),
    Rule("policy.ground", ground_instead, _ground_text),
    Rule("policy.no_weekend_travel", free_weekend, lambda pairs: "no travel on Saturday or Sunday"),
    Rule("policy.hours", reasonable_hours, hours_sentence),
    Rule("people.unavailable", free_to_travel, lambda pairs: "unavailable on travel days", True),
    Rule(
        "people.cannot_enter",
        open_connections,
        lambda pairs: "a connection in a country that cannot be entered",
        True,
    ),
    Rule("policy.visa", visa_in_time, lambda pairs: "no visa in time for the departure", True),
)
