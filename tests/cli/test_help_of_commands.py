"""What commands say of themselves: `--help`, `--version`, and what a shell completes."""

import shlex
import subprocess
import sys

import click
import pytest

from sprintplan import __version__, cli
from sprintplan.app.export import KINDS
from sprintplan.cli.commands import IMPORTED, Command
from sprintplan.cli.publishing import KIND_WORDS
from tests.cli.hand_made import process, run
from tests.patience import PATIENCE_S


@pytest.mark.parametrize("name", sorted(IMPORTED))
def test_every_command_and_each_of_its_options_has_help(name: str) -> None:
    """`sprintplan COMMAND --help` ends with 0, says a sentence, and explains every option within 80 columns."""
    command = cli.commands.get_command(click.Context(cli.commands), name)
    assert command
    assert command.help
    assert IMPORTED[name][1] == " ".join(command.help.split("\n\n")[0].split())
    assert all(option.help for option in command.params if isinstance(option, click.Option))
    result = run(name, "--help")
    assert result.exit_code == 0
    assert command.help.splitlines()[0] in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def every_command() -> list[tuple[str, Command]]:
    """Each command with the words that call it, those of groups among them."""
    context, listed = click.Context(cli.commands), list[tuple[str, Command]]()
    for name in sorted(IMPORTED):
        command = cli.commands.get_command(context, name)
        inner = command.commands.items() if isinstance(command, click.Group) else [("", command)]
        listed += [(f"{name} {word}".strip(), each) for word, each in inner if isinstance(each, Command)]
    return listed


@pytest.mark.parametrize(("name", "command"), every_command(), ids=[name for name, _ in every_command()])
def test_the_help_of_every_command_has_examples_that_it_accepts(name: str, command: Command) -> None:
    """Each example stands on a line of its own, calls the command, and parses."""
    shown = run(*name.split(), "--help").output.splitlines()
    assert command.examples
    for example in command.examples:
        assert f"  {example}" in shown
        _, *words = shlex.split(example.partition(" >")[0])
        assert words[: len(name.split())] == name.split()
        command.make_context(name, words[len(name.split()) :])


@pytest.mark.parametrize("terminal", ["40", "80", "140"])
@pytest.mark.parametrize("name", ["export", "compare", "replan"])
def test_help_is_as_wide_as_the_terminal(name: str, terminal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only examples, which are to be copied, may be longer."""
    monkeypatch.setenv("COLUMNS", terminal)
    lines = run(name, "--help").output.partition("Examples:")[0].splitlines()
    assert max(map(len, lines)) <= int(terminal)
    assert "..." not in "".join(lines)


def test_the_words_of_export_are_its_kinds() -> None:
    assert {*KIND_WORDS} == {*KINDS}


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_completion_scripts_call_the_program(shell: str) -> None:
    """Sourced, they have `sprintplan` itself say what may come next."""
    script = run("completion", shell).stdout
    assert f"_SPRINTPLAN_COMPLETE={shell}_complete" in script
    printed = process("", _SPRINTPLAN_COMPLETE="bash_complete", COMP_WORDS="sprintplan ex", COMP_CWORD="1").stdout
    assert printed == "plain,explain\nplain,export\n"


def test_help_imports_no_heavy_library() -> None:
    """Neither solver nor tables, models or rich are loaded for it."""
    script = (
        "import sys; from sprintplan.cli import commands\n"
        "commands.main(['--help'], standalone_mode=False)\n"
        "print({'ortools', 'numpy', 'pydantic', 'rich', 'pandas'} & {*sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=PATIENCE_S
    )
    assert done.stderr == "set()\n"


def test_the_version_is_printed() -> None:
    assert run("--version").output == f"sprintplan, version {__version__}\n"
