"""Commands that read what other systems hold: import people."""

from pathlib import Path

import click

from sprintplan.app.importing import ImportWish, import_people, unplaced_file
from sprintplan.cli.commands import commands
from sprintplan.cli.options import PATH, format_option, map_option, sheet_option
from sprintplan.cli.printing import say, say_json
from sprintplan.reports.text.imported import after_import, imported_people_facts, imported_people_text


@commands.group("import")
def import_() -> None:
    """Read what HR systems and spreadsheets hold."""


@import_.command(
    "people",
    examples=[
        "sprintplan import people staff.xlsx -o our-year/people.csv",
        'sprintplan import people staff.csv --map "Base=place"',
    ],
)
@click.argument("file", type=PATH)
@click.option("-o", "--output", type=PATH, default="people.csv", show_default=True, help="File of the people.")
@map_option
@sheet_option
@click.option("--force", is_flag=True, help="Replace the output file; what FILE does not tell stays.")
@format_option
def people(file: Path, output: Path, mapped: dict[str, str], sheet: str | None, force: bool, form: str) -> None:
    """Turn the staff list FILE (CSV or XLSX) into people.csv.

    Headings are known by their usual names; homes are found by city, state and country in many spellings. Whatever is
    guessed is printed, and rows without a known home go to a file of their own: none is dropped.
    """
    imported = import_people(ImportWish(file, output, sheet, mapped, force))

    if form == "json":
        say_json(imported_people_facts(imported, output, unplaced_file(output)))
    else:
        say(imported_people_text(imported, output, unplaced_file(output)))
        say(f"\n{after_import(output)}")
