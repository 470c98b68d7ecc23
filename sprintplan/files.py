"""Files of the user: looked at without surprise, written whole or not at all, and for their owner's eyes.

A new file is readable and writable by its owner alone, as plans, lists, calendars, pages and kept fares hold names and
fares. Others may read where the user has said so:

- a file that is replaced keeps its rights, owner and access list;
- a folder that is shared, with the set-group-ID bit or a default access list, lets its group in;
- a umask that shuts others out and lets the group in (027, 007) does too. One of 022 or 002 says nothing: every account
  begins with it.
"""

import os
import re
import shlex
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sprintplan.errors import UsageError, on_one_line

DRAFT_BEGINS, DRAFT_ENDS = ".sprintplan-", ".draft"
"""What a file or folder is called that is not finished yet; it lies beside the one it is to be."""
LEFT_AFTER = 3600
"""Seconds without a change after which a draft is taken for one that a killed run left."""
BUFFER_BYTES = 1 << 20
"""So many are written at once, as a huge plan comes in hundreds of thousands of pieces."""
written: list[Path] = []
"""Files and folders that this process has put in place, in order."""
DEFAULT_ACCESS_LIST = "system.posix_acl_default"
"""Extended attribute of a folder on Linux that says who may read what is made in it."""


def named(path: Path | str) -> str:
    """A path as a message names it: on one line, with what cannot be shown as an escape (`Ren\\xe9.csv`)."""
    return on_one_line(os.fsencode(path).decode("utf-8", "backslashreplace"))


def typed(word: Path | str) -> str:
    """A path, or another word of a command, as it is typed into a shell: in quotes where it has blanks or signs, and
    not as if it were an option."""
    text = named(word)
    if isinstance(word, Path) and text.startswith("-"):
        text = f"./{text}"
    if re.fullmatch(r"[\w@%+=:,./-]+", text.replace(os.sep, "/")):
        return text
    has_signs = os.sep == "/" and re.search(r'["$`\\!]', text)
    return shlex.quote(text) if has_signs else f'"{text}"'


def status_of(path: Path) -> os.stat_result | None:
    """The system's record of a file or folder at `path`, behind links; None where there is none.

    Raises
    ------
    UsageError : it may not be looked at, as where a folder on the way may not be searched
    """
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UsageError(f"{named(path)} cannot be reached: {error.strerror}. Check the path and its rights") from error


def is_file(path: Path) -> bool:
    """Whether there is a regular file at `path`, behind links. Raises UsageError like `status_of`."""
    status = status_of(path)
    return status is not None and stat.S_ISREG(status.st_mode)


def is_folder(path: Path) -> bool:
    """Whether there is a folder at `path`, behind links. Raises UsageError like `status_of`."""
    status = status_of(path)
    return status is not None and stat.S_ISDIR(status.st_mode)


def entries(folder: Path) -> list[Path]:
    """Everything in a folder, by name; empty where there is no folder.

    Raises
    ------
    UsageError : it may not be listed
    """
    if not is_folder(folder):
        return []
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise UsageError(f"{named(folder)} cannot be read: {error.strerror}. Check its rights") from error


def refuse_unwritable(path: Path) -> None:
    """Refuse a `path` at which no file can be written, so that this is known before the work.

    Raises
    ------
    UsageError : no file can be written there
    """
    target = behind_links(path)
    if is_folder(path):
        raise UsageError(f"{named(path)} is a folder. Name a file in it")
    if is_device(path):
        return
    if not is_folder(target.parent):
        raise UsageError(f"{named(path)}: there is no folder {named(target.parent)}. Make it, or name another file")
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise UsageError(f"{named(path)}: the folder {named(target.parent)} does not let you write. Name another file")
    if is_file(target) and not os.access(target, os.W_OK):
        raise UsageError(f"{named(path)} is write-protected. Name another file, or change its rights")


def is_device(path: Path) -> bool:
    """Whether `path` can be written to and is neither file nor folder: a terminal, a pipe, /dev/null."""
    status = status_of(path)
    return status is not None and not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode)


def write_file(path: Path, content: str | bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all, text as UTF-8; a link stays a link, and a device or pipe is simply written to.

    Parameters
    ----------
    path : the file
    content : all of it, or its pieces in turn

    Raises
    ------
    UsageError : the file cannot be written
    """
    refuse_unwritable(path)
    whole = content.encode() if isinstance(content, str) else content
    pieces = (whole,) if isinstance(whole, bytes) else whole
    try:
        if is_device(path):
            with path.open("wb") as device:
                device.writelines(pieces)
        else:
            _replace(behind_links(path), pieces)
        written.append(path)
    except OSError as error:
        raise UsageError(f"{named(path)} cannot be written: {error.strerror}. Name another file") from error


def behind_links(path: Path) -> Path:
    """Where a `path` leads behind its links.

    Raises
    ------
    UsageError : it leads nowhere
    """
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        raise UsageError(f"{named(path)} is a link that leads nowhere. Name another one") from error


def _replace(target: Path, pieces: Iterable[bytes]) -> None:
    """Fill a file beside the target, then put it in the target's place in one step.

    The disk is waited for: a full one is reported then at the latest, and a crash finds the old file or the new one.
    """
    remove_left_drafts(target.parent)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=DRAFT_BEGINS, suffix=DRAFT_ENDS)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb", BUFFER_BYTES) as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        take_rights(draft, target)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def take_rights(draft: Path, target: Path) -> None:
    """Give a `draft` the rights of the file `target` that it is to replace, or those of a new one."""
    if not target.exists():
        draft.chmod(rights_in(target.parent))
        return
    before = target.stat()
    with suppress(OSError, AttributeError):
        os.chown(draft, before.st_uid, before.st_gid)
    shutil.copystat(target, draft)
    os.utime(draft)


def rights_in(folder: Path) -> int:
    """The rights of a new file in a folder: its owner's, and its group's where umask or folder let the group in."""
    mask = umask()
    if _has_access_list(folder):
        return 0o660
    if folder.stat().st_mode & stat.S_ISGID or (mask & 0o007 == 0o007 and not mask & 0o040):
        return 0o600 | (0o060 & ~mask)
    return 0o600


def _has_access_list(folder: Path) -> bool:
    if sys.platform != "linux":
        return False
    try:
        return bool(os.getxattr(folder, DEFAULT_ACCESS_LIST))
    except OSError:
        return False


def umask() -> int:
    """The rights that new files are not to have; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def make_folder(folder: Path) -> None:
    """Make a folder with the rights of a new one, in a folder that is there; leave one that is there as it is.

    Raises
    ------
    OSError : it cannot be made, or is a file
    """
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not folder.is_dir():
            raise
    else:
        open_folder(folder)


def open_folder(folder: Path) -> None:
    """Let into a new `folder` whoever may read a new file beside it."""
    rights = rights_in(folder.parent)
    inherited = folder.stat().st_mode & stat.S_ISGID
    folder.chmod(rights | (rights & 0o444) >> 2 | inherited)


def make_file(path: Path) -> None:
    """Make an empty file at `path` with the rights of a new one, where there is none yet; for files that libraries
    write.

    Raises
    ------
    OSError : it cannot be made
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        path.chmod(rights_in(path.parent))


def is_draft(path: Path) -> bool:
    """Whether a path is that of a draft, which a run at work or one that was killed has there."""
    return path.name.startswith(DRAFT_BEGINS) and path.name.endswith(DRAFT_ENDS)


def remove_left_drafts(folder: Path) -> None:
    """Remove drafts that killed runs left in a `folder`: those that nobody has written to for long."""
    now = time.time()
    with suppress(OSError):
        for path in folder.glob(f"{DRAFT_BEGINS}*{DRAFT_ENDS}"):
            if now - path.lstat().st_mtime > LEFT_AFTER:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
