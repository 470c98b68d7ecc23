"""The command line: parse, call, show, exit; heavy rooms are imported by the command that needs them."""

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from sprintplan import __version__
from sprintplan.errors import SprintplanError

if TYPE_CHECKING:
    from sprintplan.watch import Watch

DEBUG = "SPRINTPLAN_DEBUG"
STOPPED = 130
# The status of a program that ctrl-C ended, as shells have it.


class Commands(click.Group):
    """A group whose commands end with one message and the error's exit status, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except SprintplanError as error:
            _stop(ctx, str(error), error.exit_status)
        except BrokenPipeError:
            _leave_quietly(ctx)
        except KeyboardInterrupt:
            _stop(ctx, "stopped; nothing was written", STOPPED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get(DEBUG):
                raise
            told = " ".join(f"{type(error).__name__}: {error}".split())
            _stop(ctx, f"a fault of ours: {told}. {DEBUG}=1 shows where; please report it", SprintplanError.exit_status)


def _stop(ctx: click.Context, message: str, status: int) -> NoReturn:
    _warn(message)
    ctx.exit(status)


def _leave_quietly(ctx: click.Context) -> NoReturn:
    """Whoever read our output has gone: what is left of it goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    ctx.exit(0)


FOLDER = click.Path(path_type=Path)
folder_argument = click.argument("folder", type=FOLDER)
plan_argument = click.argument("path", metavar="PLAN", type=FOLDER)


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f'"{value}" is no date. Write it as 2027-05-31') from error


today_option = click.option("--today", metavar="DATE", callback=_day, help="Plan as if it were this day.")
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to print."
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, prog_name="sprintplan")
def commands() -> None:
    """Choose venue and dates of the year's events at least cost, with a proof."""


@commands.command()
@folder_argument
def new(folder: Path) -> None:
    """Write a commented workspace into FOLDER; it plans as it stands."""
    from sprintplan import app

    app.new(folder)
    _say(f"Edit the files in {folder}, then: sprintplan plan {folder}")


@commands.command()
@folder_argument
@today_option
@format_option
def check(folder: Path, today: date | None, form: str) -> None:
    """Say what is wrong in FOLDER, or what planning it takes."""
    from sprintplan import app

    scenario, journeys = app.check(folder, today, _watch())
    from sprintplan.reports.check import check_facts, check_text

    if form == "json":
        _say_json(check_facts(scenario, journeys))
    else:
        _say(check_text(scenario, journeys))


@commands.command()
@folder_argument
@click.option("-o", "--output", default="plan.json", show_default=True, help="File of the plan; - prints it.")
@click.option("--offers", type=click.Choice(["estimate", "files", "duffel"]), help="Source of offers.")
@today_option
@click.option("--time-limit", type=click.FloatRange(min=0), metavar="SECONDS", help="Longest search.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes; one a core unless told.")
@click.option("--timings", is_flag=True, help="Show the seconds of each stage.")
@format_option
def plan(folder: Path, output: str, timings: bool, form: str, **wished: Any) -> None:
    """Plan the year of FOLDER and write plan.json."""
    from sprintplan import app
    from sprintplan.reports.plan_json import refuse_unwritable, to_json, write_whole

    if output != "-":
        refuse_unwritable(Path(output))
    watch = _watch()
    found = app.plan(folder, app.Wish(**wished), watch)
    for sentence in watch.warnings:
        _warn(f"warning: {sentence}")
    with watch.stage("write"):
        text = to_json(found)
        if output != "-":
            write_whole(Path(output), text)
    if output == "-":
        click.echo(text.encode(), nl=False)
    else:
        _tell(found, output, form)
    if timings:
        _show_timings(watch)
    app.require_plan(found)


def _tell(found: Any, output: str, form: str) -> None:
    from sprintplan.reports.summary import summary, summary_facts

    if form == "json":
        _say_json(summary_facts(found))
    else:
        _say(summary(found))
        if found.events:
            _print(f"\nEvery trip is in {output}; `sprintplan show {output} --person ID` tells one.", sys.stdout)


@commands.command()
@plan_argument
@click.option("--event", help="This event, trip by trip.")
@click.option("--team", help="The trips of this team.")
@click.option("--person", help="The itineraries of this person.")
@format_option
def show(path: Path, event: str | None, team: str | None, person: str | None, form: str) -> None:
    """Print the plan again, or a part of it."""
    from sprintplan.reports.plan_json import read_plan
    from sprintplan.reports.show import Part, show_facts, show_text

    found, part = read_plan(path), Part(event, team, person)
    if form == "json":
        _say_json(show_facts(found, part))
    else:
        _say(show_text(found, part))


@commands.command()
@plan_argument
@click.argument("manager")
@format_option
def team(path: Path, manager: str, form: str) -> None:
    """Print the trips of everybody below MANAGER, problems first."""
    from sprintplan.reports.plan_json import read_plan
    from sprintplan.reports.team import team_facts, team_text

    found = read_plan(path)
    if form == "json":
        _say_json(team_facts(found, manager))
    else:
        _say(team_text(found, manager))


@commands.command()
@folder_argument
@plan_argument
def verify(folder: Path, path: Path) -> None:
    """Check PLAN anew against the workspace in FOLDER."""
    from sprintplan import app

    app.verify(folder, path, _watch())
    _say("The plan holds.")


@commands.command()
def schema() -> None:
    """Print the JSON Schema of plan.json."""
    from sprintplan.reports.schema import schema_json

    click.echo(schema_json().encode(), nl=False)


def _say(text: str) -> None:
    """Print what people read: headings bold and remarks yellow on a terminal, plain elsewhere."""
    lines = text.rstrip("\n").split("\n")
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    _print("\n".join(map(_painted, lines)) if colour else "\n".join(lines), sys.stdout)


def _painted(line: str) -> str:
    if line.startswith("  !"):
        return click.style(line, fg="yellow")
    return click.style(line, bold=True) if line[:1] not in ("", " ", "(") else line


def _say_json(facts: object) -> None:
    """Print JSON: UTF-8 whatever the terminal says."""
    click.echo((json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode(), nl=False)


def _warn(message: str) -> None:
    """Print to standard error, without anything in it that could steer the terminal."""
    from sprintplan.reports.words import plain_lines

    _print(plain_lines(message), sys.stderr)


def _print(text: str, stream: Any) -> None:
    """Print; signs that the stream cannot show become question marks."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding), file=stream)


def _watch() -> "Watch":
    """A watch that draws bars where standard error is a terminal."""
    from sprintplan.watch import Watch

    if not sys.stderr.isatty():
        return Watch()
    from sprintplan.reports.progress import Bars

    return Watch(Bars())


def _show_timings(watch: "Watch") -> None:
    for stage, seconds in watch.timings.items():
        click.echo(f"{stage:<20} {seconds:7.2f} s", err=True)
    click.echo(f"{'in all':<20} {sum(watch.timings.values()):7.2f} s", err=True)


def main() -> NoReturn:
    """Run the command that the command line names."""
    commands.main(prog_name="sprintplan")
    raise AssertionError("click ends the program")


if __name__ == "__main__":
    main()
