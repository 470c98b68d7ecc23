"""What a scenario of `compare` costs is what two plans made by hand say, on random small workspaces."""

import shutil
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sprintplan.app.planning import Wish, plan
from sprintplan.app.variants import Asked, compare
from sprintplan.app.variants import Wish as Compared
from sprintplan.domain.comparison import ScenarioResult
from sprintplan.domain.plan import Plan
from sprintplan.errors import Place
from sprintplan.watch import Watch
from sprintplan.workspace.changes import LEFT_OUT, change_of
from sprintplan.workspace.leaving_out import stated_rules
from tests.build.workspace_files import toml_value, write_workspace
from tests.properties.random_workspace import random_workspace
from tests.properties.random_year import RandomYear

SEEDS = (9, 12, 25)
TIGHTER = ("limits.budget", "limits.co2e_tonnes", "policy.max_travellers_per_flight", "limits.journey_hours")
"""Limits that are set to nine tenths of what they are, and to eleven tenths."""


def workspace(seed: int, folder: Path) -> RandomYear:
    """A random workspace on disk whose venues state their room rates, without exceptions on record."""
    year = random_workspace(seed)
    places = tuple(one.changed(public_rate=None) for one in year.scenario.venues)
    year = RandomYear(year.scenario.changed(venues=places, exemptions=()), year.quotes, year.today)
    write_workspace(folder, year.scenario, year.quotes)
    return year


def by_hand(folder: Path, path: tuple[str | int, ...], value: Any, year: RandomYear) -> Plan:
    """The plan of a copy of the folder whose sprint.toml is edited."""
    text = (folder / "sprint.toml").read_text(encoding="utf-8")
    values = tomllib.loads(text, parse_float=Decimal)
    holder: Any = values
    for part in path[:-1]:
        holder = holder[part]
    if value is LEFT_OUT:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return by_hand_of(folder, values, year)


def by_hand_of(folder: Path, values: dict[str, Any], year: RandomYear) -> Plan:
    """The plan of a copy of the folder whose sprint.toml holds these values."""
    copy = folder.with_name(f"{folder.name} edited")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    written = "".join(f"{name} = {toml_value(table)}\n" for name, table in values.items())
    (copy / "sprint.toml").write_text(written, encoding="utf-8")
    return plan(copy, Wish(today=year.today, workers=1), Watch())


def facts(document: Plan | ScenarioResult) -> object:
    """What both say of a year: places, dates, score, and every sum; ranges of sums stand in plans alone."""
    places = [(event.event, event.venue, event.first_day) for event in document.events]
    sums = document.totals and document.totals.model_copy(update={"range": None})
    return document.status, document.objective, places, sums


@pytest.mark.parametrize("seed", SEEDS)
def test_the_price_of_each_rule_is_that_of_two_plans_made_by_hand(seed: int, tmp_path: Path) -> None:
    """Score, cash, places and dates of each scenario are those of a plan of the workspace without the rule."""
    year = workspace(seed, tmp_path / "year")
    comparison = compare(tmp_path / "year", Compared(rules=True, today=year.today, workers=1), Watch())
    base = plan(tmp_path / "year", Wish(today=year.today, workers=1), Watch())
    assert facts(comparison.plan) == facts(base)
    by_name = {one.name: one for one in comparison.scenarios}
    for rule in stated_rules(tmp_path / "year"):
        edited = by_hand(tmp_path / "year", rule.change.path, rule.change.value, year)
        mine = by_name.get(rule.without, comparison.plan)
        assert facts(mine) == facts(edited), rule.text
        if mine.difference and mine.totals and base.totals:
            assert Decimal(mine.difference.cash) == Decimal(mine.totals.cash) - Decimal(base.totals.cash)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_limit_of_another_size_is_priced_without_judging_anew_as_a_plan_made_by_hand_is(
    seed: int, tmp_path: Path
) -> None:
    """Budgets, caps and flight limits a tenth tighter and wider than stated."""
    year = workspace(seed, tmp_path / "year")
    values = tomllib.loads((tmp_path / "year" / "sprint.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    asked = list[tuple[tuple[str, ...], Any, Asked]]()
    for key in TIGHTER:
        table, name = key.split(".")
        if name in values[table]:
            for tenths in (9, 11):
                stated = values[table][name]
                value = max(1, stated * tenths // 10) if isinstance(stated, int) else round(stated * tenths / 10, 2)
                change = change_of(f"{key}={value}", Place("--set"))
                asked.append(((table, name), value, Asked(changes=(change,))))
    wish = Compared(asked=tuple(one for *_, one in asked), today=year.today, workers=1)
    comparison = compare(tmp_path / "year", wish, Watch())
    for (path, value, _), mine in zip(asked, comparison.scenarios, strict=True):
        assert facts(mine) == facts(by_hand(tmp_path / "year", path, value, year)), (path, value)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_point_of_a_front_is_the_least_cash_under_its_cap(seed: int, tmp_path: Path) -> None:
    """Of CO2e: a plan made by hand with the cap and no other weights costs as much; cash never falls on the way."""
    year = workspace(seed, tmp_path / "year")
    values = tomllib.loads((tmp_path / "year" / "sprint.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    weights = values["objective"] | {"travel_hour": 0, "tonne_co2e": 0, "connection": 0}
    comparison = compare(tmp_path / "year", Compared(front="co2e", points=4, today=year.today, workers=1), Watch())
    first, *points = comparison.scenarios
    for one in (first, *points):
        by_cap = {"objective": weights}
        if one.name.startswith("at most"):
            cap = Decimal(one.name.removeprefix("at most ").removesuffix(" t CO2e"))
            stated = values["limits"].get("co2e_tonnes", cap)
            by_cap["limits"] = values["limits"] | {"co2e_tonnes": min(cap, stated)}
        edited = by_hand_of(tmp_path / "year", values | by_cap, year)
        assert facts(one) == facts(edited), one.name
    scores = [Decimal(one.objective) for one in comparison.scenarios if one.objective]
    assert scores == sorted(scores)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_hours_of_a_front_stay_within_their_caps(seed: int, tmp_path: Path) -> None:
    """The last point has the least hours of any year, and every point less cash than the next."""
    year = workspace(seed, tmp_path / "year")
    comparison = compare(tmp_path / "year", Compared(front="hours", points=4, today=year.today, workers=1), Watch())
    scores = [Decimal(one.objective) for one in comparison.scenarios if one.objective]
    assert scores == sorted(scores)
    for one in comparison.scenarios[1:]:
        cap = float(one.name.removeprefix("at most ").removesuffix(" hours"))
        assert one.totals is not None
        assert one.totals.travel_hours <= cap + 0.01
