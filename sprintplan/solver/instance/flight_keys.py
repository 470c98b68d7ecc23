"""What travellers share: flights, and offers with few seats, as keys that mean the same in every table."""

import numpy as np

from sprintplan.offers.table import UNKNOWN, Int32, Int64, OfferTable

_AIRPORT, _MINUTE, _CARRIER = 13, 26, 11
NO_FLIGHT = -1


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
    operator, carrier = table.seg_operator[:, rows], table.seg_carrier[:, rows]
    flown_by = np.where(operator == UNKNOWN, carrier, operator).astype(np.int64) + 1
    key = table.seg_origin[:, rows].astype(np.int64) << _AIRPORT | table.seg_destination[:, rows]
    key = (key << _MINUTE | table.seg_departs_utc[:, rows]) << _CARRIER | flown_by
    none = (table.seg_origin[:, rows] < 0) | table.on_ground[rows]
    return np.where(none, NO_FLIGHT, key)
