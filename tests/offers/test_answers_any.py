"""Answers of any content: an offer with anything in any field never costs the page, any bytes never a traceback."""

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sprintplan.errors import InputError
from sprintplan.offers.answers import ProviderAnswer, read_answers
from tests.build import amadeus
from tests.build.duffel import BACK, OUT, duffel_offer, offer_list
from tests.build.offer_files import files_scenario

YEAR = files_scenario(Path("unused"))
ADULT = amadeus.traveller("900.00", amadeus.fare("1", "BUSINESS", {"quantity": 2}), amadeus.fare("5"))
DUFFEL = duffel_offer(OUT, BACK, id="off_bad", total_emissions_kg="700", conditions={"refund_before_departure": None})
AMADEUS = amadeus.amadeus_offer([[amadeus.OUT], [amadeus.BACK]], "900.00", ADULT, id="off_bad")
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["", "0", "-1", "1e9", "9" * 40, "EUR", "XXX", "LIS", "2027-04-03T20:00:00", "9999-12-31T23:59:59"]
    ),
    st.text(max_size=8),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def paths(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where anything stands in a document."""
    if here:
        yield here
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from paths(one, (*here, key))


def changed(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy with something else in one place."""
    copied = copy.deepcopy(document)
    parent = copied
    for key in path[:-1]:
        parent = parent[key]
    parent[path[-1]] = value
    return copied


@settings(max_examples=400)
@given(st.sampled_from([(one, path) for one in (DUFFEL, AMADEUS) for path in paths(one)]), VALUES)
def test_anything_in_any_field_costs_that_offer_at_most(place: tuple[Any, tuple[Any, ...]], value: Any) -> None:
    """The sound offers before and behind it stay, and each of the three is accounted for."""
    bad = changed(*place, value)
    body = json.dumps(
        {"data": [duffel_offer(OUT, id="off_1"), bad, duffel_offer(BACK, id="off_2")]}, allow_nan=False, default=str
    )
    reading = read_answers([ProviderAnswer("answer", body.encode())], YEAR, source="duffel")
    used = {reading.table.offer_id(row) for row in range(len(reading.table))}
    assert {"off_1", "off_2"} <= used
    assert len(used) + len(reading.skipped) == reading.offers["answer"] == 3


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=80), st.text(max_size=80).map(str.encode), st.just(offer_list(DUFFEL))), st.data())
def test_any_bytes_are_read_or_refused(body: bytes, data: st.DataObject) -> None:
    """Cut off anywhere, too."""
    cut = body[: data.draw(st.integers(0, len(body)))]
    with suppress(InputError):
        assert read_answers([ProviderAnswer("answer", cut)], YEAR, source="duffel").offers["answer"] >= 0
