"""The model against trying everything."""

from typing import Any

from sprintplan.domain.limits import HoursPerYear, LongHaul
from tests.oracle.brute import least, years
from tests.oracle.model import all_candidates, best_of
from tests.properties.random_workspace import random_workspace
from tests.properties.random_year import random_year


def test_trying_every_year_finds_the_models_optimum() -> None:
    """On every random year small enough to be tried out, eighty of them, with the later limits drawn too."""
    tried = 0
    for seed in range(600):
        year = random_year(seed)
        tight = _tightened(year.scenario, seed)
        places = all_candidates(tight, year.quotes, year.today)
        if 1 < years(tight, places) <= 200:
            answer = best_of(tight, places)
            assert (answer and answer.objective) == least(tight, places), f"seed {seed}"
            tried += 1
        if tried == 80:
            return
    assert tried == 80


def test_it_does_so_where_several_limits_bind_at_once() -> None:
    """On every random workspace small enough, twenty of them, with all limits drawn close to a likely plan."""
    tried = 0
    for seed in range(200):
        year = random_workspace(seed)
        places = all_candidates(year.scenario, year.quotes, year.today)
        if 1 < years(year.scenario, places) <= 150:
            answer = best_of(year.scenario, places)
            assert (answer and answer.objective) == least(year.scenario, places), f"seed {seed}"
            tried += 1
        if tried == 20:
            return
    assert tried == 20


def _tightened(year: Any, seed: int) -> Any:
    """The year with one of the limits of budgets, emissions, rooms, shuttles, hours and long hauls."""
    limits: dict[str, Any] = {
        "budget_minor": 60_000 + 2500 * seed,
        "co2e_g": 300_000 + 9000 * seed,
        "traveller_hours": HoursPerYear(minutes=300 + 10 * seed),
        "long_haul": LongHaul(over_min=150, trips_per_year=seed % 2),
    }
    name = [*limits, "rooms", "shuttle"][seed % 6]
    if name in limits:
        return year.model_copy(update={"limits": year.limits.model_copy(update={name: limits[name]})})
    terms = {"rooms": 1 + seed % 4} if name == "rooms" else {"shuttle_cost_minor": 3000, "shuttle_seats": 2}
    return year.model_copy(update={"venues": tuple(place.model_copy(update=terms) for place in year.venues)})
