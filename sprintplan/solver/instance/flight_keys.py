"""What travellers share: flights, and offers with few seats, as keys that mean the same in every table."""

import numpy as np

from sprintplan.offers.table import UNKNOWN, Int32, Int64, OfferTable

AIRPORT_BITS, MINUTE_BITS, CARRIER_BITS = 13, 26, 11
"""What a key has room for, 63 bits in all: two of 8192 airports, of which 7939 are shipped, minutes of UTC until 2097,
and 2046 carriers."""
NO_FLIGHT = -1
"""The key where there is no flight."""


def flight_keys(table: OfferTable, rows: Int32 | Int64) -> Int64:
    """(s, p) a number for the flight of each segment: origin, destination, departure instant, operating (else selling)
    carrier.

    Parameters
    ----------
    table : offers of a venue
    rows : (p,) of the table

    Returns
    -------
    NO_FLIGHT where a row has no such segment; equal numbers are the same flight in any table
    """
    operator, carrier, origin, destination, departs = (
        column.take(rows, axis=1)
        for column in (
            table.seg_operator,
            table.seg_carrier,
            table.seg_origin,
            table.seg_destination,
            table.seg_departs_utc,
        )
    )
    flown_by = np.where(operator == UNKNOWN, carrier, operator).astype(np.int64) + 1
    key = origin.astype(np.int64) << AIRPORT_BITS | destination
    key = (key << MINUTE_BITS | departs) << CARRIER_BITS | flown_by
    none = (origin < 0) | table.on_ground[rows]
    return np.where(none, NO_FLIGHT, key)
