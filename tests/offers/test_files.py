"""Quotes in CSV files: what a row becomes, and what a venue gets."""

import random
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from sprintplan.domain.exchange import rate_of
from sprintplan.domain.model import Cabin
from sprintplan.numerals import may_be_thousands
from sprintplan.offers.files import FileSource
from sprintplan.offers.table import HALF, NO_LIMIT, UNKNOWN
from sprintplan.rules.pairs import directed_rows
from sprintplan.units import converted_minor, minor_units
from sprintplan.world.emissions import co2e_g
from tests.build.offer_files import (
    BACK,
    CONNECTION,
    HEADER,
    NONSTOP,
    files_scenario,
    files_venue,
    minutes,
    no,
    put,
    read,
)


def test_a_nonstop_row_becomes_one_segment(tmp_path: Path) -> None:
    """Newark 20:00 is 00:00 UTC on 4 April, Lisbon 08:00 is 07:00 UTC: 7 h; 412.50 EUR are 41250 cents."""
    table = read(tmp_path, NONSTOP)
    assert (len(table), table.source, table.files, table.line.tolist()) == (1, "files", ("may.csv",), [2])
    assert table.segments.tolist() == [1]
    assert (table.origin[0], table.destination[0]) == (no("EWR"), no("LIS"))
    assert table.departs_local.tolist() == [minutes("2027-04-03T20:00")]
    assert table.departs_utc.tolist() == [minutes("2027-04-04T00:00")]
    assert table.arrives_utc.tolist() == [minutes("2027-04-04T07:00")]
    assert table.duration_min.tolist() == [420]
    assert (table.fare_minor.tolist(), table.original_minor.tolist()) == ([41250], [41250])
    assert (table.seats.tolist(), table.partner.tolist()) == ([NO_LIMIT], [UNKNOWN])
    assert table.first_leg.tolist() == [True]
    assert table.co2e_g.tolist() == [int(co2e_g(no("EWR"), no("LIS"), 0))]
    assert (table.carriers[table.seg_carrier[0, 0]], table.flight_numbers[table.seg_number[0, 0]]) == ("TP", "202")
    assert table.seg_operator.tolist() == [[UNKNOWN]]


def test_a_connection_fills_the_slots_in_order_and_the_others_stay_unknown(tmp_path: Path) -> None:
    """EWR-FRA-LIS beside a nonstop: leading zeros stay, the long segment's cabin counts, grams are the sum of both."""
    table = read(tmp_path, CONNECTION, NONSTOP)
    assert table.segments.tolist() == [2, 1]
    assert table.seg_origin.tolist() == [[no("EWR"), no("EWR")], [no("FRA"), UNKNOWN]]
    assert table.seg_destination.tolist() == [[no("FRA"), no("LIS")], [no("LIS"), UNKNOWN]]
    assert table.seg_departs_local[1].tolist() == [minutes("2027-04-04T09:30"), UNKNOWN]
    assert table.seg_arrives_utc[:, 0].tolist() == [minutes("2027-04-04T05:40"), minutes("2027-04-04T10:40")]
    assert [table.carriers[code] for code in table.seg_carrier[:, 0]] == ["UA", "LH"]
    assert [table.carriers[code] for code in table.seg_operator[:, 0]] == ["UA", "CL"]
    assert [table.flight_numbers[code] for code in table.seg_number[:, 0]] == ["0960", "1172"]
    assert table.seg_cabin.tolist() == [[Cabin.ECONOMY, Cabin.ECONOMY], [Cabin.BUSINESS, UNKNOWN]]
    assert table.seats.tolist() == [4, NO_LIMIT]
    both = int(co2e_g(no("EWR"), no("FRA"), 0)) + int(co2e_g(no("FRA"), no("LIS"), 2))
    assert table.co2e_g[0] == both
    for column in (table.seg_carrier, table.seg_operator, table.seg_number, table.seg_arrives_local):
        assert column[1, 1] == UNKNOWN


def test_the_cabin_of_a_journey_is_the_lowest_among_segments_of_over_three_hours(tmp_path: Path) -> None:
    """FRA-LIS takes 3 h 10 in the row and is long; at exactly 3 h it is not, and the 7 h 40 before it decide."""
    mixed = CONNECTION.replace("economy|business", "business|economy")
    table = read(tmp_path, mixed, mixed.replace("11:40,UA", "11:30,UA"))
    assert (table.seg_arrives_utc - table.seg_departs_utc)[1].tolist() == [190, 180]
    assert table.cabin.tolist() == [Cabin.ECONOMY, Cabin.BUSINESS]


def test_among_short_segments_the_lowest_cabin_counts(tmp_path: Path) -> None:
    """LHR-AMS-BRU, both under 3 h, business then economy: economy."""
    row = (
        "LHR,BRU,2027-04-04T08:00,2027-04-04T13:00,KL1|KL2,AMS,"
        "2027-04-04T10:20/2027-04-04T12:00,,business|economy,80,EUR,,,"
    )
    assert read(tmp_path, row).cabin.tolist() == [Cabin.ECONOMY]


@pytest.mark.parametrize(
    ("code", "carrier", "number"),
    [
        ("U2123", "U2", "123"),
        ("3K0501", "3K", "0501"),
        ("BAW0117", "BAW", "0117"),
        ("tp1351", "TP", "1351"),
        ("LH 9A", "LH", "9A"),
    ],
)
def test_flight_codes_of_two_and_three_characters(tmp_path: Path, code: str, carrier: str, number: str) -> None:
    table = read(tmp_path, NONSTOP.replace("TP202", code))
    assert (table.carriers, table.flight_numbers) == ((carrier,), (number,))


def test_a_foreign_fare_is_divided_by_the_rate_and_rounded_half_up_once(tmp_path: Path) -> None:
    """542.10 USD / 1.0842 = 500.00 EUR exactly; 1000 JPY have no decimals; a third decimal of EUR rounds half up."""
    rows = [NONSTOP.replace("412.50,EUR", text) for text in ("542.10,USD", "1012.345,EUR", "12.3449,eur", "7,")]
    table = read(tmp_path, *rows)
    assert table.fare_minor.tolist() == [50000, 101235, 1234, 700]
    assert table.original_minor.tolist() == [54210, 101235, 1234, 700]
    assert [table.currencies[number] for number in table.currency] == ["USD", "EUR", "EUR", "EUR"]
    yen = read(tmp_path, *rows[1:2], currency="JPY")
    assert yen.original_minor.tolist() == [101235]


def test_fares_agree_with_exact_arithmetic_whatever_their_size(tmp_path: Path) -> None:
    """500 random fares of up to ten digits and six decimals, in four currencies, two of them with ECB cross rates."""
    dice = random.Random(5)
    texts = [
        f"{dice.randrange(10 ** dice.randint(1, 10))}.{dice.randrange(10**6):06d}"[: -dice.randint(1, 5)]
        for _ in range(500)
    ]
    texts = [text for text in texts if not may_be_thousands(text, 0)]
    currencies = [dice.choice(("EUR", "USD", "JPY", "CHF")) for _ in texts]
    rows = [NONSTOP.replace("412.50,EUR", f"{a},{b}") for a, b in zip(texts, currencies, strict=True)]
    table = read(tmp_path, *rows, currency="CHF")
    stated = files_scenario(tmp_path).stated_rates
    for row, (text, currency) in enumerate(zip(texts, currencies, strict=True)):
        rate = rate_of("CHF", currency, stated, None)
        assert rate is not None
        assert table.fare_minor[row] == converted_minor(Decimal(text), rate.rate, "CHF")
        assert table.original_minor[row] == minor_units(Decimal(text), currency)


def test_stated_emissions_are_grams_rounded_half_up(tmp_path: Path) -> None:
    """812.3455 kg are 812346 g; where none are stated the embedded factors are named."""
    table = read(tmp_path, NONSTOP[:-1] + "812.3455,", NONSTOP)
    assert table.co2e_g[0] == 812346
    assert [table.co2e_source(row) for row in range(2)] == [
        "quoted by the seller",
        "embedded factors: UK Government GHG Conversion Factors 2025",
    ]


def test_a_local_time_that_does_not_exist_shifts_forward(tmp_path: Path) -> None:
    """New York skips 02:00 to 03:00 on 14 March 2027: 02:30 is 07:30 UTC, when clocks show 03:30."""
    row = NONSTOP.replace("2027-04-03T20:00", "2027-03-14T02:30").replace("2027-04-04T08:00", "2027-03-14T15:00")
    table = read(tmp_path, row)
    assert table.departs_utc.tolist() == [minutes("2027-03-14T07:30")]
    assert table.departs_local.tolist() == [minutes("2027-03-14T03:30")]


def test_a_flight_across_the_date_line_may_land_on_the_day_before(tmp_path: Path) -> None:
    """Auckland 5 April 14:00 to Los Angeles 5 April 07:00 the same day: 12 h."""
    row = "AKL,LAX,2027-04-05T14:00,2027-04-05T07:00,NZ6,,,,economy,900,EUR,,,"
    assert read(tmp_path, row).duration_min.tolist() == [720]


def test_rows_that_share_a_bundle_are_one_offer(tmp_path: Path) -> None:
    """Rows in either order: the earlier one is the way out, and both serve the smaller of 9 and 4 travellers."""
    table = read(tmp_path, BACK[:-2] + "9,,B1", NONSTOP, NONSTOP[:-2] + "4,,B1")
    assert table.partner.tolist() == [2, UNKNOWN, 0]
    assert table.first_leg.tolist() == [False, True, True]
    assert table.seats.tolist() == [4, NO_LIMIT, 4]


def test_bundles_of_two_files_are_different_offers(tmp_path: Path) -> None:
    """B1 in both files: four rows, two offers, files in order of their names."""
    for name in ("b.csv", "a.csv"):
        put(tmp_path, "\n".join((HEADER, NONSTOP + "B1", BACK + "B1")), name)
    table = FileSource(files_scenario(tmp_path)).table
    assert table.files == ("a.csv", "b.csv")
    assert (table.file.tolist(), table.line.tolist()) == ([0, 0, 1, 1], [2, 3, 2, 3])
    assert table.partner.tolist() == [1, 0, 3, 2]


def test_a_venue_gets_the_rows_between_homes_and_its_airports_in_file_order(tmp_path: Path) -> None:
    """Homes EWR and BOS, venue LIS: the row of Chicago and the row between homes stay out."""
    rows = [
        BACK,
        NONSTOP.replace("EWR", "ORD"),
        NONSTOP.replace("EWR", "BOS"),
        NONSTOP,
        "EWR,BOS,2027-04-03T20:00,2027-04-03T21:20,UA1,,,,economy,90,EUR,,,",
    ]
    put(tmp_path, "\n".join((HEADER, *rows)))
    source = FileSource(files_scenario(tmp_path, "EWR BOS"))
    assert source.to_and_from(files_venue("LIS", "OPO")).line.tolist() == [2, 4, 5]
    assert source.to_and_from(files_venue("OPO")).line.tolist() == []


def test_a_both_ways_offer_that_a_venue_cannot_use_whole_is_on_sale_but_not_to_be_bought(tmp_path: Path) -> None:
    """B1 returns to another home, which is fine; B2 returns to Chicago, no home; B3 begins at the venue.

    The journeys of B2 and B3 between home and venue stay, as they may be the fastest.
    """
    rows = [
        NONSTOP + "B1",
        BACK.replace("EWR", "BOS") + "B1",
        NONSTOP + "B2",
        BACK.replace("EWR", "ORD") + "B2",
        BACK + "B3",
        NONSTOP.replace("2027-04-03", "2027-04-20").replace("2027-04-04", "2027-04-21") + "B3",
    ]
    put(tmp_path, "\n".join((HEADER, *rows)))
    taken = FileSource(files_scenario(tmp_path, "EWR BOS")).to_and_from(files_venue("LIS"))
    assert taken.line.tolist() == [2, 3, 4, 6, 7]
    assert taken.partner.tolist() == [1, 0, HALF, HALF, HALF]
    assert taken.first_leg.tolist() == [True, False, True, True, False]
    assert directed_rows(taken, files_venue("LIS"), outbound=True).tolist() == [True, False, False, False, False]
    assert directed_rows(taken, files_venue("LIS"), outbound=False).tolist() == [False, True, False, False, False]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_files_as_spreadsheets_save_them(tmp_path: Path, separator: str) -> None:
    """Byte order mark, CRLF, quoted cells, another separator, headers in capitals, spaces, blank rows: as plain."""
    plain = read(tmp_path, NONSTOP, CONNECTION)
    quoted = "\r\n".join(
        [
            HEADER.upper().replace(",", separator) + separator + "x_note",
            separator.join(f'"{cell}"' for cell in NONSTOP.split(",")) + separator + '"a ""b""\r\n, c"',
            separator * 14,
            "",
            separator.join(f" {cell} " for cell in CONNECTION.split(",")) + separator,
        ]
    )
    put(tmp_path, b"\xef\xbb\xbf" + quoted.encode())
    table = FileSource(files_scenario(tmp_path)).table
    assert table.line.tolist() == [2, 6]
    for name in (
        "fare_minor",
        "seg_origin",
        "seg_departs_utc",
        "seg_arrives_utc",
        "seg_cabin",
        "seg_carrier",
        "co2e_g",
    ):
        assert np.array_equal(getattr(table, name), getattr(plain, name)), name


def test_columns_in_any_order_and_optional_ones_left_out(tmp_path: Path) -> None:
    """Seven columns are enough for a nonstop flight."""
    put(
        tmp_path,
        "fare,cabin,flights,arrives,departs,destination,origin\n5,first,TP1,2027-04-04T08:00,2027-04-03T20:00,LIS,EWR",
    )
    table = FileSource(files_scenario(tmp_path)).table
    assert (table.fare_minor.tolist(), table.cabin.tolist(), table.seats.tolist()) == ([500], [3], [NO_LIMIT])
