"""The rules of `[policy]` that judge a journey: each a mask over pairs and the sentence of what it keeps out."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sprintplan.offers.table import Int32, Mask, OfferTable
from sprintplan.rules.hours_of_day import hours_sentence, reasonable_hours
from sprintplan.rules.pairs import NEVER, Look, first_day_column, last_day_column
from sprintplan.rules.place import visa_ways
from sprintplan.units import MINUTES_PER_DAY, day_number, hours_text
from sprintplan.world.airports import airports

TWO_AM_MIN = 2 * 60
SATURDAY = 2
# 1970-01-01 was a Thursday, so day numbers modulo 7 are 2 and 3 at weekends.


@dataclass(frozen=True)
class Rule:
    """One rule: its name in the workspace, who it keeps (a mask), and its sentence for people."""

    name: str
    keeps: Callable[[Look], Mask]
    sentence: Callable[[Look], str]


def waits(table: OfferTable, rows: Int32) -> tuple[Int32, Mask]:
    """(s-1, p) minutes at each connection, and where there is a connection at all."""
    arrives, departs = table.seg_arrives_utc[:-1, rows], table.seg_departs_utc[1:, rows]
    connects = np.arange(1, len(table.seg_cabin))[:, None] < table.segments[rows]
    return departs - arrives, connects


def few_connections(look: Look) -> Mask:
    """No more connections than `max_connections`."""
    return np.asarray(look.of_row(look.table.segments) - 1 <= look.scenario.policy.max_connections, np.bool_)


def fitting_waits(look: Look) -> Mask:
    """Every wait within `connection_minutes`, both ends allowed."""
    wait, connects = waits(look.table, look.row)
    policy = look.scenario.policy
    shortest, longest = policy.connection_minutes
    fits = (wait >= shortest) & (wait <= longest)
    return np.asarray(np.all(fits | ~connects, axis=0), np.bool_)


def no_night_wait(look: Look) -> Mask:
    """No wait that includes 02:00 local time, its ends included."""
    if look.scenario.policy.overnight_connections or len(look.table.seg_cabin) == 1:
        return np.ones(len(look.row), np.bool_)
    connects = waits(look.table, look.row)[1]
    lands = look.table.seg_arrives_local[:-1, look.row] - TWO_AM_MIN
    leaves = look.table.seg_departs_local[1:, look.row] - TWO_AM_MIN
    night = leaves // MINUTES_PER_DAY >= -(-lands // MINUTES_PER_DAY)
    return np.asarray(~np.any(night & connects, axis=0), np.bool_)


def wanted_airlines(look: Look) -> Mask:
    """No segment sold or flown by an airline of `avoid_airlines`."""
    avoided = [code in look.scenario.policy.avoid_airlines for code in look.table.carriers]
    if not any(avoided):
        return np.ones(len(look.row), np.bool_)
    bad = np.array([*avoided, False])
    sold, flown = bad[look.table.seg_carrier[:, look.row]], bad[look.table.seg_operator[:, look.row]]
    return np.asarray(~np.any(sold | flown, axis=0), np.bool_)


def short_enough(look: Look) -> Mask:
    """Within `limits.journey_hours`."""
    limit = look.scenario.limits.journey_min
    return np.asarray(look.of_row(look.table.duration_min) <= (NEVER if limit is None else limit), np.bool_)


def detour_limit(look: Look) -> Int32:
    """(kinds,) longest allowed minutes: max(ratio x fastest, fastest + hours)."""
    policy = look.scenario.policy
    ratio = Fraction(policy.detour.ratio)
    fastest = look.fastest_min.astype(np.int64)
    scaled = fastest * ratio.numerator // ratio.denominator
    return np.minimum(np.maximum(scaled, fastest + policy.detour.extra_min), NEVER).astype(np.int32)


def small_detour(look: Look) -> Mask:
    """Not much longer than the fastest journey."""
    short = look.of_row(look.table.duration_min) <= look.of_kind(detour_limit(look))
    return np.asarray(short | look.of_row(look.table.on_ground), np.bool_)


def ground_instead(look: Look) -> Mask:
    """No flight of who has a ground journey that is short enough, and none within countries where any will do."""
    terms = look.scenario.policy.ground
    keeps = np.ones(len(look.row), np.bool_)
    if terms.no_flight_under_min is None and not terms.no_flight_within:
        return keeps
    asked = np.array([kind.traits.keeps_to_ground for kind in look.kinds], np.bool_)
    if terms.no_flight_under_min is not None:
        keeps &= ~look.of_kind(asked & (look.ground_min < terms.no_flight_under_min))
    if terms.no_flight_within:
        domestic = _domestic(look, frozenset(terms.no_flight_within))
        keeps &= ~(domestic & look.of_kind(asked & (look.ground_min < NEVER)))
    return np.asarray(keeps | look.of_row(look.table.on_ground), np.bool_)


def _domestic(look: Look, within: frozenset[str]) -> Mask:
    """(p,) whether any flight of a journey lies within one of the countries."""
    numbers = {country: number for number, country in enumerate(sorted(within), 1)}
    country = np.array([*(numbers.get(name, 0) for name in airports().countries), 0])
    ends = country[look.table.seg_origin[:, look.row]], country[look.table.seg_destination[:, look.row]]
    return np.asarray(((ends[0] == ends[1]) & (ends[0] > 0)).any(axis=0), np.bool_)


def _ground_text(look: Look) -> str:
    terms = look.scenario.policy.ground
    short = terms.no_flight_under_min
    parts = [f"no flight where the ground takes under {hours_text(short)}"] if short is not None else []
    return "; ".join([*parts, *(f"no flight within {country}" for country in terms.no_flight_within)])


def free_weekend(look: Look) -> Mask:
    """People of `no_weekend_travel` depart and land on no Saturday or Sunday."""
    rested = np.array([kind.traits.no_weekend for kind in look.kinds], np.bool_)
    if not rested.any():
        return np.ones(len(look.row), np.bool_)
    leaves, lands = (
        (column // MINUTES_PER_DAY % 7 - SATURDAY) // 2 == 0
        for column in (look.table.departs_local, look.table.arrives_local)
    )
    return np.asarray(~(look.of_row(leaves | lands) & look.of_kind(rested)), np.bool_)


def free_to_travel(look: Look) -> Mask:
    """No travel day within the person's `unavailable`."""
    keeps = np.ones(len(look.row), np.bool_)
    most = max((len(kind.traits.unavailable) for kind in look.kinds), default=0)
    first, last = look.of_row(first_day_column(look.table)), look.of_row(last_day_column(look.table))
    for slot in range(most):
        ranges = [kind.traits.unavailable[slot : slot + 1] for kind in look.kinds]
        starts = np.array([day_number(r[0].first) if r else NEVER for r in ranges], np.int32)
        ends = np.array([day_number(r[0].last) if r else -NEVER for r in ranges], np.int32)
        keeps &= ~((look.of_kind(starts) <= last) & (first <= look.of_kind(ends)))
    return keeps


def open_connections(look: Look) -> Mask:
    """No connection in a country that the person cannot enter."""
    barred = sorted({country for kind in look.kinds for country in kind.traits.cannot_enter})
    if not barred or len(look.table.seg_cabin) == 1:
        return np.ones(len(look.row), np.bool_)
    country = np.array([barred.index(c) if c in barred else len(barred) for c in airports().countries])
    closed = np.array([[c in kind.traits.cannot_enter for c in [*barred, ""]] for kind in look.kinds])
    via = look.table.seg_origin[1:, look.row]
    return np.asarray(~np.any(closed[look.kind, country[via]] & (via >= 0), axis=0), np.bool_)


def visa_in_time(look: Look) -> Mask:
    """The way out leaves late enough for a visa to be had."""
    return np.asarray(visa_fees(look) >= 0, np.bool_)


def visa_fees(look: Look) -> Int32:
    """(p,) lowest visa fee in minor units that is in time for the departure; -1 where none is.

    What takes no days is in time for a departure before the planning date too.
    """
    fees = np.full(len(look.row), -1, np.int64)
    if look.scenario.visas is None or not look.outbound:
        return fees + 1
    ways = [visa_ways(look.scenario, kind.traits, look.venue) for kind in look.kinds]
    ahead = look.of_row(look.table.departs_local // MINUTES_PER_DAY) - look.today
    for slot in range(max(map(len, ways), default=0)):
        lead = np.array([w[slot].lead_days or -NEVER if len(w) > slot else NEVER for w in ways], np.int32)
        fee = np.array([w[slot].fee_minor if len(w) > slot else 0 for w in ways], np.int64)[look.kind]
        better = (look.of_kind(lead) <= ahead) & ((fees < 0) | (fee < fees))
        fees = np.where(better, fee, fees)
    return fees


def _waits_text(look: Look) -> str:
    policy = look.scenario.policy
    shortest, longest = policy.connection_minutes
    return f"connections wait {shortest} to {longest} minutes"


ROW_RULES = (
    Rule(
        "policy.max_connections",
        few_connections,
        lambda look: f"at most {look.scenario.policy.max_connections} connections",
    ),
    Rule("policy.connection_minutes", fitting_waits, _waits_text),
    Rule("policy.overnight_connections", no_night_wait, lambda look: "no connection waits at 02:00"),
    Rule(
        "policy.avoid_airlines",
        wanted_airlines,
        lambda look: "not with " + ", ".join(look.scenario.policy.avoid_airlines),
    ),
    Rule(
        "limits.journey_hours",
        short_enough,
        lambda look: f"no journey over {hours_text(look.scenario.limits.journey_min or 0)}",
    ),
)
KIND_RULES = (
    Rule(
        "policy.detour",
        small_detour,
        lambda look: f"no journey over {hours_text(int(detour_limit(look).max(initial=0)))}, measured by the fastest",
    ),
    Rule("policy.ground", ground_instead, _ground_text),
    Rule("policy.no_weekend_travel", free_weekend, lambda look: "no travel on Saturday or Sunday"),
    Rule("policy.hours", reasonable_hours, hours_sentence),
    Rule("people.unavailable", free_to_travel, lambda look: "unavailable on travel days"),
    Rule(
        "people.cannot_enter",
        open_connections,
        lambda look: "a connection in a country that cannot be entered",
    ),
    Rule("policy.visa", visa_in_time, lambda look: "no visa in time for the departure"),
)
