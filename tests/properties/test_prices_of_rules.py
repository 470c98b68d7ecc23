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
from tests.properties.random_workspace import random_workspace
from tests.properties.random_year import RandomYear
from tests.workspace_files import toml_value, write_workspace

SEEDS = (1, 6, 9, 12, 13, 22, 25, 28)
TIGHTER = ("limits.budget", "limits.co2e_tonnes", "policy.max_travellers_per_flight", "limits.journey_hours")
"""Limits that are set to nine tenths of what they are, and to eleven tenths."""


def workspace(seed: int, folder: Path) -> RandomYear:
    """A random workspace on disk whose venues state their room rates."""
    year = random_workspace(seed)
    places = tuple(one.changed(public_rate=None) for one in year.scenario.venues)
    year = RandomYear(year.scenario.changed(venues=places), year.quotes, year.today)
    write_workspace(folder, year.scenario, year.quotes)
    return year


def by_hand(folder: Path, path: tuple[str | int, ...], value: Any, year: RandomYear) -> Plan:
    """The plan of a copy of the folder whose sprint.toml is edited."""
    copy = folder.with_name(f"{folder.name} edited")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    text = (folder / "sprint.toml").read_text(encoding="utf-8")
    values = tomllib.loads(text, parse_float=Decimal)
    holder: Any = values
    for part in path[:-1]:
        holder = holder[part]
    if value is LEFT_OUT:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    written = "".join(f"{name} = {toml_value(table)}\n" for name, table in values.items())
    (copy / "sprint.toml").write_text(written, encoding="utf-8")
    return plan(copy, Wish(today=year.today, workers=1), Watch())


def facts(found: Plan | ScenarioResult) -> object:
    """What both say of a year: places, dates, score, and every sum."""
    places = [(event.event, event.venue, event.first_day) for event in found.events]
    return found.status, found.objective, places, found.totals


@pytest.mark.parametrize("seed", SEEDS)
def test_the_price_of_each_rule_is_that_of_two_plans_made_by_hand(seed: int, tmp_path: Path) -> None:
    """Score, cash, places and dates of each scenario are those of a plan of the workspace without the rule."""
    year = workspace(seed, tmp_path / "year")
    found = compare(tmp_path / "year", Compared(rules=True, today=year.today, workers=1), Watch())
    base = plan(tmp_path / "year", Wish(today=year.today, workers=1), Watch())
    assert facts(found.plan) == facts(base)
    by_name = {one.name: one for one in found.scenarios}
    for rule in stated_rules(tmp_path / "year"):
        edited = by_hand(tmp_path / "year", rule.change.path, rule.change.value, year)
        mine = by_name.get(rule.text, found.plan)
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
                value = max(1, stated * tenths // 10) if isinstance(stated, int) else round(stated * tenths / 10, 3)
                change = change_of(f"{key}={value}", Place("--set"))
                asked.append(((table, name), value, Asked(changes=(change,))))
    wish = Compared(asked=tuple(one for *_, one in asked), today=year.today, workers=1)
    found = compare(tmp_path / "year", wish, Watch())
    for (path, value, _), mine in zip(asked, found.scenarios, strict=True):
        assert facts(mine) == facts(by_hand(tmp_path / "year", path, value, year)), (path, value)
