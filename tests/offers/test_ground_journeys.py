"""What ground journeys between a person and a venue cost, from ground.csv and from the estimate."""

from decimal import Decimal
from typing import Any

import pytest

from sprintplan.domain.ground import GroundPolicy, GroundTerms
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.ground.journeys import GroundJourney, ground_journeys, may_be_linked
from sprintplan.offers.ground.place import Place
from tests.build.year import ground_row, person, policy, scenario, venue

BRUSSELS = venue("brussels", "BRU", city="Brussels")


def found(*rows: Any, **fields: Any) -> dict[str, GroundJourney]:
    """Journeys of Ana from Paris to Brussels by mode."""
    year: Scenario = scenario([person("ana", "Paris, FR")], [BRUSSELS], ground=rows, **fields)
    modes = ("air", "train", "coach", "car", "ferry")
    return {modes[one.mode]: one for one in ground_journeys(year, year.people[0], BRUSSELS)}


def test_nothing_is_estimated_where_quotes_are_read() -> None:
    assert found() == {}
    assert {*found(source="estimate")} == {"train", "car"}
    assert {*found(ground_terms=GroundTerms(estimate=True))} == {"train", "car"}
    assert found(source="estimate", ground_terms=GroundTerms(estimate=False)) == {}


def test_modes_and_hours_narrow_what_is_estimated() -> None:
    """The train takes 112 minutes from door to door, the car 225."""
    assert {*found(source="estimate", ground_terms=GroundTerms(modes=("car",)))} == {"car"}
    assert {*found(source="estimate", ground_terms=GroundTerms(max_min=112))} == {"train"}
    assert found(source="estimate", ground_terms=GroundTerms(max_min=111)) == {}


def test_a_car_is_paid_by_the_policy_then_by_the_ground_table_then_officially() -> None:
    """344 km of road at 0.10, 0.20 and the French 0.636 euros."""
    row = ground_row("Paris, FR", "brussels", mode="car", fare=None)
    official = found(row)["car"].fare_minor
    assert official == pytest.approx(344 * 63.6, rel=0.01)
    terms = GroundTerms(car_per_km=Decimal("0.20"))
    assert found(row, ground_terms=terms)["car"].fare_minor == pytest.approx(official * 0.2 / 0.636, abs=1)
    rules = policy(ground=GroundPolicy(mileage=Decimal("0.10")))
    assert found(row, ground_terms=terms, policy=rules)["car"].fare_minor == pytest.approx(official / 6.36, abs=1)


def test_a_car_is_paid_at_most_the_cheapest_train() -> None:
    rows = (
        ground_row("Paris, FR", "brussels", fare=9000),
        ground_row("Paris, FR", "brussels", fare=7000),
        ground_row("Paris, FR", "brussels", mode="car", fare=None),
    )
    rules = policy(ground=GroundPolicy(mileage_at_most_fare=True))
    assert found(*rows)["car"].fare_minor > 7000
    assert found(*rows, policy=rules)["car"].fare_minor == 7000
    assert found(rows[2], policy=rules)["car"].fare_minor > 7000


def test_fares_by_the_kilometre_take_the_place_of_estimated_ones() -> None:
    """317 km of track at 0.10 euros."""
    train = found(source="estimate", ground_terms=GroundTerms(train_per_km=Decimal("0.10")))["train"]
    assert train.fare_minor == pytest.approx(3170, rel=0.01)


def test_emissions_that_a_row_leaves_out_are_the_factors() -> None:
    """International rail, 4.46 g a kilometre of 317; a row may state its own."""
    assert found(ground_row("Paris, FR", "brussels", co2e_g=None))["train"].co2e_g == pytest.approx(1415, rel=0.01)
    assert found(ground_row("Paris, FR", "brussels", co2e_g=5))["train"].co2e_g == 5


def test_places_that_nothing_may_link_are_known_at_once() -> None:
    """Hamburg and New York, to Berlin: only a row of ground.csv makes the latter worth a look; no estimate, neither."""
    homes = [Place("DE", 53.55, 9.99), Place("US", 40.71, -74.01)]
    berlin = venue("berlin", "BER")
    read = scenario([person("p", "HAM")], [berlin], ground_terms=GroundTerms(estimate=True))
    assert may_be_linked(read, homes, berlin) == [True, False]
    assert may_be_linked(read.changed(ground=(ground_row("p", "berlin"),)), homes, berlin) == [True, True]
    assert may_be_linked(read.changed(ground_terms=GroundTerms(estimate=False)), homes, berlin) == [False, False]
