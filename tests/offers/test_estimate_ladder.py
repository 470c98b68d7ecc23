"""Fare ladders: the first nine seats of an estimated flight are cheapest, and dearer ones are there where needed."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.estimate import EstimateSource
from sprintplan.offers.estimate.ladder import RUNG_FACTOR, rung_seats, rungs
from sprintplan.offers.table import NO_LIMIT, OfferTable
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.kept_venues import KeptVenues
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


def twelve_from_london() -> Scenario:
    """The example with twelve people of one kind in place of its own."""
    read = read_workspace(EXAMPLE)
    someone = next(person for person in read.people if "LHR" in person.home.airports)
    return read.changed(people=tuple(someone.model_copy(update={"id": f"p{n}", "manager": ""}) for n in range(12)))


def test_candidates_are_judged_the_same_by_their_first_rungs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bound, sums and broken limits of every first day, with dearer rungs and without, where no venue is held."""
    scenario = twelve_from_london()
    monkeypatch.setattr(KeptVenues, "holds", lambda *_: False)
    evaluator = Evaluator(scenario, EstimateSource(scenario, date(2026, 11, 24)), date(2026, 11, 24))
    first = evaluator.assess(1)
    monkeypatch.setattr(OfferTable, "first_rungs", lambda table: table)
    for one, other in zip(first, evaluator.assess(1), strict=True):
        assert (one.pick, one.bound, one.figures, one.free) == (other.pick, other.bound, other.figures, other.free)
        assert (one.breaks, one.crowds, one.demand) == (other.breaks, other.crowds, other.demand)
    assert any(one.breaks for one in first)


def test_the_tenth_from_one_airport_pays_the_next_rung() -> None:
    """Twelve people from London: each journey is sold nine times at one fare and without limit 8 % dearer."""
    scenario = twelve_from_london()
    table = EstimateSource(scenario, date(2026, 11, 24)).to_and_from(scenario.venues[1])
    cheap, dear = table.take(table.seats == 9), table.take(table.seats == NO_LIMIT)
    assert len(cheap) == len(dear) > 0
    assert np.array_equal(cheap.departs_utc, dear.departs_utc)
    assert np.array_equal(table.rung, (table.seats == NO_LIMIT).astype(int))
    assert np.allclose(dear.fare_minor / cheap.fare_minor, RUNG_FACTOR[1], atol=0.001)
