"""The commands as their users type them."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.patience import PATIENCE_S

ROOT = Path(__file__).parent.parent.parent


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """`sprintplan ARGUMENTS` in a folder."""
    command = [sys.executable, "-W", "error", "-m", "sprintplan.cli", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=PATIENCE_S)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the template's workspace in `year` and its plan."""
    folder = tmp_path_factory.mktemp("planned")
    assert run("new", "year", cwd=folder).returncode == 0
    done = run("plan", "year", "--today", "2026-11-24", "--workers", "1", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "Proven" in done.stdout
    return folder


def test_a_new_workspace_plans_as_it_stands(planned: Path) -> None:
    """Optimal, bound equal to objective, two events in different countries."""
    plan = json.loads((planned / "plan.json").read_text(encoding="utf-8"))
    assert (plan["status"], plan["gap"]) == ("optimal", 0.0)
    assert plan["bound"] == plan["objective"]
    assert len({event["country"] for event in plan["events"]}) == 2


def test_the_plan_keeps_its_schema(planned: Path) -> None:
    """`sprintplan schema` describes what `sprintplan plan` writes."""
    schema = json.loads(run("schema", cwd=planned).stdout)
    jsonschema.validate(json.loads((planned / "plan.json").read_text(encoding="utf-8")), schema)


def test_verify_accepts_the_plan_and_refuses_a_changed_one(planned: Path) -> None:
    """One fare raised by a cent is found, with its person; status 5."""
    assert run("verify", "year", "plan.json", cwd=planned).returncode == 0
    plan = json.loads((planned / "plan.json").read_text(encoding="utf-8"))
    trip = next(trip for trip in plan["events"][0]["trips"] if trip["offers"])
    trip["offers"][0]["fare"] = trip["offers"][0]["fare"][:-1] + ("1" if trip["offers"][0]["fare"][-1] == "0" else "0")
    (planned / "changed.json").write_text(json.dumps(plan), encoding="utf-8")
    done = run("verify", "year", "changed.json", cwd=planned)
    assert done.returncode == 5
    assert trip["person"] in done.stderr


def _fewer_alternatives(plan: Any) -> None:
    del plan["events"][0]["alternatives"][3]


def _dearer_alternative(plan: Any) -> None:
    totals = plan["events"][1]["alternatives"][0]["totals"]
    totals["co2e_kg"] += 1


def _other_order(plan: Any) -> None:
    plan["events"].reverse()


def _conflict(plan: Any) -> None:
    plan["conflict"] = ["limits.budget: it cannot be kept"]


def _feasible(plan: Any) -> None:
    plan["status"] = "feasible"


def _more_proof(plan: Any) -> None:
    plan["proof"] |= {"solved": plan["proof"]["solved"] + 1, "skipped": plan["proof"]["skipped"] - 1}


def _other_words(plan: Any) -> None:
    plan["events"][0]["trips"][0]["notices"][0]["text"] = "take the bus"


def _no_hash(plan: Any) -> None:
    plan["claims_sha256"] = None


CHANGES = [
    _fewer_alternatives,
    _dearer_alternative,
    _other_order,
    _conflict,
    _feasible,
    _more_proof,
    _other_words,
    _no_hash,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_verify_notices_whatever_was_changed(planned: Path, tmp_path: Path, change: Callable[[Any], None]) -> None:
    """Also what a judge cannot recompute, by the hash of the claims; status 5."""
    plan = json.loads((planned / "plan.json").read_text(encoding="utf-8"))
    change(plan)
    (tmp_path / "changed.json").write_text(json.dumps(plan), encoding="utf-8")
    done = run("verify", planned / "year", "changed.json", cwd=tmp_path)
    assert done.returncode == 5
    assert done.stderr.startswith(("plan: ", "spring"))


def test_verify_accepts_a_plan_that_is_laid_out_otherwise_and_made_at_another_time(
    planned: Path, tmp_path: Path
) -> None:
    plan = json.loads((planned / "plan.json").read_text(encoding="utf-8"))
    plan["created_at"] = "2026-12-24T00:00:00+00:00"
    (tmp_path / "same.json").write_text(json.dumps(plan, sort_keys=True), encoding="utf-8")
    assert run("verify", planned / "year", "same.json", cwd=tmp_path).returncode == 0


def test_the_plan_of_another_workspace_is_said_in_one_sentence(planned: Path, tmp_path: Path) -> None:
    """By `verify` and by `quote --refresh`; of a copy under another name that is the same all is well, and of one that
    was edited since, under its own name, the faults are told.
    """
    shutil.copytree(planned / "year", tmp_path / "beta")
    assert run("verify", "beta", planned / "plan.json", cwd=tmp_path).returncode == 0
    company = json.loads((planned / "plan.json").read_text(encoding="utf-8"))["company"]
    settings = (tmp_path / "beta" / "sprint.toml").read_text(encoding="utf-8")
    (tmp_path / "beta" / "sprint.toml").write_text(settings.replace(f'"{company}"', '"Beta"'), encoding="utf-8")
    sentence = f"{planned / 'plan.json'} was made from the workspace year ({company}), not from beta (Beta)"
    done = run("verify", "beta", planned / "plan.json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (5, f"{sentence}\n")
    done = run("quote", "beta", "--refresh", planned / "plan.json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, f"{sentence}. Name the folder that it was made from\n")
    shutil.copytree(planned / "year", tmp_path / "year")
    (tmp_path / "year" / "sprint.toml").write_text(
        settings.replace("travel_hour = ", "travel_hour = 1"), encoding="utf-8"
    )
    done = run("verify", "year", planned / "plan.json", cwd=tmp_path)
    assert done.returncode == 5
    assert done.stderr.startswith("year is not as it was when the plan was made")
    assert "inputs_sha256" in done.stderr
    assert "was made from" not in done.stderr


def test_any_number_of_workers_gives_the_same_plan(planned: Path) -> None:
    """Byte for byte but for created_at."""
    for workers in ("1", "2"):
        done = run(
            "plan", ROOT / "data/example", "--today", "2026-11-24", "--workers", workers, "-o", workers, cwd=planned
        )
        assert done.returncode == 0, done.stderr
    one, two = (
        [line for line in (planned / name).read_text(encoding="utf-8").splitlines() if '"created_at"' not in line]
        for name in ("1", "2")
    )
    assert one == two


def test_a_manager_sees_her_whole_tree_and_nobody_else(planned: Path) -> None:
    """The JSON of `team` holds exactly the people below the manager."""
    plan = json.loads((planned / "plan.json").read_text(encoding="utf-8"))
    reports = {trip["person"]: trip["manager"] for event in plan["events"] for trip in event["trips"]}
    facts = json.loads(run("team", "plan.json", "marcus", "--format", "json", cwd=planned).stdout)
    trips = [trip for event in facts["events"] for trip in event["trips"]]
    below = {"marcus"}
    while more := {person for person, manager in reports.items() if manager in below} - below:
        below |= more
    assert {trip["person"] for trip in trips} == below - {"marcus"}


def test_lines_fit_eighty_columns(planned: Path) -> None:
    """Neither the summary nor the team's page is wider."""
    for arguments in (("show", "plan.json"), ("team", "plan.json", "ines")):
        assert max(map(len, run(*arguments, cwd=planned).stdout.splitlines())) <= 80


def test_standard_output_carries_the_json_alone(planned: Path) -> None:
    """`-o -` prints a plan that jq can read."""
    done = run("plan", "year", "-o", "-", "--today", "2026-11-24", cwd=planned)
    assert json.loads(done.stdout)["format"] == "sprintplan-plan"


def test_wrong_inputs_are_all_reported_at_once(planned: Path) -> None:
    """Status 2; each problem with file and line, no traceback, and no plan is written."""
    run("new", "broken", cwd=planned)
    people = planned / "broken" / "people.csv"
    text = people.read_text(encoding="utf-8").replace(",LIS,", ",LISX,", 1).replace(",ARN,", ",ARX,", 1)
    people.write_text(text, encoding="utf-8")
    toml = planned / "broken" / "sprint.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("max_connections", "max_conections"), encoding="utf-8")
    done = run("plan", "broken", "-o", "none.json", cwd=planned)
    assert done.returncode == 2
    assert "people.csv:2: " in done.stderr
    assert "people.csv:6: " in done.stderr
    assert 'Did you mean "max_connections"?' in done.stderr
    assert "Traceback" not in done.stderr
    assert not (planned / "none.json").exists()


@pytest.mark.parametrize("key", ["budget = 5", "co2e_tonnes = 0.001"])
def test_a_limit_that_nothing_keeps_ends_with_status_3(planned: Path, key: str) -> None:
    """No plan is made that breaks it, and the limit is named."""
    folder = planned / key.split()[0]
    run("new", folder, cwd=planned)
    toml = folder / "sprint.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("[limits]", f"[limits]\n{key}"), encoding="utf-8")
    done = run("plan", folder, cwd=planned)
    assert done.returncode == 3
    assert f"limits.{key.split()[0]}" in done.stdout


def test_help_imports_nothing_heavy() -> None:
    """numpy, pydantic, ortools, pandas and rich stay out until a command needs them."""
    heavy = ("numpy", "pydantic", "ortools", "pandas", "rich")
    code = f"import sys, sprintplan.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
