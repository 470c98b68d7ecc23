"""Builds an offer table from journeys written by hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from sprintplan.domain.model import CABIN_BY_WORD
from sprintplan.offers.table import NO_LIMIT, UNKNOWN, OfferTable
from sprintplan.world.airports import airports
from sprintplan.world.zones import utc_from_local

SLOTS = 3
EPOCH = datetime(1970, 1, 1)
CURRENCIES = ("EUR", "USD")
CARRIERS = ("BA", "BT", "TP", "UA", "XX")


@dataclass(frozen=True)
class Leg:
    """One flight as `BA112 EWR 2027-05-08T20:00 LHR 2027-05-09T08:00`, local times."""

    text: str
    cabin: str = "economy"
    operator: str | None = None


@dataclass(frozen=True)
class Row:
    """One journey on sale; `partner` is the line of the other journey of a both-ways offer."""

    line: int
    legs: tuple[Leg, ...]
    fare_minor: int
    co2e_g: int = 100_000
    currency: str = "EUR"
    original_minor: int | None = None
    seats: int = NO_LIMIT
    partner: int | None = None
    first_leg: bool = True


def rows_table(rows: tuple[Row, ...], source: str = "files") -> OfferTable:
    """The columns of rows whose lines count from 1; the source `estimate` knows no flights and no files."""
    size, known = len(rows), source == "files"
    columns: dict[str, Any] = {name: np.full((SLOTS, size), UNKNOWN, np.int32) for name in SEGMENT_COLUMNS}
    numbers: list[str] = []
    for at, row in enumerate(rows):
        for slot, leg in enumerate(row.legs):
            for name, value in _segment(leg, numbers, known).items():
                columns[name][slot, at] = value
    return OfferTable(
        source=source,
        segments=np.array([len(row.legs) for row in rows], np.int8),
        cabin=np.array([_cabin(row) for row in rows], np.int8),
        fare_minor=np.array([row.fare_minor for row in rows], np.int64),
        original_minor=np.array([row.original_minor or row.fare_minor for row in rows], np.int64),
        currency=np.array([CURRENCIES.index(row.currency) for row in rows], np.int16),
        seats=np.array([row.seats for row in rows], np.int32),
        co2e_g=np.array([row.co2e_g for row in rows], np.int64),
        partner=np.array([UNKNOWN if row.partner is None else row.partner - 1 for row in rows], np.int32),
        first_leg=np.array([row.first_leg for row in rows], np.bool_),
        file=np.full(size, 0 if known else UNKNOWN, np.int16),
        line=np.array([row.line for row in rows], np.int32),
        currencies=CURRENCIES,
        files=("offers/air.csv",) if known else (),
        carriers=CARRIERS,
        flight_numbers=tuple(numbers),
        **columns,
    )


SEGMENT_COLUMNS = (
    "seg_origin",
    "seg_destination",
    "seg_departs_utc",
    "seg_arrives_utc",
    "seg_departs_local",
    "seg_arrives_local",
    "seg_carrier",
    "seg_operator",
    "seg_number",
    "seg_cabin",
)


def _segment(leg: Leg, numbers: list[str], known: bool) -> dict[str, int]:
    flight, start, departs, end, arrives = leg.text.split()
    origin, destination = airport(start), airport(end)
    leaves, lands = minutes(departs), minutes(arrives)
    zone = airports().zone
    segment = {
        "seg_origin": origin,
        "seg_destination": destination,
        "seg_departs_local": leaves,
        "seg_arrives_local": lands,
        "seg_departs_utc": int(utc_from_local(zone[origin], leaves)),
        "seg_arrives_utc": int(utc_from_local(zone[destination], lands)),
        "seg_cabin": CABIN_BY_WORD[leg.cabin],
    }
    if not known:
        return segment
    numbers.append(flight[2:])
    operator = UNKNOWN if leg.operator is None else CARRIERS.index(leg.operator)
    named = {"seg_carrier": CARRIERS.index(flight[:2]), "seg_number": len(numbers) - 1, "seg_operator": operator}
    return segment | named


def _cabin(row: Row) -> int:
    """The lowest cabin among flights of over 3 h, or among all; durations in UTC."""
    legs = [(_segment(leg, [], False), CABIN_BY_WORD[leg.cabin]) for leg in row.legs]
    long = [cabin for leg, cabin in legs if leg["seg_arrives_utc"] - leg["seg_departs_utc"] > 180]
    return min(long or [cabin for _, cabin in legs])


def airport(code: str) -> int:
    """The airport's number."""
    number = airports().number(code)
    assert number is not None, code
    return number


def minutes(local: str) -> int:
    """Minutes since 1970 of a local time."""
    return int((datetime.fromisoformat(local) - EPOCH).total_seconds()) // 60
