"""Files and folders that are written whole or not at all, for their owner's eyes; and what is in the way of it."""

import os
import shutil
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sprintplan import files
from sprintplan.errors import UsageError
from sprintplan.files import entries, is_file, is_folder, make_file, make_folder, named, refuse_unwritable, write_file
from sprintplan.folders import files_in, locked, write_files, write_folder

FILES = {"people/ana.ics": b"ana", "teams/Core.ics": b"core"}
DISK_FULL = OSError(28, "No space left on device")


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def masked(mask: int) -> Iterator[None]:
    """With this umask."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("plan.json", "plan.json"),
        ("Zürich 漢字/plan.json", "Zürich 漢字/plan.json"),
        (os.fsdecode(b"Ren\xe9.csv"), r"Ren\xe9.csv"),
        ("two\nlines\x1b[2J", r"two\nlines\x1b[2J"),
    ],
    ids=["plain", "other scripts", "not UTF-8", "control characters"],
)
def test_a_path_is_named_on_one_line_whatever_is_in_it(path: str, expected: str) -> None:
    """Bytes that are no UTF-8 and what steers a terminal are shown as escapes, letters of any script as they are."""
    assert named(path) == named(Path(path)) == expected


def test_what_is_not_there_is_neither_file_nor_folder(tmp_path: Path) -> None:
    """Nor is what would lie in a file, or behind a link to nowhere."""
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("nowhere")
    for path in (tmp_path / "none", tmp_path / "file" / "none", tmp_path / "link"):
        assert not is_file(path)
        assert not is_folder(path)
        assert entries(path) == []


def test_links_that_go_in_circles_and_names_too_long_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(UsageError, match="a cannot be reached: Too many levels of symbolic links"):
        is_file(tmp_path / "a")
    with pytest.raises(UsageError, match=r"leads nowhere|cannot be reached"):
        write_file(tmp_path / "a", "text")
    with pytest.raises(UsageError, match="cannot be reached: File name too long"):
        write_file(tmp_path / ("x" * 300), "text")


def test_what_may_not_be_looked_at_is_told_and_not_taken_for_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the system answers where a folder on the way may not be searched, or one may not be listed."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refuse)
    for look in (is_file, is_folder, entries, refuse_unwritable):
        with pytest.raises(UsageError, match=r"cannot be reached: Permission denied\. Check the path and its rights"):
            look(tmp_path / "x" / "plan.json")
    monkeypatch.undo()
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(UsageError, match="cannot be read: Permission denied"):
        entries(tmp_path)


def test_a_file_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    """A lone surrogate cannot be written: the plan of before stays, and nothing else is left behind."""
    path = tmp_path / "plan.json"
    write_file(path, "old\n")
    with pytest.raises(UnicodeEncodeError):
        write_file(path, "new \ud800")
    assert path.read_text(encoding="utf-8") == "old\n"
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize("stop", [ZeroDivisionError, KeyboardInterrupt], ids=["fault", "ctrl-C"])
def test_pieces_that_stop_leave_the_old_one(tmp_path: Path, stop: type[BaseException]) -> None:
    """What comes in pieces is written in turn, and not at all where one of them cannot be made."""

    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise stop

    path = tmp_path / "plan.json"
    write_file(path, iter([b"old", b"\n"]))
    with pytest.raises(stop):
        write_file(path, pieces())
    assert path.read_text(encoding="utf-8") == "old\n"
    assert [*tmp_path.iterdir()] == [path]


def test_a_disk_that_is_full_at_the_last_moment_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Network drives and quotas tell it when the file is to reach the disk."""

    def full(_: int) -> None:
        raise DISK_FULL

    write_file(tmp_path / "plan.json", "old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match=r"plan\.json cannot be written: No space left on device"):
        write_file(tmp_path / "plan.json", "new")
    assert below(tmp_path) == {"plan.json": b"old"}


def test_a_link_stays_a_link_and_a_replaced_file_keeps_its_rights(tmp_path: Path) -> None:
    """The file behind the link gets the text; group and others may read it as before."""
    (tmp_path / "real.json").write_text("old", encoding="utf-8")
    (tmp_path / "real.json").chmod(0o664)
    (tmp_path / "plan.json").symlink_to("real.json")
    write_file(tmp_path / "plan.json", "new")
    assert (tmp_path / "plan.json").is_symlink()
    assert (tmp_path / "real.json").read_text(encoding="utf-8") == "new"
    assert rights(tmp_path / "real.json") == 0o664


@pytest.mark.parametrize(
    ("mask", "file", "folder"),
    [
        (0o022, 0o600, 0o700),
        (0o002, 0o600, 0o700),
        (0o077, 0o600, 0o700),
        (0o000, 0o600, 0o700),
        (0o027, 0o640, 0o750),
        (0o007, 0o660, 0o770),
    ],
    ids=lambda mask: f"{mask:03o}",
)
def test_new_files_are_their_owners_unless_the_umask_lets_the_group_in(
    tmp_path: Path, mask: int, file: int, folder: int
) -> None:
    """022 and 002 are what accounts begin with; one that shuts out others and not the group was chosen for a group."""
    with masked(mask):
        write_file(tmp_path / "plan.json", "text")
        write_folder(tmp_path / "calendar", FILES)
        make_folder(tmp_path / "cache")
        make_file(tmp_path / "cache" / "answers")
    for path in (tmp_path / "plan.json", tmp_path / "calendar" / "people" / "ana.ics", tmp_path / "cache" / "answers"):
        assert rights(path) == file
    for path in (tmp_path / "calendar", tmp_path / "calendar" / "people", tmp_path / "cache"):
        assert rights(path) == folder


def test_a_folder_that_is_shared_with_its_group_lets_the_group_in(tmp_path: Path) -> None:
    """It has the set-group-ID bit, and so have folders made in it; the umask says whether the group may write."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o2775)
    for mask, file, folder in ((0o022, 0o640, 0o2750), (0o002, 0o660, 0o2770)):
        with masked(mask):
            write_file(tmp_path / "shared" / f"{mask}.json", "text")
            write_folder(tmp_path / "shared" / f"{mask}", FILES)
        assert rights(tmp_path / "shared" / f"{mask}.json") == file
        assert rights(tmp_path / "shared" / f"{mask}") == folder
        assert rights(tmp_path / "shared" / f"{mask}" / "people") == folder
        assert rights(tmp_path / "shared" / f"{mask}" / "people" / "ana.ics") == file


def test_a_folder_with_a_default_access_list_lets_in_whom_that_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system takes what the list says out of these rights, and nobody else is let in."""
    monkeypatch.setattr(files, "_has_access_list", lambda folder: True)
    write_file(tmp_path / "plan.json", "text")
    assert rights(tmp_path / "plan.json") == 0o660


def test_a_write_protected_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though a file could be put in its place: who protects a plan means it."""
    write_file(tmp_path / "plan.json", "old")
    monkeypatch.setattr(os, "access", lambda path, _: path != tmp_path / "plan.json")
    with pytest.raises(UsageError, match=r"plan\.json is write-protected"):
        write_file(tmp_path / "plan.json", "new")
    assert below(tmp_path) == {"plan.json": b"old"}


def test_a_device_or_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """`-o /dev/null` throws the plan away, and leaves the device; who listens at a pipe gets the text."""
    write_file(Path("/dev/null"), "text")
    assert Path("/dev/null").is_char_device()
    os.mkfifo(tmp_path / "pipe")
    heard = list[str]()
    listener = threading.Thread(target=lambda: heard.append((tmp_path / "pipe").read_text(encoding="utf-8")))
    listener.start()
    write_file(tmp_path / "pipe", "text")
    listener.join()
    assert heard == ["text"]


def test_a_folder_or_a_missing_one_is_refused(tmp_path: Path) -> None:
    """Each says what to name instead."""
    with pytest.raises(UsageError, match=r"is a folder\. Name a file in it"):
        write_file(tmp_path, "text")
    with pytest.raises(UsageError, match="there is no folder"):
        write_file(tmp_path / "none" / "plan.json", "text")


def test_drafts_that_a_killed_run_left_are_removed_and_those_of_another_run_are_not(tmp_path: Path) -> None:
    """An hour after the last change nobody works at them any more."""
    for name, age in (("old", 4000), ("new", 10)):
        (tmp_path / f".sprintplan-{name}.draft").write_text("half", encoding="utf-8")
        (tmp_path / f".sprintplan-{name}-folder.draft").mkdir()
        for path in tmp_path.glob(f".sprintplan-{name}*"):
            os.utime(path, (time.time() - age,) * 2)
    write_file(tmp_path / "plan.json", "text")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".sprintplan-new-folder.draft",
        ".sprintplan-new.draft",
        "plan.json",
    ]


def test_a_new_folder_has_just_the_files(tmp_path: Path) -> None:
    """Nothing is left beside it."""
    write_folder(tmp_path / "out", FILES)
    assert below(tmp_path / "out") == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_in_a_folder_that_is_there_other_files_stay(tmp_path: Path) -> None:
    """And a file that is replaced keeps its rights."""
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "ana.ics").write_bytes(b"old")
    (tmp_path / "people" / "ana.ics").chmod(0o644)
    (tmp_path / "notes.txt").write_bytes(b"mine")
    write_folder(tmp_path, FILES)
    assert below(tmp_path) == FILES | {"notes.txt": b"mine"}
    assert rights(tmp_path / "people" / "ana.ics") == 0o644


@pytest.mark.parametrize("error", [DISK_FULL, KeyboardInterrupt()], ids=["disk full", "ctrl-C"])
@pytest.mark.parametrize("place", ["draft", "first", "last"])
def test_where_one_file_cannot_be_written_all_stay_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, error: BaseException
) -> None:
    """Of three files the first is there already, the others are new, one in a folder of its own."""
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "ana.ics").write_bytes(b"old")
    wanted = {"people/ana.ics": b"new", "people/bo.ics": b"bo", "teams/Core.ics": b"core"}
    put = Path.replace

    def fail(path: Path, target: Path) -> Path:
        if target == tmp_path / {"first": "people/ana.ics", "last": "teams/Core.ics"}[place]:
            raise error
        return put(path, target)

    def fail_to_draft(_: Path, __: bytes) -> int:
        raise error

    if place == "draft":
        monkeypatch.setattr(Path, "write_bytes", fail_to_draft)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UsageError if isinstance(error, OSError) else KeyboardInterrupt):
        write_folder(tmp_path, wanted)
    monkeypatch.undo()
    assert below(tmp_path) == {"people/ana.ics": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["people"]


def test_files_are_put_back_where_a_drive_has_no_second_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory stick, say: the old file is kept as a copy until all is well."""

    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    write_folder(tmp_path, FILES)
    put = Path.replace

    def fail(path: Path, target: Path) -> Path:
        if target.name == "Core.ics" and path.read_bytes() == b"new core":
            raise DISK_FULL
        return put(path, target)

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UsageError, match="No space left"):
        write_folder(tmp_path, {"people/ana.ics": b"new ana", "teams/Core.ics": b"new core"})
    assert below(tmp_path) == FILES


def test_two_that_write_one_folder_take_turns(tmp_path: Path) -> None:
    """While one holds it the other waits, so that the folder is the work of one of them."""
    pytest.importorskip("fcntl")
    write_folder(tmp_path, FILES)
    other = threading.Thread(target=write_folder, args=(tmp_path, {"people/ana.ics": b"new"}))
    with locked(tmp_path):
        other.start()
        other.join(0.2)
        assert other.is_alive()
        assert below(tmp_path)["people/ana.ics"] == b"ana"
    other.join()
    assert below(tmp_path)["people/ana.ics"] == b"new"


def test_who_holds_a_folder_writes_into_it_and_another_waits(tmp_path: Path) -> None:
    """Within the block that holds two folders files of both are written; another thread's come after it."""
    pytest.importorskip("fcntl")
    one, two = (tmp_path / name for name in ("one", "two"))
    one.mkdir()
    two.mkdir()
    other = threading.Thread(target=write_files, args=({one / "file": b"other"},))
    with locked(two, one):
        other.start()
        write_files({one / "file": b"own", two / "file": b"own"})
        assert (one / "file").read_bytes() == b"own"
        other.join(0.2)
        assert other.is_alive()
    other.join(10)
    assert ((one / "file").read_bytes(), (two / "file").read_bytes()) == (b"other", b"own")


def test_a_file_or_a_folder_in_nowhere_is_no_place_for_a_folder(tmp_path: Path) -> None:
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


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only the administrator gives files away")
def test_a_file_that_the_administrator_replaces_stays_its_owners(tmp_path: Path) -> None:
    """Else `sudo sprintplan plan` would take plan.json from whoever runs the next plan."""
    write_file(tmp_path / "plan.json", "old")
    shutil.chown(tmp_path / "plan.json", 12345, 23456)
    write_file(tmp_path / "plan.json", "new")
    facts = (tmp_path / "plan.json").stat()
    assert (facts.st_uid, facts.st_gid, stat.S_IMODE(facts.st_mode)) == (12345, 23456, 0o600)


def test_files_that_belong_together_are_written_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link stays a link. Where the second cannot be put in place the first is as before."""
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "people.csv").symlink_to("real.csv")
    write_files({tmp_path / "people.csv": b"people", tmp_path / "rest.csv": b"rest"})
    assert (tmp_path / "people.csv").is_symlink()
    assert below(tmp_path) == {"people.csv": b"people", "real.csv": b"people", "rest.csv": b"rest"}
    (tmp_path / "rest.csv").unlink()
    (tmp_path / "rest.csv").mkdir()
    with pytest.raises(UsageError, match=r"rest\.csv is a folder"):
        write_files({tmp_path / "people.csv": b"new", tmp_path / "rest.csv": b"new"})
    assert (tmp_path / "real.csv").read_bytes() == b"people"
    write_files({Path("/dev/null"): b"people", tmp_path / "other.csv": b"rest"})
    assert (tmp_path / "other.csv").read_bytes() == b"rest"


def test_files_of_several_folders_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full at the last of three: the one that was there is as before, and the first is none."""
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    (tmp_path / "b" / "two").write_bytes(b"old")
    wanted = {tmp_path / "a" / "one": b"1", tmp_path / "b" / "two": b"2", tmp_path / "c" / "three": b"3"}
    put = Path.replace

    def fail(path: Path, target: Path) -> Path:
        if target.name == "three":
            raise DISK_FULL
        return put(path, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UsageError, match=r"c.three cannot be written: No space left"):
        write_files(wanted)
    assert below(tmp_path) == {"b/two": b"old"}
    monkeypatch.undo()
    write_files(wanted)
    assert below(tmp_path) == {"a/one": b"1", "b/two": b"2", "c/three": b"3"}
