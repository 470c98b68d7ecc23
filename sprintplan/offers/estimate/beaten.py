"""Journeys that another one beats: whoever may take them may take that one, which is nowhere worse."""

from dataclasses import dataclass

import numpy as np

from sprintplan.domain.model import Cabin
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.estimate.journeys import Journeys
from sprintplan.offers.estimate.paths import Paths
from sprintplan.offers.estimate.products import Lot, Products
from sprintplan.offers.table import Int64, Mask
from sprintplan.units import MINUTES_PER_DAY, spans_two_am
from sprintplan.world.airports import airports, countries_among

MOST_RIVALS = 12
"""Each journey is held against so many that cost no more; among more some are kept that are beaten."""
DAYS_OFF, MOST_MINUTES = 16, 1 << 13
"""Days that a journey lands off its departure are fewer, either way; and so are the minutes that it takes."""


@dataclass(frozen=True)
class Due:
    """What decides, beside what it costs and takes, who may take a journey to or from a venue.

    Attributes
    ----------
    land, leave : minutes of the day by which one lands, and from which on one leaves, for some event
    waits : least and most minutes of a connection
    overnight : whether a connection may include 02:00
    shut : countries in which somebody may not change planes
    """

    land: tuple[int, ...]
    leave: tuple[int, ...]
    waits: tuple[int, int]
    overnight: bool
    shut: frozenset[str]


def due_at(scenario: Scenario, venue: Venue) -> Due | None:
    """What decides at a `venue` of a `scenario`; None where rules ask more of a journey, or airports of the venue keep
    different clocks."""
    zones = {int(airports().zone[number]) for number in airports().numbers(venue.airports)}
    if len(zones) != 1 or not _asks_little(scenario):
        return None
    policy, here = scenario.policy, [event for event in scenario.events if venue.id in event.venues]
    before = venue.transfer_minutes + policy.check_in_minutes
    land = {(event.arrive_by_min - venue.transfer_minutes) % MINUTES_PER_DAY for event in here}
    leave = {(event.depart_after_min + before) % MINUTES_PER_DAY for event in here}
    return Due(
        land=tuple(sorted(land)),
        leave=tuple(sorted(leave)),
        waits=policy.connection_minutes,
        overnight=policy.overnight_connections,
        shut=frozenset(country for person in scenario.people for country in person.cannot_enter),
    )


def _asks_little(scenario: Scenario) -> bool:
    """Whether no rule of a `scenario` asks of an estimated journey what is neither its day, its cabin, its fare, its
    minutes, its CO2e, its connections nor its place in the day of the event."""
    policy, history = scenario.policy, scenario.history
    measures = (*(rule.measure for rule in policy.cabin_rules), *(rule.measure for rule in policy.rest))
    asks = (
        *(scenario.exemptions, scenario.transit is not None, history.bookings, history.published),
        *(policy.hours, policy.ground.no_flight_within),
        any(rule.overnight for rule in policy.cabin_rules),
        any(measure != "journey" for measure in measures),
    )
    return not any(asks)


def unbeaten(lot: Lot, sold: Products, due: Due) -> tuple[Int64, Int64]:
    """(product, day) of what is on sale at its cheapest fare and not beaten that day, in order.

    A journey is beaten by one of the same airports, cabin and dates that costs no more, takes no longer, emits no more,
    has no more connections and is as early, or on the return as late; of two that are equal the later one is.

    Parameters
    ----------
    lot : the journeys of one airport
    sold : its products
    due : what decides who may take a journey
    """
    product = np.flatnonzero(sold.rung == 0)
    template, days = sold.template[product], lot.needed.shape[1]
    if not len(product):
        return product, product
    looks = _Looks(lot, due)
    usual = np.packbits(lot.needed & looks.usual, axis=1)
    kept = np.packbits(lot.needed, axis=1)[template]
    for better, worse in _beating(lot, sold, product, looks):
        kept[worse] &= ~(usual[template[better]] & usual[template[worse]])
    at, day = np.divmod(np.flatnonzero(np.unpackbits(kept, axis=1, count=days).view(np.bool_)), days)
    return product[at], day


def _beating(lot: Lot, sold: Products, product: Int64, looks: "_Looks") -> list[tuple[Int64, Int64]]:
    """Pairs of positions in `product` of which the first beats the second on days on which both look as usual; in no
    part of the list the second is named twice."""
    template = sold.template[product]
    minutes, late = looks.minutes[template], looks.late[template]
    legs, grams = lot.ways.legs[lot.known.path[template]], sold.co2e_g[product]
    group = (lot.known.home[template] * len(Cabin) + sold.cabin[product]) * (1 << 20) + looks.dates[template]
    order = np.lexsort((legs, grams, minutes, sold.euros[product], group))
    group, minutes, late, legs, grams = (column[order] for column in (group, minutes, late, legs, grams))
    allowed, pairs = looks.allowed[template[order]], []
    for step in range(1, min(MOST_RIVALS, len(order) - 1) + 1):
        beats = (group[step:] == group[:-step]) & allowed[:-step]
        for column in (minutes, late, legs, grams):
            beats &= column[:-step] <= column[step:]
        at = np.flatnonzero(beats)
        pairs.append((order[at], order[at + step]))
    return pairs


class _Looks:
    """How each template looks on a usual day, which is the first one that it is needed on.

    Attributes
    ----------
    usual : (templates, days) on which days it looks like that
    minutes : (templates,) from first departure to last arrival
    dates : (templates,) a number for the nights and the dates that it serves
    late : (templates,) how often it is late for an event, of the times of day that some are due at
    allowed : (templates,) whether its connections are
    """

    def __init__(self, lot: Lot, due: Due) -> None:
        known, timed = lot.known, lot.known.timed
        minutes = timed.duration_min(lot.ways.legs).astype(np.int64)
        landing = timed.of_last(timed.arrives_local, lot.ways.legs)
        dates = (lot.nights.night + DAYS_OFF) * (2 * DAYS_OFF) + landing // MINUTES_PER_DAY + DAYS_OFF
        late, allowed = _late(lot, landing, due), _allowed(lot.ways, timed, due)
        looks = ((dates * (1 << 12) + late + (1 << 11)) * MOST_MINUTES + minutes) * 2 + allowed
        row = known.first[:, None] + known.spans.span
        usual = known.first + known.spans.span[np.arange(len(row)), lot.needed.argmax(axis=1)]
        self.usual: Mask = np.asarray(looks[row] == looks[usual][:, None], np.bool_)
        self.minutes, self.dates, self.late, self.allowed = minutes[usual], dates[usual], late[usual], allowed[usual]


def _late(lot: Lot, landing: Int64, due: Due) -> Int64:
    """(rows,) how many of the times that are due each landing misses, or each take-off on the return."""
    if lot.outbound:
        return np.asarray(np.searchsorted(due.land, landing % MINUTES_PER_DAY, side="left"), np.int64)
    leaves = lot.known.timed.departs_local[0] % MINUTES_PER_DAY
    return np.asarray(len(due.leave) - np.searchsorted(due.leave, leaves, side="right"), np.int64)


def _allowed(ways: Paths, timed: Journeys, due: Due) -> Mask:
    """(rows,) whether everybody may change planes where and as long as it does."""
    lies_there = (countries_among(tuple(sorted(due.shut))) < len(due.shut)).take(ways.stops)
    allowed = np.ones(len(timed.path), np.bool_)
    for leg in range(1, len(timed.departs_utc)):
        there = ways.legs[timed.path] > leg
        wait = timed.departs_utc[leg] - timed.arrives_utc[leg - 1]
        night = spans_two_am(timed.arrives_local[leg - 1], timed.departs_local[leg])
        fits = (wait >= due.waits[0]) & (wait <= due.waits[1])
        fits &= ~lies_there[leg].take(timed.path)
        allowed &= ~there | (fits & (due.overnight | ~night))
    return allowed
