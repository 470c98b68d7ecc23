"""What an offer table holds in columns that its source leaves out."""

from typing import Any

import numpy as np

from sprintplan.offers.table import NO_LIMIT, OfferTable


def bare(rows: int, slots: int) -> OfferTable:
    """A table of a source that knows times, cabins and fares alone."""
    slot: dict[str, Any] = {
        f"seg_{name}": np.zeros((slots, rows), np.int32) for name in ("origin", "destination", "cabin")
    }
    times: dict[str, Any] = {
        f"seg_{end}_{clock}": np.zeros((slots, rows)) for end in ("departs", "arrives") for clock in ("utc", "local")
    }
    row: dict[str, Any] = {name: np.zeros(rows, np.int64) for name in ("fare_minor", "original_minor", "co2e_g")}
    return OfferTable(
        source="x", segments=np.ones(rows, np.int8), cabin=np.zeros(rows, np.int8), **row, **slot, **times
    )


def test_columns_that_are_left_out_are_those_of_a_plain_one_way_offer() -> None:
    """Two journeys of up to three segments: one currency, no seats, no partner, lines as rows, no carrier."""
    table = bare(2, 3)
    for name, value in {"currency": 0, "seats": NO_LIMIT, "partner": -1, "first_leg": 1, "file": -1, "mode": 0}.items():
        assert getattr(table, name).tolist() == [value, value]
    assert table.line.tolist() == [0, 1]
    assert table.seg_carrier.tolist() == table.seg_operator.tolist() == table.seg_number.tolist() == [[-1, -1]] * 3


def test_rows_that_are_taken_keep_what_was_left_out() -> None:
    """The second row alone: its line stays 1, and its seats are still without limit."""
    one = bare(2, 1).take(np.array([1]))
    assert (one.line.tolist(), one.seats.tolist(), one.seg_carrier.tolist()) == ([1], [NO_LIMIT], [[-1]])
