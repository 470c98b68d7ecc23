"""Quotes in CSV files: what a row becomes, what a venue gets, and what is refused in which words."""

import random
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from sprintplan.domain.model import Cabin
from sprintplan.domain.people import Home, Person
from sprintplan.domain.policy import Limits, Objective, Policy, Rate
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.errors import InputError
from sprintplan.offers.files import FileSource
from sprintplan.offers.sources import open_source
from sprintplan.offers.table import NO_LIMIT, UNKNOWN, OfferTable
from sprintplan.units import converted_minor, minor_units
from sprintplan.world.airports import airports
from sprintplan.world.emissions import co2e_g

HEADER = "origin,destination,departs,arrives,flights,via,via_times,operated_by,cabin,fare,currency,seats,co2e_kg,bundle"
NONSTOP = "EWR,LIS,2027-04-03T20:00,2027-04-04T08:00,TP202,,,,economy,412.50,EUR,,,"
BACK = "LIS,EWR,2027-04-11T11:00,2027-04-11T14:00,TP201,,,,economy,390.00,EUR,,,"
CONNECTION = (
    "EWR,LIS,2027-04-03T18:00,2027-04-04T11:40,UA0960|LH1172,FRA,"
    "2027-04-04T07:40/2027-04-04T09:30,UA|CL,economy|business,700,EUR,4,,"
)


def scenario(folder: Path, homes: str = "EWR", currency: str = "EUR") -> Scenario:
    places = [Home(text=code, airports=(code,), country="US", coded=True) for code in homes.split()]
    usd = Rate(currency="USD", rate=Decimal("1.0842"), on=date(2026, 11, 20), source="workspace")
    return Scenario(
        folder=folder,
        company="Acme",
        currency=currency,
        events=(),
        people=tuple(Person(id=home.text, name=home.text, home=home) for home in places),
        venues=(),
        policy=Policy(),
        limits=Limits(),
        objective=Objective(travel_hour_minor=0, tonne_co2e_minor=0, night_per_diem_minor=0, remote_minor=0),
        stated_rates={"USD": usd},
        source="files",
    )


def venue(*codes: str) -> Venue:
    return Venue(id="v", name="V", city="V", country="PT", airports=codes)


def put(folder: Path, content: str | bytes, name: str = "may.csv") -> None:
    (folder / "offers").mkdir(exist_ok=True)
    (folder / "offers" / name).write_bytes(content.encode() if isinstance(content, str) else content)


def read(folder: Path, *rows: str, homes: str = "EWR", currency: str = "EUR") -> OfferTable:
    put(folder, "\n".join((HEADER, *rows)) + "\n")
    return FileSource(scenario(folder, homes, currency)).table


def refused(folder: Path, *rows: str, homes: str = "EWR") -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, *rows, homes=homes)
    return [str(problem) for problem in caught.value.problems]


def no(code: str) -> int:
    number = airports().number(code)
    assert number is not None
    return number


def minutes(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) // 60


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
    rows = [NONSTOP.replace("412.50,EUR", text) for text in ("542.10,USD", "12.345,EUR", "12.344999,eur", "7,")]
    table = read(tmp_path, *rows)
    assert table.fare_minor.tolist() == [50000, 1235, 1234, 700]
    assert table.original_minor.tolist() == [54210, 1235, 1234, 700]
    assert [table.currencies[number] for number in table.currency] == ["USD", "EUR", "EUR", "EUR"]
    yen = read(tmp_path, *rows[1:2], currency="JPY")
    assert yen.original_minor.tolist() == [1235]


def test_fares_agree_with_exact_arithmetic_whatever_their_size(tmp_path: Path) -> None:
    """500 random fares of up to ten digits and six decimals, in four currencies, two of them with ECB cross rates."""
    dice = random.Random(5)
    texts = [
        f"{dice.randrange(10 ** dice.randint(1, 10))}.{dice.randrange(10**6):06d}"[: -dice.randint(1, 5)]
        for _ in range(500)
    ]
    currencies = [dice.choice(("EUR", "USD", "JPY", "CHF")) for _ in texts]
    rows = [NONSTOP.replace("412.50,EUR", f"{a},{b}") for a, b in zip(texts, currencies, strict=True)]
    table = read(tmp_path, *rows, currency="CHF")
    from sprintplan.domain.exchange import rate_of

    stated = scenario(tmp_path).stated_rates
    for row, (text, currency) in enumerate(zip(texts, currencies, strict=True)):
        rate = rate_of("CHF", currency, stated, None)
        assert rate is not None
        assert table.fare_minor[row] == converted_minor(Decimal(text), rate.rate, "CHF")
        assert table.original_minor[row] == minor_units(Decimal(text), currency)


def test_stated_emissions_are_grams_rounded_half_up(tmp_path: Path) -> None:
    """812.3455 kg are 812346 g."""
    assert read(tmp_path, NONSTOP[:-1] + "812.3455,").co2e_g.tolist() == [812346]


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
    table = FileSource(scenario(tmp_path)).table
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
    source = FileSource(scenario(tmp_path, "EWR BOS"))
    assert source.to_and_from(venue("LIS", "OPO")).line.tolist() == [2, 4, 5]
    assert source.to_and_from(venue("OPO")).line.tolist() == []


def test_a_venue_gets_both_ways_offers_whole_or_not_at_all(tmp_path: Path) -> None:
    """B1 returns to another home, which is fine; B2 returns to Chicago, no home; B3 begins at the venue."""
    rows = [
        NONSTOP + "B1",
        BACK.replace("EWR", "BOS") + "B1",
        NONSTOP + "B2",
        BACK.replace("EWR", "ORD") + "B2",
        BACK + "B3",
        NONSTOP.replace("2027-04-03", "2027-04-20").replace("2027-04-04", "2027-04-21") + "B3",
    ]
    put(tmp_path, "\n".join((HEADER, *rows)))
    taken = FileSource(scenario(tmp_path, "EWR BOS")).to_and_from(venue("LIS"))
    assert taken.line.tolist() == [2, 3]
    assert taken.partner.tolist() == [1, 0]
    assert taken.first_leg.tolist() == [True, False]


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
    table = FileSource(scenario(tmp_path)).table
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
    table = FileSource(scenario(tmp_path)).table
    assert (table.fare_minor.tolist(), table.cabin.tolist(), table.seats.tolist()) == ([500], [3], [NO_LIMIT])


REFUSED = {
    "an unknown airport": ("EWR,", "EWX,", 'unknown airport "EWX" in origin', "EWR"),
    "a city code": (",LIS,", ",LON,", 'unknown airport "LON" in destination', "LHR"),
    "an empty airport": ("EWR,", ",", "origin is empty", "IATA code"),
    "a local date form": ("2027-04-03T20:00", "03/04/2027 20:00", '"03/04/2027 20:00" in departs', "2027-04-04T09:15"),
    "a day that does not exist": (
        "2027-04-04T08:00",
        "2027-02-29T08:00",
        '"2027-02-29T08:00" in arrives',
        "2027-04-04",
    ),
    "a time with an offset": (
        "2027-04-04T08:00",
        "2027-04-04T08:00Z",
        '"2027-04-04T08:00Z" in arrives',
        "without zone",
    ),
    "a landing before take-off": (
        "2027-04-04T08:00",
        "2027-04-04T00:30",
        "arrives 30 minutes before it departs (UTC)",
        "local",
    ),
    "a flight to where it begins": (",LIS,", ",EWR,", "a flight ends where it begins", "order"),
    "no flights": ("TP202", "", "no flights", "TP1351|LH1172"),
    "a strange flight": ("TP202", "flight", '"flight" in flights is no flight code', "TP1351"),
    "a connection too many": ("TP202,", "TP202,FRA", "1 connecting airports for 1 flight", "Write 0 in via"),
    "operators too many": (",,,,economy", ",,,TP|LH,economy", "2 carriers in operated_by for 1 flight", "none or 1"),
    "a strange operator": (",,,,economy", ",,,TAPP,economy", '"TAPP" in operated_by is no carrier', "TP|LH"),
    "an unknown cabin": ("economy", "bussiness", 'unknown cabin "bussiness"', 'Did you mean "business"?'),
    "no cabin": ("economy", "", "0 cabins for 1 flight", "one for the journey"),
    "a decimal comma": ("412.50", '"412,50"', '"412,50" in fare is not a number', "decimal point"),
    "a negative fare": ("412.50", "-1", '"-1" in fare is not a number', "below zero"),
    "a fare that is no number": ("412.50", "1e3", '"1e3" in fare', "412.50"),
    "no fare": ("412.50", "", "fare is empty", "412.50"),
    "a currency nobody knows": ("EUR", "EUX", 'unknown currency "EUX"', 'Did you mean "EUR"?'),
    "a currency without a rate": ("EUR", "AOA", "no exchange rate for AOA", "[rates]"),
    "seats of none": ("EUR,", "EUR,0", '"0" in seats is not a whole number from 1', "empty"),
    "seats in words": ("EUR,", "EUR,four", '"four" in seats', "empty"),
    "emissions in words": ("EUR,,", "EUR,,low", '"low" in co2e_kg', "plain number"),
    "a bundle of one": ("EUR,,,", "EUR,,,B7", 'bundle "B7" has 1 row', "two rows"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_row_is_refused_with_its_place_and_a_remedy(tmp_path: Path, case: str) -> None:
    """The wrong row stands in line 3, below a sound one; it is the only problem."""
    old, new, what, remedy = REFUSED[case]
    told = refused(tmp_path, BACK, NONSTOP.replace(old, new, 1))
    assert len(told) == 1
    assert told[0].startswith("offers/may.csv:3: ")
    assert what in told[0]
    assert remedy in told[0]


REFUSED_CONNECTIONS = {
    "via_times without a slash": ("07:40/2027", "07:40-2027", "in via_times is not arr/dep"),
    "via_times of a flight less": ("FRA,2027-04-04T07:40/2027-04-04T09:30", "FRA,", "0 via_times for 2 flights"),
    "a bad time in via_times": ("T09:30", "T24:30", '"2027-04-04T24:30" in via_times'),
    "a connection that leaves first": ("T09:30", "T07:39", "flight 2 departs 1 minutes before flight 1 arrives"),
    "an unknown via": ("FRA", "FRX", 'unknown airport "FRX" in via'),
    "too few airports": ("FRA", "", "0 connecting airports for 2 flights"),
    "three cabins": ("economy|", "economy|economy|", "3 cabins for 2 flights"),
    "an empty flight": ("|LH1172", "|", '"" in flights is no flight code'),
    "an empty operator": ("UA|CL", "UA|", '"" in operated_by is no carrier'),
}


@pytest.mark.parametrize("case", REFUSED_CONNECTIONS)
def test_a_wrong_connection_is_refused(tmp_path: Path, case: str) -> None:
    old, new, what = REFUSED_CONNECTIONS[case]
    told = refused(tmp_path, CONNECTION.replace(old, new, 1))
    assert len(told) == 1
    assert what in told[0]


def test_a_connection_may_leave_the_minute_it_arrives(tmp_path: Path) -> None:
    """A wait of 0 minutes is for the policy to judge."""
    assert len(read(tmp_path, CONNECTION.replace("T09:30", "T07:40"))) == 1


def test_bundles_that_do_not_pair(tmp_path: Path) -> None:
    """B1 has three rows; B2's way back departs while the way out is in the air."""
    overlap = "LIS,EWR,2027-04-04T07:30,2027-04-04T11:00,TP201,,,,economy,390.00,EUR,,,B2"
    told = refused(tmp_path, NONSTOP + "B1", BACK + "B1", BACK + "B1", NONSTOP + "B2", overlap)
    assert [line.split(": ")[0] for line in told] == [f"offers/may.csv:{line}" for line in (2, 3, 4, 6)]
    assert 'bundle "B1" has 3 rows' in told[0]
    assert 'bundle "B2" departs before its other row, line 5, arrives' in told[3]


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    """A header with a typing error, a row of 15 cells, a wrong fare in another file."""
    put(tmp_path, "\n".join((HEADER.replace("seats", "seat"), NONSTOP, NONSTOP + ",x")), "a.csv")
    told = refused(tmp_path, NONSTOP.replace("412.50", "x"))
    assert len(told) == 3
    assert told[0].startswith('offers/a.csv:1: unknown column "seat". Did you mean "seats"?')
    assert told[1].startswith("offers/a.csv:3: 15 cells in the row, 14 in the header")
    assert told[2].startswith("offers/may.csv:2: ")


def test_fifty_problems_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    """70 rows, each with a wrong airport and a wrong fare: 140 problems, the first 25 rows listed."""
    told = refused(tmp_path, *[NONSTOP.replace("EWR", "EWX").replace("412.50", "x")] * 70)
    assert len(told) == 51
    assert told[49].startswith("offers/may.csv:26: ")
    assert told[50] == "offers: and 90 more problems. Mend the ones above first"


BROKEN_FILES = {
    "empty": (b"", "offers/may.csv: is empty"),
    "blank": (b"\r\n \r\n", "offers/may.csv: is empty"),
    "header alone": (HEADER.encode(), "offers/may.csv:1: has no rows below the header"),
    "latin 1": (
        (HEADER + ",x_name\n" + NONSTOP + ",Málaga").encode("latin-1"),
        "offers/may.csv:2: is not text in UTF-8",
    ),
    "utf-16": ((HEADER + "\n" + NONSTOP).encode("utf-16"), "is not text in UTF-8. Save it as CSV in UTF-8"),
    "binary": (b"PK\x03\x04\x00\x00", "is not text"),
    "an open quotation mark": (
        f'{HEADER}\n"{NONSTOP}\n{BACK}\n'.encode(),
        "offers/may.csv:2: a quotation mark is opened",
    ),
    "a column twice": (f"{HEADER},fare\n{NONSTOP},5".encode(), 'offers/may.csv:1: column "fare" is there twice'),
    "no header": (NONSTOP.encode(), "offers/may.csv:1: the header lacks origin, destination"),
    "a huge cell": (f"{HEADER}\n{NONSTOP}{'B' * 401}".encode(), "offers/may.csv:2: bundle has over 400 characters"),
}


@pytest.mark.parametrize("case", BROKEN_FILES)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, case: str) -> None:
    content, what = BROKEN_FILES[case]
    put(tmp_path, content)
    with pytest.raises(InputError) as caught:
        FileSource(scenario(tmp_path))
    assert what in str(caught.value)


def test_no_folder_no_files_and_json_are_said_plainly(tmp_path: Path) -> None:
    """No folder; an empty one; JSON beside a sound CSV file is refused by name and never left out silently."""
    with pytest.raises(InputError, match=r"no offers: .* or take source = .estimate"):
        FileSource(scenario(tmp_path))
    (tmp_path / "offers").mkdir()
    with pytest.raises(InputError, match=r"no offers"):
        FileSource(scenario(tmp_path))
    put(tmp_path, "{}", "duffel.json")
    put(tmp_path, f"{HEADER}\n{NONSTOP}")
    with pytest.raises(InputError, match=r"offers/duffel.json: quotes in JSON cannot be read yet"):
        FileSource(scenario(tmp_path))


def test_open_source_opens_what_the_scenario_names(tmp_path: Path) -> None:
    """Files open; Duffel says that it cannot be read yet."""
    put(tmp_path, f"{HEADER}\n{NONSTOP}")
    assert open_source(scenario(tmp_path), date(2026, 11, 23)).name == "files"
    with pytest.raises(InputError, match="duffel"):
        open_source(scenario(tmp_path).model_copy(update={"source": "duffel"}), date(2026, 11, 23))
