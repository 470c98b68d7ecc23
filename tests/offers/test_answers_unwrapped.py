"""Answers as client libraries hand them out: without the outer data, or in lists."""

import json
from pathlib import Path
from typing import Any

import pytest

from sprintplan.offers.answers import ProviderAnswer, Reading, read_answers
from sprintplan.offers.answers.decode import NoOffers, decode
from tests.build import amadeus
from tests.build.duffel import BACK, OUT, duffel_offer, offer_list, offer_request
from tests.build.offer_files import files_scenario

DUFFEL = duffel_offer(OUT)
AMADEUS = amadeus.amadeus_offer([[amadeus.OUT]], "100.00", amadeus.traveller("100.00", amadeus.fare("1")))
REQUEST = json.loads(offer_request(duffel_offer(OUT), duffel_offer(BACK, id="off_2")))["data"]
NAMELESS = duffel_offer(OUT) | {"passengers": None}


def reading(document: Any) -> Reading:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return read_answers([ProviderAnswer("answer", body)], files_scenario(Path("unused")), source="files")


SHAPES: dict[str, tuple[Any, int]] = {
    "an offer": (DUFFEL, 1),
    "an offer in data": ({"data": DUFFEL}, 1),
    "a list of offers": ([DUFFEL, duffel_offer(BACK, id="off_2")], 2),
    "a request": (REQUEST, 2),
    "a list of requests": ([REQUEST, {**REQUEST, "offers": [duffel_offer(OUT, id="off_3")]}], 3),
    "a list of documents": (
        [json.loads(offer_list(DUFFEL)), json.loads(offer_list(duffel_offer(BACK, id="off_2")))],
        2,
    ),
    "offers and documents": ([DUFFEL, json.loads(offer_list(duffel_offer(BACK, id="off_2")))], 2),
    "offers alone": ({"offers": [DUFFEL]}, 1),
    "an Amadeus offer": (AMADEUS, 1),
    "a list of Amadeus offers": ([AMADEUS, {**AMADEUS, "id": "2"}], 2),
    "a list of Amadeus documents": ([json.loads(amadeus.answer(AMADEUS))], 1),
    "a priced basket": ({"data": {"type": "flight-offers-pricing", "flightOffers": [AMADEUS]}}, 1),
    "a priced basket without data": ({"type": "flight-offers-pricing", "flightOffers": [AMADEUS]}, 1),
    "offers of both providers": ([DUFFEL, AMADEUS], 2),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_an_answer_is_read_however_it_is_wrapped(shape: str) -> None:
    document, offers = SHAPES[shape]
    found = reading(document)
    assert (len(found.table), found.skipped) == (offers, ())


def test_offers_of_several_requests_keep_the_travellers_of_their_own() -> None:
    """412.50 for the two of the first request are 206.25 each; the second has one."""
    pair = {**REQUEST, "passengers": [{"type": "adult"}] * 2, "offers": [NAMELESS]}
    single = {**REQUEST, "passengers": [{"type": "adult"}], "offers": [NAMELESS | {"id": "off_2"}]}
    assert reading([pair, single]).table.fare_minor.tolist() == [20625, 41250]


def test_a_bad_offer_of_a_list_costs_itself_alone() -> None:
    quotes = reading([DUFFEL, duffel_offer(BACK, id="off_2", total_amount=5)])
    assert len(quotes.table) == 1
    assert [one.offer for one in quotes.skipped] == ["off_2"]


@pytest.mark.parametrize(
    "document", [[], {}, [[]], [1], {"a": 1}, {"data": None}, [{"data": None}], {"offers": 5}, "x"]
)
def test_other_json_is_refused_in_one_sentence(document: Any) -> None:
    with pytest.raises(NoOffers, match="is not a list of offers"):
        decode(json.dumps(document).encode())


def test_an_error_within_a_list_is_the_provider_s() -> None:
    with pytest.raises(NoOffers, match="is an error that the provider answered"):
        decode(json.dumps([{"errors": [{"title": "no"}]}]).encode())
