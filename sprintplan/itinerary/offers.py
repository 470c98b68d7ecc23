"""Offers as the plan states them, and the names by which it knows them."""

import numpy as np

from sprintplan.domain.journey_record import OfferRecord
from sprintplan.domain.model import Cabin
from sprintplan.itinerary.bought_trip import BoughtTrip
from sprintplan.offers.booked import SOURCE
from sprintplan.offers.ground.source import ground_id, is_estimate
from sprintplan.offers.table import UNKNOWN, OfferTable
from sprintplan.units import money_text
from sprintplan.world.airports import airports


def offer_records(trip: BoughtTrip) -> tuple[OfferRecord, ...]:
    """The offers that a `trip` takes: one for both ways, or one for each."""
    out, back = trip.rows
    if trip.is_one_offer:
        return (_offer(trip, "both", (out, back)),)
    return _offer(trip, "outbound", (out,)), _offer(trip, "inbound", (back,))


def _offer(trip: BoughtTrip, covers: str, rows: tuple[int, ...]) -> OfferRecord:
    table, scenario, least = trip.table, trip.choices.scenario, trip.choices.cheapest
    benchmark = {"both": least.trip, "outbound": least.outbound, "inbound": least.inbound}[covers]
    currency = table.currencies[table.currency[rows[0]]]
    number = int(table.booking[rows[0]])
    held = None if number == UNKNOWN else scenario.history.bookings[number]
    return OfferRecord(
        source=SOURCE if held else offer_source(table, rows[0]),
        id=held.place if held else "|".join(dict.fromkeys(offer_id(table, row) for row in rows)),
        status=held.status if held else None,
        reference=held.reference if held else None,
        covers=covers,
        fare=money_text(int(table.fare_minor[list(rows)].sum()), scenario.currency),
        currency=scenario.currency,
        original_fare=money_text(int(table.original_minor[list(rows)].sum()), currency),
        original_currency=currency,
        benchmark_fare=None
        if held or table.on_ground[rows[0]]
        else money_text(int(benchmark[trip.start, trip.traveller]), scenario.currency),
        **vars(table.terms.of(int(table.offer[rows[0]]))),
    )


def offer_id(table: OfferTable, row: int) -> str:
    """The id by which the plan names the offer of a `row` of the `table`: the seller's, `file:line`, or journey and
    fare where there is neither."""
    if (own := table.offer_id(row)) is not None:
        return own
    if table.file[row] != UNKNOWN:
        return f"{table.files[table.file[row]]}:{table.line[row]}"
    if table.on_ground[row]:
        return ground_id(table, row)
    codes, last = airports().codes, int(table.segments[row])
    stops = [codes[n] for n in (*table.seg_origin[:last, row], table.destination[row])]
    leaves = np.datetime64(int(table.departs_local[row]), "m")
    fare = money_text(int(table.original_minor[row]), table.currencies[table.currency[row]])
    return f"{'-'.join(stops)} {leaves} {Cabin(int(table.cabin[row])).word} {fare}"


def offer_source(table: OfferTable, row: int) -> str:
    """The source of the offer of a `row` of the `table`: on the ground a file, or else the estimate."""
    if not table.on_ground[row]:
        return table.source
    return "estimate" if is_estimate(table, row) else "files"
