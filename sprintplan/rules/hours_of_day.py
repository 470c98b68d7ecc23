"""`[[policy.hours]]`: when journeys may take off and land, and how long a night flight must be."""

import numpy as np

from sprintplan.domain.journey_rules import HoursRule
from sprintplan.offers.table import Int64, Mask, OfferTable
from sprintplan.rules.pairs import Pairs
from sprintplan.units import MINUTES_PER_DAY, clock_text, hours_text

NIGHT_BEGINS_MIN, NIGHT_MIN = 22 * 60, 8 * 60
"""A night lasts from 22:00 to 06:00 by the clock of the airport that a flight leaves (contract, 8.1)."""

NIGHT_FLIGHT_MIN = 4 * 60
"""A flight that is in the air for so much of one night is a night flight."""


def reasonable_hours(pairs: Pairs) -> Mask:
    """(p,) `pairs` whose every hour of the day is within the rules that name the traveller."""
    keeps = np.ones(len(pairs.row), np.bool_)
    for number, terms in enumerate(pairs.scenario.policy.hours):
        named = np.array([traveller.traits.hours_rules[number] for traveller in pairs.classes], np.bool_)
        asked = np.flatnonzero(pairs.of_class(named))
        keeps[asked] &= _keeps(pairs.table, pairs.row[asked].astype(np.int64), terms)
    return keeps


def _keeps(table: OfferTable, rows: Int64, terms: HoursRule) -> Mask:
    """(rows,) whether each journey keeps one rule."""
    keeps = np.ones(len(rows), np.bool_)
    for span, column in ((terms.take_off, table.departs_local), (terms.land, table.arrives_local)):
        if span is not None:
            keeps &= _within(column[rows] % MINUTES_PER_DAY, *span)
    if terms.night_flights_over_min is not None:
        night, minutes = night_flights(table, rows)
        keeps &= ~np.any(night & (minutes < terms.night_flights_over_min), axis=0)
    return keeps


def _within(clock: Int64, first: int, last: int) -> Mask:
    """Whether times of the day lie in a span, both ends included; a span may pass midnight."""
    inside = (clock >= first) & (clock <= last) if first <= last else (clock >= first) | (clock <= last)
    return np.asarray(inside, np.bool_)


def night_flights(table: OfferTable, rows: Int64) -> tuple[Mask, Int64]:
    """(s, r) whether each segment of some `rows`, (r,), of the `table` is a night flight, and its minutes; nothing on
    the ground is one."""
    lands, leaves, leaves_local = (
        column.take(rows, axis=1) for column in (table.seg_arrives_utc, table.seg_departs_utc, table.seg_departs_local)
    )
    minutes = (lands - leaves).astype(np.int64)
    night = is_night_flight(leaves_local.astype(np.int64), minutes)
    flown = (np.arange(len(minutes))[:, None] < table.segments[rows]) & ~table.on_ground[rows]
    return np.asarray(flown & night, np.bool_), minutes


def is_night_flight(departs_local: Int64, minutes: Int64) -> Mask:
    """Whether flights are in the air for at least four hours of one night, by the clock of the airport they leave.

    Parameters
    ----------
    departs_local : take-off in local minutes since 1970, any shape
    minutes : in the air, of the same shape
    """
    clock = departs_local % MINUTES_PER_DAY
    at_night = np.zeros(clock.shape, np.bool_)
    for day in range(-1, 2):
        begins = NIGHT_BEGINS_MIN + day * MINUTES_PER_DAY
        flown = np.minimum(clock + minutes, begins + NIGHT_MIN) - np.maximum(clock, begins)
        at_night |= flown >= NIGHT_FLIGHT_MIN
    return at_night


def hours_sentence(pairs: Pairs) -> str:
    """The hours that the rules ask which name somebody of `pairs`."""
    parts: list[str] = []
    for number, terms in enumerate(pairs.scenario.policy.hours):
        if any(traveller.traits.hours_rules[number] for traveller in pairs.classes):
            spans = ((terms.take_off, "take-off"), (terms.land, "landing"))
            parts += [f"{word} from {clock_text(span[0])} to {clock_text(span[1])}" for span, word in spans if span]
            if terms.night_flights_over_min is not None:
                parts.append(f"no night flight under {hours_text(terms.night_flights_over_min)}")
    return ", ".join(parts)
