"""How commands end early: by errors, wrong usage, ctrl-C, or a limit of time."""

import contextlib
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from sprintplan import alarm, cli
from sprintplan.app import planning
from sprintplan.domain.plan import Plan
from sprintplan.errors import InputError, OfferSourceError, Place, PlanDoesNotHold, Problem, SprintplanError
from sprintplan.solver import solve
from sprintplan.solver.year.alternatives import Alternatives
from sprintplan.watch import TELL, Watch
from tests.build.market import market
from tests.build.plan_records import plan_record, team_plan
from tests.build.year import scenario
from tests.cli.hand_made import Planned, planned, run
from tests.patience import PATIENCE_S

__all__ = ["planned"]


@pytest.mark.parametrize(
    ("error", "status", "expected"),
    [
        (SprintplanError("the plan does not hold"), 1, "the plan does not hold\n"),
        (InputError([Problem(Place("people.csv", 3), "no id", "Give one")]), 2, "people.csv:3: no id. Give one\n"),
        (OfferSourceError("out of reach"), 4, "out of reach\n"),
        (PlanDoesNotHold(["one", "two"]), 5, "one\ntwo\n"),
        (KeyboardInterrupt(), 130, "stopped"),
        (ValueError("odd\nthing"), 1, "internal error: ValueError: odd thing. SPRINTPLAN_DEBUG=1 shows where"),
    ],
    ids=["ours", "inputs", "offers", "does not hold", "stopped", "unexpected"],
)
def test_each_error_has_its_status_and_no_traceback(
    error: BaseException, status: int, expected: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing is written either."""

    def fail(*_: object) -> Plan:
        raise error

    monkeypatch.setattr(planning, "plan", fail)
    result = run("plan", "folder", "-o", tmp_path / "out.json")
    assert result.exit_code == status
    assert result.stderr.startswith(expected)
    assert "Traceback" not in result.output
    assert not [*tmp_path.iterdir()]


def test_an_error_that_a_library_makes_of_ctrl_c_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pressed while one is imported it comes as an ImportError; status 130 and the usual words."""

    def fail(*_: object) -> Plan:
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        raise ImportError("initialization failed")

    monkeypatch.setattr(planning, "plan", fail)
    result = run("plan", "folder", "-o", "-")
    assert (result.exit_code, result.stderr) == (130, "stopped; nothing was written\n")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_after_the_plan_was_written_says_that_it_was(
    planned: Planned, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """While the summary is printed, say."""

    def fail(_: str) -> None:
        raise KeyboardInterrupt

    planned(team_plan())
    monkeypatch.setattr("sprintplan.cli.plan_output.say", fail)
    result = run("plan", "folder", "-o", tmp_path / "out.json")
    assert result.exit_code == 130
    assert result.stderr.endswith(f"stopped; {tmp_path / 'out.json'} was written\n")


@pytest.mark.parametrize(("loaded_s", "left"), [(1000.0, pytest.approx(5000, abs=PATIENCE_S)), (7000.0, 0.0)])
def test_loading_the_program_counts_towards_a_limit_of_time(
    monkeypatch: pytest.MonkeyPatch, loaded_s: float, left: float
) -> None:
    limits: list[float | None] = []

    def solved(folder: Path, wish: planning.Wish, watch: Watch) -> Plan:
        limits.append(wish.time_limit)
        return team_plan()

    monkeypatch.setattr(planning, "plan", solved)
    words = ["plan", "folder", "-o", "-", "--time-limit", "6000"]
    assert CliRunner().invoke(cli.commands, words, obj=time.monotonic() - loaded_s).exit_code == 0
    assert limits == [left]


def test_ctrl_c_while_the_program_is_loaded_leaves_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where it is pressed right after the command was started."""
    script = (
        "import sys, sprintplan.__main__ as start\n"
        "class Pressed:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'click': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Pressed())\n"
        "start.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )
    assert (done.returncode, done.stderr) == (130, "stopped; nothing was written\n")


def test_the_traceback_is_shown_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "plan", lambda *_: int("none"))
    monkeypatch.setenv("SPRINTPLAN_DEBUG", "1")
    assert isinstance(run("plan", "folder", "-o", "-").exception, ValueError)


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan"],
        ["plan", "folder", "--today", "tomorrow"],
        ["plan", "folder", "--workers", "0"],
        ["plan", "folder", "--offers", "rumours"],
        ["plna", "folder"],
        ["show", "no-such-plan.json"],
        ["check", "no-such-folder"],
        [],
    ],
    ids=" ".join,
)
def test_wrong_usage_has_status_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def busy(*_: object, **__: object) -> None:
    """A stage that looks at no clock but to end a failing test."""
    threading.Event().wait(60)


@pytest.mark.parametrize(
    ("stage", "what"),
    [
        ("opened", "any plan was found"),
        ("plan_year", "any plan was found"),
        ("faults_but_certainty", "the plan that was found could be written down and checked"),
    ],
)
def test_a_time_limit_holds_for_every_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str, what: str
) -> None:
    """Reading, searching or checking that takes a minute is interrupted, and nothing is written; status 3."""

    def solved(*_: object, watch: Watch, **__: object) -> SimpleNamespace:
        with watch.stage(TELL):
            return SimpleNamespace(plan=plan_record(), with_certainty=plan_record)

    monkeypatch.setattr(alarm, "MOST_LATE_S", 1.0)
    monkeypatch.setattr(planning, "planned_scenario", lambda *_, **__: scenario())
    monkeypatch.setattr(planning, "opened", lambda year, today: (year, market([], year)))
    monkeypatch.setattr(planning, "plan_year", solved)
    monkeypatch.setattr(planning, stage, busy)
    result = run("plan", tmp_path, "-o", tmp_path / "plan.json", "--time-limit", "1")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.splitlines()[-1] == f"time ran out before {what}: allow more with --time-limit"
    assert list(tmp_path.iterdir()) == []


def test_a_plan_is_not_lost_where_something_could_not_be_interrupted_until_too_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alternatives went on beyond the last moment: the plan that was proven before is written with what is known."""
    late = iter([True])

    def others(*arguments: Any, **options: Any) -> Alternatives:
        if next(late, False):
            alarm._Armed.last = time.monotonic()
            alarm.ring_at(0.0)
            busy()
        return Alternatives(*arguments, **options)

    monkeypatch.setattr(solve, "Alternatives", others)
    assert run("new", tmp_path / "year").exit_code == 0
    result = run("plan", tmp_path / "year", "-o", tmp_path / "plan.json", "--time-limit", str(PATIENCE_S))
    assert result.exit_code == 0, result.stderr
    assert next(late, None) is None
    assert run("verify", tmp_path / "year", tmp_path / "plan.json").exit_code == 0
