"""The workspace that `new` writes: complete, without warnings, and never over something that is there."""

from pathlib import Path

import pytest

from sprintplan.domain.settings import Settings
from sprintplan.domain.tables import Section, Tables, all_keys
from sprintplan.errors import UsageError
from sprintplan.workspace import read_workspace
from sprintplan.workspace.template import NAMES, write_template


def test_it_reads_without_a_problem_or_a_warning(tmp_path: Path) -> None:
    write_template(tmp_path / "new" / "year")
    scenario = read_workspace(tmp_path / "new" / "year")
    assert (len(scenario.people), len(scenario.venues), len(scenario.events)) == (9, 4, 2)
    assert scenario.warnings == ()
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == sorted(NAMES)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["year"]


def test_every_key_of_the_contract_stands_in_it(tmp_path: Path) -> None:
    write_template(tmp_path)
    text = (tmp_path / "sprint.toml").read_text(encoding="utf-8")
    keys = [path[-1] for path, one in all_keys(Settings) if not isinstance(one.key, Section | Tables)]
    assert [key for key in keys if f"{key} = " not in text and f"[policy.{key}]" not in text] == []


def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="is not empty"):
        write_template(tmp_path)
    with pytest.raises(UsageError, match="is a file"):
        write_template(tmp_path / "mine.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_nothing_is_left_behind_where_a_file_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a new folder and in an empty one, whose draft a killed run may have left."""
    write = Path.write_bytes

    def full_disk(path: Path, content: bytes) -> int:
        if path.name == "venues.csv":
            raise OSError(28, "No space left on device")
        return write(path, content)

    (tmp_path / "empty" / ".sprintplan-1.draft").mkdir(parents=True)
    monkeypatch.setattr(Path, "write_bytes", full_disk)
    for name in ("new", "empty"):
        with pytest.raises(UsageError, match="No space left"):
            write_template(tmp_path / name)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    monkeypatch.undo()
    write_template(tmp_path / "empty")
    assert {path.name for path in (tmp_path / "empty").iterdir() if path.is_file()} == {*NAMES}
