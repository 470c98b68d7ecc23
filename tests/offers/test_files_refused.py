"""Quotes in CSV files: what is refused, where, and in which words."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sprintplan.domain.objective import Rate
from sprintplan.errors import InputError, OfferSourceError
from sprintplan.offers.files import FileSource
from sprintplan.offers.registry import open_source
from sprintplan.offers.table import HALF, UNKNOWN
from tests.build.offer_files import BACK, CONNECTION, HEADER, NONSTOP, files_scenario, files_venue, put, read, refused

REFUSED = {
    "a home by its city's code": (
        "EWR,",
        "NYC,",
        'unknown airport "NYC" in origin',
        "name one of its airports, JFK, EWR",
    ),
    "no code": ("EWR,", "Newark,", 'unknown airport "Newark" in origin', "Write an airport's code: Newark has"),
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
    "a strange flight": ("TP202", "flight", '"flight" in flights is not a flight code', "TP1351"),
    "a connection too many": ("TP202,", "TP202,FRA", "1 connecting airports for 1 flight", "Write 0 in via"),
    "operators too many": (",,,,economy", ",,,TP|LH,economy", "2 carriers in operated_by for 1 flight", "none or 1"),
    "a strange operator": (",,,,economy", ",,,TAPP,economy", '"TAPP" in operated_by is not a carrier', "TP|LH"),
    "an unknown cabin": ("economy", "bussiness", 'unknown cabin "bussiness"', 'Did you mean "business"?'),
    "no cabin": ("economy", "", "0 cabins for 1 flight", "one for the journey"),
    "a decimal comma": ("412.50", '"412,50"', '"412,50" in fare is not a number', "Write 412.50, with a decimal point"),
    "thousands with a dot": ("412.50", "1.234", '"1.234" in fare has more decimals than EUR', "Write 1234 or 1.23"),
    "thousands with a dot and zeros": ("412.50", "1.500", "and may mean thousands", "Write 1500 or 1.5"),
    "thousands with a blank": ("412.50", "1\u00a0234.50", "in fare is not a number", "Write 1234.50"),
    "an apostrophe": ("412.50", "1'234.50", "in fare is not a number", "Write 1234.50"),
    "full-width digits": ("412.50", "４１２", "in fare is not a number", "Write 412,"),
    "a trailing currency sign": ("412.50", "412.50 €", "in fare is not a number", "Write 412.50,"),
    "seven decimals": ("412.50", "0.1234567", "is not a number", "at most ten digits before the point and six"),
    "a fare beyond any budget": ("412.50,EUR", "9999999999,GBP", "is beyond any budget", "Check amount, currency"),
    "emissions beyond any journey": ("EUR,,", "EUR,,100000.001", "in co2e_kg is beyond any journey", "kilograms"),
    "a landing days later": (
        "2027-04-04T08:00",
        "2027-04-09T08:00",
        "lasts 127 hours, more than 72",
        "Check the dates",
    ),
    "a negative fare": ("412.50", "-1", '"-1" in fare is not a number', "below zero"),
    "a fare that is not a number": ("412.50", "1e3", '"1e3" in fare', "412.50"),
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
    messages = refused(tmp_path, BACK, NONSTOP.replace(old, new, 1))
    assert len(messages) == 1
    assert messages[0].startswith("offers/may.csv:3: ")
    assert what in messages[0]
    assert remedy in messages[0]


REFUSED_CONNECTIONS = {
    "via_times without a slash": ("07:40/2027", "07:40-2027", "in via_times is not arr/dep"),
    "via_times of a flight less": ("FRA,2027-04-04T07:40/2027-04-04T09:30", "FRA,", "0 via_times for 2 flights"),
    "a bad time in via_times": ("T09:30", "T24:30", '"2027-04-04T24:30" in via_times'),
    "a connection that leaves first": ("T09:30", "T07:39", "flight 2 departs 1 minutes before flight 1 arrives"),
    "an unknown via": ("FRA", "Frankfurt", 'unknown airport "Frankfurt" in via'),
    "too few airports": ("FRA", "", "0 connecting airports for 2 flights"),
    "three cabins": ("economy|", "economy|economy|", "3 cabins for 2 flights"),
    "an empty flight": ("|LH1172", "|", '"" in flights is not a flight code'),
    "an empty operator": ("UA|CL", "UA|", '"" in operated_by is not a carrier'),
}


@pytest.mark.parametrize("case", REFUSED_CONNECTIONS)
def test_a_wrong_connection_is_refused(tmp_path: Path, case: str) -> None:
    old, new, what = REFUSED_CONNECTIONS[case]
    messages = refused(tmp_path, CONNECTION.replace(old, new, 1))
    assert len(messages) == 1
    assert what in messages[0]


def test_a_connection_may_leave_the_minute_it_arrives(tmp_path: Path) -> None:
    """A wait of 0 minutes is for the policy to judge."""
    assert len(read(tmp_path, CONNECTION.replace("T09:30", "T07:40"))) == 1


def test_bundles_that_do_not_pair(tmp_path: Path) -> None:
    """B1 has three rows; B2's way back departs while the way out is in the air."""
    overlap = "LIS,EWR,2027-04-04T07:30,2027-04-04T11:00,TP201,,,,economy,390.00,EUR,,,B2"
    messages = refused(tmp_path, NONSTOP + "B1", BACK + "B1", BACK + "B1", NONSTOP + "B2", overlap)
    assert [line.split(": ")[0] for line in messages] == ["offers/may.csv:2", "offers/may.csv:6"]
    assert 'bundle "B1" has 3 rows (3 lines: 2, 3, 4)' in messages[0]
    assert 'bundle "B2" departs before its other row, line 5, arrives' in messages[1]


def test_a_bundle_in_two_currencies_has_no_sum(tmp_path: Path) -> None:
    """Out in EUR, back in USD: named at the way back; both in USD is fine."""
    messages = refused(tmp_path, NONSTOP + "B1", BACK.replace("EUR", "USD") + "B1")
    assert messages == [
        'offers/may.csv:3: bundle "B1" has fares in EUR and USD. A both-ways offer is sold in one currency'
    ]
    assert len(read(tmp_path, *(row.replace("EUR", "USD") + "B1" for row in (NONSTOP, BACK)))) == 2


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    """A header with a typing error, a row of 15 cells, a wrong fare in another file."""
    put(tmp_path, "\n".join((HEADER.replace("seats", "seat"), NONSTOP, NONSTOP + ",x")), "a.csv")
    messages = refused(tmp_path, NONSTOP.replace("412.50", "x"))
    assert len(messages) == 3
    assert messages[0].startswith('offers/a.csv:1: unknown column "seat". Did you mean "seats"?')
    assert messages[1].startswith("offers/a.csv:3: 15 cells in the row, 14 in the header")
    assert messages[2].startswith("offers/may.csv:2: ")


def test_a_fare_finer_than_its_currency_is_rounded_and_told(tmp_path: Path) -> None:
    """412.5049 euros are 412.50; both rows are one warning."""
    put(tmp_path, "\n".join((HEADER, NONSTOP.replace("412.50", "412.5049"), BACK.replace("390.00", "390.0050"))))
    source = FileSource(files_scenario(tmp_path))
    assert source.table.fare_minor.tolist() == [41250, 39001]
    assert source.warnings == (
        'offers/may.csv:2: "412.5049" in fare is rounded, as EUR has 2 decimals (2 lines: 2, 3; also "390.0050"). '
        "Check the amount",
    )


def test_a_fare_that_needs_more_than_64_bits_is_refused(tmp_path: Path) -> None:
    """9 999 999 999 dinars at a billionth of a dinar for a euro."""
    put(tmp_path, "\n".join((HEADER, NONSTOP.replace("412.50,EUR", "9999999999,KWD"))))
    rate = Rate(currency="KWD", rate=Decimal("1e-12"), on=date(2026, 11, 20), source="workspace")
    with pytest.raises(InputError, match='a fare of "9999999999" KWD is beyond any budget'):
        FileSource(files_scenario(tmp_path).changed(stated_rates={"KWD": rate}))


def test_one_mistake_in_many_rows_is_one_message(tmp_path: Path) -> None:
    """70 rows, each with a wrong fare and seats of its own: 140 problems, two messages with the first lines."""
    rows = [NONSTOP.replace("412.50", f'"{n},50"').replace("EUR,", f"EUR,-{n}") for n in range(70)]
    messages = refused(tmp_path, *rows)
    assert len(messages) == 2
    assert all(line.startswith("offers/may.csv:2: ") and "(70 lines: 2, 3, 4, ...; also " in line for line in messages)


def test_rows_with_an_unknown_airport_are_left_out_counted_and_named(tmp_path: Path) -> None:
    """Of five rows two begin at EWX and one connects at FRX; the other two are read."""
    strange = NONSTOP.replace("EWR", "EWX")
    put(tmp_path, "\n".join((HEADER, strange, NONSTOP, CONNECTION.replace("FRA", "frx"), strange, BACK)))
    source = FileSource(files_scenario(tmp_path))
    assert source.table.line.tolist() == [3, 6]
    assert source.warnings == (
        'offers/may.csv: 3 of 5 offers left out: unknown airport "EWX" (line 2, line 5); '
        'unknown airport "FRX" (line 4)',
    )


def test_the_other_half_of_an_offer_whose_row_is_left_out_is_on_sale_and_cannot_be_bought(tmp_path: Path) -> None:
    """The way back to an unknown airport: the way out counts for the fastest."""
    put(tmp_path, "\n".join((HEADER, NONSTOP + "B1", BACK.replace("EWR", "EWX") + "B1", NONSTOP)))
    source = FileSource(files_scenario(tmp_path))
    assert source.table.partner.tolist() == [HALF, UNKNOWN]
    assert source.to_and_from(files_venue("LIS")).partner.tolist() == [HALF, UNKNOWN]


def test_the_code_of_a_closed_airport_that_a_venue_moved_from_is_a_mistake(tmp_path: Path) -> None:
    """TXL stands for BER where a venue is; elsewhere it is an unknown airport like others."""
    assert len(read(tmp_path, NONSTOP.replace("LIS", "TXL"), NONSTOP)) == 1
    berlin = files_scenario(tmp_path).changed(venues=(files_venue("BER"),))
    with pytest.raises(InputError, match="Tegel closed in November 2020: write BER"):
        FileSource(berlin)


BROKEN_FILES = {
    "empty": (b"", "offers/may.csv: is empty"),
    "blank": (b"\r\n \r\n", "offers/may.csv: is empty"),
    "header alone": (HEADER.encode(), "offers/may.csv:1: has no rows below the header"),
    "latin 1": (
        (HEADER + ",x_name\n" + NONSTOP + ",Málaga").encode("latin-1"),
        "offers/may.csv:2: this file is not saved as UTF-8",
    ),
    "utf-16": (
        (HEADER + "\n" + NONSTOP).encode("utf-16"),
        "this file is saved as UTF-16. In the spreadsheet",
    ),
    "binary": (b"PK\x03\x04\x00\x00", "this file is a workbook or archive, not a text file"),
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
        FileSource(files_scenario(tmp_path))
    assert what in str(caught.value)


def test_no_folder_no_files_and_strange_json_are_said_plainly(tmp_path: Path) -> None:
    """No folder; an empty one; JSON of no known shape beside a sound CSV file is refused by name, never left out."""
    with pytest.raises(InputError, match=r"no offers: .* or take source = .estimate"):
        FileSource(files_scenario(tmp_path))
    (tmp_path / "offers").mkdir()
    with pytest.raises(InputError, match=r"no offers"):
        FileSource(files_scenario(tmp_path))
    put(tmp_path, "{}", "duffel.json")
    put(tmp_path, f"{HEADER}\n{NONSTOP}")
    with pytest.raises(InputError, match=r"offers/duffel.json:1: is not a list of offers that Duffel or Amadeus"):
        FileSource(files_scenario(tmp_path))


def test_open_source_opens_what_the_scenario_names(tmp_path: Path) -> None:
    """Files open; Duffel says that nothing was asked for yet."""
    put(tmp_path, f"{HEADER}\n{NONSTOP}")
    assert open_source(files_scenario(tmp_path), date(2026, 11, 23)).name == "files"
    with pytest.raises(OfferSourceError, match="sprintplan quote"):
        open_source(files_scenario(tmp_path).model_copy(update={"source": "duffel"}), date(2026, 11, 23))
