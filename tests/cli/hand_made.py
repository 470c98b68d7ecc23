"""Commands run here or in a process of their own, and plans made by hand that they print."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprintplan import cli
from sprintplan.app import planning
from sprintplan.domain.plan import Plan
from sprintplan.watch import Watch
from tests.build.plan_records import team_plan, to_json
from tests.patience import PATIENCE_S

Planned = Callable[[Plan], None]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.commands, [*map(str, arguments)])


def process(*arguments: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with its real streams."""
    command = [sys.executable, "-m", "sprintplan.cli", *map(str, arguments)]
    variables = os.environ | {"PYTHONIOENCODING": "utf-8"} | env
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env=variables, timeout=PATIENCE_S
    )


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> Planned:
    """Has `plan` find this plan whatever the folder."""

    def find(plan: Plan) -> None:
        def solved(folder: Path, wish: planning.Wish, watch: Watch) -> Plan:
            watch.warn("people.csv:2: strange name\x1b[2J.")
            with watch.stage("verify"):
                return plan

        monkeypatch.setattr(planning, "plan", solved)

    return find


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plan on disk."""
    path = tmp_path / "plan.json"
    path.write_text(to_json(team_plan()), encoding="utf-8")
    return path
