"""Journeys that another one beats are not made where only the cheapest are looked at, and all is judged the same."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sprintplan.domain.journey_rules import HoursRule
from sprintplan.domain.scenario import Scenario
from sprintplan.market.certainty import survey_of
from sprintplan.offers.estimate import EstimateSource
from sprintplan.offers.source import least_offers, of_first_rungs
from sprintplan.offers.table import OfferTable
from sprintplan.solver.workers import evaluator as evaluators
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.kept_venues import KeptVenues
from sprintplan.solver.workers.messages import Assessment
from sprintplan.workspace import read_workspace

EXAMPLE = Path(__file__).parent.parent.parent / "data" / "example"
TODAY = date(2026, 11, 24)
FIGURES = ("pick", "bound", "free", "figures", "excluded", "demand", "least_cash", "least_grams", "breaks", "crowds")
ARRAYS = ("priced_sums", "person_needs", "used")
POLICIES: dict[str, dict[str, Any]] = {
    "as it is": {},
    "strict": {"max_connections": 1, "connection_minutes": (80, 150), "max_early_nights": 1, "max_late_nights": 0},
    "shut": {},
    "nights": {"overnight_connections": True, "connection_minutes": (60, 900)},
}


@pytest.fixture(scope="module")
def example() -> Scenario:
    """The example workspace."""
    return read_workspace(EXAMPLE)


def judged(scenario: Scenario, venue: int) -> list[Assessment]:
    """Every candidate of a venue, with what it costs in some markets."""
    source = EstimateSource(scenario, TODAY)
    return Evaluator(scenario, source, TODAY, survey_of(scenario, source)).assess(venue)


@pytest.mark.parametrize("venue", [0, 7])
@pytest.mark.parametrize("policy", POLICIES)
def test_candidates_are_judged_the_same_without_beaten_journeys(
    example: Scenario, policy: str, venue: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bounds, sums, broken limits and costs in markets of every first day, over weeks in which clocks change."""
    scenario = example.changed(policy=example.policy.changed(**POLICIES[policy]))
    if policy == "strict":
        scenario = scenario.changed(
            limits=scenario.limits.changed(co2e_g=10**12, budget_minor=10**12, journey_min=1200)
        )
    if policy == "shut":
        barred = {"cannot_enter": ("TR", "GB")}
        people = (one.model_copy(update=barred if number % 2 else {}) for number, one in enumerate(scenario.people))
        scenario = scenario.changed(people=tuple(people))
    monkeypatch.setattr(KeptVenues, "holds", lambda *_: False)
    least = judged(scenario, venue)
    monkeypatch.setattr(evaluators, "least_offers", lambda source, place, _: source.to_and_from(place).first_rungs())
    for one, other in zip(least, judged(scenario, venue), strict=True):
        assert [getattr(one, name) for name in FIGURES] == [getattr(other, name) for name in FIGURES]
        assert all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ARRAYS)
        if one.surveyed is not None:
            assert np.allclose(one.surveyed.screen, other.surveyed.screen, rtol=1e-6)
            assert one.surveyed.tied == other.surveyed.tied


def test_where_flights_are_too_few_all_of_them_are_looked_at(
    example: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred people from one home, of whom one may be on a flight: how many some flight carries at least counts
    flights that others beat, at that venue and at the next."""
    someone = next(person for person in example.people if person.home.country in ("IN", "JP", "BR", "AU"))
    people = tuple(someone.model_copy(update={"id": f"p{n}", "manager": ""}) for n in range(100))
    scenario = example.changed(people=people, policy=example.policy.changed(max_travellers_per_flight=1))
    monkeypatch.setattr(KeptVenues, "holds", lambda *_: False)
    least = Evaluator(scenario, EstimateSource(scenario, TODAY), TODAY)
    known = [[one.crowds for one in least.assess(venue)] for venue in (0, 7)]
    monkeypatch.setattr(evaluators, "least_offers", lambda source, place, _: source.to_and_from(place).first_rungs())
    every = Evaluator(scenario, EstimateSource(scenario, TODAY), TODAY)
    assert known == [[one.crowds for one in every.assess(venue)] for venue in (0, 7)]
    assert all(any(crowds) for crowds in known)


def rows(table: OfferTable) -> set[tuple[int, ...]]:
    """Take-off, landing, ends, cabin and fare of every row."""
    names = ("departs_utc", "arrives_utc", "origin", "destination", "cabin", "fare_minor", "segments", "co2e_g")
    return {*zip(*(getattr(table, name).tolist() for name in names), strict=True)}


def test_about_half_of_all_journeys_are_beaten(example: Scenario) -> None:
    """What is left is on sale as it is among all, and nothing is gone that is quickest or cheapest in its cabin."""
    source, venue = EstimateSource(example, TODAY), example.venues[0]
    least, every = least_offers(source, venue, example), source.to_and_from(venue)
    assert least is not None
    assert len(every) * 0.3 < len(least) < len(every) * 0.8
    assert rows(least) <= rows(every)
    for column in ("duration_min", "fare_minor", "co2e_g"):
        for cabin in np.unique(every.cabin).tolist():
            assert (
                getattr(least, column)[least.cabin == cabin].min() == getattr(every, column)[every.cabin == cabin].min()
            )


def asking(example: Scenario, what: str) -> Scenario:
    """The example with a rule that tells journeys apart by more than their days, fares and minutes."""
    policy = example.policy
    match what:
        case "hours":
            return example.changed(policy=policy.changed(hours=(HoursRule(land=(360, 1380)),)))
        case "measure":
            rules = tuple(rule.changed(measure="flying") for rule in policy.cabin_rules)
            return example.changed(policy=policy.changed(cabin_rules=rules))
        case "overnight":
            rules = tuple(rule.changed(overnight=True) for rule in policy.cabin_rules)
            return example.changed(policy=policy.changed(cabin_rules=rules))
        case "within":
            return example.changed(policy=policy.changed(ground=policy.ground.changed(no_flight_within=("GB",))))
    raise AssertionError(what)


@pytest.mark.parametrize("what", ["hours", "measure", "overnight", "within"])
def test_where_rules_ask_more_of_a_journey_every_one_is_made(example: Scenario, what: str) -> None:
    """Who may not land after 23:00 may need a journey that another one beats."""
    scenario = asking(example, what)
    assert list(scenario.policy.cabin_rules) or what not in ("measure", "overnight")
    source, venue = EstimateSource(scenario, TODAY), scenario.venues[0]
    least, every = least_offers(source, venue, scenario), of_first_rungs(source.to_and_from(venue))
    assert (least is None) == (every is None)
    assert least is None or every is None or len(least) == len(every)
