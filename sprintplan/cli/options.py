"""Arguments and options that several commands share."""

import time
from collections.abc import Callable
from datetime import date
from functools import wraps
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

import click

from sprintplan.domain.keys import FIRST_YEAR, LAST_YEAR

MOST_WORKERS = 512
"""Processes that may be asked for; each takes some tens of megabytes at least."""
PATH = click.Path(path_type=Path)
PLAN = Path("plan.json")
"""The plan that is meant where none is named: the one of this folder."""
LONGEST_S = 366 * 24 * 3600
"""Seconds that a search may be told to stop after."""
Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Number(click.FloatRange):
    """A number within a range; what a computer calls nan or inf is none."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number in `value`, which is finite; `param` and `ctx` are click's, for the message of another one."""
        number: float = super().convert(value, param, ctx)
        if not isfinite(number):
            self.fail(f'"{value}" is not a number. Write it as 90 or 0.5', param, ctx)
        return number


def _mapped(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    pairs = [text.rpartition("=") for text in value]
    for heading, _, name in pairs:
        if not heading.strip() or not name.strip():
            raise click.BadParameter('write it as --map "HEADING=COLUMN", such as --map "Base=place"')
    return {heading.strip(): name.strip() for heading, _, name in pairs}


map_option = click.option(
    "--map", "mapped", multiple=True, metavar="HEADING=COLUMN", callback=_mapped, help="Meaning of a heading."
)
sheet_option = click.option(
    "--sheet", metavar="NAME", help="Sheet of a workbook; the first that lists people by default."
)
folder_argument = click.argument("folder", type=PATH)
plan_argument = click.argument("path", metavar="[PLAN]", type=PATH, default=PLAN)


def plan_and(metavar: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Two arguments, of which the plan, the first, may be left out; the command gets `path` and `what`, a text.

    Parameters
    ----------
    metavar : what the second is called in the help

    Raises
    ------
    UsageError : none, or more than two, are given
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def called(words: tuple[str, ...], **given: Any) -> None:
            if len(words) > 2:
                raise click.UsageError(f"more than [PLAN] and {metavar} are given: {' '.join(words)}")
            *plan, what = words
            command(path=Path(plan[0]) if plan else PLAN, what=what, **given)

        return click.argument("words", metavar=f"[PLAN] {metavar}", nargs=-1, required=True)(called)

    return decorate


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """The date in `value` that an argument or option states, of a year that can be planned in; `ctx` and `param` are
    click's."""
    if value is None:
        return None
    try:
        parsed = date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f'"{value}" is not a date. Write it as 2027-05-31') from error

    if not FIRST_YEAR <= parsed.year <= LAST_YEAR:
        raise click.BadParameter(f"{parsed} is not a year to plan in. Write a year from {FIRST_YEAR} to {LAST_YEAR}")
    return parsed


event_option = click.option("--event", metavar="EVENT", help="Only this event, by id or name.")
team_option = click.option("--team", metavar="TEAM", help="Only this team.")
manager_option = click.option("--manager", metavar="PERSON", help="Only the people below this person.")
person_option = click.option("--person", metavar="PERSON", help="Only this person, by id, e-mail or name.")
venue_option = click.option("--venue", metavar="VENUE", help="This venue, by id, name or city.")


def time_limit_option(says: str) -> Callable[[Decorated], Decorated]:
    """The option --time-limit, of which the help `says` what ends then."""
    kind = Number(min=0, max=LONGEST_S)
    return click.option("--time-limit", type=kind, metavar="SECONDS", callback=_left, help=says)


def _left(ctx: click.Context, _: click.Parameter, seconds: float | None) -> float | None:
    """What is left of a limit of time, as loading the program counts."""
    begun: float | None = ctx.find_root().obj
    return seconds if seconds is None or begun is None else max(0.0, seconds - (time.monotonic() - begun))


workers_option = click.option(
    "--workers", type=click.IntRange(1, MOST_WORKERS), metavar="N", help="Processes; default: one per core."
)
timings_option = click.option("--timings", is_flag=True, help="Show the seconds of each stage.")
today_option = click.option("--today", metavar="DATE", callback=day, help="Plan as if it were this day.")
force_option = click.option("--force", is_flag=True, help="Write over a file that sprintplan did not make.")
insecure_option = click.option("--insecure", is_flag=True, help="Let tokens go to another machine over plain http.")
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to print."
)
