"""The allowed journeys of one direction: for which start they are in time, in which cabin they count, their cost."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sprintplan.domain.events import Event
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import UNKNOWN, Int8, Int32, Int64, Mask, OfferTable, everywhere, is_single
from sprintplan.rules.costs import PER_JOURNEY, Bought, Rates, in_all
from sprintplan.rules.direction import Direction, Entries
from sprintplan.rules.entitlement import NO_REST, Claim, Entitlement, claims, entitlement
from sprintplan.rules.history import (
    MOST_NIGHTS_BOOKED,
    exchange_minor,
    for_holders,
    same_as_published,
    travels_as_booked,
    weighed_change,
)
from sprintplan.rules.hours_of_day import night_flights
from sprintplan.rules.journeys import KIND_RULES, ROW_RULES, Rule, visa_fees
from sprintplan.rules.pairs import (
    NEVER,
    Days,
    Pairs,
    directed_rows,
    home_fastest,
    home_ground,
    inbound_days,
    outbound_days,
    paired,
)
from sprintplan.rules.place import local_classes
from sprintplan.rules.rest import rest_nights
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.units import day_number

SORTED_BITS = 62
"""Bits of a number that entries are sorted by."""


@dataclass(frozen=True)
class InTime:
    """Journeys of one direction that keep every rule but those of cabin and nights, with the starts they are in time
    for.

    Attributes
    ----------
    event : which event
    pairs : the journeys, each with a class of travellers
    claims : what each rule for cabins asks of the classes
    by_night : (n,) rows of the table with a night flight; none where no rule asks for them
    rest_due : (starts, classes) least nights before the eve that the outbound journey lands, as a right
    pair, start, nights : (m,) number of a pair, of a start that it fits, and the nights that it adds
    """

    event: Event
    pairs: Pairs
    claims: tuple[Claim, ...]
    by_night: Mask
    rest_due: Int32
    pair: Int64
    start: Int64
    nights: Int32

    @cached_property
    def traveller(self) -> Int64:
        """(m,) number of the class."""
        return self.pairs.traveller.take(self.pair)

    def of(self, concerned: Mask) -> "InTime":
        """Those of some classes, by a mask, `concerned`, (classes,)."""
        kept = np.flatnonzero(concerned.take(self.traveller))
        return replace(self, pair=self.pair.take(kept), start=self.start.take(kept), nights=self.nights.take(kept))

    def within(self, table: OfferTable, rows: Int64) -> "InTime":
        """The same journeys as rows of a whole table, where they were judged in a part of it.

        Parameters
        ----------
        table : the whole table
        rows : which of its rows the part holds, in their order
        """
        by_night = np.zeros(len(table), np.bool_)
        by_night[rows[self.by_night]] = True
        pairs = replace(self.pairs, table=table, row=rows.take(self.pairs.row))
        return replace(self, pairs=pairs, by_night=by_night)

    def allowed(self, left_out: Mask | None = None) -> Direction:
        """The direction with those that are allowed.

        Parameters
        ----------
        left_out : (rules, starts, classes) which rules for cabins do not count for whom; None where all do
        """
        earned = entitlement(self.pairs, self.claims, len(self.event.starts), left_out)
        entries, counting = _entries(self, earned)
        return Direction(self.pairs, earned, entries, counting, self.by_night, self.rest_due)

    def uncosted(self, left_out: Mask) -> Entries:
        """What is allowed, as `allowed` has it, in no order and without costs.

        Parameters
        ----------
        left_out : (rules, starts, classes) which rules for cabins do not count for whom
        """
        kept, nights, by_rest, _ = _kept(self, entitlement(self.pairs, self.claims, len(self.event.starts), left_out))
        row, none = self.pairs.row[self.pair[kept]], np.zeros(len(nights), np.int64)
        return Entries(
            start=self.start[kept],
            traveller=self.traveller[kept],
            row=row,
            cost=none,
            visa=none,
            extra_nights=nights,
            by_rest=by_rest,
            exchange=none,
            change=none,
            same=none.astype(np.bool_),
            moved=none,
        )


def _keeping(pairs: Pairs, rules: tuple[Rule, ...]) -> Pairs:
    """The pairs that keep every one of the rules."""
    for rule in rules:
        lets = rule.lets(pairs)
        if not lets.all():
            pairs = pairs.only(lets)
    return pairs


def unjudged_pairs(
    scenario: Scenario,
    venue: Venue,
    classes: TravellerClasses,
    table: OfferTable,
    today: int,
    rows: Mask,
    outbound: bool,
) -> Pairs:
    """All pairs of traveller classes with rows of one direction, before any rule of theirs.

    Parameters
    ----------
    scenario : the workspace
    venue : where the event would be
    classes : the traveller classes of the event
    table : the offers to and from the venue
    today : day number of the planning date
    rows : (n,) which rows of the table
    outbound : whether they are ways out
    """
    fastest, ground = home_fastest(table, venue, classes, outbound), home_ground(table, classes, outbound)
    wanted = ~(classes.own_travel_to(venue.id) | local_classes(scenario, classes, venue))
    traveller, row = paired(table, rows, classes, wanted, outbound)
    return Pairs(scenario, venue, table, classes, outbound, today, fastest, ground, traveller, row)


def in_time(
    scenario: Scenario,
    event: Event,
    venue: Venue,
    classes: TravellerClasses,
    table: OfferTable,
    today: int,
    *,
    outbound: bool,
) -> InTime:
    """Judge one direction by every rule but those of cabin and nights.

    Parameters
    ----------
    scenario : the workspace
    event, venue : what is held where
    classes : the traveller classes of the event
    table : the offers to and from the venue
    today : day number of the planning date
    outbound : whether journeys are ways out
    """
    days = event_days(scenario, event, venue, table, outbound)
    rows = _near_event(scenario, event, days, outbound) & directed_rows(
        table, venue, outbound, event.arrive_by_min if outbound else event.depart_after_min
    )
    rows = keeps_row_rules(scenario, venue, classes, table, rows, today, outbound)
    pairs = for_holders(unjudged_pairs(scenario, venue, classes, table, today, rows, outbound), event)
    pairs = _keeping(pairs, KIND_RULES)
    fits = _window(pairs, event, days)
    return InTime(event, pairs, claims(pairs), _by_night(pairs), rest_nights(pairs, event), *fits)


def _by_night(pairs: Pairs) -> Mask:
    """(n,) rows among the pairs that have a night flight; none where no rule for cabins asks for them."""
    by_night = np.zeros(len(pairs.table), np.bool_)
    if any(rule.overnight for rule in pairs.scenario.policy.cabin_rules):
        taken = np.zeros(len(pairs.table), np.bool_)
        taken[pairs.row] = True
        rows = np.flatnonzero(taken)
        by_night[rows] = night_flights(pairs.table, rows)[0].any(axis=0)
    return by_night


def keeps_row_rules(
    scenario: Scenario,
    venue: Venue,
    classes: TravellerClasses,
    table: OfferTable,
    rows: Mask,
    today: int,
    outbound: bool,
) -> Mask:
    """(n,) rows that keep the rules on the journey alone, which are asked once a row, and once of all that are alike,
    before it is paired with anybody.

    Parameters
    ----------
    scenario : states the rules
    venue : where the event would be
    classes : the traveller classes
    table : the offers, of n rows
    rows : (n,) which of them are asked about
    today : day number of the planning date
    outbound : whether they are ways out
    """
    numbers = np.flatnonzero(rows)
    asked = _one_of_alike(table, numbers)
    nobody = np.zeros(len(asked), np.int64)
    never = np.full(len(classes), NEVER, np.int32)
    pairs = _keeping(Pairs(scenario, venue, table, classes, outbound, today, never, never, nobody, asked), ROW_RULES)
    kept = np.zeros(len(table), np.bool_)
    kept[pairs.row] = True
    if not is_single(table.alike):
        keep = np.zeros(int(table.alike.max(initial=UNKNOWN)) + 2, np.bool_)
        keep[table.alike.take(pairs.row)] = True
        keep[UNKNOWN] = False
        kept[numbers] |= keep.take(table.alike.take(numbers))
    return kept


def _one_of_alike(table: OfferTable, rows: Int64) -> Int64:
    """Some `rows` of the `table`, one in place of all that are alike."""
    if is_single(table.alike):
        return rows
    alike = table.alike.take(rows)
    first = np.full(int(alike.max(initial=UNKNOWN)) + 2, UNKNOWN, np.int64)
    first[alike[::-1]] = rows[::-1]
    first[UNKNOWN] = UNKNOWN
    return np.concatenate([rows[alike == UNKNOWN], first[first != UNKNOWN]])


def event_days(scenario: Scenario, event: Event, venue: Venue, table: OfferTable, outbound: bool) -> Days:
    """Check-in or check-out date of every row, and the event day that it is in time for.

    Parameters
    ----------
    scenario : states how early one checks in
    event, venue : what is held where
    table : the offers, of n rows
    outbound : whether the rows are taken as ways out
    """
    if outbound:
        return outbound_days(table, venue, event.arrive_by_min)
    return inbound_days(table, venue, event.depart_after_min, scenario.policy.check_in_minutes)


def _near_event(scenario: Scenario, event: Event, days: Days, outbound: bool) -> Mask:
    """Rows whose check-in or check-out lies near any start, so that far dates are never paired."""
    booked = MOST_NIGHTS_BOOKED if scenario.history.bookings else 0
    slack = event.days + 1 + max(scenario.policy.most_early_nights, scenario.policy.max_late_nights, booked)
    first, last = day_number(event.starts[0]), day_number(event.starts[-1])
    return np.asarray((days.night >= first - slack) & (days.night <= last + slack), np.bool_)


def _entries(journeys: InTime, earned: Entitlement) -> tuple[Entries, Int8]:
    """Every (pair, start) within the travel window, in a cabin that counts."""
    kept, nights, by_rest, counting = _kept(journeys, earned)
    taken = journeys.pairs.only(journeys.pair.take(kept))
    return _costed(taken, journeys.event, journeys.start.take(kept), nights, by_rest), counting


def _kept(journeys: InTime, earned: Entitlement) -> tuple[Int64, Int32, Mask, Int8]:
    """(k,) positions of those that fit the travel window in a cabin that counts, their nights and whether they do by
    rest, and the cabins that count."""
    pairs, start, nights, traveller = journeys.pairs, journeys.start, journeys.nights, journeys.traveller
    row = pairs.row.take(journeys.pair)
    policy = pairs.scenario.policy
    group = start * len(pairs.classes) + traveller
    cell = group
    if journeys.by_night.any():
        cell = group + journeys.by_night.take(row) * journeys.rest_due.size
    right = journeys.rest_due.take(group) if journeys.rest_due.any() else np.int32(0)
    most = np.maximum(policy.max_early_nights, right) if pairs.outbound else policy.max_late_nights
    normal = (nights >= right) & (nights <= most)
    booked = pairs.table.is_booked.take(row) if pairs.table.is_booked.any() else np.zeros(1, np.bool_)
    cabin, flies = pairs.table.cabin.take(row), ~pairs.table.on_ground.take(row)
    sold = np.flatnonzero(normal & ~booked & flies)
    counting = _counting(earned, group.take(sold), cabin.take(sold))
    regular = normal & (cabin >= counting.take(cell))
    rest = earned.rest_nights.take(cell)
    if booked.any():
        regular |= booked & (nights <= np.maximum(most, MOST_NIGHTS_BOOKED))
    rested = flies & ~booked & (rest != NO_REST) & (nights >= np.maximum(rest, right))
    rested &= cabin >= earned.rest_cabin.take(cell)
    rested &= nights <= np.maximum(most, rest)
    allowed = regular | rested
    if (as_booked := travels_as_booked(pairs)).any():
        allowed &= booked | ~as_booked.take(traveller)
    kept = np.flatnonzero(allowed)
    return kept, nights.take(kept), ~regular.take(kept), counting


def _window(pairs: Pairs, event: Event, days: Days) -> tuple[Int64, Int64, Int32]:
    """(pair, start, extra nights) of every pair and start that fit each other."""
    policy, first = pairs.scenario.policy, day_number(event.starts[0])
    span = day_number(event.starts[-1]) - first + 1
    most = policy.most_early_nights if pairs.outbound else policy.max_late_nights
    most = max(most, MOST_NIGHTS_BOOKED) if pairs.table.is_booked.any() else most
    night = days.night.take(pairs.row)
    begin, spare = night - _needed_offset(pairs) - np.int32(first), days.ready.take(pairs.row) - night
    before, after = most - int(begin.min(initial=0)), most + int(begin.max(initial=0))
    start_of = np.full(before + max(span, after + 1), -1, np.int64)
    start_of[[before + day_number(day) - first for day in event.starts]] = np.arange(len(event.starts))
    first_chance = None
    if not pairs.outbound and pairs.table.on_ground.any():
        first_chance = (pairs.table.on_ground & ~pairs.table.is_booked).take(pairs.row)
    windows: list[tuple[Int64, Int64, Int32]] = []
    for extra in range(most + 1):
        in_time = spare <= extra if pairs.outbound else spare >= -extra
        if first_chance is not None:
            in_time &= ~first_chance | (spare == -extra)
        start = start_of.take(begin + (before + (extra if pairs.outbound else -extra)))
        fits = np.flatnonzero(in_time & (start >= 0))
        windows.append((fits, start.take(fits), np.full(len(fits), extra, np.int32)))
    pair, start, nights = (np.concatenate([part[i] for part in windows]) for i in range(3))
    return pair, start, nights


def _needed_offset(pairs: Pairs) -> Int32:
    """(p,) days from the event's first day to the traveller's eve (outbound) or last day (return)."""
    days = pairs.classes.first - 2 if pairs.outbound else pairs.classes.last - 1
    return days.astype(np.int32).take(pairs.traveller)


def _counting(earned: Entitlement, group: Int64, cabin: Int8) -> Int8:
    """(2, starts, classes) the cabin that counts: the entitlement, or the highest that is sold where that is lower.

    Parameters
    ----------
    earned : the entitlement
    group, cabin : (n,) start x classes + class, and cabin, of every flight on sale
    """
    sold = np.full(earned.cabin[0].size, -1, np.int8)
    np.maximum.at(sold, group, cabin)
    most = sold.reshape(earned.cabin[0].shape)
    return np.where(most < 0, earned.cabin, np.minimum(earned.cabin, most)).astype(np.int8)


def event_rates(scenario: Scenario, event: Event, venue: Venue, classes: TravellerClasses) -> Rates:
    """Costs at an event of a scenario at a venue, with what people who are none of the `classes` lose of bookings."""
    called = {scenario.people[number].id for number in classes.members.tolist()} if scenario.history.bookings else set()
    left = [one for one in scenario.history.bookings if one.event == event.id and one.person not in called]
    lost = sum(one.lost_minor for one in left)
    return Rates(venue, scenario.objective, event.starts, scenario.policy.fare, lost)


def _costed(pairs: Pairs, event: Event, start: Int64, nights: Int32, by_rest: Mask) -> Entries:
    row, visa = pairs.row, visa_fees(pairs)
    rates = event_rates(pairs.scenario, event, pairs.venue, pairs.classes)
    exchange, (same, moved) = exchange_minor(pairs), same_as_published(pairs)
    weighed = weighed_change(pairs.scenario, pairs.classes) * pairs.outbound
    change = pairs.of_class(weighed) if weighed.any() else everywhere(np.int64(0), len(row))
    bought = Bought(pairs.table, row, start, visa, nights, pairs.outbound, exchange, change)
    cost = in_all((item.of_journeys(rates, bought) for item in PER_JOURNEY), len(row))
    on_sale = [(~pairs.of_row(pairs.table.is_booked)).astype(np.int64)] if pairs.scenario.history.bookings else []
    order = _in_order(start, pairs.traveller, cost, moved, *on_sale, row)
    entries = Entries(start, pairs.traveller, row, cost, visa, nights, by_rest, exchange, change, same, moved)
    return entries.at(order)


def _in_order(*parts: Int32 | Int64) -> Int64:
    """(m,) the order of entries by some columns, (m,), the first of them first.

    Numbers that fit one of 64 bits are packed into it, which sorts four times as fast as one after the other.
    """
    bits = [int(part.max(initial=0)).bit_length() for part in parts]
    if sum(bits) > SORTED_BITS or any(part.min(initial=0) < 0 for part in parts):
        return np.lexsort(parts[::-1])
    key = np.zeros(len(parts[0]), np.int64)
    for part, width in zip(parts, bits, strict=True):
        if width:
            key = key << width | part
    return np.argsort(key)
