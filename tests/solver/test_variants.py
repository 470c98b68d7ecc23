"""What variants of a workspace share: they are shopped once where the same is sold, judged once where judged alike."""

from datetime import date
from pathlib import Path

import pytest

from sprintplan.errors import Place
from sprintplan.offers.registry import Sources
from sprintplan.solver.variants import Evaluators, Held, Variant, VariantSolution, solve_variants
from sprintplan.watch import Watch
from sprintplan.workspace import read_workspace
from sprintplan.workspace.changes import change_of
from sprintplan.workspace.template import write_template

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace that newcomers get, with a budget and flights estimated."""
    folder = tmp_path_factory.mktemp("template") / "year"
    write_template(folder)
    return folder


def evaluators(folder: Path, *sets: str) -> Evaluators:
    """The workspace with a budget, and a variant for each key that is set."""
    sources = Sources(TODAY)
    budget = change_of("limits.budget=900000", Place("test"))
    changes = [[budget], *([budget, change_of(text, Place("test"))] for text in sets)]
    scenarios = [read_workspace(folder, one) for one in changes]
    return Evaluators([Variant(one, sources.of(one)) for one in scenarios], TODAY)


ONCE = (
    *("limits.budget=", "limits.budget=800000", "limits.different=venue", "limits.weeks_between_events=4"),
    *("limits.months_between_uses=", "event.spring.budget=", "policy.unreachable=forbid"),
    "policy.max_travellers_per_flight=",
)


@pytest.mark.parametrize("key", ONCE)
def test_limits_are_weighed_against_what_is_judged_already(folder: Path, key: str) -> None:
    """Nothing is shopped or judged anew for a limit that is left out, or has another number."""
    workers = evaluators(folder, key)
    assert workers.judge_of == [0, 0]
    assert workers.variants[0].source is workers.variants[1].source


@pytest.mark.parametrize(
    "key", ["objective.travel_hour=0", "policy.max_connections=1", "policy.detour={ratio=1,hours=1}"]
)
def test_rules_and_weights_are_judged_anew_among_the_same_offers(folder: Path, key: str) -> None:
    """Two judges, one source."""
    workers = evaluators(folder, key)
    assert workers.judge_of == [0, 1]
    assert workers.variants[0].source is workers.variants[1].source


@pytest.mark.parametrize("key", ["policy.cabin=[]", "policy.max_early_nights=3"])
def test_what_other_offers_are_needed_for_is_shopped_anew(folder: Path, key: str) -> None:
    """Cabins decide what is estimated, and so do the nights on which people may come."""
    workers = evaluators(folder, key)
    assert workers.judge_of == [0, 1]
    assert workers.variants[0].source is not workers.variants[1].source


def test_a_tighter_limit_on_flights_is_judged_anew(folder: Path) -> None:
    """What breaks 60 a flight is not known of what breaks 5."""
    assert evaluators(folder, "policy.max_travellers_per_flight=5").judge_of == [0, 1]


def solved(variants: list[Variant], time_limit: float | None) -> tuple[list[VariantSolution], list[str]]:
    """Their years, and what is warned of."""
    watch = Watch()
    return solve_variants(variants, today=TODAY, time_limit=time_limit, watch=watch), watch.warnings


HELD = (Held("spring", venue="marrakesh"), Held("autumn", venue="istanbul"))


def test_without_time_as_many_venues_are_judged_as_a_year_takes(folder: Path) -> None:
    """No bound is above what the whole year costs, and no year is below; a warning says how much was left out. A
    scenario whose own venues are judged is not cut short by that, as they come first."""
    (base, _) = evaluators(folder, "limits.budget=").variants
    held = Variant(base.scenario, base.source, HELD)
    ((whole, _), silence) = solved([base, held], None)
    ((alone,), warned) = solved([base], 0)
    assert (silence, warned) == ([], ["2 of 4 venues were judged in time: a year at another one may cost less"])
    assert (whole.solution.proven, alone.solution.proven) == (True, False)
    assert alone.solution.bound < (whole.solution.objective or 0) <= (alone.solution.objective or 0)
    ((_, asked), _) = solved([base, held], 0)
    venues = [base.scenario.venues[pick.venue].id for pick in asked.solution.choice or ()]
    assert venues == ["marrakesh", "istanbul"]


def test_what_two_venues_are_asked_for_at_once_is_impossible_though_time_is_out(folder: Path) -> None:
    """Nothing that was not judged could be chosen."""
    (base, _) = evaluators(folder, "limits.budget=").variants
    both = Variant(base.scenario, base.source, (Held("spring", venue="lisbon"), Held("spring", venue="prague")))
    ((_, none), _) = solved([base, both], 0)
    assert (none.solution.proven, none.solution.choice) == (True, None)
