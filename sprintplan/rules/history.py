"""What a published plan and bookings change for travellers: which itinerary is kept, what an exchange takes off."""

from collections.abc import Sequence

import numpy as np

from sprintplan.domain.bookings import Booking
from sprintplan.domain.events import Event
from sprintplan.domain.ground import MODES
from sprintplan.domain.model import CABIN_BY_WORD
from sprintplan.domain.published import Itinerary, Published
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import UNKNOWN, Int32, Int64, Mask, OfferTable, everywhere
from sprintplan.rules.pairs import Pairs
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.world.airports import airports

MOST_NIGHTS_BOOKED = 7
"""Nights before the eve, or after the last day, within which a booked journey may be kept whatever the policy says."""


def of_holders(scenario: Scenario, event: Event, classes: TravellerClasses, table: OfferTable) -> Int64:
    """(n,) the class that may take each booked row to the event; -1 for what is on sale, and where there is none.

    Parameters
    ----------
    scenario, event : whose history it is, and for which event
    classes : the traveller classes of the event
    table : the offers of a venue with what is booked, n rows
    """
    numbers = np.full(len(table), UNKNOWN, np.int64)
    booked = np.flatnonzero(table.is_booked)
    if not len(booked):
        return numbers
    place = {person.id: number for number, person in enumerate(scenario.people)}
    class_of = np.full(len(scenario.people), UNKNOWN, np.int64)
    class_of[classes.members] = classes.of_member
    bookings = scenario.history.bookings
    for row in booked.tolist():
        mine = bookings[int(table.booking[row])]
        if mine.event == event.id and mine.person in place:
            numbers[row] = class_of[place[mine.person]]
    return numbers


def for_holders(pairs: Pairs, event: Event) -> Pairs:
    """The `pairs` for an `event` without booked rows of others."""
    table = pairs.table
    if not pairs.scenario.history.bookings:
        return pairs
    holder = of_holders(pairs.scenario, event, pairs.classes, table)
    return pairs.only(np.asarray(~pairs.of_row(table.is_booked) | (pairs.of_row(holder) == pairs.traveller), np.bool_))


def travels_as_booked(pairs: Pairs) -> Mask:
    """(classes,) who takes nothing but a booking in the direction of some `pairs`: it is flown, or to be kept."""
    if not pairs.classes.have_bookings:
        return np.zeros(len(pairs.classes), np.bool_)
    way = "outbound" if pairs.outbound else "inbound"
    bound = [any(one.covers(way) for one in traveller.traits.bookings if one.must_stay) for traveller in pairs.classes]
    return np.array(bound, np.bool_)


def weighed_change(scenario: Scenario, classes: TravellerClasses) -> Int64:
    """(classes,) minor units that a change of one published itinerary counts in the score of a `scenario`."""
    return np.asarray(classes.change_is_weighed * scenario.objective.change_minor, np.int64)


def exchange_minor(pairs: Pairs) -> Int64:
    """(p,) minor units that each of the `pairs` costs less where its traveller exchanges a booking for it.

    Giving a booking up takes its fare less the refund; an exchange the fee and what the new fare is more. The cheaper
    of the two counts: the difference, where the exchange is.
    """
    if not pairs.classes.have_bookings:
        return everywhere(np.int64(0), len(pairs.row))
    exchange = np.zeros(len(pairs.row), np.int64)
    exchanged = [_exchanged(traveller.traits.bookings, pairs.outbound) for traveller in pairs.classes]
    table, booked = pairs.table, pairs.of_row(pairs.table.is_booked)
    both = table.partner[pairs.row] >= 0
    fare = table.fare_minor + np.where(table.partner >= 0, table.fare_minor[table.partner], 0)
    for of_both, number in ((False, 0), (True, 1)):
        bookings = [mine[number] for mine in exchanged]
        fits = ~booked & (both == of_both) & pairs.of_class(np.array([one is not None for one in bookings], np.bool_))
        at = np.flatnonzero(fits)
        paid, lost, fee = (
            np.array([0 if one is None else amount(one) for one in bookings], np.int64)[pairs.traveller[at]]
            for amount in (_fare, _lost, _fee)
        )
        saved = lost - fee - np.maximum(paid - fare[pairs.row[at]], 0)
        sold = _sold_by(table, pairs.traveller[at], pairs.row[at], bookings)
        exchange[at] = np.where(sold, np.maximum(saved, 0), 0)
    return exchange


def _fare(booking: Booking) -> int:
    return booking.fare_minor


def _lost(booking: Booking) -> int:
    return booking.lost_minor


def _fee(booking: Booking) -> int:
    return booking.change_fee_minor or 0


def _exchanged(bookings: Sequence[Booking], outbound: bool) -> tuple[Booking | None, Booking | None]:
    """The booking of this way alone, and of both ways (counted outbound), that may be exchanged."""
    way = "outbound" if outbound else "inbound"
    live = [one for one in bookings if one.status in ("booked", "ticketed") and one.change_fee_minor is not None]
    alone = next((one for one in live if one.direction == way), None)
    both = next((one for one in live if one.direction == "both"), None) if outbound else None
    return alone, both


def _sold_by(table: OfferTable, traveller: Int32, row: Int32, bookings: Sequence[Booking | None]) -> Mask:
    """(k,) whether every flight of a row, and of its partner, is sold by an airline of the booking, or unknown."""
    allowed = np.ones((len(bookings), len(table.carriers) + 1), np.bool_)
    for number, one in enumerate(bookings):
        names = carriers_of(one) if one else frozenset()
        if names:
            allowed[number, :-1] = [name in names for name in table.carriers]
    sold = np.ones(len(row), np.bool_)
    for part in (row, np.where(table.partner[row] >= 0, table.partner[row], row)):
        sold &= allowed[traveller, table.seg_carrier[:, part]].all(axis=0)
    return sold


def carriers_of(booking: Booking) -> frozenset[str]:
    """The airlines that sold a booking's flights; empty where it does not say."""
    return frozenset(
        hop.carrier
        for journey in (booking.outbound, booking.inbound)
        if journey
        for hop in journey.flights
        if hop.carrier
    )


def same_as_published(pairs: Pairs) -> tuple[Mask, Int64]:
    """(p,) whether each of the `pairs` is what its traveller was told of, and by how many minutes its ends differ.

    Where nothing was published no journey is, and none differs.
    """
    if not pairs.classes.are_published:
        return everywhere(np.False_, len(pairs.row)), everywhere(np.int64(0), len(pairs.row))
    published = [_way(traveller.traits.published, pairs.outbound) for traveller in pairs.classes]
    known = pairs.of_class(np.array([one is not None for one in published], np.bool_))
    departs, arrives = (
        pairs.of_class(np.array([0 if one is None else getattr(one, end) for one in published], np.int64))
        for end in ("departs_utc", "arrives_utc")
    )
    table = pairs.table
    moved = np.abs(pairs.of_row(table.departs_utc).astype(np.int64) - departs)
    moved += np.abs(pairs.of_row(table.arrives_utc).astype(np.int64) - arrives)
    same = known & (moved == 0)
    for at in np.flatnonzero(same).tolist():
        itinerary = published[int(pairs.traveller[at])]
        same[at] = itinerary is not None and _is(table, int(pairs.row[at]), itinerary)
    return same, np.where(known, moved, 0)


def _way(published: Published | None, outbound: bool) -> Itinerary | None:
    if published is None:
        return None
    return published.outbound if outbound else published.inbound


def _is(table: OfferTable, row: int, itinerary: Itinerary) -> bool:
    """Whether a row is a published way, flight by flight; on the ground by its mode and times alone."""
    if MODES[int(table.mode[row])] != itinerary.mode:
        return False
    if table.on_ground[row]:
        return True
    return int(table.segments[row]) == len(itinerary.hops) and all(
        _is_hop(table, row, slot, itinerary) for slot in range(len(itinerary.hops))
    )


def _is_hop(table: OfferTable, row: int, slot: int, itinerary: Itinerary) -> bool:
    hop, codes = itinerary.hops[slot], airports().codes
    ends = codes[table.seg_origin[slot, row]], codes[table.seg_destination[slot, row]]
    times = int(table.seg_departs_utc[slot, row]), int(table.seg_arrives_utc[slot, row])
    carrier, number = int(table.seg_carrier[slot, row]), int(table.seg_number[slot, row])
    return (
        (*ends, *times) == (hop.origin, hop.destination, hop.departs_utc, hop.arrives_utc)
        and (table.carriers[carrier] if carrier >= 0 else None) == hop.carrier
        and (table.flight_numbers[number] if number >= 0 else None) == hop.number
        and hop.cabin is not None
        and int(table.seg_cabin[slot, row]) == CABIN_BY_WORD[hop.cabin]
    )
