"""Many files at once, whole or not at all."""

from pathlib import Path

import pytest

from sprintplan.errors import UsageError
from sprintplan.reports import folder as folders
from sprintplan.reports.folder import files_in, write_folder

FILES = {"people/ana.ics": b"ana", "teams/Core.ics": b"core"}


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_folder_has_just_the_files(tmp_path: Path) -> None:
    """Readable to whom new folders are, and nothing is left beside it."""
    write_folder(tmp_path / "out", FILES)
    (tmp_path / "made").mkdir()
    assert below(tmp_path / "out") == FILES
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "made").stat().st_mode
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made", "out"]


def test_in_a_folder_that_is_there_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "ana.ics").write_bytes(b"old")
    (tmp_path / "notes.txt").write_bytes(b"mine")
    write_folder(tmp_path, FILES)
    assert below(tmp_path) == FILES | {"notes.txt": b"mine"}


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full at the second: the old one stays, and no draft lies about."""

    def fill(draft: Path, files: dict[str, bytes]) -> None:
        (draft / "people").mkdir()
        (draft / "people" / "ana.ics").write_bytes(files["people/ana.ics"])
        raise OSError(28, "No space left on device")

    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "ana.ics").write_bytes(b"old")
    monkeypatch.setattr(folders, "_fill", fill)
    with pytest.raises(UsageError, match="cannot be written: No space left on device"):
        write_folder(tmp_path, FILES)
    with pytest.raises(UsageError, match="No space left"):
        write_folder(tmp_path / "new", FILES)
    assert below(tmp_path) == {"people/ana.ics": b"old"}


def test_a_file_or_a_folder_in_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="is a file"):
        write_folder(tmp_path / "file", FILES)
    with pytest.raises(UsageError, match="there is no folder"):
        write_folder(tmp_path / "no" / "where", FILES)


def test_the_files_of_a_folder_are_found_by_pattern(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders are no files, and what does not exist has none; one that cannot be read is named."""
    write_folder(tmp_path / "out", FILES)
    (tmp_path / "out" / "people" / "odd.ics").mkdir()
    assert files_in(tmp_path / "out", "*/*.ics") == FILES
    assert files_in(tmp_path / "none", "*/*.ics") == {}

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UsageError, match=r"ana\.ics cannot be read: Permission denied"):
        files_in(tmp_path / "out", "*/*.ics")
