"""Commands that ask why and what if: explain, compare."""

import sys
from pathlib import Path
from typing import Any, get_args

import click

from sprintplan.app.explaining import Question
from sprintplan.app.explaining import explain as explained
from sprintplan.app.front import LEAST_POINTS, MOST_POINTS, Measure
from sprintplan.app.output import OR_CSV, refuse_ending, refuse_output
from sprintplan.app.variants import Asked, Wish
from sprintplan.app.variants import compare as compared
from sprintplan.cli.commands import commands
from sprintplan.cli.options import (
    PATH,
    day,
    event_option,
    folder_argument,
    force_option,
    format_option,
    insecure_option,
    person_option,
    plan_argument,
    time_limit_option,
    today_option,
    venue_option,
    workers_option,
)
from sprintplan.cli.printing import new_watch, print_text, say, say_json, show_warnings
from sprintplan.errors import InputError, NoPlan, Place, Problem
from sprintplan.files import write_file
from sprintplan.problems import shortened
from sprintplan.reports.comparison_json import comparison_bytes, is_comparison
from sprintplan.reports.text.comparison import comparison_text
from sprintplan.reports.text.explanation import explanation_text
from sprintplan.workspace.changes import change_of
from sprintplan.workspace.scenario_file import WrittenScenario, read_scenarios


@commands.command(
    examples=[
        "sprintplan compare our-year --rules",
        "sprintplan compare our-year --venue spring=lisbon",
        "sprintplan compare our-year --set limits.budget=",
    ]
)
@folder_argument
@click.option("--rules", is_flag=True, help="Leave each rule, limit and preference out alone: what each costs.")
@click.option("--set", "sets", metavar="KEY=VALUE", multiple=True, help="One key of sprint.toml; repeat for more.")
@click.option("--venue", "venues", metavar="EVENT=VENUE", multiple=True, help="Hold an event at this venue.")
@click.option("--start", "starts", metavar="EVENT=DATE", multiple=True, help="Begin it on this day, or in YYYY-MM.")
@click.option("--people", "joining", type=PATH, metavar="FILE", help="With these people too; as people.csv has them.")
@click.option("--scenarios", type=PATH, metavar="FILE", help="TOML file of several: [[scenario]] tables.")
@click.option("--front", type=click.Choice(get_args(Measure)), help="The least cash at each level of hours or CO2e.")
@click.option(
    "--points", type=click.IntRange(LEAST_POINTS, MOST_POINTS), default=11, show_default=True, help="Levels of --front."
)
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Write the comparison as JSON.")
@today_option
@time_limit_option("Judge venues so long, for all, then search each year so long.")
@workers_option
@insecure_option
@force_option
@format_option
def compare(
    folder: Path,
    rules: bool,
    sets: tuple[str, ...],
    venues: tuple[str, ...],
    starts: tuple[str, ...],
    joining: Path | None,
    scenarios: Path | None,
    front: Measure | None,
    points: int,
    output: Path | None,
    force: bool,
    form: str,
    **planned: Any,
) -> None:
    """Plan FOLDER as it is and as it might be, side by side.

    --set, --venue, --start and --people together make one scenario. A key without a
    value is left out. Events are named by id or name, venues by city too.
    """
    asked = [*_asked(sets, venues, starts, joining), *(map(_named, read_scenarios(scenarios)) if scenarios else ())]
    if not rules and not asked and not front:
        raise click.UsageError(
            "name what to compare: --rules, --set, --venue, --start, --people, --scenarios or --front"
        )
    if output is not None:
        reads = [path for path in (joining, scenarios) if path is not None]
        refuse_output(output, is_comparison, "comparison", force=force, reads=reads, folder=folder)
        refuse_ending(output, "json", "a comparison is a .json file", others=OR_CSV)
    watch = new_watch()
    comparison = compared(folder, Wish(rules, tuple(asked), front, points, **planned), watch)
    show_warnings(watch.warnings)
    if form == "json":
        print_text(comparison_bytes(comparison).decode().rstrip("\n"), sys.stdout)
    else:
        say(comparison_text(comparison))
    if output is not None:
        write_file(output, comparison_bytes(comparison))
    if not comparison.plan.events and not any(one.events for one in comparison.scenarios):
        raise NoPlan("neither the workspace nor any of its scenarios has a plan")


def _asked(
    sets: tuple[str, ...], venues: tuple[str, ...], starts: tuple[str, ...], joining: Path | None
) -> list[Asked]:
    """The one scenario that the options make; none without any."""
    written = {"set": sets, "venue": venues, "start": starts}
    texts = {
        key: tuple((text, Place(f"--{key} {shortened(text)}")) for text in given) for key, given in written.items()
    }
    return [_named(WrittenScenario("", texts, joining))] if joining or any(texts.values()) else []


def _named(written: WrittenScenario) -> Asked:
    """A scenario as it is asked for."""
    return Asked(
        written.name,
        tuple(change_of(text, place) for text, place in written.texts["set"]),
        tuple(_pair(text, place) for text, place in written.texts["venue"]),
        tuple(_pair(text, place) for text, place in written.texts["start"]),
        written.people,
    )


def _pair(text: str, place: Place) -> tuple[str, str, Place]:
    event, equals, value = text.partition("=")
    if not equals or not event.strip() or not value.strip():
        raise InputError([Problem(place, "this does not name an event and a value", "Write EVENT=VALUE")])
    return event.strip(), value.strip(), place


@commands.command(
    examples=[
        "sprintplan explain",
        "sprintplan explain --person ana",
        "sprintplan explain plan.json --event spring --venue lisbon",
    ]
)
@plan_argument
@person_option
@event_option
@venue_option
@click.option("--first-day", metavar="DATE", callback=day, help="This first day, at that venue or at the plan's.")
@click.option("--folder", type=PATH, help="The plan's workspace, where it is neither beside the plan nor here.")
@insecure_option
@format_option
def explain(path: Path, form: str, **asked: Any) -> None:
    """Say why PLAN is as it is: a person's trip, a place, a date, the year.

    Of a person: what was cheaper, faster or greener, and what kept it out. Of a
    venue or a first day: why not then and there, or what it would cost.
    """
    explanation = explained(path, Question(**asked), new_watch())
    if form == "json":
        say_json(explanation.model_dump(mode="json"))
    else:
        say(explanation_text(explanation))
