"""Many files at once: all of them are ready before the first takes its place."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sprintplan.errors import UsageError
from sprintplan.reports.plan_json import umask


def refuse_unwritable_folder(folder: Path) -> None:
    """Raise UsageError where no folder can be made or filled, so that this is known before the work."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file. Name a folder")
    parent = folder.resolve().parent
    if not parent.is_dir():
        raise UsageError(f"{folder}: there is no folder {parent}. Make it, or name another one")
    if not os.access(folder if folder.exists() else parent, os.W_OK):
        raise UsageError(f"{folder}: you may not write there. Name another folder")


def files_in(folder: Path, pattern: str) -> dict[str, bytes]:
    """Contents of the files of a folder, by path within it, parts joined by `/`; empty where there is no folder.

    Raises
    ------
    UsageError : one cannot be read
    """
    try:
        found = [path for path in sorted(folder.glob(pattern)) if path.is_file()]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be read: {error.strerror}. Name another folder") from error


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, each whole, and none of them when one cannot be written; others stay as they are.

    Parameters
    ----------
    files : contents by path within the folder, parts joined by `/`

    Raises
    ------
    UsageError : the folder cannot be written
    """
    refuse_unwritable_folder(folder)
    target = folder.resolve()
    try:
        draft = Path(tempfile.mkdtemp(dir=target if target.exists() else target.parent, prefix=f".{target.name}."))
        try:
            _fill(draft, files)
            _put(draft, target, files)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}. Name another folder") from error


def _fill(draft: Path, files: Mapping[str, bytes]) -> None:
    draft.chmod(0o777 & ~umask())
    for name, content in files.items():
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _put(draft: Path, target: Path, files: Mapping[str, bytes]) -> None:
    """In one step where the folder is new, else file by file."""
    if not target.exists():
        draft.rename(target)
        return
    for name in files:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (draft / name).replace(target / name)
