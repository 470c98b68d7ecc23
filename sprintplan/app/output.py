"""Where commands write: never over a file of a workspace, nor over one that somebody else made."""

from collections.abc import Callable
from pathlib import Path

from sprintplan.domain.inputs import refuse_input
from sprintplan.errors import UsageError
from sprintplan.files import is_file, named, refuse_unwritable


def refuse_output(path: Path, is_ours: Callable[[Path], bool], what: str, *, force: bool) -> None:
    """Refuse a file that must not be written, so that this is known before the work.

    Parameters
    ----------
    path : the file
    is_ours : whether a file that is there is one of those that this command writes
    what : the word for these: "plan", "list"
    force : whether a file that somebody else made may be written over; a file of a workspace never is

    Raises
    ------
    UsageError : it must not be written
    """
    refuse_unwritable(path)
    refuse_input(path)
    if not force:
        refuse_strange(path, is_ours, what)


def refuse_strange(path: Path, is_ours: Callable[[Path], bool], what: str) -> None:
    """Refuse a file with anything in it that is none of those which this command writes.

    Parameters
    ----------
    path : the file
    is_ours : whether a file that is there is one of those
    what : the word for these: "plan", "list"

    Raises
    ------
    UsageError : it is none of those, or cannot be read
    """
    try:
        if not is_file(path) or not path.stat().st_size or is_ours(path):
            return
    except OSError as error:
        raise UsageError(f"{named(path)} cannot be read: {error.strerror}. Name another file, or check it") from error
    message = f"{named(path)} is there already, and is not a {what} of sprintplan"
    raise UsageError(f"{message}. Name another file, or write over it with --force")
