"""Commands that turn a finished plan into files for its readers: export, report."""

import sys
from pathlib import Path

import click

from sprintplan.app.export import CALENDAR, FORMATS, KINDS, Wanted, export_calendars, export_list, list_bytes
from sprintplan.app.report import report as write_report
from sprintplan.cli.commands import commands
from sprintplan.cli.options import PATH, force_option, manager_option, person_option, plan_argument, team_option
from sprintplan.cli.printing import new_watch, print_bytes, print_text, say, show_warnings
from sprintplan.files import named
from sprintplan.reports.formatting import count
from sprintplan.reports.text.show import Part

KIND_WORDS = {
    "rooming": "who stays from when to when, for the hotel; night by night in a second sheet",
    "manifest": "arrivals and departures by day, hour and airport",
    "transfers": "rides between airport and venue",
    "bookings": "what to buy for whom, with fares and conditions",
    "changes": "what a replan changes for whom, and why",
    "changes-hotel": "stays that a replan books, cancels or changes",
    "changes-shuttle": "rides that a replan adds, cancels or changes",
    "trips": "one row a flight, as agencies take them",
    "allowances": "within what somebody may book, and by when",
    "approvals": "who agrees to which trips, grouped by approver",
    "visas": "who needs what at which border, and by when to apply",
    "lieu": "days in lieu that trips earn by [policy.lieu]",
    "budget": "cash by event, team, month and your own columns, beside the budget",
    "actuals": "planned against booked, with bookings.csv of the workspace",
    "attendees": "who is there, with diet and access: for the organiser alone",
    "calendar": "a folder with an .ics file a traveller and one a team",
}
"""What each kind is."""


@commands.command(
    examples=[
        "sprintplan export --kind rooming -o rooms.xlsx",
        "sprintplan export plan.json --kind bookings --format csv --excel",
        "sprintplan export --kind calendar -o calendars",
    ],
    words=KIND_WORDS,
)
@plan_argument
@click.option("--kind", type=click.Choice(KINDS), metavar="KIND", required=True, help="What to write.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Of a list; csv unless the file's ending tells it.")
@click.option("-o", "--output", metavar="FILE|DIR", help="Where to; - prints a list. Default: here, named after it.")
@click.option("--excel", is_flag=True, help="CSV with ; and decimal commas, as Excel has it in many languages.")
@click.option("--workspace", type=PATH, help="Of attendees and actuals; default: the plan's own, or its folder.")
@force_option
def export(
    path: Path, kind: str, form: str | None, output: str | None, excel: bool, workspace: Path | None, force: bool
) -> None:
    """Write lists for the travel desk, or calendars for travellers and teams."""
    if kind == CALENDAR:
        _calendars(path, form, output, force)
        return
    if excel and Wanted(kind, form, Path(output) if output else None).format != "csv":
        raise click.UsageError("--excel is a way to write CSV: leave it out, or add --format csv")
    watch = new_watch()
    if output == "-":
        wanted = Wanted(kind, form, workspace=workspace, excel=excel)
        print_bytes([list_bytes(path, wanted, watch)])
    else:
        wanted = Wanted(kind, form, Path(output) if output else None, force, workspace, excel)
        print_text(export_list(path, wanted, watch), sys.stdout)
    show_warnings(watch.warnings)


def _calendars(path: Path, form: str | None, output: str | None, force: bool) -> None:
    if form or output == "-":
        raise click.UsageError("calendars are .ics files in a folder: leave out --format, and name a folder with -o")
    if output and Path(output).suffix.lower() in (".ics", ".csv", ".xlsx", ".json") and not Path(output).exists():
        raise click.UsageError(f"-o takes the folder of the calendars, so write -o {Path(output).with_suffix('')}")
    done = export_calendars(path, Path(output or CALENDAR), new_watch(), force=force)
    people, teams = (
        count(done.people, "calendar of a person", "calendars of people"),
        count(done.teams, "of a team", "of teams"),
    )
    print_text(f"{named(done.folder)}: {people}, {teams}", sys.stdout)
    for path_of in done.cancelled:
        print_text(f"{named(path_of)}: cancels what an earlier plan had", sys.stdout)


@commands.command(
    examples=[
        "sprintplan report",
        "sprintplan report plan.json --manager ines",
        "sprintplan report --person ana@acme.example",
        "sprintplan report --compare what-if.json",
    ]
)
@plan_argument
@click.option("-o", "--output", type=PATH, default="report", show_default=True, help="Folder of the page.")
@manager_option
@team_option
@person_option
@click.option("--compare", "compared", type=PATH, metavar="FILE", help="Show what `compare -o FILE` wrote.")
@force_option
def report(
    path: Path,
    output: Path,
    manager: str | None,
    team: str | None,
    person: str | None,
    compared: Path | None,
    force: bool,
) -> None:
    """Write PLAN as a page: map, costs, alternatives, every trip.

    The page needs no network and loads nothing. The year's is index.html,
    a manager's manager-ID.html, a team's team-NAME.html, a traveller's
    person-ID.html: each holds these people and nobody else.
    """
    named_of = [word for word in (manager, team, person) if word is not None]
    if len(named_of) > 1:
        raise click.UsageError("a page is of a manager's people, a team or a person: leave two of the three out")
    if named_of and compared:
        raise click.UsageError("only the year's page shows scenarios: leave --compare out, or whose page it is")
    if output.suffix.lower() in (".html", ".htm") and not output.exists():
        raise click.UsageError(f"-o takes the folder of the page, so write -o {output.parent}")
    page = write_report(path, output, Part(team=team, person=person, manager=manager), compared=compared, force=force)
    say(f"{named(page)} is self-contained: open it or e-mail it.")
