"""Answers of Amadeus in JSON: what a flight offer becomes."""

from pathlib import Path
from typing import Any

import pytest

from sprintplan.domain.model import Cabin
from sprintplan.offers.answers import ProviderAnswer, Reading, read_answers
from sprintplan.offers.conditions import OfferConditions
from sprintplan.offers.table import UNKNOWN
from tests.build.amadeus import BACK, OUT, amadeus_offer, answer, fare, traveller
from tests.build.offer_files import files_scenario, no


def read(*offers: dict[str, Any]) -> Reading:
    return read_answers([ProviderAnswer("answer", answer(*offers))], files_scenario(Path("unused")), source="files")


def test_a_flight_offer_of_two_itineraries_is_a_pair() -> None:
    """900.00 for one adult: business out and economy back, two bags and one, seven seats left."""
    adult = traveller("900.00", fare("1", "BUSINESS", {"quantity": 2}), fare("5", "ECONOMY", {"quantity": 1}))
    table = read(amadeus_offer([[OUT], [BACK]], "900.00", adult)).table
    assert (table.origin.tolist(), table.destination.tolist()) == ([no("EWR"), no("LIS")], [no("LIS"), no("EWR")])
    assert (table.partner.tolist(), table.first_leg.tolist()) == ([1, 0], [True, False])
    assert (table.fare_minor.tolist(), table.seats.tolist()) == ([90000, 0], [7, 7])
    assert table.cabin.tolist() == [Cabin.BUSINESS, Cabin.ECONOMY]
    assert [table.flight_numbers[number] for number in table.seg_number[0]] == ["0202", "201"]
    assert table.seg_operator.tolist() == [[table.carriers.index("TP"), UNKNOWN]]
    assert table.terms.of(0) == OfferConditions(owner="TP", fare_brand="LIGHT", fare_basis="B1|B5", checked_bags=1)


def test_the_adult_s_own_price_counts_with_a_share_of_what_belongs_to_nobody() -> None:
    """1010.00 in all: 600 for the adult, 400 for the child, 10 of fees shared by two: 605."""
    prices = traveller("600.00", fare("1")), traveller("400.00", fare("1"), kind="CHILD")
    assert read(amadeus_offer([[OUT]], "1010.00", *prices)).table.fare_minor.tolist() == [60500]


def test_bags_by_weight_are_unknown_and_refunds_known_where_they_were_asked_for() -> None:
    """23 kg say nothing of pieces."""
    adult = traveller("100.00", fare("1", bags={"weight": 23, "weightUnit": "KG"}))
    table = read(amadeus_offer([[OUT]], "100.00", adult, pricingOptions={"refundableFare": True})).table
    assert (table.terms.of(0).checked_bags, table.terms.of(0).refundable) == (None, True)


ADULT = traveller("100.00", fare("1"))
LEFT_OUT = {
    "no adult": (amadeus_offer([[OUT]], "100.00", traveller("100.00", fare("1"), kind="CHILD")), "for no adult"),
    "no price": (amadeus_offer([[OUT]], "100.00", ADULT, price={"currency": "EUR"}), "without price.grandTotal"),
    "prices above the total": (amadeus_offer([[OUT]], "99.00", ADULT), "add up to more than the total"),
    "two currencies": (
        amadeus_offer([[OUT]], "100.00", traveller("9", fare("1"), currency="USD")),
        "in several currencies",
    ),
    "a flight without a fare": (amadeus_offer([[OUT]], "100.00", traveller("100.00", fare("9"))), "without a cabin"),
    "no itineraries": (amadeus_offer([], "100.00", ADULT), "without journeys"),
    "three itineraries": (amadeus_offer([[OUT], [BACK], [OUT]], "100.00", ADULT), "3 journeys"),
    "no seats": (amadeus_offer([[OUT]], "100.00", ADULT, numberOfBookableSeats=0), "for 0 seats"),
    "the same id": (amadeus_offer([[OUT]], "100.00", ADULT, id="1"), "the same offer once more"),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_a_bad_flight_offer_is_left_out_by_name(case: str) -> None:
    """The sound one before it stays."""
    bad, why = LEFT_OUT[case]
    bad = bad if why == "the same offer once more" else bad | {"id": "7"}
    reading = read(amadeus_offer([[OUT]], "100.00", ADULT), bad)
    assert len(reading.table) == 1
    assert (reading.skipped[0].offer, why in reading.skipped[0].why) == (bad["id"], True)
