"""What the command `import people` does."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sprintplan.app.output import refuse_table
from sprintplan.domain.columns import OWN_PREFIX
from sprintplan.domain.people import PEOPLE_COLUMNS
from sprintplan.errors import UsageError
from sprintplan.files import is_file, named
from sprintplan.folders import write_files
from sprintplan.intake import people as intake
from sprintplan.intake.headings import field_names, find_headings, simple
from sprintplan.intake.people import Imported
from sprintplan.intake.sheet import read_sheet
from sprintplan.problems import did_you_mean, shown

MARK = "﻿"
"""A byte order mark, by which spreadsheets know UTF-8."""


OWN_COLUMN = re.compile(rf"{OWN_PREFIX}\w+", re.ASCII)
PEOPLE = "people.csv"
"""The file of a workspace that may be written."""


@dataclass(frozen=True)
class ImportWish:
    """What a user asks for.

    Attributes
    ----------
    file : the staff list
    output : where the people go
    sheet : the sheet of a workbook; None for the first that lists people
    mapped : column of people.csv by heading of the list; "-" for a heading that is not to be read
    force : whether an existing output is replaced
    """

    file: Path
    output: Path
    sheet: str | None
    mapped: Mapping[str, str]
    force: bool


def import_people(wish: ImportWish) -> Imported:
    """Write people.csv as a `wish` has it, and beside it the rows that have no home yet, in place of earlier ones.

    What the list does not tell of its people stays as it was in a people.csv that is replaced.

    Raises
    ------
    UsageError : the list cannot be read or understood, or the output exists
    """
    _refuse(wish.output, wish)
    unplaced = unplaced_file(wish.output)
    _refuse(unplaced, wish)
    imported = understood(wish.file, wish.sheet, wish.mapped, _earlier(wish.output))
    files = {wish.output: people_text(imported.people, imported).encode()}
    if imported.unplaced or is_file(unplaced):
        files[unplaced] = people_text(imported.unplaced, imported).encode()
    write_files(files)
    return imported


def _earlier(output: Path) -> list[dict[str, str]]:
    """The rows of the file that is replaced, by column; none where there is none, or it is no people.csv."""
    table: Sequence[tuple[int, tuple[str, ...]]] = ()
    with suppress(UsageError):
        table = read_sheet(output, None, lambda _: True).rows if is_file(output) else ()
    heads = table[0][1] if table else ()
    if not {"id", "name", "home"} <= set(heads):
        return []
    rows = [dict(zip(heads, cells, strict=False)) for _, cells in table[1:]]
    return [{name: row[name] for name in row if name in PEOPLE_COLUMNS or OWN_COLUMN.fullmatch(name)} for row in rows]


def understood(
    file: Path, sheet_name: str | None, mapped: Mapping[str, str], earlier: Sequence[Mapping[str, str]] = ()
) -> Imported:
    """Everybody of a staff list; nothing is written.

    Parameters
    ----------
    file : the staff list
    sheet_name : the sheet of a workbook; None for the first that lists people
    mapped : column of people.csv by heading of the list
    earlier : rows of the people.csv that it replaces

    Raises
    ------
    UsageError : the list cannot be read or understood
    """
    _refuse_unknown_columns(mapped)
    sheet = read_sheet(file, sheet_name, lambda table: intake.has_people(table, mapped))
    headings = find_headings(sheet.rows, mapped)
    if headings is None or not intake.has_people(sheet, mapped):
        raise UsageError(
            f"{named(file)}: no row names a person and one more column, such as Name and Location. "
            'Tell what the headings mean: --map "Heading=name" --map "Heading=place"'
        )
    _refuse_missing_headings(file, headings.titles, mapped)
    imported = intake.import_people(sheet, headings, earlier)
    if not imported.people and not imported.unplaced:
        line = sheet.rows[headings.row][0]
        raise UsageError(
            f"{named(file)}:{line}: nobody is listed below these headings. Check that it is the whole list"
        )
    return imported


def _refuse_missing_headings(file: Path, titles: Sequence[str], mapped: Mapping[str, str]) -> None:
    """Raise UsageError where the meaning of a heading is told that the list does not have."""
    known = {simple(title): title for title in titles if title}
    for heading in mapped:
        if simple(heading) not in known:
            what = f"--map {shown(heading)}: {named(file)} has no such heading"
            raise UsageError(f"{what}. {did_you_mean(heading, known.values())}")


def people_text(people: tuple[intake.Person, ...], imported: Imported) -> str:
    """Some `people` of an `imported` list as people.csv."""
    return MARK + intake.people_csv(people, imported)


def _refuse(path: Path, wish: ImportWish) -> None:
    """Raise UsageError where no people may be written: over the staff list, or over other files of a workspace."""
    refuse_table(path, PEOPLE)
    if is_file(path) and is_file(wish.file) and path.samefile(wish.file):
        raise UsageError(f"{named(path)} is the staff list itself. Name another file with -o")
    if is_file(path) and not wish.force:
        raise UsageError(f"{named(path)} is there already. Name another file with -o, or replace it with --force")


def unplaced_file(output: Path) -> Path:
    """The file for rows without a home, beside the `output`: `people.unplaced.csv` beside `people.csv`."""
    return output.with_name(f"{output.stem}.unplaced{output.suffix}")


def _refuse_unknown_columns(mapped: Mapping[str, str]) -> None:
    for heading, name in mapped.items():
        if name != "-" and name not in field_names() and not OWN_COLUMN.fullmatch(name):
            known = f"Use one of {', '.join(field_names())}, a column of your own that starts with x_, or -"
            raise UsageError(f'--map "{heading}={name}": there is no "{name}". {known}')
