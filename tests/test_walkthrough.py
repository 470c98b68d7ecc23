"""The walk-through of the papers: each of its commands, in its order, in one folder."""

import csv
import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from sprintplan.cli import commands

PAPER = Path(__file__).parent.parent / "sprintplan" / "docs" / "walkthrough.md"
STAFF = [
    ("Name", "E-mail", "City", "Country", "Team", "Manager"),
    ("Ana Sá", "ana@acme.example", "Lisbon", "Portugal", "Maps", ""),
    ("Ben Cole", "ben@acme.example", "London", "UK", "Maps", "ana@acme.example"),
    ("Chie Mori", "chie@acme.example", "Tokyo", "Japan", "Search", "Ana Sá"),
    ("Dan Kim", "dan@acme.example", "Chicago", "United States", "Search", "Chie Mori"),
    ("Eva Novak", "eva@acme.example", "Prague", "Czechia", "Search", "Chie Mori"),
]


def between(line: str) -> None:
    """What people do before a command: the desk fills in its list, and Ben leaves."""
    year = Path("our-year")
    if line.startswith("sprintplan actuals"):
        with Path("bought.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [row | {"status": "booked", "refund": "0"} for row in csv.DictReader(file)]
        with (year / "bookings.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
    if line.startswith("sprintplan replan"):
        people = (year / "people.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
        kept = "".join(row for row in people if "Ben Cole" not in row)
        (year / "people.csv").write_text(kept, encoding="utf-8")


def test_the_walk_through_goes_from_a_spreadsheet_to_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All commands end with status 0, and what the text speaks of is there; Ben leaves when all is bought."""
    monkeypatch.chdir(tmp_path)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in STAFF:
        sheet.append(row)
    book.save("staff.xlsx")
    blocks = re.findall(r"^```\n(.*?)^```", PAPER.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) == 14
    for line in lines:
        between(line)
        result = CliRunner().invoke(commands, shlex.split(line)[1:])
        assert result.exit_code == 0, f"{line}\n{result.output}"
    assert (tmp_path / "report" / "index.html").is_file()
    changes = json.loads((tmp_path / "next.json").read_text(encoding="utf-8"))["changes"]
    assert {(one["kind"], one["name"]) for one in changes} == {("left", "Ben Cole")}
    assert len(list((tmp_path / "our-year" / "plans").glob("*.json"))) == 1
    page = (tmp_path / "places.html").read_text(encoding="utf-8")
    assert '<figure class="map">' in page
    assert "To Lisbon" in page
    assert len(list((tmp_path / "calendars").glob("**/*.ics"))) >= len(STAFF) - 1
    assert "assumed: " in (tmp_path / "our-year" / "venues.csv").read_text(encoding="utf-8")
