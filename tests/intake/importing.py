"""What tests of `sprintplan import people` share: staff lists as files, and what the command makes of them."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter
from click.testing import CliRunner, Result

from sprintplan.cli import commands
from tests.intake.layouts import Table

YEAR = """
[company]
name = "Acme"
[[event]]
id = "spring"
name = "Spring"
starts = [2027-05-03]
[[event.session]]
id = "all"
days = [1, 3]
who = "all"
[policy]
"""
ROOT = Path(__file__).parent.parent.parent


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, ["import", "people", *map(str, words)])


def written(folder: Path, name: str, table: Table) -> Path:
    """The table as the file that its ending says."""
    path = folder / name
    if path.suffix == ".xlsx":
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Staff")
            for number, row in enumerate(table):
                sheet.write_row(number, 0, row)
    else:
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows(table)
        path.write_text(text.getvalue(), encoding="utf-8-sig")
    return path


def imported(
    folder: Path, table: Table, mapped: Mapping[str, str], name: str = "staff.csv", output: str = "people.csv"
) -> Any:
    """What the command says as JSON."""
    options = [word for pair in mapped.items() for word in ("--map", "=".join(pair))]
    done = run(written(folder, name, table), "-o", folder / output, "--format", "json", *options)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def people_of(path: Path) -> list[dict[str, str]]:
    """The rows of a written file."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
