"""What an offer table holds in columns that its source leaves out."""

from dataclasses import replace
from typing import Any

import numpy as np

from sprintplan.offers.table import HALF, NO_LIMIT, OfferTable, is_single
from sprintplan.offers.table_join import joined


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


def test_what_all_tables_leave_out_stays_left_out_where_they_are_joined() -> None:
    """Three rows and two with more segments: carriers and seats are views of one value, fares are columns."""
    table = joined([bare(3, 1), bare(2, 3)])
    assert is_single(table.seg_carrier)
    assert is_single(table.seats)
    assert not is_single(table.fare_minor)
    assert table.seg_carrier.shape == (3, 5)
    assert not (table.seg_carrier + 1).any()


def test_later_rungs_are_on_sale_and_not_to_be_bought_where_first_rungs_are_wanted() -> None:
    """The second of two rows is the second rung of the first."""
    table = replace(bare(2, 1), rung=np.array([0, 1], np.int8))
    assert table.first_rungs().partner.tolist() == [-1, HALF]
    assert bare(2, 1).first_rungs().partner.tolist() == [-1, -1]


def test_rows_that_are_alike_stay_so_where_tables_are_joined_and_rows_taken() -> None:
    """Numbers of two tables do not meet, and rows that are like no other row stay so."""
    one, other = (replace(bare(3, 1), alike=np.array(alike, np.int32)) for alike in ([0, 1, 0], [-1, 0, 0]))
    both = joined([one, other])
    assert both.alike.tolist() == [0, 1, 0, -1, 2, 2]
    assert both.take(np.array([0, 3, 5])).alike.tolist() == [0, -1, 2]
    assert joined([bare(1, 1), one]).alike.tolist() == [-1, 0, 1, 0]
    assert bare(2, 1).alike.tolist() == [-1, -1]


def test_what_is_asked_again_of_the_same_rows_is_known() -> None:
    """The first answer stands; other rows are asked anew."""
    table = bare(2, 1)
    assert [table.once(("so many",), lambda: 1), table.once(("so many",), lambda: 2)] == [1, 1]
    assert table.once(("so many", "else"), lambda: 3) == 3
    assert replace(table).once(("so many",), lambda: 4) == 4
