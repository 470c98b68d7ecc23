"""Folders of the user that another run makes at the same time, and what is left of one that cannot be filled."""

from errno import ENOSPC
from os import strerror
from pathlib import Path

import pytest
from click.testing import CliRunner

from sprintplan.cli import commands
from sprintplan.errors import UsageError
from sprintplan.files import open_folder
from sprintplan.folders import write_files, write_folder
from tests.build.plan_records import team_plan, to_json


def full(path: Path, target: Path) -> Path:
    """The disk is full as a file is put in its place."""
    raise OSError(ENOSPC, strerror(ENOSPC))


def test_a_folder_that_another_run_makes_meanwhile_gets_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at what is there and the last step of who makes it too."""
    out = tmp_path / "out"

    def meanwhile(folder: Path) -> None:
        open_folder(folder)
        out.mkdir()
        (out / "other.ics").write_bytes(b"other")

    monkeypatch.setattr("sprintplan.folders.open_folder", meanwhile)
    write_folder(out, {"people/ana.ics": b"ana"})
    assert {path.name for path in out.rglob("*.ics")} == {"ana.ics", "other.ics"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_that_cannot_be_written_is_named_as_it_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it lies in a folder that is there, whatever else is written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match=r"^people\.csv cannot be written: No space left.*\. Name another file$"):
        write_files({Path("people.csv"): b"people", Path("rest.csv"): b"rest"})


def test_no_empty_folder_is_left_of_a_report_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was there stays."""
    monkeypatch.chdir(tmp_path)
    Path("plan.json").write_text(to_json(team_plan()), encoding="utf-8")
    Path("there").mkdir()
    monkeypatch.setattr(Path, "replace", full)
    for name in ("new", "there"):
        result = CliRunner().invoke(commands, ["report", "plan.json", "-o", name])
        assert result.exit_code == 2
        assert result.stderr.startswith(f"{name}/index.html cannot be written: No space left")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.json", "there"]
