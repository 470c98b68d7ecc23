"""JSON beside CSV in the folder of offers: one table, ids by file, and what is refused in which words."""

from pathlib import Path

import pytest

from sprintplan.errors import InputError
from sprintplan.offers.files import FileSource
from tests.build import amadeus
from tests.build.duffel import BACK, OUT, duffel_offer, offer_list
from tests.build.offer_files import BACK as BACK_ROW
from tests.build.offer_files import HEADER, NONSTOP, files_scenario, files_venue, no, put

AMADEUS = amadeus.amadeus_offer([[amadeus.OUT]], "100.00", amadeus.traveller("100.00", amadeus.fare("1")))


def source(folder: Path, currency: str = "EUR") -> FileSource:
    return FileSource(files_scenario(folder, currency=currency))


def problems(folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        source(folder)
    return [str(problem) for problem in caught.value.problems]


def test_files_of_every_shape_are_one_table_in_order_of_their_names(tmp_path: Path) -> None:
    """a.json of Duffel, b.csv, c.json of Amadeus: pairs stay linked, words are shared, ids begin with the file."""
    put(
        tmp_path,
        offer_list(duffel_offer(OUT, BACK), duffel_offer(OUT, id="off_2", owner={"iata_code": "LH"})),
        "a.json",
    )
    put(tmp_path, "\n".join((HEADER, NONSTOP + "B1", BACK_ROW + "B1", NONSTOP)), "b.csv")
    put(tmp_path, amadeus.answer(AMADEUS), "c.json")
    table = source(tmp_path).table
    assert table.source == "files"
    names = [table.offer_id(row) or f"{table.files[table.file[row]]}:{table.line[row]}" for row in range(len(table))]
    assert names == ["a.json:off_1", "a.json:off_1", "a.json:off_2", "b.csv:2", "b.csv:3", "b.csv:4", "c.json:1"]
    assert table.partner.tolist() == [1, 0, -1, 4, 3, -1, -1]
    assert table.fare_minor.tolist() == [41250, 0, 41250, 41250, 39000, 41250, 10000]
    assert {table.carriers[code] for code in table.seg_carrier[0]} == {"TP"}
    assert [table.flight_numbers[code] for code in table.seg_number[0]] == [
        "202",
        "201",
        "202",
        "202",
        "201",
        "202",
        "0202",
    ]
    owners = [table.terms.of(int(number)).owner for number in table.offer]
    assert owners == ["TP", "TP", "LH", None, None, None, "TP"]


def test_rows_of_more_flights_than_another_file_s_have_unknown_slots_there(tmp_path: Path) -> None:
    """A nonstop offer in JSON beside a connection in CSV."""
    row = "EWR,LIS,2027-04-03T18:00,2027-04-04T11:40,UA1|LH2,FRA,2027-04-04T07:40/2027-04-04T09:30,,economy,700,EUR,,,"
    put(tmp_path, "\n".join((HEADER, row)), "b.csv")
    put(tmp_path, offer_list(duffel_offer(OUT)), "a.json")
    assert source(tmp_path).table.seg_origin.tolist() == [[no("EWR"), no("EWR")], [-1, no("FRA")]]


def test_json_alone_is_enough_and_a_venue_gets_its_offers(tmp_path: Path) -> None:
    """Lisbon gets the pair, Porto nothing."""
    put(tmp_path, offer_list(duffel_offer(OUT, BACK)), "a.json")
    opened = source(tmp_path)
    assert opened.to_and_from(files_venue("LIS")).partner.tolist() == [1, 0]
    assert len(opened.to_and_from(files_venue("OPO"))) == 0


def test_offers_that_are_left_out_are_warnings_of_the_source(tmp_path: Path) -> None:
    """One without journeys."""
    put(tmp_path, offer_list(duffel_offer(OUT), duffel_offer(id="off_9")), "a.json")
    assert source(tmp_path).warnings == ("offers/a.json: 1 of 2 offers left out: without journeys (off_9)",)


def test_a_currency_without_a_rate_is_named_once_a_file_of_json(tmp_path: Path) -> None:
    """Two offers in Angolan kwanza, which the ECB does not quote."""
    put(tmp_path, offer_list(*(duffel_offer(OUT, id=f"off_{n}", total_currency="AOA") for n in (1, 2))), "a.json")
    assert problems(tmp_path) == [
        "offers/a.json: no exchange rate for AOA (2 offers). State under [rates] how many AOA make one EUR"
    ]


STRANGE = {
    "a provider's error": (
        b'{"meta": {"status": 401}, "errors": [{"type": "authentication_error", "code": "expired_token", '
        b'"title": "Expired token", "message": "Renew it."}]}',
        "1: is an error that the provider answered (authentication_error, expired_token, Expired token), no offers: "
        "Renew it. Ask the provider again, and move this answer out of the folder",
    ),
    "an error of Amadeus": (
        b'{"errors": [{"status": 400, "code": 477, "title": "INVALID FORMAT", "detail": "bad date"}]}',
        "1: is an error that the provider answered (477, INVALID FORMAT), no offers: bad date. Ask",
    ),
    "errors of no known shape": (b'{"errors": [1]}', "1: is an error that the provider answered, no offers. Ask"),
    "a web page": (b"<h1>Error: Server Error</h1>", "1: is a web page, not JSON. Ask the provider again"),
    "an empty file": (b"  \n", " is empty. Save"),
    "half an answer": (b'{"data": [\n{"id": "off_1",\n"slices": [', "3: is broken JSON: ends in the middle. Save"),
    "a comma too many": (b'{"data": [\n{},\n]}', "3: is broken JSON: "),
    "bytes of no text": (b'{"data": [{"id": "\xff"}]}', "1: this file is not saved as UTF-8"),
    "deep nesting": (b'{"data": ' + b"[" * 100_000, ""),
    "other JSON": (b'{"people": []}', "1: is not a list of offers that Duffel or Amadeus answers"),
    "a number": (b"42", "1: is not a list of offers that Duffel or Amadeus answers"),
    "a list": (b"[]", "1: is not a list of offers that Duffel or Amadeus answers"),
    "orders": (b'{"data": [{"id": "ord_1", "booking_reference": "X"}]}', "1: is not a list of offers that Duffel or"),
    "places": (b'{"data": [{"type": "location", "iataCode": 1}]}', "1: is not a list of offers that Duffel or"),
}


@pytest.mark.parametrize("case", STRANGE)
def test_what_is_no_answer_with_offers_is_refused_with_its_line(tmp_path: Path, case: str) -> None:
    """The sound file beside it does not hide it."""
    body, words = STRANGE[case]
    put(tmp_path, body, "bad.json")
    put(tmp_path, offer_list(duffel_offer(OUT)), "good.json")
    (message,) = problems(tmp_path)
    assert message.startswith("offers/bad.json:" + words)


def test_web_pages_and_spreadsheets_are_refused_by_name(tmp_path: Path) -> None:
    """error.html as a provider answers it, and a workbook; problems of all files come in one go."""
    put(tmp_path, "<h1>Error</h1>", "error.html")
    put(tmp_path, "", "quotes.xlsx")
    put(tmp_path, "{}", "x.json")
    put(tmp_path, f"{HEADER}\n{NONSTOP.replace('EWR', 'Newark')}")
    assert [message.partition(". ")[0] for message in problems(tmp_path)] == [
        "offers/error.html: web pages cannot be read",
        'offers/may.csv:2: unknown airport "Newark" in origin',
        "offers/quotes.xlsx: spreadsheets cannot be read",
        "offers/x.json:1: is not a list of offers that Duffel or Amadeus answers",
    ]
