"""Commands that newcomers begin with: new, help."""

import sys
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from sprintplan.app.importing import PEOPLE, unplaced_file
from sprintplan.app.starting import Start, start
from sprintplan.cli.commands import commands
from sprintplan.cli.options import PATH, folder_argument, map_option, sheet_option
from sprintplan.cli.printing import print_text, say
from sprintplan.errors import UsageError
from sprintplan.files import named, typed
from sprintplan.problems import did_you_mean, shown
from sprintplan.reports.text.imported import imported_people_text

PROGRAM, COMPLETE = "sprintplan", "_SPRINTPLAN_COMPLETE"
"""The program, and the variable with which a shell asks it what may come next."""
SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "fish": FishComplete, "zsh": ZshComplete}


@commands.command(
    examples=[
        "sprintplan new our-year",
        'sprintplan new our-year --people staff.xlsx --baseline "Lisbon, PT"',
        'sprintplan new our-year --people staff.xlsx --map "Base=place"',
        "sprintplan new our-year --policy united-nations",
    ]
)
@folder_argument
@click.option("--people", type=PATH, metavar="FILE", help="Staff list (CSV or XLSX), as `import people` reads it.")
@map_option
@sheet_option
@click.option("--currency", metavar="CODE", help="Currency of every total; EUR by default.")
@click.option("--baseline", metavar="PLACE", help='Where events were held, such as "Lisbon, PT": the first venue.')
@click.option("--policy", metavar="NAME", help="A real policy to start from: owasp, united-nations, ...")
def new(
    folder: Path,
    people: Path | None,
    mapped: dict[str, str],
    sheet: str | None,
    currency: str | None,
    baseline: str | None,
    policy: str | None,
) -> None:
    """Write a commented workspace into FOLDER; it plans as it stands.

    `sprintplan help policies` lists the policies that --policy knows.
    """
    started = start(folder, Start(people, currency, baseline, policy, mapped, sheet))
    if started is not None:
        say(imported_people_text(started, folder / PEOPLE, folder / unplaced_file(Path(PEOPLE))))
        say(f"\nThe places of the world for them: sprintplan scout {named(folder)}")
    say(f"Edit the files in {named(folder)}, then: sprintplan plan {typed(folder)}")


@commands.command("help", examples=["sprintplan help", "sprintplan help questions", "sprintplan help plan"])
@click.argument("topic", required=False)
@click.pass_context
def help_(ctx: click.Context, topic: str | None) -> None:
    """Print what is written about TOPIC, or the list of topics.

    TOPIC is a paper, such as reference, or a command.
    """
    papers = {path.name.removesuffix(".md"): path.read_text(encoding="utf-8") for path in _papers()}
    if topic is None:
        width = max(map(len, papers))
        listed = (f"  {name:<{width}}  {text.partition(chr(10))[0].lstrip('# ')}" for name, text in papers.items())
        say("\n".join(["Topics", *listed, "", "`sprintplan help TOPIC` prints one; TOPIC may be a command, too."]))
    elif topic in papers:
        _show(papers[topic])
    elif command := commands.get_command(ctx, topic):
        say(command.get_help(click.Context(command, ctx.parent, topic)))
    else:
        known = [*papers, *commands.list_commands(ctx)]
        raise UsageError(f"there is no topic {shown(topic)}. {did_you_mean(topic, known)}")


@commands.command(
    examples=[
        "sprintplan completion bash >> ~/.bashrc",
        "sprintplan completion zsh >> ~/.zshrc",
        "sprintplan completion fish > ~/.config/fish/completions/sprintplan.fish",
    ]
)
@click.argument("shell", type=click.Choice(sorted(SHELLS)))
def completion(shell: str) -> None:
    """Print the completion script of SHELL.

    With it the tab key completes commands, options, kinds and files.
    """
    print_text(SHELLS[shell](commands, {}, PROGRAM, COMPLETE).source(), sys.stdout)


def _papers() -> list[Traversable]:
    """The papers that are shipped, by their names."""
    papers = (path for path in (files("sprintplan") / "docs").iterdir() if path.name.endswith(".md"))
    return sorted(papers, key=lambda path: path.name)


def _show(text: str) -> None:
    """Print a paper; page by page on a terminal."""
    if sys.stdout.isatty():
        click.echo_via_pager(text)
    else:
        print_text(text.rstrip("\n"), sys.stdout)
