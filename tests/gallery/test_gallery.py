"""The gallery of real policies."""

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from sprintplan.app.starting import Start, start
from sprintplan.domain.exemptions import EXEMPTABLE
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.settings import Settings
from sprintplan.domain.tables import all_keys
from sprintplan.domain.trip import Trip
from sprintplan.errors import UsageError
from sprintplan.itinerary.plan import plan_year
from sprintplan.offers.estimate import EstimateSource
from sprintplan.verify import faults
from sprintplan.workspace import read_workspace
from sprintplan.workspace.gallery import policy_names, policy_text
from tests.build.two_weeks import CREATED, planned_of
from tests.build.year import person, scenario, venue
from tests.gallery.cases import CASES
from tests.gallery.travellers import Decided, without

NAMES = policy_names()
RULE = re.compile(r"^- (?P<rule>.+?) -> (?P<held>.+)$")
KEY = re.compile(r"(?:policy|limits|objective)(?:\.\w+)+")
TODAY = date(2026, 11, 24)


@cache
def workspace(name: str) -> Scenario:
    """What `new --policy` writes."""
    with TemporaryDirectory() as folder:
        start(Path(folder) / "year", Start(policy=name))
        return read_workspace(Path(folder) / "year")


def rules(name: str) -> list[tuple[str, str]]:
    """Each rule of the file's head with what holds it, or why none does."""
    lines = [line.removeprefix("#").strip() for line in policy_text(name).splitlines() if line.startswith("#")]
    text = " ".join(lines)
    match = [RULE.match(part.strip()) for part in re.split(r" (?=- [A-Z0-9])", text)[1:]]
    assert all(match), text
    return [(one["rule"], one["held"]) for one in match if one]


def year(case: Decided) -> Scenario:
    """The traveller's week under the policy."""
    written = workspace(case.policy)
    weights = written.objective
    if weights.night_per_diem_minor == "public":
        weights = weights.changed(night_per_diem_minor=0, first_last_day=None)
    id_, code = case.venue
    terms: dict[str, Any] = {
        "policy": written.policy,
        "limits": written.limits,
        "objective": weights,
        "currency": written.currency,
    }
    return scenario([person(**case.person)], [venue(id_, code)], **terms | case.year)


def trip_of(company: Scenario, case: Decided) -> Trip:
    """The traveller's trip, in whose plan the judge finds nothing."""
    return planned_of(company, case.quotes, today=case.today).events[0].trips[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.policy}-{case.key}-{case.by_rule}")
def test_a_rule_decides_for_a_traveller(case: Decided) -> None:
    """What the plan says under the policy, and what without this one rule."""
    stated = year(case)
    lifted = case.lift(stated) if case.lift else without(stated, case.key)
    assert case.fact(trip_of(stated, case)) == case.by_rule
    assert case.fact(trip_of(lifted, case)) == case.without


def test_there_are_a_dozen_and_more() -> None:
    """Among them public bodies, universities and companies; data/policies is the same folder."""
    assert len(NAMES) >= 12
    assert {"us-federal", "united-nations", "owasp", "mozilla", "gitlab", "posthog", "sourcegraph"} <= {*NAMES}
    linked = Path(__file__).parents[2] / "data" / "policies"
    assert {path.name for path in linked.iterdir()} == {*NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_policy_is_planned(name: str) -> None:
    """One week in Lisbon of the new workspace, on estimates; the judge finds nothing."""
    company = workspace(name)
    spring = company.events[0]
    short = company.changed(events=(spring.changed(starts=spring.starts[:1], venues=("lisbon",)),))
    source = EstimateSource(short, TODAY)
    plan = plan_year(short, source, today=TODAY, created_at=CREATED).with_certainty()
    assert plan.status == "optimal"
    assert list(faults(short, plan, source.to_and_from)) == []


def stated(name: str) -> set[str]:
    """The keys that a policy states, those of its tables by their full names."""
    values, text = tomllib.loads(policy_text(name)), set[str]()
    for table in ("policy", "limits", "objective"):
        for key, value in values.get(table, {}).items():
            inner = value if key in ("booking", "ground", "fare") else {}
            text |= {f"{table}.{key}.{one}" for one in inner} or {f"{table}.{key}"}
    return text


def lacking(keys: set[str], among: set[str]) -> set[str]:
    """Those of the keys that are not among others, nor within them or around them."""
    return {key for key in keys if not any(key.startswith(one) or one.startswith(key) for one in among)}


@pytest.mark.parametrize("name", NAMES)
def test_every_key_of_a_policy_holds_a_rule_of_its_head(name: str) -> None:
    """Every key that the head names as holding one is stated, and has a traveller for whom it decides."""
    keys = [(held, set(KEY.findall(held))) for _, held in rules(name)]
    elsewhere = ("not held", "no ", "exceptions.csv")
    holding = {key for held, mine in keys for key in mine if not held.startswith(elsewhere) and "(off" not in held}
    assert lacking(holding, stated(name)) == set()
    assert lacking(stated(name), holding) == set()
    tried = {case.key for case in CASES if case.policy == name}
    tried |= {"objective.night_per_diem", "objective.first_last_day"} if name == "us-federal" else set()
    assert lacking(stated(name), tried) == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_head_names_its_source_and_tells_every_rule(name: str) -> None:
    """An address, three rules or more, and for each the key that holds it, or why none does."""
    text = policy_text(name)
    assert text.startswith("# After ")
    assert re.search(r"^# Source: https?://", text, re.MULTILINE)
    known = {".".join(path) for path, _ in all_keys(Settings)} | {*EXEMPTABLE}
    assert len(rules(name)) >= 3
    for rule, held in rules(name):
        keys = KEY.findall(held)
        assert {key for key in keys if key not in known} == set(), rule
        assert keys or held.startswith(
            ("not held", "held always: ", "no ", "exceptions.csv", "people.csv", "transit.csv")
        )


def test_meals_of_the_federal_policy_are_those_of_the_place() -> None:
    """Lisbon's rate for each day, three quarters of it on the first and the last."""
    company = workspace("us-federal")
    spring = company.events[0]
    short = company.changed(events=(spring.changed(starts=spring.starts[:1], venues=("lisbon",)),))
    source = EstimateSource(short, TODAY)
    plan = plan_year(short, source, today=TODAY, created_at=CREATED).with_certainty()
    trip = next(trip for trip in plan.events[0].trips if trip.status == "travels")
    rates = {one.source for one in plan.rates_assumed}
    assert rates
    assert float(trip.cost.per_diem) > 0


def test_a_policy_that_is_not_there_is_answered_with_the_closest(tmp_path: Path) -> None:
    """owsap is owasp; nothing is written."""
    with pytest.raises(UsageError, match=r'there is no policy "owsap". Did you mean "owasp"\?'):
        start(tmp_path / "new", Start(policy="owsap"))
    with pytest.raises(UsageError, match="the amounts of owasp are in USD"):
        start(tmp_path / "new", Start(policy="owasp", currency="CHF"))
    assert not (tmp_path / "new").exists()


def test_the_files_ship_with_the_package() -> None:
    """They lie inside it, as the tables do."""
    assert (files("sprintplan.workspace") / "policies" / "owasp" / "sprint.toml").is_file()


def test_the_paper_lists_every_policy_and_names_keys_that_exist() -> None:
    """Thirty-three kinds of rules, each with the key that writes it, or why none does."""
    paper = (files("sprintplan") / "docs" / "policies.md").read_text(encoding="utf-8")
    listed, kinds = paper.split("## Kinds of rules")
    assert re.findall(r"^\| `([\w-]+)` \|", listed, re.MULTILINE) == [*NAMES]
    rows = [line for line in kinds.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == 33
    known = {".".join(path) for path, _ in all_keys(Settings)}
    assert {key for key in KEY.findall(kinds) if key not in known} == set()
