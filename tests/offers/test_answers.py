"""Answers of Duffel in JSON: what an offer becomes."""

from pathlib import Path
from typing import Any

import pytest

from sprintplan.domain.model import Cabin
from sprintplan.offers.answers import ProviderAnswer, Reading, read_answers
from sprintplan.offers.conditions import OfferConditions
from sprintplan.offers.table import NO_LIMIT, UNKNOWN
from sprintplan.world.emissions import co2e_g
from tests.build.duffel import BACK, OUT, duffel_journey, duffel_offer, duffel_segment, offer_list, offer_request
from tests.build.offer_files import files_scenario, minutes, no

FLIGHT = ("TP202", "EWR", "2027-04-03T20:00", "LIS", "2027-04-04T08:00")


def read(*bodies: bytes, currency: str = "EUR", file: str = "", fetched_at: int | None = None) -> Reading:
    answers = [ProviderAnswer(f"answer {n}", body, fetched_at, file) for n, body in enumerate(bodies, 1)]
    return read_answers(answers, files_scenario(Path("unused"), currency=currency), source="duffel")


def one(*slices: dict[str, Any], **facts: Any) -> Reading:
    """A page of one offer."""
    return read(offer_list(duffel_offer(*slices, **facts)))


def test_an_offer_of_one_journey_is_one_row() -> None:
    """Newark 20:00 to Lisbon 08:00 on the clocks of both is 7 h; 412.50 EUR; nothing is known of bags or conditions."""
    reading = one(OUT)
    table = reading.table
    assert (len(table), table.source, reading.skipped, reading.warnings) == (1, "duffel", (), ())
    assert reading.offers == {"answer 1": 1}
    assert (table.origin[0], table.destination[0], table.duration_min[0]) == (no("EWR"), no("LIS"), 420)
    assert table.departs_local.tolist() == [minutes("2027-04-03T20:00")]
    assert (table.fare_minor.tolist(), table.original_minor.tolist()) == ([41250], [41250])
    assert (table.seats.tolist(), table.partner.tolist(), table.first_leg.tolist()) == ([NO_LIMIT], [UNKNOWN], [True])
    assert table.co2e_g.tolist() == [int(co2e_g(no("EWR"), no("LIS"), 0))]
    assert table.offer_id(0) == "off_1"
    assert table.terms.of(int(table.offer[0])) == OfferConditions(
        fetched_at="2026-11-20T10:48:24Z",
        expires_at="2026-11-20T11:18:23Z",
        owner="TP",
        fare_brand="Light",
        fare_basis="K0AIZRU1",
    )


def test_an_offer_of_two_journeys_is_a_pair_whose_way_out_carries_the_amount() -> None:
    """412.50 for both; one offer with one id; 1000 kg are parted as the embedded factors of both ways are, equally."""
    table = one(OUT, BACK, total_emissions_kg="1000").table
    assert (table.partner.tolist(), table.first_leg.tolist()) == ([1, 0], [True, False])
    assert (table.fare_minor.tolist(), table.original_minor.tolist()) == ([41250, 0], [41250, 0])
    assert table.offer_id(0) == table.offer_id(1) == "off_1"
    assert table.co2e_g.tolist() == [500_000, 500_000]
    assert table.co2e_source(1) == "quoted by the seller"


def test_what_no_sum_holds_is_left_out_with_its_reason() -> None:
    """Nearly ten billion pounds, 200 tonnes, a landing four days later; the fourth offer stays."""
    late = duffel_journey(duffel_segment("TP202", "EWR", "2027-04-03T20:00", "LIS", "2027-04-08T08:00"))
    reading = read(
        offer_list(
            duffel_offer(OUT, id="a", amount="9999999999.99", total_currency="GBP"),
            duffel_offer(OUT, id="b", total_emissions_kg="200000"),
            duffel_offer(late, id="c"),
            duffel_offer(OUT, id="d"),
        )
    )
    assert reading.warnings == (
        "answer 1: 3 of 4 offers left out: a fare beyond any budget (a); emissions beyond any journey (b); "
        "a journey of three days or more (c)",
    )
    assert len(reading.table) == 1


def test_three_journeys_are_left_out_by_name_and_the_others_of_the_page_stay() -> None:
    """off_2 has three slices; off_1 and off_3 are read."""
    reading = read(
        offer_list(duffel_offer(OUT), duffel_offer(OUT, BACK, OUT, id="off_2"), duffel_offer(BACK, id="off_3"))
    )
    assert [reading.table.offer_id(row) for row in range(2)] == ["off_1", "off_3"]
    assert reading.warnings == (
        "answer 1: 1 of 3 offers left out: 3 journeys, more than an outbound and a return journey (off_2)",
    )


def test_amounts_are_for_all_passengers_and_are_divided() -> None:
    """1000.00 and 700 kg for three adults: 333.33 and 233.333 kg each."""
    table = one(OUT, amount="1000.00", adults=3, total_emissions_kg="700").table
    assert (table.fare_minor.tolist(), table.original_minor.tolist()) == ([33333], [33333])
    assert table.co2e_g.tolist() == [233_333]


def test_a_foreign_share_is_rounded_in_its_currency_and_then_converted() -> None:
    """1084.20 USD for two adults: 542.10 USD each, at 1.0842 exactly 500.00 EUR."""
    table = one(OUT, amount="1084.20", adults=2, total_currency="USD").table
    assert (table.original_minor.tolist(), table.fare_minor.tolist()) == ([54210], [50000])
    assert table.currencies[table.currency[0]] == "USD"


def test_a_connection_keeps_carriers_numbers_with_zeros_and_the_cabin_of_each_flight() -> None:
    """UA0960 in business to Frankfurt, on by LH1172 that CL operates in economy for 3 h 10: economy counts."""
    mixed = duffel_journey(
        duffel_segment("UA0960", "EWR", "2027-04-03T18:00", "FRA", "2027-04-04T07:40", cabin="business"),
        duffel_segment("LH1172", "FRA", "2027-04-04T09:30", "LIS", "2027-04-04T11:40", operator="CL"),
    )
    table = one(mixed).table
    assert table.segments.tolist() == [2]
    assert [table.carriers[code] for code in table.seg_carrier[:, 0]] == ["UA", "LH"]
    assert [table.carriers[code] for code in table.seg_operator[:, 0]] == ["UA", "CL"]
    assert [table.flight_numbers[code] for code in table.seg_number[:, 0]] == ["0960", "1172"]
    assert table.seg_cabin[:, 0].tolist() == [Cabin.BUSINESS, Cabin.ECONOMY]
    assert table.cabin.tolist() == [Cabin.ECONOMY]


def test_of_several_passengers_the_lowest_cabin_counts() -> None:
    """Two adults, one of them in economy."""
    flight = duffel_segment(*FLIGHT, cabin="business", adults=2)
    flight["passengers"][1]["cabin_class"] = "economy"
    assert one(duffel_journey(flight), adults=2).table.cabin.tolist() == [Cabin.ECONOMY]


def test_an_unknown_operator_stays_unknown() -> None:
    """`operating_carrier` is null, or has no code."""
    for operator in (None, {"name": "Somebody", "iata_code": None}):
        flight = duffel_segment(*FLIGHT)
        assert one(duffel_journey(flight | {"operating_carrier": operator})).table.seg_operator.tolist() == [[UNKNOWN]]


def test_a_flight_across_the_date_line_lands_before_it_took_off_on_the_clock() -> None:
    """Auckland 5 April 14:00 to Los Angeles 5 April 07:00: 12 h."""
    table = one(duffel_journey(duffel_segment("NZ6", "AKL", "2027-04-05T14:00", "LAX", "2027-04-05T07:00"))).table
    assert table.duration_min.tolist() == [720]


def test_fare_conditions_are_read_where_they_are_told() -> None:
    """Refunds are allowed, changes not; one bag on the way out and two on the way back: one is sure."""
    conditions = {
        "refund_before_departure": {"allowed": True, "penalty_amount": "50.00", "penalty_currency": "EUR"},
        "change_before_departure": {"allowed": False},
    }
    out = duffel_segment(
        "TP202", "EWR", "2027-04-03T20:00", "LIS", "2027-04-04T08:00", bags=[{"type": "checked", "quantity": 1}]
    )
    back = duffel_segment(
        *("TP201", "LIS", "2027-04-11T11:00", "EWR", "2027-04-11T14:00"),
        basis="L1",
        bags=[{"type": "checked", "quantity": 2}, {"type": "carry_on", "quantity": 1}],
    )
    table = one(duffel_journey(out, brand="Classic"), duffel_journey(back, brand=None), conditions=conditions).table
    told = table.terms.of(int(table.offer[0]))
    assert (told.refundable, told.changeable, told.checked_bags) == (True, False, 1)
    assert (told.fare_brand, told.fare_basis) == ("Classic", "K0AIZRU1|L1")


def test_bags_are_unknown_unless_told_and_none_where_only_others_are_told() -> None:
    """An empty list says nothing; hand baggage alone says that no bag is checked."""
    for bags, known in (([], None), (None, None), ([{"type": "carry_on", "quantity": 2}], 0)):
        flight = duffel_segment(*FLIGHT, bags=bags)
        table = one(duffel_journey(flight)).table
        assert table.terms.of(0).checked_bags == known


def test_figures_beyond_belief_are_unknown() -> None:
    """2^62 bags, and times of the years 1 and 9999."""
    many = duffel_segment(
        *FLIGHT, bags=[{"type": "checked", "quantity": 2**62}, {"type": "checked", "quantity": 2**62}]
    )
    times = {"expires_at": "9999-12-31T23:59:59Z", "updated_at": "0001-01-01T00:00:00+23:59"}
    terms = one(duffel_journey(many), **times).table.terms.of(0)
    assert (terms.checked_bags, terms.expires_at, terms.fetched_at) == (None, None, None)


def test_the_time_of_the_fetch_beats_what_the_answer_says_of_itself() -> None:
    """1 795 000 000 s are 2026-11-18 11:06:40 UTC."""
    table = read(offer_list(duffel_offer(OUT)), fetched_at=1_795_000_000).table
    assert table.terms.of(0).fetched_at == "2026-11-18T11:06:40Z"


def test_an_offer_request_is_read_like_a_list_and_one_offer_alone_too() -> None:
    """The request asks for the city NYC, the offer leaves from EWR; its own travellers stand in for an offer's."""
    bare = duffel_offer(OUT)
    del bare["passengers"]
    for body in (offer_request(duffel_offer(OUT)), offer_request(bare)):
        assert read(body).table.origin.tolist() == [no("EWR")]
    alone = offer_list(duffel_offer(OUT)).replace(b'"data": [', b'"data": ').replace(b"\n ]\n}", b"\n}")
    assert len(read(alone).table) == 1


def test_no_offers_are_an_answer_too() -> None:
    """An empty list, and a request that was asked to keep its offers."""
    request = offer_request().replace(b'"offers": [],', b"")
    for body in (offer_list(), offer_request(), request):
        reading = read(body)
        assert (len(reading.table), reading.offers) == (0, {"answer 1": 0})


def test_pages_are_one_table_and_an_offer_of_two_pages_is_taken_once() -> None:
    """off_1 is on both pages."""
    reading = read(offer_list(duffel_offer(OUT)), offer_list(duffel_offer(OUT), duffel_offer(BACK, id="off_2")))
    assert [reading.table.offer_id(row) for row in range(2)] == ["off_1", "off_2"]
    assert reading.warnings == ("answer 2: 1 of 2 offers left out: the same offer once more (off_1)",)


def test_offers_of_a_test_account_are_read_with_a_warning() -> None:
    """`live_mode` false."""
    assert one(OUT, live_mode=False).warnings == ("1 offer comes from a test account: nobody sells at such fares",)


def flight(**facts: Any) -> dict[str, Any]:
    """The way out with other facts."""
    return duffel_journey(duffel_segment(*FLIGHT) | facts)


NOWHERE = {"type": "airport", "iata_code": "XQX", "time_zone": "Europe/Lisbon"}
LEFT_OUT = {
    "no amount": (
        duffel_offer(OUT) | {"total_amount": None, "total_currency": "EUR"},
        "neither Duffel's nor Amadeus's",
    ),
    "a strange amount": (duffel_offer(OUT, amount="12,50"), 'total_amount "12,50" is not an amount'),
    "a number for an amount": (
        duffel_offer(OUT) | {"total_amount": 12.5},
        "malformed: Expected `str | null`, got `float`",
    ),
    "an unknown currency": (duffel_offer(OUT, total_currency="XYZ"), 'unknown currency "XYZ"'),
    "no currency": (duffel_offer(OUT, total_currency=None), "without a currency"),
    "a child": (duffel_offer(OUT, passengers=[{"type": "adult"}, {"type": "child"}]), "for children too"),
    "somebody of 12": (duffel_offer(OUT, passengers=[{"age": 12}]), "for children too"),
    "nobody": (duffel_offer(OUT, passengers=[]), "without passengers"),
    "no journeys": (duffel_offer(), "without journeys"),
    "no flights": (duffel_offer(OUT | {"segments": []}), "a journey without flights"),
    "an unknown airport": (duffel_offer(flight(origin=NOWHERE)), 'unknown airport "XQX"'),
    "no airport": (duffel_offer(flight(destination=None)), "without destination"),
    "another clock": (
        duffel_offer(flight(destination={"iata_code": "LIS", "time_zone": "Europe/Madrid"})),
        "LIS on the clock of Europe/Madrid, where ours is Europe/Lisbon",
    ),
    "a time with an offset": (duffel_offer(flight(departing_at="2027-04-03T20:00:00Z")), "no local time of the years"),
    "no time": (duffel_offer(flight(arriving_at=None)), "without times"),
    "a landing before take-off": (duffel_offer(flight(arriving_at="2027-04-04T00:30:00")), "lands before it departs"),
    "an unknown cabin": (
        duffel_offer(duffel_journey(duffel_segment(*FLIGHT, cabin="hammock"))),
        'unknown cabin "hammock"',
    ),
    "no cabin": (duffel_offer(flight(passengers=[])), "without a cabin"),
    "no id": (duffel_offer(OUT) | {"id": None}, "without a usable id"),
    "a way back before the way out": (
        duffel_offer(BACK, OUT),
        "a return journey that departs before the outbound one lands",
    ),
    "a change of airports": (
        duffel_offer(
            duffel_journey(
                duffel_segment("BA1", "EWR", "2027-04-03T20:00", "LHR", "2027-04-04T08:00"),
                duffel_segment("BA2", "LGW", "2027-04-04T12:00", "LIS", "2027-04-04T14:30"),
            )
        ),
        "a connection from LHR to LGW",
    ),
    "a connection missed": (
        duffel_offer(
            duffel_journey(
                duffel_segment("BA1", "EWR", "2027-04-03T20:00", "LHR", "2027-04-04T08:00"),
                duffel_segment("BA2", "LHR", "2027-04-04T07:00", "LIS", "2027-04-04T09:30"),
            )
        ),
        "a connection that departs before it lands",
    ),
    "a journey of seven flights": (
        duffel_offer(duffel_journey(*(duffel_segment(*FLIGHT) for _ in range(7)))),
        "a journey of more than 6 flights",
    ),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_a_bad_offer_is_left_out_by_name_and_never_costs_the_page(case: str) -> None:
    """A sound offer stands before it and one behind it."""
    bad, why = LEFT_OUT[case]
    name = "offer 2" if bad["id"] is None else "off_bad"
    bad = bad if bad["id"] is None else bad | {"id": "off_bad"}
    reading = read(offer_list(duffel_offer(OUT), bad, duffel_offer(BACK, id="off_3")))
    assert [reading.table.offer_id(row) for row in range(len(reading.table))] == ["off_1", "off_3"]
    assert reading.offers == {"answer 1": 3}
    (skipped,) = reading.skipped
    assert skipped.offer == name
    assert skipped.why.startswith(why) or why in skipped.why


def test_many_bad_offers_make_one_sentence_with_the_first_names_of_each_reason() -> None:
    """Five without journeys, one for a child."""
    bad = [duffel_offer(id=f"off_{n}") for n in range(5)]
    child = duffel_offer(OUT, id="off_c", passengers=[{"type": "child"}])
    (warning,) = read(offer_list(*bad, child, duffel_offer(OUT, id="off_s"))).warnings
    assert warning == (
        "answer 1: 6 of 7 offers left out: without journeys (off_0, off_1, off_2 and 2 more); "
        "for children too, whose part of the amount is not stated (off_c)"
    )
