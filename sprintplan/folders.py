"""Folders of the user: files that belong together are written all or none, and runs that write at once take turns."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EACCES
from pathlib import Path

from sprintplan.errors import UsageError
from sprintplan.files import (
    DRAFT_BEGINS,
    DRAFT_ENDS,
    behind_links,
    is_device,
    is_file,
    is_folder,
    make_folder,
    named,
    open_folder,
    refuse_unwritable,
    remove_left_drafts,
    rights_in,
    status_of,
    take_rights,
    write_file,
    written,
)


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files that belong together, in one folder: all of them or none; a device or pipe gets its own.

    Raises
    ------
    UsageError : one cannot be written
    """
    if any(map(is_device, files)):
        for path, content in files.items():
            write_file(path, content)
    else:
        for path in files:
            refuse_unwritable(path)
        (folder,) = {path.absolute().parent for path in files}
        write_folder(folder, {path.name: content for path, content in files.items()})


def refuse_unwritable_folder(folder: Path) -> None:
    """Raise UsageError where no folder can be made or filled, so that this is known before the work."""
    target = behind_links(folder)
    status = status_of(folder)
    if status is not None and not stat.S_ISDIR(status.st_mode):
        raise UsageError(f"{named(folder)} is a file. Name a folder")
    if not is_folder(target.parent):
        raise UsageError(f"{named(folder)}: there is no folder {named(target.parent)}. Make it, or name another folder")
    if not os.access(target.parent if status is None else target, os.W_OK | os.X_OK):
        raise UsageError(f"{named(folder)}: you may not write there. Name another folder")


def files_in(folder: Path, pattern: str) -> dict[str, bytes]:
    """Contents of the files of a `folder` that fit a `pattern`, by path within it, parts joined by `/`; empty where
    there is no folder.

    Raises
    ------
    UsageError : one cannot be read
    """
    try:
        paths = [path for path in sorted(folder.glob(pattern)) if is_file(path)]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    except OSError as error:
        where = named(error.filename or folder)
        raise UsageError(f"{where} cannot be read: {error.strerror}. Name another folder") from error


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, all of them or none; others that are there stay as they are.

    The folder is made where there is none. Two that write at once take turns.

    Parameters
    ----------
    files : contents by path within the folder, parts joined by `/`

    Raises
    ------
    UsageError : one cannot be written; everything is as before
    """
    refuse_unwritable_folder(folder)
    target = behind_links(folder)
    try:
        _fill_folder(target, files)
        written.append(folder)
    except OSError as error:
        where = "" if error.filename is None else f" ({named(error.filename)})"
        message = f"{named(folder)} cannot be written: {error.strerror}{where}. Name another folder"
        raise UsageError(message) from error


def _fill_folder(target: Path, files: Mapping[str, bytes]) -> None:
    is_new = not target.exists()
    beside = target.parent if is_new else target
    remove_left_drafts(beside)
    draft = Path(tempfile.mkdtemp(dir=beside, prefix=DRAFT_BEGINS, suffix=DRAFT_ENDS))
    try:
        _write_draft(draft, files)
        if is_new:
            open_folder(draft)
            draft.rename(target)
        else:
            with locked(target):
                _put(draft, target, files)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write_draft(draft: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = draft / name
        _make_missing(path.parent)
        path.write_bytes(content)
        path.chmod(rights_in(path.parent))


def _put(draft: Path, target: Path, files: Iterable[str]) -> None:
    """Put each file in its place; where one cannot be, or the user stops it, put everything back."""
    undo = list[tuple[Path, Path | None]]()
    kept = Path(tempfile.mkdtemp(dir=draft))
    try:
        for number, name in enumerate(files):
            place = behind_links(target / name)
            undo += [(folder, None) for folder in _make_missing(place.parent)]
            undo.append((place, _second_name(place, kept / str(number)) if place.exists() else None))
            take_rights(draft / name, place)
            (draft / name).replace(place)
    except BaseException:
        for place, before in reversed(undo):
            _put_back(place, before)
        raise


def _second_name(place: Path, name: Path) -> Path:
    """Give a file a second name, or a copy under it where a drive has no second names."""
    if not os.access(place, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES), str(place))
    try:
        name.hardlink_to(place)
    except OSError:
        shutil.copy2(place, name)
    return name


def _make_missing(folder: Path) -> list[Path]:
    """Make a folder, and those that it lies in where they are missing; those that were made, outermost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()][::-1]
    for each in missing:
        make_folder(each)
    return missing


def _put_back(place: Path, before: Path | None) -> None:
    if before is not None:
        before.replace(place)
    elif place.is_dir():
        place.rmdir()
    else:
        place.unlink(missing_ok=True)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Wait until no other run of this program holds the folder, then hold it; where a folder cannot be held, go on.

    Windows and some network drives have no such locks.
    """
    handle = None
    with suppress(ImportError, OSError):
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)
