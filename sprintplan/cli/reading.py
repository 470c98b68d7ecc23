"""Commands that read finished plans: show, team, diff, schema."""

from pathlib import Path

import click

from sprintplan.app.comparing import difference_of
from sprintplan.app.planning import require_plan
from sprintplan.cli.commands import commands
from sprintplan.cli.options import (
    PATH,
    PLAN,
    event_option,
    format_option,
    manager_option,
    person_option,
    plan_and,
    plan_argument,
    team_option,
)
from sprintplan.cli.printing import print_bytes, say, say_json
from sprintplan.domain.plan import Plan
from sprintplan.reports.plan_json import read_plan
from sprintplan.reports.schema import KINDS, schema_json
from sprintplan.reports.text.changes import changes_facts, changes_text
from sprintplan.reports.text.money import money_facts, money_text
from sprintplan.reports.text.show import Part, show_facts, show_text
from sprintplan.reports.text.team import team_facts, team_text
from sprintplan.workspace.json_schema import schema_json as workspace_schema


@commands.command(
    examples=[
        "sprintplan show",
        "sprintplan show --event spring",
        "sprintplan show --by team",
        "sprintplan show --person ana@acme.example",
    ]
)
@plan_argument
@event_option
@team_option
@manager_option
@person_option
@click.option("--by", metavar="COLUMN", help="Cash by event, team, person, month or a column x_NAME.")
@format_option
def show(
    path: Path,
    event: str | None,
    team: str | None,
    manager: str | None,
    person: str | None,
    by: str | None,
    form: str,
) -> None:
    """Print the plan again, or a part of it."""
    year, part = read_plan(path), Part(event, team, person, manager)
    if part != Part() and by is None:
        require_plan(year)
    if by is not None:
        _show_money(year, part, by, form)
    elif form == "json":
        say_json(show_facts(year, part))
    else:
        say(show_text(year, part))


def _show_money(year: Plan, part: Part, by: str, form: str) -> None:
    """Print the cash of the whole year by a column."""
    if part != Part():
        raise click.UsageError("--by is of the whole year: leave out --event, --team, --manager and --person")
    require_plan(year)
    if form == "json":
        say_json(money_facts(year, by))
    else:
        say(money_text(year, by))


@commands.command(
    examples=["sprintplan team ines", "sprintplan team ines --details", "sprintplan team plan.json ines@acme.example"]
)
@plan_and("MANAGER")
@click.option("--details", is_flag=True, help="Tell each trip in full.")
@format_option
def team(path: Path, what: str, details: bool, form: str) -> None:
    """Print the trips of everybody below MANAGER, what needs attention first.

    MANAGER is an id, an e-mail address or a name.
    """
    year = read_plan(path)
    require_plan(year)
    if form == "json":
        say_json(team_facts(year, what))
    else:
        say(team_text(year, what, details=details))


@commands.command(examples=["sprintplan diff march.json", "sprintplan diff march.json plan.json --by team"])
@click.argument("before", metavar="BEFORE", type=PATH)
@click.argument("after", metavar="[AFTER]", type=PATH, default=PLAN)
@click.option("--by", metavar="COLUMN", help="State cash by person, team or a column of yours (x_cost_centre).")
@click.option("--all", "everything", is_flag=True, help="List every trip that changed.")
@format_option
def diff(before: Path, after: Path, by: str | None, everything: bool, form: str) -> None:
    """Print what changed for whom between two plans.

    AFTER is plan.json of this folder unless it is named.
    """
    difference = difference_of(before, after, by)
    if form == "json":
        say_json(changes_facts(difference, by))
    else:
        say(changes_text(difference, by, everything))


@commands.command(examples=["sprintplan schema", "sprintplan schema --workspace", "sprintplan schema comparison"])
@click.argument("kind", metavar="[KIND]", type=click.Choice([*KINDS]), default="plan")
@click.option("--workspace", is_flag=True, help="Of sprint.toml instead, for editors that complete and check it.")
def schema(kind: str, workspace: bool) -> None:
    """Print the JSON Schema of plan.json, or of what `compare` and `explain` write.

    KIND is plan, comparison or explanation.
    """
    print_bytes([(workspace_schema() if workspace else schema_json(kind)).encode()])
