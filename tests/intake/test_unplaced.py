"""People of a staff list without a home: a file of their own, until they are among the people."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from sprintplan.cli import commands
from tests.intake.importing import ROOT, YEAR, imported, people_of, run, written


def test_the_file_of_people_without_a_home_is_read_back(tmp_path: Path) -> None:
    """Its own headings, home and joins among them, once somebody has written the home."""
    table = [("Name", "Location", "Hire date"), ("Ana", "TBD", "2024-01-02"), ("Bo", "Lisbon, Portugal", "2024-01-03")]
    imported(tmp_path, table, {})
    left = (tmp_path / "people.unplaced.csv").read_text(encoding="utf-8-sig")
    assert left.startswith("id,name,home,joins")
    (tmp_path / "left.csv").write_text(left.replace("? TBD", '"Porto, PT"'), encoding="utf-8")
    done = run(tmp_path / "left.csv", "-o", tmp_path / "more.csv", "--format", "json")
    facts = json.loads(done.stdout)
    assert facts["not_read"] == []
    assert [(row["name"], row["home"], row["joins"]) for row in facts["people"]] == [("Ana", "Porto, PT", "2024-01-02")]


PLACES = [
    ("Name", "Location", "City", "Country", "Nationality"),
    ("Ana", "", "Atlantis", "Narnia", "Martian"),
    ("Bo", "CET", "", "", ""),
    ("Cy", "", "", "", ""),
    ("Di", "Riga, LV", "", "", ""),
]


def test_a_place_that_is_unknown_stays_behind_a_question_mark(tmp_path: Path) -> None:
    """Nobody has to look it up in the list again, and no workspace takes it for a place: CET would be Cholet's code."""
    imported(tmp_path, PLACES, {})
    left = tmp_path / "people.unplaced.csv"
    homes = ["? Atlantis, Narnia", "? CET", ""]
    assert [row["home"] for row in people_of(left)] == homes
    imported(tmp_path, list(csv.reader(left.read_text(encoding="utf-8-sig").splitlines())), {}, "again.csv", "left.csv")
    assert [row["home"] for row in people_of(tmp_path / "left.unplaced.csv")] == homes


def test_all_doubts_of_a_row_without_a_home_are_told(tmp_path: Path) -> None:
    """The citizenship that was left out, too, and where the place as it is listed has gone."""
    printed = " ".join(run(written(tmp_path, "staff.csv", PLACES), "-o", tmp_path / "people.csv").stdout.split())
    assert 'row 2, Ana: "Narnia" is not a country row 2, Ana: citizenship: "Martian" is not a country' in printed
    assert "Write their home in place of what the list says there, behind a question mark, and add them to" in printed


def test_a_list_whose_people_all_have_homes_leaves_nobody_of_an_earlier_one_without(tmp_path: Path) -> None:
    """The rows without a home are those of the list that was imported last."""
    imported(tmp_path, (("Name", "Location"), ("Ana Sá", "Porto"), ("Di Rossi", "")), {})
    left = tmp_path / "people.unplaced.csv"
    assert "Di Rossi" in left.read_text(encoding="utf-8-sig")
    mended = written(tmp_path, "mended.csv", (("Name", "Location"), ("Ana Sá", "Porto"), ("Di Rossi", "Rome")))
    assert run(mended, "-o", tmp_path / "people.csv", "--force").exit_code == 0
    assert len(left.read_text(encoding="utf-8-sig").splitlines()) == 1


UNPLACED = [
    ["Employee ID", "Name", "Location", "Start date", "Manager", "Nationality"],
    ["1", "Ana", "Lisbon, PT", "2024-01-08", "Cy", ""],
    ["2", "Bo", "Riga, LV", "", "Cy", "LV"],
    ["3", "Cy", "Nowhere at all", "2020-01-14", "", ""],
]


def test_rows_without_a_home_fit_into_the_file_of_people(tmp_path: Path) -> None:
    """Both files have the same columns, though only one of them has anybody with a citizenship."""
    imported(tmp_path, UNPLACED, {})
    rows, unplaced = people_of(tmp_path / "people.csv"), people_of(tmp_path / "people.unplaced.csv")
    assert [*rows[0]] == [*unplaced[0]] == ["id", "name", "home", "citizenship", "joins"]


def test_who_loses_an_unplaced_manager_is_named(tmp_path: Path) -> None:
    """Ana and Bo, with what is left to do."""
    printed = " ".join(run(written(tmp_path, "staff.csv", UNPLACED), "-o", tmp_path / "people.csv").stdout.split())
    left = "2 people (Ana, Bo): manager: 3 has no home yet, so it was left out; write it again once 3 is in the file"
    assert left in printed


def test_check_asks_for_unplaced_people_until_they_are_in_the_file(tmp_path: Path) -> None:
    """Cy is counted as long as her id is not among the people; the file may stay."""
    folder = tmp_path / "year"
    shutil.copytree(ROOT / "sprintplan" / "workspace" / "template", folder)
    (folder / "sprint.toml").write_text(YEAR)
    (folder / "people.csv").unlink()
    assert run(written(tmp_path, "staff.csv", UNPLACED), "-o", folder / "people.csv").exit_code == 0
    asked = "people.unplaced.csv: 1 of the imported list had no home"
    assert asked in " ".join(CliRunner().invoke(commands, ["check", str(folder)]).output.split())
    with (folder / "people.csv").open("a", encoding="utf-8") as file:
        file.write('3,Cy,"Porto, PT",,2020-01-14\n')
    done = CliRunner().invoke(commands, ["check", str(folder)])
    assert done.exit_code == 0, done.output
    assert "unplaced" not in done.output


def test_files_of_odd_names_are_told_on_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    table = [["Name", "Location"], ["Ana", "Lisbon, Portugal"], ["Ben", ""], ["Eva", "Porto, Portugal"]]
    done = run(written(tmp_path, "staff.csv", table), "-o", "b\nc.csv")
    assert done.exit_code == 0
    assert r"Without a known home: 1 person, written to b\nc.unplaced.csv" in done.stdout.splitlines()
    assert r"  Write their home and add them to b\nc.csv." in done.stdout.splitlines()
