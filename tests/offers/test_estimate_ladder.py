"""Fare ladders: the first nine seats of an estimated flight are cheapest, and dearer ones are there where needed."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sprintplan.offers.estimate import EstimateSource
from sprintplan.offers.estimate.ladder import RUNG_FACTOR, rung_seats, rungs
from sprintplan.offers.table import NO_LIMIT
from sprintplan.workspace import read_workspace

EXAMPLE = Path(__file__).parent.parent.parent / "data" / "example"


@pytest.mark.parametrize(
    ("people", "seats"),
    [(1, [NO_LIMIT]), (9, [NO_LIMIT]), (10, [9, NO_LIMIT]), (27, [9, NO_LIMIT]), (28, [9, 18, NO_LIMIT])],
)
def test_there_are_as_many_rungs_as_people_can_reach(people: int, seats: list[int]) -> None:
    """Nine seats, eighteen more, then as many as anybody likes; the last rung that is reached never runs out."""
    product, rung = rungs(np.array([people], np.int32))
    assert product.tolist() == [0] * len(seats)
    assert rung_seats(rung, np.array([people] * len(rung), np.int32)).tolist() == seats


def test_the_tenth_from_one_airport_pays_the_next_rung() -> None:
    """Twelve people from London: each journey is sold nine times at one fare and without limit 8 % dearer."""
    read = read_workspace(EXAMPLE)
    someone = next(person for person in read.people if "LHR" in person.home.airports)
    people = tuple(someone.model_copy(update={"id": f"p{n}", "manager": ""}) for n in range(12))
    scenario = read.changed(people=people)
    table = EstimateSource(scenario, date(2026, 11, 24)).to_and_from(scenario.venues[1])
    cheap, dear = table.take(table.seats == 9), table.take(table.seats == NO_LIMIT)
    assert len(cheap) == len(dear) > 0
    assert np.array_equal(cheap.departs_utc, dear.departs_utc)
    assert np.allclose(dear.fare_minor / cheap.fare_minor, RUNG_FACTOR[1], atol=0.001)
