"""Folders of the user: files that belong together are written all or none, and runs that write at once take turns."""

import os
import shutil
import stat
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from errno import EACCES, EEXIST, ENOTEMPTY
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
    """Write files that belong together: all of them or none; devices and pipes get theirs at the end.

    Parameters
    ----------
    files : contents by file, in folders that are there

    Raises
    ------
    UsageError : one cannot be written; every file is as before
    """
    folders: defaultdict[Path, dict[str, bytes]] = defaultdict(dict)
    first = dict[Path, Path]()
    for path, content in files.items():
        refuse_unwritable(path)
        if not is_device(path):
            place = behind_links(path)
            folders[place.parent][place.name] = content
            first.setdefault(place.parent, path)
    with ExitStack() as filled:
        for folder in sorted(folders):
            filled.enter_context(_naming_faults(first[folder], "file"))
            filled.enter_context(_added(folder, folders[folder]))
        for path in filter(is_device, files):
            write_file(path, files[path])
    written.extend(path for path in files if not is_device(path))


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
    with _naming_faults(folder):
        if target.exists() or not _put_new(target, files):
            with _added(target, files):
                pass
    written.append(folder)


def _put_new(target: Path, files: Mapping[str, bytes]) -> bool:
    """Whether the files stand in a new folder; not where another run has made it meanwhile."""
    with _draft(target.parent, files) as draft:
        open_folder(draft)
        try:
            draft.rename(target)
        except OSError as error:
            if error.errno not in (EEXIST, ENOTEMPTY):
                raise
            return False
    return True


@contextmanager
def _naming_faults(path: Path, what: str = "folder") -> Iterator[None]:
    """Raise UsageError where the system does not let the block write a folder, or `what` else there is at a path."""
    try:
        yield
    except OSError as error:
        where = "" if error.filename is None else f" ({named(error.filename)})"
        message = f"{named(path)} cannot be written: {error.strerror}{where}. Name another {what}"
        raise UsageError(message) from error


@contextmanager
def _draft(beside: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder in the folder `beside` that has the files, and goes at the end of the block if it is still there."""
    remove_left_drafts(beside)
    draft = Path(tempfile.mkdtemp(dir=beside, prefix=DRAFT_BEGINS, suffix=DRAFT_ENDS))
    try:
        for name, content in files.items():
            path = draft / name
            _make_missing(path.parent)
            path.write_bytes(content)
            path.chmod(rights_in(path.parent))
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def _added(target: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """The files in a folder that is there; where one cannot be, or the block fails, everything is put back."""
    undo = list[tuple[Path, Path | None]]()
    with _draft(target, files) as draft, locked(target):
        kept = Path(tempfile.mkdtemp(dir=draft))
        try:
            for number, name in enumerate(files):
                place = behind_links(target / name)
                undo += [(folder, None) for folder in _make_missing(place.parent)]
                undo.append((place, _second_name(place, kept / str(number)) if place.exists() else None))
                take_rights(draft / name, place)
                (draft / name).replace(place)
            yield
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


class _Held(threading.local):
    """The folders that a thread holds."""

    folders: frozenset[Path] = frozenset()


_held = _Held()


@contextmanager
def locked(*folders: Path) -> Iterator[None]:
    """Wait until no other run of this program holds the folders, then hold them; a block within that locks one of them
    again does not wait for itself.

    Windows and some network drives have no such locks: there it goes on at once.

    Parameters
    ----------
    folders : held in the order of their paths, so that two runs never wait for each other
    """
    before = _held.folders
    missing = sorted({folder.resolve() for folder in folders} - before)
    try:
        with ExitStack() as locks:
            for folder in missing:
                locks.enter_context(_lock(folder))
            _held.folders = before.union(missing)
            yield
    finally:
        _held.folders = before


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Hold a folder; where a folder cannot be held, go on."""
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
