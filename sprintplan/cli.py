"""The command line: parse, call, show, exit; heavy rooms are imported by the command that needs them."""

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from sprintplan import __version__
from sprintplan.errors import SprintplanError

if TYPE_CHECKING:
    from sprintplan.watch import Watch

FOLDER = click.Path(path_type=Path)
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to print.")
DEBUG = "SPRINTPLAN_DEBUG"


def main() -> NoReturn:
    """Run a command; errors become one message and their exit status."""
    try:
        commands.main(prog_name="sprintplan", standalone_mode=False)
    except click.exceptions.Abort:
        _stop("stopped", 130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except SprintplanError as error:
        _stop(str(error), error.exit_status)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        _stop(f"a fault of ours: {type(error).__name__}: {error}. {DEBUG}=1 shows where", 1)
    sys.exit(0)


def _stop(message: str, status: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(status)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, prog_name="sprintplan")
def commands() -> None:
    """Choose venue and dates of the year's events at least cost, with a proof."""


@commands.command()
@click.argument("folder", type=FOLDER)
def new(folder: Path) -> None:
    """Write a commented workspace into FOLDER; it plans as it stands."""
    from sprintplan import app

    app.new(folder)
    click.echo(f"Edit the files in {folder}, then: sprintplan plan {folder}")


@commands.command()
@click.argument("folder", type=FOLDER)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Plan as if it were this day.")
@FORMAT
def check(folder: Path, today: datetime | None, form: str) -> None:
    """Say what is wrong in FOLDER, or what planning it takes."""
    from sprintplan import app
    from sprintplan.reports.check import check_facts, check_text

    scenario, journeys = app.check(folder, today.date() if today else None)
    facts = check_facts(scenario, journeys)
    click.echo(json.dumps(facts, indent=2) if form == "json" else check_text(scenario, journeys).rstrip("\n"))


@commands.command()
@click.argument("folder", type=FOLDER)
@click.option("-o", "--output", default="plan.json", help="Where the plan goes; - is standard output.")
@click.option("--offers", type=click.Choice(["estimate", "files", "duffel"]), help="Source of offers.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Plan as if it were this day.")
@click.option("--time-limit", type=click.FloatRange(min=0), help="Seconds for the search.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes; one a core unless told.")
@click.option("--timings", is_flag=True, help="Show the seconds of each stage.")
def plan(
    folder: Path,
    output: str,
    offers: str | None,
    today: datetime | None,
    time_limit: float | None,
    workers: int | None,
    timings: bool,
) -> None:
    """Plan the year of FOLDER and write plan.json."""
    from sprintplan import app
    from sprintplan.reports.plan_json import to_json
    from sprintplan.reports.summary import summary

    watch = _watch()
    found = app.plan(folder, app.Wish(offers, today.date() if today else None, time_limit, workers), watch)
    if output == "-":
        click.echo(to_json(found), nl=False)
    else:
        app.write(found, Path(output))
        click.echo(summary(found), nl=False)
        click.echo(f"\nEvery trip is in {output}; `sprintplan show {output}` prints this again.")
    if timings:
        _show_timings(watch)
    if found.status in ("infeasible", "unknown"):
        sys.exit(3)


def _watch() -> "Watch":
    from sprintplan.watch import Watch

    return Watch(_draw if sys.stderr.isatty() else None)


def _draw(stage: str, done: int, total: int) -> None:
    width = 30 * done // max(total, 1)
    click.echo(f"\r{stage:<20} [{'#' * width:<30}] {done}/{total}", nl=done >= total, err=True)


def _show_timings(watch: "Watch") -> None:
    for stage, seconds in watch.seconds.items():
        click.echo(f"{stage:<20} {seconds:7.2f} s", err=True)
    click.echo(f"{'in all':<20} {sum(watch.seconds.values()):7.2f} s", err=True)


@commands.command()
@click.argument("path", metavar="PLAN", type=FOLDER)
@click.option("--event", help="Only this event.")
@click.option("--team", help="The trips of this team.")
@click.option("--person", help="The trips of this person, by id.")
@FORMAT
def show(path: Path, event: str | None, team: str | None, person: str | None, form: str) -> None:
    """Print the plan again, or a part of it."""
    from sprintplan.reports.plan_json import read_plan, to_json
    from sprintplan.reports.summary import summary, trips_text

    found = read_plan(path)
    if form == "json":
        click.echo(to_json(found), nl=False)
    elif event or team or person:
        click.echo(trips_text(found, event, team, person), nl=False)
    else:
        click.echo(summary(found), nl=False)


@commands.command()
@click.argument("path", metavar="PLAN", type=FOLDER)
@click.argument("manager")
@FORMAT
def team(path: Path, manager: str, form: str) -> None:
    """Print the trips of everybody below MANAGER, problems first."""
    from sprintplan.reports.plan_json import read_plan
    from sprintplan.reports.team import below, team_text

    found = read_plan(path)
    if form == "text":
        click.echo(team_text(found, manager), nl=False)
        return
    people = below(found, manager)
    trips = [
        {"event": event.event} | trip.model_dump(mode="json")
        for event in found.events
        for trip in event.trips
        if trip.person in people
    ]
    click.echo(json.dumps(trips, indent=2, ensure_ascii=False))


@commands.command()
@click.argument("folder", type=FOLDER)
@click.argument("path", metavar="PLAN", type=FOLDER)
def verify(folder: Path, path: Path) -> None:
    """Check PLAN anew against the workspace in FOLDER."""
    from sprintplan import app

    app.verify(folder, path)
    click.echo("The plan holds.")


@commands.command()
def schema() -> None:
    """Print the JSON Schema of plan.json."""
    from sprintplan.reports.schema import schema_json

    click.echo(schema_json(), nl=False)


if __name__ == "__main__":
    main()
