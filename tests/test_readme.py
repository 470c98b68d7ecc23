"""README promises commands; here they are held to what exists and to what continuous integration runs."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sprintplan.cli import commands
from tests.patience import PATIENCE_S

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def command_after(marker: str) -> str:
    """The one-line command in the fenced block that follows `<!-- marker -->`."""
    match = re.search(rf"<!-- {marker} -->\n```\n(.+)\n```\n", README)
    assert match, f"README.md has no one-line command after <!-- {marker} -->"
    return match[1]


def mentioned_commands() -> list[str]:
    """Every `sprintplan COMMAND` at the start of a line of a fenced block or behind `&&`."""
    return sorted(set(re.findall(r"^(?:.*&& \S*/)?sprintplan ([a-z]+) ", README, re.MULTILINE)))


def test_the_first_command_plans_the_example() -> None:
    """It ends in `sprintplan plan data/example`, a workspace that is there with its three files."""
    folder = ROOT / command_after("plan").rpartition("sprintplan plan ")[2]
    assert {"sprint.toml", "people.csv", "venues.csv"} <= {path.name for path in folder.iterdir()}


def test_the_second_command_installs_the_extra_that_exists_and_runs_the_gates() -> None:
    """`.[dev]` is an extra of pyproject.toml, and `-m tests` the module beside this file."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        extras = tomllib.load(file)["project"]["optional-dependencies"]
    command = command_after("tests")
    assert re.findall(r"\.\[(\w+)\]", command) == ["dev"]
    assert "dev" in extras
    assert command.endswith("python -m tests")
    assert (ROOT / "tests" / "__main__.py").is_file()


def test_continuous_integration_runs_the_readme_test_command(tmp_path: Path) -> None:
    """Where README says `echo gates ran`, `.ci/run` prints just that; where it says `exit 7`, it ends so."""
    _checkout(tmp_path, "echo gates ran")
    assert _run_ci(tmp_path).stdout == "gates ran\n"
    _checkout(tmp_path, "echo failed && exit 7")
    assert _run_ci(tmp_path).returncode == 7


def test_the_readme_names_the_commands_of_the_contract() -> None:
    """new, check, plan, show, team, verify and schema are shown with what they do."""
    assert {"new", "check", "plan", "show", "team", "verify", "schema"} <= {*mentioned_commands()}


@pytest.mark.parametrize("command", mentioned_commands())
def test_every_command_that_the_readme_names_exists(command: str) -> None:
    """`sprintplan COMMAND --help` ends with status 0 and says something."""
    arguments = [sys.executable, "-c", "from sprintplan.cli import main; main()", command, "--help"]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr
    assert "Usage:" in done.stdout


def written_commands() -> list[str]:
    """Every command line of the README that begins with the program, without what is said of it."""
    return re.findall(r"^sprintplan ([^#\n]+?)\s*(?:#.*)?$", README, re.MULTILINE)


@pytest.mark.parametrize("line", written_commands())
def test_every_command_line_of_the_readme_is_accepted(line: str) -> None:
    """Its options and arguments are ones that the command knows; nothing is run."""
    group: click.Group = commands
    context, words = click.Context(commands), shlex.split(line)
    while True:
        name = words.pop(0)
        command = group.get_command(context, name)
        assert command, name
        if not isinstance(command, click.Group):
            break
        group = command
    assert command.make_context(name, words).args == []


RUN = ("check", "plan", "report", "export", "show", "team", "verify", "estimate", "schema")
"""Commands of the README that need nothing but the workspace which its first line makes."""


def test_the_five_steps_of_the_readme_work_in_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From `new` to lists, then the questions below them, in the README's order."""
    monkeypatch.chdir(tmp_path)
    first, *others = written_commands()
    ran = [first, *(line for line in others if line.split()[0] in RUN)]
    assert {line.split()[0] for line in ran} == {"new", *RUN}
    for line in ran:
        done = CliRunner().invoke(commands, shlex.split(line))
        assert done.exit_code == 0, f"{line}\n{done.output}"
    assert (tmp_path / "report" / "index.html").is_file()
    assert (tmp_path / "rooms.xlsx").is_file()


def _checkout(folder: Path, command: str) -> None:
    (folder / ".ci").mkdir(exist_ok=True)
    (folder / ".ci" / "run").write_text((ROOT / ".ci" / "run").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "README.md").write_text(f"<!-- tests -->\n```\n{command}\n```\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q", folder], check=True, env=_quiet_git())


def _run_ci(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", folder / ".ci" / "run"],
        capture_output=True,
        text=True,
        check=False,
        env=_quiet_git(),
        timeout=PATIENCE_S,
    )


def _quiet_git() -> dict[str, str]:
    """The environment without the variables that a surrounding git hook sets."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
